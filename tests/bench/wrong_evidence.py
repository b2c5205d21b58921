"""How many items of evidence are told of that stand on the wrong statement, or on the wrong side of the right one.

    python tests/bench/wrong_evidence.py [--items N] [--seed S] [--untold] [--base]

N items of the shipped knowledge base are moved to another statement of the same predicate or measure (beside), to any other of the
same kind (elsewhere), turned from support to dispute and back (turned), or given the warrant of another item (unwarranted): all N in
one copy, one check for each kind. An item is told where the check finds something on it that it did not before, of family S, A, C
or E. With --untold each item that is not told is listed, with --base each item that is told of as it is shipped.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "support")]

import kbtool
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances
from wrong_places import CHANGES, Change, read_turtle

ROOT = Path(__file__).parents[2]
FAMILIES = "SACE"
RULES = ("E11", "E19", "E20", "E21")
"""The rules on evidence that does not fit what it is put to."""


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100, help="how many are moved")
    parser.add_argument("--seed", type=int, default=1, help="which")
    parser.add_argument("--untold", action="store_true", help="list those that are not told")
    parser.add_argument("--base", action="store_true", help="list those told of as shipped")
    given = parser.parse_args()
    whole = read_turtle(ROOT / "kb")
    before = _findings(ROOT)
    total = len(instances(whole, KB("Evidence")))
    held = {item for item, codes in before.items() if codes & set(RULES)}
    print(f"as shipped: {len(held)} of {total} items told of ({len(held) / total:.1%})")
    if given.base:
        _list(held)
    for name, change in CHANGES.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            moved = _copy(root, whole, change, random.Random(given.seed), given.items)
            after = _findings(root)
        new = {item: after[item] - before[item] for item in moved}
        told = {item for item in moved if new[item]}
        by_code = Counter(code for item in told for code in new[item])
        counted = ", ".join(f"{code} {number}" for code, number in by_code.most_common())
        print(f"{name}: {len(told)} of {len(moved)} told ({len(told) / len(moved):.0%}): {counted}")
        if given.untold:
            _list(moved - told)


def _list(items: Iterable[str]) -> None:
    for item in sorted(items):
        print("    " + item.rpartition("/")[2])


def _findings(root: Path) -> dict[str, set[str]]:
    """The codes of the findings on each node."""
    found: dict[str, set[str]] = defaultdict(set)
    for finding in kbtool.check(kbtool.load(root)).findings:
        if finding.code[0] in FAMILIES and finding.node is not None:
            found[finding.node].add(finding.code)
    return found


def _copy(root: Path, whole: ox.Store, change: Change, rng: random.Random, number: int) -> set[str]:
    """Write a knowledge base in which the evidence is changed, and say which items are."""
    for name in ("kb", "shapes", "sources"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("signed.tsv"))
    evidence = read_turtle(root / "kb" / "evidence")
    moved = change(evidence, whole, rng, number)
    shutil.rmtree(root / "kb" / "evidence")
    (root / "kb" / "evidence").mkdir()
    path = root / "kb" / "evidence" / "evidence.ttl"
    evidence.dump(str(path), ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    return moved


if __name__ == "__main__":
    main()
