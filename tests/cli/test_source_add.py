"""Taking an article in with the installed command: what is written, what is not guessed, and both files or none."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pyoxigraph as ox
import pytest

from cases import Case, lay_out
from commands import kbtool
from kbtool.authoring.sources import Wishes, new_source
from kbtool.cli.output import write_together
from kbtool.errors import InputError
from kbtool.io.originals import Original
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.text.record import record
from kbtool.text.snapshot import Snapshot, take
from originals import page, pdf_file, word_file
from web_server import Reply, Server, serving

SENTENCE = "It is a drug that is used in hospitals for pain."
HEAD = """<title>Ibuprofen | Example Clinic</title><meta property='og:title' content='Ibuprofen “today”'>
<meta name='author' content='A. Writer'><meta property='og:site_name' content='Example  Clinic'>
<meta property='article:published_time' content='2024-02-03T10:00:00Z'><link rel='canonical' href='https://example.org/ibuprofen'>
<link rel='license' href='https://creativecommons.org/licenses/by/4.0/'>"""
PAGE = page(f"<h1>Ibuprofen</h1><p>{SENTENCE}</p>", HEAD)
TEXT = f"Ibuprofen\n{SENTENCE}\n"
DAY = date(2025, 6, 7)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base with one article."""
    return lay_out(Case("S22", "", (), article="Paracetamol treats fever.\n"), tmp_path / "project")


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def added(root: Path, *arguments: str) -> CompletedProcess[str]:
    return kbtool("source", "add", *arguments, cwd=root)


def paper(data: bytes = PAGE, url: str | None = None, name: str = "page.html") -> Snapshot:
    return take(Original(data, url or name, name, DAY, url))


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("kb") / "project"
    return open_knowledge_base(
        lay_out(Case("S22", "", (), article="Paracetamol treats fever.\n"), folder)
    )


# ---- With the command -----------------------------------------------------------------------------------------------


def test_a_page_becomes_a_snapshot_and_a_declaration(root: Path) -> None:
    (root / "My page.html").write_bytes(PAGE)
    before = (root / "sources" / "sources.ttl").read_text(encoding="utf-8")
    result = added(root, "My page.html", "--kind", "clinic-blog")
    assert (result.returncode, result.stderr) == (0, "")
    assert (root / "sources" / "my-page.txt").read_text(encoding="utf-8") == TEXT
    today = date.today().isoformat()
    after = (root / "sources" / "sources.ttl").read_text(encoding="utf-8")
    assert (
        after
        == before
        + f"""
id:my-page a kb:Document ;
    dct:title "Ibuprofen “today”" ;
    dct:creator "A. Writer" ;
    dct:publisher id:org-example-clinic ;
    dct:issued "2024-02-03"^^xsd:date ;
    foaf:page <https://example.org/ibuprofen> ;
    dct:license <https://creativecommons.org/licenses/by/4.0/> ;
    kb:pageKind kb:ClinicBlog ;
    dct:language "en" ; dct:format "text/plain" ;
    kb:file "my-page.txt" ;
    kb:sha256 "{hashlib.sha256(TEXT.encode()).hexdigest()}" ;
    kb:sentenceHashes "{record(TEXT)}" ;
    kb:outline "h1 p" ;
    kb:retrieved "{today}"^^xsd:date ;
    kb:originalFormat "text/html" ;
    kb:originalSha256 "{hashlib.sha256(PAGE).hexdigest()}" .

id:org-example-clinic a foaf:Organization, prov:Agent ; rdfs:label "Example Clinic" .
"""
    )
    assert "what the article says of itself" in result.stdout
    assert "next: kbtool check sources/my-page.txt\n" in result.stdout
    assert "kbtool encode my-page" in result.stdout
    assert "left out: “Made with love" in result.stdout


def test_what_was_taken_in_is_told_to_be_unchecked_and_can_be_quoted(root: Path) -> None:
    (root / "page.html").write_bytes(PAGE)
    added(root, "page.html")
    report = json.loads(kbtool("check", "sources/page.txt", "--format", "json", cwd=root).stdout)
    assert {finding["code"] for finding in report["findings"]} == {"A09"}
    quoted = kbtool("claim", "new", "page", "used in hospitals for pain", cwd=root)
    assert 'oa:exact "used in hospitals for pain"' in quoted.stdout


def test_dry_run_prints_the_declaration_and_writes_nothing(root: Path) -> None:
    (root / "page.html").write_bytes(PAGE)
    before = files(root)
    result = added(root, "page.html", "--dry-run")
    assert (result.returncode, "id:page a kb:Document ;" in result.stdout) == (0, True)
    assert files(root) == before


