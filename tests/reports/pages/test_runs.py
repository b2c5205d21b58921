"""A text cut into runs: what is marked may overlap, and nothing of the text is lost or said twice."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kbtool.reports.runs import cut_lines
from kbtool.text.stretch import Stretch


@dataclass(frozen=True)
class Note:
    name: str
    stretch: Stretch | None


def cut(text: str, *notes: tuple[str, int, int]) -> list[list[tuple[str, str]]]:
    """The runs of each line, with the names of what is on each."""
    placed = [Note(name, Stretch(start, end)) for name, start, end in notes]
    return [
        [(run.words, "".join(note.name for note in run.on)) for run in line.runs]
        for line in cut_lines(text, placed)
    ]


def test_a_line_is_cut_where_a_note_begins_or_ends() -> None:
    assert cut("It may help.", ("a", 3, 6)) == [[("It ", ""), ("may", "a"), (" help.", "")]]


def test_where_two_notes_overlap_the_words_have_both() -> None:
    assert cut("It may help.", ("a", 0, 6), ("b", 3, 12)) == [
        [("It ", "a"), ("may", "ab"), (" help.", "b")]
    ]


def test_a_note_within_another_cuts_it_in_three() -> None:
    assert cut("It may help.", ("out", 0, 12), ("in", 3, 6)) == [
        [("It ", "out"), ("may", "outin"), (" help.", "out")]
    ]


def test_a_note_over_two_lines_is_on_both_and_begins_and_ends_once() -> None:
    text = "It may\n\nhelp."
    lines = list(cut_lines(text, [Note("a", Stretch(3, 12))]))
    runs = [run for line in lines for run in line.runs]
    assert [line.number for line in lines] == [1, 3]
    assert [run.words for run in runs if run.on] == ["may", "help"]
    assert [[note.name for note in run.starts] for run in runs if run.on] == [["a"], []]
    assert [[note.name for note in run.ends] for run in runs if run.on] == [[], ["a"]]


def test_a_part_of_a_text_keeps_the_numbers_of_its_lines() -> None:
    text = "One.\nTwo.\nThree.\n"
    [line] = cut_lines(text, [Note("a", Stretch(5, 8))], Stretch(5, 10))
    assert line.number == 2
    assert [(run.words, len(run.on)) for run in line.runs] == [("Two", 1), (".", 0)]


@given(
    st.text(alphabet="ab \n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6),
)
def test_the_runs_of_a_line_are_the_line_and_each_note_is_on_its_words(
    text: str, places: list[tuple[int, int]]
) -> None:
    stretches = [Stretch(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in places]
    notes = [Note(str(number), one) for number, one in enumerate(stretches)]
    lines = list(cut_lines(text, notes))
    said = [line.rstrip("\r\n") for line in text.splitlines(keepends=True) if line.strip()]
    assert ["".join(run.words for run in line.runs) for line in lines] == said
    for note in notes:
        assert note.stretch is not None
        on = "".join(run.words for line in lines for run in line.runs if note in run.on)
        assert "".join(on.split()) == "".join(note.stretch.of(text).split())
        assert sum(note in run.starts for line in lines for run in line.runs) <= 1
