"""Whether a clause speaks of all that limits a quantity, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.prose.antecedents import Before
from kbtool.prose.figure_subjects import Named
from kbtool.prose.figure_triggers import FigureTrigger
from kbtool.prose.figure_window import FigureWindow
from kbtool.prose.quantities import FiledQuantity
from kbtool.prose.sentence import Mention
from kbtool.prose.times import lasts, seconds_of
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token, same

_NARROWER, _FROM_BEFORE, _BY_DEFAULT = 0.85, 0.85, 0.8
_LIMITING = frozenset(
    map(KB, ("Treatment", "PersonGroup", "MannerOfTreatment", "Place", "Disorder"))
)
"""Kinds of concept by which a figure becomes another one."""

_ALIKE = 5
"""Letters that two words for one group share: "children", "childhood"."""

_TIMING = frozenset(
    (
        "after", "within", "in", "at", "by", "over", "for", "during", "until", "through", "up", "to", "from", "about",
    )
)  # fmt: skip
"""Words before the time at which a figure holds."""

_OURS = frozenset({"our", "my", "ours", "her", "his"})
_COMPARED = 4
"""Tokens before the name of a control group in which a word compares with it: "than in the placebo group"."""


@dataclass(frozen=True)
class Scope:
    """How well what a clause names fits a quantity.

    Attributes:
        sure: how sure it is that all that limits the quantity is meant, 0 to 1.
        exact: how many of its limits the clause names.
        unexplained: how many words nothing explains.
        borrowed: the sentences from which a limit was taken.
    """

    sure: float
    exact: int
    unexplained: int
    borrowed: tuple[Stretch, ...] = ()


def scope_of(
    window: FigureWindow,
    before: Before,
    subject: Named,
    quantity: FiledQuantity,
    trigger: FigureTrigger,
) -> Scope | None:
    """How well what a clause names fits a quantity; None, if a limit is not named, or another one is.

    Args:
        window: a figure in its clause.
        before: what was named before.
        subject: what the figure is of.
        quantity: the quantity.
        trigger: the phrase of its measure.
    """
    explained = {*trigger.places, *window.places, *(at for each in subject.mentions for at in each)}
    sure, exact = 1.0, 0
    borrowed: list[Stretch] = []
    for qualifier, wanted in quantity.scope.items():
        named = _named(window, before, subject, quantity, qualifier, wanted)
        if named is None:
            return None
        sure *= named.sure
        exact += bool(named.places)
        explained.update(named.places)
        borrowed += named.borrowed
    if _is_of_others(window, quantity, explained) or _has_another_time(window, quantity, explained):
        return None
    if _has_another_year(window, quantity, explained):
        return None
    for mention in window.mentions:
        if not explained.isdisjoint(range(mention.start, mention.end)):
            continue
        if _is_implied(window, mention, quantity):
            explained.update(range(mention.start, mention.end))
        elif not _LIMITING.isdisjoint(mention.kinds):
            return None
    return Scope(sure, exact, _unexplained(window, quantity, trigger, explained), tuple(borrowed))


@dataclass(frozen=True)
class _Limit:
    sure: float = 1.0
    places: tuple[int, ...] = ()
    borrowed: tuple[Stretch, ...] = ()


def _named(
    window: FigureWindow,
    before: Before,
    subject: Named,
    quantity: FiledQuantity,
    qualifier: ox.NamedNode,
    wanted: Term,
) -> _Limit | None:
    """Where and how surely a clause, or what stands before it, names a limit of a quantity."""
    sentence = window.sentence
    if isinstance(wanted, ox.Literal):
        return _literal(window, wanted)
    for mention in (*window.mentions, *sentence.mentions):
        if mention.node == wanted:
            return _Limit(1.0, tuple(range(mention.start, mention.end)))
    for place in subject.mentions:
        if any(_stands_in(sentence.tokens, place, forms) for forms in _names(window, wanted)):
            return _Limit(1.0, tuple(place))
    studied = _studied(window, subject, quantity, qualifier, wanted)
    if studied is not None:
        return _Limit(_NARROWER, tuple(range(studied.start, studied.end)))
    for named in (*before.subjects, *before.heading):
        if named.mention.node == wanted:
            return _Limit(_FROM_BEFORE, (), (named.sentence,))
    if qualifier == KB("condition") and _is_only(window, quantity, qualifier):
        return _Limit(_BY_DEFAULT)
    return None


def _studied(
    window: FigureWindow,
    subject: Named,
    quantity: FiledQuantity,
    qualifier: ox.NamedNode,
    wanted: Term,
) -> Mention | None:
    """A narrower limit that the clause names and that the evidence of a quantity is said of; a disorder, for another one."""
    quantities = window.sentence.lexicon.quantities
    taken = {at for place in subject.mentions for at in place}
    for mention in window.mentions:
        if mention.node == quantity.outcome or not taken.isdisjoint(
            range(mention.start, mention.end)
        ):
            continue
        disorder = qualifier == KB("condition") and KB("Disorder") in mention.kinds
        words = window.sentence.tokens[mention.start : mention.end]
        if (disorder or quantities.is_within(mention.node, wanted)) and all(
            _is_told(each, quantity) for each in words
        ):
            return mention
    return None


def _literal(window: FigureWindow, wanted: ox.Literal) -> _Limit | None:
    """Where a clause names a time, a year or a word that is no concept."""
    tokens = window.sentence.tokens
    if (seconds := seconds_of(wanted)) is not None:
        for other, where in window.others:
            if lasts(other.figure, seconds, window.sentence.lexicon.quantities.units):
                return _Limit(1.0, tuple(where))
        return None
    word = wanted.value.casefold()
    places = tuple(at for at in window.clause if tokens[at].word == word)
    return _Limit(1.0, places) if places else None


def _names(window: FigureWindow, node: Term) -> Sequence[Sequence[frozenset[str]]]:
    return window.sentence.lexicon.names.get(node, ()) if isinstance(node, ox.NamedNode) else ()


def _stands_in(tokens: Sequence[Token], places: range, forms: Sequence[frozenset[str]]) -> bool:
    return any(
        start + len(forms) <= places.stop
        and all(same(tokens[start + at], each) for at, each in enumerate(forms))
        for start in places
    )


def _is_only(window: FigureWindow, quantity: FiledQuantity, qualifier: ox.NamedNode) -> bool:
    """Whether all that is on file of a subject and measure is so limited, and the clause names no other such limit."""
    quantities = window.sentence.lexicon.quantities
    alike = [
        each.scope.get(qualifier)
        for each in quantities.by_subject[quantity.subject]
        if each.measure == quantity.measure
    ]
    return len(set(alike)) == 1


def _is_implied(window: FigureWindow, mention: Mention, quantity: FiledQuantity) -> bool:
    """Whether a name limits nothing: that of a wider concept, of all people, or of what the evidence is said of, too."""
    quantities = window.sentence.lexicon.quantities
    limits = (quantity.subject, quantity.outcome, *quantity.scope.values())
    if any(each is not None and quantities.is_within(each, mention.node) for each in limits):
        return True
    if KB("PersonGroup") in mention.kinds and mention.node in quantities.everybody:
        return True
    if KB("Treatment") in mention.kinds:
        return False
    words = window.sentence.tokens[mention.start : mention.end]
    return all(_is_told(each, quantity) for each in words)


def _is_told(token: Token, quantity: FiledQuantity) -> bool:
    return not token.forms.isdisjoint(quantity.told) or any(
        len(word) >= _ALIKE and word[:_ALIKE] == token.word[:_ALIKE] for word in quantity.told
    )


def _is_of_others(window: FigureWindow, quantity: FiledQuantity, explained: set[int]) -> bool:
    """Whether a figure is of those who got something else, of a part of the people, or of the writer's own patients."""
    tokens, quantities = window.sentence.tokens, window.sentence.lexicon.quantities
    for at in window.clause:
        if at in explained:
            continue
        part = not tokens[at].forms.isdisjoint(quantities.groups)
        if tokens[at].word in _OURS or (part and not _is_told(tokens[at], quantity)):
            return True
        if not tokens[at].forms.isdisjoint(quantities.other_arms):
            nearby = tokens[max(window.clause.start, at - _COMPARED) : at]
            if not any(token.word in quantities.comparing for token in nearby):
                return True
    return False


