"""kbtool's SHACL engine beside its peers, in one run: ``measure.py CLAIMS [--engines ...] [--rounds N] [--limit SECONDS]``.

Synthetic claims with everything that kbtool derives of them (synthetic.py), and the shipped shapes. Engines take turns, each
in a process of its own; what is measured is the whole process, from its start to its last result. The floor is pyoxigraph
parsing the same file. Ratios are to kbtool of the same round; no time is quoted for other results than pySHACL's, or
kbtool's where pySHACL does not finish.

The peers are not needed for anything else: ``pip install pyshacl-turbo pyshifty pyrudof shacl shacl-rust``
next to kbtool first. With ``--rows N``, the first rows in which an engine differs are printed: what is missing, what is too many.

With ``--against REVISION``, or the folder of another work tree of kbtool, `kbtool check` of the two is measured instead,
and the ratios are printed; a size of 0 stands for the shipped articles: ``measure.py 0 10000 100000 --against main~20``.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pyoxigraph as ox

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench import beside
from tests.bench.engines import ENGINES

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True)
class Run:
    """One process: seconds from start to end, seconds of processor time, peak memory in MB, why it failed."""

    seconds: float
    processor: float
    memory: float
    failure: str | None


def run(engine: str, data: Path, shapes: Path, results: Path, limit: float) -> Run:
    """Run an engine in a process of its own, killed at the limit."""
    command = [sys.executable, str(HERE / "engines.py"), engine]
    command += [str(data), str(shapes), str(results)]
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=errors
        )
        late = False
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > limit and not late:
                late = True
                process.kill()
            time.sleep(0.01)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip().splitlines()
    failure = f"not in {limit:.0f} s" if late else None
    if failure is None and process.returncode:
        failure = said[-1][:120] if said else f"exit {process.returncode}"
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, failure)


def merged_shapes(path: Path) -> None:
    """All the rules of shapes/ in one file."""
    triples = [
        quad.triple
        for file in sorted((ROOT / "shapes").glob("*.ttl"))
        for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    ]
    path.write_bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"")


def differences(found: Path, expected: Path) -> str:
    """How results differ: "same", or how many are missing and how many are too many."""
    mine, theirs = (
        set(path.read_text(encoding="utf-8").splitlines()) for path in (found, expected)
    )
    if mine == theirs:
        return "same"
    return f"{len(theirs - mine)} missing, {len(mine - theirs)} too many"


def different_rows(found: Path, expected: Path) -> list[str]:
    """The rows in which results differ: "-" before what is missing, "+" before what is too many."""
    mine, theirs = (
        set(path.read_text(encoding="utf-8").splitlines()) for path in (found, expected)
    )
    return [
        f"- {row}" if row in theirs else f"+ {row}"
        for row in sorted(mine.symmetric_difference(theirs))
    ]


def spread(values: list[float], digits: int = 1) -> str:
    """The median, and the least and the most if there are several."""
    middle = f"{median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def table(runs: dict[str, list[Run]], results: dict[str, Path]) -> str:
    """The Markdown table of one size."""
    done = [name for name in runs if name != "parse" and not runs[name][0].failure]
    reference = "pyshacl" if "pyshacl" in done else "kbtool"
    rows = ["| | seconds | of kbtool's time | of the floor's | processor s | peak MB | results |",
            "|---|---|---|---|---|---|---|"]  # fmt: skip
    for name, found in runs.items():
        if found[0].failure:
            rows.append(f"| {name} | | | | | {found[0].memory:.0f} | {found[0].failure} |")
            continue
        seconds = [one.seconds for one in found]
        ratios = {
            base: [
                one.seconds / other.seconds for one, other in zip(found, runs[base], strict=True)
            ]
            for base in ("kbtool", "parse")
        }
        same = differences(results[name], results[reference]) if name != "parse" else ""
        if name == reference:
            same = f"{len(results[name].read_text(encoding='utf-8').splitlines())} results"
        rows.append(
            f"| {name} | {spread(seconds)} | {spread(ratios['kbtool'], 2)} | {spread(ratios['parse'], 2)} "
            f"| {spread([one.processor for one in found])} | {max(one.memory for one in found):.0f} | {same} |"
        )
    return "\n".join(rows)


def arguments() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("claims", nargs="+", type=int)
    parser.add_argument(
        "--engines", default=",".join(ENGINES), help="with commas; always with parse, kbtool"
    )
    parser.add_argument(
        "--against", help="a revision, or a work tree, to compare `kbtool check` with"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=0, help="so many rows that differ are printed")
    parser.add_argument("--limit", type=float, default=300, help="seconds for one process")
    return parser


def write_synthetic(claims: int, path: Path) -> None:
    """Write synthetic knowledge, in a process of its own: what that takes in memory is not measured with the engines."""
    command = [sys.executable, str(HERE / "synthetic.py"), str(claims), str(path)]
    subprocess.run(command, check=True, env=ENVIRONMENT)


def main(
    words: Sequence[str] | None = None, write: Callable[[int, Path], None] = write_synthetic
) -> None:
    """Measure and print a table for each size.

    Args:
        words: the arguments; those of the command line, if None.
        write: writes synthetic knowledge with so many claims to a file.
    """
    options = arguments().parse_args(words)
    if options.against is not None:
        with beside.work_tree(ROOT, options.against) as there:
            for line in beside.table(ROOT, there, options.claims, options.rounds):
                print(line, flush=True)
        return
    names = list(dict.fromkeys(["parse", "kbtool", *options.engines.split(",")]))
    with tempfile.TemporaryDirectory(prefix="kbtool-bench-") as folder:
        shapes = Path(folder) / "shapes.ttl"
        merged_shapes(shapes)
        for claims in options.claims:
            data = Path(folder) / f"{claims}.ttl"
            write(claims, data)
            results = {name: Path(folder) / f"{claims}-{name}.tsv" for name in names}
            runs: dict[str, list[Run]] = {name: [] for name in names}
            for turn in range(options.rounds):
                for name in names[turn % len(names) :] + names[: turn % len(names)]:
                    if not (runs[name] and runs[name][0].failure):
                        runs[name].append(run(name, data, shapes, results[name], options.limit))
                        print(f"{claims} {name} {runs[name][-1]}", file=sys.stderr)
            triples = sum(1 for _ in ox.parse(path=data, format=ox.RdfFormat.TURTLE))
            print(f"\n{claims:,} claims, {triples:,} triples, {options.rounds} rounds, "
                  f"{os.cpu_count()} cores, Python {platform.python_version()}\n\n"
                  f"{table(runs, results)}", flush=True)  # fmt: skip
            for name in names:
                if name not in ("parse", "kbtool") and not runs[name][0].failure:
                    rows = different_rows(results[name], results["kbtool"])[: options.rows]
                    print("".join(f"{name}: {row}\n" for row in rows), end="", flush=True)
            data.unlink()


if __name__ == "__main__":
    main()
