"""Beside a finding the nearest evidence comes first; beside near evidence little is shown of what is on something else."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.checks.nearness import INDIRECT, SHOWN, is_far, shown
from kbtool.knowledge.model import Concept, Evidence, EvidenceLine
from kbtool.rdf.namespaces import KB


def line(directness: str, name: str) -> EvidenceLine:
    found = Evidence(
        iri=name, bearing=None, question_iri=None, finding="Found.", source=None, design=None, level=None, figure=None,
        excerpt=None, locator=None, warrant=None, verification=None, declared=None,
    )  # fmt: skip
    how = Concept(iri=KB(directness).value, label=directness)
    return EvidenceLine(found, True, False, how, decisive=False, tier=1, via=None)


def as_shown(*directness: str) -> list[str]:
    """How near each of the shown items is, of items that are as near as that."""
    names = [f"https://w3id.org/kbtool/id/e-{number}" for number, _ in enumerate(directness)]
    lines = {name: line(how, name) for name, how in zip(names, directness, strict=True)}
    nodes = shown([ox.NamedNode(name) for name in names], lines)
    return [directness[names.index(node.value)] for node in nodes if isinstance(node, ox.NamedNode)]


def test_the_nearest_comes_first() -> None:
    assert as_shown("Indirect", "NarrowerScope", "Direct") == [
        "Direct",
        "NarrowerScope",
        "Indirect",
    ]


def test_beside_near_evidence_little_is_shown_of_the_rest() -> None:
    assert as_shown("Direct", *["Indirect"] * 9) == ["Direct", *["Indirect"] * INDIRECT]


def test_where_all_is_on_something_else_all_of_it_is_shown() -> None:
    assert as_shown(*["Indirect"] * 9) == ["Indirect"] * 9
    assert len(as_shown(*["Indirect"] * (SHOWN + 9))) == SHOWN


def test_what_is_far_is_on_something_else() -> None:
    assert [is_far(line(how, "e")) for how in ("Direct", "NarrowerScope", "Indirect")] == [
        False,
        False,
        True,
    ]
