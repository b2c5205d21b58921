"""A new text of an article: what becomes of the quotes, and taking it over whole or not at all."""

from __future__ import annotations

import hashlib
import html
import json
import os
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import PREFIXES, Case, lay_out
from commands import kbtool
from kbtool.authoring.refresh import Refresh, compared, refreshed_files
from kbtool.cli.output import write_together
from kbtool.errors import InputError
from kbtool.io.originals import Original
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import Names
from kbtool.reports.drift import render_text
from kbtool.reports.style import Style
from kbtool.text.changes import Sentence, parts, text_change
from kbtool.text.document import Document
from kbtool.text.drift import drifts
from kbtool.text.quotes import Quote
from kbtool.text.searchable import SearchableText
from kbtool.text.snapshot import take
from originals import page

ARTICLE = "Ibuprofen treats pain. It may help fever.\nIt works “well”. It is safe.\n"
TURTLE = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .

id:c-pain a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen treats pain" ; oa:start 0 ;
    kb:asserts id:p ; kb:certainty kb:Categorical .

id:c-fever a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It may help fever" ;
    kb:asserts id:p ; kb:certainty kb:Hedged .

id:c-well a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It works “well”" ;
    kb:asserts id:p ; kb:certainty kb:Categorical .

id:c-safe a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It is safe" ;
    kb:asserts id:p ; kb:certainty kb:Categorical .
