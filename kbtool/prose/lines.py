"""What a line of a draft is: a heading, a row of a table, or an item of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kbtool.prose.answers import CELL
from kbtool.prose.sentence import Sentence
from kbtool.text.stretch import Stretch

ITEM = re.compile(r"[ \t>]*(?:[-*+\u2022\u2013]|\d{1,2}[.)])[ \t]+")
_ITEM_WORDS = 14
"""Words of the longest line that is an item of the list above it without a sign of one."""

_ENDS: Sequence[str] = '.!,;"\u201d'


def line_around(text: str, stretch: Stretch) -> tuple[str, str]:
    """What stands before and behind a sentence on its line."""
    before = text[text.rfind("\n", 0, stretch.start) + 1 : stretch.start]
    ends = text.find("\n", stretch.end)
    return before, text[stretch.end : ends if ends >= 0 else len(text)]


def is_heading(text: str, stretch: Stretch) -> bool:
    """Whether a sentence is a whole line that does not end as a sentence does."""
    before, behind = line_around(text, stretch)
    whole = not before.strip(" #\t") and not behind.strip()
    said = stretch.of(text).rstrip()
    is_row = CELL in said
    return whole and not is_row and said[-1:] not in _ENDS and ITEM.match(said) is None


def is_signed(sentence: Sentence) -> bool:
    """Whether a line begins with the sign of an item: a bullet, or a number."""
    before, _ = line_around(sentence.text, sentence.stretch)
    return ITEM.match(before + sentence.stretch.of(sentence.text)) is not None


def is_row(sentence: Sentence) -> bool:
    """Whether a line is a row of a table: what it names is not what the lines below it speak of."""
    return CELL in sentence.stretch.of(sentence.text)


def is_item(sentence: Sentence) -> bool:
    """Whether a line may be an item of the list above it: by its sign, or since it is short and ends like none."""
    if is_signed(sentence):
        return True
    before, behind = line_around(sentence.text, sentence.stretch)
    said = sentence.stretch.of(sentence.text)
    words = len(said.split())
    return (
        not before.strip()
        and not behind.strip()
        and words <= _ITEM_WORDS
        and said[-1:] not in ".!?:"
    )
