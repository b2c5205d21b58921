"""The exceptions that drafts make of themselves, as waivers beside what the drafts state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.places import Span, span_of
from kbtool.prose.drafts import Draft
from kbtool.rdf.namespaces import DCT, DRAFT, GRAPH, KB, PROV, RDF, RDFS, XSD
from kbtool.rdf.terms import Term
from kbtool.text.exceptions import WrittenException
from kbtool.text.searchable import SearchableText

_SHOWN = 60
"""Characters of a paragraph by which it is named."""


class DraftException(Struct, frozen=True):
    """An exception of a draft.

    Attributes:
        waiver: the IRI of its waiver.
        span: where its comment stands in the file.
        path: the draft.
    """

    waiver: str
    span: Span
    path: str


def add_exceptions(
    store: ox.Store, draft: Draft, written: Sequence[WrittenException], source: SearchableText
) -> list[DraftException]:
    """Add a waiver for each exception of a draft, which holds for the claims of one paragraph, list or table.

    Args:
        store: has what the draft states; changed in place.
        draft: the draft.
        written: its exceptions.
        source: its file.
    """
    base = draft.document.iri.rpartition("/")[2]
    path = str(draft.document.path)
    made = []
    for number, each in enumerate(written, 1):
        span = span_of(source, each.place)
        waiver = DRAFT(f"{base}-exception-{number}")
        store.extend(list(_quads(draft, each, waiver, f"{path}:{span.line}")))
        made.append(DraftException(waiver.value, span, path))
    return made


def _quads(
    draft: Draft, written: WrittenException, waiver: ox.NamedNode, shown: str
) -> Iterator[ox.Quad]:
    base = draft.document.iri.rpartition("/")[2]
    graph = GRAPH("draft/" + base)
    stated: list[tuple[ox.NamedNode, ox.NamedNode, Term]] = [
        (waiver, RDF("type"), KB("Waiver")),
        (waiver, RDFS("label"), ox.Literal(shown)),
        (waiver, PROV("wasQuotedFrom"), ox.NamedNode(draft.document.iri)),
    ]
    named = {"rule": written.rule, "reason": written.reason, "owner": written.owner}
    stated += [(waiver, KB(name), ox.Literal(value)) for name, value in named.items() if value]
    stated += [(waiver, KB("unreadPart"), ox.Literal(fault)) for fault in written.faults]
    if written.until:
        stated.append((waiver, KB("expires"), _day(written.until)))
    if written.paragraph is not None:
        start, end = written.paragraph
        paragraph = DRAFT(f"{base}-paragraph-{start}")
        what = "passage" if "\n" in draft.document.text[start:end] else "paragraph"
        words = " ".join(draft.document.text[start:end].split())
        words = words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"
        stated.append((waiver, KB("claim"), paragraph))
        stated.append((paragraph, RDFS("label"), ox.Literal(f"the {what} “{words}”")))
        for iri, filed in draft.claims.items():
            if start <= filed.stated.words.start < end:
                stated.append((ox.NamedNode(iri), DCT("isPartOf"), paragraph))
    yield from (ox.Quad(*each, graph) for each in stated)


def _day(said: str) -> ox.Literal:
    try:
        return ox.Literal(date.fromisoformat(said).isoformat(), datatype=XSD("date"))
    except ValueError:
        return ox.Literal(said)
