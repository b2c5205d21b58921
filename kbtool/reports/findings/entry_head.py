"""The first line of an entry: its rule, its verdict and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from kbtool.checks.entries import Entry, Passage
from kbtool.checks.findings import Finding
from kbtool.reports.style import SIGNS, Style
from kbtool.reports.whereabouts import holder, line_of
from kbtool.reports.wording import (
    TO_BE_ENCODED,
    aside,
    counted,
    place,
)

_NEXT = re.compile(r"[,;] ")
"""What stands between two places."""


def head(entry: Entry, number: int, style: Style) -> str:
    """Number, severity, rule, verdict, place; behind them what else was found there, as far as the line goes."""
    lead = entry.lead
    sign = lead.severity if style.plain else SIGNS[lead.severity]
    start = f"{number}." if style.plain else f"{number:>2}"
    number_of = stars_of(lead) if entry.wanted is None else 0
    stars = style.stars(number_of) if number_of else ""
    verdict = " ".join(filter(None, (_verdict(entry), stars)))
    also = " ".join(entry.others)
    why = f"  {aside(lead)}" if aside(lead) else ""
    told = f"{start} {sign} {lead.code} {verdict}  "
    where = _where(entry, style.width - len(told))
    room = style.width - len(told) - len(where) - len("  also ") - len(why)
    if also and len(also) > room:
        also = f"{len(entry.others)} more" if room >= len("99 more") else ""
    marked = f"{start} {style.severity(lead.severity, sign)} {lead.code} "
    marked += f"{style.judged(lead.verdict or '', verdict)}  " if verdict else ""
    file, line = (None, None) if entry.is_list else (_file(lead), line_of(lead))
    return f"{marked}{style.place(where, file, line)}" + (f"  also {also}" if also else "") + why


def _verdict(entry: Entry) -> str:
    """The verdict in a few words, where all passages have the same; for a curator, how many claims hang on it."""
    lead = entry.lead
    if entry.wanted is not None:
        known = entry.wanted.claims if lead.claim or not entry.is_list else 0
        return counted(known, "claim") if known else ""
    if lead.outdated is None and any(
        passage.lead.verdict != lead.verdict for passage in entry.passages
    ):
        return ""
    return verdict_of(lead)


def verdict_of(finding: Finding) -> str:
    """The verdict at the head of what is told of a finding; of words that have changed there is none."""
    if finding.outdated is not None:
        return TO_BE_ENCODED
    return (
        f"{finding.verdict} by decision" if finding.computed is not None else finding.verdict or ""
    )


def stars_of(finding: Finding) -> int:
    """How well that verdict is founded, 0 to 4."""
    return finding.stars if finding.outdated is None else 0


def places(entry: Entry) -> str:
    """Where an entry stands: path:line:column, or path:line, line, line; path:line."""
    if not entry.is_list:
        return place(entry.lead)
    return f"{counted(len(entry.passages), 'passage')}: {spots(entry.passages)}"


def spots(passages: Iterable[Passage]) -> str:
    """Where passages stand: path:line, line, line; path:line."""
    leads = sorted((passage.lead for passage in passages), key=lambda finding: finding.order)
    told = []
    for path, group in groupby(leads, key=_file):
        spots = dict.fromkeys(_spot(finding) for finding in group)
        told.append(f"{path}:{', '.join(filter(None, spots))}".rstrip(":"))
    return "; ".join(told)


def _where(entry: Entry, room: int) -> str:
    """Where an entry stands, for a line; of more passages than there is room for the first ones, each whole."""
    whole = places(entry)
    if len(whole) <= room or not entry.is_list:
        return whole
    number, _, listed = whole.partition(": ")
    firsts = [listed[: at.start()] for at in _NEXT.finditer(listed)]
    fitting = [first for first in firsts if len(number) + len(first) + len(":  …") <= room]
    return f"{number}: {(fitting or [*firsts, listed][:1])[-1]} …"


def _file(finding: Finding) -> str:
    if finding.document:
        return finding.document
    return finding.declared.file if finding.declared else finding.node


def _spot(finding: Finding) -> str:
    """A finding's line, paragraph or page."""
    line = line_of(finding)
    return holder(finding.origin) if line is None else str(line)
