"""Which pages the policy packs bind that are switched on, and what they did not check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kbtool.checks.report import Report
from kbtool.knowledge.policies import Answer, Reach

_WHETHER = {Answer.YES: "binds", Answer.NO: "does not bind", Answer.NOT_KNOWN: "not known"}
_IN_SHORT = {
    Answer.YES: "Policy packs that bind this page",
    Answer.NOT_KNOWN: "Not known",
    Answer.NO: "Not bound by",
}
_OFF = {
    Answer.YES: "Off, and would bind it",
    Answer.NOT_KNOWN: "Off, and not known",
    Answer.NO: "Off, and would not bind it",
}


class Bound(Struct, frozen=True):
    """Which policy packs bind a page.

    Attributes:
        in_short: the names of those that do, of which nobody knows, and that do not, and the same of those that are off;
            empty, if there is no pack.
        packs: each pack with whether it binds the page and why not; of one that is off, whether it would.
        off: the names of those that are off.
    """

    in_short: str
    packs: tuple[tuple[str, str], ...]
    off: tuple[str, ...]


def bound(report: Report, path: str) -> Bound:
    """Which policy packs bind a page.

    Args:
        report: what a check found.
        path: the path of the page, as the report has it.
    """
    on, off = _of(report.reaches, path), _of(report.would_reach, path)
    parts = list(_in_short(on, _IN_SHORT))
    if not any(reach.answer is Answer.YES for reach in on) and (on or report.packs_off):
        none = f"{_IN_SHORT[Answer.YES]}: none of those that are on"
        parts.insert(0, none if on else "No policy pack is switched on")
    parts += _in_short(off, _OFF)
    if others := [name for name in report.packs_off if name not in {reach.pack for reach in off}]:
        parts.append(f"Off: {', '.join(others)}")
    told = [(reach.of, whether(reach)) for reach in on]
    told += [(reach.of, f"off; if it were on: {whether(reach)}") for reach in off]
    return Bound(". ".join(parts), tuple(told), report.packs_off)


def _of(reaches: Iterable[Reach], path: str) -> list[Reach]:
    return sorted(
        (reach for reach in reaches if reach.document == path),
        key=lambda reach: (list(_IN_SHORT).index(reach.answer), reach.pack),
    )


def _in_short(reaches: Sequence[Reach], words: Mapping[Answer, str]) -> Iterator[str]:
    for answer, said in words.items():
        if names := [reach.of for reach in reaches if reach.answer is answer]:
            yield f"{said}: {', '.join(names)}"


def whether(reach: Reach) -> str:
    """Whether a policy pack binds a page, and why not."""
    return _WHETHER[reach.answer] + (f", {reach.because}" if reach.because else "")


def as_json(reach: Reach) -> dict[str, object]:
    """Whether a policy pack binds a page; what it does not bind, and what is not known, was not checked by it."""
    because = {"because": reach.because} if reach.because else {}
    return {
        "pack": reach.pack,
        **({"rules": list(reach.rules)} if reach.rules else {}),
        "document": reach.document,
        "binds": reach.answer.value,
        **because,
    }


_NO_ADVICE = "What policy packs find may break a law or a code; whether it does, is for a lawyer: this is no legal advice"


def unreached(report: Report) -> Iterator[str]:
    """As on which day was checked, if not today; and what packs that are on left unchecked, as they do not hold or bind."""
    of_packs = {rule.code for rule in report.rules if rule.pack is not None}
    if any(finding.code in of_packs for finding in report.findings):
        yield _NO_ADVICE
    if report.as_of is not None:
        yield (
            f"Checked as on {report.as_of}: rules in force, waivers, ages of records and searches; "
            "evidence counts as it is on file today"
        )
    codes = report.out_of_force
    if codes:
        held = "the source of a rule does" if len(codes) == 1 else "the sources of rules do"
        yield f"Not checked, since {held} not hold on this day: {', '.join(codes)}"
    undated = [r.code for r in report.rules if r.pack is not None and r.in_force == (None, None)]
    if report.as_of is not None and undated:
        yield f"Date in force not looked up, so taken to hold on this day: {', '.join(undated)}"
    where = (
        "; a draft says so in its front matter, or the settings do in [page]"
        if report.drafts
        else ""
    )
    yield from unbound(report.reaches, where)


def unbound(reaches: Iterable[Reach], where: str = "") -> Iterator[str]:
    """What packs did not check, since they do not bind a page or nobody knows; for that, where it can be said."""
    grouped: dict[tuple[str, Answer, str], list[str]] = defaultdict(list)
    for reach in reaches:
        if reach.answer is not Answer.YES:
            grouped[reach.of, reach.answer, reach.because].append(reach.document)
    for (pack, answer, because), documents in grouped.items():
        listed = ", ".join(documents)
        if answer is Answer.NO:
            yield f"Not checked by policy pack {pack}, which does not bind {listed}: {because}"
        else:
            yield f"Not checked by policy pack {pack}, of which nobody knows whether it binds {listed}: {because}{where}"
