"""What the check says of a mutant: told, only shown as something else, or nothing."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import kbtool
from kbtool.checks.findings import Finding
from kbtool.knowledge.signed import NAME as SIGNED
from tests.mutants.base import NAMELESS, Base
from tests.mutants.change import Change
from tests.mutants.generation import Exemption, Mutant
from tests.mutants.grouping import groups, together
from tests.mutants.signing import BySignOff, SignedBase

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
    """A mutant, what became of it, and what told it: the codes, or the error; why it is exempt.

    What became of it is what the rules make of it; what a sign-off would have told stands apart.
    """

    mutant: Mutant
    outcome: Outcome
    by: str
    by_sign_off: BySignOff = BySignOff.NOTHING


class Judge:
    """Checks mutants of a knowledge base, each in the place of the file that it changes, as if nothing were signed."""

    def __init__(self, base: Base, folder: Path) -> None:
        self._root = folder / base.name
        ignored = shutil.ignore_patterns(SIGNED, ".*", "__pycache__", "golden", "payloads", "bench")
        for name in ("kb", "sources", "shapes"):
            shutil.copytree(base.root / name, self._root / name, ignore=ignored)
        self._base = base
        loaded = kbtool.load(self._root)
        self._told = Counter(map(_on, kbtool.check(loaded, select=FAMILIES).findings))
        self._all = {finding.fingerprint for finding in kbtool.check(loaded).findings}

    def judge_all(self, mutants: Sequence[Mutant]) -> list[tuple[Outcome, str]]:
        """What the check says of mutants that have nothing to do with one another (``grouping``), exemptions aside.

        They are checked at once. What is told of one of them counts; what is not is checked again alone. Where an error ends
        the check, those that change the file that it names are checked apart from the others, or else each half of them.
        """
        if len(mutants) == 1:
            return [self.judge(mutants[0])]
        try:
            with self._changed(together([mutant.change for mutant in mutants])):
                new = self._new(kbtool.load(self._root))
        except Exception as error:
            named = {m for m in mutants if self._changes(m, getattr(error, "path", None))}
            if not 0 < len(named) < len(mutants):
                named = set(mutants[: len(mutants) // 2])
            parts = [m for m in mutants if m in named], [m for m in mutants if m not in named]
            found = dict(chain(*(zip(each, self.judge_all(each), strict=True) for each in parts)))
            return [found[mutant] for mutant in mutants]
        codes = [_codes(new, mutant) for mutant in mutants]
        return [
            (Outcome.TOLD, found) if found else self.judge(mutant)
            for mutant, found in zip(mutants, codes, strict=True)
        ]

    def judge(self, mutant: Mutant) -> tuple[Outcome, str]:
        """What the check says of a mutant, exemptions aside."""
        try:
            with self._changed(mutant.change):
                loaded = kbtool.load(self._root)
                new = self._new(loaded)
                if codes := _codes(new, mutant):
                    return Outcome.TOLD, codes
                after = {finding.fingerprint for finding in kbtool.check(loaded).findings}
        except kbtool.InputError as error:
            return Outcome.TOLD, f"exit 2: {error.message}"
        except Exception as error:
            return Outcome.SILENT, f"a bug: {error!r:.200}"
        same = after == self._all
        others = sorted({f"{code} on {node}" for code, node in new})
        return (Outcome.SILENT, "") if same else (Outcome.ELSEWHERE, "; ".join(others[:3]))

    @contextmanager
    def _changed(self, change: Change) -> Iterator[None]:
        changed = change.files(self._base)
        for name, text in changed.items():
            (self._root / name).write_text(text, encoding="utf-8")
        try:
            yield
        finally:
            for name in changed:
                (self._root / name).write_text(self._base.texts[name], encoding="utf-8")

    def _new(self, loaded: kbtool.KnowledgeBase) -> Counter[tuple[str, str]]:
        return Counter(map(_on, kbtool.check(loaded, select=FAMILIES).findings)) - self._told

    def _changes(self, mutant: Mutant, path: object) -> bool:
        change = mutant.change
        files = {s.file for s in (*change.removed, *change.added)} | {f for f, _ in change.texts}
        return path is not None and str(path).endswith(tuple(files))


def _codes(new: Iterable[tuple[str, str]], mutant: Mutant) -> str:
    return " ".join(sorted({code for code, node in new if node in mutant.change.nodes}))


def _on(finding: Finding) -> tuple[str, str]:
    if finding.node.startswith(NAMELESS):
        return finding.code, NAMELESS
    sentence = _UNCOVERED.search(finding.node)
    return finding.code, sentence[0] if sentence else finding.node


def judged(
    bases: Sequence[Base],
    mutants: Iterable[Mutant],
    exemptions: Iterable[Exemption],
    processes: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Judged]:
    """Mutants with what became of each, as soon as it is known.

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
    signed = {base.name: SignedBase(base) for base in bases}
    work = [
        (base.name, group)
        for base in bases
        for group in groups(base, (m for m in todo if m.base == base.name))
    ]
    done = 0
    with TemporaryDirectory() as folder:
        given = (list(bases), Path(folder))
        for (_, group), outcomes in zip(work, _outcomes(work, given, processes), strict=True):
            for mutant, (outcome, by) in zip(group, outcomes, strict=True):
                by_sign_off = signed[mutant.base].tells(mutant.change)
                yield _excused(mutant, outcome, by, by_sign_off, exempt)
            done += len(group)
            progress(done)


def _excused(
    mutant: Mutant,
    outcome: Outcome,
    by: str,
    by_sign_off: BySignOff,
    exempt: Iterable[Exemption],
) -> Judged:
    reasons = [e.reason for e in exempt if e.holds(mutant)]
    if reasons and outcome is not Outcome.TOLD:
        return Judged(mutant, Outcome.EXEMPT, reasons[0], by_sign_off)
    return Judged(mutant, outcome, by, by_sign_off)


def _outcomes(
    work: Sequence[tuple[str, list[Mutant]]], given: tuple[list[Base], Path], processes: int
) -> Iterator[list[tuple[Outcome, str]]]:
    if processes == 1:
        judges = _judges(*given)
        yield from (judges[name].judge_all(group) for name, group in work)
        return
    with get_context("spawn").Pool(processes, _start, given) as pool:
        yield from pool.imap(_judge, work)


_JUDGES: dict[str, Judge] = {}
"""Those of a process of the pool."""


def _judges(bases: Iterable[Base], folder: Path) -> dict[str, Judge]:
    return {base.name: Judge(base, folder) for base in bases}


def _start(bases: Iterable[Base], folder: Path) -> None:
    own = mkdtemp(dir=folder)
    _JUDGES.update(_judges(bases, Path(own)))


def _judge(work: tuple[str, list[Mutant]]) -> list[tuple[Outcome, str]]:
    name, group = work
    return _JUDGES[name].judge_all(group)
