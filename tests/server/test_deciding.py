"""Deciding in a browser: who may, what is shown before it is written, and what is never overwritten."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
import requests

from commands import kbtool
from kbtool.api import check, load
from kbtool.reports.pages.site import Site
from served import Served, serving

BEARER = {"Authorization": "Bearer a-token-for-tests-only"}
FORM = {
    "claim": "c-pain",
    "kind": "resolve",
    "verdict": "insufficient",
    "reason": "One trial, and it is small.",
    "who": "A Reviewer",
}
NEXT_MONTH = (date.today() + timedelta(days=30)).isoformat()


@pytest.fixture(scope="module")
def copy(small_base_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small knowledge base."""
    return shutil.copytree(small_base_root, tmp_path_factory.mktemp("deciding") / "kb")


@pytest.fixture(scope="module")
def deciding(copy: Path) -> Iterator[Served]:
    """It, served with --decisions."""
    base = load(copy)
    with serving(Site(base, check(base)), decisions=True) as server:
        yield server


@pytest.fixture
def root(copy: Path) -> Iterator[Path]:
    """Its folder, which is afterwards as it was."""
    before = {path: path.read_bytes() for path in (copy / "kb").glob("*.ttl")}
    yield copy
    for path in (copy / "kb").glob("*.ttl"):
        if path not in before:
            path.unlink()
    for path, data in before.items():
        path.write_bytes(data)


@pytest.fixture(scope="module")
def let_in(deciding: Served) -> Served:
    """A browser that was let in."""
    browser = Served(deciding.address, deciding.access)
    browser.get(deciding.access.link)
    return browser


@pytest.fixture
def reviewer(let_in: Served) -> Iterator[Served]:
    """That browser, on a page of the server."""
    let_in.session.headers["Origin"] = let_in.address
    yield let_in
    del let_in.session.headers["Origin"]


def decide(served: Served, fields: dict[str, str], **given: object) -> requests.Response:
    return served.post("/decide", data=fields, allow_redirects=False, **given)


