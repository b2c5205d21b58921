"""A chain or a rule as text for a reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.checks.cases import Case
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import Chain, chain
from kbtool.knowledge.model import EvidenceLine, Question, Resolution, Stance
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import KB
from kbtool.reports.rule_words import in_general, origin_of
from kbtool.reports.style import Style, finished, headed, whole
from kbtool.reports.undecided import undecided
from kbtool.reports.wording import in_paragraph, mark, marks, sides

_LEGEND = "● decides, ◐ in part of the scope, ○ does not decide"

_OTHER_SCOPES = 4
"""Statements in other scopes that are shown, the nearest first."""


def explain_rule(rule: Rule, style: Style, case: Case | None = None) -> str:
    """A rule's page.

    Args:
        rule: the rule.
        style: how it is shown.
        case: something that it flags, as an example; None, if nobody has written one.
    """
    lines = [
        style.bold(f"{rule.code} {rule.name}")
        + "  "
        + style.severity(rule.severity, rule.severity),
        "",
        *style.wrap(rule.description, ""),
        *_policy(rule, style),
        "",
        "It says:",
        *(line for said in rule.messages for line in style.wrap(in_general(said), "  ")),
        *(_example(case, style) if case else ()),
        "",
        *(style.help(line) for line in style.wrap(f"help: {in_general(rule.suggestion)}", "")),
    ]
    return finished("\n".join(lines))


def _example(case: Case, style: Style) -> Iterator[str]:
    """What a rule flags in a case, in the words of the article if it stands there, and what it says of it."""
    lines = case.article.splitlines()
    place, _, _ = case.at[0].partition(":")
    shown = lines[int(place) - 1] if place.isdecimal() and int(place) <= len(lines) else ""
    if shown or case.message:
        yield ""
        yield "For example:"
    if shown:
        yield from style.wrap(f"“{shown}”", "  ")
    if case.message:
        yield from style.wrap(f"{'-> ' if shown else ''}{case.message}", "  ", 5 if shown else 2)


def _policy(rule: Rule, style: Style) -> Iterator[str]:
    for label, text in origin_of(rule):
        yield ""
        yield from style.wrap(f"{label.capitalize()}: {text}", "")


def explain_claim(kb: KnowledgeBase, claim: ox.NamedNode, style: Style) -> str:
    """The chain behind a claim's verdict."""
    found = chain(kb, claim)
    declared = found.claim.declared
    shown = "\n".join(
        [
            *headed(kb.names.curie(found.claim.iri), declared, style),
            "",
            *_passage(found, style),
            "",
            *_facts(found, style),
            *_spread(found, style),
            "",
            *(() if style.plain or not found.lines else style.wrap(_LEGEND, "")),
            *(
                text
                for title, lines in sides(found.lines)
                for text in _lines(title, lines, found, style)
            ),
            *_searches(found, style),
            *_also(found, style),
            *_not_checked(found, style),
        ]
    )
    return finished(shown.rstrip())


def _passage(found: Chain, style: Style) -> Iterator[str]:
    claim = found.claim
    document, span = claim.document, claim.span
    if document is None or span is None:
        yield from style.wrap(f"“{claim.quote}”", "  ")
        yield from style.wrap(f"({found.astray or 'its document is not there'})", "  ")
        return
    if found.astray:
        yield from style.wrap(f"“{claim.quote}”", "  ")
        yield from style.wrap(f"({found.astray}; what is most like it:)", "  ")
    passage = in_paragraph(document.text, span)
    yield f"{document.path}:{span.line}:{span.column}"
    yield from style.wrap(f"{passage.before}»{passage.quote}«{passage.after}", "  ")


