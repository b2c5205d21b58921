"""What an editor is told at a passage of an article: the statement, why it cannot stand, what would pass, the source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from kbtool.checks.entries import Passage, entries
from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.knowledge.rules import Role, Severity
from kbtool.rdf.namespaces import Names
from kbtool.reports.wording import counted, judged, other_side, shortened
from kbtool.text.stretch import Stretch

_OR = ", or "
_SENTENCE_END = re.compile(r"(?<=[.;]) ")
_SOURCES = 2
"""Sources that a comment names."""
_OTHERS = 8
"""Other findings that a comment tells."""


class Comment(Struct, frozen=True):
    """A comment on a stretch of an article, or on all of it.

    Attributes:
        start: the character with which the stretch begins; None for a comment on the article.
        end: the character behind it; None for a comment on the article.
        lines: its paragraphs.
    """

    start: int | None
    end: int | None
    lines: tuple[str, ...]

    @property
    def stretch(self) -> Stretch | None:
        """The stretch; None for a comment on the article."""
        return None if self.start is None or self.end is None else Stretch(self.start, self.end)


def comments(
    report: Report, document: str, names: Names, least: Severity = Severity.WARNING
) -> tuple[Comment, ...]:
    """The comments on an article, those on all of it first, then in reading order; no two overlap.

    Args:
        report: what a check found.
        document: the path of the article, as the report has it.
        names: the namespaces of the knowledge base.
        least: the least severity that is commented on.
    """
    concerned = (
        finding
        for finding in report.findings
        if finding.document == document
        and finding.counts
        and finding.severity.reaches(least)
        and Role.EDITOR in finding.mended_by
    )
    passages = (passage for entry in entries(concerned) for passage in entry.passages)
    made = (_comment(passage, names) for passage in passages)
    return tuple(sorted(made, key=lambda one: (-1 if one.start is None else one.start, one.lines)))


def _comment(passage: Passage, names: Names) -> Comment:
    start, end = passage.stretch or (None, None)
    return Comment(start, end, (*_first(passage.lead), *_also(passage), _more(passage, names)))


def _first(finding: Finding) -> Iterator[str]:
    """The worst finding: what the passage states, the verdict, why, the sources, what to do."""
    if finding.says and finding.outdated is None:
        yield (
            f"States that {finding.says}."
            if not finding.verdict
            else f"{_capital(_verdict(finding))}: {finding.says}."
        )
    yield f"{_capital(finding.severity)}: {finding.message}"
    for other in finding.related[:_SOURCES]:
        said = other.message if other.declared and not other.reference else other_side(other)
        yield _capital(said) if other.asked else f"Source: {said}"
    if to_do := _to_do(finding):
        yield f"To do: {to_do}"


def _verdict(finding: Finding) -> str:
    """The verdict, with its scope or why there is none in brackets: what the passage states is told behind it."""
    aside = "; ".join(filter(None, (finding.scope, finding.because)))
    plain = judged(replace(finding, scope=None, because=None))
    return f"{plain} ({aside})" if aside else plain


def _to_do(finding: Finding) -> str:
    """A suggestion for whoever edits a copy: without sentences that name a command, and what there is to write before what
    evidence there is to find.
    """
    looking, is_choice, _ = finding.lead_in.partition(_OR)
    said = finding.suggestion.removeprefix(f"{looking}{_OR}" if is_choice else "")
    kept = " ".join(part for part in _SENTENCE_END.split(said) if "kbtool " not in part).strip()
    return _capital(f"{kept[:-1]}." if kept.endswith(";") else kept)


def _also(passage: Passage) -> Iterator[str]:
    """The other findings, each in its message; what several say, once."""
    lead = passage.lead
    others = {f.message: f for f in reversed(passage.findings[1:]) if f.message != lead.message}
    listed = list(reversed(others.values()))
    told = {other.reference for other in lead.related[:_SOURCES]}
    for finding in listed[:_OTHERS]:
        words = (
            "" if finding.quote in (None, lead.quote) else f"“{shortened(finding.quote or '')}”: "
        )
        yield f"Also {finding.severity}: {words}{finding.message}{_sources(finding, told)}"
    if len(listed) > _OTHERS:
        yield f"Also {counted(len(listed) - _OTHERS, 'other finding')}"


def _sources(finding: Finding, told: Collection[str | None]) -> str:
    """The references that another finding rests on, but for those of which what they found is told above."""
    named = dict.fromkeys(o.reference for o in finding.related if o.reference not in told)
    listed = [reference for reference in named if reference]
    more = f" and {len(listed) - _SOURCES} more" if len(listed) > _SOURCES else ""
    return f" (See {'; '.join(listed[:_SOURCES])}{more}.)" if listed else ""


def _more(passage: Passage, names: Names) -> str:
    """By which names those who keep the knowledge base find the claim and the rule."""
    lead = passage.lead
    known = filter(None, (names.short(lead.encoded) if lead.encoded else None, lead.code))
    return f"If you do not agree, quote this: {', '.join(known)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
