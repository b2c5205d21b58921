"""Everything checked batch by batch: what is found of each, by itself, and put together as a check of everything has it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report, Tally
from kbtool.checks.terms import SilentRule, silent_rules, untold_rules
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.policies import Reach
from kbtool.knowledge.slices.covering import BatchCutter
from kbtool.knowledge.slices.kinds import Kinds, is_word
from kbtool.knowledge.slices.reading import told_kinds
from kbtool.knowledge.slices.verifying import Query
from kbtool.rdf.namespaces import KB, RDFS, SKOS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term

_NAMES = (RDFS("label"), SKOS("prefLabel"), KB("phrase"), KB("negatedPhrase"))
"""By what fingerprints look for the only node that a text names."""


class Outcome(Struct, frozen=True):
    """What is found of a batch.

    Attributes:
        report: the report, of the nodes of the batch alone.
        order: for each finding, its place among those of all batches.
        given_order: the same for those that have given way.
        documents: the IRIs of its documents, in the order of the report.
        kinds: what stands at the ends of properties in what was derived.
        asked: what derivations and rules ask; the same of each batch, and told with that of what every batch holds.
        commons: tells what was derived of what every batch holds.
        named: what nodes are called in what was derived, as hashes.
        silent, untold: what in the rules tells nothing; told with that, too.
        peak: the megabytes that the worker held at most.
    """

    report: Report
    order: tuple[tuple[object, ...], ...]
    given_order: tuple[tuple[object, ...], ...]
    documents: tuple[str, ...]
    kinds: str
    asked: tuple[Query, ...]
    commons: str
    named: frozenset[bytes]
    silent: tuple[SilentRule, ...]
    untold: tuple[str, ...]
    peak: float


def outcome(kb: KnowledgeBase, report: Report, cutter: BatchCutter, *, common: bool) -> Outcome:
    """What is found of a batch, of its own nodes alone.

    Args:
        kb: the batch.
        report: what was found of it.
        cutter: what has cut it.
        common: whether it is the batch of what every batch holds.
    """
    owned = _Owned(kb, cutter, common)
    findings = [finding for finding in report.findings if owned.has(_focus(finding))]
    given_way = [finding for finding in report.given_way if owned.has(_focus(finding))]
    return Outcome(
        report=replace(report, findings=tuple(findings), given_way=tuple(given_way)),
        order=tuple(map(_order, findings, count())),
        given_order=tuple(map(_order, given_way, count())),
        documents=tuple(document.iri for document in kb.documents),
        kinds=told_kinds(cutter.kinds),
        asked=tuple(cutter.asked) if common else (),
        commons=owned.derived_of_commons(),
        named=frozenset(owned.named()),
        silent=tuple(silent_rules(kb, report.rules)) if common else (),
        untold=tuple(untold_rules(kb)) if common else (),
        peak=_peak(),
    )


def _focus(finding: Finding) -> Term:
    return finding.results[0].focus


def _order(finding: Finding, number: int) -> tuple[object, ...]:
    """Its place among those of all batches; each document is of one of them, and their order there stays."""
    if finding.document is not None:
        return 0, finding.document, number
    return (*finding.order, *finding.results[0].sort_key())


def _peak() -> float:
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


class _Owned:
    """Which nodes are a batch's own; each node is one's alone, or of what every batch holds."""

    def __init__(self, kb: KnowledgeBase, cutter: BatchCutter, common: bool) -> None:
        self._store = kb.store
        self._cutter = cutter
        self._common = common
        self._graphs = {file.graph for file in kb.files}

    @cached_property
    def _own(self) -> frozenset[Term]:
        """The nodes of its own statements."""
        subjects = {
            node
            for node in self._cutter.part.beyond.nodes
            if isinstance(node, ox.NamedNode | ox.BlankNode) and self._can_be_own(node)
        }
        ends = {
            quad.object
            for node in subjects
            for quad in self._store.quads_for_pattern(node, None, None, None)
            if quad.graph_name in self._graphs
        }
        return frozenset(subjects.union(filter(self._can_be_own, ends)))

    def _can_be_own(self, node: Term) -> bool:
        if isinstance(node, ox.NamedNode):
            return not is_word(node.value) and node not in self._cutter.held
        return isinstance(node, ox.BlankNode) and node not in self._of_held

    @cached_property
    def _of_held(self) -> frozenset[Term]:
        """The nodes without a name in what every batch holds."""
        found = set(self._cutter.part.apart)
        waiting: list[ox.NamedNode | ox.BlankNode] = list(self._cutter.held)
        while waiting:
            for quad in self._store.quads_for_pattern(waiting.pop(), None, None, None):
                end = quad.object
                if isinstance(end, ox.BlankNode) and end not in found:
                    found.add(end)
                    waiting.append(end)
        return frozenset(found)

    def has(self, node: Term) -> bool:
        """Whether what is found of a node is told with this batch."""
        if node in self._own:
            return True
        if isinstance(node, ox.NamedNode):
            if is_word(node.value) or node in self._cutter.held:
                return self._common
            if self._cutter.is_elsewhere(node.value):
                return False
        elif node in self._of_held:
            return self._common
        return self._touches_own(node) or self._common

    def _touches_own(self, node: Term) -> bool:
        """Whether a node that was derived was derived of the batch's own."""
        waiting, seen = [node], {node}
        while waiting:
            at = waiting.pop()
            if not isinstance(at, ox.NamedNode | ox.BlankNode):
                continue
            quads = [*self._store.quads_for_pattern(None, None, at, DERIVED)]
            quads += self._store.quads_for_pattern(at, None, None, DERIVED)
            for quad in quads:
                for end in (quad.subject, quad.object):
                    if end in self._own:
                        return True
                    if isinstance(end, ox.BlankNode) and end not in seen:
                        seen.add(end)
                        waiting.append(end)
        return False

    def derived_of_commons(self) -> str:
        """Tells what was derived of terms, of which each batch has to derive the same."""
        lines = sorted(
            f"{quad.subject} {quad.predicate} {quad.object}"
            for quad in self._store.quads_for_pattern(None, None, None, DERIVED)
            if isinstance(quad.subject, ox.NamedNode)
            and is_word(quad.subject.value)
            and not isinstance(quad.object, ox.BlankNode)
        )
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()

    def named(self) -> Iterator[bytes]:
        """What nodes are called in what was derived, as hashes."""
        for name in _NAMES:
            for quad in self._store.quads_for_pattern(None, name, None, DERIVED):
                if self.has(quad.subject):
                    yield hashlib.blake2b(str(quad.object).encode(), digest_size=12).digest()


