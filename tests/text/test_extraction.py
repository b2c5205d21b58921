"""Articles of any format to text: nothing that is said is lost, and no word changes in silence."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import ROOT
from kbtool.errors import InputError
from kbtool.text.extraction import Article, extract
from kbtool.text.extraction.paragraphs import join_lines
from kbtool.text.sentences import sentences
from kbtool.text.typography import level
from originals import page, pdf_file, saved_as_html, saved_as_markdown, with_part, word_file


def taken(data: bytes, name: str = "article", content_type: str = "") -> Article:
    return extract(data, shown=name, name=name, content_type=content_type)[1]


def stated(article: Article) -> Article:
    """What an article states, whatever its lines are."""
    return msgspec.structs.replace(article, blocks=(), facts={})


def lines(data: bytes, name: str = "article") -> list[str]:
    return taken(data, name).text.splitlines()


# ---- The formats ----------------------------------------------------------------------------------------------------


def test_html_keeps_text_lists_and_tables_and_leaves_menus_out() -> None:
    body = """<h1>Ketamine</h1><p>It helps <b>70%</b> of people.<br>Ask “us”.</p><ul><li>One: calm<ul><li>Inner</li></ul></li></ul>
    <table><tr><th>Drug</th><th>Rate</th></tr><tr><td>Ketamine</td><td><p>70 %</p></td></tr></table>"""
    assert lines(page(body)) == [
        "Ketamine",
        "It helps 70% of people.",
        "Ask “us”.",
        "One: calm",
        "Inner",
        "Drug\tRate",
        "Ketamine\t70 %",
    ]


def test_captions_asides_and_closed_answers_are_read_by_people_so_they_are_kept() -> None:
    body = """<h1>Ketamine</h1><p>It is a drug that is used in hospitals for pain.</p>
    <figure><img alt='x'><figcaption>Pain falls by 90% within hours.</figcaption></figure>
    <aside><p>It cures half of all people.</p></aside>
    <div><button>Is it safe?</button><div style='display:none'>It has no side effects at all.</div></div>
    <pre>two
lines</pre><p>Book an appointment in our clinic today.</p>"""
    assert lines(page(body))[2:-1] == [
        "Pain falls by 90% within hours.",
        "It cures half of all people.",
        "Is it safe?",
        "It has no side effects at all.",
        "two",
        "lines",
    ]


def test_sentences_outside_of_the_article_are_named() -> None:
    notes = taken(
        page("<h1>Ketamine</h1><p>It is a drug that is used in hospitals for pain.</p>")
    ).notes
    assert notes == ("left out: “Made with love in a small town by people like you and me.”",)


def test_comments_of_readers_and_scripts_are_no_part_of_the_article() -> None:
    body = "<p>It is a drug that is used in hospitals for pain.</p><script>var claim = 'It cures all.';</script>"
    comments = "<div id='comments' class='comments'><p>It cured me within a single day, believe me.</p></div>"
    found = taken(page(body).replace(b"</article>", b"</article>" + comments.encode()))
    assert found.text == "It is a drug that is used in hospitals for pain.\n"


def test_an_article_has_its_own_head_and_foot_and_the_page_has_others() -> None:
    data = b"""<html><body><div class="cookies"><p>We use cookies to improve your experience.</p></div>
    <header><div>Example Clinic</div><h1>Ketamine cures</h1></header><div><article><header><p>By A. Writer</p></header>
    <div><p>It is a drug that is used in hospitals for pain, all around the world.</p>
    <p>Studies show that it helps 70% of patients within hours of the first treatment.</p></div>
    <table><tr><td>Pain</td><td>70%</td></tr></table><footer><p>Smith 2020</p></footer></article></div></body></html>"""
    found = taken(data)
    assert found.text.splitlines() == [
        "Ketamine cures",
        "By A. Writer",
        "It is a drug that is used in hospitals for pain, all around the world.",
        "Studies show that it helps 70% of patients within hours of the first treatment.",
        "Pain\t70%",
        "Smith 2020",
    ]
    assert found.notes == ("left out: “We use cookies to improve your experience.”",)


def test_markdown_leaves_no_markup() -> None:
    text = """# Ketamine *today*

