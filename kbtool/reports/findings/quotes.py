"""What is told of the quotes of a passage: each with its verdict, what was found on it, and the other side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from kbtool.checks.entries import Passage
from kbtool.checks.findings import Finding
from kbtool.rdf.namespaces import Names
from kbtool.reports.style import Style
from kbtool.reports.wording import RELATED_SHOWN, judged, other_side, shortened, standing

INDENT = " " * 4
"""What stands before the lines of an entry."""

_IN_FULL = 2
"""Of so many statements of the same words of a draft all is told in full; of more, the worst one alone."""

_ALIKE = 2
"""So many words that statements begin with are said once."""


def quotes(passage: Passage, names: Names, style: Style) -> Iterator[str]:
    """The quotes of a passage, that of the worst finding first, each with its verdict and findings.

    Args:
        passage: the passage.
        names: the names to show claims by.
        style: how lines look.
    """
    groups: dict[tuple[str | None, str | None], list[Finding]] = {}
    for finding in passage.findings:
        claim = finding.claim if finding.read_as is None else _said_above(finding)
        groups.setdefault((finding.quote, claim), []).append(finding)
    for (quote, _), findings in groups.items():
        first = findings[0]
        if quote:
            yield from style.wrap(f"“{shortened(quote)}”", INDENT)
        if first.claim:
            is_one = len({finding.claim for finding in findings}) == 1
            known = f"states: {first.says}" if is_one and is_untold(first.says, findings) else ""
            named = "" if first.encoded is None else f"  {names.short(first.encoded)}"
            verdict = f"[{judged(first)}]" if first.verdict else ""
            yield from style.wrap(f"{verdict}{named}".strip(), INDENT)
            yield from style.wrap(known, INDENT) if known else ()
            yield from _borrowed(first, style)
        shown, listed = apart(findings)
        for finding in shown:
            yield from _finding(finding, style)
        for line in listed:
            yield from style.wrap(line, f"{INDENT}{' ' * 8}")


def apart(findings: Sequence[Finding]) -> tuple[list[Finding], list[str]]:
    """Findings on the same words, as those that are told in full, and lines on those of a draft that say the same of more.

    Args:
        findings: the worst first.
    """
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_code[finding.code].append(finding)
    left: list[Finding] = []
    lines = []
    for code, alike in by_code.items():
        if len(alike) > _IN_FULL and alike[0].read_as is not None:
            further = [finding.says or finding.message for finding in alike[1:]]
            left += alike[1:]
            lines.append(f"{code} tells the same of {len(further)} more: {_in_one(further)}")
    return [finding for finding in findings if finding not in left], lines


def is_untold(says: str, findings: Iterable[Finding]) -> bool:
    """Whether what a claim says is not in what is told of it.

    Args:
        says: what it says.
        findings: what was found on it.
    """
    return bool(says) and not any(says in finding.message for finding in findings)


def _said_above(finding: Finding) -> str | None:
    """What is said once above the findings on the same words of a draft: the verdict, and with what they were read."""
    read = finding.read_as
    return finding.claim and f"{judged(finding)} {read.borrowed if read else ()}"


def _in_one(says: Sequence[str]) -> str:
    """What is said, with the words that all begin with said once: "X does not cause nausea; dizziness; sleep"."""
    all_words = [each.split() for each in dict.fromkeys(says)]
    alike = len([*takewhile(lambda words: len(set(words)) == 1, zip(*all_words, strict=False))])
    if alike < _ALIKE or min(map(len, all_words)) == alike:
        alike = 0
    first, *others = all_words
    return "; ".join(" ".join(words) for words in (first, *(each[alike:] for each in others)))


def _borrowed(finding: Finding, style: Style) -> Iterator[str]:
    """From which other sentences something was taken to understand that of a draft."""
    for words in finding.read_as.borrowed if finding.read_as else ():
        yield from style.wrap(f"read with: “{shortened(words)}”", INDENT)


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    """A finding with its other side."""
    label = style.severity(finding.severity, f"{finding.severity:<7}")
    indent = f"{INDENT}{' ' * 8}"
    message = style.wrap(f"{finding.code} {finding.name}: {finding.message}", indent)
    yield f"{INDENT}{label} {message[0].removeprefix(indent)}"
    yield from message[1:]
    if why := standing(finding):
        yield from style.wrap(f"({why})", indent)
    for related in finding.related[:RELATED_SHOWN]:
        lines = style.wrap(other_side(related), f"{indent}- ", len(indent) + 2)
        yield from (style.link(line, related.address) for line in lines)
    if (more := len(finding.related) + finding.more - RELATED_SHOWN) > 0:
        yield f"{indent}and {more} more"
