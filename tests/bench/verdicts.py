"""What the knowledge base decides, and how that compares with what a reviewer expects.

    python tests/bench/verdicts.py [--expected FILE] [--wordings] [--sample N --seed S]

FILE is a table (CSV) with the columns "claim" (short name) and "a reviewer expects": a verdict, "decided" where any decided one will
do, or several with "or" between them; words in brackets are comments. "In part" counts as decided, and its share is printed apart.
A sample of errors and warnings, of each rule by its share, is a table for readers to judge: do they agree with the finding?
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

import kbtool
from kbtool.checks.entries import entries
from kbtool.checks.findings import Finding

ROOT = Path(__file__).parents[2]
DECIDED = ("supported", "supported in part", "against in part", "refuted", "conflicting")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--expected", type=Path, help="the table of expectations")
    parser.add_argument("--wordings", action="store_true", help="list each proposed wording once")
    parser.add_argument("--sample", type=int, help="so many errors and warnings, as a table")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    given = parser.parse_args()
    kb = kbtool.load(ROOT)
    if given.sample is not None:
        _sample(kbtool.check(kb), given.sample, given.seed)
        return
    verdicts = {claim.name: claim.verdict.label for claim in kb.claims}
    print(f"{len(verdicts)} claims: " + _counted(Counter(verdicts.values())))
    report = kbtool.check(kb)
    print("findings: " + _counted(Counter(str(f.severity) for f in report.findings)))
    if given.expected is not None:
        _compare(verdicts, given.expected)
    if given.wordings:
        _wordings(report)


def _compare(verdicts: dict[str, str], path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        expected = {
            row["claim"]: row["a reviewer expects"].split(" (")[0] for row in csv.DictReader(file)
        }
    missing = sorted(set(expected) - set(verdicts))
    if missing:
        print(f"not in the knowledge base: {', '.join(missing)}")
    pairs = [(wanted, verdicts[claim]) for claim, wanted in expected.items() if claim in verdicts]
    wanted = [found for want, found in pairs if want in ("decided", *DECIDED)]
    whole = sum(found in DECIDED and not found.endswith("in part") for found in wanted)
    part = sum(found.endswith("in part") for found in wanted)
    print(
        f"expected decided: {len(wanted)}; decided {whole + part} ({(whole + part) / len(wanted):.0%}), "
        f"of which in part {part} ({part / len(wanted):.0%}); not assessed {wanted.count('not assessed')}"
    )
    other = Counter(
        (want, found)
        for want, found in pairs
        if found in DECIDED and want not in ("decided", found) and want not in DECIDED[1:2]
    )
    for (want, found), number in sorted(other.items()):
        print(f"  expected {want}, found {found}: {number}")


def _sample(report: kbtool.Report, number: int, seed: int) -> None:
    judged = [f for f in report.findings if str(f.severity) != "info"]
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in random.Random(seed).sample(judged, len(judged)):
        by_rule[finding.code].append(finding)
    # Every so many of the findings in the order of the rules: each rule has its share.
    ordered = [finding for code in sorted(by_rule) for finding in by_rule[code]]
    chosen = [ordered[round((i + 0.5) * len(ordered) / number - 0.5)] for i in range(number)]
    table = csv.writer(sys.stdout)
    texts = {document.path: document.text for document in report.documents}
    passages = [passage for entry in entries(judged, texts) for passage in entry.passages]
    told_with = {id(f): len(each.findings) - 1 for each in passages for f in each.findings}
    table.writerow(
        ["severity", "code", "claim", "quote", "message", "on file", "help", "told with"]
    )
    for f in chosen:
        name = (f.claim or f.node or "").rpartition("/")[2]
        on_file = " | ".join(
            f"“{related.quote}”" if related.quote and related.document else related.message
            for related in f.related
        )
        others = f"{told_with[id(f)]} more of the sentence" if told_with[id(f)] else ""
        table.writerow(
            [f.severity, f.code, name, f.quote, f.message, on_file, f.suggestion, others]
        )


def _wordings(report: kbtool.Report) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for finding in report.findings:
        if finding.claim is not None and "{" not in finding.suggestion:
            found[finding.suggestion].append(f"{finding.code} {finding.claim.rpartition('/')[2]}")
    for wording, places in sorted(found.items()):
        print(
            f"{wording}\n    {', '.join(places[:3])}"
            + (f" and {len(places) - 3} more" if places[3:] else "")
        )


def _counted(numbers: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in numbers.most_common())


if __name__ == "__main__":
    main()
