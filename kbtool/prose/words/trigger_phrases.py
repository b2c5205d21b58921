"""The triggers of predicates and measures, read from how a knowledge base writes them: "treat|heal {object}" and others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.prose.words.phrase_index import Forms
from kbtool.prose.words.trigger import Slot, Trigger
from kbtool.rdf.namespaces import KB, SKOS
from kbtool.rdf.terms import Term, by_subject, instances, named, objects, value
from kbtool.text.tokens import forms_of_words, words_of_phrase

_ITSELF = "="
"""What stands before a word of a trigger that stands for no other form of it: "=healing", and not "heals"."""

_GAP = re.compile(r"-?\{(\w+)\}-?")
_BESIDE = re.compile(r"-\{(\w+)\}|\{(\w+)\}-")


_KEPT = 100_000
"""So many phrases are remembered as read: a process often reads the words of a knowledge base and of a part of it."""


class Stated:
    """What states a relation without being one of its own triggers, read once for all relations.

    Args:
        store: the knowledge base.
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    @cached_property
    def idioms(self) -> dict[Term, list[Term]]:
        """The idioms, with the relations that they state."""
        return by_subject(self.store, KB("idiomOf"))

    def above(self, relation: Term) -> frozenset[Term]:
        """The relations that follow from one: what raises something acts on it."""
        broader = objects(self.store, relation, SKOS("broader"))
        return frozenset(broader).union(*map(self.above, broader))

    @cached_property
    def ways(self) -> dict[ox.NamedNode, list[Term]]:
        """The ways of harm, with the relations that say them of a part of the body."""
        ways = instances(self.store, KB("WayOfHarm"))
        return {way: objects(self.store, way, KB("saysOfPart")) for way in ways}

    def labelled(self, terms: Iterable[Term]) -> list[ox.NamedNode]:
        """The concepts that have one of some terms as their label, in order."""
        found = {at for term in terms for at in self._at_label[value(term).casefold()]}
        return [self._in_order[at] for at in sorted(found)]

    @cached_property
    def _labels(self) -> list[tuple[Term, list[Term]]]:
        return sorted(by_subject(self.store, SKOS("prefLabel")).items(), key=str)

    @cached_property
    def _in_order(self) -> list[ox.NamedNode]:
        return [node for node, _ in self._labels if isinstance(node, ox.NamedNode)]

    @cached_property
    def _at_label(self) -> defaultdict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        named_ones = (each for each in self._labels if isinstance(each[0], ox.NamedNode))
        for at, (_, labels) in enumerate(named_ones):
            for label in labels:
                found[value(label).casefold()].append(at)
        return found


def all_triggers(stated: Stated, relation: ox.NamedNode) -> Iterator[Trigger]:
    """The triggers of a relation, and those of others that state or deny it as well, or the other way round."""
    store = stated.store
    yield from triggers_of(store, relation)
    for name, denies, turned, one_way in (
        ("saidAs", False, False, False),
        ("deniedBySaying", True, False, False),
        ("converseSaidAs", False, True, False),
        ("excludedBySaying", True, False, True),
        ("excludedByConverse", True, True, True),
    ):
        for other in named(objects(store, relation, KB(name))):
            implies = one_way or (name == "saidAs" and relation in stated.above(other))
            for trigger in triggers_of(store, other):
                if implies and trigger.denies:
                    continue  # what is not slower need not be faster
                told = trigger.turned() if turned else trigger
                affirms = trigger.affirms or implies
                one = replace(told, relation=relation, affirms=affirms)
                yield replace(one, denies=trigger.denies is not denies)
    for idiom, relations in stated.idioms.items():
        if relation in relations:
            implied = tuple(stated.labelled(objects(store, idiom, KB("objectTerm"))))
            for trigger in triggers_of(store, relation, idiom) if implied else ():
                yield replace(trigger, implied=implied)
    for way, said in stated.ways.items():
        if relation in said:
            for trigger in triggers_of(store, relation, way):
                yield replace(trigger, object_kinds=frozenset({way}))


