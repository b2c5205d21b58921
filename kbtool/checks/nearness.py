"""The nearest evidence comes first beside a finding, and hides behind nothing that is on something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, EvidenceLine
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, value

SHOWN = 50
"""So many nodes of the other side a finding has; of more it has the number."""
INDIRECT = 2
"""So many of them are indirect evidence, where there is nearer."""
_DISTANCES = {KB("Direct").value: 0, KB("NarrowerScope").value: 1, KB("Indirect").value: 2}
"""How near evidence is to a claim, by its directness."""
_FAR = _DISTANCES[KB("Indirect").value]


def nearest_lines(kb: KnowledgeBase, claim: Claim) -> dict[str, EvidenceLine]:
    """By item of evidence, the nearest of its lines on a claim."""
    found = sorted(kb.reader.lines(ox.NamedNode(claim.iri)), key=_distance, reverse=True)
    return {line.evidence.iri: line for line in found}


def is_far(line: EvidenceLine) -> bool:
    """Whether a line of evidence is on something else than the claim."""
    return _distance(line) == _FAR


def shown(nodes: Iterable[Term], lines: Mapping[str, EvidenceLine]) -> list[Term]:
    """The other side of a finding as it is shown.

    Args:
        nodes: all of it.
        lines: the lines of evidence on the claim, by item; a node that is no evidence is near.
    """
    distances = {node: _distance(lines.get(value(node))) for node in nodes}
    ordered = sorted(distances, key=lambda node: distances[node])
    near = [node for node in ordered if distances[node] < _FAR]
    far = ordered[len(near) :]
    return [*near, *(far[:INDIRECT] if near else far)][:SHOWN]


def _distance(line: EvidenceLine | None) -> int:
    return 0 if line is None or line.directness is None else _DISTANCES[line.directness.iri]
