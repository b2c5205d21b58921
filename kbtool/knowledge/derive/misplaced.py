"""Evidence held to what its proposition is about: a true finding on the wrong claim names another thing of the kind.

What the finding, the excerpts, the locator, the warrant in words and the reference name counts, by labels, synonyms and
hidden labels, and by those of what is narrower. Something broader that is named counts as well, unless another thing below
it is named. A finding that names nothing of the kind is none. Where nothing of a statement is named, two things of other
kinds are enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.arms import arm_quads
from kbtool.knowledge.derive.compared import compared_quads
from kbtool.knowledge.derive.concepts import BEARINGS, Concepts, Neighbours, Questions, names
from kbtool.knowledge.derive.names_nothing import names_nothing_quads
from kbtool.knowledge.derive.narrower import narrower_quads
from kbtool.knowledge.derive.people import people_quads
from kbtool.knowledge.derive.set_aside import set_aside_quads
from kbtool.rdf.namespaces import CITO, DCT, KB, RDF, RDFS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, value
from kbtool.text.document import Document
from kbtool.text.mentions import Mention, Mentions
from kbtool.text.stretch import Stretch

_NAMED_BY_MOST = 0.6
"""The part of a name of several words that has to stand somewhere for the thing to be named. A convention of kbtool."""
_NONE: Concepts = frozenset()
_SUBJECT, _FINDING, _EXCERPT = KB("subject"), KB("finding"), KB("excerpt")
_BESIDE = (KB("locator"), KB("warrantText"))
_CITES, _TITLE, _CITATION = CITO("citesAsEvidence"), DCT("title"), RDFS("label")


class Named(Struct, frozen=True):
    """What some words name.

    Attributes:
        things: the concepts.
        stressed: those that are named otherwise than as what something is compared with, or is not ("than placebo"), and
            than by what is measured of others, too ("diastolic pressure").
        words: the words that name something.
    """

    things: Concepts = _NONE
    stressed: Concepts = _NONE
    words: frozenset[str] = frozenset()

    def __or__(self, other: Named) -> Named:
        """What either names."""
        return Named(
            self.things | other.things, self.stressed | other.stressed, self.words | other.words
        )


class Misplacement(Struct, frozen=True):
    """An item of evidence that names something else than its proposition or quantity.

    Attributes:
        evidence: the item.
        question: the proposition or quantity.
        part: in which part of it, as a property: the object.
        missing: what that is.
        instead: what is named.
    """

    evidence: ox.NamedNode
    question: ox.NamedNode
    part: ox.NamedNode
    missing: ox.NamedNode
    instead: ox.NamedNode


def misplaced_quads(
    store: ox.Store,
    documents: Mapping[ox.NamedNode, Document] | None = None,
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch] | None = None,
) -> Iterator[ox.Quad]:
    """Of evidence that names something else than its proposition or quantity is about, what is missing and what is named.

    And of evidence that gives the figure of another arm, that arm; of what was found in less than the statement is said of,
    what that is; of evidence on people of whom it has no word, whom it names; of passages that are set aside, what they
    speak of.

    Nothing is derived where the vocabulary has no words that name nothing in findings (kb:functionWord of kb:finding).

    Args:
        store: the knowledge base.
        documents: its documents.
        stretches: where its quotes stand, by claim and document.
    """
    function_words = _words(store, "functionWord")
    if not function_words:
        return
    mentions = Mentions(names(store), function_words)
    neighbours, questions = Neighbours(store), Questions(store)
    yield from arm_quads(store, mentions, neighbours, questions)
    yield from compared_quads(store, mentions, neighbours, questions)
    yield from narrower_quads(store, mentions, neighbours, questions)
    yield from people_quads(store, mentions, neighbours)
    yield from set_aside_quads(store, mentions, neighbours, documents or {}, stretches or {})
    evidence = _Evidence(store, mentions, neighbours, questions)
    yield from names_nothing_quads(
        store, mentions, neighbours, questions, evidence.of_finding, function_words
    )
    for found in evidence.misplaced():
        node = ox.BlankNode()
        yield ox.Quad(found.evidence, KB("misplacement"), node, DERIVED)
        yield ox.Quad(node, RDF("type"), KB("Misplacement"), DERIVED)
        yield ox.Quad(node, KB("misplacedOn"), found.question, DERIVED)
        yield ox.Quad(node, KB("misplacedPart"), found.part, DERIVED)
        yield ox.Quad(node, KB("missingThing"), found.missing, DERIVED)
        yield ox.Quad(node, KB("namedThing"), found.instead, DERIVED)


def _words(store: ox.Store, name: str) -> frozenset[str]:
    quads = store.quads_for_pattern(KB("finding"), KB(name), None, None)
    return frozenset(value(quad.object) for quad in quads)


class _Evidence:
    """The items of evidence, and what their words name."""

    def __init__(
        self,
        store: ox.Store,
        mentions: Mentions[ox.NamedNode],
        neighbours: Neighbours,
        questions: Questions,
    ) -> None:
        self._store = store
        self._mentions = mentions
        self._comparisons = _words(store, "comparisonWord")
        self._measures = {
            (quad.subject, value(quad.object).casefold())
            for quad in store.quads_for_pattern(None, KB("notWrittenAs"), None, None)
        }
        self._neighbours = neighbours
        self._questions = questions
        self._read: dict[str, Named] = {}
        self._alike: dict[tuple[Term | None, ox.NamedNode], Concepts] = {}
        self._values: dict[str, Mapping[Term, list[Term]]] = {}

    def misplaced(self) -> Iterator[Misplacement]:
        """The items that name something else, each at most once for each proposition or quantity."""
        held: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
        for name in BEARINGS:
            for quad in self._store.quads_for_pattern(None, KB(name), None, None):
                if isinstance(quad.subject, ox.NamedNode) and quad.object in self._questions.parts:
                    held[quad.subject].add(quad.object)  # type: ignore[arg-type]
        for node in sorted(held, key=lambda node: node.value):
            if node in self._all(_FINDING):
                if self._names_all(self._of_texts(node, _FINDING), held[node]):
                    continue
                found = self._on_what_was_found(node)
                for question in sorted(held[node], key=lambda node: node.value):
                    # What stands beside the finding can only show that nothing is misplaced: most need not be read.
                    if any(self._of(node, question, found, found)):
                        said = found | self._beside(node)
                        yield from self._of(node, question, said, found)

    def of_finding(self, node: ox.NamedNode) -> tuple[Concepts, frozenset[str]]:
        """What the finding and the excerpts of an item name, and their words."""
        named = self._of_texts(node, _FINDING, _EXCERPT)
        return named.things, named.words

    def _of(
        self, node: ox.NamedNode, question: ox.NamedNode, said: Named, found: Named
    ) -> Iterator[Misplacement]:
        parts = self._questions.parts[question]
        relation = self._questions.relations.get(question)
        for part, concept in parts.items():
            others = frozenset(parts.values()) - {concept}
            alike = self._in_part(relation, part)
            instead = self._instead(concept, others, alike, said, found)
            if instead:
                first = self._of_texts(node, _FINDING).stressed
                one = min(instead, key=lambda n: (n not in first, n not in alike, n.value))
                yield Misplacement(node, question, part, concept, one)
                return
        if _SUBJECT in parts and not any(self._is_named(one, said) for one in parts.values()):
            elsewhere = found.stressed.difference(*map(self._neighbours.near, parts.values()))
            if len(elsewhere) > 1:
                first = self._of_texts(node, _FINDING).stressed
                one = min(elsewhere, key=lambda n: (n not in first, n.value))
                yield Misplacement(node, question, _SUBJECT, parts[_SUBJECT], one)

    def _names_all(self, named: Named, questions: Iterable[ox.NamedNode]) -> bool:
        """Whether a finding names all that some questions are about, so that nothing else needs to be read."""
        own = self._neighbours.own
        return all(
            (named.things & own(concept)) - (frozenset(parts.values()) - {concept})
            for parts in (self._questions.parts[question] for question in questions)
            for concept in parts.values()
        )

    def _in_part(self, relation: Term | None, part: ox.NamedNode) -> Concepts:
        """What stands in a part of questions of a predicate or measure, and what is narrower."""
        if (relation, part) not in self._alike:
            there = self._questions.alike.get((relation, part), _NONE)
            self._alike[relation, part] = there.union(*map(self._neighbours.narrower, there))
        return self._alike[relation, part]

    def _is_named(self, concept: ox.NamedNode, said: Named) -> bool:
        """Whether something tells of a concept, be it something broader."""
        if self._neighbours.near(concept) & said.things:
            return True
        return self._mentions.share(concept, said.words) >= _NAMED_BY_MOST

    def _instead(
        self, concept: ox.NamedNode, others: Concepts, alike: Concepts, said: Named, found: Named
    ) -> Concepts:
        """What is named in the place of a concept; nothing, if that is named, or nothing of the kind is."""
        lie, kinds = self._neighbours, self._neighbours.kinds
        if (said.things & lie.own(concept)) - others:
            return _NONE
        named = found.stressed - lie.near(concept) - others
        if not named:
            return _NONE
        kind = kinds.get(concept)
        instead = frozenset(
            one
            for one in named
            if one in alike
            or (kinds.get(one) == kind and not any(one in lie.near(other) for other in others))
        )
        if not instead:
            return _NONE
        broader = (said.things & lie.broader(concept)) - {concept} - others
        if not all(instead & lie.narrower(one) for one in broader):
            return _NONE
        share = self._mentions.share(concept, said.words)
        return instead if share < _NAMED_BY_MOST else _NONE

    def _on_what_was_found(self, node: ox.NamedNode) -> Named:
        """What the words on what was found name: the title of what is cited too, or the citation, if no title is known."""
        found = self._of_texts(node, _FINDING, _EXCERPT)
        for reference in self._all(_CITES).get(node, ()):
            title = self._of_texts(reference, _TITLE)
            found |= title if title.words else self._of_texts(reference, _CITATION)
        return found

    def _beside(self, node: ox.NamedNode) -> Named:
        """What the other words of an item and of what it cites name."""
        named = self._of_texts(node, *_BESIDE)
        for reference in self._all(_CITES).get(node, ()):
            named |= self._of_texts(reference, _CITATION)
        return named

    def _of_texts(self, node: Term, *properties: ox.NamedNode) -> Named:
        terms = [term for each in properties for term in self._all(each).get(node, ())]
        if not terms:
            return Named()
        named = self._of_text(value(terms[0]))
        for term in terms[1:]:
            named |= self._of_text(value(term))
        return named

    def _all(self, each: ox.NamedNode) -> Mapping[Term, list[Term]]:
        """The values of a property, by node."""
        if each.value not in self._values:
            values: dict[Term, list[Term]] = defaultdict(list)
            for quad in self._store.quads_for_pattern(None, each, None, None):
                values[quad.subject].append(quad.object)
            self._values[each.value] = values
        return self._values[each.value]

    def _of_text(self, text: str) -> Named:
        if text not in self._read:
            words = self._mentions.words(text)
            mentions = self._mentions.of(words)
            longer = [one for one in mentions if one.end - one.start > 1]
            whole = [one for one in mentions if not longer or not self._is_within(one, longer)]
            self._read[text] = Named(
                frozenset(one.node for one in whole),
                frozenset(
                    one.node
                    for one in whole
                    if (one.start == 0 or words[one.start - 1] not in self._comparisons)
                    and (one.node, " ".join(words[one.start : one.end])) not in self._measures
                ),
                frozenset(words),
            )
        return self._read[text]

    def _is_within(
        self, mention: Mention[ox.NamedNode], mentions: Iterable[Mention[ox.NamedNode]]
    ) -> bool:
        """Whether a name is part of a longer one of another thing of the kind: "non-stimulant" names no stimulant."""
        kinds = self._neighbours.kinds
        return any(
            mention.is_part_of(other)
            and kinds.get(mention.node) == kinds.get(other.node)
            and mention.node not in self._neighbours.near(other.node)
            for other in mentions
        )
