"""`kbtool check --engine spark` beside the plain engine: ``spark.py CLAIMS... [--plain] [--end]``.

For each size, topics of the shipped articles with nothing in common (synthetic.py), checked on one and on two workers in one
process of Java, in partitions of several sizes. What is measured is the time by the clock and the processor seconds of all
processes together, Java and Python; the floor is pyoxigraph counting the triples of the same files. With ``--plain``, a check
of all at once is measured as well, and the findings are compared byte for byte. With ``--end``, everything is checked once more
in ``local-cluster`` mode, by two workers of which one is ended by its process id after the first partition.

The last line is what 10^9 claims would take, by the measured processor seconds a claim, with its assumptions.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB
from tests.bench.synthetic import lay_out_articles
from tests.bench.whole import PARSE

DAY = date(2026, 1, 1)
MANY = 10**9
HUNDRED = 100
"""Machines of 32 processors each, in the estimate."""


class Run(NamedTuple):
    """A command and all processes that it began.

    Attributes:
        seconds: by the clock.
        processor: processor seconds of all of them.
        java: of these, those of Java.
        said: what it printed last.
    """

    seconds: float
    processor: float
    java: float
    said: str


def run(*command: str, cache: Path) -> Run:
    """Run a command, and count what it and all that it begins take of the processors."""
    environment = {**os.environ, "KBTOOL_CACHE": str(cache)}
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "support")))
    began = time.perf_counter()
    used: dict[int, tuple[bool, float]] = {}
    with (
        tempfile.TemporaryFile("w+") as told,
        subprocess.Popen(
            command, env=environment, stdout=told, stderr=subprocess.STDOUT, text=True
        ) as process,
    ):
        known = {process.pid}
        while process.poll() is None:
            _look(known, used)
            time.sleep(0.1)
        seconds = time.perf_counter() - began
        told.seek(0)
        said = [line for line in told.read().splitlines() if line.strip()]
    java = sum(taken for is_java, taken in used.values() if is_java)
    return Run(seconds, sum(each for _, each in used.values()), java, said[-1] if said else "")


def _look(known: set[int], used: dict[int, tuple[bool, float]]) -> None:
    """Note what each process has taken; one whose parent has ended is still known."""
    waiting = list(known)
    for pid in waiting:
        try:
            name, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
            fields = rest.split()
            ticks = int(fields[11]) + int(fields[12])
            used[pid] = name.endswith("(java"), ticks / os.sysconf("SC_CLK_TCK")
            for path in Path(f"/proc/{pid}/task").glob("*/children"):
                for child in map(int, path.read_text().split()):
                    if child not in known:
                        known.add(child)
                        waiting.append(child)
        except (OSError, IndexError):
            continue


def on_spark(root: Path, master: str, most: int | None, output: Path, marker: str) -> None:
    """In a process of its own: check on Spark, and print what came of it."""
    from kbtool.api.on_spark import BatchCheck
    from kbtool.checks.spark.covering import check_on_spark
    from kbtool.checks.spark.files import of_workspace
    from kbtool.checks.spark.work import CheckHere
    from kbtool.io.settings import find_settings
    from kbtool.io.spark import spark_session
    from kbtool.io.workspace import find_workspace
    from kbtool.rdf.namespaces import Names
    from kbtool.reports.findings.json import render
    from kbtool.reports.views import Report
    from sparks import SMALL, Ending

    workspace, settings = find_workspace(root), find_settings(root)
    began = time.perf_counter()
    check: CheckHere = BatchCheck(settings, DAY, (), ())
    if marker:
        check = Ending(check, os.getpid(), marker, above=3)
    whole = {**SMALL, "spark.master": master}
    with spark_session(whole, 2) as session:
        up = time.perf_counter() - began
        covered = check_on_spark(
            session,
            workspace,
            of_workspace(workspace),
            Names(),
            check,
            memory=4000,
            most=most,
        )
    report = Report.of(covered.report)
    output.write_text(render(report, None), encoding="utf-8")  # type: ignore[arg-type]
    print(json.dumps({"up": up, "batches": covered.batches, "peak": covered.peak}))


def at_once(root: Path, output: Path) -> None:
    """In a process of its own: check everything at once."""
    import kbtool
    from kbtool.reports.findings.json import render

    report = kbtool.check(kbtool.load(root, today=DAY))
    output.write_text(render(report, None), encoding="utf-8")  # type: ignore[arg-type]


def measure(claims: int, copies: int, parts: list[int], *, plain: bool, end: bool) -> float:
    """Print the lines of one size; processor seconds a claim on Spark."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root, cache = folder / "kb", folder / "cache"
        lay_out_articles(claims, root, copies, apart=True)
        (root / "kbtool.toml").write_text("[limits]\nseconds = 3600\n", encoding="utf-8")
        made: int = sum(
            quad.object == KB("Claim")
            for path in root.glob("kb/*.ttl")
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        )
        parse = run(sys.executable, "-c", PARSE, str(root), cache=cache)
        _tell(made, "parse", parse, parse)
        me = (sys.executable, "-W", "ignore", __file__, "--root", str(root))
        whole = folder / "whole.json"
        if plain:
            _tell(made, "at once", run(*me, "--output", str(whole), cache=cache), parse)
        last = 0.0
        masters = [f"local[{workers},4]" for workers in (1, 2)]
        for master, most in [(master, most) for most in parts for master in masters]:
            found = folder / f"{master}-{most}.json"
            one = run(
                *me, "--output", str(found), "--master", master, "--most", str(most), cache=cache
            )
            _tell(made, f"{master}, {most} B", one, parse)
            last = one.processor
            if plain:
                print(f"  findings: {_same(found, whole)}", flush=True)
        if end:
            found, marker = folder / "ended.json", folder / "ended"
            cluster = ("--master", "local-cluster[2,1,1024]", "--most", str(parts[-1]))
            one = run(*me, "--output", str(found), *cluster, "--marker", str(marker), cache=cache)
            _tell(made, "one worker ended", one, parse)
            was = "ended" if marker.exists() else "NOT ENDED"
            print(f"  worker {was}; findings: {_same(found, whole)}", flush=True)
        return last / max(1, made)


