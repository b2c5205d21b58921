"""Places are counted as the protocol counts them: in UTF-16, unless another way is agreed on."""

from __future__ import annotations

import pytest

from kbtool.lsp.positions import Encoding, Places, Position, Range

TEXT = "First.\r\nA 🧪 é end\n  id:name a kb:Claim ."


@pytest.mark.parametrize(
    ("encoding", "character"), [(Encoding.UTF16, 7), (Encoding.UTF32, 6), (Encoding.UTF8, 10)]
)
def test_characters_are_counted_in_the_units_of_the_encoding(
    encoding: Encoding, character: int
) -> None:
    end = TEXT.index("end")
    assert Places(TEXT, encoding).position(end) == Position(1, character)


def test_the_first_word_of_a_line_is_without_the_space_before_it() -> None:
    places = Places(TEXT, Encoding.UTF16)
    assert places.first_word(3) == Range(Position(2, 2), Position(2, 9))


def test_a_line_that_is_not_there_is_the_last_one() -> None:
    places = Places("one\n", Encoding.UTF16)
    assert places.first_word(9) == Range(Position(1, 0), Position(1, 0))


def test_only_the_line_ends_of_the_protocol_end_lines() -> None:
    text = "a\u2028b\x0bc\rd"
    assert Places(text, Encoding.UTF16).position(len(text)) == Position(1, 1)
