"""The steps written in Python, before and after the queries of kb/derivations/, in the order in which they run.

What a step reads and derives stands in its line, as local names of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import chain

import pyoxigraph as ox

from kbtool.knowledge.derive.anecdotes import anecdote_quads
from kbtool.knowledge.derive.bylines import byline_quads
from kbtool.knowledge.derive.cited import cited_quads
from kbtool.knowledge.derive.companions import companion_quads
from kbtool.knowledge.derive.composed import (
    borrowed_step,
    conflicts_step,
    coverage_step,
    quotes_step,
    usage_step,
    waivers_step,
)
from kbtool.knowledge.derive.crowds import crowd_quads, listed_quads
from kbtool.knowledge.derive.day import day_quads
from kbtool.knowledge.derive.decisions import basis_quads
from kbtool.knowledge.derive.declarations import declaration_quads
from kbtool.knowledge.derive.denied import denied_quads
from kbtool.knowledge.derive.journals import journal_quads
from kbtool.knowledge.derive.lists_of_kbtool import lists_of_kbtool_quads
from kbtool.knowledge.derive.measures import measurement_quads
from kbtool.knowledge.derive.misplaced import misplaced_quads
from kbtool.knowledge.derive.modal import modal_quads
from kbtool.knowledge.derive.mostly_unread import mostly_unread_quads
from kbtool.knowledge.derive.naming import naming_quads
from kbtool.knowledge.derive.out_of_time import out_of_time_quads
from kbtool.knowledge.derive.outcomes import outcome_quads
from kbtool.knowledge.derive.parts import scope_in_part_quads
from kbtool.knowledge.derive.proposals import proposal_quads
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
from kbtool.knowledge.derive.warrants import warrant_quads
from kbtool.knowledge.derive.worded_sides import worded_side_quads
from kbtool.knowledge.derive.wording import wording_quads
from kbtool.knowledge.reached import reached_quads


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
        usage_step,
    ),
    Step("declarations", (), ("declaredAgainIn",), lambda state: declaration_quads(state.files, state.named)),
    Step(
        "quotes", (), (
            "computedSha256", "anchorStatus", "occurrences", "start", "end", "line", "column", "documentSays",
            "difference", "moved", "changedSentence", "sha256WithOtherLineEnds",
        ),
        quotes_step,
    ),
    Step(
        "bylines", (), ("notInDocument", "namesPublisher", "readsAsEnglish"),
        lambda state: byline_quads(state.store, state.documents.values()),
    ),
    Step("coverage", ("start", "end"), ("UncoveredSentence", "start", "end", "line", "column"), coverage_step),
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
        "outcomes", (), (
            "findingAgainst", "disputesWithoutDenial", "resultNotWorded", "supportsUnstudied", "supportsDenied",
            "disputesStated",
        ),
        lambda state: chain(
            outcome_quads(state.store, state.labels), worded_side_quads(state.store, state.labels)
        ),
    ),
    Step(
        "misplaced", (), (
            "misplacement", "Misplacement", "misplacedOn", "misplacedPart", "missingThing", "namedThing", "figureOfArm",
            "foundInNarrower", "saysOfThings",
        ),
        lambda state: misplaced_quads(state.store, state.documents, state.stretches),
    ),
    Step(
        "risks", (), ("foremostRisk", "risksInWords"),
        lambda state: risk_quads(state.store, state.labels),
    ),
    Step("told", (), ("gradeFound", "horizonFound", "durationFound"), partial(_of_store, told_quads)),
    Step("companions", (), ("otherDesign", "nearlyRepeats"), partial(_of_store, companion_quads)),
    Step("borrowed quotes", (), ("quoteOf",), borrowed_step),
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
        "lists of kbtool", (), ("emptied", "lacks", "borrowsWord"),
        lambda state: lists_of_kbtool_quads(state.store, state.list_files, state.labels.names, state.beyond),
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
    Step(CONFLICTS, ("statedBy", "start", "end"), ("conflictsWith",), conflicts_step),
    Step("waivers", ("statedBy", "start", "end"), ("waives", "namesNoRule"), waivers_step),
)  # fmt: skip
"""The steps that read what the queries say."""
