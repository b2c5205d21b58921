"""`kbtool check --slices` of everything, beside a bare parse of the same files: ``whole.py CLAIMS... [--memory 4G] [--plain]``.

For each size, topics of the shipped articles with nothing in common (synthetic.py). What is measured is the processor time
and the peak memory of all processes together, on one processor and on all of them; the floor is pyoxigraph counting the
triples of the same files. With ``--plain``, a check of all at once is measured as well, and the findings are compared byte
for byte. The index is made anew for each size, and there is a line for a second run, which finds it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT)]

from tests.bench.synthetic import lay_out_articles

PARSE = """
import sys, pyoxigraph as ox
from pathlib import Path
print(sum(1 for path in Path(sys.argv[1]).rglob("*.ttl") for _ in ox.parse(path=path, format=ox.RdfFormat.TURTLE)))
"""


@dataclass(frozen=True)
class Run:
    """Processes from the first one's start to its end.

    Attributes:
        seconds: by the clock.
        processor: processor seconds of all of them.
        memory: the megabytes that they held together at most.
        code: the exit code.
        said: the last line on standard error.
    """

    seconds: float
    processor: float
    memory: float
    code: int
    said: str


def run(command: list[str], *, cache: Path, processors: int | None = None) -> Run:
    """Run a command, and watch all processes that it begins."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KBTOOL_CACHE": str(cache)}
    allowed = sorted(os.sched_getaffinity(0))[:processors]
    began = time.perf_counter()
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            preexec_fn=lambda: os.sched_setaffinity(0, allowed),
        ) as process,
    ):
        peak = 0.0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, sum(map(_held, _tree(process.pid))))
            time.sleep(0.1)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        errors.seek(0)
        said = errors.read().strip().splitlines()
    return Run(
        seconds,
        usage.ru_utime + usage.ru_stime,
        peak,
        process.returncode,
        said[-1] if said else "",
    )


def _tree(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        try:
            children = Path(f"/proc/{each}/task").glob("*/children")
            found += [int(child) for path in children for child in path.read_text().split()]
        except OSError:
            continue
    return found


def _held(pid: int) -> float:
    """The megabytes of a process, what it shares with others counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:")), 0.0)


def measure(claims: int, memory: str, copies: int, *, plain: bool) -> None:
    """Print the lines of one size."""
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "kb", Path(folder) / "cache"
        lay_out_articles(claims, root, copies, apart=True)
        (root / "kbtool.toml").write_text("[limits]\nseconds = 3600\n", encoding="utf-8")
        parse = run([sys.executable, "-c", PARSE, str(root)], cache=cache)
        _tell(claims, "parse", parse, parse)
        check = [sys.executable, "-m", "kbtool", "check", "--root", str(root), "--format", "json"]
        check += ["--verbose"]
        by_slices = [*check, "--slices", "--memory", memory, "--output"]
        found, again, whole = (Path(folder) / f"{name}.json" for name in ("one", "two", "whole"))
        _tell(claims, "slices, index made", run([*by_slices, str(found)], cache=cache), parse)
        _tell(claims, "slices, again", run([*by_slices, str(again)], cache=cache), parse)
        alone = run([*by_slices, str(again)], cache=cache, processors=1)
        _tell(claims, "slices, one processor", alone, parse)
        if plain:
            _tell(claims, "at once", run([*check, "--output", str(whole)], cache=cache), parse)
            print(f"  findings: {'same' if found.read_bytes() == whole.read_bytes() else 'OTHER'}")


def _tell(claims: int, what: str, found: Run, parse: Run) -> None:
    ratio = found.processor / parse.processor
    print(
        f"{claims:>8} {what:<22} {found.seconds:7.1f} s, {found.processor:7.1f} processor s, {ratio:6.1f} times the parse,"
        f" {found.memory:6.0f} MB, exit {found.code}  {found.said}",
        flush=True,
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="+")
    parser.add_argument("--memory", default="4G")
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--plain", action="store_true")
    asked = parser.parse_args()
    for claims in asked.claims:
        measure(claims, asked.memory, asked.copies, plain=asked.plain)


if __name__ == "__main__":
    main()
