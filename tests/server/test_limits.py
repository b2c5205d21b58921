"""What one request may take: which limit was hit is told, others are answered meanwhile, and no answer is a part of one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from http.client import HTTPConnection

import pytest
import requests
from msgspec.structs import replace

from kbtool.io import limits
from kbtool.reports.pages.site import Site
from kbtool.server import bodies, drafts
from served import Served, serving

ENDLESS = "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?c)) + STRLEN(STR(?f)) + STRLEN(STR(?i)) < 0) }"
ALL_SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


@pytest.fixture(scope="module")
def narrow(site: Site) -> Iterator[Served]:
    """A server with one worker for queries and one for drafts, for which nothing may wait, and with little memory."""
    usual = limits.in_force()
    limits.enforce(replace(usual, memory=40.0))
    try:
        few = {"workers": 1, "waiting": 0, "jobs": 1, "jobs_waiting": 0}
        with serving(site, **few, seconds=3, rows=50, upload_bytes=1000) as server:
            yield server
    finally:
        limits.enforce(usual)


def test_a_query_that_finds_all_at_work_is_sent_away_and_pages_are_not(narrow: Served) -> None:
    def ask() -> requests.Response:
        return requests.get(f"{narrow.address}/sparql", params={"query": ENDLESS}, timeout=60)

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(ask), pool.submit(ask)]
        refused = next(as_completed(asked)).result()
        page = narrow.get("/")
        still_at_work = not all(each.done() for each in asked)
        others = [each.result() for each in asked if each.result() is not refused]
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert refused.text.startswith("busy: ")
    assert (page.status_code, still_at_work) == (200, True)
    assert [each.status_code for each in others] == [500]
    assert others[0].text.startswith("the query takes longer than 3 seconds\n")
    assert narrow.ask("ASK {}", "*/*").status_code == 200


def test_too_much_memory_is_told_as_that(narrow: Served) -> None:
    answer = narrow.ask(ALL_SORTED)
    assert answer.status_code == 500
    assert answer.text.startswith("the query takes more than 40 MB of memory\n")
    assert narrow.ask("ASK {}", "*/*").status_code == 200


@pytest.mark.parametrize("query", ["SELECT * { ?a ?b ?c }", "CONSTRUCT WHERE { ?a ?b ?c }"])
def test_nothing_of_an_answer_is_sent_that_does_not_become_whole(
    narrow: Served, query: str
) -> None:
    answer = narrow.ask(query, "*/*")
    assert answer.status_code == 500
    assert answer.text.startswith("the answer has more than 50 ")
    whole = narrow.ask(f"{query} LIMIT 50", "*/*")
    assert whole.status_code == 200
    for each in (answer, whole):
        assert "transfer-encoding" not in each.headers
        assert int(each.headers["content-length"]) == len(each.content)


@pytest.mark.parametrize(
    ("path", "content_type", "what"),
    [
        ("/sparql", "application/sparql-query", "the query"),
        ("/draft", "application/x-www-form-urlencoded", "the draft"),
    ],
)
def test_a_body_that_does_not_come_is_waited_for_no_longer(
    narrow: Served, monkeypatch: pytest.MonkeyPatch, path: str, content_type: str, what: str
) -> None:
    monkeypatch.setattr(bodies, "_SECONDS", 0.05)
    connection = HTTPConnection(narrow.address.removeprefix("http://"), timeout=60)
    with closing(connection):
        connection.putrequest("POST", path)
        connection.putheader("Content-Type", content_type)
        connection.putheader("Content-Length", "99")
        connection.endheaders(b"ASK")
        answer = connection.getresponse()
        said = answer.read().decode()
    assert answer.status == 408
    assert said.startswith(f"{what} did not arrive within 0.05 seconds\n")


def test_a_draft_that_is_too_large_is_told_with_how_large_it_may_be(narrow: Served) -> None:
    answer = narrow.post("/draft", data={"text": "It may help. " * 100})
    assert answer.status_code == 413
    assert answer.text.startswith("the draft is larger than 1,000 bytes\n")


def test_a_draft_that_finds_all_at_work_is_sent_away_at_once_and_pages_are_not(
    narrow: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send() -> requests.Response:
        return narrow.post("/draft", data={"text": "It may help. " * 60}, allow_redirects=False)

    begun = send()
    refused = send()
    supposed = narrow.get("/what-if", params={"without": "trial-a"})
    page = narrow.get("/")
    assert (begun.status_code, page.status_code) == (303, 200)
    for each in (refused, supposed):
        assert (each.status_code, each.headers["retry-after"]) == (503, "5")
        assert each.text.startswith("busy: ")
    shown = narrow.get("/what-if", params={"without": "trial-a"}, headers={"Accept": "text/html"})
    assert (shown.status_code, "<h1>Not now</h1>" in shown.text) == (503, True)
    narrow.post(f"{begun.headers['location']}/cancel", allow_redirects=False)
    monkeypatch.setattr(drafts, "_MOST_ARRIVING", 0)
    assert send().status_code == 503
    monkeypatch.undo()
    again = send()
    assert again.status_code == 303
    narrow.post(f"{again.headers['location']}/cancel", allow_redirects=False)
