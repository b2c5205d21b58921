"""The first clause of a part of a finding that is on a statement: whether its verb is denied, and whether it affirms."""

from __future__ import annotations

import re

from kbtool.knowledge.derive.asked import Asked
from kbtool.knowledge.derive.listed import Listed
from kbtool.text.naming import Words

_BEHIND = 2
"""So many words behind a denial are what it denies in the first place. A convention of kbtool."""


class FirstClauses:
    """Reads first clauses, by the words of the vocabulary.

    Args:
        listed: the lists of the vocabulary.
        words: the words of texts that name something.
    """

    def __init__(self, listed: Listed, words: Words) -> None:
        of = listed.of
        self._words = words
        self._clauses = listed.clauses
        self._null = of(("disputes", "nullResult"))
        self._denial = of(("denies", "denialWord"), ("denies", "phraseDenial"))
        self._opens_clause = of(("denies", "clauseWord"))
        self._setting = of(("finding", "settingWord"))
        self._adverse = of(("disputes", "adverseWord"))
        self._recovers = of(("finding", "recoveryWord"))
        self._needs = of(("finding", "needWord"))
        self._joins = re.compile(rf"{of(('finding', 'joiningWord')).pattern}\s*$")
        self._verb, self._verb_denied = listed.verb, listed.verb_denied

    def denied(self, part: str, asked: Asked) -> bool:
        """Whether the first clause on the proposition that says more than in whom or where has a verb that is denied.

        Args:
            part: a part of a finding.
            asked: the statement.
        """
        for clause in self._clauses.split(part):
            if not self._names(clause) & asked.words:
                continue
            denied = self._verb_denied.search(clause)
            if denied is not None:
                before = clause[: denied.start()]
                behind = " ".join(clause[denied.end() :].split()[:_BEHIND])
                ends = (
                    self._opens_clause.search(before),
                    self._verb.search(before),
                    self._joins.search(before),
                    self._adverse.search(behind),
                    asked.directed and self._recovers.search(behind),
                    self._needs.match(behind),
                )
                return not any(ends)
            if not self._setting.match(clause) or self._verb.search(clause):
                return False
        return False

    def affirms(self, part: str, asked: Asked) -> bool:
        """Whether a clause that is on the proposition and denies nothing stands before the first that does.

        Args:
            part: a part of a finding.
            asked: the statement.
        """
        for clause in self._clauses.split(part):
            is_on_it = (self._names(clause) & asked.words) - asked.idle
            if self._setting.match(clause) and not is_on_it:
                continue
            if self._null.search(clause) or self._denial.search(clause):
                return False
            if is_on_it and not self._setting.match(clause):
                return True
        return False

    def _names(self, said: str) -> frozenset[str]:
        return frozenset(self._words.of(said))
