"""Words of a text that was extracted are found again in the file that it is from, or not at all."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest

from kbtool.io.originals import Original
from kbtool.text.holders import Page, Paragraph
from kbtool.text.origins import Origins
from kbtool.text.sentences import sentences
from kbtool.text.snapshot import Snapshot, take
from kbtool.text.stretch import Stretch
from originals import pdf_file


def taken(data: bytes, name: str) -> tuple[Snapshot, Origins]:
    snapshot = take(Original(data, name, name, date(2026, 1, 1)))
    return snapshot, Origins(snapshot)


def in_source(source: str, name: str) -> dict[str, str | None]:
    """What stands in a file at the place of each sentence."""
    snapshot, origins = taken(source.encode(), name)
    text = snapshot.article.text
    assert origins.source is not None
    whole = origins.source.text
    found = {}
    for sentence in sentences(text):
        place = origins.place(sentence)
        found[sentence.of(text)] = place.of(whole) if isinstance(place, Stretch) else None
    return found


@pytest.mark.parametrize(
    ("source", "sentence", "there"),
    [
        ("Keta**mine** is *not* safe.\n", "Ketamine is not safe.", "Keta**mine** is *not* safe."),
        ("It [helps](http://a.b/c \"Help\") all.\n", "It helps all.", "It [helps](http://a.b/c \"Help\") all."),
        ("See [it][ref].\n\n[ref]: http://a.b\n", "See it.", "See [it][ref]."),
        ("Tom &amp; Ann caf&eacute;.\n", "Tom & Ann café.", "Tom &amp; Ann caf&eacute;."),
        ("One 𝔘 two.\r\nThree\r\nfour.\r\n", "Three four.", "Three\r\nfour."),
        ("- one\n  - two\n    - three *items*\n", "three items", "three *items"),
        ("| Drug | Effect |\n|---|---|\n| Velora | calms `well` |\n", "Velora\tcalms well", "Velora | calms `well"),
        ("> It is quoted\n> over lines.\n", "It is quoted over lines.", "It is quoted\n> over lines."),
        ("It helps 5 of 10.[^a] More.\n\n[^a]: Fictional.\n", "More.", "More."),
        ("In 10\\% it <!-- never --> works.\n", "In 10% it works.", "In 10\\% it <!-- never --> works."),
        ("---\ntitle: It works.\n---\n\nIt works.\n", "It works.", "It works."),
        ("It is a\ttab.\n", "It is a\ttab.", "It is a\ttab."),
        ("H~2~O and 10^9^ cells.\n", "H2O and 10^9 cells.", "H~2~O and 10^9^ cells."),
    ],
)  # fmt: skip
def test_a_sentence_of_markdown_stands_where_it_is_written(
    source: str, sentence: str, there: str
) -> None:
    assert in_source(source, "draft.md")[sentence] == there


@pytest.mark.parametrize(
    ("body", "sentence", "there"),
    [
        ("<p>Velora <b>cu</b>res&nbsp;it.</p>", "Velora cures\xa0it.", "Velora <b>cu</b>res&nbsp;it."),
        ("<p>5&#37; of <i title='a > b'>ten</i> slept.</p>", "5% of ten slept.", "5&#37; of <i title='a > b'>ten</i> slept."),
        ("<p>One</p><ul><li>Two <script>var a = 'Three';</script>things</li></ul>", "Two things", "Two <script>var a = 'Three';</script>things"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>Velora</td><td>calms</td></tr></table>", "Velora\tcalms", "Velora</td><td>calms"),
        ("<p>It helps<sup><a href='#r'>1</a></sup> and works.</p>", "It helps [1] and works.", "It helps<sup><a href='#r'>1</a></sup> and works."),
    ],
)  # fmt: skip
def test_a_sentence_of_html_stands_where_its_source_has_it(
    body: str, sentence: str, there: str
) -> None:
    page = f"<html><head><title>One</title></head><body><article>{body}</article></body></html>"
    assert in_source(page, "draft.html")[sentence] == there


def test_what_stands_twice_in_the_source_and_once_in_the_text_has_no_place() -> None:
    page = (
        "<html><body><nav><a href='a'>Velora cures it.</a></nav><article><h1>On velora</h1>"
        "<p>It is a drug that does not exist, and this is a sentence.</p>{}</article></body></html>"
    )
    once = in_source(page.format("<p>Velora calms.</p>"), "draft.html")
    assert once["Velora calms."] == "Velora calms."
    unclear = "<html><body><nav>Velora calms.</nav><p>Velora calms.</p></body></html>"
    assert set(in_source(unclear, "draft.html").values()) == {None}


def test_sentences_that_recur_stand_each_in_its_own_place() -> None:
    source = "Velora *calms*.\n\nOther words.\n\nVelora calms.\n"
    snapshot, origins = taken(source.encode(), "draft.md")
    places = [origins.place(sentence) for sentence in sentences(snapshot.article.text)]
    assert places == [Stretch(0, 15), Stretch(17, 29), Stretch(31, 44)]


def test_a_figure_within_a_sentence_has_its_own_place() -> None:
    snapshot, origins = taken(b"Of **10** mice 7 slept, or 70&#37; of them.\n", "draft.md")
    text = snapshot.article.text
    assert origins.source is not None
    for figure, there in (("10", "10"), ("7 ", "7"), ("70%", "70&#37;")):
        at = text.index(figure)
        place = origins.place(Stretch(at, at + len(figure)))
        assert isinstance(place, Stretch)
        assert place.of(origins.source.text) == there


def test_plain_text_is_its_own_source() -> None:
    _, origins = taken("Eins 𝔘.\r\nTwo.\r\n".encode(), "draft.txt")
    assert origins.place(Stretch(9, 13)) == Stretch(9, 13)


def test_places_in_word_are_paragraphs_with_characters() -> None:
    made = docx.Document()
    made.add_heading("On velora")
    made.add_paragraph("")
    paragraph = made.add_paragraph("It is mild. Velora ")
    paragraph.add_run("calms").bold = True
    paragraph.add_run(" mice.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Velora", "wakes mice"
    file = BytesIO()
    made.save(file)
    snapshot, origins = taken(file.getvalue(), "draft.docx")
    places = {
        s.of(snapshot.article.text): origins.place(s) for s in sentences(snapshot.article.text)
    }
    assert origins.source is None
    assert places == {
        "On velora": Paragraph(1, Stretch(0, 9)),
        "It is mild.": Paragraph(3, Stretch(0, 11)),
        "Velora calms mice.": Paragraph(3, Stretch(12, 30)),
        "Velora\twakes mice": Paragraph(4, Stretch(0, 6)),
    }


def test_places_in_pdf_are_pages() -> None:
    data = pdf_file(
        [
            ["Velora calms mice.", "It is a treat-", "ment that does not exist."],
            ["Velora wakes them."],
        ]
    )
    snapshot, origins = taken(data, "draft.pdf")
    places = {
        s.of(snapshot.article.text): origins.place(s) for s in sentences(snapshot.article.text)
    }
    assert places["Velora wakes them."] == Page(2)
    assert [place for words, place in places.items() if words.startswith("It is a")] == [Page(1)]


def test_marks_that_nobody_closes_are_read_in_time() -> None:
    source = (
        "](<" * 20_000 + "<a '" * 20_000 + "{--" * 20_000 + "&#" * 20_000 + "\n\nVelora calms.\n"
    )
    _, origins = taken(source.encode(), "draft.html")
    assert origins.place(Stretch(0, 1)) is None
