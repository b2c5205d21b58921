"""What the lines of a text are, kept beside it in codes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kbtool.text.extraction.article import lay_out
from kbtool.text.line_codes import read, written
from kbtool.text.structure import Kind, Mark, Paragraph

WORDS = st.sampled_from(["Morvexa", "causes dizziness.", "\t", " ", "\ufeff", "a\u2028b", "- c"])
MARKS = st.one_of(
    st.builds(
        Mark,
        st.sampled_from([kind for kind in Kind if kind is not Kind.HEADING]),
        depth=st.integers(0, 9),
        group=st.integers(0, 200),
        quoted=st.booleans(),
        heads=st.booleans(),
    ),
    st.builds(Mark, st.just(Kind.HEADING), level=st.integers(1, 7)),
)


@given(st.lists(st.builds(Paragraph, st.lists(WORDS).map("".join), MARKS)))
def test_lines_are_read_as_they_were_written(paragraphs: list[Paragraph]) -> None:
    text, blocks = lay_out(paragraphs)
    assert read(text, written(blocks)) == blocks


def test_codes_can_be_read_by_people() -> None:
    marks = [
        Mark(Kind.HEADING, 2),
        Mark(),
        Mark(Kind.ITEM, depth=1, group=1),
        Mark(Kind.ROW, group=2, heads=True),
        Mark(quoted=True),
    ]
    _, blocks = lay_out(Paragraph("words", mark) for mark in marks)
    assert written(blocks) == "h2 p i/1.1 r/0.2^ p>"


def test_codes_of_another_number_of_lines_or_of_another_kind_say_nothing() -> None:
    assert read("one\ntwo\n", "p") is None
    assert read("one\n\ntwo\r\n", "p p") is not None
    assert read("one\n", "h") is None
    assert read("one\n", "x") is None
