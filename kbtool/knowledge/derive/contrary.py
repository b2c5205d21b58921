"""Findings that go the other way than what they are put to: "blood pressure fell" of a rise, "rarer" of a harm."""

from __future__ import annotations

import re

from kbtool.knowledge.derive.asked import Asked
from kbtool.knowledge.derive.listed import Listed
from kbtool.text.naming import Words

_DIRECTIONS = ("Increase", "Decrease")
_SENTENCES = re.compile(r"[.;:]\s+")
_CLAUSES = re.compile(r"[.;:,]\s+")


class Contrary:
    """Reads which way findings go, by the words of the vocabulary.

    Args:
        listed: the lists of the vocabulary.
        words: the words of texts that name something.
    """

    def __init__(self, listed: Listed, words: Words) -> None:
        self._listed = listed
        self._words = words
        of = listed.of
        self._ways = {
            name: of((name, "comparingWord"), (name, "changingWord")) for name in _DIRECTIONS
        }
        self._named = {
            name: of((name, "comparingWord"), (name, "changingWord"), (name, "namingWord"))
            for name in _DIRECTIONS
        }
        self._turns = of(*((name, "turnOfPhrase") for name in _DIRECTIONS))
        self._controls = of(("finding", "controlWord"))
        self._changes = of(*((name, "changingWord") for name in _DIRECTIONS)).pattern
        self._nothing = of(("finding", "idleComparator")).pattern
        self._setting = of(("finding", "settingWord"))
        whose = of(("denies", "clauseWordOfPeople"), ("finding", "placeWord"))
        self._whose = re.compile(rf"{whose.pattern}[^,;:.]*")
        self._denial = of(
            ("finding", "verbDenial"), ("finding", "objectDenial"), ("denies", "phraseDenial")
        )

    def says(self, finding: str, asked: Asked) -> bool:
        """Whether a finding goes against a statement by its words of direction.

        Of harms and the like, only what names the object counts: "less likely to finish school" is a sign of trouble. What
        is said of whom it is (“in those who had worsened”) does not, nor what stands behind the first clause that says more.

        Args:
            finding: what was found.
            asked: the statement.
        """
        nodes = (asked.kind, asked.predicate)
        unless = self._listed.of_nodes("unlessWord", *nodes)
        of_kind, own = (self._listed.of_nodes("contraryWord", node) for node in nodes)
        burden, rising = (
            self._listed.of_nodes(f"{name}Word", *nodes) for name in ("burden", "rising")
        )
        directed = asked.directed
        short = self._listed.of_nodes("shortWord", *nodes).pattern
        falls_short = re.compile(
            rf"{self._changes}[^,;:.]*? (?<!to ){short}(?: \w+ly| well| often)? than [^,;:.]*?{self._nothing}"
        )
        first, *rest = _SENTENCES.split(self._whose.sub("", finding))
        for said_all in (first, *(each for each in rest if self._names(each, asked))):
            sentence = self._turns.sub("", said_all)
            if self._denial.search(said_all):
                continue
            if falls_short.search(sentence):
                return True
            if unless.search(said_all):
                continue
            said = self._first_clause(sentence)
            is_on_it = not directed or self._names(said, asked)
            if own.search(sentence) or (is_on_it and of_kind.search(said)):
                return True
            clauses = _CLAUSES.split(sentence)
            if any(burden.search(clause) and rising.search(clause) for clause in clauses):
                return True
        return directed and self._names(finding, asked) and self._other_way(finding, asked)

    def unturned(self, part: str, asked: Asked) -> str:
        """A part without the contrary words that it denies: "no lower risk" says nothing against a harm."""
        if not asked.directed:
            return part
        words = self._listed.of_nodes("contraryWord", asked.kind, asked.predicate).pattern
        return re.sub(rf"{self._denial.pattern}\s+{words}", "", part, flags=re.IGNORECASE)

    def opposed(self, one: str, other: str) -> bool:
        """Whether each of two texts has words of one direction alone, of another each, and none denies."""
        first, second = (self._ways_in(each, self._named) for each in (one, other))
        return (
            len(first) == len(second) == 1
            and first != second
            and not any(map(self._denial.search, (one, other)))
        )

    def _first_clause(self, sentence: str) -> str:
        clauses = _CLAUSES.split(sentence)
        return next((each for each in clauses if not self._setting.match(each)), clauses[-1])

    def _names(self, said: str, asked: Asked) -> bool:
        return not asked.object.isdisjoint(self._words.of(said))

    def _other_way(self, finding: str, asked: Asked) -> bool:
        """Whether all words of direction are of the other one than that which the statement names."""
        own = {name for name, words in self._named.items() if words.search(asked.told)}
        if len(own) != 1 or self._denial.search(finding) or self._controls.search(finding):
            return False
        clauses = [each for each in _CLAUSES.split(finding) if self._names(each, asked)]
        found = self._ways_in(" ; ".join(clauses), self._ways)
        return (
            len(found) == 1 and own != found and found == self._ways_in(finding, self._ways) - own
        )

    def _ways_in(self, said: str, ways: dict[str, re.Pattern[str]]) -> set[str]:
        plain = self._turns.sub("", said)
        return {name for name, words in ways.items() if words.search(plain)}
