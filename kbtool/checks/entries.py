"""Findings as people are shown them: one entry a sentence, and one for what is the same of many.

An entry is a matter of display. Fingerprints, waivers and baselines know findings alone, and so do the formats for programs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from kbtool.checks.findings import Finding
from kbtool.checks.ranking import worst_first, worst_of_words
from kbtool.checks.report import Hanging
from kbtool.knowledge.places import Span
from kbtool.knowledge.rules import Severity
from kbtool.text.changes import around, parts
from kbtool.text.stretch import Stretch


class Passage(Struct, frozen=True, dict=True):
    """A stretch of an article whose quotes overlap, or a node of the knowledge base, with what was found there.

    Attributes:
        findings: the worst first, but none that the document leaves out before what is refuted; there is one at least.
    """

    findings: tuple[Finding, ...]

    @property
    def lead(self) -> Finding:
        """The worst finding."""
        return self.findings[0]

    @cached_property
    def rank(self) -> tuple[object, ...]:
        """Sort key by harm: by the gravest finding, whichever leads."""
        return min(map(worst_first, self.findings))

    @cached_property
    def stretch(self) -> Stretch | None:
        """The stretch of the article; None, if it is no passage of one."""
        spans = [finding.span for finding in self.findings if finding.span]
        if not spans:
            return None
        return Stretch(min(span.start for span in spans), max(span.end for span in spans))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of its findings, that of the worst first."""
        return tuple(dict.fromkeys(finding.code for finding in self.findings))


class Entry(Struct, frozen=True):
    """What is shown as one: a passage, or several of which the worst finding says the same.

    Attributes:
        passages: the worst first; there is one at least.
        wanted: what would be decided or made sure of, if somebody mended it; None, where nobody asked.
    """

    passages: tuple[Passage, ...]
    wanted: Hanging | None = None

    @property
    def lead(self) -> Finding:
        """The worst finding of all."""
        return self.passages[0].lead

    @property
    def is_list(self) -> bool:
        """Whether it is of several passages."""
        return len(self.passages) > 1

    @property
    def _is_gathered(self) -> bool:
        """Whether something is said of all passages together: on one question, each says it itself."""
        return self.is_list and self.wanted is None

    @property
    def message(self) -> str:
        """What the worst finding says, of all passages where there are several."""
        if self.is_list and self.wanted is not None and self.lead.claim is None:
            return f"{self.lead.message} And {len(self.passages) - 1} more."
        return (self._is_gathered and self.lead.together) or self.lead.message

    @property
    def help(self) -> str:
        """What to do about it; for the curator, where something is said to them."""
        if self.wanted is not None and self.lead.to_curator:
            return self.lead.to_curator
        return (self._is_gathered and self.lead.together_help) or self.lead.suggestion

    @property
    def brief_help(self) -> str:
        """What to do about it, where there is a line for it."""
        is_other = self.help != self.lead.suggestion
        return self.help if is_other else self.lead.brief or self.help

    @property
    def others(self) -> tuple[str, ...]:
        """The codes of what else was found there."""
        codes = dict.fromkeys(code for passage in self.passages for code in passage.codes)
        return tuple(code for code in codes if code != self.lead.code)

    @property
    def findings(self) -> Iterator[Finding]:
        """The findings of all passages."""
        return (finding for passage in self.passages for finding in passage.findings)


def entries(
    findings: Iterable[Finding], texts: Mapping[str, str] | None = None
) -> tuple[Entry, ...]:
    """Findings as entries, the worst first.

    Args:
        findings: those that are shown, in any order.
        texts: the texts of documents, by path, where all that quotes one sentence is one entry; else, what overlaps is.
    """
    same: dict[tuple[object, ...], list[Passage]] = defaultdict(list)
    for passage in sorted(_passages(findings, texts or {}), key=lambda passage: passage.rank):
        same[_says(passage.lead)].append(passage)
    return tuple(Entry(tuple(passages)) for passages in same.values())