def test_an_article_is_taken_in_once(root: Path) -> None:
    (root / "page.html").write_bytes(PAGE)
    (root / "again.txt").write_text(TEXT, encoding="utf-8")
    (root / "longer.html").write_bytes(
        PAGE.replace(b"</article>", b"<p>One more sentence.</p></article>")
    )
    assert added(root, "page.html").returncode == 0
    before = files(root)
    for name, why in (("page.html", "text"), ("again.txt", "text"), ("longer.html", "address")):
        result = added(root, name, "--name", "other")
        assert (result.returncode, result.stdout) == (2, "")
        assert f"{name}: is already on file as id:page: the same {why}" in result.stderr
        assert "kbtool source refresh page" in result.stderr
    assert files(root) == before


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("missing.html",), "missing.html: is missing"),
        (("ftp://example.org/a.html",), "ftp://example.org/a.html: only addresses that begin"),
        (("kb",), "kb: cannot be read: Is a directory"),
        (("scan.pdf",), "scan.pdf: has pages and no text"),
        (("page.html", "--name", "No Name"), "'No Name' is not a name"),
        (("page.html", "--name", "article"), "the name article is taken"),
        (("page.html", "--kind", "novel"), "there is no kind of page 'novel'"),
    ],
)
def test_bad_input_writes_nothing(root: Path, arguments: tuple[str, ...], why: str) -> None:
    (root / "page.html").write_bytes(PAGE)
    (root / "scan.pdf").write_bytes(pdf_file([[]]))
    before = files(root)
    result = added(root, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert why in result.stderr and "\nhelp: " in result.stderr
    assert files(root) == before


def test_both_files_are_written_or_none(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    new = new_source(kb, paper(), Wishes())
    before = files(kb.workspace.root)
    replace = os.replace

    def full_disk(source: str, target: Path) -> None:
        if target.name == "sources.ttl":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(InputError, match="No space left"):
        write_together(new.files, new.as_read)
    assert files(kb.workspace.root) == before


# ---- What is declared -----------------------------------------------------------------------------------------------


def test_what_is_not_stated_is_not_declared(kb: KnowledgeBase) -> None:
    text = new_source(kb, paper(b"It works.\n", name="My notes.txt"), Wishes()).turtle
    digest = hashlib.sha256(b"It works.\n").hexdigest()
    assert (
        text
        == f"""id:my-notes a kb:Document ;
    rdfs:label "My notes.txt, which states no title" ;
    dct:format "text/plain" ;
    kb:file "my-notes.txt" ;
    kb:sha256 "{digest}" ;
    kb:sentenceHashes "ec6884" ;
    kb:retrieved "2025-06-07"^^xsd:date .
"""
    )


def test_the_user_knows_better(kb: KnowledgeBase) -> None:
    wishes = Wishes("best", " My\ntitle ", "Another Clinic", "marketing page")
    text = new_source(kb, paper(), wishes).turtle
    assert text.startswith('id:best a kb:Document ;\n    dct:title "My title" ;')
    assert 'rdfs:label "Another Clinic"' in text and "kb:pageKind kb:MarketingPage" in text


def test_an_organization_with_the_same_label_is_the_same(tmp_path: Path) -> None:
    turtle = '\nid:us a foaf:Organization ; rdfs:label "EXAMPLE clinic" .\n'
    kb = open_knowledge_base(lay_out(Case("S22", turtle, ()), tmp_path / "project"))
    text = new_source(kb, paper(), Wishes()).turtle
    assert "dct:publisher id:us ;" in text and "foaf:Organization" not in text


@pytest.mark.parametrize(
    ("canonical", "url", "expected"),
    [
        ("https://example.org/a", None, "https://example.org/a"),
        ("/a", None, None),
        ("/a", "https://example.org/b?utm=1", "https://example.org/a"),
        ("https://example.org/a", "https://example.org/b", "https://example.org/a"),
        ("https://other.example/a", "https://example.org/b", "https://example.org/b"),
        ("javascript:alert(1)", "https://example.org/b", "https://example.org/b"),
        ("https://example.org/> . id:x a kb:Claim .", None, None),
        ("https://[", None, None),
        (
            "https://[",
            "https://example.org/b[1]|?q={x}",
            "https://example.org/b%5B1%5D%7C?q=%7Bx%7D",
        ),
    ],
)
def test_the_address_is_the_one_that_the_page_states_if_it_is_its_own(
    kb: KnowledgeBase, canonical: str, url: str | None, expected: str | None
) -> None:
    data = page(f"<p>{SENTENCE}</p>", f'<link rel="canonical" href="{canonical}">')
    text = new_source(kb, paper(data, url), Wishes()).turtle
    assert re.findall("foaf:page <(.*)>", text) == ([expected] if expected else [])


def test_words_on_rights_are_no_licence(kb: KnowledgeBase) -> None:
    data = page(f"<p>{SENTENCE}</p>", "<meta name='dc.rights' content='All rights reserved.'>")
    text = new_source(kb, paper(data), Wishes()).turtle
    assert 'dct:rights "All rights reserved."' in text and "dct:license" not in text


def test_metadata_cannot_break_out_of_their_literals(kb: KnowledgeBase) -> None:
    title = """x" . id:evil a kb:Claim . \\ \u202e""" + '"""'
    script = '<script type="application/ld+json">{"@type": "Article", "author": "A.\\ud83d\\u0007 Writer"}</script>'
    data = page(f"<p>{SENTENCE}</p>", f"<title>{title}</title>{script}")
    new = new_source(kb, paper(data), Wishes())
    (whole,) = (text.decode() for path, text in new.files.items() if path.suffix == ".ttl")
    subjects = {str(quad.subject) for quad in ox.parse(whole, format=ox.RdfFormat.TURTLE)}
    assert ("id:evil" in whole, any("evil" in subject for subject in subjects)) == (True, False)
    assert new.facts["title"] == " ".join(title.split())
    assert new.facts["creator"] == "A. Writer"


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("Ketamine & ADHD_ what’s new.html", None, "ketamine-adhd-whats-new"),
        ("/blog/ketamine-for-adhd/", "https://www.example.org/blog/ketamine-for-adhd/", "ketamine-for-adhd"),
        ("/", "https://www.example.org/", "example-org"),
        ("article.docx", None, "article-2"),
        ("Кетамин.html", None, f"article-{hashlib.sha256(TEXT.encode()).hexdigest()[:8]}"),
        ("word " * 50, None, "-".join(["word"] * 12)),
    ],
)  # fmt: skip
def test_the_name_comes_from_the_file_or_the_address(
    kb: KnowledgeBase, name: str, url: str | None, expected: str
) -> None:
    assert new_source(kb, paper(url=url, name=name), Wishes()).name == expected


