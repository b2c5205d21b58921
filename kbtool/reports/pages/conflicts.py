"""The page of conflicts: both sides next to each other, the words that clash, and how it hangs together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kbtool.checks.findings import Related
from kbtool.knowledge.comparison import Comparison
from kbtool.knowledge.model import Claim
from kbtool.reports.pages.clashes import Clash, Piece
from kbtool.reports.pages.here import Here, Page
from kbtool.reports.pages.pictures import Draw, cleaned, picture


class Against(Struct, frozen=True):
    """What a claim clashes with.

    Attributes:
        other: it.
        claim: it as a claim, if it is one.
        mine, theirs: the words of each side in pieces.
        comparison: in what they differ, if both are claims.
    """

    other: Related
    claim: Claim | None
    mine: list[Piece]
    theirs: list[Piece]
    comparison: Comparison | None


class Shown(Struct, frozen=True):
    """A clash as the page shows it.

    Attributes:
        clash: the clash.
        mine: the words of the claim, those marked that clash with any other side.
        others: the other sides.
        svg: the picture; nothing, where none can be drawn.
    """

    clash: Clash
    mine: list[Piece]
    others: list[Against]
    svg: str


def conflicts_page(here: Here, number: int, draw: Draw | None) -> Page | None:
    """A page of conflicts.

    Args:
        here: where it is.
        number: which page, from 1.
        draw: draws graphs; None, if nothing can.
    """
    pages = here.holdings.clash_pages
    if not 1 <= number <= len(pages):
        return None
    listed = pages[number - 1]
    drawn = _drawn(here, listed, draw)
    return here.render(
        "conflicts.html",
        "Conflicts" if number == 1 else f"Conflicts, page {number}",
        shown=[_shown(here, one, svg) for one, svg in zip(listed, drawn, strict=True)],
        total=len(here.holdings.clashes),
        excluding=sum(one.excludes for one in here.holdings.clashes),
        pages=len(pages),
        number=number,
        can_draw=draw is not None and (any(drawn) or not listed),
    )


def _drawn(here: Here, listed: Sequence[Clash], draw: Draw | None) -> list[str]:
    svgs = None if draw is None else draw([picture(here, one) for one in listed])
    if svgs is None:
        return [""] * len(listed)
    return [cleaned(svg, one) for svg, one in zip(svgs, listed, strict=True)]


def _shown(here: Here, clash: Clash, svg: str) -> Shown:
    holdings = here.holdings
    others = []
    for other in clash.finding.related:
        mine, theirs = holdings.words.of(clash, other)
        claim = holdings.kb.claims.get(other.iri)
        compared = holdings.words.compared(clash, other)
        others.append(Against(other, claim, mine, theirs, compared))
    return Shown(
        clash, _most(one.mine for one in others) or [Piece(clash.claim.quote, False)], others, svg
    )


def _most(sides: Iterable[list[Piece]]) -> list[Piece]:
    """Of the ways to mark the same words the one that marks most."""
    return max(sides, key=lambda pieces: sum(len(p.words) for p in pieces if p.clashes), default=[])
