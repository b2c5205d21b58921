"""Word files: tracked changes wherever they are marked, automatic numbers, notes, fields, and what is embedded."""

from __future__ import annotations

import pytest

from kbtool.text.extraction import Article, extract
from originals import W, with_part, word_xml

DEL = "<w:del w:id='9' w:author='A' w:date='2024-01-01T00:00:00Z'/>"


def taken(data: bytes) -> Article:
    return extract(data, shown="a.docx", name="a.docx")[1]


def lines(body: str, numbering: str | None = None) -> list[str]:
    return taken(word_xml(body, numbering)).text.splitlines()


def left_out(data: bytes) -> list[str]:
    return [note.removeprefix("left out: ") for note in taken(data).notes]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


# ---- Tracked changes ------------------------------------------------------------------------------------------------


def test_a_row_whose_deletion_is_tracked_is_left_out_and_one_that_is_inserted_stays() -> None:
    data = word_xml(
        "<w:tbl>"
        + row(cell("Dose"), cell("0.5 mg"), properties="<w:ins w:id='1' w:author='A'/>")
        + row(cell("Old dose"), cell("5 mg"), properties=DEL)
        + "</w:tbl>"
    )
    assert taken(data).text == "Dose\t0.5 mg\n"
    assert left_out(data) == ["deleted “Old dose 5 mg”"]


def test_cells_that_are_deleted_or_covered_by_another_are_left_out() -> None:
    data = word_xml(
        "<w:tbl>"
        + row(cell("Dose"), cell("5 mg", "<w:cellDel w:id='1' w:author='A'/>"), cell("daily"))
        + row(cell("Old", "<w:vMerge/>"), cell("6 mg"), cell("weekly"))
        + "</w:tbl>"
    )
    assert taken(data).text == "Dose\tdaily\n\t6 mg\tweekly\n"
    assert left_out(data) == ["deleted “5 mg”", "hidden “Old”"]


@pytest.mark.parametrize("mark", [DEL, "<w:moveFrom w:id='1' w:author='A'/>", "<w:vanish/>"])
def test_paragraphs_are_one_where_the_mark_between_them_is_deleted(mark: str) -> None:
    body = p("It is not", f"<w:rPr>{mark}</w:rPr>") + p(" approved for ADHD.") + p("Ask us.")
    assert lines(body) == ["It is not approved for ADHD.", "Ask us."]
    assert lines(f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>") == [
        "It is not approved for ADHD.",
        "Ask us.",
    ]


def test_the_last_paragraph_before_a_table_keeps_its_words_whatever_its_mark() -> None:
    table = f"<w:tbl>{row(cell('Dose'))}</w:tbl>"
    assert lines(p("It is safe.", f"<w:rPr>{DEL}</w:rPr>") + table) == ["It is safe.", "Dose"]


def test_moved_text_stands_where_it_was_moved_to() -> None:
    body = (
        f"<w:p><w:moveFrom w:id='1' w:author='A'>{r('It cures. ')}</w:moveFrom>{r('It helps.')}</w:p>"
        f"<w:p><w:moveTo w:id='2' w:author='A'>{r('It cures.')}</w:moveTo></w:p>"
    )
    assert lines(body) == ["It helps.", "It cures."]


def test_former_properties_do_not_hide() -> None:
    former = (
        "<w:rPr><w:rPrChange w:id='3' w:author='A'><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
    )
    assert lines(f"<w:p><w:r>{former}<w:t>Now shown.</w:t></w:r></w:p>") == ["Now shown."]


# ---- Numbers --------------------------------------------------------------------------------------------------------


def level(at: int, text: str, kind: str = "decimal", more: str = "") -> str:
    return f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"


def lists(levels: str, *overrides: str) -> str:
    nums = "".join(
        f"<w:num w:numId='{n}'><w:abstractNumId w:val='0'/>{override}</w:num>"
        for n, override in enumerate(("", *overrides), 1)
    )
    return f"<w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>{nums}"


def item(text: str, at: int = 0, number: int = 1) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='{number}'/></w:numPr>")


def test_automatic_numbers_are_text_that_people_see() -> None:
    numbering = lists(level(0, "%1.") + level(1, "%1.%2") + level(2, "(%3)", "lowerLetter"))
    body = (
        item("Rest")
        + item("Lie", 1)
        + item("Sit", 1)
        + item("Back", 2)
        + item("Eat")
        + item("Soup", 1)
    )
    assert lines(body, numbering) == [
        "1. Rest", "1.1 Lie", "1.2 Sit", "(a) Back", "2. Eat", "2.1 Soup",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("upperRoman", "I."), ("lowerLetter", "a."), ("decimalZero", "01."), ("ordinal", "1st."), ("bullet", ""),
        ("none", "."),
    ],
)  # fmt: skip
def test_kinds_of_numbers(kind: str, shown: str) -> None:
    text = "•" if kind == "bullet" else "%1."
    expected = f"{shown} Rest" if kind not in ("bullet", "none") else "Rest"
    assert lines(item("Rest"), lists(level(0, text, kind))) == [expected]


def test_a_list_may_begin_anew_or_elsewhere() -> None:
    override = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    numbering = lists(level(0, "%1."), override)
    body = item("Rest") + item("Sleep") + item("Eat", number=2) + item("Drink", number=2)
    assert lines(body, numbering) == ["1. Rest", "2. Sleep", "5. Eat", "6. Drink"]


def test_the_style_of_a_paragraph_may_number_it() -> None:
    body = p("Rest", "<w:pStyle w:val='ListNumber'/>") + p(
        "Sleep", "<w:pStyle w:val='ListNumber'/>"
    )
    assert lines(body + p("Eat", "<w:pStyle w:val='ListBullet'/>")) == [
        "1. Rest",
        "2. Sleep",
        "Eat",
    ]


