"""Whether the main verb of a finding is denied: that of the first clause that says more than in whom or where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kbtool.knowledge.derive.listed import Listed

_CLAUSES = re.compile(r"[.;:,]\s+")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_SHARE = re.compile(r"\s*\d[\d.,]*\s?%")
"""Of a share that did not do something nobody knows whether that is good: did not smoke."""
_FEW = 3
"""Up to so many words before a comma are one of a list, or what is spoken of. A convention of kbtool."""
_BEHIND = 2
"""So many words behind a denial are what it denies in the first place. A convention of kbtool."""


class MainVerbs:
    """Reads the verbs of findings, by the words of the vocabulary.

    Args:
        listed: the lists of the vocabulary.
    """

    def __init__(self, listed: Listed) -> None:
        of = listed.of
        self._verb, self._denied_verb = listed.verb, listed.verb_denied
        self._denial = of(("finding", "verbDenial"), ("finding", "objectDenial"))
        self._opens = of(("denies", "clauseWord"))
        self._setting = of(("finding", "settingWord"))
        self._joins = of(("finding", "joiningWord"))
        self._turns = of(("finding", "turningWord"))
        self._recovers = of(("finding", "recoveryWord"))
        self._needs = of(("finding", "needWord"))
        looked_at = of(("neutralOn", "lookedAtWord")).pattern
        self._neutral = re.compile(
            rf"{of(('neutralOn', 'neutralWord')).pattern}"
            rf"|{of(('finding', 'verbDenial')).pattern}(?: \w+)? {looked_at}"
        )
        self._adverse = of(("disputes", "adverseWord"))
        compares = of(("Increase", "comparingWord"), ("Decrease", "comparingWord")).pattern
        likeness = of(("finding", "likenessWord")).pattern
        null, later = of(("disputes", "nullResult")), of(("finding", "laterWord"))
        self._at_first = re.compile(
            rf"{compares}[^,;:.]*? {likeness} [^;:.]*?{self._joins.pattern} {null.pattern} {later.pattern}"
        )
        self._comparison = re.compile(
            rf"{likeness}([^,;:.]*?){self._denied_verb.pattern}(?= *(?:[.,;:]|$))"
        )

    def denied(
        self,
        sentence: str,
        speaks_for: re.Pattern[str],
        names: Callable[[str], bool],
        *,
        alone: bool,
        lasting: bool,
    ) -> str | None:
        """What a sentence denies by its main verb, or by that of what it compares something with.

        "It was not lower" denies nothing that "lower" would speak against, "not A but B" says B, "was not looked at" denies
        nothing that another sentence says, and of "A did not change, and B fell" only what names the statement counts.

        Args:
            sentence: a sentence of a finding, or what stands before its semicolon.
            speaks_for: adverse words that speak for the statement that it is asked of.
            names: whether words name something of that.
            alone: whether the finding has no other sentence.
            lasting: whether the statement is of something that would last if it did not recover.

        Returns:
            The words behind the denied verb, which may be none; None, if nothing is denied.
        """
        sentence = _ASIDE.sub("", sentence)
        compared = self._comparison.search(sentence)
        if compared is not None and self._opens.search(compared[1]) is None:
            return compared[0]
        for clause, behind in self._with_verb(sentence):
            verb = self._denied_verb.search(clause)
            if verb is None or verb.start() != self._first(clause):
                return None
            before, scope = clause[: verb.start()], clause[verb.end() :]
            if _SHARE.match(before):
                return None
            first = " ".join(scope.split()[:_BEHIND])
            is_turned = bool(
                (self._adverse.search(first) and not speaks_for.search(first))
                or (lasting and self._recovers.search(first))
                or self._needs.match(scope.lstrip())
            )
            is_left_open = not alone and self._neutral.search(clause) is not None
            if is_turned or is_left_open or self._turns.search(scope + behind):
                return None
            if self._joins.search(" ".join(before.split()[-1:])):
                return None
            return None if self._joins.match(behind) and not names(clause) else scope
        return None

    def contrasts(self, sentence: str) -> bool:
        """Whether something is said in the place of what a sentence denies: "not lower but higher"."""
        denied = self._denied_verb.search(sentence)
        turn = self._turns.search(sentence, denied.end()) if denied is not None else None
        return turn is not None and self._denial.search(sentence, turn.end()) is None

    def differs_at_first(self, part: str) -> bool:
        """Whether a null result is only later than a difference: "higher than on it and did not differ at night"."""
        found = self._at_first.search(part)
        return found is not None and self._denial.search(part[: found.start()]) is None

    def goes_on(self, sentence: str) -> bool:
        """Whether a clause that denies nothing goes on from what a sentence denies: "did not change, and B fell"."""
        denied = self._denied_verb.search(sentence)
        behind = _CLAUSES.split(sentence[denied.end() :])[1:] if denied is not None else []
        return any(
            self._joins.match(clause) and self._denial.search(clause) is None for clause in behind
        )

    def has_undenied(self, words: re.Pattern[str], part: str) -> bool:
        """Whether a part has one of some words with no denial before it: not in "no worse"."""
        return any(
            self._denial.search(" ".join(part[: found.start()].split()[-1:])) is None
            for found in words.finditer(part)
        )

    def _first(self, clause: str) -> int:
        found = self._verb.search(clause)
        return -1 if found is None else found.start()

    def _with_verb(self, sentence: str) -> Iterator[tuple[str, str]]:
        """The first clause with a verb, and what stands behind it; none where one before may have a verb that is in no list.

        Nothing is known of what stands before it but where it is a setting, a short phrase, a list, or one behind these.
        """
        clauses = _CLAUSES.split(sentence)
        inside = False
        for place, clause in enumerate(clauses):
            verb = self._verb.search(clause)
            opened = self._opens.search(clause, 0, verb.start()) if verb is not None else None
            if opened is not None:
                inside = True
                if not self._setting.match(clause) and opened.start() > 0:
                    return
            elif verb is None and self._opens.match(clause) and place > 0:
                inside = True
            elif verb is None:
                is_list = self._joins.search(clause) is not None and place > 0
                is_short = len(clause.split()) <= _FEW
                is_subject = any(map(self._verb.match, clauses[place + 1 : place + 3]))
                if not (self._setting.match(clause) or is_list or is_short or is_subject):
                    return
            elif inside and verb.start() == 0:
                continue
            else:
                yield clause, ", ".join(clauses[place + 1 :])
                return