def seen(answer: requests.Response) -> str:
    """What the page that shows a difference sends with its agreement."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', answer.text)
    assert found is not None, answer.text
    return found[1]


def test_the_difference_is_shown_and_then_written_as_the_command_does(
    reviewer: Served, root: Path
) -> None:
    written = root / "kb" / "resolutions.ttl"
    preview = decide(reviewer, FORM)
    assert preview.status_code == 200
    assert "+    kb:reason &#34;One trial, and it is small.&#34; ;" in preview.text
    assert not written.exists()
    answer = decide(reviewer, {**FORM, "seen": seen(preview)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/decide/done?claim=c-pain")
    by_page = written.read_text()
    written.unlink()
    result = kbtool(
        "resolve", "c-pain", "--as", "insufficient", "--reason", FORM["reason"],
        "--reviewer", FORM["who"], cwd=root,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert written.read_text() == by_page


def test_a_finding_is_waived_until_a_day(reviewer: Served, root: Path) -> None:
    page = reviewer.get("/decide", params={"claim": "c-pain"})
    rule = re.findall(r'<option value="(\w+)"', page.text)[0]
    fields = {
        **FORM,
        "kind": "waive",
        "rule": rule,
        "expires": NEXT_MONTH,
        "reason": 'The page is being "rewritten".',
    }
    answer = decide(reviewer, {**fields, "seen": seen(decide(reviewer, fields))})
    assert answer.status_code == 303
    assert f'kb:expires "{NEXT_MONTH}"^^xsd:date' in (root / "kb" / "waivers.ttl").read_text()
    waived = [f for f in check(load(root)).findings if f.claim and f.claim.endswith("/c-pain")]
    assert {f.code for f in waived if f.waived} == {rule}


@pytest.mark.parametrize(
    "changed",
    [
        {"expires": "2001-01-31"},
        {"expires": "9999-12-31"},
        {"expires": "soon"},
        {"rule": "Z99"},
        {"reason": " "},
        {"who": ""},
        {"reason": "a\x07b"},
        {"who": "id:ibuprofen"},
    ],
)
def test_what_is_no_waiver_is_told_beside_the_form(
    reviewer: Served, root: Path, changed: dict[str, str]
) -> None:
    page = reviewer.get("/decide", params={"claim": "c-pain"})
    rule = re.findall(r'<option value="(\w+)"', page.text)[0]
    fields = {**FORM, "kind": "waive", "rule": rule, "expires": NEXT_MONTH, **changed}
    answer = decide(reviewer, fields)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert not (root / "kb" / "waivers.ttl").exists()


def test_how_long_a_finding_may_be_waived_is_told(reviewer: Served) -> None:
    page = reviewer.get("/decide", params={"claim": "c-pain"})
    rule = re.findall(r'<option value="(\w+)"', page.text)[0]
    fields = {**FORM, "kind": "waive", "rule": rule, "expires": "9999-12-31"}
    latest = (date.today() + timedelta(days=366)).isoformat()
    assert f"findings may be waived until {latest}" in decide(reviewer, fields).text
    assert f'max="{latest}"' in page.text


def test_what_changed_meanwhile_is_not_overwritten(reviewer: Served, root: Path) -> None:
    agreed = {**FORM, "seen": seen(decide(reviewer, FORM))}
    written = root / "kb" / "resolutions.ttl"
    written.write_text("# Somebody else's.\n")
    answer = decide(reviewer, agreed)
    assert answer.status_code in (200, 409)
    assert written.read_text() == "# Somebody else's.\n"


def test_a_decision_on_files_that_changed_since_they_were_read_is_not_written(
    reviewer: Served, root: Path
) -> None:
    agreed = {**FORM, "seen": seen(decide(reviewer, FORM))}
    other = next((root / "kb").glob("*.ttl"))
    other.write_text(other.read_text() + "# changed\n")
    answer = decide(reviewer, agreed)
    assert answer.status_code == 409
    assert "changed" in unescape(answer.text)
    assert not (root / "kb" / "resolutions.ttl").exists()


def test_a_link_that_leads_out_of_the_knowledge_base_is_not_written_through(
    reviewer: Served, root: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.ttl"
    (root / "kb" / "resolutions.ttl").symlink_to(outside)
    answer = decide(reviewer, FORM)
    assert answer.status_code == 400
    assert "leads out of the knowledge base" in answer.text
    assert not outside.exists()


def test_a_verdict_that_there_is_not_is_told(reviewer: Served, root: Path) -> None:
    answer = decide(reviewer, {**FORM, "verdict": "suported"})
    assert answer.status_code == 400
    assert "There is no verdict" in answer.text


def test_what_is_agreed_to_is_what_was_shown(reviewer: Served, root: Path) -> None:
    agreed = {**FORM, "seen": seen(decide(reviewer, FORM)), "verdict": "supported"}
    answer = decide(reviewer, agreed)
    assert answer.status_code == 200
    assert "has changed since it was shown" in answer.text
    assert not (root / "kb" / "resolutions.ttl").exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Origin": "https://evil.example", **BEARER}, 403),
        ({"Sec-Fetch-Site": "cross-site", **BEARER}, 403),
        ({"Host": "evil.example", **BEARER}, 421),
        ({"Authorization": "Bearer wrong"}, 401),
        (BEARER, 200),
    ],
)
def test_only_who_has_the_token_decides(
    deciding: Served, headers: dict[str, str], status: int
) -> None:
    assert decide(deciding, FORM, headers=headers).status_code == status


def test_a_browser_that_says_not_where_it_comes_from_writes_nothing(let_in: Served) -> None:
    assert decide(let_in, FORM).status_code == 403


def test_nothing_is_decided_unless_asked_for(served: Served) -> None:
    anew = Served(served.address, served.access)  # its old connection may have been idle too long
    assert anew.get("/decide", params={"claim": "c-pain"}).status_code == 404
    assert decide(anew, FORM, headers=BEARER).status_code in (404, 405)


def test_a_claim_that_there_is_not_is_told(reviewer: Served) -> None:
    answer = reviewer.get("/decide", params={"claim": "c-pian"}, headers={"Accept": "text/html"})
    assert (answer.status_code, "c-pain" in answer.text) == (404, True)
