"""The processor time that each kind of page takes, once a knowledge base is loaded, in milliseconds.

    python tests/bench/pages.py
    python tests/bench/pages.py --claims 10000

Without --claims it is this knowledge base; with it, a synthetic one of that size (synthetic.py). Each page is made for the first
time when it is measured, as a whole document, as a server would send it; of each kind some are taken, the same at each run.
A page that takes longer than --most milliseconds makes the exit code 1.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "support")]

from cases import ROOT
from kbtool.api import check, load
from kbtool.io.graphviz import draw
from kbtool.io.history import LineHistory
from kbtool.reports.pages import Links, Site
from tests.bench.synthetic import lay_out_articles

_MOST_OF_A_KIND = 60
_ASKED = {
    "evidence": ("q=trial", "sort=6&order=down", "direction=supports&sort=0"),
    "references": ("q=20", "sort=2&order=down", "sort=0"),
    "articles": ("verdict=refuted&severity=error", "family=X"),
}
"""What is asked of pages besides, behind the question mark, by kind."""


def pages(site: Site, most: int) -> Iterator[tuple[str, str, str]]:
    """Pages to measure: of which kind, address, and what is asked.

    Args:
        site: the pages.
        most: how many of a kind.
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for address in site.addresses():
        first, slash, rest = address.partition("/")
        listed = first in ("evidence", "references", "conflicts") and rest.isdecimal()
        kinds[f"{first}/" if slash and not listed else first].append(address)
    chance = random.Random(7)
    for kind, addresses in kinds.items():
        chosen = addresses if len(addresses) <= most else chance.sample(addresses, most)
        for address in chosen:
            yield kind.rstrip("/") + ("/…" if kind.endswith("/") else ""), address, ""
        for query in _ASKED.get(kind.rstrip("/"), ()):
            if kind.rstrip("/") == "articles" or not kind.endswith("/"):
                yield f"{kind.rstrip('/')} ?{query}", addresses[0], query


def made(site: Site, address: str, query: str) -> float:
    """The milliseconds of processor time in which a page is made, those of programs that it calls among them."""
    began = _spent()
    page = site.page(address, query)
    assert page is not None, address
    site.document(address, page)
    return 1000 * (_spent() - began)


def _spent() -> float:
    used = os.times()
    return time.process_time() + used.children_user + used.children_system


def measured(root: Path, most: int) -> dict[str, list[tuple[float, str]]]:
    """The milliseconds of each page with its address, by kind."""
    began = _spent()
    kb = load(root)
    report = check(kb)
    loaded = _spent()
    site = Site(kb, report, Links(root=""), draw=draw, history=LineHistory(root).of)
    print(
        f"{len(list(kb.claims)):,} claims, read and checked in {loaded - began:.1f} s, put in order in {_spent() - loaded:.1f} s"
    )
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for kind, address, query in pages(site, most):
        found[kind].append((made(site, address, query), address))
    return found


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and print a line for each kind of page.

    Args:
        words: the command line; that of the process, if None.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, help="how many synthetic claims at least")
    parser.add_argument("--most", type=float, default=300, help="milliseconds that a page may take")
    parser.add_argument("--of-a-kind", type=int, default=_MOST_OF_A_KIND)
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        root = ROOT
        if chosen.claims:
            root = Path(folder) / "synthetic"
            lay_out_articles(chosen.claims, root)
        found = measured(root, chosen.of_a_kind)
    print("| page | measured | median | longest | which |\n|---|--:|--:|--:|---|")
    for kind, times in found.items():
        ordered = sorted(times)
        longest, address = ordered[-1]
        middle = ordered[len(ordered) // 2][0]
        print(f"| {kind or 'overview'} | {len(times)} | {middle:.0f} | {longest:.0f} | {address} |")
    return int(any(time_ > chosen.most for times in found.values() for time_, _ in times))


if __name__ == "__main__":
    sys.exit(main())
