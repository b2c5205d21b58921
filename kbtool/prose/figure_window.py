"""A printed figure with the clause that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from kbtool.prose.clauses import has_verb_of_its_own
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.rdf.namespaces import KB
from kbtool.text.figure import Figure
from kbtool.text.printed_figures import PrintedFigure, printed_figures
from kbtool.text.stretch import Stretch

_PARTING = frozenset({"but", "while", "whereas", "although", "though", "however", "yet"})
"""Words behind which something else is said."""

_GOING_ON = frozenset({"and", "but", "so"})
_MULTIPLIED = frozenset(("doubled", "tripled", "quadrupled", "halved", "changed", "went"))
"""Words of change that tell how much, or no direction."""

_UNCOUNTED = frozenset(("several", "many", "the", "those", "these", "our", "its"))
"""Words behind "one of" that tell of no number."""

_WHOLE = frozenset(map(KB, ("Disorder", "Treatment", "HealthOutcome", "BodyProcess")))
"""Kinds of concept whose names speak of no disorder in them: "treatment-resistant depression"."""

_REACH = 40
"""Tokens before and behind a figure in which what it is of may be named."""

_MARKS = frozenset(";:—–")


class FigureWindow(Struct, frozen=True, dict=True):
    """A printed figure in its clause.

    Attributes:
        sentence: the sentence.
        place: where the figure stands in the text.
        figure: what it says.
        places: the numbers of its tokens.
        core: those without the words of its bound.
        clause: the numbers of the tokens of its clause.
        others: the other figures of the clause, each with the numbers of its tokens.
    """

    sentence: Sentence
    place: Stretch
    figure: Figure
    places: range
    core: range
    clause: range
    others: tuple[tuple[PrintedFigure, range], ...]

    @cached_property
    def forms(self) -> frozenset[str]:
        """What the words of the clause may be forms of."""
        return frozenset().union(*(self.sentence.tokens[at].forms for at in self.clause))

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """The concepts that the clause names; in "people with gout", "a diagnosis of gout", the disorder as well."""
        return [
            each
            for each in _with_inner(self.sentence)
            if each.start in self.clause and each.end - 1 in self.clause
        ]


def _with_inner(sentence: Sentence) -> Iterator[Mention]:
    lexicon = sentence.lexicon
    for mention in sentence.mentions:
        yield mention
        if not _WHOLE.isdisjoint(mention.kinds):
            continue
        for place in range(mention.start, mention.end):
            for end, _, node in lexicon.name_index.at(sentence.tokens, place):
                kinds = lexicon.kind_of.get(node, frozenset())
                inner = end - place < mention.end - mention.start and end <= mention.end
                if inner and KB("Disorder") in kinds:
                    yield Mention(node, kinds, place, end)


def windows(sentence: Sentence) -> Iterator[FigureWindow]:
    """The figures of a sentence, each in its clause; years, parts of names, "not 5 days" and "from 2 %" are none."""
    lexicon = sentence.lexicon
    found = [
        (each, _places(sentence, each.place))
        for each in printed_figures(sentence.text, sentence.stretch, lexicon.quantities.units.names)
    ]
    named = {at for each in sentence.mentions for at in range(each.start, each.end)}
    for each, places in found:
        denied = each.figure.limit is not None and each.figure.limit.words == "not"
        if (
            denied
            or is_start(sentence, each.figure, places)
            or is_year(sentence, places)
            or _is_one_of(sentence, places)
            or named.issuperset(places)
        ):
            continue
        clause = _clause(sentence, places)
        others = tuple(
            (other, where) for other, where in found if other is not each and where.start in clause
        )
        core = _places(sentence, each.core)
        yield FigureWindow(sentence, each.place, each.figure, places, core, clause, others)


def is_start(sentence: Sentence, figure: Figure, places: range) -> bool:
    """Whether a figure is where a change begins, or a range is one: "rose from 2 % to 4 %".

    Args:
        sentence: the sentence.
        figure: the figure.
        places: the numbers of its tokens.
    """
    before = sentence.tokens[places.start - 1].word if places.start else ""
    if before != "from":
        return False
    words = sentence.lexicon.quantities.units.words
    told = any(words.of(token.word) or token.word in _MULTIPLIED for token in sentence.tokens)
    return told or not figure.ranges


def is_year(sentence: Sentence, places: range) -> bool:
    """Whether a figure is a calendar year: four digits alone.

    Args:
        sentence: the sentence.
        places: the numbers of the tokens of the figure.
    """
    word = sentence.tokens[places.start].word if len(places) == 1 else ""
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")


def _is_one_of(sentence: Sentence, places: range) -> bool:
    """Whether "one" only picks out of others that nobody counts: "one of several factors", "one of the reasons"."""
    words, start = [token.word for token in sentence.tokens], places.start
    starts = (start, start - 2)  # at "one", or at "several"
    return any(
        at >= 0 and words[at : at + 2] == ["one", "of"] and _UNCOUNTED & {*words[at + 2 : at + 3]}
        for at in starts
    )


def _places(sentence: Sentence, place: Stretch) -> range:
    inside = [
        at
        for at, token in enumerate(sentence.tokens)
        if token.start < place.end and place.start < token.end
    ]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _clause(sentence: Sentence, places: range) -> range:
    tokens = sentence.tokens
    parting = [
        at
        for at, token in enumerate(tokens)
        if token.word in _MARKS or (token.word in _PARTING and at > 0)
    ]
    first = max((at + 1 for at in parting if at < places.start), default=0)
    parting += [at for at in sentence.clauses if at >= places.stop]
    parting += [at for at in range(places.stop, len(tokens)) if _leads_on(sentence, at)]
    last = min((at for at in parting if at >= places.stop), default=len(tokens))
    return range(max(first, places.start - _REACH), min(last, places.stop + _REACH))


def _leads_on(sentence: Sentence, at: int) -> bool:
    """Whether another clause begins behind a comma: ", and a child may move from one to another"."""
    tokens = sentence.tokens
    if tokens[at].word != "," or at + 2 >= len(tokens) or tokens[at + 1].word not in _GOING_ON:
        return False
    return has_verb_of_its_own(tokens, {e.start: e.end for e in sentence.mentions}, at + 2)
