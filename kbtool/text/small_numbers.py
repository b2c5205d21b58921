"""Small whole numbers written as words."""

from __future__ import annotations

import re

from kbtool.text.number_words import CARDINALS

SMALL = {word: int(number) for word, number in CARDINALS.items() if 0 < number <= 20}
"""Each word with its number."""
_ANY = re.compile(rf"(?<![\w-])({'|'.join(sorted(SMALL, key=len, reverse=True))})(?![\w-])", re.I)


def in_digits(text: str) -> str:
    """A text with its small numbers in digits: "Fourteen studies", "14 studies"."""
    return _ANY.sub(lambda found: str(SMALL[found[0].lower()]), text)
