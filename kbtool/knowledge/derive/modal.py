"""Words of a quote that say how many, how often, how strictly or in which degree, held to what its claim states.

Which words these are is data: kb:modalPhrase and kb:denyingPhrase of the values of modal qualifiers, wherever they stand,
and kb:modalWord and kb:denyingWord, where they stand before what is counted (kb:countedNoun of the qualifier): "most
patients", and not "the most effective". A claim states what such a word says by the qualifier, or by the words of its
predicate or concepts ("is common in", "requires").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kbtool.knowledge.derive.left_out import any_of
from kbtool.knowledge.labels import Labels, names_in_words
from kbtool.knowledge.scales import read_scales
from kbtool.knowledge.statements import Statement, read_statement
from kbtool.rdf.namespaces import KB, OA, RDF, RDFS, SCHEMA
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, named, objects, value

_PREPOSITIONS = "about|among|and|as|at|by|for|from|in|on|or|than|that|to|who|with"
_BETWEEN = rf"(?:\s+(?:of\s+)?(?:the|these|those|our|your|their)|\s+of)?(?:\s+(?!(?:{_PREPOSITIONS})\b)[\w'-]+){{0,2}}?\s+"
"""What may stand between a word and what it counts: "most of the younger adults"."""


@dataclass(frozen=True)
class Value:
    """A value of a modal qualifier, and its words.

    Attributes:
        node: the value.
        qualifier: its qualifier.
        words: matches the words that say so.
        denials: matches the words that deny it.
        weakest: whether it says no more than that it is so somewhere.
        of_one_object: whether only one object can have it.
        certainty: the certainties of a claim that say so as well, unless its predicate holds wherever a part of it does.
    """

    node: ox.NamedNode
    qualifier: ox.NamedNode
    words: re.Pattern[str]
    denials: re.Pattern[str]
    weakest: bool
    of_one_object: bool
    certainty: frozenset[Term]


@dataclass(frozen=True)
class Vocabulary:
    """The modal words, and where they may be stated.

    Attributes:
        values: the values of all modal qualifiers.
        of_kind: by class of node, the modal qualifiers that it may have.
        existential: predicates that hold wherever they hold in a part.
        exclusive: predicates of which disjoint objects cannot both hold.
        small: words without content of their own.
    """

    values: tuple[Value, ...]
    of_kind: Mapping[Term, frozenset[Term]]
    existential: frozenset[Term]
    exclusive: frozenset[Term]
    small: frozenset[str]


def modal_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """Of each claim, the modal words of its quote that it does not state, those that it states and the quote lacks, and the
    words by which its document limits it that nothing in what it states stands for.

    Args:
        store: the knowledge base.
        labels: how its nodes read.
    """
    known = _read(store)
    qualifiers = instances(store, KB("Qualifier"))
    for quad in store.quads_for_pattern(None, RDF("type"), KB("Claim"), None):
        claim = quad.subject
        held = [
            (r, n)
            for r in ("asserts", "denies", "gives")
            for n in named(objects(store, claim, KB(r)))
        ]
        if len(held) != 1 or not isinstance(claim, ox.NamedNode):
            continue
        relation, node = held[0]
        quote = _plain(" ".join(value(term) for term in objects(store, claim, OA("exact"))))
        scopes = [value(term) for term in objects(store, claim, KB("scopeAsStated"))]
        stated = read_statement(store, node, qualifiers)
        if stated is None or not quote:
            continue
        reading = _Reading(known, stated, relation == "denies", _said(store, stated, labels))
        other = [value(term) for term in objects(store, claim, KB("saidOfAnother"))]
        certainty = frozenset(objects(store, claim, KB("certainty")))
        lost = list(reading.not_stated(quote, other, certainty))
        for word in lost:
            yield ox.Quad(claim, KB("modalityNotStated"), ox.Literal(word), DERIVED)
        for term in reading.not_worded(" ".join([quote, *scopes])):
            yield ox.Quad(claim, KB("modalityNotWorded"), term, DERIVED)
        for words in other:
            if not reading.is_modal(words) or words.casefold() not in quote.casefold():
                yield ox.Quad(claim, KB("saidOfAnotherInVain"), ox.Literal(words), DERIVED)
        for words in scopes:
            told = any(word.casefold() in _plain(words).casefold() for word in lost)
            if not told and not reading.models(_plain(words)):
                yield ox.Quad(claim, KB("scopeNotModelled"), ox.Literal(words), DERIVED)


@dataclass(frozen=True)
class _Reading:
    """What a claim states, to which its words are held."""

    known: Vocabulary
    stated: Statement
    denies: bool
    said: str

    def not_stated(
        self, quote: str, other: Iterable[str], certainty: frozenset[Term]
    ) -> Iterator[str]:
        """The modal words of a quote that nothing in the statement says.

        Args:
            quote: the quote.
            other: words in it that are said of something else.
            certainty: the certainty of the claim.
        """
        for word in other:
            quote = re.sub(re.escape(word), " ", quote, flags=re.IGNORECASE)
        allowed = self.known.of_kind.get(_kind(self.stated), frozenset())
        found = [
            (match, each, denying)
            for each in self.known.values
            if each.qualifier in allowed
            for words, denying in ((each.words, False), (each.denials, True))
            for match in words.finditer(quote)
        ]
        said = {
            (match.start(), match.end())
            for match, each, denying in found
            if self._states(each, denying, certainty)
        }
        for match, _, _ in found:
            place = match.start(), match.end()
            if place not in said and not any(_holds(other, match) for other, _, _ in found):
                said.add(place)
                yield " ".join(match["said"].split())

    def not_worded(self, words: str) -> Iterator[ox.NamedNode]:
        """The modal values that are stated, and of which no word says so."""
        for each in self.known.values:
            if each.node not in self.stated.scope.get(each.qualifier, ()):
                continue
            if each.words.pattern == _NOTHING and each.denials.pattern == _NOTHING:
                continue
            if not (each.words.search(words) or each.denials.search(words)):
                yield each.node

    def is_modal(self, words: str) -> bool:
        """Whether words are those of a modal value, or hold them."""
        return any(
            pattern.search(f"{words} people")
            for each in self.known.values
            for pattern in (each.words, each.denials)
        )

    def models(self, words: str) -> bool:
        """Whether something in the statement stands for words that limit it: a qualifier, or a word that both have."""
        for each in self.known.values:
            if any(p.search(f"{words} people") for p in (each.words, each.denials)) and (
                each.node in self.stated.scope.get(each.qualifier, ())
                or each.words.search(self.said)
                or self._implied(each)
            ):
                return True
        mine, theirs = (_stems(text, self.known.small) for text in (self.said, words))
        return not theirs or bool(mine & theirs)

    def _implied(self, each: Value) -> bool:
        """Whether the predicate says so by what it is: "some" where it holds of all that it holds of a part of, and "mainly"
        where no second object goes with it.
        """
        relation = self.stated.relation
        return (each.weakest and relation in self.known.existential) or (
            each.of_one_object and relation in self.known.exclusive
        )

    def _states(self, each: Value, denying: bool, certainty: frozenset[Term]) -> bool:
        if each.words.search(self.said) or (denying and each.denials.search(self.said)):
            return not denying or self.denies or bool(each.denials.search(self.said))
        if each.node in self.stated.scope.get(each.qualifier, ()):
            return self.denies or not denying
        if not denying and self._implied(each):
            return True
        return (
            not denying
            and bool(each.certainty & certainty)
            and self.stated.relation not in self.known.existential
        )


_NOTHING = r"(?P<said>(?!))"
_CONTENT = re.compile(r"[^\W\d_]{3,}")


def _holds(whole: re.Match[str], part: re.Match[str]) -> bool:
    """Whether one match lies inside of another and is shorter: "typically" in "not typically"."""
    within = whole.start() <= part.start() and part.end() <= whole.end()
    return within and len(part[0]) < len(whole[0])


def _plain(text: str) -> str:
    """A text with typewriter apostrophes, so that "each patient’s" is one word."""
    return text.replace("’", "'")


def _kind(statement: Statement) -> Term:
    return KB("Quantity") if statement.object is None else KB("Proposition")


def _said(store: ox.Store, stated: Statement, labels: Labels) -> str:
    """A statement in words, with every name of what it is made of."""
    parts = (
        stated.subject,
        stated.object,
        *(v for values in stated.scope.values() for v in values),
    )
    names = [name for part in named(parts) for name in names_in_words(store, part)]
    return " . ".join([labels.phrase(stated.iri) or "", *names])


def _stems(text: str, small: frozenset[str]) -> frozenset[str]:
    """The words of a text with content of their own, without their endings."""
    return frozenset(w[:5] for w in _CONTENT.findall(text.casefold()) if w not in small)


def _read(store: ox.Store) -> Vocabulary:
    values: list[Value] = []
    scales = read_scales(store)
    weakest = scales.entails_occurrence & scales.follows_from_plain
    of_kind: dict[Term, set[Term]] = defaultdict(set)
    for flag in store.quads_for_pattern(None, KB("modal"), None, None):
        qualifier = flag.subject
        if not isinstance(qualifier, ox.NamedNode) or value(flag.object) != "true":
            continue
        for kind in objects(store, qualifier, SCHEMA("domainIncludes")):
            of_kind[kind].add(qualifier)
        nouns = [value(n) for n in objects(store, qualifier, KB("countedNoun"))]
        values.extend(
            Value(
                node,
                qualifier,
                _pattern(store, node, "modalWord", "modalPhrase", nouns),
                _pattern(store, node, "denyingWord", "denyingPhrase", nouns),
                node in weakest,
                node in scales.of_one_object,
                frozenset(objects(store, node, KB("saidByCertainty"))),
            )
            for kind in named(objects(store, qualifier, RDFS("range")))
            for node in instances(store, kind)
        )
    small = store.quads_for_pattern(None, KB("functionWord"), None, None)
    existential = store.quads_for_pattern(None, KB("entailment"), KB("FromNarrowerToBroader"), None)
    exclusive = store.quads_for_pattern(None, KB("exclusiveObjects"), None, None)
    return Vocabulary(
        tuple(values),
        {kind: frozenset(found) for kind, found in of_kind.items()},
        frozenset(q.subject for q in existential),
        frozenset(q.subject for q in exclusive if value(q.object) == "true"),
        frozenset(value(q.object) for q in small),
    )


def _pattern(
    store: ox.Store, node: Term, before: str, anywhere: str, nouns: list[str]
) -> re.Pattern[str]:
    counting, phrases = (
        [value(w) for w in objects(store, node, KB(name))] for name in (before, anywhere)
    )
    parts = [any_of(phrases).pattern] if phrases else []
    if counting and nouns:
        parts.append(any_of(counting).pattern + _BETWEEN + any_of(nouns).pattern)
    return re.compile(rf"(?P<said>{'|'.join(parts)})" if parts else _NOTHING, re.IGNORECASE)