def gists(stated: Stated) -> Iterator[Trigger]:
    """What a knowledge base reads in whatever order of words: one trigger for each key word of each gist."""
    store = stated.store
    for gist, relations in by_subject(store, KB("gistOf")).items():
        among = frozenset(
            form
            for words in objects(store, gist, KB("amongThem"))
            for form in forms_of_words(value(words))[0]
        )
        terms = objects(store, gist, KB("objectTerm"))
        implied = tuple(stated.labelled(terms))
        if terms and not implied:
            continue
        of_part = objects(store, gist, KB("gistOfHarm"))
        made = Trigger(
            KB("Gist"),
            (),
            is_gist=True,
            among=among,
            when_denied=bool(objects(store, gist, KB("whereDenied"))),
            of_people=bool(objects(store, gist, KB("saidOfPeople"))),
            object_kinds=frozenset(of_part),
            implied=implied,
        )
        keys = [
            (words_of_phrase(value(words)), name == "denyingKeyWord")
            for name in ("keyWord", "denyingKeyWord")
            for words in sorted(objects(store, gist, KB(name)), key=value)
        ]
        for relation in named(relations):
            phrases = [value(each) for each in objects(store, relation, KB("phrase"))]
            takes = any("{object}" in phrase for phrase in phrases) and not implied
            gaps = (Slot.SUBJECT, Slot.OBJECT) if takes else (Slot.SUBJECT,)
            for words, denies in keys or [((), False)]:
                parts = (*gaps, words) if words else gaps
                yield replace(made, relation=relation, parts=parts, denies=denies)


def triggers_of(
    store: ox.Store, relation: ox.NamedNode, node: Term | None = None
) -> Iterator[Trigger]:
    """The triggers of a relation, or those of another node that state it; how its statements read is one of them."""
    one_way = node is not None and bool(objects(store, node, KB("oneWay")))
    for name in ("phrase", "trigger", "affirmingTrigger", "overstatingTrigger", "denyingTrigger"):
        denies, overstates = name == "denyingTrigger", name == "overstatingTrigger"
        affirms = one_way or overstates or name == "affirmingTrigger"
        for words in objects(store, node or relation, KB(name)):
            for parts, beside in _read(value(words)):
                yield Trigger(relation, parts, denies, beside, affirms, overstates)


@lru_cache(maxsize=_KEPT)
def _read(words: str) -> tuple[tuple[tuple[Forms | Slot, ...], frozenset[Slot]], ...]:
    """The parts of what a trigger spells out, each with the gaps beside which nothing stands; none of gaps alone."""
    return tuple(
        (parts, frozenset(Slot(one or other) for one, other in _BESIDE.findall(phrase)))
        for phrase in _spelt_out([words])
        for parts in [tuple(_parts(phrase))]
        if any(not isinstance(part, Slot) for part in parts)
    )


def _spelt_out(phrases: Iterable[str]) -> Iterator[str]:
    """Phrases with and without what may be left out ("to?"), and with those alternatives apart that are two words:
    "cannot|never" as "cannot" and as "never".
    """
    for phrase in phrases:
        words = phrase.split()
        for at, word in enumerate(words):
            if word.endswith("?"):
                behind = words[at + 1 :]
                yield from _spelt_out(
                    " ".join([*words[:at], *some, *behind]) for some in ((), (word[:-1],))
                )
                break
            either = word.split("|")
            several = [each for each in either if len(forms_of_words(each)) > 1]
            if len(either) > 1 and several and "{" not in word:
                single = "|".join(each for each in either if each not in several)
                apart = [each for each in (single, *several) if each]
                yield from _spelt_out(
                    " ".join([*words[:at], each, *words[at + 1 :]]) for each in apart
                )
                break
        else:
            yield phrase


def _parts(phrase: str) -> Iterator[Forms | Slot]:
    for place, part in enumerate(_GAP.split(phrase)):
        if place % 2:
            yield Slot(part)
            continue
        for words in part.split("…"):
            if forms := tuple(form for word in words.split() for form in _either(word)):
                yield forms


def _either(words: str) -> Forms:
    """The forms of one word ("cannot" is two), or of several of which any may stand: "treat|heal"; of "=healing", itself."""
    either = [
        words_of_phrase(word) if word.startswith(_ITSELF) else forms_of_words(word)
        for word in words.split("|")
    ]
    if len(either) == 1:
        return either[0]
    return (frozenset(form for forms in either for each in forms for form in each),)
