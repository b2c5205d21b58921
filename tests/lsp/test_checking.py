"""What is open in an editor is checked as it is there: drafts, articles and Turtle."""

from __future__ import annotations

from pathlib import Path

import pytest

from example import ARTICLE, two_articles
from kbtool.lsp.buffers import Buffer, Kind, kind_of, knowledge_base_of, named_path
from kbtool.lsp.checking import answered
from kbtool.lsp.positions import Position, Range
from kbtool.lsp.requests import Request
from kbtool.lsp.shown import Answer, Diagnosis, File
from velorastat import lay_velorastat

DRAFT = """# Velorastat

It is blue 🧪. Velorastat **acts** on serotonin.

Velorastat acts on serotonin, and velorastat is addictive.
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = two_articles(tmp_path_factory.mktemp("two-articles"))
    (root / "kbtool.toml").write_text('docs = "https://example.org/kbtool/"\n')
    return root


@pytest.fixture(scope="module")
def velorastat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_velorastat(tmp_path_factory.mktemp("velorastat"))


@pytest.fixture(scope="module")
def draft(velorastat: Path) -> File:
    return checked(velorastat, DRAFT)


def checked(root: Path, text: str, name: str = "draft.md") -> File:
    path = str(root / name)
    return answered(Request(Kind.PROSE, root, Buffer(path, text))).files[path]


def claims_file(root: Path) -> Path:
    return next(p for p in sorted((root / "kb").rglob("*.ttl")) if "id:c-safe a" in p.read_text())


def checked_base(root: Path, *texts: tuple[Path, str]) -> Answer:
    first, *others = (Buffer(str(path), text) for path, text in texts)
    return answered(Request(Kind.BASE, root, first, tuple(others)))


def of(file: File, code: str) -> list[Diagnosis]:
    return [each for each in file.diagnoses if each.code == code]


def in_text(text: str, range: Range) -> str:
    """The words of a range in UTF-16, as an editor would take them."""
    lines = text.splitlines(keepends=True)

    def offset(at: Position) -> int:
        line = lines[at.line].encode("utf-16-le") if at.line < len(lines) else b""
        before = line[: at.character * 2].decode("utf-16-le")
        return sum(map(len, lines[: at.line])) + len(before)

    return text[offset(range.start) : offset(range.end)]


def test_a_finding_on_a_draft_stands_at_its_words_with_the_other_side(draft: File) -> None:
    first, second = of(draft, "X05")
    assert in_text(DRAFT, first.range) == "Velorastat **acts** on serotonin"
    assert in_text(DRAFT, second.range) == "Velorastat acts on serotonin"
    assert first.severity == "error"
    assert first.related[0].path.endswith("kb/evidence.ttl")


def test_the_sentence_that_could_stand_replaces_the_sentence_where_it_says_nothing_else(
    draft: File, velorastat: Path
) -> None:
    fix = next(fix for fix in of(draft, "X05")[0].fixes if fix.settles)
    assert in_text(DRAFT, fix.range) == "Velorastat **acts** on serotonin."
    mended = DRAFT.replace("Velorastat **acts** on serotonin.", fix.text)
    left = of(checked(velorastat, mended), "X05")
    assert [in_text(mended, each.range) for each in left] == ["Velorastat acts on serotonin"]


def test_it_replaces_the_quote_alone_where_the_sentence_says_more(draft: File) -> None:
    fix = next(fix for fix in of(draft, "X05")[1].fixes if fix.settles)
    assert in_text(DRAFT, fix.range) == "Velorastat acts on serotonin"
    assert not fix.text.endswith(".")


def test_an_exception_is_written_before_the_paragraph_and_its_reasons_are_left_to_a_person(
    draft: File,
) -> None:
    fix = of(draft, "X05")[0].fixes[-1]
    assert fix.range == Range(Position(2, 0), Position(2, 0))
    assert fix.text == '<!-- kbtool: ignore X05 reason="" owner="" until="" -->\n'


def test_pointing_at_a_sentence_says_its_verdict_and_what_that_rests_on(draft: File) -> None:
    said = next(
        p.text for p in draft.pointed if in_text(DRAFT, p.range).startswith("Velorastat **")
    )
    assert said.startswith("**refuted** ")
    assert "Against it" in said
    assert "- decides: " in said


def test_plain_text_gets_no_comments(velorastat: Path) -> None:
    (found,) = of(checked(velorastat, "Velorastat acts on serotonin.\n", "a.txt"), "X05")
    assert [fix.settles for fix in found.fixes] == [True]


def test_html_gets_its_comment_before_the_element(velorastat: Path) -> None:
    page = "<body><main><p>Good.</p><p>Velorastat <i>acts</i> on serotonin.</p></main></body>"
    (found,) = of(checked(velorastat, page, "a.html"), "X05")
    start = found.fixes[-1].range.start.character
    assert page[start:].startswith("<p>Velorastat")


def test_a_draft_that_cannot_be_read_is_a_diagnosis(velorastat: Path) -> None:
    (found,) = checked(velorastat, "word " * 5000 + "\n").diagnoses
    assert found.severity == "error"
    assert "sentence" in found.message


def test_a_finding_on_a_claim_stands_in_turtle_and_in_the_article(base: Path) -> None:
    turtle, article = claims_file(base), base / "sources" / "article.txt"
    text = turtle.read_text()
    files = checked_base(base, (turtle, text), (article, ARTICLE)).files
    in_turtle = {in_text(text, each.range) for each in of(files[str(turtle)], "X05")}
    in_article = {in_text(ARTICLE, each.range) for each in of(files[str(article)], "X05")}
    assert "id:c-pain" in in_turtle
    assert "treats pain in 70% of people" in in_article
    found = of(files[str(article)], "X05")[0]
    assert found.page == "https://example.org/kbtool/rules/X05.html"
    assert found.related


def test_pointing_at_a_claim_in_turtle_says_its_verdict(base: Path) -> None:
    turtle = claims_file(base)
    text = turtle.read_text()
    file = checked_base(base, (turtle, text)).files[str(turtle)]
    said = {in_text(text, each.range): each.text for each in file.pointed}
    assert said["id:c-pain"].startswith("**refuted**")


def test_the_fixes_of_a_claim_are_the_wording_in_the_article_and_a_waiver_in_turtle(
    base: Path,
) -> None:
    turtle = claims_file(base)
    text = turtle.read_text()
    found = of(checked_base(base, (turtle, text)).files[str(turtle)], "X05")
    at_pain = next(each for each in found if in_text(text, each.range) == "id:c-pain")
    wording, waiver = at_pain.fixes
    assert wording.path == str(base / "sources" / "article.txt")
    assert in_text(ARTICLE, wording.range) == "treats pain in 70% of people"
    assert waiver.path == str(turtle)
    told = checked_base(base, (turtle, text + waiver.text)).files[str(turtle)]
    assert {each.code for each in told.diagnoses} >= {"X05", "W03"}


def test_turtle_is_checked_as_it_is_open_and_not_as_it_is_on_disk(base: Path) -> None:
    turtle = claims_file(base)
    text = turtle.read_text().replace("id:c-pain a kb:Claim", "id:c-ache a kb:Claim")
    found = of(checked_base(base, (turtle, text)).files[str(turtle)], "X05")
    assert "id:c-ache" in {in_text(text, each.range) for each in found}


def test_turtle_that_is_none_is_a_diagnosis_at_its_line_and_the_rest_keeps_what_it_has(
    base: Path,
) -> None:
    turtle, article = claims_file(base), base / "sources" / "article.txt"
    text = turtle.read_text() + "\nid:broken a\n"
    files = checked_base(base, (turtle, text), (article, ARTICLE)).files
    assert set(files) == {str(turtle)}
    (found,) = files[str(turtle)].diagnoses
    assert found.severity == "error"
    assert found.range.start.line >= text.count("\n") - 2


def test_a_draft_is_held_to_the_disk_while_turtle_that_is_open_is_none(velorastat: Path) -> None:
    turtle = velorastat / "kb" / "evidence.ttl"
    path = str(velorastat / "draft.md")
    asked, broken = Buffer(path, DRAFT), Buffer(str(turtle), turtle.read_text() + "id:broken a")
    file = answered(Request(Kind.PROSE, velorastat, asked, (broken,))).files[path]
    assert len(of(file, "X05")) == 2


def test_what_is_wrong_in_another_file_is_told_there_and_in_the_text(tmp_path: Path) -> None:
    root = lay_velorastat(tmp_path)
    (root / "kb" / "broken.ttl").write_text("id:broken a\n")
    path = str(root / "draft.md")
    files = answered(Request(Kind.PROSE, root, Buffer(path, DRAFT))).files
    assert set(files) == {path, str(root / "kb" / "broken.ttl")}
    assert files[path].diagnoses[0].message.startswith("Nothing is checked, because a file")


def test_turtle_from_outside_is_checked_as_if_it_were_in_kb(velorastat: Path) -> None:
    text = "@prefix id: <https://w3id.org/kbtool/id/> .\n@prefix kb: <https://w3id.org/kbtool/ns#> .\n\nid:p a kb:Nonsense .\n"
    path = str(velorastat / "more.ttl")
    file = answered(Request(Kind.TURTLE, velorastat, Buffer(path, text))).files[path]
    assert [in_text(text, each.range) for each in of(file, "S01")] == ["id:p"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("kb/claims/a.ttl", Kind.BASE),
        ("sources/a.txt", Kind.BASE),
        ("kb/README.md", None),
        ("README.md", Kind.PROSE),
        ("drafts/a.HTML", Kind.PROSE),
        ("drafts/a.ttl", Kind.TURTLE),
        ("setup.py", None),
    ],
)
def test_a_file_is_checked_as_what_it_is_and_where_it_lies(path: str, kind: Kind | None) -> None:
    root = Path("/base")
    assert kind_of(str(root / path), root) is kind


def test_a_text_without_a_file_has_the_ending_of_its_language() -> None:
    assert named_path("Untitled-1", "markdown").endswith("Untitled-1.md")


def test_the_knowledge_base_is_the_one_named_or_above_the_file_or_of_an_open_folder(
    velorastat: Path, tmp_path: Path
) -> None:
    inside, outside = str(velorastat / "drafts" / "a.md"), str(tmp_path / "a.md")
    assert knowledge_base_of(inside, None, ()) == velorastat
    assert knowledge_base_of(outside, None, [str(velorastat)]) == velorastat
    assert knowledge_base_of(outside, velorastat, ()) == velorastat
    assert knowledge_base_of(outside, None, ()) is None
