"""Exceptions that a text makes of itself: comments that name a finding which somebody accepts in the next paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kbtool.errors import InputError
from kbtool.text.origins import Origins
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch

_COMMENT = re.compile(r"<!--\s*kbtool\s*:(.*?)-->", re.DOTALL | re.IGNORECASE)
_COMMAND = re.compile(r"\s*ignore\b", re.IGNORECASE)
_PART = re.compile(
    r"""\b(reason|owner|until)\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\s"'“]\S*))""",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;]+")
_HELP = 'write <!-- kbtool: ignore X05 reason="..." owner="..." until=2027-01-31 -->'


@dataclass(frozen=True)
class WrittenException:
    """A comment as written, for one rule. What it does not name is None.

    Attributes:
        place: where the comment stands in the file.
        rule: the rule, by its code or name.
        reason: why what the rule finds is accepted.
        owner: who answers for it.
        until: the last day on which it is.
        paragraph: where the paragraph that it is for stands in the text; None, if that is not known for sure.
    """

    place: Stretch
    rule: str | None
    reason: str | None
    owner: str | None
    until: str | None
    paragraph: Stretch | None


def written_exceptions(text: str, origins: Origins, shown: str) -> list[WrittenException]:
    """The exceptions in the comments of a draft in Markdown or HTML; plain text has no comments.

    Args:
        text: what was extracted of it.
        origins: where that stands in the file.
        shown: the file, as messages name it.

    Raises:
        InputError: a comment is for kbtool and says something else.
    """
    if origins.source is None or origins.source.text == text:
        return []
    source = origins.source
    words = " ".join(text.split())
    comments = [
        each
        for each in _COMMENT.finditer(source.text)
        if " ".join(each.group().split()) not in words
    ]
    if not comments:
        return []
    paragraphs = _Paragraphs(text, origins)
    found: list[WrittenException] = []
    for each in comments:
        command = _COMMAND.match(each[1])
        if command is None:
            raise InputError(
                f"a comment for kbtool says {' '.join(each[1].split())[:60]!r}",
                path=shown,
                line=source.position(each.start()).line,
                help=_HELP,
            )
        place = Stretch(*each.span())
        found += _written(each[1][command.end() :], place, paragraphs.behind(place))
    return found


def _written(said: str, place: Stretch, paragraph: Stretch | None) -> Iterator[WrittenException]:
    parts = {
        match[1].casefold(): next(filter(None, match.groups()[1:]), None) or None
        for match in _PART.finditer(said)
    }
    rules = [each for each in _BETWEEN.split(_PART.sub(" ", said)) if each]
    for rule in rules or [None]:
        yield WrittenException(
            place, rule, parts.get("reason"), parts.get("owner"), parts.get("until"), paragraph
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

    def behind(self, comment: Stretch) -> Stretch | None:
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
