"""The text of titles and abstracts with markup in them."""

from __future__ import annotations

import pytest
from lxml import etree

from kbtool.references.markup import Headings, plain, text_of


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Pain and <i>Ibuprofen</i>", "Pain and Ibuprofen"),
        ("&lt;i&gt;R&lt;/i&gt;-ibuprofen &amp; sleep", "R-ibuprofen & sleep"),
        ("&amp;lt;i&amp;gt;R&amp;lt;/i&amp;gt;-ibuprofen &amp;amp; sleep", "R-ibuprofen & sleep"),
        ("10<sup>6</sup> cells", "10^6 cells"),
        ("10&lt;sup&gt;6&lt;/sup&gt; cells", "10^6 cells"),
        ("10<jats:sup>6</jats:sup> cells in H<jats:sub>2</jats:sub>O", "10^6 cells in H2O"),
        ('<span class="sup">A</span><br/>B', "A B"),
        ("10<sup><i>6</i></sup> cells", "10^6 cells"),
        ("log<sub>10</sub>2", "log_10 2"),
        ("kg m<sup>-2</sup>", "kg m^-2"),
        (
            'a dose of<mml:math xmlns:mml="x"><mml:msup><mml:mn>10</mml:mn><mml:mn>6</mml:mn></mml:msup></mml:math>units',
            "a dose of 10^6 units",
        ),
        (
            "<inline-formula><alternatives><tex-math>$10^{6}$</tex-math><mml:math><mml:mn>7</mml:mn></mml:math></alternatives></inline-formula>",
            "7",
        ),
        ("T<B and C>D in <Gly> mutants", "T<B and C>D in <Gly> mutants"),
        ("p &lt; 0.05, n > 3", "p < 0.05, n > 3"),
        ("R&D at AT&T", "R&D at AT&T"),
        ("<i>wrongly <b>nested</i> markup</b> here", "wrongly nested markup here"),
        ("never <i>closed", "never closed"),
        ("</i>", None),
        ("  ", None),
    ],
)
def test_markup_in_json(said: str, text: str | None) -> None:
    assert plain(said) == text


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<T>CD4<sup>+</sup> at 10<sup>6</sup></T>", "CD4^+ at 10^6"),
        ("<T>&lt;i&gt;R&lt;/i&gt; &amp;amp; 10&lt;sup&gt;6&lt;/sup&gt;</T>", "R & 10^6"),
        ("<P>2<FR>1/2</FR> pounds of CO<E T='52'>2</E>, 10<E T='51'>3</E> <I>ml</I></P>", "2 1/2 pounds of CO2, 10^3 ml"),
        ("<A><HEAD>Scope.</HEAD><P>(a) All.</P><P>(b) None.</P></A>", "Scope. (a) All. (b) None."),
        ("<T/>", None),
    ],
)  # fmt: skip
def test_markup_in_xml(xml: str, text: str | None) -> None:
    assert text_of(etree.fromstring(xml)) == text


def test_headings_as_they_are_with_a_colon_and_without() -> None:
    said = "<jats:sec><jats:title>Aims</jats:title><jats:p>To see.</jats:p></jats:sec>"
    forms = [plain(said, each) for each in (Headings(), Headings(behind=":"), Headings(kept=False))]
    assert forms == ["Aims To see.", "Aims: To see.", "To see."]


def test_markup_without_end_is_read_as_far_as_it_goes() -> None:
    assert plain("<i>" * 5000 + "x") == "x"