def test_word_files_state_their_author(kb: KnowledgeBase) -> None:
    data = word_file(["It works."], title="Notes", author="A. Writer")
    text = new_source(kb, paper(data, name="notes.docx"), Wishes()).turtle
    assert 'dct:title "Notes" ;\n    dct:creator "A. Writer" ;' in text
    assert "wordprocessingml.document" in text


# ---- From addresses -------------------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[Server]:
    html = {"Content-Type": "text/html; charset=windows-1252"}
    moved = {"Location": "/page"}
    text = TEXT.replace("pain", "“pain”")
    served = f"<html><body><h1>Ibuprofen</h1><p>{text.split(chr(10))[1]}</p></body></html>"
    with serving(
        {
            "/page": Reply(served.encode("cp1252"), headers=html),
            "/old": Reply(status=301, headers=moved),
            "/refused": Reply(b"no", 403),
            "/gone": Reply(b"no", 404),
            "/picture": Reply(b"\x00", headers={"Content-Type": "image/webp"}),
        }
    ) as one:
        yield one


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_an_address_is_fetched_and_recorded(root: Path, server: Server) -> None:
    result = added(root, f"{server.address}/old")
    assert (result.returncode, result.stderr) == (0, "")
    assert (root / "sources" / "page.txt").read_text(encoding="utf-8") == TEXT.replace(
        "pain", "“pain”"
    )
    text = (root / "sources" / "sources.ttl").read_text(encoding="utf-8")
    assert f"foaf:page <{server.address}/page> ;" in text
    again = added(root, f"{server.address}/page")
    assert (again.returncode, "the same address" in again.stderr) == (2, True)
    assert server.paths() == ["/old", "/page"]


@pytest.mark.parametrize(
    ("path", "why", "advice"),
    [
        ("/refused", "answered with status 403", "save the page from a browser"),
        ("/gone", "answered with status 404", "look the address up"),
        ("/picture", "is image/webp, which is not read", "give the article as HTML"),
    ],
)
def test_what_cannot_be_fetched_says_what_to_do(
    root: Path, server: Server, path: str, why: str, advice: str
) -> None:
    before = files(root)
    result = added(root, server.address + path)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"{server.address}{path}: {why}" in result.stderr and advice in result.stderr
    assert files(root) == before


def test_refresh_fetches_all_that_have_an_address_and_says_which_cannot_be_had(
    root: Path, server: Server
) -> None:
    added(root, f"{server.address}/page", "--publisher", "Example Clinic")
    refused = kbtool("source", "refresh", "page", cwd=root)
    assert (refused.returncode, "is at a private address" in refused.stderr) == (2, True)
    (root / "kbtool.toml").write_text('nearby = ["127.0.0.1"]\n', encoding="utf-8")
    path = root / "sources" / "sources.ttl"
    before = path.read_text(encoding="utf-8").replace(
        'kb:file "article.txt"', f'foaf:page <{server.address}/gone> ; kb:file "article.txt"'
    )
    path.write_text(before, encoding="utf-8")
    server.replies["/page"] = Reply(
        f"<html><body><p>New.</p><p>{SENTENCE}</p></body></html>".encode()
    )
    result = kbtool("source", "refresh", "--accept", "--replace", "--format", "json", cwd=root)
    assert result.returncode == 2
    assert f"{server.address}/gone: answered with status 404" in result.stderr
    (document,) = json.loads(result.stdout)["documents"]
    assert (document["document"].endswith("/page"), document["quotes"]) == (True, [])
    assert (root / "sources" / "page.txt").read_text(encoding="utf-8") == f"New.\n{SENTENCE}\n"
    report = kbtool("check", "sources/page.txt", "--select", "A06,S", "--format", "json", cwd=root)
    assert json.loads(report.stdout)["findings"] == []
