"""The triggers of predicates and measures, read from how a knowledge base writes them: "treat|heal {object}" and others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from kbtool.prose.phrase_index import Forms
from kbtool.prose.trigger import Slot, Trigger
from kbtool.rdf.namespaces import KB, SKOS
from kbtool.rdf.terms import Term, by_subject, instances, named, objects, value
from kbtool.text.tokens import forms_of_words, words_of_phrase

_ITSELF = "="
"""What stands before a word of a trigger that stands for no other form of it: "=healing", and not "heals"."""

_GAP = re.compile(r"-?\{(\w+)\}-?")
_BESIDE = re.compile(r"-\{(\w+)\}|\{(\w+)\}-")


def all_triggers(store: ox.Store, relation: ox.NamedNode) -> Iterator[Trigger]:
    """The triggers of a relation, and those of others that state or deny it as well, or the other way round."""
    yield from triggers_of(store, relation)
    for name, denies, turned in (
        ("saidAs", False, False),
        ("deniedBySaying", True, False),
        ("converseSaidAs", False, True),
    ):
        for other in named(objects(store, relation, KB(name))):
            for trigger in triggers_of(store, other):
                told = trigger.turned() if turned else trigger
                yield replace(told, relation=relation, denies=trigger.denies is not denies)
    for idiom, relations in by_subject(store, KB("idiomOf")).items():
        if relation in relations:
            implied = tuple(_labelled(store, objects(store, idiom, KB("objectTerm"))))
            for trigger in triggers_of(store, relation, idiom) if implied else ():
                yield replace(trigger, implied=implied)
    for way in instances(store, KB("WayOfHarm")):
        if relation in objects(store, way, KB("saysOfPart")):
            for trigger in triggers_of(store, relation, way):
                yield replace(trigger, object_kinds=frozenset({way}))


def gists(store: ox.Store) -> Iterator[Trigger]:
    """What a knowledge base reads in whatever order of words: one trigger for each key word of each gist."""
    for gist, relations in by_subject(store, KB("gistOf")).items():
        among = frozenset(
            form
            for words in objects(store, gist, KB("amongThem"))
            for form in forms_of_words(value(words))[0]
        )
        terms = objects(store, gist, KB("objectTerm"))
        implied = tuple(_labelled(store, terms))
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


def _labelled(store: ox.Store, terms: Iterable[Term]) -> Iterator[ox.NamedNode]:
    """The concepts that have one of some terms as their label."""
    wanted = {value(term).casefold() for term in terms}
    for node, labels in sorted(by_subject(store, SKOS("prefLabel")).items(), key=str):
        if isinstance(node, ox.NamedNode) and any(value(n).casefold() in wanted for n in labels):
            yield node


def triggers_of(
    store: ox.Store, relation: ox.NamedNode, node: Term | None = None
) -> Iterator[Trigger]:
    """The triggers of a relation, or those of another node that state it; how its statements read is one of them."""
    for name in ("phrase", "trigger", "affirmingTrigger", "denyingTrigger"):
        for phrase in _spelt_out(value(n) for n in objects(store, node or relation, KB(name))):
            parts = tuple(_parts(phrase))
            beside = frozenset(Slot(one or other) for one, other in _BESIDE.findall(phrase))
            if any(not isinstance(part, Slot) for part in parts):
                denies, affirms = name == "denyingTrigger", name == "affirmingTrigger"
                yield Trigger(relation, parts, denies, beside, affirms)


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
