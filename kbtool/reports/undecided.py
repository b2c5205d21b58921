"""Why an item of evidence does not decide the claim on which it bears."""

from __future__ import annotations

from collections.abc import Iterator

from kbtool.knowledge.chain import Chain
from kbtool.knowledge.model import EvidenceLine
from kbtool.reports.wording import not_counted


def undecided(line: EvidenceLine, found: Chain) -> str:
    """Why a line of evidence does not decide, in words; nothing, where it does, or where none of the known reasons is one.

    Args:
        line: the line.
        found: the chain of the claim, which has the line.
    """
    if line.decisive or line.decisive_in_part:
        return ""
    if told := not_counted(line):
        return told
    return "; ".join(_reasons(line, found))


def _reasons(line: EvidenceLine, found: Chain) -> Iterator[str]:
    source, question = line.evidence.source, found.claim.question
    type_ = question.question if question else None
    needed = type_.required_level if type_ else None
    deciding = [other.tier for other in found.lines if other.decisive and other.tier is not None]
    yield from source.reservations if source else ()
    if not (line.supporting or line.disputing):
        yield "speaks neither way"
    if line.directness is not None and line.directness.label != "direct":
        yield line.directness.label
    if line.tier is None:
        yield "no level"
    elif deciding and line.tier > min(deciding):
        yield "weaker than what decides"
    elif needed is not None and line.tier > needed:
        yield f"weaker than OCEBM level {needed}, which the question calls for"
