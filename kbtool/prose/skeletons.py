"""The claims that an article seems to make, sentence by sentence, for somebody to decide on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.prose.figures import GivenFigure
from kbtool.prose.filing import Filed
from kbtool.prose.lexicon import Lexicon
from kbtool.prose.nearness import Near, Neighbors
from kbtool.prose.reading import Part, Reading
from kbtool.prose.sentence import Mention
from kbtool.prose.triggers import filled_triggers
from kbtool.text.stretch import Stretch

_CLAUSE = frozenset({";", ":", "—", "–", "(", "but", "while", "which", "because", "although"})
"""What begins a clause."""

_BREAK = _CLAUSE | {",", "and", "or"}
"""What parts a sentence into pieces."""

_LONG = 12
"""Words of the longest line that is taken for a heading and not for an item."""

_FIGURE = re.compile(r"\d")


@dataclass(frozen=True)
class Skeleton:
    """A claim that an article seems to make.

    Attributes:
        words: where its words stand.
        filed: what they were read as; None, if nobody can say yet.
        near: what is on file and near to them, the nearest first.
        figure: whether they seem to give a figure.
    """

    words: Stretch
    filed: Filed | None
    near: Sequence[Near]
    figure: bool = False


@dataclass(frozen=True)
class Passage:
    """A passage that seems to state nothing to check, and of which kind it is."""

    words: Stretch
    kind: str


def skeletons(
    reading: Reading,
    filed: Iterable[Filed],
    neighbors: Neighbors,
    lexicon: Lexicon,
    covered: Iterable[Stretch] = (),
) -> Iterator[Skeleton | Passage]:
    """The claims and passages of an article in reading order, but for what is covered already.

    Args:
        reading: the article as read.
        filed: what its sentences state, with the propositions on file.
        neighbors: finds what is near.
        lexicon: the words by which passages with nothing to check are known.
        covered: where quotes stand that somebody has encoded.
    """
    taken = sorted(covered)
    by_sentence: dict[Stretch, list[Filed]] = defaultdict(list)
    for each in filed:
        by_sentence[each.stated.sentence].append(each)
    for part in reading.parts:
        stretch = part.sentence.stretch
        if any(start < stretch.end and stretch.start < end for start, end in taken):
            continue
        found = list(_of_part(part, by_sentence.get(stretch, ()), neighbors))
        kind = _kind(part, lexicon)
        if kind is not None and not any(isinstance(s, Skeleton) and s.filed for s in found):
            yield Passage(stretch, kind)
        elif found:
            yield from sorted(found, key=lambda each: each.words)
        else:
            yield Skeleton(stretch, None, ())


def _of_part(part: Part, filed: Sequence[Filed], neighbors: Neighbors) -> Iterator[Skeleton]:
    sentence, text = part.sentence, part.sentence.text
    triggers = filled_triggers(sentence)
    for each in _one_of_each(filed):
        words = each.stated.words
        inside = [m.node for m in sentence.mentions if _within(part, m, words)]
        figure = isinstance(each.stated, GivenFigure)
        near = neighbors.nearest(part, words, inside, triggers, figure=figure, number=4)
        yield Skeleton(words, each, [one for one in near if one.node != each.question][:3], figure)
    for piece, named in _left(part, [each.stated.words for each in filed]):
        figure = _FIGURE.search(piece.of(text)) is not None
        found = neighbors.nearest(part, piece, named, triggers, figure=figure)
        if not found and figure:
            found = neighbors.nearest(part, piece, named, triggers, figure=False)
        yield Skeleton(piece, None, found, figure)


def _one_of_each(filed: Sequence[Filed]) -> Iterator[Filed]:
    """What is on file, and of several new ones that the same words may mean the surest."""
    best: dict[Stretch, Filed] = {}
    for each in filed:
        words = each.stated.words
        if each.on_file:
            yield each
        elif words not in best or each.stated.confidence > best[words].stated.confidence:
            best[words] = each
    yield from best.values()


def _within(part: Part, mention: Mention, words: Stretch) -> bool:
    place = part.sentence.words(mention.start, mention.end)
    return words.start <= place.start and place.end <= words.end


def _left(part: Part, told: Sequence[Stretch]) -> Iterator[tuple[Stretch, list[ox.NamedNode]]]:
    """The pieces of a sentence that name something and of which nothing was read, each with what it names.

    A piece goes from the beginning of its clause, so that an item of a list has what the list is of.
    """
    sentence, tokens = part.sentence, part.sentence.tokens
    clause = start = 0
    for end in range(1, len(tokens) + 1):
        if end < len(tokens) and tokens[end].word not in _BREAK:
            continue
        first, last = _first_word(part, start, end), end
        while last > first and not tokens[last - 1].is_word:
            last -= 1
        inside = [m.node for m in sentence.mentions if first <= m.start and m.end <= last]
        if first < last and (inside or not sentence.mentions):
            own = sentence.words(first, last)
            if not any(one.start < own.end and own.start < one.end for one in told):
                yield sentence.words(_first_word(part, clause, last), last), inside
        if end < len(tokens) and tokens[end].word in _CLAUSE:
            clause = end
        start = end


def _first_word(part: Part, start: int, end: int) -> int:
    tokens = part.sentence.tokens
    while start < end and (tokens[start].word in _BREAK or not tokens[start].is_word):
        start += 1
    return start


def _kind(part: Part, lexicon: Lexicon) -> str | None:
    """Of which kind a sentence is that states nothing to check; None, if it may state something."""
    if part.sentence.is_question:
        return "Question"
    tokens = part.sentence.tokens
    for place in range(len(tokens)):
        for _, _, kind in lexicon.passage_index.at(tokens, place):
            return kind
    return "Heading" if part.sentence.is_heading and _is_title(part) else None


def _is_title(part: Part) -> bool:
    """Whether a line is worded as a title: short, with capitals, or with nothing that is known."""
    words = [w for w in part.sentence.stretch.of(part.sentence.text).split() if w[:1].isalpha()]
    text, stretch = part.sentence.text, part.sentence.stretch
    if stretch.of(text).startswith("#") or not text[: stretch.start].strip():
        return True
    if not part.sentence.mentions:
        return len(words) <= _LONG
    capital = sum(word[0].isupper() for word in words)
    return len(words) <= _LONG and 2 * capital > len(words)
