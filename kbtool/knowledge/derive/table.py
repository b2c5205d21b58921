"""The steps written in Python, before and after the queries of kb/derivations/, in the order in which they run.

What a step reads and derives stands in its line, as local names of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import chain

import pyoxigraph as ox

from kbtool.knowledge.derive.composed import (
    conflicts_step,
    coverage_step,
    quotes_step,
    usage_step,
    waivers_step,
)
from kbtool.knowledge.derive.crowds import crowd_quads, listed_quads
from kbtool.knowledge.derive.day import day_quads
from kbtool.knowledge.derive.decisions import basis_quads
from kbtool.knowledge.derive.journals import journal_quads, label_quads
from kbtool.knowledge.derive.lists_of_kbtool import lists_of_kbtool_quads
from kbtool.knowledge.derive.measures import measurement_quads
from kbtool.knowledge.derive.parts import scope_in_part_quads
from kbtool.knowledge.derive.proposals import proposal_quads
from kbtool.knowledge.derive.reach import reach_quads
from kbtool.knowledge.derive.references import reference_quads
from kbtool.knowledge.derive.relations import relation_quads
from kbtool.knowledge.derive.searches import search_quads
from kbtool.knowledge.derive.signed_off import signed_off_quads
from kbtool.knowledge.derive.state import Derivation, Step, of_store
from kbtool.knowledge.derive.switched_off import (
    left_out_quads,
    lenient_quads,
    switched_off_quads,
    unread_quads,
)
from kbtool.knowledge.derive.tensions import tension_quads
from kbtool.knowledge.reached import reached_quads


def for_rules(name: str) -> Callable[[Derivation], Iterable[ox.Quad]]:
    """The run of a step of ``FOR_RULES``, which is loaded when it runs."""

    def run(state: Derivation) -> Iterable[ox.Quad]:
        from kbtool.knowledge.derive.for_rules import RUNS

        return RUNS[name](state)

    return run


BEFORE = (
    Step(
        "usage", (), (
            "usesUndeclaredTerm", "refersToUndeclared", "misuse", "Misuse", "misuseKind", "misusedProperty", "expects",
            "stated", "meant", "prefixDeclaredFor",
        ),
        usage_step,
    ),
    Step("declarations", (), ("declaredAgainIn",), for_rules("declarations")),
    Step("taken out", (), ("takenOutAsComment",), for_rules("taken out")),
    Step(
        "quotes", (), (
            "computedSha256", "anchorStatus", "occurrences", "start", "end", "line", "column", "documentSays",
            "difference", "moved", "changedSentence", "sha256WithOtherLineEnds",
        ),
        quotes_step,
    ),
    Step(
        "bylines", (), ("notInDocument", "namesPublisher", "publisherNotNamed", "audienceAgainst", "readsAsEnglish"),
        for_rules("bylines"),
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
    Step("crowds", ("lowerBound", "upperBound", "digits"), ("judgedAs",), partial(of_store, crowd_quads)),
    Step("labels", (), ("negation", "says"), lambda state: state.labels.quads()),
    Step(
        "wording", (), (
            "denialInQuote", "denialBesideQuote", "denialAroundQuote", "denialOfQuote", "hedgeInQuote", "hedgeBesideQuote",
            "conditionBesideQuote", "limitBesideQuote",
        ),
        for_rules("wording"),
    ),
    Step("headings", (), ("asHeading",), for_rules("headings")),
    Step(
        "denied", (), ("deniedWithoutWord", "deniedBehindQuote"),
        for_rules("denied"),
    ),
    Step(
        "mostly unread", (), ("leavesUnread",),
        for_rules("mostly unread"),
    ),
    Step(
        "anecdotes", (), ("reportInQuote", "reportNotWorded", "hedgeNotWorded"),
        for_rules("anecdotes"),
    ),
    Step(
        "modality", (), (
            "modalityNotStated", "modalityBesideQuote", "modalityNotWorded", "saidOfAnotherInVain", "scopeNotModelled",
        ),
        for_rules("modality"),
    ),
    Step(
        "naming", (), ("quoteWithoutContent", "quoteNamesOnly", "notNamed", "namesInstead"),
        for_rules("naming"),
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
        partial(of_store, reference_quads),
    ),
    Step(
        "scope",
        (),
        ("scopeNotStated",),
        for_rules("scope"),
    ),
    Step(
        "citations",
        (),
        ("citationNotPrinted", "citationBeside", "citationFarAway"),
        for_rules("citations"),
    ),
    Step(
        "outcomes", (), (
            "findingAgainst", "disputesWithoutDenial", "resultNotWorded", "supportsUnstudied", "supportsDenied",
            "disputesUnstudied", "disputesStated", "excerptAgainst", "excerptOtherwise", "neutralUnsaid",
        ),
        for_rules("outcomes"),
    ),
    Step(
        "misplaced", (), (
            "misplacement", "Misplacement", "misplacedOn", "misplacedPart", "missingThing", "namedThing", "figureOfArm",
            "foundInNarrower", "saysOfThings", "inRunningText", "comparedOtherwise", "peopleNamed",
            "namesNothingOf",
        ),
        for_rules("misplaced"),
    ),
    Step(
        "risks", (), ("foremostRisk", "risksInWords"),
        for_rules("risks"),
    ),
    Step("told", (), ("gradeFound", "gradeUnstated", "horizonFound", "durationFound"), for_rules("told")),
    Step(
        "at odds", (), (
            "outsideInterval", "comparedOtherWay", "differenceAsShare", "pointsOfNothing", "exchangedFigures",
            "foreignWord", "excerptNearly", "numberedOtherwise", "timeOtherwise",
        ),
        for_rules("at odds"),
    ),
    Step("predicate names", (), ("namedPredicate",), for_rules("predicate names")),
    Step(
        "companions", (), (
            "otherDesign", "nearlyRepeats", "jurisdictionBeside", "regimenBeside", "routeBeside",
        ),
        for_rules("companions"),
    ),
    Step("borrowed quotes", (), ("quoteOf",), for_rules("borrowed quotes")),
    Step("warrants", (), ("warrantSays",), for_rules("warrants")),
    Step("cited", (), ("titleSays", "findingSays", "creatorNotCited", "dayCited"), for_rules("cited")),
    Step("labels of products", (), ("labelNames",), partial(of_store, label_quads)),
    Step(
        "journals", (), (
            "journalCited", "doiUnlikeOf", "typeUnlikeOf", "labelTwiceOf",
            "volumeOutOfStep", "besideReference", "volumeCited", "yearOfVolume",
        ),
        partial(of_store, journal_quads),
    ),
    Step(
        "out of time", (), ("yearInIdentifier", "outOfOrderBeside"), for_rules("out of time"),
    ),
    Step(
        "day", (), ("asOf", "latestDay", "waivableUntil"),
        lambda state: day_quads(state.today, state.waiver_days, date.today()),
    ),
    Step(
        "searches", (), ("inDate", "covers"),
        lambda state: search_quads(state.store, state.today, state.search_days),
    ),
    Step("sought", (), ("soughtUnnamed",), for_rules("sought")),
    Step(
        "reach of policy packs", (), ("reachedBy",),
        lambda state: reached_quads(state.store, state.rule_files.own.values()),
    ),
    Step(
        "rules out of force", (), ("outOfForce",),
        for_rules("rules out of force"),
    ),
    Step(
        "lists of kbtool", (), ("emptied", "lacks", "borrowsWord"),
        lambda state: lists_of_kbtool_quads(state.store, state.list_files, state.labels.names, state.beyond),
    ),
    Step(
        "signed off", (), ("changedSinceSignOff", "changedInWords", "removedSinceSignOff", "notSignedOff", "missingSignOff"),
        lambda state: signed_off_quads(state.store, state.differs, state.labels.names),
    ),
    Step(
        "switched off", (), ("switchedOff", "weakened", "leftOut", "lenient", "unreadFile"),
        lambda state: chain(
            switched_off_quads(state.shapes, state.rules, state.rule_files),
            left_out_quads(state.rules, state.selected, state.ignored),
            lenient_quads(state.lenient),
            unread_quads(state.unread),
        ),
    ),
)  # fmt: skip
"""The steps whose results the queries of kb/derivations/ read."""

CONFLICTS = "conflicts"
"""The step that derives what rules with kb:derives find."""

EVALUATING = frozenset((CONFLICTS, "waivers"))
"""The steps that evaluate rules, which may ask for whatever was derived before."""

FOR_RULES = frozenset({
    "declarations", "bylines", "wording", "headings", "denied", "mostly unread", "anecdotes", "modality", "naming", "scope",
    "citations", "outcomes", "misplaced", "risks", "told", "at odds", "companions", "borrowed quotes", "warrants", "cited",
    "out of time", "sought", "rules out of force", "predicate names", "taken out",
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
        partial(of_store, tension_quads),
    ),
    Step(
        "reach",
        ("start", "lowerBound", "upperBound"),
        ("outreaches", "outreachesElsewhere"),
        partial(of_store, reach_quads),
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
        partial(of_store, basis_quads),
    ),
    Step(CONFLICTS, ("statedBy", "start", "end"), ("conflictsWith",), conflicts_step),
    Step("waivers", ("statedBy", "start", "end"), ("waives", "namesNoRule"), waivers_step),
)  # fmt: skip
"""The steps that read what the queries say."""
