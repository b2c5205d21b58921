"""What would change most verdicts, as text for a reviewer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from kbtool.knowledge.pivotal import Turned
from kbtool.rdf.sparql import Result, Table
from kbtool.rdf.terms import value
from kbtool.reports.blocks import page
from kbtool.reports.style import Style
from kbtool.reports.wording import counted

_SUPPOSED = (
    "A study is supposed to look at all that is undecided, to find it as claimed, and in just the people that the claims "
    "speak of; one in fewer people decides in part."
)


def render(
    fallen: Sequence[Turned],
    studies: Sequence[Turned],
    fragile: Result | None,
    style: Style,
    limit: int | None = None,
) -> str:
    """The references whose fall changes most, the missing studies that would, and the verdicts that hang on little.

    Args:
        fallen: the references, the heaviest first.
        studies: the studies, those first that decide most.
        fragile: what the query for fragile verdicts answers; None, if there is no such query.
        style: how it is shown.
        limit: how many of the fragile verdicts are shown for each reason; all, if None.
    """
    none = ["  no verdict would change"]
    lines = [
        style.bold("If one reference fell"),
        *([line for one in fallen for line in _entry(one, "decides", style)] or none),
        "",
        style.bold("If one study were done, and found what is claimed"),
        *([line for one in studies for line in _entry(one, "could decide", style)] or none),
        *style.wrap(_SUPPOSED, "  "),
        "",
        *(_fragile(fragile, style, limit) if isinstance(fragile, Table) else ()),
    ]
    return page(lines) + "\n"


def _entry(turned: Turned, could: str, style: Style) -> Iterator[str]:
    candidate = turned.candidate
    of = counted(len(candidate.claims), "claim")
    number = counted(turned.number, "verdict")
    yield from style.wrap(f"- {candidate.label}: {number} would change (it {could} {of})", "  ", 4)
    changes = "; ".join(
        f"{one or 'none'} -> {other or 'none'}: {n}" for (one, other), n in turned.changes
    )
    yield from style.wrap(changes, "    ", 6)
    if candidate.name:
        yield from style.wrap(f"which: kbtool what-if --without {candidate.name}", "    ", 6)


def _fragile(answer: Table, style: Style, limit: int | None) -> Iterator[str]:
    """The rows under what they hang on, a paragraph each."""
    rows = [
        {name: value(term) for name, term in zip(answer.variables, row, strict=True)}
        for row in answer.rows
    ]
    yield style.bold(f"Verdicts that hang on little: {len(rows)} (kbtool query fragile)")
    for why, group in itertools.groupby(rows, key=lambda row: row.get("hangsOn", "")):
        some = list(group)
        yield from style.wrap(f"{why} ({len(some)})", "  ")
        for row in some[:limit]:
            yield from style.wrap(
                f"- {row.get('says', '')}: {row.get('references', '')}", "    ", 6
            )
        if left := len(some[limit:]) if limit is not None else 0:
            yield f"    and {left} more"
