"""What stands against what: claims with claims, claims with evidence, and the words of each that clash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct

from kbtool.checks.findings import Finding, Related
from kbtool.checks.ranking import worst_first
from kbtool.checks.report import Report
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.comparison import Comparison, compare_claims
from kbtool.knowledge.model import Claim, Proposition, Question, Stance
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import value
from kbtool.reports.pages.links import segment

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_SHORTEST = 5
"""Letters of a word that is looked for; a shorter one says too little, unless it is of capitals."""
_CUES = ("cueBefore", "phraseCueBefore", "cueRightBefore", "cueAround")


class Clash(Struct, frozen=True):
    """A claim, and what it clashes with.

    Attributes:
        number: its number, the worst is 1.
        finding: what a check says of it.
        claim: the claim.
        excludes: whether both sides cannot be true; if not, they pull a reader two ways.
    """

    number: int
    finding: Finding
    claim: Claim
    excludes: bool

    @property
    def name(self) -> str:
        """Its name, which is an anchor on its page."""
        return f"clash-{segment(self.claim.name)}-{self.finding.code}-{self.number}"


def clashes(kb: KnowledgeBase, report: Report) -> Iterator[Clash]:
    """The clashes that a check found, the worst first.

    Args:
        kb: the knowledge base.
        report: what the check found.
    """
    excluding = {rule.code for rule in kb.rules if rule.derives is not None}
    names = kb.claims
    found = (
        finding
        for finding in sorted(report.findings, key=worst_first)
        if finding.claim in names
        and (finding.code in excluding or any(other.iri in names for other in finding.related))
    )
    for number, finding in enumerate(found, 1):
        assert finding.claim is not None
        yield Clash(number, finding, kb.claims[finding.claim], finding.code in excluding)


class Piece(Struct, frozen=True):
    """Words of a side of a clash, and whether they clash."""

    words: str
    clashes: bool


class Words(Struct, frozen=True, dict=True):
    """Finds the words that clash.

    Attributes:
        kb: the knowledge base, whose vocabulary says which words deny and which hedge.
    """

    kb: KnowledgeBase

    def compared(self, clash: Clash, other: Related) -> Comparison | None:
        """Why a claim clashes with another one; None, where the other side is no claim."""
        if other.iri not in self.kb.claims:
            return None
        return compare_claims(self.kb, ox.NamedNode(clash.claim.iri), ox.NamedNode(other.iri))

    def of(self, clash: Clash, other: Related) -> tuple[list[Piece], list[Piece]]:
        """The words of a claim and of what it clashes with, in pieces.

        Args:
            clash: the clash.
            other: one of what is on its other side.
        """
        mine, found = clash.claim, self.compared(clash, other)
        theirs = None if found is None else self.kb.claims[other.iri]
        said = (theirs.quote if theirs else "") or other.quote or other.message
        if found is None or theirs is None:
            named = [*_statement(mine.question), *_figure(mine)]
            return pieces(mine.quote, named, [self.denials]), pieces(said, _figure(mine))
        differing = [facet for facet in found.facets if facet.relation != "the same"]
        cues: list[re.Pattern[str]] = []
        one, two = ([facet.one for facet in differing], [facet.other for facet in differing])
        if mine.stance is not theirs.stance and Stance.GIVES not in (mine.stance, theirs.stance):
            cues.append(self.denials)
            one, two = one + _statement(mine.question), two + _statement(theirs.question)
        if mine.certainty != theirs.certainty:
            cues.append(self.hedges)
        return (
            pieces(mine.quote, [*one, *_figure(mine)], cues),
            pieces(said, [*two, *_figure(theirs)], cues),
        )

    @cached_property
    def denials(self) -> re.Pattern[str]:
        """Finds the words that deny, by the vocabulary."""
        return self._cues("Negation")

    @cached_property
    def hedges(self) -> re.Pattern[str]:
        """Finds the words that hedge."""
        return self._cues("Speculation")

    def _cues(self, effect: str) -> re.Pattern[str]:
        read = self.kb.columns.objects
        return phrases(value(term) for name in _CUES for term in read(KB(effect), KB(name)))


def phrases(cues: Iterable[str]) -> re.Pattern[str]:
    """Finds words that stand in a text just so, of several the longest; where there are none, nothing."""
    listed = sorted({re.escape(cue) for cue in cues if cue}, key=lambda cue: (-len(cue), cue))
    return re.compile(rf"\b(?:{'|'.join(listed) or '(?!)'})\b", re.IGNORECASE)


def pieces(said: str, parts: Iterable[str], cues: Iterable[re.Pattern[str]] = ()) -> list[Piece]:
    """A text in pieces: the words that clash, and those between.

    Args:
        said: the text.
        parts: what clashes, in words of the knowledge base; a word of the text that begins like one of them is meant.
        cues: find what else clashes.
    """
    wanted = [word for part in parts for word in _WORD.findall(part.casefold())]
    spans = [m.span() for m in _WORD.finditer(said) if _is_like(_folded(m[0]), wanted)]
    spans += [match.span() for cue in cues for match in cue.finditer(said)]
    return list(_cut(said, sorted(spans)))


def _cut(said: str, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    joined: list[list[int]] = []
    for start, end in spans:
        if joined and (start <= joined[-1][1] or not said[joined[-1][1] : start].strip(" -‑")):
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    done = 0
    for start, end in joined:
        if done < start:
            yield Piece(said[done:start], False)
        yield Piece(said[start:end], True)
        done = end
    if done < len(said):
        yield Piece(said[done:], False)


def _is_like(word: str, wanted: Iterable[str]) -> bool:
    """Whether a word, in small letters unless it is of capitals, is one of those wanted, or another form of one."""
    if not word.isalpha() or word.isupper():
        return word.casefold() in wanted
    return any(word == one or _stem(word) == _stem(one) for one in wanted if len(one) >= _SHORTEST)


def _folded(word: str) -> str:
    return word if len(word) > 1 and word.isupper() else word.casefold()


def _stem(word: str) -> str:
    return word[:_SHORTEST]


def _statement(question: Question | None) -> list[str]:
    """What a proposition says of its subject, in words."""
    if not isinstance(question, Proposition):
        return []
    return [question.predicate.label, question.object.label]


def _figure(claim: Claim) -> list[str]:
    return [claim.figure.as_printed] if claim.figure and claim.figure.as_printed else []
