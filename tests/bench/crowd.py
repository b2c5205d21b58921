"""A crowd: one proposition that very many claims assert and as many deny.

python tests/bench/crowd.py 10000 /tmp/crowd    # then: kbtool check --root /tmp/crowd --select X

Or that very many claims assert and many items of evidence bear on:

python tests/bench/crowd.py 10000 50 /tmp/crowd
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "support")]

from cases import Case, lay_out

_CLAIM = """
id:{name} a kb:Claim ; prov:wasQuotedFrom id:{document} ; oa:exact "{quote}" ; kb:{stance} id:p ; kb:certainty kb:Categorical .
"""


def crowd(size: int, *, documents: int) -> Case:
    """A case with one proposition, asserted by ``size`` claims and denied by as many, in one document or in two."""
    yes = [f"Line {number} says that ibuprofen treats pain." for number in range(size)]
    no = [f"Line {number} says that ibuprofen does not treat pain." for number in range(size)]
    denying = "article" if documents == 1 else "other"
    claims = [
        _CLAIM.format(name=f"{stance}-{number}", document=document, quote=quote, stance=stance)
        for stance, document, quotes in (("asserts", "article", yes), ("denies", denying, no))
        for number, quote in enumerate(quotes)
    ]
    proposition = "id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain ."
    return Case(
        "X01" if documents == 1 else "X02",
        proposition + "".join(claims),
        (),
        article="\n".join([*yes, *no] if documents == 1 else yes),
        other=None if documents == 1 else "\n".join(no),
    )


_EVIDENCE = """
id:e-{number} a kb:Evidence ; kb:{bearing} id:p ; cito:citesAsEvidence id:trial-a ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "Found {number}." ; kb:verification kb:SeenAtSource .
"""


def judged_crowd(size: int, items: int, bearings: tuple[str, ...] = ("disputes",)) -> Case:
    """A case with one proposition that ``size`` claims assert, with items of evidence that bear on it by turns."""
    quotes = [f"Line {number} says that ibuprofen treats pain." for number in range(size)]
    claims = [
        _CLAIM.format(name=f"c-{number}", document="article", quote=quote, stance="asserts")
        for number, quote in enumerate(quotes)
    ]
    evidence = [
        _EVIDENCE.format(number=number, bearing=bearings[number % len(bearings)])
        for number in range(items)
    ]
    proposition = "id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain ."
    return Case("X05", "".join([proposition, *claims, *evidence]), (), article="\n".join(quotes))


if __name__ == "__main__":
    *sizes, folder = sys.argv[1:]
    counts = [int(size) for size in sizes]
    case = crowd(counts[0], documents=2) if len(counts) == 1 else judged_crowd(counts[0], counts[1])
    lay_out(case, Path(folder))