It helps **70%** of [people](https://example.org "title") &amp; <b>all</b>
of us.\\
Really.

- calm
- focus

2019. was a year

| Drug | Rate |
|------|------|
| Ketamine | `70 %` |

> A quote ![a graph](graph.png)

<div><p>In HTML.</p></div>
"""
    assert lines(text.encode(), "a.md") == [
        "Ketamine today",
        "It helps 70% of people & all of us.",
        "Really.",
        "calm",
        "focus",
        "2019. was a year",
        "Drug\tRate",
        "Ketamine\t70 %",
        "A quote a graph",
        "In HTML.",
    ]


def test_plain_text_stays_byte_for_byte() -> None:
    data = "\ufeffOne “line”\r\n\r\n  Two\u00a0e\u0301\n".encode()
    assert taken(data, "a.txt").text.encode() == data


def test_docx_in_reading_order() -> None:
    data = word_file(["Ketamine", "- calm", [["Drug", "Rate"], ["Ketamine", "70 %"]], "Ask “us”."])
    assert lines(data) == ["Ketamine", "calm", "Drug\tRate", "Ketamine\t70 %", "Ask “us”."]


def test_docx_keeps_what_is_inserted_boxed_or_in_a_content_control_and_drops_what_is_deleted() -> (
    None
):
    w = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    body = (
        "<w:p><w:r><w:t>It is </w:t></w:r><w:ins><w:r><w:t>not </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>very </w:delText></w:r></w:del><w:r><w:t>safe</w:t><w:br/><w:t>today</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    data = with_part(
        word_file([]),
        "word/document.xml",
        f"<w:document {w}><w:body>{body}</w:body></w:document>".encode(),
    )
    assert lines(data) == ["It is not safe", "today", "Controlled", "Boxed"]


def test_pdf_joins_what_was_wrapped() -> None:
    data = pdf_file(
        [
            [
                "Ketamine",
                "It is given to people for whom no other treatment has worked for",
                "long, and it helps 70% of them.",
                "It may be “safe”.",
                "• calm",
                "• focus",
                "The last sentence of this page is long and goes on behind it, on",
            ],
            ["the next page."],
        ]
    )
    assert lines(data) == [
        "Ketamine",
        "It is given to people for whom no other treatment has worked for long, and it helps 70% of them.",
        "It may be “safe”.",
        "• calm",
        "• focus",
        "The last sentence of this page is long and goes on behind it, on the next page.",
    ]


@pytest.mark.parametrize(
    ("page_lines", "expected", "named"),
    [
        (["the treat-", "ment is a treatment"], "the treatment is a treatment", ()),
        (["well-", "known and well-known"], "well-known and well-known", ()),
        (["a long-", "term effect"], "a long-term effect", ("long-term",)),
        (["from 10-", "20% of people"], "from 10-20% of people", ()),
        (["Mind-", "Body and Mindbody"], "Mind-Body and Mindbody", ()),
        (["a soft\u00ad", "ware"], "a software", ()),
        (["a dash -", "and more"], "a dash - and more", ()),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_only_if_the_text_says_so(
    page_lines: list[str], expected: str, named: tuple[str, ...]
) -> None:
    joined = join_lines([page_lines])
    assert joined.paragraphs == [expected]
    assert [re.findall("“(.*)”", note)[0] for note in joined.notes] == list(named)


@pytest.mark.parametrize("save", [saved_as_html, saved_as_markdown])
@pytest.mark.parametrize("name", ["fuse-mind-and-body.txt", "virginia-infusion-therapies.txt"])
def test_no_sentence_of_the_real_articles_is_lost(name: str, save: Callable[[str], bytes]) -> None:
    text = (ROOT / "sources" / name).read_text(encoding="utf-8")
    found = level(taken(save(text), "page" if save is saved_as_html else "page.md").text).text
    wanted = {
        level(text[start:end].removeprefix("- ")).text.strip() for start, end in sentences(text)
    }
    heading_of_what_readers_say = {"Comments"}
    assert {s for s in wanted if s not in found} - heading_of_what_readers_say == set()


WORDS = st.lists(st.from_regex(r"[a-zà-ÿ]{1,8}", fullmatch=True), min_size=1, max_size=6).map(
    " ".join
)
MARKED = st.sampled_from(["{}", "**{}**", "*{}*", "`{}`", "[{}](https://example.org)", "<b>{}</b>"])
PARAGRAPH = st.lists(st.tuples(MARKED, WORDS), min_size=1, max_size=4).map(
    lambda parts: " ".join(mark.format(words) for mark, words in parts)
)
BLOCK = st.tuples(
    st.sampled_from(["{}", "# {}", "- {}", "1. {}", "> {}", "- > {}", "| {} | b |\n|---|---|"]),
    PARAGRAPH,
).map(lambda block: block[0].format(block[1]))


@settings(deadline=None)  # the first example imports
@given(st.lists(BLOCK, min_size=1, max_size=5))
def test_markdown_loses_no_word_and_keeps_their_order(blocks: list[str]) -> None:
    source = re.sub(r"\(https://example.org\)|</?b>|\n\|---\|---\|", "", "\n\n".join(blocks))
    words = re.findall(r"[a-zà-ÿ]+", source)
    assert re.findall(r"[a-zà-ÿ]+", taken("\n\n".join(blocks).encode(), "a.md").text) == words


@given(
    st.lists(
        st.lists(st.from_regex(r"[A-Za-z0-9.,;•() -]{0,60}", fullmatch=True), max_size=8),
        max_size=3,
    )
)
def test_joining_lines_changes_white_space_and_hyphens_at_their_ends_only(
    pages: list[list[str]],
) -> None:
    joined = "".join("".join(join_lines(pages).paragraphs).split())
    printed = "".join("".join(line for page in pages for line in page).split())
    assert joined.replace("-", "") == printed.replace("-", "")


# ---- Raised, struck out, hidden, drawn ------------------------------------------------------------------------------

LIFTED = [
    ("1.5<sup>4</sup> mg", "1.5^4 mg"),
    ("10<sup>6</sup> cells", "10^6 cells"),
    ("10<sup>-3</sup> M", "10^-3 M"),
    ("10<sup>−</sup><sup>3</sup> M", "10^−3 M"),
    ("<b>10</b><sup>6</sup>5", "10^6 5"),
    ("10 <sup>6</sup> cells", "10 ^6 cells"),
    ("in 2020<sup><a href='#r3'>3</a></sup> it", "in 2020 [3] it"),
    ("in 2020<sup>[3]</sup> it", "in 2020 [3] it"),
    ("people<sup>3</sup> say so.<sup>4, 5</sup> Others", "people [3] say so. [4, 5] Others"),
    ("70%<sup>a</sup> of all", "70% [a] of all"),
    ("<sup>1</sup> Smith 2020", "[1] Smith 2020"),
    ("H<sub>2</sub>O, CO<sub>2</sub>, C<sub>max</sub>", "H2O, CO2, Cmax"),
    ("SO<sub>4</sub><sup>2-</sup>, Ca<sup>2+</sup>, <sup>14</sup>C", "SO4^2-, Ca^2+, ^14C"),
    ("1011<sub>2</sub>", "1011_2"),
    ("log<sub>10</sub>5", "log_10 5"),
    ("the 1<sup>st</sup> of 2<sup>ND</sup>", "the 1st of 2ND"),
    ("5 m<sup>2</sup>, 3 kg/m<sup>2</sup>, s<sup>-1</sup>", "5 m^2, 3 kg/m^2, s^-1"),
    ("R<sup>2</sup>, e<sup>2x + 1</sup>", "R^2, e^(2x + 1)"),
    ("Drug<sup>®</sup>, 70<sup>*</sup>", "Drug®, 70*"),
]


@pytest.mark.parametrize(("marked", "said"), LIFTED)
def test_a_raised_or_lowered_figure_never_runs_into_another(marked: str, said: str) -> None:
    assert lines(page(f"<p>{marked}</p>")) == [said]


def test_a_link_around_a_raised_figure_and_a_raised_style_are_known_too() -> None:
    body = "<p>In 2020<a href='#r3'><sup>3</sup></a> 10<span style='vertical-align: super'>6</span>.</p>"
    assert lines(page(body)) == ["In 2020 [3] 10^6."]


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["sup", "sub"]))
@settings(deadline=None, max_examples=20)
def test_figures_stay_the_figures_that_they_are(base: int, lifted: int, tag: str) -> None:
    found = taken(page(f"<p>{base}<{tag}>{lifted}</{tag}>{base}</p>")).text
    assert re.findall(r"\d+", found) == [str(base), str(lifted), str(base)]


def left_out(data: bytes, name: str = "article") -> list[str]:
    notes = taken(data, name).notes
    return [note.removeprefix("left out: ") for note in notes if "Made with love" not in note]


STRUCK = [
    ("take <del>500</del> 50 mg", "take 50 mg", "deleted “500”"),
    ("take<s> 500 </s>50 mg", "take 50 mg", "deleted “500”"),
    ("5<strike>0</strike>7 mg", "5 7 mg", "deleted “0”"),
    ("ket<del>t</del>amine", "ketamine", "deleted “t”"),
    ("it is <span hidden>not </span>safe", "it is safe", "hidden “not”"),
    ("it is <span style='color:red; display: none'>not</span> safe", "it is safe", "hidden “not”"),
    ("it is <i style='visibility:hidden'>not</i> safe", "it is safe", "hidden “not”"),
]


@pytest.mark.parametrize(("marked", "said", "note"), STRUCK)
def test_what_is_struck_out_or_hidden_is_left_out_and_named(
    marked: str, said: str, note: str
) -> None:
    data = page(f"<p>{marked}</p>")
    assert (lines(data), left_out(data)) == ([said], [note])


def test_what_is_inserted_or_kept_from_screen_readers_only_is_seen() -> None:
    body = "<p>take <ins>50</ins> mg <span aria-hidden='true'>daily</span></p>"
    assert lines(page(body)) == ["take 50 mg daily"]


def test_a_hidden_paragraph_is_left_out_unless_something_opens_it() -> None:
    body = """<p>It is a drug.</p><p hidden>It cures all.</p><a href='#more'>More</a>
    <div id='more' style='display:none'>It helps 70% of people.</div>"""
    assert lines(page(body)) == ["It is a drug.", "More", "It helps 70% of people."]
    assert left_out(page(body)) == ["hidden “It cures all.”"]


def test_at_most_twenty_of_a_kind_are_named() -> None:
    notes = left_out(page("<p>x</p>" + "".join(f"<p><del>{n}</del></p>" for n in range(23))))
    assert (len(notes), notes[0], notes[-1]) == (21, "deleted “0”", "3 more deleted")


def test_a_formula_is_read_in_order_and_its_drawing_not_at_all() -> None:
    power = "<math><msup><mn>10</mn><mn>6</mn></msup></math>"
    half = "<math><mfrac><mn>1</mn><mrow><mi>n</mi><mo>+</mo><mn>2</mn></mrow></mfrac></math>"
    tex = """<span><span><math><semantics><mrow><mi>p</mi><mo>≤</mo><mn>0.05</mn></mrow><annotation>p \\le</annotation>
    </semantics></math></span><span aria-hidden='true'>p≤0.05</span></span>"""
    assert lines(page(f"<p>{power} cells, {half}, {tex}.</p>")) == [
        "10^6 cells, 1/(n+2), p≤0.05.",
    ]


def test_pictures_and_what_is_for_browsers_without_scripts_are_named() -> None:
    body = "<p>It helps.<img alt='Pain falls by 70%'><noscript>Switch on scripts.</noscript></p>"
    assert lines(page(body)) == ["It helps."]
    assert left_out(page(body)) == [
        "picture “Pain falls by 70%”",
        "noscript “Switch on scripts.”",
    ]


@pytest.mark.parametrize(("marked", "said"), LIFTED)
def test_markdown_with_elements_in_a_line_is_read_as_a_page_is(marked: str, said: str) -> None:
    assert lines(f"Say **this**: {marked}".encode(), "a.md") == [f"Say this: {said}"]


@pytest.mark.parametrize(
    ("marked", "note"),
    [
        ("take ~~500~~ 50 mg", "deleted “500”"),
        ("take <del>5 < 6</del> 50 mg", "deleted “5 < 6”"),
        ("take <span hidden>500</span> **50** mg", "hidden “500”"),
        ("take <script>say(500)</script> 50 mg", "script “say(500)”"),
        ("take <style>p { top: 5 }</style> 50 mg", "style “p { top: 5 }”"),
    ],
)
def test_markdown_leaves_out_by_name_what_is_struck_out_or_no_text(marked: str, note: str) -> None:
    data = f"{marked}\n".encode()
    assert (lines(data, "a.md"), left_out(data, "a.md")) == (["take 50 mg"], [note])


def test_markdown_keeps_words_in_angle_brackets_breaks_and_pictures() -> None:
    text = "1 < 2 <b>and</b> `<del>` ![a graph](g.png)<br>so, 10<sup>6</sup>"
    assert lines(text.encode(), "a.md") == ["1 < 2 and <del> a graph", "so, 10^6"]


def test_no_nesting_of_markdown_takes_words_away() -> None:
    assert lines(b"> " * 100 + b"It is safe.", "a.md") == ["It is safe."]
    items = "".join(f"{'  ' * depth}- item{depth}\n" for depth in range(50))
    assert lines(items.encode(), "a.md") == [f"item{depth}" for depth in range(50)]
    with pytest.raises(InputError, match="nested deeper than 200"):
        taken(b"> " * 300 + b"It is safe.", "a.md")


def word_runs(body: str) -> bytes:
    """A DOCX file with these elements in its one paragraph."""
    w = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    m = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
    xml = f"<w:document {w} {m}><w:body><w:p>{body}</w:p></w:body></w:document>"
    return with_part(word_file([]), "word/document.xml", xml.encode())


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


UP, DOWN = "<w:vertAlign w:val='superscript'/>", "<w:vertAlign w:val='subscript'/>"


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (run("10") + run("6", UP) + run(" cells"), "10^6 cells"),
        (run("10") + run("-", UP) + run("3", UP) + run("5"), "10^-3 5"),
        (run("10") + run("6", "<w:position w:val='6'/>"), "10^6"),
        (run("10") + run("6", "<w:position w:val='0'/>"), "106"),
        (run("people") + run("3", UP) + run(" say"), "people [3] say"),
        (run("2020") + f"<w:hyperlink>{run('3', UP)}</w:hyperlink>", "2020 [3]"),
        (run("H") + run("2", DOWN) + run("O, 1") + run("st", UP) + run(", m") + run("2", UP), "H2O, 1st, m^2"),
        (run("p ") + "<w:r><w:sym w:font='Symbol' w:char='F0A3'/></w:r>" + run(" 0.05"), "p ≤ 0.05"),
        (run("\uf0b3 5 ", "<w:rFonts w:ascii='Symbol'/>") + run("mg"), "≥ 5 mg"),
        ("<m:oMath><m:sSup><m:sSupPr/><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>", "10^6"),
        ("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>", "1/2"),
    ],
)  # fmt: skip
def test_word_keeps_figures_apart_and_reads_symbols_and_equations(runs: str, said: str) -> None:
    data = word_runs(runs)
    assert (lines(data), left_out(data)) == ([said], [])


@pytest.mark.parametrize(
    ("gone", "note"),
    [
        (run("500 ", "<w:strike/>"), "deleted “500”"),
        (run("50", "<w:dstrike/>") + run("0 ", "<w:dstrike w:val='true'/>"), "deleted “500”"),
        (run("500 ", "<w:vanish/>"), "hidden “500”"),
        ("<w:del><w:r><w:delText>500 </w:delText></w:r></w:del>", "deleted “500”"),
        (f"<w:moveFrom>{run('500 ')}</w:moveFrom>", "deleted “500”"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "symbol “F0FC of the font Wingdings”"),
    ],
)  # fmt: skip
def test_word_leaves_out_by_name(gone: str, note: str) -> None:
    data = word_runs(run("take ") + gone + run("50 mg") + run(" daily", "<w:strike w:val='0'/>"))
    assert (lines(data), left_out(data)) == (["take 50 mg daily"], [note])


def test_word_styles_raise_and_strike_too() -> None:
    import docx
    from docx.enum.style import WD_STYLE_TYPE

    document = docx.Document()
    for name, is_raised in (("Exponent", True), ("Gone", False)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.superscript, style.font.strike = is_raised or None, not is_raised or None
    paragraph = document.add_paragraph("10")
    paragraph.add_run("6", style="Exponent")
    paragraph.add_run(" or more", style="Gone")
    document.sections[0].header.paragraphs[0].text = "Draft of the clinic"
    file = BytesIO()
    document.save(file)
    assert lines(file.getvalue()) == ["10^6"]
    assert left_out(file.getvalue()) == [
        "deleted “or more”",
        "header or footer “Draft of the clinic”",
    ]


# ---- What an article states of itself -------------------------------------------------------------------------------

SENTENCE = "<p>It is a drug that is used in hospitals for pain.</p>"


def test_a_page_states_itself_in_meta_elements() -> None:
    head = """<title>Ketamine | Clinic</title><meta property='og:title' content='Ketamine'>
    <meta name='author' content='A. Writer'><meta name='author' content='B. Writer'>
    <meta property='og:site_name' content='Example Clinic'><meta property='article:published_time' content='2024-02-03T23:00:00Z'>
    <link rel='canonical' href='/ketamine'><link rel='license' href='https://creativecommons.org/licenses/by/4.0/'>"""
    assert stated(taken(page(SENTENCE, head, lang="en-US"))) == Article(
        text="It is a drug that is used in hospitals for pain.\n",
        title="Ketamine",
        creator="A. Writer; B. Writer",
        issued=date(2024, 2, 3),
        publisher="Example Clinic",
        canonical="/ketamine",
        license="https://creativecommons.org/licenses/by/4.0/",
        language="en-US",
        notes=("left out: “Made with love in a small town by people like you and me.”",),
    )


def test_a_page_states_itself_in_json_ld() -> None:
    head = """<script type='application/ld+json'>{"@context": "https://schema.org", "@graph": [
    {"@type": "Organization", "@id": "#us", "name": "Example Clinic"},
    {"@type": "WebPage", "name": "Example Clinic | Ketamine", "datePublished": "2020-01-01"},
    {"@type": ["Article", "BlogPosting"], "headline": "Ketamine", "author": [{"name": "A. Writer"}, {"name": "B. Writer"}],
     "publisher": {"@id": "#us"}, "datePublished": "2024-02-03", "inLanguage": "en"}]}</script>"""
    found = taken(page(SENTENCE, head, lang=""))
    assert (found.title, found.creator, found.publisher) == (
        "Ketamine",
        "A. Writer; B. Writer",
        "Example Clinic",
    )
    assert (found.issued, found.language) == (date(2024, 2, 3), "en")


def test_what_is_not_stated_is_not_guessed() -> None:
    body = f"<h2>By A. Writer, March 3, 2024</h2>{SENTENCE}<time datetime='2024-03-03'>2 days ago</time><p>© 2025 Clinic</p>"
    found = taken(page(body, "<meta name='date' content='last week'>", lang="<>"))
    assert (found.title, found.creator, found.issued, found.publisher) == (None, None, None, None)
    assert (found.canonical, found.license, found.language) == (None, None, None)


def test_of_a_list_of_articles_none_is_the_page() -> None:
    script = """{"@graph": [{"@type": "Article", "headline": "A", "author": "B"}, {"@type": "Article", "headline": "C"}]}"""
    found = taken(page(SENTENCE, f"<script type='application/ld+json'>{script}</script>"))
    assert (found.title, found.creator) == (None, None)


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[[[]]]",
        '"text"',
        '{"@type": 7}',
        '{"@type": "Article", "author": [[1], null, {"name": {}}]}',
        "[" * 100_000,
    ],
)
def test_json_ld_that_makes_no_sense_states_nothing(script: str) -> None:
    found = taken(page(SENTENCE, f"<script type='application/ld+json'>{script}</script>"))
    assert (found.title, found.creator) == (None, None)


def test_front_matter_of_markdown_is_what_it_states_and_no_text() -> None:
    text = "---\ntitle: 'Ketamine'\nauthor: A. Writer\ndate: 2024-02-03\nlang: en\ntags:\n  - x\n---\nIt works.\n"
    found = taken(text.encode(), "a.md")
    assert stated(found) == Article(
        "It works.\n", "Ketamine", "A. Writer", date(2024, 2, 3), language="en"
    )


@pytest.mark.parametrize("value", ["[a, b", "{a: b}", ">", "|-", "&a b", "*a", "!x y"])
def test_front_matter_that_is_no_plain_words_states_nothing(value: str) -> None:
    found = taken(f"---\ntitle: {value}\nlang: en\n---\nIt works.\n".encode(), "a.md")
    assert stated(found) == Article("It works.\n", language="en")


def test_declarations_within_a_document_type_are_no_text() -> None:
    data = b"<!DOCTYPE html [ <!ENTITY a 'x'> <!-- ]> --> ]>\n<html><body><p>It works.</p></body></html>"
    assert taken(data).text == "It works.\n"


def test_a_rule_at_the_start_of_markdown_is_no_front_matter() -> None:
    assert lines(b"---\nIt works, and: well.\n\n---\nReally.\n", "a.md") == [
        "It works, and: well.",
        "Really.",
    ]


def test_a_pdf_with_figures_says_that_they_are_to_be_compared() -> None:
    note = "raised figures and columns of a PDF cannot be told from the rest: compare the figures with the page"
    assert note in taken(pdf_file([["The ratio was 1.54."]])).notes
    assert note not in taken(pdf_file([["It works."]])).notes


def test_docx_and_pdf_state_themselves_in_their_properties() -> None:
    word = taken(word_file(["It works."], title="Ketamine", author="A. Writer"))
    assert (word.title, word.creator, word.issued) == ("Ketamine", "A. Writer", None)
    info = "/Title (Ketamine) /Author (A. Writer) /CreationDate (D:20240203000000Z)"
    pdf = taken(pdf_file([["It works."]], info, "/Lang (en-GB)"))
    assert (pdf.title, pdf.creator, pdf.language, pdf.issued) == (
        "Ketamine",
        "A. Writer",
        "en-GB",
        None,
    )


# ---- Bytes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "encoding", "content_type"),
    [
        ("Naïve “relief” – 70 %", "utf-8", "text/plain"),
        ("Naïve “relief” – 70 %", "utf-8", "text/plain; charset=iso-8859-1"),
        ("Naïve “relief” – 70 %", "cp1252", "text/plain; charset=windows-1252"),
        ("Naïve “relief” – 70 %", "cp1252", "text/plain; charset=ISO-8859-1"),
        ("Кетамин помогает людям", "koi8-r", 'text/plain; charset="KOI8-R"'),
        ("Naïve “relief” – 70 %", "utf-16", "text/plain"),
    ],
)
def test_bytes_are_decoded_as_utf_8_then_as_declared(
    text: str, encoding: str, content_type: str
) -> None:
    assert stated(taken(text.encode(encoding), content_type=content_type)) == Article(text)


def test_a_page_may_declare_its_charset_itself() -> None:
    text = "<html><head><meta charset='windows-1251'></head><body><p>Кетамин помогает людям.</p></body></html>"
    assert taken(text.encode("cp1251")).text == "Кетамин помогает людям.\n"


@pytest.mark.parametrize("charset", ["klingon", "hex", "", "utf-8\ufffd", "a" * 500])
def test_a_charset_that_there_is_not_is_no_crash_and_the_guess_is_said(charset: str) -> None:
    text = "Кетамин помогает людям, которым не помогло другое лечение. " * 5
    found = taken(text.encode("cp1251"), content_type=f"text/plain; charset={charset}")
    assert found.text == text
    assert "is a guess" in found.notes[0]


def test_control_characters_are_taken_out_of_a_page_and_accents_stay_as_typed() -> None:
    body = "<p>It is a dr\x00ug that he\x07lps e\u0301lan\u00a0vital in all people.</p>"
    assert (
        taken(page(body)).text == "It is a drug that helps e\u0301lan\u00a0vital in all people.\n"
    )


@pytest.mark.parametrize(
    ("data", "name", "content_type", "expected"),
    [
        (page(SENTENCE), "a.txt", "", "HTML"),
        (page(SENTENCE), "a.pdf", "application/pdf", "HTML"),
        (b"\xef\xbb\xbf\n<!-- x --><!DOCTYPE html><p>Text", "a", "", "HTML"),
        (b"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body>Text</body></html>", "a", "", "HTML"),
        (b"<div>Text</div>", "a", "", "HTML"),
        (b"# Text", "a.md", "text/plain", "Markdown"),
        (b"# Text", "a", "text/markdown; charset=utf-8", "Markdown"),
        (b"# Text", "a", "", "plain text"),
        (b"<p>Text</p>", "a.docx", "", "HTML"),
        (pdf_file([["Text"]]), "a.html", "text/html", "PDF"),
        (word_file(["Text"]), "a.txt", "application/octet-stream", "DOCX"),
    ],
)  # fmt: skip
def test_the_bytes_decide_on_the_format_not_the_ending(
    data: bytes, name: str, content_type: str, expected: str
) -> None:
    assert extract(data, shown="x", name=name, content_type=content_type)[0].value == expected


# ---- Input that cannot be trusted -----------------------------------------------------------------------------------


def zipped(name: str, data: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def encrypted() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(BytesIO(pdf_file([["Text"]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


LAUGHS = (
    b"<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    b"<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\xef\xbb\xbf", "has no text in it"),
        (b"<!-- x -->" * 5000 + b"<html>", "has no text in it"),
        (b"Te\0xt", "holds a NUL character"),
        (bytes(range(256)) * 8, "is not text"),
        (b"\xd0\xcf\x11\xe0" + bytes(512), "is an old Word file"),
        (b"{\\rtf1 Text}", "is RTF"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"<?xml version='1.0'?><rss/>", "is XML, and no page"),
        (b'{"title": "It cures"}', "is JSON, and no page"),
        (b'\xef\xbb\xbf [{"title": "It cures"}]\n', "is JSON, and no page"),
        (b"<svg xmlns='x'><text>70%</text></svg>", "is a picture (SVG)"),
        (b"<?xml version='1.0'?>\n<!-- x --><!DOCTYPE svg PUBLIC 'x'><svg/>", "is a picture (SVG)"),
        (b"<html><body><script>build()</script></body></html>", "has no text in it"),
        (b"<html>" + b"<div>" * 1_000_000 + b"Text", "nested deeper than 1000"),
        (zipped("content.xml", b"<x/>"), "is a ZIP file without a Word document"),
        (b"PK\x03\x04 and no more", "is a damaged ZIP"),
        (zipped("word/document.xml", b"<x/>"), "is a damaged DOCX file"),
        (zipped("word/document.xml", bytes(100_000_001)), "unpacks to 100000001 bytes"),
        (with_part(word_file([]), "word/document.xml", LAUGHS), "declares XML entities"),
        (with_part(word_file([]), "word/document.xml", b"<w:document"), "is a damaged DOCX file"),
        (b"%PDF-1.7 and no more", "is a damaged PDF"),
        (pdf_file([["Text"]])[:200], "is a damaged PDF"),
        (pdf_file([[], []]), "has pages and no text: a scan"),
        (encrypted(), "needs a password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_an_error_with_advice(data: bytes, why: str) -> None:
    with pytest.raises(InputError) as caught:
        extract(data, shown="here", name="article")
    assert why in caught.value.message
    assert (caught.value.path, bool(caught.value.help)) == ("here", True)


@pytest.mark.parametrize(
    ("name", "what"), [("a.docx", "Word"), ("a.pdf", "PDF"), ("a.doc", "Word"), ("A.PDF", "PDF")]
)
@pytest.mark.parametrize("data", [bytes(100) + b"x", b"Ketamine cures depression.\n"])
def test_what_is_named_as_a_file_that_it_is_not_is_damaged(
    data: bytes, name: str, what: str
) -> None:
    with pytest.raises(InputError, match=f"is a damaged {what} file, or none") as caught:
        extract(data, shown="here", name=name)
    assert "if it is plain text, name it .txt" in (caught.value.help or "")


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe"]), st.sampled_from(["a.html", "a.md", "a.txt"]))  # fmt: skip
def test_rubbish_is_an_article_or_an_input_error(data: bytes, start: bytes, name: str) -> None:
    try:
        text = taken(start + data, name).text
    except InputError:
        return
    assert text.strip()
