"""Items of evidence as a reviewer weighs them: which way, on what, of which design, year and size, and what they decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kbtool.knowledge.about import Item, Seen
from kbtool.knowledge.model import Bearing
from kbtool.reports.blocks import section
from kbtool.reports.style import Style, whole
from kbtool.reports.wording import counted

_WAYS = {
    Bearing.SUPPORTS: "for",
    Bearing.DISPUTES: "against",
    Bearing.NEUTRAL: "neither way on",
    Bearing.GIVES: "a figure for",
}
_SETTINGS = 5
"""So many settings of other evidence are named."""


def by_where_seen(items: Iterable[Item], style: Style, most: int | None = None) -> Iterator[str]:
    """Items under where they were seen: in people, in animals or cells, in laws and labels; so many of each at most."""
    items = list(items)
    for seen in Seen:
        mine = [item for item in items if item.seen is seen]
        title = f"{seen[:1].upper()}{seen[1:]}: {counted(len(mine), 'item')}"
        yield from section(title, (entry(item, style) for item in mine), style, most)


def entry(item: Item, style: Style) -> Iterator[str]:
    """An item: which way on what, what was found, and its standing."""
    found = item.evidence
    way = _WAYS.get(found.bearing, "on") if found.bearing else "on"
    figure = found.figure.as_printed if found.figure else ""
    said = f" ({figure})" if figure and figure not in found.finding else ""
    yield from style.wrap(f"- {way} “{item.statement}”: {found.finding}{said}", "  ", 4)
    yield from style.wrap("; ".join(standing(item)), "    ")


def standing(item: Item) -> Iterator[str]:
    """Reference, design, year unless the reference says it, size, level, verification, and how much hangs on it."""
    found = item.evidence
    label = found.source.label if found.source else ""
    year = "" if item.year in label else item.year
    yield from filter(None, (label, str(found.design or ""), year))
    if item.sample is not None:
        yield whole(f"n = {item.sample}")
    if found.level is not None:
        yield f"OCEBM level {found.level}"
    yield str(found.verification or "")
    if item.bears_on:
        yield f"bears on {counted(item.bears_on, 'claim')}, decides {item.decides or 'none'}"
    else:
        yield "bears on no claim"


def summed_up(items: Sequence[Item]) -> str:
    """How many items there are, the strongest design, of studies where there are any, and the largest study."""
    if not items:
        return "nothing on file"
    first = min(items, key=lambda item: item.rank)
    studies = [item for item in items if item.evidence.level is not None]
    best = min(studies or items, key=lambda item: item.rank)
    largest = max(items, key=lambda item: item.sample or 0)
    told = [counted(len(items), "item"), f"the strongest: {best.evidence.design}"]
    if best.evidence.level is not None:
        told[-1] += f" (OCEBM level {best.evidence.level})"
    if first is not best and first.evidence.level is None:
        told[-1] += f"; of authorities: {first.evidence.design}"
    if largest.sample:
        source = largest.evidence.source
        told.append(
            f"the largest: {whole(f'n = {largest.sample}')}"
            + (f" ({source.label})" if source else "")
        )
    return "; ".join(told)


def by_setting(items: Iterable[Item]) -> str:
    """In what other evidence was seen, the commonest first: “depression (34), anxiety (3)”."""
    counts = Counter(item.setting for item in items if item.setting).most_common()
    named = [f"{setting} ({number})" for setting, number in counts[:_SETTINGS]]
    rest = sum(number for _, number in counts[_SETTINGS:])
    return ", ".join([*named, *([f"something else ({rest})"] if rest else [])])
