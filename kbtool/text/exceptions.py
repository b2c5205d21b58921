"""Exceptions that a text makes of itself: comments that name a finding which somebody accepts in the next paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from kbtool.text.comments import Comment, comments
from kbtool.text.origins import Origins
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch

_OURS = re.compile(r"\s*kbtool\s*:", re.IGNORECASE)
_COMMAND = re.compile(r"\s*ignore\b", re.IGNORECASE)
_PART = re.compile(
    r"""\b(reason|owner|until)\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\s"'“]\S*))""",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;]+")
_SHOWN = 60
"""Characters of a comment that are shown of one that is longer."""


class WrittenException(Struct, frozen=True):
    """A comment as written, for one rule. What it does not name, or names without a word, is None.

    Attributes:
        place: where the comment stands in the file.
        rule: the rule, by its code or name.
        reason: why what the rule finds is accepted.
        owner: who answers for it.
        until: the last day on which it is.
        paragraph: where the paragraph, list or table that it is for stands in the text; None, if that is not known for sure.
        faults: what of it cannot be read, in words.
    """

    place: Stretch
    rule: str | None
    reason: str | None
    owner: str | None
    until: str | None
    paragraph: Stretch | None
    faults: tuple[str, ...] = ()


def written_exceptions(text: str, origins: Origins) -> list[WrittenException]:
    """The exceptions in the comments of a draft in Markdown or HTML; plain text has no comments.

    Args:
        text: what was extracted of it.
        origins: where that stands in the file.
    """
    if origins.source is None:
        return []
    ours = [
        (match.end(), each)
        for each in comments(origins.source.text, origins.format)
        if (match := _OURS.match(each.words))
    ]
    if not ours:
        return []
    paragraphs = _Paragraphs(text, origins)
    return [
        written
        for start, each in ours
        for written in _written(each.words[start:], each.place, paragraphs.of(each))
    ]


def _written(said: str, place: Stretch, paragraph: Stretch | None) -> Iterator[WrittenException]:
    command = _COMMAND.match(said)
    if command is None:
        words = " ".join(said.split())[:_SHOWN]
        fault = f"it says “{words}”, which does not begin with “ignore”"
        yield WrittenException(place, None, None, None, None, paragraph, (fault,))
        return
    said = said[command.end() :]
    parts: dict[str, list[str]] = {}
    for match in _PART.finditer(said):
        parts.setdefault(match[1].casefold(), []).append("".join(filter(None, match.groups()[1:])))
    faults = [f"it names {name} more than once" for name, some in parts.items() if len(some) > 1]
    rules = []
    for each in filter(None, _BETWEEN.split(_PART.sub(" ", said))):
        if re.search(r"[=\"'“”]", each):
            faults.append(f"“{each[:_SHOWN]}” in it cannot be read")
        else:
            rules.append(each)
    given = {name: some[0].strip() or None for name, some in parts.items()}
    for rule in dict.fromkeys(rules) or [None]:
        yield WrittenException(
            place,
            rule,
            given.get("reason"),
            given.get("owner"),
            given.get("until"),
            paragraph,
            tuple(faults),
        )


class _Paragraphs:
    """The paragraphs of a text by where they stand in its file."""

    def __init__(self, text: str, origins: Origins) -> None:
        self._text = text
        self._sentences = sentences(text)
        places = [origins.place(each) for each in self._sentences]
        known = [
            (place, number) for number, place in enumerate(places) if isinstance(place, Stretch)
        ]
        known.sort()
        self._starts = [place.start for place, _ in known]
        self._known = known

    def of(self, comment: Comment) -> Stretch | None:
        """What a comment is for: the list, table or quotation that follows it at once, else the paragraph."""
        within = None if comment.block is None else self._within(comment.block)
        return within or self._behind(comment.place)

    def _within(self, block: Stretch) -> Stretch | None:
        """The lines of the text that stand in a block of the file."""
        numbers = [
            number
            for place, number in self._known
            if block.start <= place.start and place.end <= block.end
        ]
        if not numbers:
            return None
        first = self._line(self._sentences[min(numbers)])
        return Stretch(first.start, self._line(self._sentences[max(numbers)]).end)

    def _behind(self, comment: Stretch) -> Stretch | None:
        """The paragraph that follows a comment; none, if a sentence between the two may stand on either side."""
        at = bisect_right(self._starts, comment.start)
        last = self._known[at - 1][1] if at else -1
        if at == len(self._known):
            return None
        if self._known[at][1] != last + 1:
            return None
        first = self._line(self._sentences[last + 1])
        if last >= 0 and self._line(self._sentences[last]) == first:
            later = (each for each in self._sentences[last + 1 :] if each.start >= first.end)
            following = next(later, None)
            return None if following is None else self._line(following)
        return first

    def _line(self, sentence: Stretch) -> Stretch:
        start = self._text.rfind("\n", 0, sentence.start) + 1
        end = self._text.find("\n", sentence.end)
        return Stretch(start, end if end >= 0 else len(self._text))
