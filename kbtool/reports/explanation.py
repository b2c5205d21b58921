"""A chain or a rule as text for a reviewer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import Chain, Line, Resolution, chain
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import curie
from kbtool.reports.style import Style

_WIDTH = 100
_STARS = 4


def explain_rule(rule: Rule, style: Style) -> str:
    """A rule's page."""
    lines = [
        style.bold(f"{rule.code} {rule.name}")
        + "  "
        + style.severity(rule.severity, rule.severity),
        "",
        *wrap(rule.description, ""),
        *_policy(rule),
        "",
        "It says:",
        *(line for message in rule.messages for line in wrap(message, "  ")),
        "",
        *(style.help(line) for line in wrap(f"help: {rule.suggestion}", "")),
    ]
    return "\n".join(lines)


def _policy(rule: Rule) -> Iterator[str]:
    for label, text in (("Source", rule.source), ("Binds", rule.binds)):
        if text is not None:
            yield ""
            yield from wrap(f"{label}: {text}", "")


def explain_claim(kb: KnowledgeBase, claim: ox.NamedNode, style: Style) -> str:
    """The chain behind a claim's verdict."""
    found = chain(kb, claim)
    return "\n".join(
        [
            style.bold(curie(claim.value))
            + (f"  {found.declared.file}:{found.declared.line}" if found.declared else ""),
            "",
            *_passage(kb, found, style),
            "",
            *_facts(found, style),
            "",
            *_lines("Against it", [x for x in found.lines if not x.supporting], style),
            *_lines("For it", [x for x in found.lines if x.supporting], style),
            *_also(found),
        ]
    ).rstrip()


def _passage(kb: KnowledgeBase, found: Chain, style: Style) -> Iterator[str]:
    document = kb.places.document(found.iri)
    if document is None or found.span is None:
        yield f"  “{found.quote}” (not found in its document)"
        return
    start = document.text.rfind("\n", 0, found.span.start) + 1
    end = document.text.find("\n", found.span.end)
    paragraph = document.text[start : end if end >= 0 else None]
    before = found.span.start - start
    after = found.span.end - start
    marked = f"{paragraph[:before]}»{paragraph[before:after]}«{paragraph[after:]}"
    yield f"{document.path}:{found.span.line}:{found.span.column}"
    yield from wrap(marked, "  ")


def _facts(found: Chain, style: Style) -> Iterator[str]:
    stars = "★" * found.stars + "☆" * (_STARS - found.stars)
    yield f"  says       {found.says}"
    if found.relation == "denies":
        yield f"             (denies: {found.held})"
    yield f"  certainty  {found.certainty}" + (f", scope “{found.scope}”" if found.scope else "")
    yield f"  cites      {'; '.join(found.cites) or 'nothing'}"
    needs = [*found.authorities]
    if found.required_level:
        needs.append(f"studies of OCEBM level {found.required_level} or better")
    decided_by = f"; decided by {', '.join(needs)}" if needs else ""
    yield from wrap(found.question + decided_by, "  question   ", 13)
    sides = f"{found.supporting} direct for, {found.disputing} against"
    yield f"  verdict    {style.verdict(found.verdict)} {stars}  ({sides})"
    if found.resolution:
        yield f"  computed   {style.verdict(found.computed)}"
        yield from wrap(_decision(found.resolution), "  decided    ", 13)


def _decision(made: Resolution) -> str:
    state = {
        True: "",
        False: " (stale: the claim or the evidence has changed since)",
        None: " (it does not say on what evidence)",
    }
    return f"by {made.reviewer} on {made.date}: {made.reason}{state[made.current]}"


def _lines(title: str, lines: Iterable[Line], style: Style) -> Iterator[str]:
    lines = list(lines)
    if not lines:
        return
    yield style.bold(title)
    for line in lines:
        quality = (
            "authority"
            if line.tier == 0
            else f"OCEBM level {line.tier}"
            if line.tier
            else "no level"
        )
        marks = [*line.reservations, line.design, quality, line.directness, line.verification]
        mark = "●" if line.decisive else "○"
        yield f"  {mark} {style.bold(line.reference)} ({', '.join(marks)})"
        yield from wrap(line.finding, "    ")
        if line.directness != "direct" or line.warrant:
            yield from wrap(f"bears through: {line.via}", "    ")
        if line.warrant:
            yield from wrap(f"warrant: {line.warrant}", "    ")
        if line.confirmed:
            yield f"    confirmed by {line.confirmed}"
        where = f"{line.declared.file}:{line.declared.line}" if line.declared else ""
        yield f"    {'; '.join([*line.identifiers, where])}".rstrip("; ")
    yield ""


def _also(found: Chain) -> Iterator[str]:
    if found.also:
        yield "On the same question"
        for other in found.also:
            place = f"{other.document}:{other.span.line}:{other.span.column} " if other.span else ""
            yield from wrap(f"{place}“{other.quote}”", "  ", 4)
        yield ""
    if found.not_comparable:
        yield "Not comparable, because the scope differs"
        for item in found.not_comparable:
            yield from wrap(f"{item.phrase} ({'; '.join(item.differences)})", "  ", 4)


def wrap(text: str, indent: str, hanging: int | None = None) -> list[str]:
    """A text as lines, with an indent, and another one for the lines after the first."""
    return textwrap.wrap(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * hanging if hanging is not None else indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [indent]