def _facts(found: Chain, style: Style) -> Iterator[str]:
    claim = found.claim
    verdict, scope = claim.verdict, claim.scope_as_stated
    stars = style.stars(verdict.stars)
    yield from style.wrap(claim.says, "  says       ", 13)
    if claim.stance is Stance.DENIES and claim.question is not None:
        yield from style.wrap(f"(denies: {claim.question.phrase})", " " * 13)
    certainty = claim.certainty.label if claim.certainty else ""
    yield from style.wrap(certainty + (f", scope “{scope}”" if scope else ""), "  certainty  ", 13)
    yield from style.wrap("; ".join(claim.cites) or "nothing", "  cites      ", 13)
    yield from style.wrap(needs(claim.question), "  question   ", 13)
    sides = f"{verdict.supporting} direct for, {verdict.disputing} against{_in_part(found)}"
    shown = whole(f"[{verdict.label}] {stars}")
    first, *rest = style.wrap(f"{shown} ({sides})", "  verdict    ", 13)
    yield first.replace(f"[{verdict.label}]", style.verdict(verdict.label), 1)
    yield from rest
    if verdict.scope is not None:
        yield from style.wrap(verdict.scope, "  in part    ", 13)
    for split in _split(found):
        yield from style.wrap(f"{split}: evidence for it and against it", "  split      ", 13)
    if verdict.because is not None:
        yield from style.wrap(verdict.because.label, "  because    ", 13)
    if verdict.resolution:
        computed = verdict.computed.label if verdict.computed else ""
        yield f"  computed   {style.verdict(computed)}"
        yield from style.wrap(decision(verdict.resolution), "  decided    ", 13)


def _in_part(found: Chain) -> str:
    """How many items decide a part of the scope for a claim, and against it; nothing, where none does."""
    parts = [line for line in found.lines if line.decisive_in_part]
    if not parts:
        return ""
    return f"; in part {sum(line.supporting for line in parts)} for, {sum(line.disputing for line in parts)} against"


def _split(found: Chain) -> list[str]:
    """The parts of the scope in which evidence that decides is on both sides, in words."""
    parts = [line for line in found.lines if line.decisive_in_part and line.via]
    against = {_part(line) for line in parts if line.disputing}
    return sorted(against & {_part(line) for line in parts if line.supporting})


def _part(line: EvidenceLine) -> str:
    return ", ".join(filter(None, (str(line.via), line.scope)))


def _spread(found: Chain, style: Style) -> Iterator[str]:
    if words := spread(found):
        yield from style.wrap(words, "  spread     ", 13)


def spread(found: Chain) -> str:
    """From which figure to which the evidence ranges, where that is too far apart to decide; else nothing."""
    if found.spread is None:
        return ""
    ends = [
        f"“{end.figure.as_printed if end.figure else ''}” ({end.source.label if end.source else ''})"
        for end in found.spread
    ]
    return f"{ends[0]} to {ends[1]}: too far apart to decide"


def needs(question: Question | None) -> str:
    """The type of a question, and what decides one of that type, in words; nothing, where there is none."""
    type_ = None if question is None else question.question
    if type_ is None:
        return ""
    deciding = [*type_.authorities]
    if type_.required_level:
        deciding.append(f"studies of OCEBM level {type_.required_level} or better")
    return type_.label + (f"; decided by {', '.join(deciding)}" if deciding else "")


def decision(made: Resolution) -> str:
    """Who decided when and why, and whether the grounds are as they were."""
    state = {
        True: "",
        False: " (stale: the claim or the evidence has changed since)",
        None: " (it does not say on what evidence)",
    }
    return f"by {made.reviewer} on {made.date}: {made.reason}{state[made.current]}"


def _lines(title: str, lines: Iterable[EvidenceLine], found: Chain, style: Style) -> Iterator[str]:
    lines = list(lines)
    if not lines:
        return
    yield style.bold(title)
    for line in lines:
        yield from _line(line, found, style)
    yield ""


