"""Steps of several parts, and those that leave more than quads to others: stretches, waivers, results of rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.derive.borrowed import borrowed, borrowed_quads
from kbtool.knowledge.derive.conflicts import conflict_quads, waiver_quads
from kbtool.knowledge.derive.coverage import coverage_quads, uncovered_sentences
from kbtool.knowledge.derive.misuse import Kind, Misuse, misuse_quads
from kbtool.knowledge.derive.name_slips import misspelt_names, words_of_one_name
from kbtool.knowledge.derive.node_names import misnamed
from kbtool.knowledge.derive.node_types import types_of
from kbtool.knowledge.derive.prefixes import prefix_quads
from kbtool.knowledge.derive.quotes import anchor_quads, anchored_quotes, sentence_quads
from kbtool.knowledge.derive.rule_slips import Named, named_by_rules, own_rules
from kbtool.knowledge.derive.settled import Grounds, usage_beside
from kbtool.knowledge.derive.state import Derivation
from kbtool.knowledge.derive.usage import Usage
from kbtool.knowledge.derive.values import misuses_of_values
from kbtool.knowledge.derive.wholes import Counted, counted_by, misuses_of_wholes
from kbtool.knowledge.vocabulary_reading import read_vocabulary
from kbtool.knowledge.waivers import misnamed_rules, read_waivers, rules_by_name
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import instances, occurs
from kbtool.text.stretch import Stretch

_GROUNDS = Grounds()


def usage_step(state: Derivation) -> Iterator[ox.Quad]:
    """What the files state otherwise than the vocabulary says, of nodes that are asked for."""
    names, beyond = state.labels.names, state.beyond
    counted = counted_by(state.shapes)
    usage = _beside_what_is_known(state, counted)
    if usage is None:
        vocabulary = read_vocabulary(state.store, names.prefixes)
        usage = Usage(state.store, vocabulary, names, beyond)
    vocabulary = usage.vocabulary
    wholes = misuses_of_wholes(vocabulary, usage, counted)
    if beyond is None:
        of_names = list(misnamed(state.store, vocabulary, usage.types.items(), names))
        once: Collection[str] = words_of_one_name(usage.types, names)
    else:
        of_names = beyond.among_names(
            "misnamed",
            lambda named: misnamed(named, vocabulary, types_of(named).items(), names),
            of=[
                names.base,
                names.rule_base,
                *(f"{key} {base}" for key, base in names.prefixes.items()),
            ],
            classes=(Misuse, Kind),
        )
        single = beyond.among_names(
            "words-of-one-name",
            lambda named: words_of_one_name(types_of(named), names),
            of=[names.base],
        )
        once = frozenset(single)
    of_values = misuses_of_values(state.store, names)
    found = [*usage.found(), *of_values, *wholes, *of_names]
    told = {misuse.node for misuse in found}
    nodes = [node for node in (usage.types if beyond is None else beyond.nodes) if node not in told]
    found += misspelt_names(state.store, nodes, once, names, usage.known)
    rules = own_rules(state.rules, state.rule_files)
    of_rules = Named()
    if rules:
        of_rules = named_by_rules(state.shapes, rules, state.rule_files, usage, names, state.off)
        _note_rules(of_rules, state, usage)
    undeclared = list(usage.declared.quads())
    if beyond is not None:
        found = [misuse for misuse in found if misuse.node in beyond.nodes]
        for quad in undeclared:
            if quad.subject in beyond.nodes or quad.subject in state.shapes.by_node:
                raise NeedsWholeError(f"{quad.object} is not declared, and what is near is asked")
        undeclared = []
    yield from misuse_quads([*found, *of_rules.misuses])
    yield from undeclared
    yield from prefix_quads(state.prefixes)


def _note_rules(of_rules: Named, state: Derivation, usage: Usage) -> None:
    """What rules name, for what is declared nowhere; what only a derivation of the knowledge base has is declared there."""
    beyond = state.beyond
    for term, rule in of_rules.terms:
        is_derived = term.value.startswith(KB.base) and term.value[len(KB.base) :] in state.derived
        if is_derived or term in usage.types:
            continue
        is_own = beyond is not None and term.value.startswith(state.labels.names.base)
        if is_own and beyond is not None and occurs(beyond.names(), term):
            continue
        usage.declared.named_by(term, rule)
    for term, rule in of_rules.strangers:
        usage.declared.nowhere(term, rule)


def _beside_what_is_known(state: Derivation, counted: Counted) -> Usage | None:
    """The usage of files that were not looked at before, if nothing else can be amiss."""
    names = state.labels.names
    known = _GROUNDS.under(state.settled, names, counted) if state.settled else None
    if known is None:
        return None
    ground, key = known
    graphs = {graph for graph, _ in key}
    others = [
        quad
        for graph in (*state.store.named_graphs(), ox.DefaultGraph())
        if graph not in graphs
        for quad in state.store.quads_for_pattern(None, None, None, graph)
    ]
    return usage_beside(ground, others, state.store, names)


def quotes_step(state: Derivation) -> Iterable[ox.Quad]:
    """Where the quotes stand; their stretches are left to later steps."""
    documents = state.documents.values()
    quotes = anchored_quotes(state.store, documents)
    for quote in quotes:
        if quote.stretch is not None:
            state.stretches[quote.node, quote.document.iri] = quote.stretch
    return [
        *anchor_quads(quotes, documents, DERIVED),
        *sentence_quads(state.store, quotes, documents),
    ]


def coverage_step(state: Derivation) -> Iterable[ox.Quad]:
    """The sentences that nobody has encoded; their stretches are left to later steps."""
    covered: dict[str, list[Stretch]] = defaultdict(list)
    read = {node for kind in ("Claim", "NonClaim") for node in instances(state.store, KB(kind))}
    for (node, document), stretch in state.stretches.items():
        if node in read:
            covered[document].append(stretch)
    sentences = [
        sentence
        for document in state.documents.values()
        for sentence in uncovered_sentences(document, covered[document.iri], state.labels.names)
    ]
    state.stretches |= {(s.node, s.document.iri): s.stretch for s in sentences}
    return coverage_quads(sentences, DERIVED)


def conflicts_step(state: Derivation) -> Iterator[ox.Quad]:
    """What rules with kb:derives find; their results are left to the check."""
    state.evaluate(rule for rule in state.rules if rule.derives is not None)
    return conflict_quads(state.evaluated, state.rules, state.places)


def waivers_step(state: Derivation) -> Iterator[ox.Quad]:
    """What waivers name, and which of them have a finding; the results of their rules are left to the check."""
    codes = rules_by_name(state.store, state.rules, state.off)
    state.waivers = read_waivers(state.store, codes, state.labels, state.places)
    yield from misnamed_rules(state.store, codes)
    waived = {waiver.rule for waiver in state.waivers}
    rules = [rule for rule in state.rules if rule.code in waived and not rule.after_findings]
    state.evaluate(rules)
    yield from waiver_quads(state.evaluated, rules, state.waivers, state.places)
    hold = {rule.code for rule in state.rules}
    for waiver in state.waivers:
        if waiver.rule not in hold:
            yield ox.Quad(
                ox.NamedNode(waiver.iri), KB("waives"), ox.NamedNode(waiver.claim), DERIVED
            )


def borrowed_step(state: Derivation) -> Iterator[ox.Quad]:
    """The quotes that were copied to another claim."""
    if state.beyond is None:
        return borrowed_quads(borrowed(state.store))
    here = state.beyond.nodes
    found = [pair for pair in state.beyond.among_names("borrowed", borrowed) if pair[0] in here]
    for claim, other in found:
        if other not in here:
            raise NeedsWholeError(f"{claim} has the quote of another article's claim")
    return borrowed_quads(found)