def test_a_deleted_item_takes_no_number() -> None:
    gone = (
        f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr>{DEL}</w:rPr></w:pPr>"
        "<w:del w:id='1' w:author='A'><w:r><w:delText>Drink</w:delText></w:r></w:del></w:p>"
    )
    numbering = lists(level(0, "%1)"))
    assert lines(item("Rest") + gone + item("Sleep"), numbering) == ["1) Rest", "2) Sleep"]


# ---- Fields, signs and notes ----------------------------------------------------------------------------------------


def test_fields_show_their_results_and_not_their_instructions() -> None:
    body = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> IF </w:instrText></w:r>"
        f"{r('code')}<w:r><w:fldChar w:fldCharType='separate'/></w:r>{r('(Smith 2019)')}"
        f"<w:r><w:fldChar w:fldCharType='end'/></w:r><w:fldSimple w:instr='DATE'>{r(' in 2020')}</w:fldSimple>"
        f"<w:hyperlink>{r(', as said')}</w:hyperlink></w:p>"
    )
    assert lines(body) == ["(Smith 2019) in 2020, as said"]


def test_a_paragraph_that_counts_the_pages_is_left_out_and_one_that_speaks_of_a_page_is_not() -> (
    None
):
    def field(instruction: str, result: str) -> str:
        return (
            f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>{result}</w:t></w:r></w:fldSimple>'
        )

    counter = r("Page ") + field("PAGE", "2") + r(" of ") + field("NUMPAGES", "7")
    data = word_xml(f"{p('It helps.')}<w:p>{counter}</w:p><w:p>{r('See page ') + field('PAGEREF a', '3')}</w:p>")  # fmt: skip
    assert taken(data).text == "It helps.\nSee page 3\n"
    assert left_out(data) == ["page number “Page 2 of 7”"]
    typed = word_xml(p("It helps.") + p("Page 2 of 7"))
    assert taken(typed).text == "It helps.\nPage 2 of 7\n"


def test_hyphens_that_do_not_break_are_seen_and_those_that_may_are_not() -> None:
    body = "<w:p><w:r><w:t>24</w:t><w:noBreakHyphen/><w:t>hour</w:t><w:softHyphen/><w:t>ly</w:t></w:r></w:p>"
    assert lines(body) == ["24\u2011hourly"]


def test_hidden_styles_hide() -> None:
    styles = f"<w:styles xmlns:w='{W}'><w:style w:styleId='Gone' w:type='paragraph'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    data = with_part(
        word_xml(p("It helps.") + p("It cures.", "<w:pStyle w:val='Gone'/>")),
        "word/styles.xml",
        styles.encode(),
    )
    assert (taken(data).text, left_out(data)) == ("It helps.\n", ["hidden “It cures.”"])


def test_notes_stand_behind_their_marks() -> None:
    def reference(number: int, more: str = "") -> str:
        return f"<w:r><w:footnoteReference w:id='{number}' {more}/></w:r>"

    notes = "".join(
        f"<w:footnote w:id='{n}'>{p(text)}</w:footnote>"
        for n, text in ((2, " Smith 2019."), (3, "In mice."), (4, "Nowhere."), (5, "* Own mark."))
    )
    body = (
        f"<w:p>{r('It helps 70%')}{reference(3)}{r(' of 20')}{reference(5, f'w:customMarkFollows={chr(39)}1{chr(39)}')}{r('*')}"
        f"{r(' patients.')}{reference(2)}</w:p>"
    )
    data = word_xml(
        body, footnotes=("footnotes.xml", f"<w:footnotes xmlns:w='{W}'>{notes}</w:footnotes>")
    )
    assert taken(data).text.splitlines() == [
        "It helps 70% [1] of 20* patients. [2]",
        "[1] In mice.",
        "* Own mark.",
        "[2] Smith 2019.",
    ]
    assert left_out(data) == ["footnote without a mark “Nowhere.”"]


# ---- What is embedded or beside the text ----------------------------------------------------------------------------


def test_an_embedded_page_is_a_part_of_the_text() -> None:
    chunk = "<w:altChunk r:id='x1'/>"
    html = (
        "<html><body><p>It cures <del>all</del> half.</p><iframe src='/a'></iframe></body></html>"
    )
    data = word_xml(p("It helps.") + chunk + p("Ask us."), aFChunk=("a.html", html))
    assert taken(data).text.splitlines() == ["It helps.", "It cures half.", "Ask us."]
    assert left_out(data) == ["deleted “all”", "linked iframe “/a”"]


def test_what_cannot_be_read_is_named() -> None:
    comments = (
        f"<w:comments xmlns:w='{W}'><w:comment w:id='1'>{p('Is that so?')}</w:comment></w:comments>"
    )
    body = (
        p("It helps.")
        + "<w:altChunk r:id='x2'/><w:altChunk r:id='none'/>"
        + "<w:p><w:r><w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office' ProgID='Excel.Sheet.12'/></w:object></w:r></w:p>"
    )
    data = word_xml(body, comments=("comments.xml", comments), aFChunk=("a.rtf", "{rtf}"))
    assert taken(data).text == "It helps.\n"
    assert left_out(data) == [
        "embedded file “/word/a.rtf (application/vnd.openxmlformats-officedocument.wordprocessingml.aFChunk+xml)”",
        "linked file “a file that is not there”",
        "embedded object “Excel.Sheet.12”",
        "comment “Is that so?”",
    ]
