"""A copy of an article with comments: what editors read beside a passage, and what is read back of a corrected copy."""

from __future__ import annotations

import io
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cases import Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from kbtool.api import check, load
from kbtool.io.originals import Original
from kbtool.reports.commented import criticmarkup, own_text, word
from kbtool.reports.commented.comments import Comment, comments
from kbtool.text.extraction import extract
from kbtool.text.origins import Origins
from kbtool.text.snapshot import take
from velorastat import lay_velorastat

TEXT = "It is safe.\nIt heals in\ntwo days.\n\n- Really.\n"
SAFE = Comment(3, 10, ("Error: Nobody knows.", "To do: Say so."))
HEALS = Comment(12, 32, ("Warning: It takes three.",))
WHOLE = Comment(None, None, ("Error: No source.",))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(
        Case("E01", TURTLE, (), article=ARTICLE), tmp_path_factory.mktemp("commented") / "project"
    )


def words(text: str) -> list[str]:
    return text.split()


def test_markdown_has_each_comment_behind_its_words() -> None:
    assert criticmarkup.render(TEXT, [WHOLE, SAFE, HEALS]) == (
        "{>>Error: No source.<<}\n\n"
        "It {==is safe==}{>>Error: Nobody knows. / To do: Say so.<<}.\n\n"
        "{==It heals in==}\n\n"
        "{==two days==}{>>Warning: It takes three.<<}.\n\n"
        "\\- Really.\n"
    )


def test_a_word_processor_finds_each_comment_at_its_words() -> None:
    document = docx.Document(io.BytesIO(word.render("A page", TEXT, [WHOLE, SAFE, HEALS])))
    assert [one.text for one in document.comments] == [
        "Error: No source.",
        "Error: Nobody knows.\nTo do: Say so.",
        "Warning: It takes three.",
    ]
    assert {one.author for one in document.comments} == {"kbtool"}
    assert [p.text for p in document.paragraphs] == [
        "It is safe.",
        "It heals in",
        "two days.",
        "- Really.",
    ]
    xml = document.element.xml
    for number, commented in ((1, "is safe"), (2, "It heals in two days")):
        start = xml.index(f'commentRangeStart w:id="{number}"')
        between = xml[start : xml.index(f'commentRangeEnd w:id="{number}"')]
        texts = [part.partition("</w:t>")[0] for part in between.split("<w:t>")[1:]]
        assert " ".join(texts) == commented


def test_the_copy_of_a_draft_in_markdown_is_its_own_text_with_comments_put_in() -> None:
    draft = (
        "---\ntitle: A page\n---\n\n# *Safe* pills\r\n\r\n"
        "<!-- kbtool: ignore W01 reason=x -->\n"
        "A pack costs $450, and **pills** heal_all.\n"
        "[Pills](https://example.org/a_b) heal in\n> two days.\n\n"
        "1. It is &amp; stays `safe`.\n"
    )
    origins = Origins(take(Original(draft.encode(), "a.md", "a.md", date(2026, 1, 1))))
    text = extract(draft.encode(), shown="a.md", name="a.md")[1].text
    said = ("Safe pills", "pills heal_all", "Pills heal in", "stays safe")
    starts = [text.index(words) for words in said]
    noted = [Comment(at, at + len(words), ("No.",)) for at, words in zip(starts, said, strict=True)]
    copy = own_text.render(text, [WHOLE, *noted], origins)
    for marked in (
        "# {==*Safe* pills==}{>>No.<<}{>>Error: No source.<<}\r\n",
        "$450, and {==**pills** heal_all==}{>>No.<<}.\n",
        "{==[Pills](https://example.org/a_b) heal in==}{>>No.<<}\n",
        "1. It is &amp; {==stays `safe`==}{>>No.<<}.\n",
    ):
        assert marked in copy
    assert re.sub(r"\{>>.*?<<\}|\{==|==\}", "", copy) == draft


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.text("ab 12.)-+*_#<>[]|~$^&`\\{}:!\"'é", min_size=1, max_size=30),
        min_size=1,
        max_size=4,
    ),
    st.data(),
)
@example(["1. a", "12) b", "{++a++}", "{>>b<<}", "{--c--}"], None)
def test_a_copy_reads_as_the_article_did(lines: list[str], data: st.DataObject | None) -> None:
    text = "\n".join(f"x{line}x" for line in lines)
    start = data.draw(st.integers(0, len(text) - 1)) if data else 1
    end = data.draw(st.integers(start + 1, len(text))) if data else 3
    noted = [Comment(start, end, ("It says <<} and {++more++}.",))]
    markdown = criticmarkup.render(text, noted).encode()
    assert words(extract(markdown, shown="a.md", name="a.md")[1].text) == words(text)


@pytest.mark.parametrize(
    "text",
    [
        "It ==really== heals, and a == b.",
        "Directions \u202aas written\u202c stay, \u2066all of them\u2069.",
    ],
)
@pytest.mark.parametrize("comment", [None, Comment(0, 10, ("Error: No.",))])
def test_marks_and_directions_of_an_article_are_in_its_copies(
    text: str, comment: Comment | None
) -> None:
    listed = [comment] if comment else []
    markdown = criticmarkup.render(text, listed).encode()
    made = word.render("A page", text, listed)
    assert extract(markdown, shown="a.md", name="a.md")[1].text.strip() == text
    assert extract(made, shown="a.docx", name="a.docx")[1].text.strip() == text


def test_directions_in_a_comment_are_told_and_not_obeyed() -> None:
    made = word.render("A page", TEXT, [Comment(3, 10, ("Error: \u202eNo.",))])
    [comment] = docx.Document(io.BytesIO(made)).comments
    assert comment.text == "Error: \\u202eNo."


