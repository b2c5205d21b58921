"""What every format for people says in the same words: places, names, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kbtool.checks.findings import FailOn, Finding, Related
from kbtool.checks.report import Report, Tally
from kbtool.knowledge.model import EvidenceLine, Verdict
from kbtool.knowledge.places import Span
from kbtool.knowledge.rules import Severity
from kbtool.reports.binding import unreached
from kbtool.reports.whereabouts import at

RELATED_SHOWN = 4
"""Other sides shown of one finding; the JSON has them all."""

QUOTE_SHOWN = 400
"""Characters shown of a quote."""

_CODES = 6
"""So many codes of rules that did not run are shown; the JSON has them all."""

TO_BE_ENCODED = "to be encoded again"
"""What is said in the place of a verdict of words that no longer stand."""

_IN_BASELINE = "in the baseline"


class Passage(Struct, frozen=True):
    """A quote, and the words of its paragraph before and behind it."""

    before: str
    quote: str
    after: str


def fails(finding: Finding, fail_on: FailOn) -> bool:
    """Whether a finding makes a check fail: it counts, and is grave enough."""
    if fail_on is FailOn.NEVER or not finding.counts:
        return False
    return finding.severity.reaches(Severity(fail_on))


def place(finding: Finding) -> str:
    """Where a finding stands: path:line:column in an article, else path:line in Turtle."""
    if finding.document:
        return at(finding.document, finding.in_file, finding.origin)
    if finding.declared:
        return f"{finding.declared.file}:{finding.declared.line}"
    return finding.node


def judged(finding: Finding) -> str:
    """The verdict on a finding's claim, with the computed one beside a reviewer's; nothing without a claim.

    Of words that no longer stand, what they were judged as.
    """
    if finding.outdated is not None:
        return f"{TO_BE_ENCODED}; was {decided(finding)}"
    return verdict_in_words(finding.verdict or "", finding.computed, finding.scope, finding.because)


def judged_in_words(verdict: Verdict) -> str:
    """A verdict with its scope or reason, and the computed one beside a reviewer's."""
    computed = None if verdict.resolution is None else str(verdict.computed or "")
    return verdict_in_words(verdict.label, computed, verdict.scope, verdict.because)


def decided(finding: Finding) -> str:
    """As ``judged``, without scope and reason: for formats that have a field for these."""
    return verdict_in_words(finding.verdict or "", finding.computed)


def verdict_in_words(verdict: str, computed: str | None, *aside: object | None) -> str:
    """A verdict with what a reader needs beside it.

    Args:
        verdict: the verdict in force.
        computed: the computed one, if a reviewer has decided.
        aside: what goes with the computed one: in which scope it supports, why it is none.
    """
    told = ": ".join(
        str(part) for part in (verdict if computed is None else computed, *aside) if part
    )
    return told if computed is None else f"{verdict} by decision, {told} by computation"


def aside(finding: Finding) -> str:
    """Why a finding does not count, in two words; nothing, if it does."""
    if finding.waived is not None:
        return "waived"
    return "" if finding.counts else _IN_BASELINE


def standing(finding: Finding) -> str:
    """Why a finding does not count, in full; nothing, if it does."""
    waiver = finding.waived
    if waiver is not None:
        return f"waived until {waiver.expires} by {waiver.owner}: {waiver.reason}"
    return "" if finding.counts else f"{_IN_BASELINE}: does not count"


def unlisted(finding: Finding) -> list[str]:
    """How many other sides a finding has besides those that it names, in words; nothing, if it names all."""
    return [f"and {finding.more} more on the other side"] if finding.more else []


def other_side(related: Related) -> str:
    """The other side of a finding in a line: its reference, place or words."""
    if related.reference:
        return f"{related.reference}: {related.message}"
    if related.span and related.document:
        where = at(related.document, related.in_file, related.origin)
        return f"{where} “{shortened(related.quote or '')}”"
    if related.declared:
        return f"{related.declared.file}:{related.declared.line} {related.message}"
    return related.message


def shortened(quote: str) -> str:
    """A quote with its middle left out where it is too long to be read."""
    half = QUOTE_SHOWN // 2
    return quote if len(quote) <= QUOTE_SHOWN else f"{quote[:half]} … {quote[-half:]}"


