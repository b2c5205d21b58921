"""What stands around a quote in its own sentence, before it and behind it, and what leads to the list that it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from kbtool.text.stretch import Stretch

_REACH = 500
"""Characters to each side that are read: a sentence of more is a list."""

_LIST = 2000
"""Characters before an item of a list in which the line that leads to the list is looked for."""

_TITLE = 300
"""Characters at the beginning of a text in which its title is looked for."""

_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|[\r\n]+")
_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|cf|vs|approx|ca|al|Dr|Prof|Mr|Mrs|Ms|St|No|Fig)\.\s+$")
_NUMBER = re.compile(r"\s*(?:#+|\(?\d{1,2}[.)])\s*")
_ITEM = re.compile(r"\s*(?:[•◦▪‣·*–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")


class Surroundings(Struct, frozen=True):
    """The rest of the sentence that a quote stands in.

    Attributes:
        before: what stands before the quote in its sentence.
        behind: what stands behind it in its sentence.
        lead: the line that leads to the list of which the quote's line is an item; empty, if it is none.
    """

    before: str
    behind: str
    lead: str = ""


def is_heading(text: str, quote: Stretch) -> bool:
    """Whether a quote is a heading: a whole line but for its number, with no end of a sentence, above one with it.

    Args:
        text: the text that it stands in.
        quote: where.
    """
    begin = text.rfind("\n", 0, quote.start) + 1
    before = text[begin : quote.start]
    end = text.find("\n", quote.start)
    if end < 0 or text[quote.end : end].strip() or "\n" in text[quote.start : quote.end]:
        return False
    if (before.strip() and not _NUMBER.fullmatch(before)) or text[:end].rstrip()[-1] in ".!?,;:":
        return False
    below = text[end : end + _LIST].lstrip()
    return below.partition("\n")[0].rstrip().endswith((".", "!", "?"))


class Sentences:
    """A text with the places where its sentences begin and end, found once.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        ends = [end for end in _END.finditer(text) if _ends(text, end)]
        self._ends = [end.start() + (end[0][0] not in "\r\n") for end in ends]
        self._begins = [end.end() for end in ends]

    def around(self, quote: Stretch) -> Surroundings:
        """What stands around a quote.

        Args:
            quote: where the quote stands in the text.
        """
        text = self.text
        place = bisect_right(self._begins, quote.start)
        begin = max(self._begins[place - 1] if place else 0, quote.start - _REACH)
        before, lead = text[begin : quote.start], _lead(text, quote.start)
        if text[quote.start : quote.end].rstrip().endswith((".", "!", "?")):
            return Surroundings(before, "", lead)
        place = bisect_left(self._ends, quote.end)
        end = self._ends[place] if place < len(self._ends) else len(text)
        return Surroundings(before, text[quote.end : min(end, quote.end + _REACH)].rstrip(), lead)

    def context(self, quote: Stretch) -> str:
        """What a reader has read just before a sentence: the title, the last heading, what leads to a list, two sentences.

        A heading is a line that does not end as a sentence does.

        Args:
            quote: where the quote stands in the text.
        """
        text = self.text
        place = bisect_right(self._begins, quote.start)
        begin = self._begins[place - 1] if place else 0
        earlier = self._begins[place - 3] if place > 2 else 0
        lines = text[max(0, begin - _LIST) : begin].splitlines()
        headings = [line for line in lines if line.strip() and line.rstrip()[-1] not in ".!,;"]
        title = text[: min([*self._ends[:1], _TITLE])]
        near = text[max(earlier, begin - _REACH) : begin]
        return "\n".join((title, *headings[-1:], _lead(text, quote.start), near))


def _ends(text: str, found: re.Match[str]) -> bool:
    """Whether a sentence ends where it seems to: not behind "e.g."."""
    if found[0][0] in "\r\n":
        return True
    return _SHORTENED.search(text[max(0, found.start() - 6) : found.end()]) is None


def _lead(text: str, start: int) -> str:
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if _ITEM.match(text, line, start + 1) is None:
        return ""
    for above in reversed(text[max(0, line - _LIST) : line].splitlines()):
        if above.strip() and _ITEM.match(above) is None:
            return above.strip() if above.rstrip().endswith(":") else ""
    return ""