def test_what_xml_cannot_hold_is_escaped_in_a_word_document() -> None:
    made = word.render("A\x00page", "One\x1b[2J\ufffe\ttwo\r\nthree", [WHOLE])
    read = extract(made, shown="a.docx", name="a.docx")[1]
    assert words(read.text) == ["One\\u001b[2J\\ufffe", "two", "three"]


def test_a_comment_names_statement_reason_source_and_what_to_do(root: Path) -> None:
    kb = load(root)
    made = comments(check(kb), "sources/article.txt", kb.names)
    [told] = [one for one in made if one.start == ARTICLE.index("Ibuprofen")]
    assert told.lines[0].endswith("ibuprofen is safe for people.")
    assert any(line.startswith("Error: ") for line in told.lines)
    assert any(line.startswith("Source: ") for line in told.lines)
    assert any(line.startswith("To do: ") for line in told.lines)
    assert told.lines[-1].startswith("If you do not agree, quote this: c-")
    [whole] = [one for one in made if one.start is None]
    assert "To do: Cite sources, first for figures, benefits and risks." in whole.lines
    placed = [(one.start, one.end) for one in made if one.start is not None]
    assert placed == sorted(placed)
    assert all((before[1] or 0) <= (after[0] or 0) for before, after in pairwise(placed))


def test_a_scope_stands_in_brackets_before_what_the_passage_states(root: Path) -> None:
    kb = load(root)
    report = check(kb)
    found = [
        replace(f, scope="in adults; up to 7 days") for f in report.findings if f.code == "X05"
    ]
    told = comments(replace(report, findings=tuple(found)), "sources/article.txt", kb.names)
    assert (
        told[0].lines[0].startswith("Refuted (in adults; up to 7 days): ibuprofen is an effective")
    )


def test_what_else_was_found_names_its_sources_once(root: Path) -> None:
    kb = load(root)
    made = comments(check(kb), "sources/article.txt", kb.names)
    [figure] = [line for one in made for line in one.lines if "other values for" in line]
    assert figure.endswith("(See Trial A.)") or any(
        line.startswith("Source: Trial A")
        for one in made
        if figure in one.lines
        for line in one.lines
    )


@pytest.mark.parametrize("name", ["copy.docx", "copy.md"])
def test_a_corrected_copy_is_taken_in_and_its_old_words_are_to_be_encoded_again(
    root: Path, tmp_path: Path, name: str
) -> None:
    copy = tmp_path / name
    written = kbtool("suggest", "article", "--root", str(root), "--output", str(copy), cwd=tmp_path)
    assert written.returncode == 0
    assert "comments on" in written.stderr
    same = kbtool("source", "refresh", "article", str(copy), "--root", str(root), cwd=tmp_path)
    assert (same.returncode, "the text is the same" in same.stdout) == (0, True)
    correct(copy, "wonders", "in most of them")
    before = check(load(root))
    kept = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    taken = kbtool(
        "source", "refresh", "article", str(copy), "--accept", "--root", str(root), cwd=tmp_path
    )
    try:
        assert taken.returncode == 1
        assert "c-wonders" in taken.stdout
        after = check(load(root))
        old = {finding.code for finding in before.findings if finding.node.endswith("c-wonders")}
        [now] = [finding for finding in after.findings if finding.node.endswith("c-wonders")]
        assert now.code in ("A01", "A02")
        assert now.message.startswith("Changed, to be encoded again: ")
        assert set(now.outdated or ()) == old != set()
    finally:
        for path, data in kept.items():
            path.write_bytes(data)


def correct(copy: Path, old: str, new: str) -> None:
    """Change words of a copy, as somebody does who sees its comments."""
    if copy.suffix == ".md":
        text = copy.read_text(encoding="utf-8")
        assert f"{old}==}}" in text
        copy.write_text(text.replace(f"{old}==}}", f"{new}==}}"), encoding="utf-8")
        return
    document = docx.Document(str(copy))
    [run] = [run for p in document.paragraphs for run in p.runs if old in run.text]
    run.text = run.text.replace(old, new)
    document.save(str(copy))


def test_a_word_document_needs_a_file_with_an_ending_that_says_so(
    root: Path, tmp_path: Path
) -> None:
    odd = kbtool("suggest", "article", "--root", str(root), "--output", "copy.rtf", cwd=tmp_path)
    assert (odd.returncode, odd.stdout) == (2, "")
    assert "name one with --format: markdown, docx" in odd.stderr
    over = kbtool(
        "suggest",
        "article",
        "--format",
        "markdown",
        "--output",
        str(root / "sources" / "article.txt"),
        cwd=root,
    )
    assert over.returncode == 2


def test_a_draft_that_nobody_has_encoded_gets_its_comments_too(tmp_path: Path) -> None:
    root = lay_velorastat(tmp_path / "root")
    draft = tmp_path / "draft.md"
    draft.write_text("# Velorastat\n\nVelorastat acts on serotonin.\n", encoding="utf-8")
    written = kbtool(
        "suggest", str(draft), "--root", str(root), "--format", "markdown", cwd=tmp_path
    )
    assert written.returncode == 0, written.stderr
    assert "{==Velorastat acts on serotonin==}{>>Refuted: " in written.stdout
    assert draft.read_text(encoding="utf-8").startswith("# Velorastat")
    spoiled = kbtool(
        "suggest", str(draft), "--root", str(root), "--output", str(draft), cwd=tmp_path
    )
    assert spoiled.returncode == 2
