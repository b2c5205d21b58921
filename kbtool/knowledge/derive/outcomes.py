"""Evidence held to the direction of its own finding: what supports a statement does not say that there was no difference.

Only plain words count (kb:nullResult, kb:positiveResult), and only where all of the finding says so: "lower on one scale, no
difference on the other" may support or dispute. A statement of safety, or of less benefit, is supported by no difference.
What disputes a statement has some word that speaks against it (kb:adverseWord), unless the statement excludes other things.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pyoxigraph as ox

from kbtool.knowledge.derive.asked import read_asked
from kbtool.knowledge.derive.content_words import content_words
from kbtool.knowledge.derive.crossing import speaks_against
from kbtool.knowledge.derive.left_out import any_of
from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, named, objects, one, text, value
from kbtool.text.naming import Words

_SAID = (KB("finding"), KB("excerpt"))
_EXCLUDING = (KB("singleValued"), KB("exclusiveObjects"), KB("exclusiveSubjects"))
_PARTS = re.compile(r"[;.]\s+|,\s+(?:and|but)?\s*|\b(?:but|although|while|whereas|and)\b")


def outcome_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """Of evidence whose finding says plainly the opposite of what the item makes of it, the words that do.

    Of what disputes a proposition while nothing in its finding or excerpts speaks against anything, that proposition. Of
    what has another result than its words tell, that result.

    Args:
        store: the knowledge base.
        labels: the phrases of its propositions.
    """
    null = _words(store, "disputes", "nullResult")
    positive = _words(store, "supports", "positiveResult")
    denial = _words(store, "denies", "denialWord")

    @cache
    def turned(proposition: ox.NamedNode) -> bool:
        """Whether no difference may support a proposition: it says itself that there is none, or speaks of safety."""
        phrase = labels.phrase(proposition) or ""
        predicate = one(store, proposition, KB("predicate"))
        marks = (text(store, predicate, KB(name)) for name in ("limitsBenefit", "statesSafety"))
        told = text(store, one(store, proposition, KB("object")), KB("limitsBenefit"))
        return (
            any(mark in ("true", "1") for mark in (*marks, told))
            or null.search(phrase) is not None
            or denial.search(phrase) is not None
        )

    @cache
    def on_benefit(proposition: ox.NamedNode) -> bool:
        predicate = one(store, proposition, KB("predicate"))
        return one(store, predicate, KB("questionType")) == KB("TreatmentBenefit")

    for quad in store.quads_for_pattern(None, KB("supports"), None, None):
        found = _all(null, text(store, quad.subject, KB("finding")) or "")
        for proposition in named([quad.object]):
            if found is not None and not turned(proposition):
                yield ox.Quad(quad.subject, KB("findingAgainst"), ox.Literal(found), DERIVED)
    for quad in store.quads_for_pattern(None, KB("disputes"), None, None):
        finding = text(store, quad.subject, KB("finding")) or ""
        first = positive.search(_PARTS.split(finding)[0])
        for proposition in named([quad.object]):
            if first is None or turned(proposition) or not on_benefit(proposition):
                continue
            if not null.search(finding) and not denial.search(finding):
                yield ox.Quad(quad.subject, KB("findingAgainst"), ox.Literal(first[0]), DERIVED)
    yield from _undenied(store, turned, labels)
    yield from _results(store, null)


def _results(store: ox.Store, null: re.Pattern[str]) -> Iterator[ox.Quad]:
    """Of evidence whose result is another one than its finding and excerpts tell, the result.

    No difference is told by a word that denies or likens (kb:resultWord); a difference is not told by a finding that denies
    it in each of its parts, or in the first one without a word of a result or a direction in any.
    """
    none, some = KB("NoDifference"), KB("Difference")
    words = _listed(store, "denies", "denialWord", "clauseDenial", "phraseDenial", "denialBehind")
    listed = (
        words
        | _listed(store, "disputes", "nullResult")
        | _listed(store, "NoDifference", "resultWord")
    )
    alike = any_of(listed, opening=True)
    told = any_of(
        _listed(store, "disputes", "positiveResult")
        | _listed(store, "Increase", "comparingWord", "changingWord")
        | _listed(store, "Decrease", "comparingWord", "changingWord"),
        opening=True,
    )
    for quad in store.quads_for_pattern(None, KB("result"), None, None):
        said = [value(term) for name in _SAID for term in objects(store, quad.subject, name)]
        finding = text(store, quad.subject, KB("finding")) or ""
        if (quad.object == none and said and not any(map(alike.search, said))) or (
            quad.object == some
            and (
                _all(null, finding)
                or (null.search(_PARTS.split(finding)[0]) and not told.search(finding))
            )
        ):
            yield ox.Quad(quad.subject, KB("resultNotWorded"), quad.object, DERIVED)


def _undenied(
    store: ox.Store, turned: Callable[[ox.NamedNode], bool], labels: Labels
) -> Iterator[ox.Quad]:
    """Of what disputes a proposition, names something of it and says nothing against anything, the proposition."""
    ratios = _listed(store, "finding", "ratioWord")
    adverse = any_of(
        {
            *_listed(store, "disputes", "adverseWord", "nullResult"),
            *_listed(store, "denies", "denialWord", "clauseDenial", "phraseDenial", "denialBehind"),
        },
        opening=True,
    )

    @cache
    def against(kind: Term | None) -> re.Pattern[str]:
        """Words that speak against what answers a type of question, or what a predicate says: of harm, "lower"."""
        names = ("adverseWord", "doubtfulWord") if kind is not None else ()
        words = (value(word) for name in names for word in objects(store, kind, KB(name)))
        return any_of(set(words), opening=True)

    content = (content_words(store) or Words(())).of
    for quad in store.quads_for_pattern(None, KB("disputes"), None, None):
        said = [value(term) for name in _SAID for term in objects(store, quad.subject, name)]
        if not said or any(map(adverse.search, said)) or one(store, quad.subject, KB("result")):
            continue
        for proposition in named([quad.object]):
            predicate = one(store, proposition, KB("predicate"))
            excluding = (text(store, predicate, name) for name in _EXCLUDING)
            if turned(proposition) or any(mark in ("true", "1") for mark in excluding):
                continue
            kind = one(store, predicate, KB("questionType"))
            if any(speaks_against(each, ratios, kind) for each in said):
                continue
            asked = read_asked(
                store,
                proposition,
                labels.phrase(proposition) or "",
                lambda each: frozenset(content(each)),
                denies=False,
            )
            if (asked.words | asked.synonyms).isdisjoint(content(" ".join(said))):
                continue
            words = (against(kind), against(predicate))
            if not any(one.search(each) for one in words for each in said):
                yield ox.Quad(quad.subject, KB("disputesWithoutDenial"), proposition, DERIVED)


def _all(words: re.Pattern[str], finding: str) -> str | None:
    """The first of such words, if each part of a finding that is longer than two words has some."""
    parts = [part for part in _PARTS.split(finding) if len(part.split()) > 2]
    found = [match for part in parts if (match := words.search(part)) is not None]
    return found[0][0] if found and len(found) == len(parts) else None


def _words(store: ox.Store, node: str, name: str) -> re.Pattern[str]:
    return any_of(_listed(store, node, name), opening=True)


def _listed(store: ox.Store, node: str, *names: str) -> set[str]:
    return {value(term) for name in names for term in objects(store, KB(node), KB(name))}
