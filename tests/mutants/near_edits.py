"""Slips that leave a likely value: by a table, one beside it in the knowledge base, or a statement more."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, PREFIXES, SKOS
from tests.mutants.base import shown
from tests.mutants.change import Change, Edit, Site


def other_value(site: Site, to: dict[str, str]) -> Change | None:
    """The value in the place of another, by a table."""
    wanted = to.get(shown(site.statement.object))
    if wanted is None:
        return None
    prefix, _, name = wanted.partition(":")
    new = ox.NamedNode(PREFIXES[prefix] + name)
    return site.instead(
        site.statement.but(object=new), f"{shown(site.statement.object)} written {wanted}"
    )


def added(site: Site, predicate: str, value: str) -> Change | None:
    """A statement with a property that the node lacks."""
    s = site.statement
    about = site.base.about[s.subject]
    if any(shown(t.predicate) == predicate for t in about):
        return None
    terms = [
        ox.NamedNode(PREFIXES[prefix] + name)
        for prefix, _, name in (term.partition(":") for term in (predicate, value))
    ]
    new = s.but(predicate=terms[0], object=terms[1])
    return site.change([], [new], f"{predicate} {value} beside {shown(s.predicate)}")


def neighbour(site: Site, how: str) -> Change | None:
    """A concept in the place of one that it is near to: "broader", "narrower" or a "sibling"."""
    s, base = site.statement, site.base
    if not isinstance(s.object, ox.NamedNode) or base.kinds.get(s.object) != "Concept":
        return None
    if s.predicate == SKOS("broader"):
        return None
    above = [t.object for t in base.about[s.object] if t.predicate == SKOS("broader")]
    under = [s.object] if how == "narrower" else above
    below = [
        t.subject
        for node in under
        if isinstance(node, ox.NamedNode)
        for t in base.naming.get(node, ())
        if t.predicate == SKOS("broader")
    ]
    found = [
        n
        for n in (above if how == "broader" else below)
        if isinstance(n, ox.NamedNode) and n != s.object
    ]
    if not found:
        return None
    new = site.rng.choice(found)
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)} ({how})")


def sibling_unit(site: Site, same: bool) -> Change | None:
    """Another unit: of the same kind, or of another."""
    s, base = site.statement, site.base
    kinds = {t.subject: t.object for t in base.stated.get(("Unit", KB("unitKind")), ())}
    if not isinstance(s.object, ox.NamedNode) or s.object not in kinds:
        return None
    own = kinds[s.object]
    found = [u for u, kind in kinds.items() if (kind == own) is same and u != s.object]
    if not found:
        return None
    new = site.rng.choice(found)
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)}")


EDITS: dict[str, Edit] = {
    edit.__name__: edit for edit in (other_value, added, neighbour, sibling_unit)
}
