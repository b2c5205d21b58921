"""What is not as somebody has signed it: nodes that were changed, are gone, or came since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kbtool.io.files import read_text
from kbtool.io.workspace import Workspace
from kbtool.knowledge.signed import NAME, Difference, Kind, Signed
from kbtool.rdf.digests import NAMELESS
from kbtool.rdf.namespaces import GRAPH, KB, Names
from kbtool.rdf.store import DERIVED

SIGNED = GRAPH(f"kb/{NAME}")
"""Stands for all that was signed."""
RULES = "shapes/"
"""Begins the names of the files of rules, which are no part of the triples."""

_NAMED = 5
"""So many of those that are new are named."""


def signed_off_quads(
    store: ox.Store, differs: Iterable[Difference], names: Names
) -> Iterator[ox.Quad]:
    """A kb:changedSinceSignOff for each property that a node has otherwise, a kb:removedSinceSignOff for each that is gone.

    And one kb:notSignedOff, of all that came since; kb:missingSignOff, where all has to be signed.

    Args:
        store: the triples; what is changed and not a part of them is left out.
        differs: the nodes that are not as they were signed.
        names: the namespaces of the knowledge base.
    """
    came: dict[Kind, list[str]] = {Kind.NEW: [], Kind.MISSING: []}
    for each in differs:
        if each.kind in came:
            came[each.kind].append(each.node)
        elif each.kind is Kind.REMOVED:
            said = f"{each.node} ({', '.join(each.files)})"
            yield ox.Quad(_line(each), KB("removedSinceSignOff"), ox.Literal(said), DERIVED)
        else:
            yield from _changed(store, each, names)
    for kind, term in ((Kind.NEW, "notSignedOff"), (Kind.MISSING, "missingSignOff")):
        if came[kind]:
            said = _counted(came[kind])
            yield ox.Quad(SIGNED, KB(term), ox.Literal(said), DERIVED)


def _counted(new: list[str]) -> str:
    more = f" and {len(new) - _NAMED} more" if len(new) > _NAMED else ""
    count = "1 node" if len(new) == 1 else f"{len(new)} nodes"
    return f"{count}: {', '.join(new[:_NAMED])}{more}"


def _changed(store: ox.Store, each: Difference, names: Names) -> Iterator[ox.Quad]:
    named = [name for name in each.properties if name != NAMELESS]
    if each.node in each.files:
        said = f"the query {each.node}"
        yield ox.Quad(_line(each), KB("changedInWords"), ox.Literal(said), DERIVED)
        return
    if all(file.startswith(RULES) for file in each.files):
        said = f"{each.node} of {', '.join(each.files)}: {each.told or ', '.join(named)}"
        yield ox.Quad(_line(each), KB("changedInWords"), ox.Literal(said), DERIVED)
        return
    if len(named) < len(each.properties):
        said = f"what {', '.join(each.files)} has of {each.node} without a name"
        yield ox.Quad(_line(each), KB("changedInWords"), ox.Literal(said), DERIVED)
    node = None if each.iri is None else ox.NamedNode(each.iri)
    if not named or node is None or not any(store.quads_for_pattern(node, None, None, None)):
        return
    yield ox.Quad(node, KB("changedInWords"), ox.Literal(each.told or ", ".join(named)), DERIVED)
    for name in named:
        prefix, _, local = name.partition(":")
        base = names.prefixes.get(prefix)
        iri = name.strip("<>") if base is None else base + local
        yield ox.Quad(node, KB("changedSinceSignOff"), ox.NamedNode(iri), DERIVED)


def _line(each: Difference) -> ox.NamedNode:
    """Stands for the line of a node in what was signed."""
    return ox.NamedNode(f"{SIGNED.value}#{quote(each.node)}")


def lines_signed(
    workspace: Workspace, signed: Signed | None
) -> Callable[[str], tuple[str, int] | None]:
    """Gives the file and line that a node of this module stands for; None, of any other node.

    A query and a rule stand where they are; all else on its line of what was signed.

    Args:
        workspace: the knowledge base.
        signed: what was signed.
    """

    def place(iri: str) -> tuple[str, int] | None:
        if signed is None or not iri.startswith(SIGNED.value):
            return None
        node = unquote(iri.removeprefix(f"{SIGNED.value}#"))
        if (query := workspace.root / node).suffix == ".rq" and query.is_file():
            return workspace.shown(query), 1
        for row in signed.rows.get(node, ()):
            if row.file.startswith(RULES) and (path := workspace.root / row.file).is_file():
                before, found, _ = f"\n{read_text(path, row.file).text}".partition(f"\n{node} ")
                if found:
                    return workspace.shown(path), before.count("\n") + 1
        return signed.shown, signed.line_of(node)

    return place