"""


NEXT = [
    "what new sentences say was read by a program and encoded by nobody: with --accept,",
    "  `kbtool check sources/article.txt --draft` shows all that is known against them, and",
    "  `kbtool encode sources/article.txt` begins their claims",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(Case("A01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    sources = (root / "sources" / "sources.ttl").read_text(encoding="utf-8")
    (root / "sources" / "sources.ttl").write_text(sources, encoding="utf-8")
    return root


def kinds(root: Path, text: str, *more: str) -> dict[str, str]:
    (root / "new.txt").write_text(text, encoding="utf-8")
    arguments = ["article", "new.txt", "--format", "json", *more]
    result = kbtool("source", "refresh", *arguments, cwd=root)
    assert result.returncode in (0, 1), result.stderr
    quotes = json.loads(result.stdout)["quotes"]
    return {quote["node"].rpartition("/")[2]: quote["kind"] for quote in quotes}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ARTICLE, {}),
        ("New.\n\n" + ARTICLE.replace("\n", "\n\n"), {}),
        ("It is safe. " + ARTICLE.replace(" It is safe.", ""), {"c-safe": "moved"}),
        (ARTICLE.replace("“well”", '"well"'), {"c-well": "typography"}),
        (ARTICLE.replace("may help", "may not help"), {"c-fever": "changed"}),
        (ARTICLE.replace(" It is safe.", ""), {"c-safe": "gone"}),
        (ARTICLE + "It is safe.\n", {"c-safe": "ambiguous"}),
    ],
)  # fmt: skip
def test_what_becomes_of_quotes(root: Path, text: str, expected: dict[str, str]) -> None:
    found = kinds(root, text)
    assert {name: kind for name, kind in found.items() if kind != "exact"} == expected


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("It is safe.", "It is a lie that It is safe.", "nothing before, “It is a lie that” now"),
        ("It is safe.", "It is safe to say that it is not.", "“safe.” before, “safe to say that it is not.” now"),
        ("treats pain.", "treats pain, they once said.", "“pain.” before, “pain, they once said.” now"),
    ],
)  # fmt: skip
def test_words_that_stand_there_in_another_sentence_are_no_news_to_trust(
    root: Path, old: str, new: str, difference: str
) -> None:
    (root / "new.txt").write_text(ARTICLE.replace(old, new), encoding="utf-8")
    result = kbtool("source", "refresh", "article", "new.txt", cwd=root)
    assert result.returncode == 1
    assert "1 in a changed sentence" in result.stdout
    assert f"in its sentence: {difference}" in result.stdout


def test_quotes_that_stand_further_down_are_counted_and_one_that_matters_is_not_lost_among_them(
    root: Path,
) -> None:
    new = "New.\n" + ARTICLE.replace("may help", "may not help")
    (root / "new.txt").write_text(new, encoding="utf-8")
    result = kbtool("source", "refresh", "article", "new.txt", cwd=root)
    assert result.returncode == 1
    told = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert told[0].startswith("changed ") and "c-fever" in told[0]
    assert told[1:] == [
        "4 quotes: 3 exact, 1 changed",
        "the text changed: 2 sentences added, 1 removed",
        NEXT[0],
        "claims whose words changed or are gone are to be encoded again or taken out; `kbtool check` lists",
    ]


def test_what_moved_is_named_and_white_space_moves_nothing(root: Path) -> None:
    new = "It works “well”.\n\n\n  Ibuprofen treats pain.  It may help fever.\n\nIt is safe.\n"
    (root / "new.txt").write_text(new, encoding="utf-8")
    result = kbtool("source", "refresh", "article", "new.txt", cwd=root)
    assert result.stdout.splitlines() == [
        "4 quotes: 3 exact, 1 moved",
        "the text changed: its sentences are the same, in another order or broken elsewhere",
        "  > moved, line 2 -> 1: It works “well”.",
    ]
    report = kbtool("source", "refresh", "article", "new.txt", "--format", "json", cwd=root)
    moved = {"before": 2, "line": 1, "text": "It works “well”."}
    assert json.loads(report.stdout)["moved"] == [moved]


def test_the_sentence_next_to_a_quote_is_not_its_own(root: Path) -> None:
    found = kinds(
        root, ARTICLE.replace("It is safe.", "It is safe. That is all.").replace("well", "badly")
    )
    assert (found["c-safe"], found["c-well"]) == ("exact", "changed")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # The nearest words stand in a sentence that was there before.
        ("It is a safe option.\nIt is a sad option.\n", "Nobody knows.\nIt is a sad option.\n", ("gone", None, "Nobody knows.")),
        # The sentence after it stayed, and moved into its place.
        ("It is a safe option.\nIt is a sad option.\nEnd.\n", "It is a sad option.\nEnd.\n", ("gone", None, None)),
        ("Start.\nIt is a sad option.\nIt is a safe option.\n", "Start.\nSo.\nIt is a sad option.\n", ("gone", None, None)),
        # Edited where it stands, though one like it was added elsewhere.
        ("It is a safe option.\nEnd.\n", "It is a fake option.\nEnd.\nIt is a safer option.\n", ("changed", "It is a fake option.", None)),
        # Edited and moved.
        ("It is a safe option.\nStart.\nEnd.\n", "Start.\nEnd.\nIt is a sage option.\n", ("changed", "It is a sage option.", None)),
        # Two neighbours were edited, and each keeps to its own.
        ("It is a safe option.\nIt is a cheap option.\n", "It is a sound option.\nIt is a cheaper option.\n", ("changed", "It is a sound option.", None)),
        # Nothing is alike, and the sentence around it was edited.
        ("They say: It is a safe option.\nEnd.\n", "They say: Beware.\nEnd.\n", ("gone", None, "They say: Beware.")),
        # Two words are wholly in the quote, and are not like it.
        ("It is a safe option.\nEnd.\n", "It is.\nEnd.\n", ("gone", None, "It is.")),
    ],
)  # fmt: skip
def test_what_a_quote_has_become_stands_in_the_place_of_its_own_sentence(
    old: str, new: str, expected: tuple[str, str | None, str | None]
) -> None:
    quote = Quote("It is a safe option")
    [drift] = drifts(SearchableText(old), SearchableText(new), [("https://example.org/c", quote)])
    place = drift.in_place and drift.in_place.text
    assert (drift.kind.value, drift.says, place) == expected


def test_a_rewritten_passage_is_told_from_a_deleted_one_and_both_before_the_harmless(
    root: Path,
) -> None:
    new = 'Ibuprofen treats pain. Ask a doctor about that.\nIt works "well".\n'
    (root / "new.txt").write_text(new, encoding="utf-8")
    result = kbtool("source", "refresh", "article", "new.txt", cwd=root)
    assert result.stdout.splitlines()[:7] == [
        "gone       1:24 -> nowhere  c-fever  “It may help fever”",
        "           now in its place, line 1: “Ask a doctor about that.”",
        "gone       2:18 -> nowhere  c-safe  “It is safe”",
        "           nothing stands in its place",
        "typography 2:1 -> 2:1  c-well  “It works “well””",
        "           quotation marks, dashes, spaces or accents differ in form",
        '           now: “It works "well"”',
    ]


def test_a_text_of_another_article_is_said_to_be_one_before_anything_else(root: Path) -> None:
    (root / "new.txt").write_text("It is safe.\n" + ROBOT, encoding="utf-8")
    result = kbtool("source", "refresh", "article", "new.txt", cwd=root)
    assert result.stdout.splitlines()[0] == (
        "this seems to be another article: it has 1 of 4 sentences of sources/article.txt"
    )
    assert "in its place" not in result.stdout


def test_a_text_that_changes_beside_its_quotes_is_said_to_change(root: Path) -> None:
    old = "Call us on 1 May.\nNothing else.\n50\n"
    set_article(root, ARTICLE + old)
    new = ARTICLE + "Call us on 2 May.\nNothing  else.\n60\n"
    (root / "new.txt").write_text(new, encoding="utf-8")
    result = kbtool("source", "refresh", "article", "new.txt", cwd=root)
    assert (result.returncode, result.stdout) == (
        0,
        "4 quotes: 4 exact\n"
        "the text changed: 2 sentences added, 2 removed\n"
        "  + line 3: Call us on 2 May.\n"
        "    unknown: nothing on file says so; give its source\n"
        "  + line 5: 60\n"
        "  - line 3: Call us on 1 May.\n"
        "  - line 5: 50\n" + "".join(f"{line}\n" for line in NEXT),
    )
    report = kbtool("source", "refresh", "article", "new.txt", "--format", "json", cwd=root)
    content = json.loads(report.stdout)
    assert content["changed"] is True
    assert content["added"] == [{"line": 3, "text": "Call us on 2 May."}, {"line": 5, "text": "60"}]
    assert content["removed"] == [
        {"line": 3, "text": "Call us on 1 May."},
        {"line": 5, "text": "50"},
    ]


def set_article(root: Path, text: str) -> None:
    """Let the article of the knowledge base say something else."""
    path = root / "sources" / "article.txt"
    sources = (root / "sources" / "sources.ttl").read_text(encoding="utf-8")
    was = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_text(text, encoding="utf-8")
    now = hashlib.sha256(text.encode()).hexdigest()
    (root / "sources" / "sources.ttl").write_text(sources.replace(was, now), encoding="utf-8")


def test_nothing_is_written_without_accept(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    kinds(root, "New.\n" + ARTICLE)
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if path.name != "new.txt"} == before


def test_accepted_text_hash_and_anchors_go_together(root: Path) -> None:
    text = "New.\n" + ARTICLE.replace("“well”", '"well"').replace("may help", "may not help")
    kinds(root, text, "--accept")
    assert (root / "sources" / "article.txt").read_text(encoding="utf-8") == text
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert digest in (root / "sources" / "sources.ttl").read_text(encoding="utf-8")
    expected = TURTLE.replace("oa:start 0", "oa:start 5").replace("“well”", '\\"well\\"')
    lost = 'oa:exact "It may help fever" ;'
    assert lost in expected
    expected = expected.replace(lost, f'{lost} kb:inPlace "It may not help fever." ;')
    assert (root / "kb" / "case.ttl").read_text(encoding="utf-8") == PREFIXES + expected
    findings = kbtool("check", "--select", "A01,A02,A03,A04,A05,A06", "--format", "json", cwd=root)
    assert [f["code"] for f in json.loads(findings.stdout)["findings"]] == ["A01"]


def test_sentences_that_nobody_has_quoted_are_no_quotes(root: Path) -> None:
    claims = (root / "kb" / "case.ttl").read_text(encoding="utf-8")
    (root / "kb" / "case.ttl").write_text(
        claims.replace('"It works “well”"', '"It is safe"'), encoding="utf-8"
    )
    found = kinds(root, ARTICLE.replace("“well”", '"well"'), "--accept")
    assert set(found) == {"c-pain", "c-fever", "c-well", "c-safe"}


def test_a_new_text_may_be_a_page(root: Path) -> None:
    words = ARTICLE.replace("may help", "may not help").splitlines()
    data = page("".join(f"<p>{html.escape(line)}</p>" for line in words))
    (root / "new.html").write_bytes(data)
    result = kbtool("source", "refresh", "article", "new.html", "--accept", cwd=root)
    assert (result.returncode, result.stderr) == (1, "")
    told = " ".join(result.stdout.split())
    assert "It may not help fever" in told and "a suggestion" in told
    text = "\n".join(words) + "\n"
    assert (root / "sources" / "article.txt").read_text(encoding="utf-8") == text


def test_hash_day_and_original_go_with_the_text(tmp_path: Path) -> None:
    kb = open_knowledge_base(
        lay_out(Case("A01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    )
    (document,) = kb.documents
    path = kb.workspace.sources / "sources.ttl"
    day = date(2025, 6, 7)

    def stated(data: bytes, name: str) -> dict[str, str]:
        """What sources.ttl states once the new text is accepted, by the local names of properties."""
        here = open_knowledge_base(kb.workspace.root)
        new = compared(here, document, take(Original(data, name, name, day)))
        write_together(refreshed_files(here, [new]))
        quads = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
        return {q.predicate.value.rpartition("#")[2]: getattr(q.object, "value", "") for q in quads}

    def sha256(data: bytes) -> str:
        return hashlib.sha256(data).hexdigest()

    plain, markdown = b"It is safe.\n", b"**It is safe.**\n"
    first = stated(plain, "new.txt")
    assert (first["sha256"], first["retrieved"]) == (sha256(plain), "2025-06-07")
    assert "originalSha256" not in first
    second = stated(markdown, "new.md")
    assert (second["sha256"], second["originalSha256"]) == (sha256(plain), sha256(markdown))
    assert second["originalFormat"] == "text/markdown"
    third = stated(plain, "new.txt")
    assert (third["originalSha256"], third["originalFormat"]) == (sha256(plain), "text/plain")


ROBOT = "Are you a robot? Press and hold to go on.\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (ROBOT, "has 0 of 4 sentences of sources/article.txt"),
        (ARTICLE[:22] + "\n" + ROBOT, "has 1 of 4 sentences"),
        ("Hi.\n", "and a tenth of its length or less"),
    ],
)
def test_another_page_takes_the_place_of_an_article_only_if_that_is_said(
    root: Path, text: str, why: str
) -> None:
    (root / "new.txt").write_text(text, encoding="utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    refused = kbtool("source", "refresh", "article", "new.txt", "--accept", cwd=root)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert why in refused.stderr and "--accept --replace" in refused.stderr
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    accepted = kbtool("source", "refresh", "article", "new.txt", "--accept", "--replace", cwd=root)
    assert (accepted.returncode, accepted.stderr) == (1, "")
    assert (root / "sources" / "article.txt").read_text(encoding="utf-8") == text


def test_an_article_with_other_line_ends_or_half_of_its_sentences_is_still_the_article(
    root: Path,
) -> None:
    for text in (ARTICLE.replace("\n", " "), "It may help fever. It is safe. " + ROBOT):
        kinds(root, text, "--accept")
        assert (root / "sources" / "article.txt").read_text(encoding="utf-8") == text


def test_replace_without_accept_is_wrong_usage(root: Path) -> None:
    result = kbtool("source", "refresh", "article", "new.txt", "--replace", cwd=root)
    assert (result.returncode, "--replace goes with --accept" in result.stderr) == (2, True)


def test_a_document_without_an_address_cannot_be_fetched_again(root: Path) -> None:
    for arguments, why in (
        (["article"], "article has no address"),
        ([], "no document has an address"),
    ):
        result = kbtool("source", "refresh", *arguments, cwd=root)
        assert (result.returncode, result.stdout) == (2, "")
        assert why in result.stderr and "foaf:page" in result.stderr


def test_a_layout_that_cannot_be_edited_changes_nothing(root: Path) -> None:
    path = root / "sources" / "sources.ttl"
    path.write_text(
        path.read_text(encoding="utf-8").replace("id:article a", " id:article a"), encoding="utf-8"
    )
    (root / "new.txt").write_text("New.\n" + ARTICLE, encoding="utf-8")
    result = kbtool("source", "refresh", "article", "new.txt", "--accept", cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert "sources/sources.ttl" in result.stderr
    assert (root / "sources" / "article.txt").read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("articel", "new.txt"), "'articel' is not a document"),
        (("article", "missing.txt"), "missing"),
    ],
)
def test_bad_input(root: Path, arguments: tuple[str, str], why: str) -> None:
    (root / "new.txt").write_text(ARTICLE, encoding="utf-8")
    result = kbtool("source", "refresh", *arguments, cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert why in result.stderr


def test_twenty_sentences_of_a_kind_are_shown_and_the_rest_is_counted() -> None:
    new = "".join(f"This is sentence number {n}.\n" for n in range(23))
    change = text_change(SearchableText("This is sentence number 7.\n"), SearchableText(new))
    path = Path("d.txt")
    article = Document(new, iri="https://example.org/d", path=path, file=path, sha256="")
    snapshot = take(Original(b"x\n", "new.txt", "new.txt", date(2025, 6, 7)))
    lines = render_text(
        [Refresh(article, snapshot, (), change)], True, Names(), Style()
    ).splitlines()
    assert lines[:3] == [
        "0 quotes: none",
        "the text changed: 22 sentences added, 0 removed",
        "  + line 1: This is sentence number 0.",
    ]
    assert len(lines) == 2 + 20 + 4 and lines[-4] == "  + and 2 more added"
    assert lines[-3].startswith("what new sentences say was read by a program")


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("It is “safe”.", 'It is "safe".', False),
        ("It is\nsafe.", "It is safe.\n", False),
        ("One. Two.", "Two. One.", True),
        ("About 10² of them.", "About 102 of them.", True),
        ("About 10 of them.", "About 12 of them.", True),
    ],
)
def test_typography_and_white_space_change_no_text(old: str, new: str, changed: bool) -> None:
    assert text_change(SearchableText(old), SearchableText(new)).changed is changed


def test_a_sentence_said_twice_and_then_once_is_removed_once() -> None:
    change = text_change(
        SearchableText("It is safe.\nIt is safe.\n"), SearchableText("It is safe.\n")
    )
    assert (change.added, change.removed) == ((), (Sentence(2, "It is safe."),))


@given(st.lists(st.sampled_from(["It is safe.", "It helps.", "50", "-", ""]), max_size=8))
def test_each_line_that_says_something_is_a_part(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert [text[slice(*part)] for part in parts(text)] == [x for x in lines if x not in ("-", "")]


def test_files_are_written_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"old")
    replace = os.replace
    calls: list[object] = []

    def full_disk(source: str, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(InputError, match="No space left"):
        write_together({one: b"new", two: b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one": b"old"}


def test_lines_are_as_wide_as_the_terminal_and_comments_that_are_left_out_are_counted(
    root: Path,
) -> None:
    fever = "It may {>>Who says so?<<}help fever, if a doctor who has seen the patient says that it may be taken"
    new = ARTICLE.replace("It may help fever", fever).replace("is safe", "is safe{>>Is it?<<}")
    (root / "new.md").write_text(new, encoding="utf-8")
    arguments = ["source", "refresh", "article", "new.md"]
    result = kbtool(*arguments, cwd=root, env={"COLUMNS": "60"})
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 60
    assert "left out of the new text: 2 comments" in lines
    told = next(at for at, line in enumerate(lines) if line.startswith("  + line 1: It may help"))
    assert lines[told + 1].startswith("    ")
    report = kbtool(*arguments, "--format", "json", cwd=root)
    assert json.loads(report.stdout)["comments"] == 2
