"""Findings that only follow from another one give way to it, so that one slip is told once.

Which rules give way to which stands in the shapes (kb:yieldsTo). A finding gives way where the other rule has run and has
found something as grave on the same node, that counts and is shown; a claim's also, where it is on what the claim states or
on evidence on that; a proposition's or quantity's, where it is on what refers to it; a sentence's, on what quotes it.
What an editor would be told of a claim whose words no longer stand gives way to the finding that says so (kb:outdates), and
that names the rules: neither the old fault nor none. Where nobody has decided what a claim states, only that is asked
(kb:asksFirst), once for the claim and what it states.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.knowledge.places import STATES
from kbtool.knowledge.rules import Role
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, objects, value
from kbtool.text.quotes import Status

_TO_BE_ENCODED = "Changed, to be encoded again"
_BEARS_ON = (KB("supports"), KB("disputes"), KB("gives"))


def without_consequences(store: ox.Store, report: Report) -> Report:
    """A report without the findings that only follow from others in it, or that are on words that no longer stand.

    Args:
        store: the store with derived triples.
        report: what was found, with what waivers, a baseline and paths have made of it.
    """
    outdating = {rule.code for rule in report.rules if rule.outdates}
    outdated = _outdated(report, outdating)
    following = [*outdated, *_asked_first(store, report), *_following(store, report)]
    if not following and not any(finding.code in outdating for finding in report.findings):
        return report
    gone = {id(finding) for finding in following}
    codes: dict[str | None, set[str]] = defaultdict(set)
    for finding in outdated:
        codes[finding.claim].add(finding.code)
    left = tuple(
        _in_place_of(store, finding, sorted(codes[finding.claim]))
        if finding.code in outdating and finding.claim
        else finding
        for finding in report.findings
        if id(finding) not in gone
    )
    given_way = tuple(finding for finding in report.findings if id(finding) in gone)
    return replace(report, findings=left, given_way=given_way)


def _in_place_of(store: ox.Store, finding: Finding, codes: list[str]) -> Finding:
    """What is told in the place of findings on words that no longer stand; words that are gone do no harm."""
    is_gone = KB(Status.GONE.value) in objects(
        store, ox.NamedNode(finding.node), KB("anchorStatus")
    )
    doubt = 0 if is_gone else finding.doubt
    message = finding.message
    if codes:
        message = f"{_TO_BE_ENCODED}: {message} {', '.join(codes)} of the old words not shown."
    return replace(finding, outdated=tuple(codes), message=message, doubt=doubt)


def _outdated(report: Report, outdating: Collection[str]) -> list[Finding]:
    """What an editor would be told of claims whose words another finding says to be gone."""
    claims = {
        finding.claim
        for finding in report.findings
        if finding.code in outdating and finding.counts and finding.claim
    }
    return [
        finding
        for finding in report.findings
        if finding.claim in claims
        and finding.code not in outdating
        and Role.EDITOR in finding.mended_by
    ]


def _asked_first(store: ox.Store, report: Report) -> Iterator[Finding]:
    """What an editor would be told of claims that nobody has decided on, and the question whether what they state is so."""
    kept = {rule.code for rule in report.rules if rule.needs_encoding or rule.asks_first}
    counting = [each for each in report.findings if each.asks and each.counts]
    asked = {each.claim for each in counting if each.claim == each.node}
    nodes = (ox.NamedNode(claim) for claim in asked if claim)
    stated = {
        value(each) for node in nodes for state in STATES for each in objects(store, node, state)
    }
    for finding in report.findings:
        is_twice = finding.asks and finding.node in stated
        is_early = finding.claim in asked and finding.code not in kept
        if is_twice or (is_early and Role.EDITOR in finding.mended_by):
            yield finding


def _following(store: ox.Store, report: Report) -> list[Finding]:
    """The findings that only follow from others."""
    yielding = {rule.code: rule.yields_to - {rule.code} for rule in report.rules if rule.yields_to}
    awaited = frozenset[str]().union(*yielding.values())
    causes: dict[Term, list[Finding]] = defaultdict(list)
    quoting: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if finding.code in awaited and finding.counts:
            quoting[finding.document] += [finding] if finding.span is not None else []
            for focus in _foci(finding):
                causes[focus].append(finding)
    if not causes:
        return []

    def follows(finding: Finding) -> bool:
        if finding.code not in yielding:
            return False
        return any(
            _quote(cause, finding)
            for cause in quoting.get(finding.document, ())
            if cause.code in yielding[finding.code]
        ) or any(
            cause.code in yielding[finding.code] and cause.severity.reaches(finding.severity)
            for focus in _foci(finding)
            for node in concerned(store, focus)
            for cause in causes.get(node, ())
        )

    return [finding for finding in report.findings if follows(finding)]


def _quote(cause: Finding, sentence: Finding) -> bool:
    """Whether a cause is on what quotes a sentence of the same document; it is one that no claim and no passage quotes."""
    if sentence.claim is not None:
        return False
    if cause.span is None or sentence.span is None:
        return False
    return cause.span.start < sentence.span.end and sentence.span.start < cause.span.end


def _foci(finding: Finding) -> set[Term]:
    return {result.focus for result in finding.results}


def concerned(store: ox.Store, node: Term) -> Iterator[Term]:
    """The nodes whose faults show at a node.

    Args:
        store: the store with derived triples.
        node: the node.
    """
    yield node
    kinds = objects(store, node, RDF("type"))
    if KB("Proposition") in kinds or KB("Quantity") in kinds:
        for quad in store.quads_for_pattern(None, None, node, None):
            if quad.graph_name != DERIVED:
                yield quad.subject
        return
    for thing in [thing for state in STATES for thing in objects(store, node, state)]:
        yield thing
        for relation in _BEARS_ON:
            for quad in store.quads_for_pattern(None, relation, thing, None):
                if KB("Evidence") in objects(store, quad.subject, RDF("type")):
                    yield quad.subject