def _has_another_time(window: FigureWindow, quantity: FiledQuantity, explained: set[int]) -> bool:
    """Whether a clause says at which time a figure holds, and the quantity does not."""
    tokens, units = window.sentence.tokens, window.sentence.lexicon.quantities.units
    for other, places in window.others:
        if not explained.isdisjoint(places) or not any(
            units.names.lasts(each.unit) for each in other.figure.numbers
        ):
            continue
        before = tokens[places.start - 1].word if places.start else ""
        first = tokens[places.start].word
        if before not in _TIMING and first not in _TIMING:
            continue
        said = (tokens[at] for at in places if tokens[at].word not in _TIMING)
        if not all(_is_told(token, quantity) for token in said):
            return True
    return False


def _has_another_year(window: FigureWindow, quantity: FiledQuantity, explained: set[int]) -> bool:
    """Whether a clause says of which year a figure is, and the quantity does not; "a 2019 study" says when it came out."""
    tokens = window.sentence.tokens
    fillers = window.sentence.lexicon.quantities.fillers
    for _, places in window.others:
        if not explained.isdisjoint(places) or len(places) != 1:
            continue
        token = tokens[places.start]
        if not (token.word.isdecimal() and len(token.word) == 4 and token.word[:2] in ("19", "20")):
            continue
        behind = tokens[places.stop] if places.stop < len(tokens) else None
        if behind is not None and not behind.forms.isdisjoint(fillers):
            continue
        if token.word not in quantity.told:
            return True
    return False


def _unexplained(
    window: FigureWindow, quantity: FiledQuantity, trigger: FigureTrigger, explained: set[int]
) -> int:
    """How many nouns and verbs near a figure and its trigger belong to nothing that is known."""
    lexicon, tokens = window.sentence.lexicon, window.sentence.tokens
    known = lexicon.quantities.fillers.union(*lexicon.heads.values())
    others = {at for _, places in window.others for at in places}
    mine = {*trigger.places, *window.places}
    return sum(
        1
        for at in _part(window, min(mine), max(mine))
        if at not in explained
        and at not in others
        and tokens[at].kinds
        and tokens[at].kinds <= {"NOUN", "VERB", "PROPN"}
        and tokens[at].forms.isdisjoint(known)
        and tokens[at].forms.isdisjoint(quantity.told)
        and tokens[at].word not in lexicon.small
    )


def _part(window: FigureWindow, first: int, last: int) -> Iterator[int]:
    """The tokens from the comma before some to the one behind them."""
    tokens = window.sentence.tokens
    while first > window.clause.start and tokens[first - 1].word != ",":
        first -= 1
    while last + 1 < window.clause.stop and tokens[last + 1].word != ",":
        last += 1
    yield from range(first, last + 1)
