"""Taking an article in: its snapshot, and its declaration in sources/sources.ttl."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

from kbtool.authoring.decisions import with_prefixes
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import FOAF, ID, KB, RDF, RDFS, curie
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.terms import objects, value
from kbtool.references.identifiers import page_key
from kbtool.text.addresses import absolute
from kbtool.text.extraction.article import one_line
from kbtool.text.snapshot import Snapshot

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 60
_EMPTY = "# The articles under review. Each is a text snapshot; kb:sha256 is the hash of its bytes when it was taken in.\n"


@dataclass(frozen=True)
class Wishes:
    """What the user says of the article, which goes before what it states itself.

    Attributes:
        name: its name in the knowledge base.
        title: its title.
        publisher: the label of its publisher.
        kind: the kind of page, by label.
    """

    name: str | None = None
    title: str | None = None
    publisher: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class NewSource:
    """An article to be taken in.

    Attributes:
        name: its name in the knowledge base.
        path: its snapshot.
        facts: what is said of it, in words for people: what, and what it is; None if it is not stated.
        turtle: its declaration.
        files: the files that change, with their new bytes.
        as_read: the bytes from which they were made; None for one that is new.
    """

    name: str
    path: Path
    facts: tuple[tuple[str, str | None], ...]
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
        InputError: it is on file already, its name is taken or no name, or there is no such kind of page.
    """
    _refuse_known(kb, snapshot)
    name = _chosen(kb, wishes.name) if wishes.name is not None else _free(kb, _derived(snapshot))
    title = one_line(wishes.title) or snapshot.article.title
    publisher = one_line(wishes.publisher) or snapshot.article.publisher
    node, described = _organization(kb, publisher) if publisher else (None, "")
    kind = _kind(kb, wishes.kind) if wishes.kind is not None else None
    values = _values(snapshot, name, title, node, kind)
    document = f"id:{name} a kb:Document ;\n    " + " ;\n    ".join(values) + " .\n"
    turtle = document + (f"\n{described}" if described else "")
    path = kb.workspace.sources / f"{name}.txt"
    declared = kb.workspace.sources / "sources.ttl"
    shown = kb.workspace.shown(declared)
    existing = next((file.text for file in kb.files if file.path == declared), _EMPTY)
    whole = with_prefixes(turtle, existing)
    parse_turtle(whole, shown)
    facts = (
        ("title", title),
        ("creator", snapshot.article.creator),
        ("publisher", publisher and f"{publisher} ({_term(node)}{', new' if described else ''})"),
        ("issued", snapshot.article.issued.isoformat() if snapshot.article.issued else None),
        ("address", snapshot.address),
        ("licence", snapshot.article.license),
        ("language", snapshot.article.language),
    )
    files = {path: snapshot.text, declared: whole.encode()}
    return NewSource(name, path, facts, turtle, files, {**dict.fromkeys(files), **kb.as_read})


def _values(
    snapshot: Snapshot,
    name: str,
    title: str | None,
    publisher: ox.NamedNode | None,
    kind: ox.NamedNode | None,
) -> list[str]:
    """The properties of the document, in the order of the house style."""
    article = snapshot.article
    licence = absolute(article.license, snapshot.original.url)
    untitled = f"{snapshot.original.shown.rpartition('/')[2] or snapshot.original.shown}, which states no title"
    return [
        f"dct:title {ox.Literal(title)}" if title else f"rdfs:label {ox.Literal(untitled)}",
        *([f"dct:creator {ox.Literal(article.creator)}"] if article.creator else []),
        *([f"dct:publisher {_term(publisher)}"] if publisher else []),
        *([f'dct:issued "{article.issued.isoformat()}"^^xsd:date'] if article.issued else []),
        *([f"foaf:page <{snapshot.address}>"] if snapshot.address else []),
        *([f"dct:license <{licence}>"] if licence else []),
        *([f"dct:rights {ox.Literal(article.license)}"] if article.license and not licence else []),
        *([f"kb:pageKind {curie(kind.value)}"] if kind else []),
        (f"dct:language {ox.Literal(article.language)} ; " if article.language else "")
        + 'dct:format "text/plain"',
        f"kb:file {ox.Literal(f'{name}.txt')}",
        f'kb:sha256 "{snapshot.sha256}"',
        f'kb:retrieved "{snapshot.original.day.isoformat()}"^^xsd:date',
        *(
            [
                f"kb:originalFormat {ox.Literal(snapshot.format.media_type)}",
                f'kb:originalSha256 "{snapshot.original.sha256}"',
            ]
            if snapshot.is_extracted
            else []
        ),
    ]


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
            raise _known(iri, "the same address", shown or address)


def _refuse_known(kb: KnowledgeBase, snapshot: Snapshot) -> None:
    for document in kb.documents:
        iri = ox.NamedNode(document.iri)
        recorded = {value(term) for term in objects(kb.store, iri, KB("sha256"))}
        if snapshot.sha256 in {document.sha256, *recorded}:
            raise _known(iri, "the same text", snapshot.original.shown)
    for address in (snapshot.original.url, snapshot.address):
        if address:
            refuse_known_address(kb, address, snapshot.original.shown)


def _known(iri: ox.NamedNode, why: str, shown: str) -> InputError:
    return InputError(
        f"is on file already, as {curie(iri.value)}: {why}",
        path=shown,
        help=f"for a new text of it: kbtool source refresh {iri.value.rpartition('/')[2]}",
    )


def _chosen(kb: KnowledgeBase, name: str) -> str:
    if not _NAME.fullmatch(name):
        raise InputError(
            f"{name!r} is no name", help="use lower-case letters, digits and hyphens: my-article"
        )
    if not _is_free(kb, name):
        raise InputError(f"the name {name} is taken", help="choose another with --name")
    return name


def _is_free(kb: KnowledgeBase, name: str) -> bool:
    stated = any(kb.store.quads_for_pattern(ID(name), None, None, None))
    return not stated and not (kb.workspace.sources / f"{name}.txt").exists()


def _free(kb: KnowledgeBase, stem: str) -> str:
    number, name = 1, stem
    while not _is_free(kb, name):
        number += 1
        name = f"{stem}-{number}"
    return name


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
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    name = ""
    for word in re.findall(r"[a-z0-9]+", plain.replace("'", "")):
        longer = f"{name}-{word}" if name else word[:_LONGEST_NAME]
        if len(longer) > _LONGEST_NAME:
            break
        name = longer
    return name


def _organization(kb: KnowledgeBase, label: str) -> tuple[ox.NamedNode, str]:
    """The organization with a label, and the Turtle that describes it if nothing does."""
    wanted = " ".join(label.split()).casefold()
    for quad in kb.store.quads_for_pattern(None, RDF("type"), FOAF("Organization"), None):
        node = quad.subject
        labels = [*objects(kb.store, node, RDFS("label")), *objects(kb.store, node, FOAF("name"))]
        if isinstance(node, ox.NamedNode) and wanted in {
            " ".join(value(term).split()).casefold() for term in labels
        }:
            return node, ""
    slug = _slug(label) or hashlib.sha256(label.encode()).hexdigest()[:8]
    name = _free(kb, f"org-{slug}")
    return ID(
        name
    ), f"id:{name} a foaf:Organization, prov:Agent ; rdfs:label {ox.Literal(label)} .\n"


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


def _term(node: ox.NamedNode | None) -> str:
    if node is None:
        return ""
    local = node.value.removeprefix(ID.base)
    return f"id:{local}" if _NAME.fullmatch(local) else f"<{node.value}>"
