"""Evidence held to its own words, part by part: which side of a statement those parts take that name something of it.

"Pain fell; fever was not studied" supports nothing on fever, and is no dispute of "treats pain" for the word "not". So a
part that says that something was not looked at is no denial, a word of the statement itself ("contraindicated") speaks
against nothing in it, and a part that names nothing of it counts only where it goes on from another ("it did not help").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

import pyoxigraph as ox

from kbtool.knowledge.derive.asked import Asked, read_asked
from kbtool.knowledge.derive.content_words import content_words
from kbtool.knowledge.derive.contrary import Contrary
from kbtool.knowledge.derive.crossing import holds_no_effect, speaks_against
from kbtool.knowledge.derive.excerpts import opposites, otherwise
from kbtool.knowledge.derive.first_clauses import FirstClauses
from kbtool.knowledge.derive.left_open import LeftOpen
from kbtool.knowledge.derive.listed import Listed
from kbtool.knowledge.derive.main_verbs import MainVerbs
from kbtool.knowledge.derive.named_itself import NamedItself
from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, named, objects, one, text, value
from kbtool.text.naming import Words

_SAID = (KB("finding"), KB("excerpt"))
_DENIALS = ("denialWord", "clauseDenial", "phraseDenial", "denialBehind")
_SIGNS = re.compile(r"\b[0-9A-Z]\b")
"""What tells kinds of one thing apart: type 1 and 2, vitamin D and K."""


def worded_side_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """Of evidence, the propositions on another side of which its words are than the item says.

    kb:supportsUnstudied and kb:disputesUnstudied of what its finding says was not looked at, kb:supportsDenied of what it
    denies, kb:disputesStated of what it disputes while no part on that speaks against it; kb:excerptAgainst, an excerpt
    that denies what the finding does not, or the other way round, and kb:excerptOtherwise, one that goes the other way or
    has other figures. Nothing is derived where the vocabulary has no words that name nothing.

    Args:
        store: the knowledge base.
        labels: the phrases of its propositions.
    """
    words = content_words(store)
    if words is None:
        return
    sides = _Sides(store, labels, words)
    for name, told in (
        ("supports", (("supportsUnstudied", sides.unstudied), ("supportsDenied", sides.denied))),
        ("disputes", (("disputesUnstudied", sides.left_open), ("disputesStated", sides.stated))),
    ):
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            for proposition in named([quad.object]):
                for derived, is_so in told:
                    if is_so(quad.subject, proposition):
                        yield ox.Quad(quad.subject, KB(derived), proposition, DERIVED)
                        break
    for quad in store.quads_for_pattern(None, KB("excerpt"), None, None):
        finding = text(store, quad.subject, KB("finding"))
        if finding is not None and sides.differ(finding, value(quad.object)):
            yield ox.Quad(quad.subject, KB("excerptAgainst"), quad.object, DERIVED)
        elif finding is not None and otherwise(
            finding, value(quad.object), sides.contrary, sides.opposites
        ):
            yield ox.Quad(quad.subject, KB("excerptOtherwise"), quad.object, DERIVED)


class _Sides:
    """Reads the parts of findings, by the words of the vocabulary."""

    def __init__(self, store: ox.Store, labels: Labels, words: Words) -> None:
        listed = Listed(store)
        of = listed.of
        self._store = store
        denials = [("denies", name) for name in _DENIALS]
        self._null = of(("disputes", "nullResult"))
        self._denial = of(("denies", "denialWord"), ("denies", "phraseDenial"))
        self._lacks = of(("excerpt", "phraseDenial"))
        self._adverse = of(("disputes", "adverseWord"), ("disputes", "nullResult"), *denials)
        turns = of(("disputes", "turnOfPhrase"), ("denies", "turnOfPhrase"))
        self._turns = re.compile(turns.pattern.replace(re.escape("#"), r"\d[\d.,]*"))
        whose = of(("finding", "placeWord"))
        self._of_whom = re.compile(rf"{whose.pattern}[^,;:.]*")
        people = of(("denies", "clauseWordOfPeople")).pattern
        self._relative = re.compile(rf",\s+{people}[^,;:.]*")
        self._likeness = of(("finding", "likenessWord"))
        self._goes_on = of(("finding", "goesOnWord"))
        self._verb_denied = listed.verb_denied
        self._denies = of(("finding", "verbDenial"), ("finding", "objectDenial"))
        self._opens_clause = of(("denies", "clauseWord"))
        compares = of(("finding", "comparisonWord"), ("finding", "asideWord"))
        breaks = of(("finding", "partWord"))
        self._parts = re.compile(rf"[.;:]\s+|,?\s*{breaks.pattern}")
        self._clauses = listed.clauses
        self._sentences = re.compile(r"[.;:]\s+")
        self._first = FirstClauses(listed, words)
        self._verbs = MainVerbs(listed)
        self._named = NamedItself(store, compares, words)
        self.contrary = Contrary(listed, words)
        self.opposites = opposites(listed)
        self._left_open = LeftOpen(listed, words)
        self._ratios = listed.each("finding", "ratioWord")
        self._phrase = labels.phrase
        self.asked = cache(self._asked)
        self._against = partial(listed.of_nodes, "adverseWord")
        self._affirmed = partial(listed.of_nodes, "affirmingWord")
        self._doubtful = partial(listed.of_nodes, "doubtfulWord")
        self._measure = partial(listed.of_nodes, "neutralWord")
        self._split = cache(self._split_up)
        self._content = cache(lambda part: frozenset(words.of(part)))

    def unstudied(self, item: Term, proposition: ox.NamedNode) -> bool:
        """Whether the finding says of the proposition that it was not looked at."""
        finding = text(self._store, item, KB("finding")) or ""
        asked = self.asked(proposition)
        return self._left_open.is_open(finding, asked, self._measure(asked.predicate))

    def left_open(self, item: Term, proposition: ox.NamedNode) -> bool:
        """Whether it says so, and no other sentence speaks against anything."""
        said = [value(term) for name in _SAID for term in objects(self._store, item, name)]
        asked = self.asked(proposition)
        against = self._against(asked.predicate)
        sentences = (part for each in said for part in self._sentences.split(each))
        finding = text(self._store, item, KB("finding")) or ""
        return self._left_open.decides_nothing(finding) or not (
            not self.unstudied(item, proposition)
            or any(map(against.search, said))
            or self.denied(item, proposition)
            or any(
                self._speaks_against(s, asked) for s in filter(self._left_open.speaks, sentences)
            )
        )

    def denied(self, item: Term, proposition: ox.NamedNode) -> bool:
        """Whether the finding denies it: in its words, by its first verb on it, or by a null result in each part on it."""
        told = text(self._store, item, KB("finding")) or ""
        finding = self._relative.sub("", told)
        if self._denied_by_word(finding, proposition):
            return True
        asked = self.asked(proposition)
        plain = self._affirmed(asked.predicate).sub("", self._plain(finding))
        if not asked.turned and self.contrary.says(plain, asked):
            return True
        if not (self._denies.search(finding) or self._null.search(finding)):
            return False
        if self._denied_in_its_words(finding, asked) or self._main_verb_denied(finding, asked):
            return True
        if not (self._null.search(finding) or self._verb_denied.search(finding)):
            return False
        if asked.turned or asked.excluding or self._adverse.search(asked.phrase):
            return False
        on_object = [part for part in self._split(finding) if self._content(part) & asked.object]
        near = [self._plain(part) for part in on_object or self._near(finding, asked)]
        first = self._sentences.split(self._plain(finding))[0]
        if not near or self._verbs.contrasts(first) or self._verbs.differs_at_first(near[0]):
            return False
        if not on_object and self._verbs.goes_on(first):
            return False
        if not asked.absence and self._first.denied(near[0], asked):
            return True
        if self._null.search(near[0]) and holds_no_effect(finding, self._ratios):
            return True
        if any(self._null.fullmatch(each.strip(" .")) for each in self._sentences.split(finding)):
            return True
        return (
            self._null.search(near[0]) is not None
            and not self._first.affirms(near[0], asked)
            and not self._verbs.has_undenied(self._affirmed(asked.predicate), near[0])
            and all(self._null.search(part) or self._denial.search(part) for part in near)
        )

    def _denied_by_word(self, finding: str, proposition: ox.NamedNode) -> bool:
        """Whether it has a word that speaks against whatever the predicate says: a relapse, against a cure."""
        against = self._against(one(self._store, proposition, KB("predicate")))
        return against.search(finding) is not None and any(
            found[0].casefold() not in self.asked(proposition).phrase.casefold()
            for part in map(self._plain, self._split(finding))
            for found in against.finditer(part)
            if self._denies.search(" ".join(part[: found.start()].split()[-1:])) is None
        )

    def _denied_in_its_words(self, finding: str, asked: Asked) -> bool:
        """Whether all that a clause denies is named by the proposition, and not by its subject alone: "not in adults"."""
        if asked.denies or self._likeness.search(asked.phrase):
            return False
        for part in self._split(finding):
            for clause in self._clauses.split(self._plain(part)):
                found = self._denies.search(clause)
                if found is None or self._opens_clause.search(clause):
                    continue
                scope = clause[found.end() :]
                named_at_least = asked.object if asked.excluding else frozenset[str]()
                is_of_another = set(_SIGNS.findall(scope)) - set(_SIGNS.findall(asked.phrase))
                if (
                    asked.is_all(scope, self._content)
                    and named_at_least <= self._content(scope)
                    and not is_of_another
                ):
                    return True
        return False

    def _main_verb_denied(self, finding: str, asked: Asked) -> bool:
        """Whether the first sentence, or the first on the object, has its main verb denied."""
        if asked.turned or asked.absence:
            return False
        sentences = self._sentences.split(self._plain(finding))
        naming = [each for each in sentences if self._content(each) & asked.object]
        for sentence in {sentences[0], *naming[:1]}:
            scope = self._verbs.denied(
                sentence,
                self._affirmed(asked.predicate),
                lambda words: bool(self._content(words) & asked.object),
                alone=len(sentences) == 1,
                lasting=asked.directed,
            )
            is_plain = len(sentences) == 1 and "," not in sentence
            if scope is not None and (
                not asked.excluding or is_plain or asked.object & self._content(scope)
            ):
                return True
        return False

    def stated(self, item: Term, proposition: ox.NamedNode) -> bool:
        """Whether no part of what was found that is on the proposition, or goes on from one, speaks against it."""
        said = [value(term) for name in _SAID for term in objects(self._store, item, name)]
        asked = self.asked(proposition)
        if not said or one(self._store, item, KB("result")) == KB("NoDifference"):
            return False
        if self._content(" ".join(said)).isdisjoint(asked.words | asked.synonyms):
            return False
        if asked.denies:
            return all(self._verb_denied.search(self._of_all(each)) for each in said)
        if asked.turned:
            return all(
                asked.relation & self._content(each) and not self._speaks_against(each, asked)
                for each in said
            )
        if asked.excluding and not any(
            self._named.says_so(self._split(each), proposition) for each in said
        ):
            return False
        for each in said:
            near = self._near(each, asked)
            going_on = [part for part in self._split(each) if self._goes_on.match(part)]
            if not near or speaks_against(each, self._ratios, asked.kind):
                return False
            if any(self._speaks_against(part, asked) for part in (*near, *going_on)):
                return False
            if self.contrary.says(each, asked):
                return False
        return True

    def differ(self, finding: str, excerpt: str) -> bool:
        """Whether an excerpt denies something and the finding nothing at all, or the finding its first verb alone."""
        if self._adverse.search(self._plain(excerpt)):
            denies = (self._verb_denied, self._null, self._lacks)
            denied = any(each.search(excerpt) for each in denies)
            return denied and self._adverse.search(finding) is None
        asked = Asked("", self._content(excerpt))
        return self._first.denied(self._plain(finding), asked)

    def _near(self, said: str, asked: Asked) -> list[str]:
        """The parts that name something of a proposition; all, if none does."""
        parts = self._split(said)
        return [part for part in parts if self._content(part) & asked.words] or list(parts)

    def _speaks_against(self, part: str, asked: Asked) -> bool:
        phrase = asked.phrase.casefold()
        plain = self.contrary.unturned(self._of_all(part), asked)
        plain = self._affirmed(asked.predicate).sub("", plain)
        return any(
            found[0].casefold() not in phrase
            for words in (
                self._adverse,
                self._against(asked.kind),
                self._against(asked.predicate),
                self._doubtful(asked.predicate),
            )
            for found in words.finditer(plain)
        )

    def _plain(self, part: str) -> str:
        return self._turns.sub("", part)

    def _of_all(self, part: str) -> str:
        """A part without the clauses that say of whom or where it is: "in those whom nothing helped"."""
        return self._of_whom.sub("", self._plain(part))

    def _split_up(self, said: str) -> tuple[str, ...]:
        parts = [part for part in self._parts.split(said) if part]
        return tuple(filter(self._left_open.speaks, parts))

    def _asked(self, proposition: ox.NamedNode) -> Asked:
        phrase = self._phrase(proposition) or ""
        denies = self._null.search(phrase) or self._denial.search(phrase)
        return read_asked(
            self._store, proposition, phrase, self._content, denies=denies is not None
        )
