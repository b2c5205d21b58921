"""Whether a clause speaks of all that limits a quantity, and of nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.prose.antecedents import Before
from kbtool.prose.antecedents import Named as Earlier
from kbtool.prose.figure_others import (
    has_another_time,
    has_another_year,
    is_of_others,
    unexplained_words,
)
from kbtool.prose.figure_subjects import Named
from kbtool.prose.figure_told import is_told_of, names_of
from kbtool.prose.figure_triggers import FigureTrigger
from kbtool.prose.figure_window import FigureWindow
from kbtool.prose.mention import Mention
from kbtool.prose.times import lasts, seconds_of
from kbtool.prose.words.quantities import FiledQuantity
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token, same

_NARROWER, _FROM_BEFORE, _BY_DEFAULT = 0.85, 0.85, 0.8
_LIMITING = frozenset(
    map(KB, ("Treatment", "PersonGroup", "MannerOfTreatment", "Place", "Disorder"))
)
"""Kinds of concept by which a figure becomes another one."""


_LISTED = 4
"""Tokens between the items of a list: "or other forms of"."""


class Scope(Struct, frozen=True):
    """How well what a clause names fits a quantity.

    Attributes:
        sure: how sure it is that all that limits the quantity is meant, 0 to 1.
        exact: how many of its limits the clause names.
        unexplained: how many words nothing explains, among those of the trigger and beside them.
        limits: the numbers of the tokens that name its limits.
        explained: those of all that belongs to the figure, or limits it no more than what it is of does.
        borrowed: the sentences from which a limit was taken.
    """

    sure: float
    exact: int
    unexplained: tuple[int, int]
    limits: frozenset[int]
    explained: frozenset[int] = frozenset()
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
    limits: set[int] = set()
    borrowed: list[Stretch] = []
    for qualifier, wanted in quantity.scope.items():
        named = _named(window, before, subject, quantity, qualifier, wanted)
        if named is None:
            return None
        sure *= named.sure
        exact += bool(named.places)
        limits.update(named.places)
        borrowed += named.borrowed
    explained |= limits
    if is_of_others(window, quantity, explained) or has_another_time(window, quantity, explained):
        return None
    if has_another_year(window, quantity, explained):
        return None
    for mention in window.mentions:
        if not explained.isdisjoint(range(mention.start, mention.end)):
            continue
        if mention.start in window.sentence.filled:
            continue
        if _is_implied(window, mention, quantity) or _is_listed(window, mention, trigger):
            explained.update(range(mention.start, mention.end))
        elif not _LIMITING.isdisjoint(mention.kinds):
            return None
    mine = {at for each in subject.mentions for at in each} | limits
    accounted = frozenset(explained - trigger.skipped | mine)
    unexplained = unexplained_words(window, quantity, trigger, explained)
    return Scope(sure, exact, unexplained, frozenset(limits), accounted, tuple(borrowed))


class _Limit(Struct, frozen=True):
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
    own = _own_group(window) if qualifier == KB("population") else None
    if own is not None and (whole := _of_a_place(window, own, wanted)):
        return _Limit(1.0, whole)
    if own is not None and own.node != wanted:
        studied = _studied(window, subject, quantity, qualifier, wanted)
        return _Limit(_NARROWER, tuple(range(own.start, own.end))) if studied == own else None
    for mention in (*window.mentions, *sentence.mentions):
        if mention.node == wanted:
            return _Limit(1.0, tuple(range(mention.start, mention.end)))
    if own is None and qualifier == KB("population"):
        for group in window.mentions:  # "the prevalence of adult ADHD in the US"
            if KB("PersonGroup") in group.kinds and (whole := _of_a_place(window, group, wanted)):
                return _Limit(1.0, whole)
    for place in subject.mentions:
        if any(_stands_in(sentence.tokens, place, forms) for forms in names_of(window, wanted)):
            return _Limit(1.0, tuple(place))
    studied = _studied(window, subject, quantity, qualifier, wanted)
    if studied is not None:
        return _Limit(_NARROWER, tuple(range(studied.start, studied.end)))
    own_people = qualifier == KB("population") and _names_people(window)
    for named in () if own_people else (*before.subjects, *before.heading):
        if named.mention.node == wanted:
            return _Limit(_FROM_BEFORE, (), (named.sentence,))
        if qualifier == KB("condition") and named.is_near and _is_other(window, named, wanted):
            return None
    if qualifier == KB("condition") and _is_only(window, quantity, qualifier):
        return _Limit(_BY_DEFAULT)
    return None


def _names_people(window: FigureWindow) -> bool:
    """Whether a sentence says itself whom a figure is of, so that those of the sentence before are not meant."""
    everybody = window.sentence.lexicon.quantities.everybody
    return any(
        KB("PersonGroup") in each.kinds and each.node not in everybody
        for each in window.sentence.mentions
    )


def _is_other(window: FigureWindow, named: Earlier, wanted: Term) -> bool:
    """Whether the sentence before is on another disorder, which goes before what headings name."""
    node, quantities = named.mention.node, window.sentence.lexicon.quantities
    return KB("Disorder") in named.mention.kinds and not quantities.is_within(node, wanted)


def _own_group(window: FigureWindow) -> Mention | None:
    """The people of whom a share is given: those of "9% of young children"."""
    tokens, end = window.sentence.tokens, window.places.stop
    if end >= len(tokens):
        return None
    if tokens[end].word != "of":  # "two million adults"
        everybody = window.sentence.lexicon.quantities.everybody
        groups = (each for each in window.mentions if KB("PersonGroup") in each.kinds)
        return next((e for e in groups if e.start == end and e.node not in everybody), None)
    return next(
        (
            each
            for each in window.sentence.mentions
            if end < each.start <= end + _LISTED and KB("PersonGroup") in each.kinds
        ),
        None,
    )


def _of_a_place(window: FigureWindow, own: Mention, wanted: Term) -> tuple[int, ...]:
    """The tokens by which a group and a place name the people of that place: "in the United States, 4% of adults"."""
    tokens, small = window.sentence.tokens, window.sentence.lexicon.small
    names = [[f for f in name if f.isdisjoint(small)] for name in names_of(window, wanted)]
    part = window.sentence.lexicon.quantities.is_within(wanted, own.node) and wanted != own.node
    for place in window.sentence.mentions:
        if KB("Place") not in place.kinds:
            continue
        called = names_of(window, place.node) if part else ()
        if any(all(f in name for f in called_so) for called_so in called for name in names):
            return (*range(own.start, own.end), *range(place.start, place.end))
        told = (*range(own.start, own.end), *range(place.start, place.end))
        said = [tokens[at].forms for at in told if tokens[at].forms.isdisjoint(small)]
        for name in names:
            if len(name) == len(said) and all(
                any(not forms.isdisjoint(each) for each in said) for forms in name
            ):
                return told
    return ()


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
        within = disorder or quantities.is_within(mention.node, wanted)
        if within and is_told_of(window, mention, quantity):
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


def _is_listed(window: FigureWindow, mention: Mention, trigger: FigureTrigger) -> bool:
    """Whether a name is listed with an outcome: "dependent on alcohol or drugs"."""
    if trigger.outcome is None:
        return False
    first, last = sorted(
        (trigger.outcome, range(mention.start, mention.end)), key=lambda r: r.start
    )
    between = window.sentence.tokens[first.stop : last.start]
    return len(between) <= _LISTED and any(token.word in ("or", "and") for token in between)


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
    return is_told_of(window, mention, quantity)
