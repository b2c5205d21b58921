"""The two articles as drafts that nobody has encoded, beside what is found in their encoded form.

    python tests/bench/passages.py [--list]

Counted are passages: the words of errors that overlap are one. Each family of rules is counted apart. With --list, every error found in
the drafts is printed with its words, for somebody to judge.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

import kbtool
from kbtool.checks.findings import Finding
from kbtool.io.originals import read_original
from kbtool.knowledge.rules import Severity
from kbtool.text.stretch import Stretch

FAMILIES = ("X", "O")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="print each error found in the drafts")
    listing = parser.parse_args().list
    encoded = kbtool.check(kbtool.load(ROOT)).findings
    articles = sorted((ROOT / "sources").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("kb", "shapes", "sources"):
            shutil.copytree(
                ROOT / name, Path(folder) / name, ignore=shutil.ignore_patterns("signed.tsv")
            )
        shutil.rmtree(Path(folder) / "kb" / "claims")
        report = kbtool.check_drafts(folder, [read_original(path) for path in articles])
    for article in articles:
        for family in FAMILIES:
            wanted = _passages(_errors(encoded, article, family))
            drafted = _errors(report.findings, article, family)
            found = sum(any(_meets(f, passage) for f in drafted) for passage in wanted)
            further = sum(not any(_meets(f, passage) for passage in wanted) for f in drafted)
            print(
                f"{article.name} {family}: {found} of {len(wanted)} passages, {further} errors besides"
            )
            for finding in drafted if listing else ():
                known = "" if any(_meets(finding, each) for each in wanted) else "  (only here)"
                print(f"    {finding.code}{known} “{finding.quote}”\n        {finding.message}")


def _errors(findings: Iterable[Finding], article: Path, family: str) -> list[Finding]:
    return [
        f
        for f in findings
        if f.severity is Severity.ERROR
        and f.code.startswith(family)
        and f.span is not None
        and f.document is not None
        and f.document.endswith(article.name)
    ]


def _passages(findings: Iterable[Finding]) -> list[Stretch]:
    """The words of findings, those that overlap as one."""
    merged: list[Stretch] = []
    for start, end in sorted((f.span.start, f.span.end) for f in findings if f.span):
        if merged and start < merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Stretch(start, end))
    return merged


def _meets(finding: Finding, passage: Stretch) -> bool:
    span = finding.span
    return span is not None and span.start < passage.end and passage.start < span.end


if __name__ == "__main__":
    main()
