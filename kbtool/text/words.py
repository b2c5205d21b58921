"""Finding many phrases in one long text, each in time that does not grow with the text."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

_WORD = re.compile(r"\w+")


class WordIndex:
    """A text with the offsets of its words.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def find_all(self, phrase: str) -> list[int]:
        """The offsets at which a phrase that is not empty stands, overlapping ones too, sorted.

        The rarest word that is whole inside of the phrase says where to look; without one, the text
        is searched.
        """
        whole = [m for m in _WORD.finditer(phrase) if m.start() > 0 and m.end() < len(phrase)]
        if not whole:
            return self._search(phrase)
        rarest = min(whole, key=lambda match: len(self._offsets.get(match.group(), ())))
        places = (at - rarest.start() for at in self._offsets.get(rarest.group(), ()))
        return [at for at in places if at >= 0 and self._text.startswith(phrase, at)]

    @cached_property
    def _offsets(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for match in _WORD.finditer(self._text):
            found[match.group()].append(match.start())
        return dict(found)

    def _search(self, phrase: str) -> list[int]:
        found = []
        at = self._text.find(phrase)
        while at >= 0:
            found.append(at)
            at = self._text.find(phrase, at + 1)
        return found
