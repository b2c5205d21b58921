"""Drafts in a browser: pasted or sent as a file, read by a worker, and held nowhere but in memory."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
import requests

from commands import ROOT
from kbtool.api import check, load
from kbtool.reports.pages.site import Site
from kbtool.server.refusals import RefusedError
from kbtool.server.uploads import read_form
from served import Served, serving

BROWSER = {"Accept": "text/html"}
TEXT = "Ibuprofen treats pain.\n\nIt is “good” for <b>everybody</b> & all.\n"


def sent(served: Served, **given: object) -> requests.Response:
    return served.post("/draft", headers=BROWSER, allow_redirects=False, **given)


def read(served: Served, answer: requests.Response) -> requests.Response:
    """The page of a draft, when it has been read."""
    assert answer.status_code == 303, answer.text
    while True:
        found = served.get(answer.headers["location"], params={"wait": "1"}, headers=BROWSER)
        if found.status_code != 202:
            return found


def test_a_text_that_is_pasted_is_shown_with_what_was_found_and_copies_of_it(
    served: Served,
) -> None:
    answer = sent(served, data={"text": TEXT})
    location = answer.headers["location"]
    assert location.startswith("/jobs/")
    assert "buprofen" not in location
    page = read(served, answer)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "sentences compared with what is known" in page.text
    assert 'class="note v-refuted"' in page.text
    assert "aria-details" in page.text
    heads = re.findall(r"<h3>.*?</h3>", page.text)
    assert any(
        re.search(
            r'<span class="verdict v-refuted">.*refuted</span> <span class="stars".*Claim', head
        )
        for head in heads
    )
    copy = served.get(f"{location}/copy.docx")
    assert copy.headers["content-disposition"] == 'attachment; filename="draft-commented.docx"'
    assert "word/comments.xml" in zipfile.ZipFile(io.BytesIO(copy.content)).namelist()
    assert "{>>" in served.get(f"{location}/copy.md").text


def test_what_packs_find_in_a_draft_stands_in_its_margin(root: Path) -> None:
    facts = "promotes: ibuprofen\npage-kind: marketing page\naudience: public\ndirected-at: GB"
    text = f"---\n{facts}\n---\n\nIbuprofen works faster than naproxen.\n"
    shutil.copytree(ROOT / "shapes" / "policy", root / "shapes" / "policy", dirs_exist_ok=True)
    base = load(root, policies=["uk"])
    with serving(Site(base, check(base))) as server:
        page = read(server, sent(server, data={"text": text}))
    assert "P204" in page.text
    assert "It is compared with another treatment" in page.text


def test_a_draft_says_which_policy_packs_bind_it(root: Path) -> None:
    declared = "---\npage-kind: news article\n---\n\nIbuprofen treats pain.\n"
    shutil.copytree(ROOT / "shapes" / "policy", root / "shapes" / "policy", dirs_exist_ok=True)
    base = load(root, policies=["us-federal"])
    with serving(Site(base, check(base))) as server:
        page = read(server, sent(server, data={"text": declared}))
    assert "bind this page: none of those that are on. Not bound by: us-federal. Off" in page.text
    assert "<code>us-federal</code>: does not bind, it is a news article" in page.text


def test_a_finding_that_is_waived_is_told_as_not_counted(served: Served) -> None:
    day = date.today() + timedelta(days=30)
    waiver = f'<!-- kbtool: ignore X05 reason="Fictional." owner="Desk" until={day} -->'
    page = read(served, sent(served, data={"text": f"{waiver}\nIbuprofen treats pain.\n"}))
    assert "Nothing was found that counts" in page.text
    assert "not counted: 1 waived" in page.text
    assert 'class="note v-refuted"' not in page.text


def test_a_file_is_read_whatever_its_name_and_what_is_in_it_is_never_markup(
    served: Served,
) -> None:
    name = "../../<img src=x>\x07.txt"
    page = read(served, sent(served, files={"file": (name, TEXT.encode())}))
    assert page.status_code == 200, page.text
    assert "<b>everybody</b>" not in page.text
    assert "&lt;b&gt;everybody&lt;/b&gt; &amp; all" in page.text
    assert "<img" not in page.text


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"data": {"text": "  "}}, 400, "There is no draft"),
        ({"data": b"text", "headers_": "text/plain"}, 415, "This is no form"),
        ({"data": b"x" * 10_000_001}, 413, "The draft is larger than 10,000,000 bytes"),
    ],
)
def test_what_is_no_draft_is_refused(
    served: Served, given: dict[str, object], status: int, said: str
) -> None:
    kind = given.pop("headers_", None)
    headers = BROWSER | ({"Content-Type": str(kind)} if kind else {})
    answer = served.post("/draft", headers=headers, **given)
    assert (answer.status_code, said in answer.text) == (status, True)


def test_what_cannot_be_read_is_told_and_no_path_of_the_server(served: Served) -> None:
    page = read(served, sent(served, files={"file": ("a.docx", b"PK\x03\x04 no document")}))
    assert page.status_code == 400
    assert str(Path.cwd()) not in page.text
    assert "Traceback" not in page.text


def test_a_page_of_another_site_cannot_send_one(served: Served) -> None:
    headers = {"Origin": "https://evil.example"}
    assert served.post("/draft", data={"text": TEXT}, headers=headers).status_code == 403


def test_a_draft_that_is_being_read_can_be_cancelled(served: Served) -> None:
    location = sent(served, data={"text": TEXT}).headers["location"]
    assert served.get(f"{location}/state").json()["done"] in (True, False)
    served.post(f"{location}/cancel", allow_redirects=False)
    gone = served.get(location, headers=BROWSER)
    assert (gone.status_code, "no longer held" in gone.text) == (404, True)


def test_what_would_change_is_worked_out_and_shown(served: Served) -> None:
    while True:
        page = served.get("/what-if", params={"without": "trial-a", "wait": "1"}, headers=BROWSER)
        if page.status_code != 202:
            break
    assert page.status_code == 200, page.text
    assert "would have another verdict" in page.text
    assert '<a href="/claims/c-pain">' in page.text
    wrong = served.get("/what-if", params={"without": "trial-z"}, headers=BROWSER)
    assert (wrong.status_code, "trial" in wrong.text) == (400, True)


def test_a_form_is_read_in_memory() -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xc3\xbc\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="C:\\a\\b.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\n\r\nline\r\n--x--\r\n"
    )
    sent = read_form("multipart/form-data; boundary=x", body)
    assert sent.fields == {"text": "ü"}
    assert (sent.files["file"].name, sent.files["file"].data) == ("b.txt", b"\r\nline")


@pytest.mark.parametrize(
    "body", [b"nothing", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--']
)
def test_a_form_that_cannot_be_read_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedError):
        read_form("multipart/form-data; boundary=x", body)


def test_words_with_several_findings_are_marked_by_the_gravest(served: Served) -> None:
    page = read(served, sent(served, data={"text": "Ibuprofen treats pain and may help fever.\n"}))
    marks = re.findall(r'<mark class="v-([a-z-]+)" aria-details="([^"]+)"', page.text)
    notes = re.findall(r'<section class="note v-([a-z-]+)" id="([^"]+)"', page.text)
    looks = {name: look for look, name in notes}
    gravity = ["refuted", "supported-in-part", "no-verdict"]
    assert marks
    for look, names in marks:
        assert look == min((looks[name] for name in names.split()), key=gravity.index)