def _line(line: EvidenceLine, found: Chain, style: Style) -> Iterator[str]:
    evidence, source = line.evidence, line.evidence.source
    label = source.label if source else ""
    first, *rest = style.wrap(
        f"{mark(line, style.plain)} {label} ({', '.join(marks(line))})", "  ", 4
    )
    yield first.replace(label, style.bold(label), 1) if label else first
    yield from rest
    yield from style.wrap(evidence.finding, "    ")
    if evidence.warrant or line.directness is None or line.directness.label != "direct":
        yield from style.wrap(f"bears through: {line.via or ''}", "    ")
    if line.scope:
        yield from style.wrap(f"studied: {line.scope}", "    ")
    if why := undecided(line, found):
        told = why if line.not_counted else f"does not decide: {why}"
        yield from style.wrap(told, "    ")
    if evidence.warrant:
        yield from style.wrap(f"warrant: {evidence.warrant}", "    ")
    if evidence.neutral_because and not (line.supporting or line.disputing):
        yield from style.wrap(f"neutral because: {evidence.neutral_because}", "    ")
    if source and source.confirmed:
        yield from style.wrap(f"confirmed by {source.confirmed}", "    ")
    declared = evidence.declared
    where = [f"{declared.file}:{declared.line}"] if declared else []
    known = map(whole, [*(source.identifiers if source else ()), *where])
    yield from style.wrap("; ".join(known), "    ")


def _searches(found: Chain, style: Style) -> Iterator[str]:
    """What was looked for, where, and what came of it."""
    if not found.searches:
        return
    yield style.bold("Searched for")
    for search in found.searches:
        age = "" if search.current else " (too old to count)"
        yield from style.wrap(f"{search.day}{age}: {search.question}", "  ", 4)
        yield from style.wrap(f"in: {'; '.join(search.places)}", "    ")
        yield from style.wrap(f"found: {search.found}", "    ")
        if search.declared:
            yield f"    {search.declared.file}:{search.declared.line}"
    yield ""


def _also(found: Chain, style: Style) -> Iterator[str]:
    if found.also:
        yield "On the same question"
        for claim in found.also:
            document, span = claim.document, claim.span
            place = f"{document.path}:{span.line}:{span.column} " if document and span else ""
            yield from style.wrap(f"{place}“{claim.quote}”", "  ", 4)
        yield ""
    if found.not_comparable:
        yield "Not comparable, because the scope differs"
        nearest = sorted(found.not_comparable, key=lambda item: len(item.differences))
        for item in nearest[:_OTHER_SCOPES]:
            yield from style.wrap(f"{item.phrase} ({'; '.join(item.differences)})", "  ", 4)
        if (more := len(nearest) - _OTHER_SCOPES) > 0:
            yield f"  and {more} more"
        yield ""


def _not_checked(found: Chain, style: Style) -> Iterator[str]:
    """What the verdict takes for granted, so that nobody takes it for checked."""
    listed = list(unchecked(found))
    if listed:
        yield style.bold("Not checked")
        for words in listed:
            yield from style.wrap(f"- {words}", "  ", 4)


def unchecked(found: Chain) -> Iterator[str]:
    """What a verdict takes for granted, a phrase each."""
    deciding = [line for line in found.lines if line.decisive or line.decisive_in_part]
    sources = {s.iri: s for line in deciding if (s := line.evidence.source) is not None}
    unconfirmed = sorted(source.label for source in sources.values() if not source.confirmed)
    second_hand = sorted({
        line.evidence.source.label
        for line in deciding
        if line.evidence.source
        and line.evidence.verification
        and line.evidence.verification.iri == KB("SeenSecondHand").value
    })  # fmt: skip
    if second_hand:
        yield f"whether the source says so, which was read second hand: {'; '.join(second_hand)}"
    if unconfirmed:
        yield f"whether the identifiers are right, which no registry has confirmed: {'; '.join(unconfirmed)}"
    if not any(search.current for search in found.searches):
        yield "whether there is more evidence: no search that is recent enough is on file"
