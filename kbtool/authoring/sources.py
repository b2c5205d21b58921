"""Taking an article in: its snapshot, and its declaration in sources/sources.ttl."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.prose.page_facts import page_facts
from kbtool.rdf.namespaces import DCT, FOAF, KB, PROV, RDF, RDFS
from kbtool.rdf.terms import Term, objects, value
from kbtool.rdf.turtle.write import (
    Property,
    free_name,
    says,
    short_statement,
    slug,
    statement,
    term,
    with_prefixes,
)
from kbtool.references.identifiers import page_key
from kbtool.text.addresses import absolute
from kbtool.text.extraction.article import one_line
from kbtool.text.line_codes import written as written_codes
from kbtool.text.record import record
from kbtool.text.snapshot import Snapshot

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 60
_OF_AN_IRI = "/?:@!$&'()*+,;=%"
_EMPTY = "# The articles under review. Each is a text snapshot; kb:sha256 is the hash of its bytes when it was taken in.\n"


class Wishes(Struct, frozen=True):
    """What the user says of the article, which goes before what it states itself.

    Attributes:
        name: its name in the knowledge base.
        title: its title.
        publisher: the label of its publisher.
        kind: the kind of page, by label.
        page: what it promotes, whom it is written for and where its readers are, by the names of the settings.
    """

    name: str | None = None
    title: str | None = None
    publisher: str | None = None
    kind: str | None = None
    page: Mapping[str, str] = field(default_factory=dict)


class NewSource(Struct, frozen=True):
    """An article to be taken in.

    Attributes:
        name: its name in the knowledge base.
        path: its snapshot.
        facts: what is said of it, in words for people, by what it is; None where it is not stated.
        turtle: its declaration.
        files: the files that change, with their new bytes.
        as_read: the bytes from which they were made; None for one that is new.
    """

    name: str
    path: Path
    facts: Mapping[str, str | None]
    turtle: str
    files: dict[Path, bytes]
    as_read: dict[Path, bytes | None]


def new_source(kb: KnowledgeBase, snapshot: Snapshot, wishes: Wishes) -> NewSource:
    """What is written to take an article in.

    Args:
        kb: the knowledge base.
        snapshot: the article.
        wishes: what the user says of it.

    Raises:
        InputError: it is already on file, its name is taken or not a name, or there is no such kind of page.
    """
    _refuse_known(kb, snapshot)
    name = _chosen(kb, wishes.name) if wishes.name is not None else _free(kb, _derived(snapshot))
    title = one_line(wishes.title) or snapshot.article.title
    publisher = one_line(wishes.publisher) or snapshot.article.publisher
    node, described = _organization(kb, publisher, name) if publisher else (None, "")
    kind = _kind(kb, wishes.kind) if wishes.kind is not None else None
    said = {**snapshot.article.facts, **wishes.page}
    declared_page = [
        (property, found)
        for property, found in page_facts(kb.store, said, snapshot.original.shown)
        if property != KB("pageKind") or kind is None
    ]
    turtle = statement(
        kb.names.node(name),
        KB("Document"),
        *_properties(snapshot, name, title, node, kind),
        *(says(property, term) for property, term in declared_page),
        prefixes=kb.names.prefixes,
    ) + (f"\n{described}" if described else "")
    path = kb.workspace.sources / f"{name}.txt"
    declared = kb.workspace.sources / "sources.ttl"
    shown = kb.workspace.shown(declared)
    existing = next((file.text for file in kb.files if file.path == declared), _EMPTY)
    whole = with_prefixes(turtle, existing, shown, kb.names.prefixes)
    article = snapshot.article
    facts = {
        "title": title,
        "creator": article.creator,
        "publisher": node
        and f"{publisher} ({term(node, kb.names.prefixes)}{', new' if described else ''})",
        "issued": article.issued.isoformat() if article.issued else None,
        "address": snapshot.address,
        "licence": article.license,
        "language": article.language,
        "page kind": _words(kb, [kind] if kind else _of(declared_page, "pageKind")),
        "promotes": _words(kb, _of(declared_page, "promotes")),
        "audience": _words(kb, _of(declared_page, "audience")),
        "readers in": _words(kb, _of(declared_page, "directedAt")),
    }
    files = {path: snapshot.text, declared: whole.encode()}
    return NewSource(name, path, facts, turtle, files, {**dict.fromkeys(files), **kb.as_read})


def _of(declared: Iterable[tuple[ox.NamedNode, Term]], name: str) -> list[Term]:
    return [term for property, term in declared if property == KB(name)]


def _words(kb: KnowledgeBase, terms: Iterable[Term]) -> str | None:
    """Some terms in words; None, if there is none."""
    return ", ".join(kb.labels.label(term) for term in terms) or None


def _properties(
    snapshot: Snapshot,
    name: str,
    title: str | None,
    publisher: ox.NamedNode | None,
    kind: ox.NamedNode | None,
) -> list[Property | list[Property]]:
    """The properties of the document, in the order of the house style."""
    article, original = snapshot.article, snapshot.original
    licence = absolute(article.license, original.url)
    untitled = f"{original.shown.rpartition('/')[2] or original.shown}, which states no title"
    extracted = snapshot.is_extracted
    return [
        says(DCT("title"), title) if title else says(RDFS("label"), untitled),
        says(DCT("creator"), article.creator or None),
        says(DCT("publisher"), publisher),
        says(DCT("issued"), article.issued),
        says(FOAF("page"), _page(snapshot.address) if snapshot.address else None),
        says(DCT("license"), ox.NamedNode(licence) if licence else None),
        says(DCT("rights"), None if licence else article.license or None),
        says(KB("pageKind"), kind),
        [says(DCT("language"), article.language or None), says(DCT("format"), "text/plain")],
        says(KB("file"), f"{name}.txt"),
        says(KB("sha256"), snapshot.sha256),
        says(KB("sentenceHashes"), record(article.text)),
        says(KB("outline"), written_codes(article.blocks) or None),
        says(KB("retrieved"), original.day),
        says(KB("originalFormat"), snapshot.format.media_type if extracted else None),
        says(KB("originalSha256"), original.sha256 if extracted else None),
    ]


def _page(address: str) -> ox.NamedNode:
    """The node of an address; what may stand in an address, but not in an IRI, is percent-encoded."""
    if absolute(address, None) is None:
        parts = urlsplit(address)
        path, query = (quote(part, safe=_OF_AN_IRI) for part in (parts.path, parts.query))
        address = parts._replace(path=path, query=query, fragment="").geturl()
    return ox.NamedNode(address)


def refuse_known_address(kb: KnowledgeBase, address: str, shown: str | None = None) -> None:
    """An article is on file once.

    Args:
        kb: the knowledge base.
        address: the address.
        shown: what messages name; the address, if None.

    Raises:
        InputError: a document has the address.
    """
    for document in kb.documents:
        iri = ox.NamedNode(document.iri)
        if page_key(address) in {page_key(value(t)) for t in objects(kb.store, iri, FOAF("page"))}:
            raise _known(kb, iri, "the same address", shown or address)


def _refuse_known(kb: KnowledgeBase, snapshot: Snapshot) -> None:
    for document in kb.documents:
        iri = ox.NamedNode(document.iri)
        recorded = {value(term) for term in objects(kb.store, iri, KB("sha256"))}
        if snapshot.sha256 in {document.sha256, *recorded}:
            raise _known(kb, iri, "the same text", snapshot.original.shown)
    for address in (snapshot.original.url, snapshot.address):
        if address:
            refuse_known_address(kb, address, snapshot.original.shown)


def _known(kb: KnowledgeBase, iri: ox.NamedNode, why: str, shown: str) -> InputError:
    return InputError(
        f"is already on file as {kb.names.curie(iri.value)}: {why}",
        path=shown,
        help=f"for a new text of it: kbtool source refresh {kb.names.called(iri.value)[0]}",
    )


def _chosen(kb: KnowledgeBase, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise InputError(
            f"{name!r} is not a name", help="use lower-case letters, digits and hyphens: my-article"
        )
    if not _is_free(kb, name):
        raise InputError(f"the name {name} is taken", help="choose another with --name")
    return name


def _is_free(kb: KnowledgeBase, name: str) -> bool:
    stated = any(kb.store.quads_for_pattern(kb.names.node(name), None, None, None))
    return not stated and not (kb.workspace.sources / f"{name}.txt").exists()


def _free(kb: KnowledgeBase, stem: str, *taken: str) -> str:
    return free_name(stem, lambda name: name not in taken and _is_free(kb, name))


def _derived(snapshot: Snapshot) -> str:
    """A name from that of the file, or the end of the address, or its server."""
    last = snapshot.original.name.rstrip("/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    host = (
        (urlsplit(snapshot.original.url).hostname or "").removeprefix("www.")
        if snapshot.original.url
        else ""
    )
    return _slug(stem) or _slug(host) or f"article-{snapshot.sha256[:8]}"


def _slug(text: str) -> str:
    """The first words of a text, as a name that is not too long."""
    name = ""
    for word in slug(text.replace("'", "")).split("-"):
        longer = f"{name}-{word}" if name else word[:_LONGEST_NAME]
        if len(longer) > _LONGEST_NAME:
            break
        name = longer
    return name


def _organization(kb: KnowledgeBase, label: str, taken: str) -> tuple[ox.NamedNode, str]:
    """The organization with a label, and the Turtle that describes it, under a name that is not taken, if nothing does."""
    wanted = " ".join(label.split()).casefold()
    for quad in kb.store.quads_for_pattern(None, RDF("type"), FOAF("Organization"), None):
        node = quad.subject
        labels = [*objects(kb.store, node, RDFS("label")), *objects(kb.store, node, FOAF("name"))]
        if isinstance(node, ox.NamedNode) and wanted in {
            " ".join(value(term).split()).casefold() for term in labels
        }:
            return node, ""
    stem = _slug(label) or hashlib.sha256(label.encode()).hexdigest()[:8]
    node = kb.names.node(_free(kb, f"org-{stem}", taken))
    kinds = [FOAF("Organization"), PROV("Agent")]
    return node, short_statement(
        node, kinds, says(RDFS("label"), label), prefixes=kb.names.prefixes
    )


def _kinds(kb: KnowledgeBase) -> Iterator[tuple[str, ox.NamedNode]]:
    for quad in kb.store.quads_for_pattern(None, RDF("type"), KB("PageKind"), None):
        if isinstance(quad.subject, ox.NamedNode):
            yield kb.labels.label(quad.subject).replace(" ", "-"), quad.subject


def _kind(kb: KnowledgeBase, name: str) -> ox.NamedNode:
    kinds = dict(_kinds(kb))
    wanted = name.strip().casefold().replace(" ", "-")
    if wanted not in kinds:
        raise InputError(
            f"there is no kind of page {name!r}",
            help="kinds are " + (", ".join(sorted(kinds)) or "none"),
        )
    return kinds[wanted]
