"""Baselines: the findings of an earlier day, so that only new ones count."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kbtool.checks.findings import BaselineState, Finding
from kbtool.checks.report import BaselineEntry, Report
from kbtool.errors import InputError
from kbtool.io.files import read_text

VERSION = 3
"""Since version 2, the fingerprint of a finding does not depend on the evidence that is listed with it; since 3, nor on the
words of its message."""

_READ = (1, 2, VERSION)


class Baseline(Struct, frozen=True):
    """The findings of an earlier day.

    Attributes:
        entries: the findings.
        version: the version of their fingerprints.
    """

    entries: tuple[BaselineEntry, ...]
    version: int = VERSION

    @property
    def is_old(self) -> bool:
        """Whether an earlier version of kbtool has written it, so that words have to do for some fingerprints."""
        return self.version < VERSION


def entries(findings: Iterable[Finding]) -> list[BaselineEntry]:
    """The findings as a baseline keeps them, sorted; waived ones too."""
    return sorted(map(entry, findings))


def entry(finding: Finding) -> BaselineEntry:
    """A finding as a baseline keeps it."""
    return BaselineEntry(finding.code, finding.node, finding.message, finding.fingerprint)


def baseline_text(findings: Iterable[Finding]) -> str:
    """A baseline file: JSON, one line a finding, so that changes of it can be read."""
    lines = [
        json.dumps(
            {"fingerprint": e.fingerprint, "code": e.code, "node": e.node, "message": e.message},
            ensure_ascii=False,
        )
        for e in entries(findings)
    ]
    listed = ",\n".join(f"    {line}" for line in lines)
    return f'{{\n  "version": {VERSION},\n  "findings": [\n{listed}\n  ]\n}}\n'


def read_baseline(path: Path) -> Baseline:
    """A baseline file.

    Raises:
        InputError: the file cannot be read, or is not a baseline of a version that is known.
    """
    text = read_text(path, path, missing=("does not exist", "write it with --write-baseline")).text
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise InputError(
            "is not a baseline: it is not valid JSON",
            path=path,
            line=line,
            help="write it again with --write-baseline",
        ) from error
    version = data.get("version") if isinstance(data, dict) else None
    if version not in _READ:
        said = f"version {version!r}" if version is not None else "no version"
        raise InputError(
            f"is not a baseline of version {VERSION}: it has {said}",
            path=path,
            help="write it again with --write-baseline",
        )
    try:
        read = tuple(
            BaselineEntry(
                *(_string(one[name]) for name in ("code", "node", "message", "fingerprint"))
            )
            for one in data["findings"]
        )
    except (KeyError, TypeError) as error:
        raise InputError(
            "is not a baseline: a finding lacks its code, node, message or fingerprint",
            path=path,
            help="write it again with --write-baseline",
        ) from error
    return Baseline(read, version)


def compare(
    findings: Sequence[Finding], baseline: Baseline
) -> tuple[list[Finding], list[BaselineEntry]]:
    """The findings as new or unchanged, and the entries of the baseline that are gone.

    Findings with one fingerprint are told apart by their number only; those of a baseline of an earlier version are known by
    their words, too. A finding that tells in detail what a rule has said once of the whole document is known where the
    baseline has that, which then is not gone.
    """
    prints: dict[str, list[int]] = defaultdict(list)
    words: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    wholes: dict[tuple[str, str], int] = {}
    for index, one in reversed(list(enumerate(baseline.entries))):
        prints[one.fingerprint].append(index)
        words[one.code, one.node, one.message].append(index)
        wholes[one.code, one.node] = index
    found: set[int] = set()

    def take(indexes: list[int]) -> bool:
        while indexes:
            index = indexes.pop()
            if index not in found:
                found.add(index)
                return True
        return False

    known = [take(prints[finding.fingerprint]) for finding in findings]
    if baseline.is_old:
        said = [(finding.code, finding.node, finding.message) for finding in findings]
        known = [was or take(words[key]) for was, key in zip(known, said, strict=True)]
    marked = []
    for finding, was in zip(findings, known, strict=True):
        whole = wholes.get(finding.detail_of) if finding.detail_of and not was else None
        if whole is not None:
            found.add(whole)
        is_known = was or whole is not None
        state = BaselineState.UNCHANGED if is_known else BaselineState.NEW
        marked.append(replace(finding, baseline=state))
    gone = [one for index, one in enumerate(baseline.entries) if index not in found]
    return marked, gone


def marked(report: Report, baseline: Baseline) -> Report:
    """A report whose findings are told new or unchanged, with what the rules that ran no longer find."""
    ran = {rule.code for rule in report.rules}
    found, gone = compare(report.findings, baseline)
    return replace(report, findings=tuple(found), gone=tuple(e for e in gone if e.code in ran))


def without_known(report: Report) -> Report:
    """A report that lists what is new, or waived, and has the number of what is in the baseline."""
    listed = tuple(f for f in report.findings if f.counts or f.waived is not None)
    known = report.known + len(report.findings) - len(listed)
    return replace(report, findings=listed, known=known)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