def _same(found: Path, whole: Path) -> str:
    if not found.exists():
        return "NONE"
    return "same" if found.read_bytes() == whole.read_bytes() else "OTHER"


def _tell(claims: int, what: str, found: Run, parse: Run) -> None:
    ratio = found.processor / max(parse.processor, 0.01)
    print(
        f"{claims:>8} {what:<26} {found.seconds:7.1f} s, {found.processor:7.1f} processor s"
        f" ({found.java:.1f} Java),"
        f" {ratio:6.1f} times the parse  {found.said[:160]}",
        flush=True,
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="*")
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--end", action="store_true")
    parser.add_argument("--parts", type=int, nargs="+", default=[600_000, 1])
    parser.add_argument("--root", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--master")
    parser.add_argument("--most", type=int)
    parser.add_argument("--marker", default="")
    asked = parser.parse_args()
    if asked.root and asked.master:
        on_spark(asked.root, asked.master, asked.most, asked.output, asked.marker)
    elif asked.root:
        at_once(asked.root, asked.output)
    else:
        a_claim = 0.0
        for claims in asked.claims:
            a_claim = measure(claims, asked.copies, asked.parts, plain=asked.plain, end=asked.end)
        hours = a_claim * MANY / (HUNDRED * 32) / 3600
        print(
            f"10^9 claims: {a_claim * 1000:.1f} ms of a processor each, so {hours:.1f} h on {HUNDRED} machines of 32"
            " processors, if slices stay as large, nothing waits for one of them, and what the beginning process does"
            " (names, keys, the number of each part, all findings) is spread out as well, which it is not"
        )


if __name__ == "__main__":
    main()
