"""Slips in the text of a Turtle file: what a parser refuses, and what it reads as something else."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kbtool.rdf.namespaces import GRAPH
from tests.mutants.base import serialized, shown
from tests.mutants.change import Change, Edit, Site

LINES = re.compile(r"(?:[^\n]|\n(?=[ \t]))+")
"""The lines of a node: the first, and those that are indented."""


def substitute(site: Site, pattern: str, to: str) -> Change | None:
    """The first match of a pattern in the lines of a node, replaced.

    Args:
        site: the node.
        pattern: a regular expression.
        to: what stands in its place.
    """
    node, file = site.statement.subject, site.statement.file
    text = site.base.texts[file]
    name = shown(node)
    start = text.find(f"\n{name} ") + 1
    if not isinstance(node, ox.NamedNode) or not start:
        return None
    lines = LINES.match(text, start)
    assert lines is not None
    block, count = re.subn(pattern, to, lines[0], count=1)
    if not count or block == lines[0]:
        return None
    new = text[:start] + block + text[lines.end() :]
    return Change(
        frozenset({node.value}), f"in its lines, {pattern} written {to}", texts=((file, new),)
    )


def namespace(site: Site, prefix: str, to: str) -> Change | None:
    """A prefix declared for another namespace, in the whole file; a finding may be on the prefix itself."""
    file = site.statement.file
    text = site.base.texts[file]
    new = re.sub(
        rf"(@prefix {prefix}: +<)([^>]+)(>)", lambda m: m[1] + _changed(m[2], to) + m[3], text
    )
    if new == text or not re.search(rf"\b{prefix}:\w", re.sub(r"@prefix.*", "", text)):
        return None
    try:
        after = {q.subject.value for q in ox.parse(new, format=ox.RdfFormat.TURTLE)}
    except SyntaxError:
        after = set()
    nodes = {s.subject.value for s in site.base.statements if s.file == file} | after
    nodes.add(GRAPH(f"{file}#{prefix}").value)
    return Change(frozenset(nodes), f"{prefix}: declared for {to}, in {file}", texts=((file, new),))


def _changed(iri: str, to: str) -> str:
    return {
        "slash": iri.rstrip("#/") + ("/" if iri.endswith("#") else "#"),
        "bare": iri.rstrip("#/"),
        "http": iri.replace("https:", "http:")
        if "https:" in iri
        else iri.replace("http:", "https:"),
        "letter": iri[:-3] + iri[-2] + iri[-3] + iri[-1],
        "example": "http://example.org/ns#",
    }[to]


def unterminated(site: Site) -> Change | None:
    """The last statement of a node lacks its full stop."""
    return substitute(site, r" \.\s*$", "")


def split_list(site: Site) -> Change | None:
    """The statement ends too early: the rest is said of nothing."""
    return substitute(site, r" ;\n", " .\n")


def emptied(site: Site) -> Change | None:
    """The file states nothing any more."""
    file = site.statement.file
    gone = {s.subject.value for s in site.base.statements if s.file == file}
    return Change(_nodes_about(site, gone), f"{file} is empty", texts=((file, serialized([])),))


def halved(site: Site) -> Change | None:
    """The file was saved half: its last statements, from a free line on, are not there."""
    file = site.statement.file
    blocks = site.base.texts[file].split("\n\n")
    text = "\n\n".join(blocks[: (len(blocks) + 1) // 2]) + "\n"
    try:
        kept = {quad.subject.value for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    except SyntaxError:
        return None
    gone = {s.subject.value for s in site.base.statements if s.file == file} - kept
    if not gone:
        return None
    return Change(_nodes_about(site, gone), f"{file} was saved half", texts=((file, text),))


def begun(site: Site, *, with_: str) -> Change | None:
    """Something stands before the first line of the file: a byte-order mark, what Git leaves of a conflict."""
    file = site.statement.file
    nodes = frozenset({site.statement.subject.value})
    return Change(
        nodes, f"{file} begins with {with_!r}", texts=((file, with_ + site.base.texts[file]),)
    )


def _nodes_about(site: Site, gone: set[str]) -> frozenset[str]:
    beside = {
        owner
        for s in site.base.statements
        if isinstance(s.object, ox.NamedNode)
        and (s.object.value in gone or s.subject.value in gone)
        for owner in (*site.base.owners(s.subject), *site.base.owners(s.object))
    }
    return frozenset(gone | beside)


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (substitute, namespace, unterminated, split_list, emptied, halved, begun)
}
