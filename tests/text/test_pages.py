"""Pages: what browsers show beside the text of elements is taken, and what is not taken is named."""

from __future__ import annotations

import pytest

from kbtool.errors import InputError
from kbtool.text.extraction import Article, extract
from kbtool.text.extraction.blocks import page_blocks
from kbtool.text.extraction.html import parse
from kbtool.text.extraction.numbering import in_style
from kbtool.text.extraction.selection import select
from originals import page

COOKIES = (
    "We use cookies to make our site better for you. By going on you agree to our use of cookies."
)
FIRST = "Ketamine lengthens slow-wave sleep in 12 of 20 adults, as one small trial says."
SECOND = "Nobody knows whether that lasts. The trial was not blinded, and its doses were low."


def taken(data: bytes) -> Article:
    return extract(data, shown="a.html", name="a.html")[1]


def lines(body: str) -> list[str]:
    return taken(page(body)).text.splitlines()


def left_out(body: str) -> list[str]:
    notes = taken(page(body)).notes
    return [note.removeprefix("left out: ") for note in notes if "Made with love" not in note]


def bare(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>t</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("<ol><li>Rest<li>Sleep</ol>", ["1. Rest", "2. Sleep"]),
        ("<ol start=3><li>Rest<li value=7>Sleep<li>Eat</ol>", ["3. Rest", "7. Sleep", "8. Eat"]),
        ("<ol start=-1><li>Rest<li>Sleep</ol>", ["-1. Rest", "0. Sleep"]),
        ("<ol reversed><li>Rest<li>Sleep</ol>", ["2. Rest", "1. Sleep"]),
        ("<ol reversed start=9><li>Rest<li>Sleep</ol>", ["9. Rest", "8. Sleep"]),
        ("<ol type=a start=26><li>Rest<li>Sleep</ol>", ["z. Rest", "aa. Sleep"]),
        ("<ol type=I><li>Rest<li type=A value=4>Sleep</ol>", ["I. Rest", "D. Sleep"]),
        ("<ol style='list-style: none'><li>Rest<li>Sleep</ol>", ["Rest", "Sleep"]),
        ("<ol style='list-style-type: lower-roman'><li>Rest<li>Sleep</ol>", ["i. Rest", "ii. Sleep"]),
        (
            "<ol><li>Rest<ol type=a><li>Lie down<li>Breathe</ol><li>Sleep</ol>",
            ["1. Rest", "a. Lie down", "b. Breathe", "2. Sleep"],
        ),
        ("<ol><li>Rest<ul><li>Lie down</ul><li>Sleep</ol>", ["1. Rest", "Lie down", "2. Sleep"]),
        ("<ol><li><p>Rest</p><p>Long</p><li><b>Sleep</b> well</ol>", ["1. Rest", "Long", "2. Sleep well"]),
        ("<ol><li>Rest<li hidden>Drink<li>Sleep</ol>", ["1. Rest", "2. Sleep"]),
        ("<ol><li><ol><li>Rest</ol><li>Sleep</ol>", ["1. 1. Rest", "2. Sleep"]),
    ],
)  # fmt: skip
def test_numbers_of_lists_are_text_that_people_see(listed: str, said: list[str]) -> None:
    assert lines(f"<p>Do this, day after day:</p>{listed}")[1:] == said


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (4, "lower-roman", "iv"),
        (1999, "upper-roman", "MCMXCIX"),
        (4000, "lower-roman", "4000"),
        (0, "lower-alpha", "0"),
        (702, "upper-alpha", "ZZ"),
        (703, "lower-alpha", "aaa"),
        (7, "decimal-leading-zero", "07"),
        (7, "square", ""),
    ],
)
def test_styles_of_numbers(number: int, style: str, shown: str) -> None:
    assert in_style(number, style) == shown


def test_lists_tables_of_layout_and_small_elements_lose_nothing() -> None:
    body = """<h1>Risks</h1><p>These are the risks of the drug that we tell every patient about:</p>
    <ul><li><span tabindex="0">Pressure rises in 4 of 10.</span></li><li><div><p>Pain</p><p>after long use</p></div></li></ul>
    <dl><dt>Onset</dt><dd>2 minutes</dd></dl>
    <table><tr><td>Tue</td><td><ul><li>Closed</li><li>Emergency only</li></ul></td></tr></table>
    <table><tr><th rowspan="2">Drug</th><th colspan="2">Dose</th></tr><tr><th>low</th><th>high</th></tr>
    <tr><td>Ketamine</td><td>0.5&nbsp;mg</td><td>1 mg</td></tr></table>
    <p>Words<wbr>break, <q>quoted</q>, <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>, line<br>break, x<sup>-1</sup>, 1&frac12; tablets.</p>"""
    assert lines(body)[2:] == [
        "Pressure rises in 4 of 10.", "Pain", "after long use", "Onset", "2 minutes", "Tue", "Closed", "Emergency only",
        "Drug\tDose", "low\thigh", "Ketamine\t0.5\u00a0mg\t1 mg", "Wordsbreak, quoted, 漢(kan), line",
        "break, x^-1, 1½ tablets.",
    ]  # fmt: skip
    layout = f"""<table><tr><td><a href="/">Home</a> <a href="/a">Archive</a></td><td><h1>Doses</h1>
    <p>{FIRST}<p>{SECOND}</td></tr></table>"""
    assert taken(bare(layout)).text.splitlines() == ["Home Archive", "Doses", FIRST, SECOND]


# ---- What is left out may not outweigh what is taken ----------------------------------------------------------------


