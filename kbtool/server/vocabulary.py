"""What queries can name, for the editor of queries: prefixes, terms and concepts with what they mean, graphs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import KB, OWL, RDF, RDFS, SCHEMA, SKOS, local_name
from kbtool.rdf.sparql_datasets import loaded_graphs
from kbtool.rdf.terms import Term, in_order, instances, value
from kbtool.rdf.turtle.write import term as written
from kbtool.server.pages import Pages, unless_known

_PROPERTIES = frozenset(
    [RDF("Property")]
    + [OWL(f"{kind}Property") for kind in ("Object", "Datatype", "Annotation", "Functional")]
)
_CLASSES = frozenset({RDFS("Class"), OWL("Class")})


class Vocabulary:
    """Answers with the vocabulary as JSON, which is made once: what the knowledge base has does not change.

    Args:
        pages: the pages, and the knowledge base that they are of.
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._body: bytes | None = None

    async def answer(self, request: Request) -> Response:
        """The vocabulary, or that the browser has it already.

        Raises:
            RefusedError: too many pages are being asked for.
        """
        if self._body is None:
            self._body = await self._pages.in_thread(self._made)
        return unless_known(request, Response(self._body, media_type="application/json"))

    def _made(self) -> bytes:
        return json.dumps(
            vocabulary(self._pages.site.base), ensure_ascii=False, separators=(",", ":")
        ).encode()


def vocabulary(kb: KnowledgeBase) -> dict[str, Any]:
    """What queries can name.

    Returns:
        `prefixes` with their namespaces; `terms`, each with its `name` in SPARQL, `kind` (property, class, or the label of
        its class) and, where there are any, `label`, `comment`, `range` (the classes of a property's values) and `of`
        (the classes of which it is an instance); the names of the `graphs`.
    """
    name = cache(lambda node: written(node, kb.names.prefixes))
    nodes = sorted(set(_nodes(kb)), key=lambda node: node.value)
    terms = [_described(kb, node, name) for node in nodes]
    graphs = [str(ox.NamedNode(name)) for name in sorted(loaded_graphs(kb.store))]
    return {"prefixes": kb.names.prefixes, "terms": terms, "graphs": graphs}


def _nodes(kb: KnowledgeBase) -> Iterator[ox.NamedNode]:
    """The terms of the vocabulary, those of others that files may use, the concepts and the documents."""
    store = kb.store
    for quad in store.quads_for_pattern(None, RDFS("label"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KB.base):
            yield quad.subject
    others = (q.object for q in store.quads_for_pattern(None, KB("definesTerm"), None, None))
    listed: list[Term] = [
        *others,
        *instances(store, KB("Concept")),
        *instances(store, KB("Document")),
    ]
    yield from (node for node in listed if isinstance(node, ox.NamedNode))


def _described(
    kb: KnowledgeBase, node: ox.NamedNode, name: Callable[[Term], str]
) -> dict[str, Any]:
    said: defaultdict[Term, set[Term]] = defaultdict(set)
    for quad in kb.store.quads_for_pattern(node, None, None, None):
        said[quad.predicate].add(quad.object)
    types = in_order(said[RDF("type")])
    found: dict[str, Any] = {"name": name(node), "kind": _kind(kb, node, types)}
    label = kb.labels.label(node)
    if label not in (name(node), kb.names.curie(node.value)):
        found["label"] = label
    comments = in_order(said[SKOS("definition")]) or in_order(said[RDFS("comment")])
    found["comment"] = value(comments[0]) if comments else ""
    if found["kind"] == "property":
        ranges = in_order(said[RDFS("range")] | said[SCHEMA("rangeIncludes")])
        found["range"] = [name(each) for each in ranges]
    elif found["kind"] != "class":
        found["of"] = [name(each) for each in types]
    return {key: told for key, told in found.items() if told}


def _kind(kb: KnowledgeBase, node: ox.NamedNode, types: list[Term]) -> str:
    if not _PROPERTIES.isdisjoint(types):
        return "property"
    if not _CLASSES.isdisjoint(types):
        return "class"
    own = [
        each for each in types if isinstance(each, ox.NamedNode) and each.value.startswith(KB.base)
    ]
    if types:
        return kb.labels.label((own or types)[0])
    # A term of another vocabulary, of which no type is on file, is written as its kind usually is.
    return "property" if local_name(node.value)[:1].islower() else "class"
