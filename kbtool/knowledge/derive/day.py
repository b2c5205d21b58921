"""The day of the check, the last one that has come, and the last one until which a finding may be waived."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, XSD
from kbtool.rdf.store import DERIVED

WAIVER_DAYS = 366
"""For so many days a finding may be waived, unless the settings say otherwise."""


def day_quads(today: date, waiver_days: float, latest: date) -> Iterator[ox.Quad]:
    """kb:asOf, kb:latestDay and kb:waivableUntil of the derived graph.

    Args:
        today: the day of the check.
        waiver_days: for how many days from then a finding may be waived.
        latest: the last day that has come, whatever day the check is as on; what is dated until then was not made up.
    """
    days = min(int(waiver_days), (date.max - today).days)
    dated = {"asOf": today, "latestDay": max(today, latest)}
    for name, day in (*dated.items(), ("waivableUntil", today + timedelta(days=days))):
        yield ox.Quad(DERIVED, KB(name), ox.Literal(day.isoformat(), datatype=XSD("date")), DERIVED)
