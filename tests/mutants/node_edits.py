"""Slips in a whole node: its type, its name, what it says, and its like elsewhere; and in the words of a claim."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, OA, PREFIXES, PROV, RDF
from tests.mutants.base import Node, Statement, local, shown
from tests.mutants.change import Change, Edit, Site, misspelt

DENIAL = re.compile(r"\b(not|never|no|cannot|n['’]t|without|lacks?|rarely)\b", re.IGNORECASE)


def without_type(site: Site) -> Change | None:
    """The type is left out."""
    return site.change([site.statement], [], f"without its type {shown(site.statement.object)}")


def other_type(site: Site, kind: str) -> Change | None:
    """The type of another kind of node."""
    s = site.statement
    return site.instead(s.but(object=KB(kind)), f"{shown(s.object)} written kb:{kind}")


def second_type(site: Site, kind: str) -> Change | None:
    """A second type of another kind beside the first."""
    s = site.statement
    new = s.but(object=KB(kind))
    return None if new == s else site.change([], [new], f"{shown(s.object)}, and kb:{kind}")


def misspell_type(site: Site, how: str) -> Change | None:
    """The type is misspelt."""
    s = site.statement
    assert isinstance(s.object, ox.NamedNode)
    name = misspelt(local(s.object), how)
    if name is None:
        return None
    new = ox.NamedNode(s.object.value.removesuffix(local(s.object)) + name)
    return site.instead(s.but(object=new), f"{shown(s.object)} misspelt {shown(new)}")


def move_type(site: Site, namespace: str) -> Change | None:
    """The type with a prefix that is another's."""
    s = site.statement
    assert isinstance(s.object, ox.NamedNode)
    new = ox.NamedNode(PREFIXES.get(namespace, namespace) + local(s.object))
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)}")


def text_for_type(site: Site) -> Change | None:
    """The type is text."""
    s = site.statement
    return site.instead(s.but(object=ox.Literal(local(s.object))), f"{shown(s.object)} as text")  # type: ignore[arg-type]


def rename(site: Site, how: str) -> Change | None:
    """The node is misspelt where it is described, and right where it is named."""
    node = site.statement.subject
    if not isinstance(node, ox.NamedNode):
        return None
    name = misspelt(local(node), how)
    if name is None:
        return None
    new = ox.NamedNode(node.value.removesuffix(local(node)) + name)
    return _described_as(site, new)


def move_node(site: Site, namespace: str) -> Change | None:
    """The node has another's prefix where it is described."""
    node = site.statement.subject
    new = ox.NamedNode(PREFIXES.get(namespace, namespace) + local(node))
    return None if new == node or isinstance(node, ox.BlankNode) else _described_as(site, new)


def nameless(site: Site) -> Change | None:
    """The node has no name where it is described."""
    node = site.statement.subject
    return None if isinstance(node, ox.BlankNode) else _described_as(site, ox.BlankNode())


def _described_as(site: Site, new: Node) -> Change:
    about = site.base.about[site.statement.subject]
    users = [s.subject for s in site.base.naming.get(site.statement.subject, ())]
    says = f"described as {shown(new)}"
    return site.change(about, [s.but(subject=new) for s in about], says, new, *users)


def delete(site: Site) -> Change | None:
    """The node is taken out; what names it stays, and what it named."""
    node = site.statement.subject
    naming = site.base.naming.get(node, ())
    about = site.base.about[node]
    beside = [s.subject for s in naming] + [s.object for s in about if s.predicate != RDF("type")]
    return site.change(about, [], "taken out", *beside)


def duplicate(site: Site, prefix: str) -> Change | None:
    """The node once more under another name."""
    node = site.statement.subject
    if not isinstance(node, ox.NamedNode):
        return None
    new = ox.NamedNode(node.value + prefix)
    about = [s.but(subject=new) for s in site.base.about[node]]
    return site.change([], about, f"once more as {shown(new)}", new)


def merge(site: Site) -> Change | None:
    """Two nodes of a kind under one name."""
    others = site.others()
    node = site.statement.subject
    if not others or not isinstance(node, ox.NamedNode):
        return None
    other = site.rng.choice(others)
    about = site.base.about[other]
    naming = [s.subject for s in site.base.naming.get(other, ())]
    return site.change(
        about, [s.but(subject=node) for s in about], f"one with {shown(other)}", *naming
    )


def swap_values(site: Site, one: str, other: str) -> Change | None:
    """Two properties of a node have each other's values."""
    first, second = KB(one), KB(other)
    about = site.base.about[site.statement.subject]
    a = next((s for s in about if s.predicate == first), None)
    b = next((s for s in about if s.predicate == second), None)
    if (
        a is None
        or b is None
        or a.object == b.object
        or isinstance(b.object, ox.Literal) != isinstance(a.object, ox.Literal)
    ):
        return None
    return site.change(
        [a, b],
        [a.but(object=b.object), b.but(object=a.object)],
        f"kb:{one} and kb:{other} exchanged",
    )


def requote(site: Site, how: str) -> Change | None:
    """The quote altered as the article allows: cut beside a denial, or words of another place."""
    quote = _stated(site, OA("exact"))
    if quote is None or not isinstance(quote.object, ox.Literal):
        return None
    words = quote.object.value
    new: str | None = None
    if how == "before denial":
        found = [m for m in DENIAL.finditer(words) if m.start() > 8]
        new = words[: found[0].start()].rstrip() if found else None
    elif how == "after denial":
        found = [m for m in DENIAL.finditer(words) if len(words) - m.end() > 8]
        new = words[found[-1].end() :].lstrip() if found else None
    elif how == "of another":
        document = _stated(site, PROV("wasQuotedFrom"))
        same = [
            n
            for n in site.others()
            if document is not None
            and any(
                t.predicate == document.predicate and t.object == document.object
                for t in site.base.about[n]
            )
        ]
        values = [
            t.object.value for n in same for t in site.base.about[n] if t.predicate == OA("exact")
        ]
        new = site.rng.choice(values) if values else None
    elif how == "one word":
        new = words.split(" ")[0] if " " in words else None
    if not new or new == words:
        return None
    return site.change(
        [quote], [quote.but(object=ox.Literal(new))], f"quote “{words[:50]}” now “{new[:50]}”"
    )


def to_other_document(site: Site) -> Change | None:
    """A claim or passage moved to another document."""
    s = _stated(site, PROV("wasQuotedFrom"))
    others = site.others("Document", [] if s is None else [s.object])  # type: ignore[list-item]
    if s is None or not others:
        return None
    new = site.rng.choice(others)
    return site.change([s], [s.but(object=new)], f"quoted from {shown(new)}")


def _stated(site: Site, predicate: ox.NamedNode) -> Statement | None:
    about = site.base.about[site.statement.subject]
    return next((s for s in about if s.predicate == predicate), None)


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        without_type, other_type, second_type, misspell_type, move_type, text_for_type, rename, move_node, nameless,
        delete, duplicate, merge, swap_values, requote, to_other_document,
    )
}  # fmt: skip
