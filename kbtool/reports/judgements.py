"""How verdicts look where there is room for more than words: a sign, and a name for style sheets and addresses."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

_SIGNS = {
    "refuted": "✕",
    "against in part": "◓",
    "conflicting": "⇄",
    "insufficient": "?",
    "supported in part": "◐",
    "supported": "✓",
    "not assessed": "○",
    "not checkable": "–",
}
UNJUDGED = "no verdict"
STARS_LEGEND = (
    "Stars say how well a verdict is founded, not whether the claim is true: none where nothing decides, more where "
    "several references agree or an authority or a review of the first level was seen at its source, four where "
    "a reviewer has decided."
)
"""What stars mean (the table is in kb/levels.ttl), for where they stand."""


class Look(Struct, frozen=True):
    """How a verdict is shown.

    Attributes:
        label: it, in words.
        sign: a sign that stands beside the words.
        key: its name in style sheets and addresses.
    """

    label: str
    sign: str
    key: str


@cache
def look(verdict: str | None) -> Look:
    """How a verdict is shown.

    Args:
        verdict: its label; nothing, where there is none.
    """
    label = verdict or UNJUDGED
    key = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-") or "other"
    return Look(label, _SIGNS.get(label, "•"), key)