def spread(findings: Iterable[Finding]) -> list[Finding]:
    """The worst finding of each passage, the worst first, then the others: for readers that take the first few.

    Args:
        findings: those that are shown, in any order.
    """
    found = list(findings)
    leads = [each.lead for each in sorted(_passages(found), key=lambda passage: passage.rank)]
    led = set(map(id, leads))
    return [*leads, *sorted((f for f in found if id(f) not in led), key=worst_first)]


def wanted(findings: Iterable[Finding], hanging: Mapping[str, Hanging]) -> tuple[Entry, ...]:
    """Findings as entries for whoever keeps the knowledge base: one for each question, for each other node, and for milder
    ones on no claim, of which the help is the same, one for all.

    Args:
        findings: those that are shown, in any order.
        hanging: what hangs on evidence and references, by IRI.

    Returns:
        First errors in what is on no claim; then the questions, by the harm and the claims that hang on them; then the rest.
        Of what is gathered, that comes first on which most hangs.
    """
    groups: dict[object, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in sorted(findings, key=worst_first):
        groups[_wants(finding)][finding.claim or finding.node].append(finding)
    found = [_wanted(list(nodes.values()), hanging) for nodes in groups.values()]
    return tuple(sorted(found, key=_most_first))


def _wants(finding: Finding) -> object:
    """What is equal for findings that the same work would mend."""
    if finding.question or finding.claim or finding.severity is Severity.ERROR:
        return finding.question or finding.node
    return finding.code, finding.severity, finding.counts, finding.suggestion


def _wanted(nodes: list[list[Finding]], hanging: Mapping[str, Hanging]) -> Entry:
    leads = [findings[0] for findings in nodes if findings[0].claim]
    if leads:
        asked = Hanging(len(leads), sum(lead.stakes for lead in leads))
        return Entry(tuple(map(_passage, nodes)), asked)

    def hangs(findings: list[Finding]) -> Hanging:
        return hanging.get(findings[0].node, Hanging())

    most = sorted(nodes, key=lambda one: (-hangs(one).stakes, -hangs(one).claims))
    return Entry(tuple(map(_passage, most)), hangs(most[0]))


def _most_first(entry: Entry) -> tuple[object, ...]:
    lead, hangs = entry.lead, entry.wanted or Hanging()
    is_broken = lead.claim is None and lead.severity is Severity.ERROR
    return (
        not lead.counts,
        not is_broken,
        lead.claim is None,
        -hangs.stakes,
        -hangs.claims,
        lead.severity.rank,
        lead.order,
    )


def _passages(
    findings: Iterable[Finding], texts: Mapping[str, str] | None = None
) -> Iterator[Passage]:
    """The findings by where they stand: what quotes overlapping words or, where there is a text, one sentence of it
    together, anything else by its node.
    """
    sentences = {path: parts(text) for path, text in (texts or {}).items()}
    nodes: dict[tuple[str | None, str], list[Finding]] = defaultdict(list)
    held: list[Finding] = []
    end = 0
    for finding in sorted(findings, key=lambda finding: finding.order):
        if finding.document is None or finding.span is None:
            nodes[finding.document, finding.node].append(finding)
            continue
        if held and (finding.document != held[0].document or finding.span.start >= end):
            yield _passage(held)
            held, end = [], 0
        held.append(finding)
        end = max(end, _end(finding.span, sentences.get(finding.document, [])))
    yield from map(_passage, filter(None, (held, *nodes.values())))


def _end(span: Span, sentences: list[Stretch]) -> int:
    """Where a quote ends, or the sentence in which it does."""
    return around(sentences, span.start, span.end).end if sentences else span.end


def _passage(findings: list[Finding]) -> Passage:
    return Passage(tuple(worst_of_words(findings)))


def _says(finding: Finding) -> tuple[object, ...]:
    """What is equal for findings that say the same, or ask what claims state; what does not count is listed apart."""
    if finding.asks and finding.together:
        return finding.code, finding.severity, finding.counts
    if finding.gathered:
        others = tuple(other.iri for other in finding.related)
        return finding.code, finding.severity, finding.counts, finding.because, others
    return finding.code, finding.severity, finding.counts, finding.message, finding.suggestion
