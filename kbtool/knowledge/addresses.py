"""Where a reader finds a reference."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox

from kbtool.rdf.namespaces import FOAF, KB
from kbtool.rdf.terms import Term, one, text
from kbtool.references.schemes import SCHEMES


def address(store: ox.Store, reference: Term) -> str | None:
    """The address of the first identifier of a reference that leads somewhere, else of its page; None without either."""
    for scheme in SCHEMES.values():
        value = text(store, reference, KB(scheme.name)) if scheme.address else None
        if value:
            return scheme.address + quote(value)
    page = one(store, reference, FOAF("page"))
    return page.value if isinstance(page, ox.NamedNode) else None
