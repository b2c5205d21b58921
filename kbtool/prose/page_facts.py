"""What is declared of the page that a draft is to be: what it promotes, its kind, its audience, and where its readers are.

It stands in the front matter of the draft, or in the settings; policy packs ask for it. Names are those of the settings
(``promotes``, ``page-kind``, ``audience``, ``directed-at``), values the labels or local names of the knowledge base, several
with commas between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.settings import PAGE
from kbtool.knowledge.countries import is_place
from kbtool.near import nearest
from kbtool.rdf.namespaces import KB, RDFS, SKOS, local_name
from kbtool.rdf.terms import Term, instances, objects, text, value

_PROPERTIES = dict(zip(PAGE, ("promotes", "pageKind", "audience", "directedAt"), strict=True))
_CLASSES = {"promotes": "Concept", "page-kind": "PageKind", "audience": "Audience"}
_FEW = 6
_NAMES = (SKOS("prefLabel"), SKOS("altLabel"), KB("writtenAs"), RDFS("label"))


def page_facts(
    store: ox.Store, declared: Mapping[str, str], path: str
) -> Iterator[tuple[ox.NamedNode, Term]]:
    """The properties of the document that stand for what is declared of a page.

    Args:
        store: what the files of the knowledge base state.
        declared: what is declared, by name; other names are left out.
        path: the draft, for messages.

    Raises:
        InputError: a value stands for nothing in the knowledge base, or is no code of a country.
    """
    for stated, said in declared.items():
        name = stated.replace("_", "-")
        if name not in _PROPERTIES:
            continue
        for one in filter(None, (part.strip() for part in said.split(","))):
            kind = _CLASSES.get(name)
            term = _code(one, path) if kind is None else _node(store, kind, name, one, path)
            yield KB(_PROPERTIES[name]), term


def facts_on_file(store: ox.Store, document: ox.NamedNode) -> list[tuple[ox.NamedNode, Term]]:
    """The same properties, as they are declared of an article.

    Args:
        store: what the files of the knowledge base state.
        document: the article.
    """
    names = map(KB, _PROPERTIES.values())
    return [(name, term) for name in names for term in objects(store, document, name)]


def _code(said: str, path: str) -> ox.Literal:
    if is_place(said):
        return ox.Literal(said)
    raise InputError(
        f"declares directed-at {said!r}, which is no code of a country or a part of one",
        path=path,
        help="give an ISO 3166 code, such as US, US-VA or GB; for the European Union, those of its countries",
    )


def _node(store: ox.Store, kind: str, name: str, said: str, path: str) -> ox.NamedNode:
    called: dict[str, ox.NamedNode] = {}
    nodes = instances(store, KB(kind))
    for node in nodes:
        words = [value(term) for label in _NAMES for term in objects(store, node, label)]
        for word in (*words, local_name(node.value)):
            called.setdefault(word.casefold(), node)
    if said.casefold() in called:
        return called[said.casefold()]
    near = nearest(said.casefold(), called)
    few = ", ".join(sorted(text(store, node, RDFS("label")) or "" for node in nodes[:_FEW]))
    hint = f"did you mean {near!r}?" if near else "use its label or its name in the knowledge base"
    if len(nodes) <= _FEW and few:
        hint = f"there are {few}"
    raise InputError(f"declares {name} {said!r}, which is not on file", path=path, help=hint)
