"""A knowledge base checked: shapes to findings, and findings beside what people decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.checks.building import findings
from kbtool.checks.narrowing import Only
from kbtool.checks.report import Report, Tally
from kbtool.checks.waivers import waive
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, Concept
from kbtool.knowledge.node import Node
from kbtool.knowledge.policies import Reach
from kbtool.knowledge.reached import unswitched
from kbtool.knowledge.remembered import remember_results, remembered_results
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, instances
from kbtool.shacl import ValidationResult, validate
from kbtool.shacl.describing import descriptions
from kbtool.shacl.executors.oxigraph import DataGraph
from kbtool.shacl.validation import Engine
from kbtool.text.document import Document
from kbtool.text.quotes import Status

TO_DECIDE = "to be decided"
"""What is counted of claims beside verdicts: that nobody has decided what they state."""

_GONE = (KB(Status.CHANGED.value), KB(Status.MISSING.value), KB(Status.GONE.value))


def check(
    kb: KnowledgeBase,
    rules: Collection[Rule],
    engine: Engine = "fast",
    *,
    only: Only | None = None,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Run rules over a knowledge base, and change nothing in it.

    The rules that were evaluated when it was opened, because something follows from them, are not evaluated again; nor are,
    where results are kept between runs, those that an earlier check of the same has evaluated.

    Args:
        kb: the knowledge base.
        rules: the rules to run.
        engine: "fast", or "pyshacl" as the reference, which evaluates all of them.
        only: what is asked for, so that little else is told; everything, if None.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: the shapes cannot be used.
    """
    out_of_force = tuple(sorted(rule.code for rule in rules if not rule.holds_on(kb.today)))
    rules = [rule for rule in rules if rule.holds_on(kb.today)]
    results = _results(kb, rules, engine, note, progress)
    progress("locating the findings")
    found = findings(
        kb,
        sorted(results if only is None else only.results(results), key=ValidationResult.sort_key),
        {r.iri: r for r in rules},
        lambda sides: sides if only is None else only.sides(sides),
    )
    conflicts = {rule.code for rule in kb.rules if rule.derives is not None}
    found = waive(found, kb.waivers, conflicts, kb.today, kb.places.passages)
    run = {rule.code for rule in rules}
    return Report(
        findings=tuple(found),
        rules=tuple(rules),
        documents=_tallies(kb, None if only is None else only.documents),
        names=kb.names,
        described=descriptions(results, DataGraph.of(kb.store), kb.shapes),
        left_out=tuple(sorted({rule.code for rule in kb.rules} - run - set(out_of_force))),
        packs_off=tuple(sorted(kb.workspace.policies.keys() - set(kb.policies))),
        reaches=tuple(_by_path(kb, kb.reaches)),
        would_reach=tuple(_by_path(kb, unswitched(kb.store, kb.workspace, kb.policies))),
        out_of_force=out_of_force,
    )


def _by_path(kb: KnowledgeBase, reaches: Iterable[Reach]) -> Iterator[Reach]:
    paths = {document.iri: str(document.path) for document in kb.documents}
    for reach in reaches:
        if reach.document in paths:
            yield replace(reach, document=paths[reach.document])


def _results(
    kb: KnowledgeBase,
    rules: Collection[Rule],
    engine: Engine,
    note: Callable[[str], None],
    progress: Callable[[str], None],
) -> list[ValidationResult]:
    """The results of some rules; those that are not known yet are evaluated."""
    notes: list[str] = []

    def noted(text: str) -> None:
        notes.append(text)
        note(text)

    kept = remembered_results(kb.mark) if engine == "fast" else {}
    known = {**kept, **kb.evaluated} if engine == "fast" else {}
    new = [rule.iri for rule in rules if rule.iri not in known]
    evaluated: dict[Term, list[ValidationResult]] = {iri: [] for iri in new}
    for result in validate(
        kb.store,
        kb.shapes,
        engine=engine,
        only=new,
        note=noted,
        progress=lambda done, total: progress(f"rule {done} of {total}"),
    ):
        evaluated[result.rule].append(result)
    found = {iri: tuple(results) for iri, results in evaluated.items()}
    if engine == "fast" and new and not notes:
        remember_results(kb.mark, kept | found)
    return [result for rule in rules for result in (known.get(rule.iri) or found.get(rule.iri, ()))]


def _tallies(kb: KnowledgeBase, asked: Collection[str] | None) -> tuple[Tally, ...]:
    if asked is not None and not asked:
        return ()
    documents = [each for each in kb.documents if asked is None or each.iri in asked]
    claims: dict[str, list[Claim]] = {document.iri: [] for document in documents}
    for node in instances(kb.store, KB("Claim")):
        document = kb.places.document(node)
        if document is not None and document.iri in claims:
            claim = kb.reader.claim(node)
            if claim.document is not None and (claim.verdict.concept or _is_open(kb, claim)):
                claims[claim.document.iri].append(claim)
    return tuple(_tally(kb, document, claims[document.iri]) for document in documents)


def _tally(kb: KnowledgeBase, document: Document, claims: Sequence[Claim]) -> Tally:
    stand = [claim for claim in claims if _stands(kb, claim)]
    return Tally(
        path=str(document.path),
        verdicts=_verdicts(kb, stand),
        decided=tuple(claim for claim in stand if claim.verdict.resolution),
        text=document.text,
        outdated=len(claims) - len(stand),
    )


def _is_open(kb: KnowledgeBase, claim: Claim) -> bool:
    """Whether nobody has decided what a claim states."""
    return kb.columns.one(ox.NamedNode(claim.iri), KB("proposed")) is not None


def _stands(kb: KnowledgeBase, claim: Claim) -> bool:
    """Whether the words of a claim stand in its document, up to typography."""
    return kb.columns.one(ox.NamedNode(claim.iri), KB("anchorStatus")) not in _GONE


def _verdicts(kb: KnowledgeBase, claims: Sequence[Claim]) -> Counter[str]:
    """How many claims have which verdict, in the order of kb:rank, and on how many nobody has decided."""
    open_ = {claim.iri for claim in claims if _is_open(kb, claim)}
    judged = [claim.verdict.concept for claim in claims if claim.iri not in open_]
    found = Counter(verdict for verdict in judged if verdict is not None)

    def order(verdict: Concept) -> tuple[bool, int, Concept]:
        rank = Node.read(kb.store, ox.NamedNode(verdict.iri)).integer(KB("rank"))
        return rank is None, rank or 0, verdict

    counted: Counter[str] = Counter()
    for verdict in sorted(found, key=order):
        counted[verdict.label] += found[verdict]
    if open_:
        counted[TO_DECIDE] = len(open_)
    return counted