def merged(outcomes: Sequence[Outcome]) -> Report:
    """What is found of all batches, as one report.

    Args:
        outcomes: what was found of each batch, that of what every batch holds first.

    Raises:
        NeedsWholeError: what was found of two batches cannot be put together.
    """
    first = outcomes[0]
    seen: set[bytes] = set()
    for other in outcomes:
        if other.commons != first.commons:
            raise NeedsWholeError("what follows for terms hangs on several articles")
        if not seen.isdisjoint(other.named):
            raise NeedsWholeError("two nodes of several articles are called the same")
        seen |= other.named
    findings = _sorted((each.report.findings, each.order) for each in outcomes)
    _refuse_twice(outcomes)
    given_way = _sorted((each.report.given_way, each.given_order) for each in outcomes)
    tallies: dict[str, Tally] = {}
    for each in outcomes:
        tallies |= zip(each.documents, each.report.documents, strict=True)
    described = dict.fromkeys(t for each in outcomes for t in each.report.described)
    return replace(
        first.report,
        findings=tuple(findings),
        given_way=tuple(given_way),
        documents=tuple(tallies[iri] for iri in sorted(tallies)),
        described=tuple(described),
        reaches=_reaches(each.report.reaches for each in outcomes),
        would_reach=_reaches(each.report.would_reach for each in outcomes),
    )


def _reaches(some: Iterable[Sequence[Reach]]) -> tuple[Reach, ...]:
    return tuple(sorted((reach for each in some for reach in each), key=lambda r: r.document))


def _sorted(
    some: Iterable[tuple[Sequence[Finding], Sequence[tuple[object, ...]]]],
) -> list[Finding]:
    pairs = [pair for findings, order in some for pair in zip(findings, order, strict=True)]
    pairs.sort(key=lambda pair: pair[1])
    return [finding for finding, _ in pairs]


def _refuse_twice(outcomes: Iterable[Outcome]) -> None:
    """Refuse what was found of one node in two batches."""
    seen: set[tuple[str, Term]] = set()
    for outcome in outcomes:
        own = {
            (finding.code, _focus(finding))
            for finding in (*outcome.report.findings, *outcome.report.given_way)
            if isinstance(_focus(finding), ox.NamedNode)
        }
        for code, node in own & seen:
            raise NeedsWholeError(f"{node} was judged twice by {code}")
        seen |= own


def all_kinds(outcomes: Iterable[Outcome], stated: Kinds) -> Kinds:
    """What stands at the ends of properties in all batches, stated or derived."""
    from kbtool.knowledge.slices.reading import read_kinds

    found = Kinds()
    found.merge(stated)
    for each in outcomes:
        found.merge(read_kinds(each.kinds))
    return found


Check = Callable[[BatchCutter], tuple[KnowledgeBase, Report]]
"""Reads, derives and checks a batch."""