def test_an_aside_may_be_the_article() -> None:
    found = taken(
        bare(
            f"""<nav><a href="/">Home</a></nav><div class="cookie">{COOKIES}</div>
            <aside class="col-main"><h1>Sleep and ketamine</h1><p>{FIRST}</p><p>{SECOND}</p></aside>
            <footer>Copyright Example Clinic</footer>"""
        )
    )
    assert found.text.splitlines() == ["Sleep and ketamine", FIRST, SECOND]
    assert found.notes == (f"left out: “{COOKIES}”",)


@pytest.mark.parametrize("tag", ["aside", "footer", "header", "section", "form", "div"])
def test_no_element_hides_an_article(tag: str) -> None:
    data = bare(
        f"<div>{COOKIES}</div><{tag}><h1>Sleep</h1><p>{FIRST}</p><p>{SECOND} {FIRST}</p></{tag}>"
    )
    text = taken(data).text
    assert FIRST in text
    assert SECOND in text


def test_an_article_in_a_menu_is_refused() -> None:
    data = bare(f"<div>{COOKIES}</div><nav><h1>Sleep</h1><p>{FIRST}</p><p>{SECOND}</p></nav>")
    blocks = page_blocks(parse(data.decode()))
    with pytest.raises(InputError, match="most sentences of the page would be left out"):
        select(blocks, main=COOKIES)


def test_an_article_that_the_page_marks_is_taken_whatever_stands_beside_it() -> None:
    article = "".join(f"<p>{n} of all: {FIRST} {SECOND}</p>" for n in range(5))
    teasers = "".join(f"<div class='teaser'>{n}. {SECOND} {FIRST}</div>" for n in range(20))
    found = taken(
        bare(f"<article><h1>Sleep</h1>{article}</article><div class='sidebar'>{teasers}</div>")
    )
    assert len(found.text.splitlines()) == 6
    assert len(found.notes) == 20


# ---- What is shown in other ways ------------------------------------------------------------------------------------


def test_a_shadow_tree_is_shown_and_a_template_is_not() -> None:
    body = f"""<p>{FIRST}</p>
    <faq-item><template shadowrootmode="open"><p>It is not addictive at all.</p></template></faq-item>
    <template><p>It cures all.</p></template><p>{SECOND}</p>"""
    assert lines(body) == [FIRST, "It is not addictive at all.", SECOND]
    assert left_out(body) == ["template “It cures all.”"]


def test_what_a_host_holds_is_shown_in_the_slots_of_its_shadow_tree() -> None:
    body = """<x-card><template shadowrootmode="closed"><h2><slot name="title">Untitled</slot></h2><p>Read: <slot></slot></p>
    </template><b slot="title">Pain</b>It helps.</x-card>"""
    assert lines(body) == ["Pain", "Read: It helps."]
    body = "<x-card><template shadowrootmode='open'><p>Shown.</p></template><p>It cures all.</p></x-card>"
    assert (lines(body), left_out(body)) == (["Shown."], ["hidden “It cures all.”"])


@pytest.mark.parametrize(
    ("unread", "note"),
    [
        ("<iframe src='/dose.html' title='Doses'></iframe>", "linked iframe “Doses (/dose.html)”"),
        ("<iframe srcdoc='<p>It cures all.</p>'></iframe>", "linked iframe “It cures all.”"),
        ("<object data='/dose.pdf'>It cures all.</object>", "object “It cures all.”"),
        ("<object data='/dose.pdf'></object>", "linked object “/dose.pdf”"),
        ("<embed src='/dose.pdf'>", "linked embed “/dose.pdf”"),
        ("<video src='/a.mp4'>It cures all.</video>", "video “It cures all.”"),
        ("<textarea>It cures all.</textarea>", "field “It cures all.”"),
        ("<input value='It cures all.'>", "field “It cures all.”"),
        ("<input placeholder='Your dose'>", "field “Your dose”"),
        ("<select><option>5 mg<option>10 mg</select>", "options “5 mg / 10 mg”"),
        ("<style>.a::before { content: 'Warning: ' } .b { content: '\\f101' }</style>", "text that a style adds “Warning:”"),
        ("<noscript>It cures all.</noscript>", "noscript “It cures all.”"),
        ("<dialog>It cures all.</dialog>", "hidden “It cures all.”"),
        ("<div popover>It cures all.</div>", "hidden “It cures all.”"),
        ("<a href='/'><img alt='It cures all.'></a>", "picture “It cures all.”"),
    ],
)  # fmt: skip
def test_what_is_shown_and_no_text_is_named(unread: str, note: str) -> None:
    body = f"<p>{FIRST}</p>{unread}<p>{SECOND}</p>"
    assert lines(body) == [FIRST, SECOND]
    assert note in left_out(body)


def test_what_follows_an_embedded_file_is_no_part_of_it() -> None:
    assert left_out(f"<p>{FIRST}</p><embed src='/a.pdf'><p>{SECOND}</p>") == [
        "linked embed “/a.pdf”"
    ]


@pytest.mark.parametrize(
    "shown",
    [
        "<details><summary>Is it safe?</summary>It is.</details>",
        "<dialog open><p>Is it safe?</p>It is.</dialog>",
        "<button popovertarget='a'>Is it safe?</button><div id='a' popover>It is.</div>",
    ],
)
def test_what_opens_at_a_click_is_part_of_the_page(shown: str) -> None:
    assert lines(f"<p>{FIRST}</p>{shown}<p>{SECOND}</p>")[1:-1] == ["Is it safe?", "It is."]
