"""What registries said of references, as text and JSON."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence

from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import KB
from kbtool.references.excerpts import ExcerptStatus
from kbtool.references.record import Stated, TextIs
from kbtool.references.registry_file import StoredRecord
from kbtool.references.retractions import Notice
from kbtool.references.verification import Outcome, Verification
from kbtool.reports.wording import counted

_VERSION = 1
_NAMED = 5


def render_text(verifications: Sequence[Verification], labels: Labels, everything: bool) -> str:
    """A paragraph for each reference that there is something to say of, what could not be asked, and the counts.

    Args:
        verifications: what came out.
        labels: labels of registries.
        everything: also those that are plainly confirmed or have no registry.
    """
    lines = []
    for verification in verifications:
        said = [line for stored in verification.records for line in _record(verification, stored, labels)]  # fmt: skip
        said += [f"  {_notice(notice)}" for notice in verification.notices]
        if verification.kept:
            said.append("  recorded so before, and no notice says that it has ended: kept")
        outcome = verification.outcome
        unread = any(stored.record.unread for stored in verification.records)
        if everything or outcome.is_against or verification.notices or unread:
            reference = verification.reference
            lines.append(
                f"{outcome}: {labels.names.short(reference.node.value)}, {reference.label}"
            )
            lines += said
            if everything and not verification.records and not verification.notices:
                lines.append(_why_nothing(verification))
    lines += _not_asked(verifications, labels)
    unknown = [
        labels.names.short(v.reference.node.value)
        for v in verifications
        if not (v.records or v.checked or v.not_asked)
    ]
    if unknown:
        lines.append(f"not checked, for want of an identifier that was asked for: {_some(unknown)}")
    counts = Counter(v.outcome for v in verifications)
    listed = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
    lines.append(f"{counted(len(verifications), 'reference')}: {listed or 'none'}")
    return "\n".join(lines) + "\n"


def render_json(verifications: Sequence[Verification], labels: Labels, everything: bool) -> str:
    """All references, with all that was said of them; the arguments are those of the text."""
    references = [
        {
            "reference": v.reference.node.value,
            "label": v.reference.label,
            "state": v.outcome,
            "retractionStatus": v.standing.value,
            "retractionChecked": v.checked.isoformat() if v.checked else None,
            "records": [
                {
                    "registry": s.record.registry,
                    "lookedUp": str(s.record.identifier),
                    "day": s.record.day.isoformat(),
                    "inRegistry": s.record.exists,
                    "confirms": m.confirms,
                    "compared": list(m.compared),
                    "differences": [
                        {"what": d.what, "recorded": d.recorded, "registry": d.registry, "score": d.score}
                        for d in m.differences
                    ],
                    "notRead": list(s.record.unread),
                    "states": {state.what.term: str(state.value) for state in s.record.states},
                    "excerpts": [
                        {"excerpt": e.words, "status": e.status, "nearest": e.nearest, "score": e.score}
                        for e in s.excerpts
                    ],
                }
                for s, m in zip(v.records, v.matches, strict=True)
            ],
            "notices": [
                {"nature": n.nature, "day": n.day.isoformat() if n.day else None, "address": n.address}
                for n in v.notices
            ],
            "notChecked": [
                {"lookedUp": n.identifier, "registry": n.registry, "why": n.why} for n in v.not_asked
            ],
        }
        for v in verifications
    ]  # fmt: skip
    return json.dumps({"version": _VERSION, "references": references}, indent=2, ensure_ascii=False) + "\n"  # fmt: skip


def _record(verification: Verification, stored: StoredRecord, labels: Labels) -> list[str]:
    record = stored.record
    found = verification.matches[verification.records.index(stored)]
    where = f"{labels.label(KB(record.registry))}, {record.identifier} ({record.day})"
    if record.is_of_notices_only:
        return []
    if not record.exists:
        return [f"  {where}: does not exist"]
    if found.differences:
        lines = [f"  {where}: {difference}" for difference in found.differences]
    elif found.compared:
        verb = "fits" if len(found.compared) == 1 else "fit"
        lines = [f"  {where}: {', '.join(found.compared)} {verb}"]
    else:
        lines = [f"  {where}: exists; there is nothing to compare"]
    lines += [f"    not read: {unread}" for unread in record.unread]
    for state in record.states:
        if state.what is not Stated.PART_NOT_FOUND:
            said = state.value
            word = ("yes" if said else "no") if isinstance(said, bool) else str(said)
            lines.append(f"    {labels.label(KB(state.what.term))}: {word}")
    for excerpt in stored.excerpts:
        if excerpt.status is ExcerptStatus.NOT_AVAILABLE:
            lines.append(f"    not available, for the registry gives no text: “{excerpt.words}”")
            continue
        text = f"    {excerpt.status} in the {record.text_is}: “{excerpt.words}”"
        if excerpt.nearest:
            text += f"; nearest, {excerpt.score:g}% alike: “{' '.join(excerpt.nearest.split())}”"
        if excerpt.status is ExcerptStatus.NOT_FOUND and record.text_is is not TextIs.WHOLE:
            text += f" (it may stand in {'the paper' if record.text_is is TextIs.ABSTRACT else 'what is loaded later'})"
        lines.append(text)
    return lines


def _notice(notice: Notice) -> str:
    day = notice.day.isoformat() if notice.day else "without a date"
    return f"{day}  {notice.nature}" + (f"  {notice.address}" if notice.address else "")


def _why_nothing(verification: Verification) -> str:
    if verification.checked:
        return "  no notice on it"
    if verification.not_asked:
        return "  " + "; ".join(f"{n.identifier}: {n.why}" for n in verification.not_asked)
    return "  no registry that was asked knows an identifier of it"


def _not_asked(verifications: Sequence[Verification], labels: Labels) -> list[str]:
    """What could not be asked, a line for each registry and reason."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for verification in verifications:
        for one in verification.not_asked:
            named = labels.names.short(verification.reference.node.value)
            which = f"{one.identifier} ({named})"
            groups[one.registry, one.why].append(which)
    lines = []
    for (registry, why), those in groups.items():
        lines.append(f"not checked: {labels.label(KB(registry))} {why}: {_some(those)}")
    return lines


def _some(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
