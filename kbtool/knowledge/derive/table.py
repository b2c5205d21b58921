"""The steps written in Python, before and after the queries of kb/derivations/, in the order in which they run.

What a step reads and derives stands in its line, as local names of the vocabulary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain

import pyoxigraph as ox

from kbtool.knowledge.derive.anecdotes import anecdote_quads
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.derive.borrowed import borrowed_quads
from kbtool.knowledge.derive.bylines import byline_quads
from kbtool.knowledge.derive.cited import cited_quads
from kbtool.knowledge.derive.companions import companion_quads
from kbtool.knowledge.derive.conflicts import conflict_quads, waiver_quads
from kbtool.knowledge.derive.coverage import coverage_quads, uncovered_sentences
from kbtool.knowledge.derive.crowds import crowd_quads, listed_quads
from kbtool.knowledge.derive.day import day_quads
from kbtool.knowledge.derive.decisions import basis_quads
from kbtool.knowledge.derive.declarations import declaration_quads
from kbtool.knowledge.derive.denied import denied_quads
from kbtool.knowledge.derive.journals import journal_quads
from kbtool.knowledge.derive.lists_of_kbtool import lists_of_kbtool_quads
from kbtool.knowledge.derive.measures import measurement_quads
from kbtool.knowledge.derive.misplaced import misplaced_quads
from kbtool.knowledge.derive.misuse import misuse_quads
from kbtool.knowledge.derive.modal import modal_quads
from kbtool.knowledge.derive.mostly_unread import mostly_unread_quads
from kbtool.knowledge.derive.naming import naming_quads
from kbtool.knowledge.derive.node_names import misnamed
from kbtool.knowledge.derive.out_of_time import out_of_time_quads
from kbtool.knowledge.derive.outcomes import outcome_quads
from kbtool.knowledge.derive.parts import scope_in_part_quads
from kbtool.knowledge.derive.prefixes import prefix_quads
from kbtool.knowledge.derive.proposals import proposal_quads
from kbtool.knowledge.derive.quotes import anchor_quads, anchored_quotes, sentence_quads
from kbtool.knowledge.derive.reach import reach_quads
from kbtool.knowledge.derive.references import reference_quads
from kbtool.knowledge.derive.relations import relation_quads
from kbtool.knowledge.derive.risks import risk_quads
from kbtool.knowledge.derive.scope import citation_quads, scope_quads
from kbtool.knowledge.derive.searches import search_quads
from kbtool.knowledge.derive.sought import sought_quads
from kbtool.knowledge.derive.state import Derivation, Step
from kbtool.knowledge.derive.switched_off import (
    left_out_quads,
    out_of_force_quads,
    switched_off_quads,
)
from kbtool.knowledge.derive.tensions import tension_quads
from kbtool.knowledge.derive.told import told_quads
from kbtool.knowledge.derive.usage import Usage, types_of
from kbtool.knowledge.derive.values import misuses_of_values
from kbtool.knowledge.derive.warrants import warrant_quads
from kbtool.knowledge.derive.wholes import counted_by, misuses_of_wholes
from kbtool.knowledge.derive.wording import wording_quads
from kbtool.knowledge.reached import reached_quads
from kbtool.knowledge.vocabulary import read_vocabulary
from kbtool.knowledge.waivers import misnamed_rules, read_waivers, rules_by_name
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import instances
from kbtool.text.stretch import Stretch


def _usage(state: Derivation) -> Iterator[ox.Quad]:
    names = state.labels.names
    vocabulary = read_vocabulary(state.store, names.prefixes)
    beyond = state.beyond
    usage = Usage(state.store, vocabulary, names, beyond)
    wholes = misuses_of_wholes(state.store, vocabulary, usage, counted_by(state.shapes))
    named = state.store if beyond is None else beyond.names
    types = usage.types if beyond is None else types_of(named)
    of_names = misnamed(named, vocabulary, types.items(), names)
    of_values = misuses_of_values(state.store, names)
    found = [*usage.found(), *of_values, *wholes, *of_names]
    undeclared = list(usage.declared.quads())
    if beyond is not None:
        found = [misuse for misuse in found if misuse.node in beyond.nodes]
        for quad in undeclared:
            if quad.subject in beyond.nodes:
                raise NeedsWholeError(f"{quad.object} is not declared, and what is near is asked")
        undeclared = []
    yield from misuse_quads(found)
    yield from undeclared
    yield from prefix_quads(state.prefixes)


def _quotes(state: Derivation) -> Iterable[ox.Quad]:
    documents = state.documents.values()
    quotes = anchored_quotes(state.store, documents)
    for quote in quotes:
        if quote.stretch is not None:
            state.stretches[quote.node, quote.document.iri] = quote.stretch
    return [
        *anchor_quads(quotes, documents, DERIVED),
        *sentence_quads(state.store, quotes, documents),
    ]


def _coverage(state: Derivation) -> Iterable[ox.Quad]:
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


def _conflicts(state: Derivation) -> Iterator[ox.Quad]:
    state.evaluate(rule for rule in state.rules if rule.derives is not None)
    return conflict_quads(state.evaluated, state.rules, state.places)


def _waivers(state: Derivation) -> Iterator[ox.Quad]:
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


def _borrowed(state: Derivation) -> Iterator[ox.Quad]:
    if state.beyond is None:
        yield from borrowed_quads(state.store)
        return
    for quad in borrowed_quads(state.beyond.names):
        if quad.subject in state.beyond.nodes:
            if quad.object not in state.beyond.nodes:
                raise NeedsWholeError(f"{quad.subject} has the quote of another article's claim")
            yield quad


def _of_store(
    quads: Callable[[ox.Store], Iterable[ox.Quad]], state: Derivation
) -> Iterable[ox.Quad]:
    return quads(state.store)


BEFORE = (
    Step(
        "usage", (), (
            "usesUndeclaredTerm", "refersToUndeclared", "misuse", "Misuse", "misuseKind", "misusedProperty", "expects",
            "stated", "meant", "prefixDeclaredFor",
        ),
        _usage,
    ),
    Step("declarations", (), ("declaredAgainIn",), lambda state: declaration_quads(state.files, state.named)),
    Step(
        "quotes", (), (
            "computedSha256", "anchorStatus", "occurrences", "start", "end", "line", "column", "documentSays",
            "difference", "moved", "changedSentence", "sha256WithOtherLineEnds",
        ),
        _quotes,
    ),
    Step(
        "bylines", (), ("notInDocument", "namesPublisher", "readsAsEnglish"),
        lambda state: byline_quads(state.store, state.documents.values()),
    ),
    Step("coverage", ("start", "end"), ("UncoveredSentence", "start", "end", "line", "column"), _coverage),
    Step(
        "measures", (), (
            "lowerBound", "upperBound", "digits", "numberNotPrinted", "printedNotQuoted", "unitAsPrinted", "formAsPrinted",
            "usualMeaning", "printNotRead", "lopsided", "samplingLow", "samplingHigh", "nearLow", "nearHigh", "comparedAs",
            "boundInWords", "boundNotInWords", "nearnessNotInWords", "directionInWords", "changeInWords",
            "directionNotInWords", "measureInWords",
            "estimate", "imprecise", "reaches", "strictBound", "figureSetAside", "figureFound", "intervalFound",
            "intervalUntold", "countFound", "yearFound",
        ),
        lambda state: measurement_quads(state.store, state.documents, state.stretches),
    ),
    Step("crowds", ("lowerBound", "upperBound", "digits"), ("judgedAs",), partial(_of_store, crowd_quads)),
    Step("labels", (), ("negation", "says"), lambda state: state.labels.quads()),
    Step(
        "wording", (), (
            "denialInQuote", "denialBesideQuote", "denialAroundQuote", "denialOfQuote", "hedgeInQuote", "hedgeBesideQuote",
            "conditionBesideQuote", "limitBesideQuote", "asHeading",
        ),
        lambda state: wording_quads(state.store, state.labels, state.documents, state.stretches),
    ),
    Step(
        "denied", (), ("deniedWithoutWord",),
        lambda state: denied_quads(state.store, state.documents, state.stretches),
    ),
    Step(
        "mostly unread", (), ("leavesUnread",),
        lambda state: mostly_unread_quads(state.store, state.documents, state.stretches),
    ),
    Step(
        "anecdotes", (), ("reportInQuote", "reportNotWorded", "hedgeNotWorded"),
        lambda state: anecdote_quads(state.store, state.documents, state.stretches),
    ),
    Step(
        "modality", (), (
            "modalityNotStated", "modalityBesideQuote", "modalityNotWorded", "saidOfAnotherInVain", "scopeNotModelled",
        ),
        lambda state: modal_quads(state.store, state.labels, state.documents, state.stretches),
    ),
    Step(
        "naming", (), ("quoteWithoutContent", "quoteNamesOnly", "notNamed", "namesInstead"),
        lambda state: naming_quads(state.store, state.documents, state.stretches),
    ),
    Step(
        "relations", ("lowerBound", "upperBound", "samplingLow", "samplingHigh", "imprecise"), (
            "entails", "incompatibleWith", "narrowerScopeThan", "isPartOf", "indirectCounterpartOf", "transposes",
            "ofMemberOf", "StudiedStatement", "variesModalityOf", "leavesLittleRoomFor",
            "narrows", "studiedScope", "speaksFor", "speaksAgainst", "speaksNeitherWayOn", "speaksOf",
        ),
        lambda state: relation_quads(state.store, state.labels),
    ),
    Step(
        "references", (), (
            "current", "confirmedBy", "confirmedIdentifier", "doubtedBy", "differsInIdentity", "differsInDetail",
            "missingExcerpt", "noticed", "sameReferenceAs", "sharedIdentifier", "unaskedIdentifier",
        ),
        partial(_of_store, reference_quads),
    ),
    Step(
        "scope",
        (),
        ("scopeNotStated",),
        lambda state: scope_quads(state.store, state.documents, state.stretches),
    ),
    Step(
        "citations",
        (),
        ("citationNotPrinted",),
        lambda state: citation_quads(state.store, state.documents, state.stretches),
    ),
    Step(
        "outcomes", (), ("findingAgainst", "disputesWithoutDenial", "resultNotWorded"),
        lambda state: outcome_quads(state.store, state.labels),
    ),
    Step(
        "misplaced", (), (
            "misplacement", "Misplacement", "misplacedOn", "misplacedPart", "missingThing", "namedThing", "figureOfArm",
            "saysOfThings",
        ),
        lambda state: misplaced_quads(state.store, state.documents, state.stretches),
    ),
    Step(
        "risks", (), ("foremostRisk", "risksInWords"),
        lambda state: risk_quads(state.store, state.labels),
    ),
    Step("told", (), ("gradeFound", "horizonFound", "durationFound"), partial(_of_store, told_quads)),
    Step("companions", (), ("otherDesign", "nearlyRepeats"), partial(_of_store, companion_quads)),
    Step("borrowed quotes", (), ("quoteOf",), _borrowed),
    Step("warrants", (), ("warrantSays",), partial(_of_store, warrant_quads)),
    Step("cited", (), ("titleSays", "findingSays", "creatorNotCited", "dayCited"), partial(_of_store, cited_quads)),
    Step("journals", (), ("journalCited", "doiUnlikeOf"), partial(_of_store, journal_quads)),
    Step(
        "out of time", (), ("yearInIdentifier", "outOfOrderBeside"), partial(_of_store, out_of_time_quads),
    ),
    Step(
        "day", (), ("asOf", "latestDay", "waivableUntil"),
        lambda state: day_quads(state.today, state.waiver_days, date.today()),
    ),
    Step(
        "searches", (), ("inDate", "covers"),
        lambda state: search_quads(state.store, state.today, state.search_days),
    ),
    Step("sought", (), ("soughtUnnamed",), partial(_of_store, sought_quads)),
    Step(
        "reach of policy packs", (), ("reachedBy",),
        lambda state: reached_quads(state.store, state.rule_files.own.values()),
    ),
    Step(
        "rules out of force", (), ("outOfForce",),
        lambda state: out_of_force_quads(state.rules, state.today),
    ),
    Step(
        "lists of kbtool", (), ("emptied", "lacks"),
        lambda state: lists_of_kbtool_quads(state.store, state.list_files, state.labels.names),
    ),
    Step(
        "switched off", (), ("switchedOff", "weakened", "leftOut"),
        lambda state: chain(
            switched_off_quads(state.shapes, state.rules, state.rule_files),
            left_out_quads(state.rules, state.selected, state.ignored),
        ),
    ),
)  # fmt: skip
"""The steps whose results the queries of kb/derivations/ read."""

CONFLICTS = "conflicts"
"""The step that derives what rules with kb:derives find."""

FOR_RULES = frozenset({
    "declarations", "bylines", "wording", "denied", "mostly unread", "anecdotes", "modality", "naming", "scope", "citations",
    "outcomes", "misplaced", "risks", "told", "companions", "borrowed quotes", "warrants", "cited", "out of time", "sought",
    "rules out of force",
})  # fmt: skip
"""The steps whose results rules and queries read, and no other part of kbtool."""

AFTER = (
    Step(
        "lists",
        (
            "judgedAs", "evidence", "direction", "directness", "decisive", "decisiveInPart", "publishedBy",
        ),
        ("listedAs", "Crowd", "claim", "furtherAlike"),
        lambda state: listed_quads(state.store, state.labels.names),
    ),
    Step(
        "tensions",
        ("start", "entails"),
        ("hedgedAlso", "hedgedElsewhere", "pullsAgainst", "pullsAgainstElsewhere"),
        partial(_of_store, tension_quads),
    ),
    Step(
        "reach",
        ("start", "lowerBound", "upperBound"),
        ("outreaches", "outreachesElsewhere"),
        partial(_of_store, reach_quads),
    ),
    Step(
        "scopes",
        ("supportedIn", "refutedIn", "narrows", "narrowerScopeThan"),
        ("supportedScope", "supportedLimit", "refutedScope", "refutedLimit", "supportedAs"),
        lambda state: scope_in_part_quads(state.store, state.labels),
    ),
    Step(
        "proposals",
        (
            "verdict", "supportedScope", "supportedAs", "shownAs", "shownOtherwise", "coveredBy", "notCounted",
            "judgedAs", "decisive", "decisiveInPart", "tier", "direction", "directness", "via", "inScope",
            "narrowerScopeThan", "onQuestionType",
        ),
        ("proposedWording", "passingWording", "wordingRestsOn"),
        lambda state: proposal_quads(state.store, state.labels),
    ),
    Step(
        "decisions",
        ("decidedBy", "evidence", "direction", "directness", "tier", "eligible", "coveredBy"),
        ("basis",),
        partial(_of_store, basis_quads),
    ),
    Step(CONFLICTS, ("statedBy", "start", "end"), ("conflictsWith",), _conflicts),
    Step("waivers", ("statedBy", "start", "end"), ("waives", "namesNoRule"), _waivers),
)  # fmt: skip
"""The steps that read what the queries say."""
