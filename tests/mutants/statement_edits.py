"""Slips in one statement: its property, or its value."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.rdf.namespaces import KB, PREFIXES, RDF, RDFS, SKOS
from tests.mutants.base import LISTED, Statement, local, shown
from tests.mutants.change import Change, Edit, Site, misspelt


def drop(site: Site) -> Change | None:
    """The statement is left out."""
    s = site.statement
    return site.change([s], [], f"without {shown(s.predicate)} {shown(s.object)}", s.object)


def misspell_property(site: Site, how: str) -> Change | None:
    """The property is misspelt."""
    s = site.statement
    name = misspelt(local(s.predicate), how)
    if name is None or s.predicate == RDF("type"):
        return None
    new = ox.NamedNode(s.predicate.value.removesuffix(local(s.predicate)) + name)
    return site.instead(s.but(predicate=new), f"{shown(s.predicate)} misspelt {shown(new)}")


def move_property(site: Site, namespace: str) -> Change | None:
    """The property with a prefix that is another's."""
    s = site.statement
    if s.predicate == RDF("type"):
        return None
    new = ox.NamedNode(PREFIXES.get(namespace, namespace) + local(s.predicate))
    return site.instead(s.but(predicate=new), f"{shown(s.predicate)} written {shown(new)}")


def other_property(site: Site, to: dict[str, str]) -> Change | None:
    """The property in the place of another, by a table."""
    s = site.statement
    wanted = to.get(shown(s.predicate))
    if wanted is None:
        return None
    prefix, _, name = wanted.partition(":")
    new = ox.NamedNode(PREFIXES[prefix] + name)
    return site.instead(s.but(predicate=new), f"{shown(s.predicate)} written {wanted}")


def misspell_value(site: Site, how: str) -> Change | None:
    """The node that is named is misspelt."""
    s = site.statement
    if not isinstance(s.object, ox.NamedNode):
        return None
    name = misspelt(local(s.object), how)
    if name is None:
        return None
    new = ox.NamedNode(s.object.value.removesuffix(local(s.object)) + name)
    if new in site.base.about:
        return None
    return site.instead(s.but(object=new), f"{shown(s.object)} misspelt {shown(new)}")


def move_value(site: Site, namespace: str) -> Change | None:
    """The node that is named with a prefix that is another's."""
    s = site.statement
    if not isinstance(s.object, ox.NamedNode):
        return None
    new = ox.NamedNode(PREFIXES.get(namespace, namespace) + local(s.object))
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)}")


def text_for_node(site: Site, form: str) -> Change | None:
    """Text stands where a node belongs: its label, its local name, or its name with the prefix."""
    s = site.statement
    if not isinstance(s.object, ox.NamedNode):
        return None
    labels = [
        t.object.value
        for t in site.base.about.get(s.object, ())
        if t.predicate in (SKOS("prefLabel"), RDFS("label")) and isinstance(t.object, ox.Literal)
    ]
    text = {
        "label": (labels or [local(s.object)])[0],
        "name": local(s.object),
        "curie": shown(s.object),
    }
    new = ox.Literal(text[form])
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)}")


def blank_for_node(site: Site) -> Change | None:
    """A node without a name and a word stands where a node belongs."""
    s = site.statement
    if not isinstance(s.object, ox.NamedNode):
        return None
    new = ox.BlankNode()
    label = Statement(s.file, ox.Triple(new, RDFS("label"), ox.Literal(local(s.object))))
    return site.change([s], [s.but(object=new), label], f"{shown(s.object)} written []", s.object)


def relist(site: Site) -> Change | None:
    """A value of another controlled list."""
    return _listed(site, same=False)


def other_member(site: Site) -> Change | None:
    """Another value of the same controlled list."""
    return _listed(site, same=True)


def _listed(site: Site, same: bool) -> Change | None:
    s, members = site.statement, site.base.members
    if not isinstance(s.object, ox.NamedNode):
        return None
    scheme = members.get(s.object)
    if scheme is None:
        return None
    choice = [m for m, other in members.items() if (other == scheme) is same and m != s.object]
    if not choice:
        return None
    new = site.rng.choice(choice)
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)}")


