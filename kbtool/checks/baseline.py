"""Baselines: the findings of an earlier day, so that only new ones count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kbtool.checks.findings import BaselineState, Finding
from kbtool.checks.report import Entry, Report
from kbtool.errors import InputError
from kbtool.io.files import read_text

VERSION = 1


def entries(findings: Iterable[Finding]) -> list[Entry]:
    """The findings as a baseline keeps them, sorted; waived ones too."""
    return sorted(Entry(f.code, f.node, f.message, f.fingerprint) for f in findings)


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


def read_baseline(path: Path) -> list[Entry]:
    """The entries of a baseline file.

    Raises:
        InputError: the file cannot be read, or is not a baseline of this version.
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
    if version != VERSION:
        said = f"version {version!r}" if version is not None else "no version"
        raise InputError(
            f"is not a baseline of version {VERSION}: it has {said}",
            path=path,
            help="write it again with --write-baseline",
        )
    try:
        return [
            Entry(*(_string(one[name]) for name in ("code", "node", "message", "fingerprint")))
            for one in data["findings"]
        ]
    except (KeyError, TypeError) as error:
        raise InputError(
            "is not a baseline: a finding lacks its code, node, message or fingerprint",
            path=path,
            help="write it again with --write-baseline",
        ) from error


def compare(
    findings: Iterable[Finding], baseline: Iterable[Entry]
) -> tuple[list[Finding], list[Entry]]:
    """The findings as new or unchanged, and the entries of the baseline that are gone.

    Findings with one fingerprint are told apart by their number only.
    """
    known = list(baseline)
    left = Counter(entry.fingerprint for entry in known)
    marked = []
    for finding in findings:
        there = left[finding.fingerprint] > 0
        left[finding.fingerprint] -= there
        state = BaselineState.UNCHANGED if there else BaselineState.NEW
        marked.append(replace(finding, baseline=state))
    gone = []
    for entry in known:
        if left[entry.fingerprint] > 0:
            left[entry.fingerprint] -= 1
            gone.append(entry)
    return marked, gone


def marked(report: Report, baseline: Iterable[Entry]) -> Report:
    """A report whose findings are told new or unchanged, with what the rules that ran no longer find."""
    ran = {rule.code for rule in report.rules}
    found, gone = compare(report.findings, (entry for entry in baseline if entry.code in ran))
    return replace(report, findings=tuple(found), gone=tuple(gone))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
