"""Whether a finding leaves a statement open: it says that this was not looked at, or that it speaks of something else."""

from __future__ import annotations

import re

from kbtool.knowledge.derive.asked import Asked
from kbtool.knowledge.derive.listed import Listed
from kbtool.text.naming import Words

_SENTENCES = re.compile(r"[.;:]\s+")
_MOSTLY = 0.5
"""More than this part of what a clause names has to be of the statement that it is on. A convention of kbtool."""


class LeftOpen:
    """Reads which parts of findings say that something was not looked at, by the words of the vocabulary.

    Args:
        listed: the lists of the vocabulary.
        words: the words of texts that name something.
    """

    def __init__(self, listed: Listed, words: Words) -> None:
        of = listed.of
        looked_at = of(("neutralOn", "lookedAtWord")).pattern
        verb = rf"{listed.verb.pattern}(?: been)?"
        denial = of(("finding", "verbDenial"), ("finding", "objectDenial")).pattern
        nothing = of(("finding", "objectDenial"), ("denies", "phraseDenial")).pattern
        listed_words = of(("neutralOn", "neutralWord")).pattern
        self._nothing = re.compile(rf"{nothing}([^.;:,]*?) {verb} {looked_at}")
        self._listed = re.compile(rf"{listed_words}|(?:{denial}(?: \w+)? {looked_at})")
        self._clauses = listed.clauses
        self._setting = of(("finding", "settingWord"))
        self._tail = re.compile(rf"[\s,]*{of(('neutralOn', 'tailWord')).pattern}\s*[.;]?\s*$")
        self._asks = of(("neutralOn", "askingWord"))
        self._refers = of(("finding", "goesOnWord"))
        self._source = of(("neutralOn", "sourceWord"))
        self._joins = of(("finding", "joiningWord"))
        self._not_a = re.compile(rf"{of(('finding', 'verbDenial')).pattern} an? (\w+)\b(?! \w)")
        self._open = of(("neutralOn", "openWord"))
        self._subject = of(("neutralOn", "subjectWord"))
        self._words = words

    def is_open(self, finding: str, asked: Asked, measure: re.Pattern[str]) -> bool:
        """Whether a clause says that the statement was not looked at, for the most part or as a whole.

        Args:
            finding: what was found.
            asked: the statement.
            measure: what its predicate is measured by: levels, shares.
        """
        if self.decides_nothing(finding):
            return True
        sentences = [each for each in _SENTENCES.split(finding) if each]
        silent = [each for each in sentences if not self.speaks(each)]
        if any(self._names(kind) <= asked.relation for kind in self._not_a.findall(finding)):
            return True
        return bool(silent) and (
            self._named_nowhere_else(sentences, asked)
            or any(
                measure.search(each)
                or (self._asks.match(each) and self._names(each) & asked.relation)
                for each in silent
            )
            or any(
                self._clause_on(clause, asked)
                for each in silent
                for clause in self._clauses.split(each)
            )
        )

    def decides_nothing(self, finding: str) -> bool:
        """Whether a finding says of all of it that it decides nothing."""
        return self._open.search(finding) is not None

    def speaks(self, sentence: str) -> bool:
        """Whether a sentence says nothing of the kind."""
        return self._listed.search(sentence) is None and self._nothing.search(sentence) is None

    def _clause_on(self, clause: str, asked: Asked) -> bool:
        clause = self._tail.sub("", clause)
        nothing = self._nothing.search(clause)
        if nothing is not None:
            return self._is_all(nothing[1], asked)
        mark = self._listed.search(clause)
        if mark is None:
            return False
        before, behind = clause[: mark.start()], clause[mark.end() :].strip()
        own = self._words.of(self._source.sub(" ", f"{before} {behind}"))
        if not own:
            return self._refers.search(behind) is not None
        if self._subject.search(mark[0]) and self._names(behind) <= asked.words | asked.idle:
            return True
        asks = self._asks.match(behind) or self._asks.match(before)
        if asks:
            named = asked.object.intersection(own)
            is_object = len(named) > max(1, _MOSTLY * len(asked.object))
            return is_object or bool(asked.relation.intersection(own))
        shared = sum(word in asked.words for word in own)
        joined = self._joins.search(before, 1)
        if shared > _MOSTLY * len(own) or (joined and 1 < len(own) <= shared / _MOSTLY):
            return True
        if self._setting.match(behind) and self._names(before):
            return False
        if self._refers.match(before) and self._names(before) <= asked.words | asked.idle:
            return bool(self._names(before))
        return self._is_all(behind, asked) or self._is_all(before, asked)

    def _names(self, said: str) -> frozenset[str]:
        return frozenset(self._words.of(said))

    def _is_all(self, said: str, asked: Asked) -> bool:
        """Whether it names all that some words name, by any of its names."""
        named = frozenset(self._words.of(said))
        own = asked.words | asked.synonyms
        return named <= own | asked.idle and bool((named & own) - asked.idle)

    def _named_nowhere_else(self, sentences: list[str], asked: Asked) -> bool:
        """Whether the object, or whom and what else the statement is on, is named only where something was not looked at."""
        content = {each: frozenset(self._words.of(each)) for each in sentences}
        spoken = [content[each] for each in sentences if self.speaks(each)]
        elsewhere = frozenset[str]().union(*spoken)
        silent = frozenset[str]().union(*(content[e] for e in sentences if not self.speaks(e)))
        groups = (asked.object, asked.words - asked.idle - asked.object)
        return bool(spoken) and any(
            len(group & silent) > _MOSTLY * len(group) and not group & elsewhere for group in groups
        )
