"""What files state of nodes, as short digests by property; a query is a node of its own, called by its file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial
from hashlib import blake2b

from msgspec import Struct

from kbtool.rdf.digests import Stated, digests
from kbtool.rdf.namespaces import Names
from kbtool.rdf.store import TurtleFile


class Now(Struct, frozen=True):
    """What files state of nodes, beside what was signed.

    Attributes:
        stated: of each node, by its name in short, what each file states.
        iris: the IRIs of the nodes, by these names.
    """

    stated: Mapping[str, Mapping[str, Mapping[str, int]]]
    iris: Mapping[str, str]


def digest_of(text: str) -> str:
    """What tells the text of a file, whatever ends its lines."""
    plain = text.replace("\r\n", "\n") if "\r" in text else text
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def stated_in(files: Mapping[str, TurtleFile], names: Names) -> Now:
    """What files state.

    Args:
        files: the files, by their names from the root.
        names: the namespaces by which nodes are named in short.

    Raises:
        InputError: one is not Turtle.
    """
    stated: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    iris: dict[str, str] = {}
    short = cache(partial(name_of, names=names))
    for name, file in files.items():
        found: Stated = digests(file.quads)
        for iri, properties in found.items():
            node = short(iri)
            iris[node] = iri
            stated[node][name] = {short(p): digest for p, digest in properties.items()}
    return Now(stated, iris)


QUERY = "text"
"""Stands for a property of a query: its words, whatever the space between them."""


def with_queries(now: Now, texts: Mapping[str, str]) -> Now:
    """What files state, and what queries ask.

    Args:
        now: what files state.
        texts: the texts of the queries, by their names from the root.
    """
    asked = {
        name: {name: {QUERY: int(digest_of(" ".join(text.split()))[:8], 16)}}
        for name, text in texts.items()
    }
    return Now({**now.stated, **asked}, now.iris)


def name_of(iri: str, names: Names) -> str:
    """The name of a node or property in what was signed: its short form; in <> where it only looks like one (<id:x>).

    A space or tab in it would end it.

    Args:
        iri: its IRI.
        names: the namespaces.
    """
    found = names.curie(iri)
    if found == iri and iri.partition(":")[0] in names.prefixes:
        found = f"<{iri}>"
    return found.replace("\t", "%09").replace(" ", "%20")
