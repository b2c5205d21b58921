"""The cases of the rules as examples: what kbtool says of each, found by running it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import chdir
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cases import CASES, PREFIXES, ROOT, Case, lay_out
from kbtool.checks.run import check
from kbtool.io.workspace import find_workspace
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rules import Severity
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation
from kbtool.reports.style import Style


@dataclass(frozen=True)
class Mark:
    """A passage that a finding is about.

    Attributes:
        text: which text it is in: "article" or "other".
        start: where it starts, in characters.
        end: where it ends.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Example:
    """What kbtool says of a case.

    Attributes:
        marks: the passages that are flagged.
        lines: the lines of the case's Turtle that are flagged, from 1.
        printed: what `kbtool check` prints of the findings.
    """

    marks: tuple[Mark, ...]
    lines: tuple[int, ...]
    printed: str


def run_examples(cases: Sequence[Case], cache: Path) -> list[Example]:
    """What kbtool says of each case.

    Args:
        cases: the cases.
        cache: a folder that keeps the answers until the case, a rule or the code changes.
    """
    digest = _digest_of_the_project()
    keys = [hashlib.sha256(f"{digest}{case!r}".encode()).hexdigest() for case in cases]
    cache.mkdir(parents=True, exist_ok=True)
    for path in cache.iterdir():
        if path.stem not in keys:
            path.unlink()
    missing = [(k, c) for k, c in zip(keys, cases, strict=True) if not (cache / k).exists()]
    with ProcessPoolExecutor() as pool:
        answers = pool.map(run_example, [case for _, case in missing])
        for (key, _), answer in zip(missing, answers, strict=True):
            (cache / key).write_text(json.dumps(asdict(answer)), encoding="utf-8")
    return [_read(cache / key) for key in keys]


def run_example(case: Case) -> Example:
    """What kbtool says of a case, with each policy pack switched on."""
    with TemporaryDirectory() as folder, chdir(lay_out(case, Path(folder) / "example")):
        kb = open_knowledge_base(
            Path(),
            policies=find_workspace(Path()).policies,
            judging=lambda _, rules: [rule for rule in rules if rule.code == case.rule],
        )
        report = check(kb, [rule for rule in kb.rules if rule.code == case.rule])
    marks = [
        Mark(Path(finding.document).stem, finding.span.start, finding.span.end)
        for finding in report.findings
        if finding.document and finding.span
    ]
    declared = [f.declared for f in report.findings if not f.span and f.declared]
    lines = [
        place.line - PREFIXES.count("\n")
        for place in declared
        if place.file == "kb/case.ttl" and place.line > PREFIXES.count("\n")
    ]
    printed = FINDINGS.renderer("text")(report, Presentation(Style(width=88), Severity.INFO))
    findings = printed.strip().rpartition("\n\n")[0]
    return Example(tuple(marks), tuple(lines), findings)


def _read(path: Path) -> Example:
    data = json.loads(path.read_text(encoding="utf-8"))
    marks = tuple(Mark(**mark) for mark in data["marks"])
    return Example(marks, tuple(data["lines"]), data["printed"])


def _digest_of_the_project() -> str:
    """A digest of all that an answer rests on, but for the case."""
    files = [
        *(ROOT / "kbtool").rglob("*.py"),
        *(ROOT / "shapes").rglob("*.ttl"),
        *(ROOT / "kb" / "derivations").iterdir(),
        ROOT / "kb" / "vocabulary.ttl",
        ROOT / "kb" / "levels.ttl",
        CASES / "base.ttl",
        Path(__file__),
    ]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()
