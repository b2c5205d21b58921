"""What becomes of the quotes of an article, as text and JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from kbtool.drift import CHANGED, EXACT, KINDS, MOVED, Drift
from kbtool.refreshing import Refresh
from kbtool.render.wording import name

_VERSION = 1


def render_drift(drifts: Sequence[Drift]) -> str:
    """A paragraph for each quote that is not where and as it was, and a line that counts all."""
    lines = [line for drift in drifts if drift.kind != EXACT for line in _lines(drift)]
    counts = Counter(drift.kind for drift in drifts)
    listed = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    return "\n".join([*lines, f"{len(drifts)} quotes: {listed or 'none'}"]) + "\n"


def render_drift_json(drifts: Sequence[Drift]) -> str:
    """All quotes; lines and columns are 1-based, offsets 0-based characters."""
    return _json({"quotes": _quotes(drifts)})


def render_drifts(refreshes: Sequence[Refresh], format_: str) -> str:
    """The quotes of several articles, each below its name, as text or JSON."""
    if format_ == "json":
        documents = [
            {"document": new.document.iri.value, "quotes": _quotes(new.drifts)} for new in refreshes
        ]
        return _json({"documents": documents})
    return "\n".join(
        f"{name(new.document.iri.value)}  {new.taken.shown}\n{render_drift(new.drifts)}"
        for new in refreshes
    )


def _quotes(drifts: Sequence[Drift]) -> list[dict[str, object]]:
    return [
        {
            "node": drift.node.value,
            "kind": drift.kind,
            "quote": drift.quote.exact,
            "before": drift.before,
            "after": drift.after,
            "start": drift.start,
            "says": drift.says,
            "difference": drift.difference,
            "score": drift.score,
        }
        for drift in drifts
    ]


def _json(content: dict[str, object]) -> str:
    return json.dumps({"version": _VERSION, **content}, indent=2, ensure_ascii=False) + "\n"


def _lines(drift: Drift) -> list[str]:
    places = [
        f"{place[0]}:{place[1]}" if place else "nowhere" for place in (drift.before, drift.after)
    ]
    where = f"{places[0]} -> {places[1]}"
    first = f"{drift.kind:<10} {where}  {name(drift.node.value)}  “{' '.join(drift.quote.exact.split())}”"
    if drift.kind == MOVED or drift.difference is None:
        return [first]
    said = f"  now “{' '.join((drift.says or '').split())}”" if drift.says else ""
    alike = (
        f" ({drift.score:g}% alike, a suggestion)" if drift.kind == CHANGED and drift.score else ""
    )
    return [first, f"           {drift.difference}{said}{alike}"]
