"""The score: how many slips in the knowledge base the check tells, by operator. Run by `make mutants`."""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.base import Base
from tests.mutants.generation import Mutant, mutants, read_exemptions, read_operators
from tests.mutants.judging import Judged, Outcome, judged
from tests.mutants.signing import BySignOff
from tests.mutants.walkthrough import walkthrough

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Print the score; 1 if a mutant is silent."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument(
        "--sample", type=int, metavar="N", help="only N mutants, chosen by the seed"
    )
    parser.add_argument(
        "--operator", default="*", metavar="PATTERN", help="only operators with such a name"
    )
    parser.add_argument("--base", default="*", metavar="PATTERN", help="only this knowledge base")
    parser.add_argument("--kind", default="*", metavar="PATTERN", help="only nodes of this kind")
    parser.add_argument(
        "--property", default="*", metavar="PATTERN", help="only statements with this property"
    )
    parser.add_argument(
        "--vocabulary", action="store_true", help="in the files that declare terms, too"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument(
        "--list", type=Path, metavar="FILE", help="write the mutants that are not told"
    )
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        made: dict[str, Callable[[], Base]] = {
            "shipped": lambda: Base.read("shipped", ROOT),
            "walk-through": lambda: walkthrough(Path(folder)),
        }
        bases = [make() for name, make in made.items() if fnmatchcase(name, given.base)]
        operators = [o for o in read_operators() if fnmatchcase(o.name, given.operator)]
        found = [
            m for base in bases for m in mutants(base, operators, given.seed, given.vocabulary)
        ]
        found = [
            m
            for m in found
            if fnmatchcase(m.kind, given.kind) and fnmatchcase(m.property, given.property)
        ]
        if given.sample is not None and given.sample < len(found):
            found = sample(found, given.sample, given.seed)
        results: list[Judged] = []
        cut_off = False
        each = judged(
            bases, found, read_exemptions(), given.processes, lambda n: _progress(n, len(found))
        )
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            for result in each:
                results.append(result)
                if given.list is not None and result.outcome is not Outcome.TOLD:
                    given.list.write_text(listing(results), encoding="utf-8")
        except KeyboardInterrupt:
            cut_off = True
    print(table(results))
    print(listing(results, (Outcome.SILENT, Outcome.ELSEWHERE)))
    if cut_off:
        print(f"cut off: {len(results)} of {len(found)} mutants")
    if given.list is not None:
        given.list.write_text(listing(results), encoding="utf-8")
    return int(cut_off or any(result.outcome is Outcome.SILENT for result in results))


def sample(found: list[Mutant], size: int, seed: int) -> list[Mutant]:
    """Some mutants, of as many operators as there are: each operator's first, then each one's second, and so on."""
    by_operator: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in random.Random(seed).sample(found, len(found)):
        by_operator[mutant.operator].append(mutant)
    turns = [
        m for turn in range(len(found)) for ms in by_operator.values() for m in ms[turn : turn + 1]
    ]
    return turns[:size]


def table(results: Iterable[Judged]) -> str:
    """The score by operator, with the reasons of what is exempt below."""
    results = list(results)
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    reasons: Counter[tuple[str, str]] = Counter()
    for result in results:
        counts[result.mutant.operator][result.outcome] += 1
        if result.outcome is Outcome.EXEMPT:
            reasons[result.mutant.operator, result.by] += 1
    width = max((len(name) for name in counts), default=8)
    lines = [f"{'operator':{width}}  mutants    told  elsewhere  silent  exempt"]
    total: Counter[Outcome] = Counter()
    for name, count in counts.items():
        total += count
        lines.append(_row(name, count, width))
    lines += ["-" * len(lines[0]), _row("all", total, width), ""]
    if reasons:
        lines += (
            ["Exempt:"] + [f"  {n:3} {name}: {why}" for (name, why), n in reasons.items()] + [""]
        )
    counted = total.total() - total[Outcome.EXEMPT]
    share, exempt = (
        n / m if m else 1
        for n, m in ((total[Outcome.TOLD], counted), (total[Outcome.EXEMPT], total.total()))
    )
    lines.append(
        f"by the rules alone: told {share:.3f} of {counted}, silent {total[Outcome.SILENT]}, exempt {exempt:.1%}"
    )
    lines.append(with_sign_off(results))
    return "\n".join(lines)


def with_sign_off(results: Sequence[Judged]) -> str:
    """The score if all had been signed before, beside that of the rules: what they tell counts, exempt or not."""
    told = sum(r.outcome is Outcome.TOLD or r.by_sign_off is BySignOff.TOLD for r in results)
    left = [
        r for r in results if Outcome.TOLD is not r.outcome and r.by_sign_off is not BySignOff.TOLD
    ]
    new = sum(r.by_sign_off is BySignOff.NEW for r in left)
    alone = sum(r.by_sign_off is BySignOff.TOLD for r in results)
    return (
        f"with all signed before: told {told / len(results) if results else 1:.3f} of {len(results)}, exempt ones among them; "
        f"{new} only as new and unsigned, {len(left) - new} not at all; by the sign-off alone {alone}"
    )


NOT_TOLD = (Outcome.SILENT, Outcome.ELSEWHERE, Outcome.EXEMPT)


def listing(results: Iterable[Judged], outcomes: Sequence[Outcome] = NOT_TOLD) -> str:
    """The mutants that are not told, as a page: what was changed, and on which node."""
    lines = ["# Mutants that are not told", ""]
    for outcome in outcomes:
        lines += [f"## {outcome}", ""]
        lines += [
            f"- {r.mutant.operator} | {r.mutant.base} {r.mutant.kind} {r.mutant.property} | "
            f"{r.mutant.node}: {r.mutant.change.says}" + (f" ({r.by})" if r.by else "")
            for r in results
            if r.outcome is outcome
        ]
        lines.append("")
    return "\n".join(lines)


def _row(name: str, count: Counter[Outcome], width: int) -> str:
    return (
        f"{name:{width}}  {count.total():7} {count[Outcome.TOLD]:7}  {count[Outcome.ELSEWHERE]:9}  "
        f"{count[Outcome.SILENT]:6}  {count[Outcome.EXEMPT]:6}"
    )


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(
            f"\r{done} of {total} mutants",
            end="",
            file=sys.stderr,
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
