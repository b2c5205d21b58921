"""The rules that come with kbtool."""

from __future__ import annotations

from pyoxigraph import Literal

from kbtool.authoring.starter.files import starter_files
from kbtool.rdf.namespaces import DCT
from kbtool.rdf.syntax import parse_turtle


def shipped_rules() -> frozenset[str]:
    """The codes of the rules that a new knowledge base begins with; no other rule ever gets one of them.

    Raises:
        InputError: some of the files did not come with kbtool.
    """
    return frozenset(
        triple.object.value
        for name, data in starter_files().items()
        if name.startswith("shapes/") and name.endswith(".ttl")
        for triple in parse_turtle(data.decode(), name)
        if triple.predicate == DCT("identifier") and isinstance(triple.object, Literal)
    )