def in_paragraph(text: str, span: Span) -> Passage:
    """A stretch of a text in its paragraph, which is a line."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    behind = text[span.end : end if end >= 0 else None]
    return Passage(text[start : span.start], text[span.start : span.end], behind)


def marks(line: EvidenceLine) -> list[str]:
    """What there is to know of an item of evidence: what is against it, design, level, how it bears, how it was verified."""
    source = line.evidence.source
    quality = "authority" if line.tier == 0 else f"OCEBM level {line.tier}"
    return [
        *(source.reservations if source else ()),
        str(line.evidence.design or ""),
        quality if line.tier is not None else "no level",
        str(line.directness or ""),
        str(line.evidence.verification or ""),
    ]


def sides(lines: Sequence[EvidenceLine]) -> Iterator[tuple[str, list[EvidenceLine]]]:
    """Lines of evidence by what they say of the claim, each group with its title: against it, neither way, for it."""
    yield "Against it", [line for line in lines if line.disputing]
    yield "Neither way", [line for line in lines if not (line.supporting or line.disputing)]
    yield "For it", [line for line in lines if line.supporting]


def mark(line: EvidenceLine, in_words: bool = False) -> str:
    """Whether a line of evidence decides the verdict: ●, ◐ for a narrower scope alone, ○ if it does not; or the words."""
    if line.decisive:
        return "decides:" if in_words else "●"
    if line.decisive_in_part:
        return "decides in part:" if in_words else "◐"
    return "does not decide:" if in_words else "○"


def not_counted(line: EvidenceLine) -> str:
    """Why a line of evidence may not decide the claim; nothing, if it may."""
    reasons = "; ".join(map(str, line.not_counted))
    return f"considered, and not counted: {reasons}" if reasons else ""


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun if number == 1 else noun + 's'}"


def summed(numbers: Iterable[tuple[int, Severity]]) -> str:
    """How many there are of each severity, in words, without those of which there is none."""
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    return ", ".join(counted(number, nouns[severity]) for number, severity in numbers if number)


def summary(report: Report) -> dict[str, int]:
    """Counts: findings that count by severity; waived ones; those of the baseline; claims, documents, rules."""
    severities = [finding.severity for finding in report.findings if finding.counts]
    return {
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "infos": severities.count(Severity.INFO),
        "waived": sum(finding.waived is not None for finding in report.findings),
        "unchanged": report.known + sum(aside(f) == _IN_BASELINE for f in report.findings),
        "claims": sum(tally.claims for tally in report.documents),
        "documents": len(report.documents),
        "rules": len(report.rules),
    }


def verdicts(report: Report) -> Iterator[str]:
    """A line for each document: how many claims have which verdict, and how many were decided."""
    for tally in report.documents:
        counts = ", ".join(f"{count} {label}" for label, count in tally.verdicts.items())
        decided = (
            f"; {len(tally.decided)} by decision (kbtool query decisions)" if tally.decided else ""
        )
        again = f"; {to_encode(tally)}" if tally.outdated else ""
        yield f"{tally.path}: {counted(tally.claims, 'claim')}: {counts or 'none'}{decided}{again}"


def to_encode(tally: Tally) -> str:
    """How many claims of a document are to be encoded again, in words."""
    words = "its words are" if tally.outdated == 1 else "their words are"
    return f"{tally.outdated} to be encoded again, {words} not in the text"


def total(report: Report) -> str:
    """The line that counts the findings."""
    found = summary(report)
    severities = (("errors", "error"), ("warnings", "warning"), ("infos", "note"))
    errors, warnings, notes = (counted(found[key], noun) for key, noun in severities)
    besides = [
        f"{found[key]} {words}"
        for key, words in (("waived", "waived"), ("unchanged", _IN_BASELINE))
        if found[key]
    ]
    of = f"in {counted(found['claims'], 'claim')} of {counted(found['documents'], 'document')}"
    where = of if report.documents or not report.findings else "outside of articles"
    ran = _ran(found["rules"], len(report.left_out))
    return f"Found {errors}, {warnings} and {notes} {where} ({ran})" + (
        f"; not counted: {', '.join(besides)}" if besides else ""
    )


def _ran(rules: int, others: int) -> str:
    return f"{rules} of {counted(rules + others, 'rule')}" if others else counted(rules, "rule")


def left_out(report: Report) -> str:
    """Which rules did not run, if they are few, and which policy packs are off; nothing, if all ran."""
    codes = report.left_out if len(report.left_out) <= _CODES else ()
    said = [f"{counted(len(codes), 'rule')} did not run ({', '.join(codes)})"] if codes else []
    packs = report.packs_off
    if packs:
        said.append(f"policy pack{'s' if packs[1:] else ''} off: {', '.join(packs)}")
    return "; ".join(said)


def shifts(report: Report) -> Iterator[str]:
    """Which verdicts a draft changes; nothing without a draft."""
    if report.shifts is None:
        return
    number = counted(len(report.shifts), "verdict") if report.shifts else "no verdict"
    yield f"With the draft, {number} {'changes' if len(report.shifts) < 2 else 'change'}" + (
        ":" if report.shifts else ""
    )
    for shift in report.shifts:
        claim = shift.claim
        where = f"{claim.document.path}:{claim.span.line} " if claim.document and claim.span else ""
        quote = " ".join(shortened(claim.quote).split())
        yield f"- {claim.name}: {shift.before or 'none'} -> {shift.after or 'none'}  {where}“{quote}”"


def closing(report: Report, hidden: int) -> Iterator[str]:
    """The lines before the last one: what is not shown, verdicts, what of a baseline is gone, what did not run."""
    if hidden:
        yield f"({counted(hidden, 'milder finding')} not shown; --show info shows all)"
    yield from verdicts(report)
    yield from shifts(report)
    if report.gone:
        gone = f"{counted(len(report.gone), 'finding')} of the baseline"
        yield f"{gone} {'is' if len(report.gone) == 1 else 'are'} gone; --write-baseline writes it again"
    yield from unreached(report)
    if said := left_out(report):
        yield said[0].upper() + said[1:]
