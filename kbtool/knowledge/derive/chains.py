"""Chains of skos:broader: what follows from one grows with the square of its length, so that there is a longest one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.limits import in_force, raising
from kbtool.rdf.namespaces import SKOS, Names
from kbtool.rdf.store import TurtleFile

_Node = ox.NamedNode | ox.BlankNode


def refuse_long_chains(store: ox.Store, files: Iterable[TurtleFile], names: Names) -> None:
    """Refuse concepts that are narrower than others in too many steps, or in a circle of as many.

    Args:
        store: the files' triples.
        files: the files, for messages.
        names: the namespaces of the knowledge base, for messages.

    Raises:
        InputError: there is such a chain, with the line of the concept at its lower end.
    """
    broader: dict[_Node, set[_Node]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, SKOS("broader"), None, None):
        if isinstance(quad.subject, _Node) and isinstance(quad.object, _Node):
            broader[quad.subject].add(quad.object)
    longest = in_force().broader
    if len(broader) < longest:
        return
    lengths, begins = _chains(broader)
    found = max(lengths, key=lambda node: (lengths[node], str(node)), default=None)
    if found is not None and lengths[found] > longest:
        said = f"begins a chain of {lengths[found]} concepts, each broader than the one before"
        raise _refused(begins[found], said, files, names)
    circle = {
        node: above - lengths.keys() for node, above in broader.items() if node not in lengths
    }
    circle = _without_what_leads_nowhere(circle)
    if len(circle) > longest:
        said = f"is one of {len(circle)} concepts that are broader than each other in a circle"
        raise _refused(min(circle, key=str), said, files, names)


def _chains(broader: Mapping[_Node, set[_Node]]) -> tuple[dict[_Node, int], dict[_Node, _Node]]:
    """Of each concept that is above no circle, the concepts in the longest chain up to it, and with which that begins."""
    waiting: dict[_Node, int] = defaultdict(int)
    for node in (node for above in broader.values() for node in above):
        waiting[node] += 1
    ready = [node for node in broader if not waiting.get(node)]
    lengths: dict[_Node, int] = dict.fromkeys(ready, 1)
    begins: dict[_Node, _Node] = {node: node for node in ready}
    reached: dict[_Node, int] = {}
    while ready:
        node = ready.pop()
        lengths[node] = max(lengths.get(node, 1), reached.get(node, 1))
        for above in broader.get(node, ()):
            if lengths[node] + 1 > reached.get(above, 1):
                reached[above] = lengths[node] + 1
                begins[above] = begins[node]
            waiting[above] -= 1
            if not waiting[above]:
                ready.append(above)
    return lengths, begins


def _without_what_leads_nowhere(above: Mapping[_Node, set[_Node]]) -> dict[_Node, set[_Node]]:
    """Concepts without those from which no circle is reached."""
    below: dict[_Node, set[_Node]] = defaultdict(set)
    for node, broader in above.items():
        for one in broader:
            below[one].add(node)
    left = {node: len(broader) for node, broader in above.items()}
    ends = [node for node in {*below, *left} if not left.get(node)]
    gone = set(ends)
    while ends:
        for node in below.get(ends.pop(), ()):
            left[node] -= 1
            if not left[node]:
                ends.append(node)
                gone.add(node)
    return {node: broader for node, broader in above.items() if node not in gone}


def _refused(node: _Node, said: str, files: Iterable[TurtleFile], names: Names) -> InputError:
    iri = node.value if isinstance(node, ox.NamedNode) else ""
    shown, line = next(
        ((file.shown, file.lines[iri]) for file in files if iri in file.lines), ("kb", None)
    )
    return InputError(
        f"{names.curie(iri) or 'a concept without a name'} {said}; at most {in_force().broader:g} are read",
        path=shown,
        line=line,
        help=f"take out a skos:broader that is wrong, or {raising('broader')}",
    )