def node_of_kind(site: Site, kinds: list[str]) -> Change | None:
    """A node of another kind."""
    s = site.statement
    if not isinstance(s.object, ox.NamedNode):
        return None
    own = site.base.kinds.get(s.object)
    wanted = [k for k in kinds if k != own and site.others(k)]
    if own is None or not wanted:
        return None
    new = site.rng.choice(site.others(site.rng.choice(wanted)))
    return site.instead(s.but(object=new), f"{shown(s.object)} ({own}) written {shown(new)}")


def node_of_same_kind(site: Site) -> Change | None:
    """Another node of the same kind."""
    s = site.statement
    own = None if isinstance(s.object, ox.Literal) else site.base.kinds.get(s.object)
    if own is None or own in (LISTED, "Class", "Unit"):
        return None
    assert not isinstance(s.object, ox.Literal)
    others = site.others(own, [s.object])
    if not others:
        return None
    new = site.rng.choice(others)
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)}")


def itself(site: Site) -> Change | None:
    """The node names itself."""
    s = site.statement
    if not isinstance(s.object, ox.NamedNode) or s.predicate == RDF("type"):
        return None
    return site.instead(s.but(object=s.subject), f"{shown(s.object)} written as the node itself")


def second_value(site: Site) -> Change | None:
    """A second value beside the first, taken from another node."""
    s = site.statement
    others = [
        t.object
        for t in site.base.stated[site.kind, s.predicate]
        if t.object != s.object
        and not isinstance(t.object, ox.BlankNode)
        and s.but(object=t.object) not in site.base.about[s.subject]
    ]
    if not others:
        return None
    new = s.but(object=site.rng.choice(others))
    return site.change(
        [], [new], f"{shown(s.predicate)} {shown(s.object)}, and {shown(new.object)}"
    )


def exchanged(site: Site) -> Change | None:
    """Two nodes of a kind have each other's values of a property."""
    s = site.statement
    others = [
        t
        for t in site.base.stated[site.kind, s.predicate]
        if t.subject != s.subject
        and t.object != s.object
        and not isinstance(t.object, ox.BlankNode)
        and s.but(object=t.object) not in site.base.about[s.subject]
    ]
    if not others or isinstance(s.object, ox.BlankNode):
        return None
    t = site.rng.choice(others)
    return site.change(
        [s, t],
        [s.but(object=t.object), t.but(object=s.object)],
        f"{shown(s.predicate)} exchanged with {shown(t.subject)}",
    )


def elsewhere(site: Site, kind: str) -> Change | None:
    """The statement made of a node of another kind."""
    s = site.statement
    nodes = site.others(kind)
    if not nodes or site.kind == kind:
        return None
    new = s.but(subject=site.rng.choice(nodes))
    return site.change(
        [s], [new], f"{shown(s.predicate)} stated of {shown(new.subject)}", new.subject
    )


def beside(site: Site, kind: str) -> Change | None:
    """The statement made of a node of another kind as well."""
    s = site.statement
    nodes = site.others(kind)
    if not nodes or site.kind == kind or s.predicate == RDF("type"):
        return None
    new = s.but(subject=site.rng.choice(nodes))
    return site.change([], [new], f"{shown(s.predicate)} stated of {shown(new.subject)} too")


def contradict(site: Site, to: dict[str, str]) -> Change | None:
    """The opposite stated as well, by a table of properties."""
    s = site.statement
    wanted = to.get(shown(s.predicate))
    if wanted is None:
        return None
    new = s.but(predicate=KB(wanted.removeprefix("kb:")))
    return site.change([], [new], f"{shown(s.predicate)} and {wanted} {shown(s.object)}")


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        drop, misspell_property, move_property, other_property, misspell_value, move_value, text_for_node, blank_for_node,
        relist, other_member, node_of_kind, node_of_same_kind, itself, second_value, exchanged, elsewhere, beside, contradict,
    )
}  # fmt: skip
