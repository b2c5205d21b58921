"""What the check says of a mutant: told, only shown as something else, or nothing."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import kbtool
from kbtool.checks.findings import Finding
from tests.mutants.base import NAMELESS, Base
from tests.mutants.generation import Exemption, Mutant

_UNCOVERED = re.compile(r"\buncovered/[^/]+")
FAMILIES = ("S", "A", "C")
"""The families that say what is wrong with the knowledge base itself."""


class Outcome(StrEnum):
    """What became of a mutant."""

    TOLD = "told"
    ELSEWHERE = "elsewhere"
    SILENT = "silent"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Judged:
    """A mutant, what became of it, and what told it: the codes, or the error; why it is exempt."""

    mutant: Mutant
    outcome: Outcome
    by: str


class Judge:
    """Checks mutants of a knowledge base, each in the place of the file that it changes."""

    def __init__(self, base: Base, folder: Path) -> None:
        self._root = folder / base.name
        ignored = shutil.ignore_patterns(".*", "__pycache__", "golden", "payloads", "bench")
        for name in ("kb", "sources", "shapes"):
            shutil.copytree(base.root / name, self._root / name, ignore=ignored)
        self._base = base
        self._told = Counter(map(_on, self._findings(FAMILIES)))
        self._all: set[str] | None = None

    def judge(self, mutant: Mutant) -> tuple[Outcome, str]:
        """What the check says of a mutant, exemptions aside."""
        changed = mutant.change.files(self._base)
        for name, text in changed.items():
            (self._root / name).write_text(text, encoding="utf-8")
        try:
            new = Counter(map(_on, self._findings(FAMILIES))) - self._told
            codes = sorted({code for code, node in new if node in mutant.change.nodes})
            if codes:
                return Outcome.TOLD, " ".join(codes)
            after = {finding.fingerprint for finding in self._findings()}
        except kbtool.InputError as error:
            return Outcome.TOLD, f"exit 2: {error.message}"
        except Exception as error:
            return Outcome.SILENT, f"a bug: {error!r:.200}"
        finally:
            for name in changed:
                (self._root / name).write_text(self._base.texts[name], encoding="utf-8")
        if self._all is None:
            self._all = {finding.fingerprint for finding in self._findings()}
        same = after == self._all
        others = sorted({f"{code} on {node}" for code, node in new})
        return (Outcome.SILENT, "") if same else (Outcome.ELSEWHERE, "; ".join(others[:3]))

    def _findings(self, families: Iterable[str] = ()) -> tuple[Finding, ...]:
        return kbtool.check(kbtool.load(self._root), select=families).findings


def _on(finding: Finding) -> tuple[str, str]:
    if finding.node.startswith(NAMELESS):
        return finding.code, NAMELESS
    sentence = _UNCOVERED.search(finding.node)
    return finding.code, sentence[0] if sentence else finding.node


def judged(
    bases: Iterable[Base],
    mutants: Iterable[Mutant],
    exemptions: Iterable[Exemption],
    processes: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Judged]:
    """Mutants with what became of each.

    A mutant is told by an error (exit 2) or by a finding of the families S, A and C more than before on one of the nodes
    that it is about. An exemption counts only where it is not told.

    Args:
        bases: the knowledge bases.
        mutants: their mutants.
        exemptions: what leaves a file that somebody could have meant.
        processes: how many to use; 1 stays in this one.
        progress: is told how many are done.
    """
    todo, exempt = list(mutants), list(exemptions)
    with TemporaryDirectory() as folder:
        given = (list(bases), Path(folder))
        if processes == 1:
            judges = _judges(*given)
            found: Iterable[tuple[Outcome, str]] = (judges[m.base].judge(m) for m in todo)
            yield from _exempted(todo, found, exempt, progress)
            return
        with get_context("spawn").Pool(processes, _start, given) as pool:
            yield from _exempted(todo, pool.imap(_judge, todo, chunksize=4), exempt, progress)


def _exempted(
    mutants: Iterable[Mutant],
    found: Iterable[tuple[Outcome, str]],
    exemptions: Iterable[Exemption],
    progress: Callable[[int], None],
) -> Iterator[Judged]:
    for done, (mutant, (outcome, by)) in enumerate(zip(mutants, found, strict=True), 1):
        reasons = [e.reason for e in exemptions if e.holds(mutant)]
        if reasons and outcome is not Outcome.TOLD:
            outcome, by = Outcome.EXEMPT, reasons[0]
        progress(done)
        yield Judged(mutant, outcome, by)


_JUDGES: dict[str, Judge] = {}
"""Those of a process of the pool."""


def _judges(bases: Iterable[Base], folder: Path) -> dict[str, Judge]:
    return {base.name: Judge(base, folder) for base in bases}


def _start(bases: Iterable[Base], folder: Path) -> None:
    own = mkdtemp(dir=folder)
    _JUDGES.update(_judges(bases, Path(own)))


def _judge(mutant: Mutant) -> tuple[Outcome, str]:
    return _JUDGES[mutant.base].judge(mutant)
