"""The articles of a knowledge base: the text file of each document that its Turtle declares."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.io.workspace import Workspace, files_below
from kbtool.knowledge.index import Index
from kbtool.rdf.namespaces import KB, RDF, Names
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import objects, text, value
from kbtool.text.document import Document, read_document
from kbtool.text.line_codes import read as read_codes
from kbtool.text.structure import Block


class Documents(Index[Document]):
    """The articles of a knowledge base, by name or by the path of their text.

    Args:
        names: for each article, by its IRI, the names that stand for it.
        documents: each article, by its IRI.
        root: the folder of the knowledge base; a path may begin there or in the working directory.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        documents: Mapping[ox.NamedNode, Document],
        root: Path,
    ) -> None:
        super().__init__("document", names, lambda iri: documents[ox.NamedNode(iri)])
        self._root = root

    def __contains__(self, name: object) -> bool:
        """Whether a name or path stands for one of them."""
        return isinstance(name, str) and self.iri(name) is not None

    def iri(self, name: str) -> str | None:
        """The IRI of the one with a name, or whose text has this path; None, if there is none.

        Raises:
            InputError: it is the name of several, and of none its own.
        """
        found = super().iri(name)
        if found is not None or "\0" in name or Path(name).name == name:
            return found
        paths = {os.path.realpath(name), os.path.realpath(self._root / name)}
        return next((one.iri for one in self if os.path.realpath(one.file) in paths), None)


def read_documents(
    store: ox.Store,
    workspace: Workspace,
    files: Iterable[TurtleFile],
    names: Names,
    elsewhere: Collection[str] = (),
) -> dict[ox.NamedNode, Document]:
    """The articles that the files of a knowledge base declare, by the IRI of the document.

    Args:
        store: what the files state.
        workspace: where the knowledge base lies.
        files: its Turtle files, for messages.
        names: its namespaces, for messages.
        elsewhere: the paths of articles that are known to be declared in files that were not read.

    Raises:
        InputError: an article cannot be read, a document does not name one below sources/ or has the outline of another
            text, or an article is not declared.
    """
    documents: dict[ox.NamedNode, Document] = {}
    for quad in sorted(
        store.quads_for_pattern(None, RDF("type"), KB("Document"), None),
        key=lambda q: str(q.subject),
    ):
        iri = quad.subject
        if not isinstance(iri, ox.NamedNode):
            continue
        path = _document_path(store, workspace, iri, files, names)
        document = read_document(iri.value, path, shown=Path(workspace.shown(path)))
        documents[iri] = replace(document, blocks=_outlined(store, iri, document, names))
    known = {os.path.realpath(document.file) for document in documents.values()}.union(elsewhere)
    for article in sorted(files_below(workspace.sources, ".txt")):
        if os.path.realpath(article) not in known:
            raise InputError(
                "is not declared in sources/sources.ttl, so it would not be checked",
                path=workspace.shown(article),
                help="move it elsewhere and take it in with `kbtool source add`, or declare it as a kb:Document",
            )
    return documents


def _outlined(
    store: ox.Store, iri: ox.NamedNode, document: Document, names: Names
) -> tuple[Block, ...]:
    """What the lines of an article are, as it was recorded when it was taken in; nothing of one that was edited since."""
    codes = text(store, iri, KB("outline"))
    recorded = {value(term) for term in objects(store, iri, KB("sha256"))}
    if codes is None or recorded.isdisjoint((document.sha256, *document.with_other_line_ends)):
        return ()
    blocks = read_codes(document.text, codes)
    if blocks is None:
        raise InputError(
            f"has other lines than kb:outline of {names.curie(iri.value)} tells of",
            path=document.path,
            help="take kb:outline out; `kbtool source refresh` with the page that the text is from writes it again",
        )
    return blocks


def taken_as(store: ox.Store, document: Document) -> ox.NamedNode | None:
    """The document on file that has the text of a draft, byte for byte; None, if there is none."""
    digest = ox.Literal(document.sha256)
    stated = store.quads_for_pattern(None, KB("sha256"), digest, None)
    nodes = sorted({q.subject for q in stated if isinstance(q.subject, ox.NamedNode)}, key=str)
    return nodes[0] if nodes else None


def _document_path(
    store: ox.Store,
    workspace: Workspace,
    iri: ox.NamedNode,
    files: Iterable[TurtleFile],
    names: Names,
) -> Path:
    stated = {q.object for q in store.quads_for_pattern(iri, KB("file"), None, None)}
    name = stated.pop() if len(stated) == 1 else None
    path = None
    if isinstance(name, ox.Literal) and "\0" not in name.value:
        path = Path(os.path.realpath(workspace.sources / name.value))
    if path is None or not path.is_relative_to(workspace.sources):
        shown, line = next(
            ((file.shown, file.lines[iri.value]) for file in files if iri.value in file.lines),
            ("sources/sources.ttl", None),
        )
        if (
            isinstance(name, ox.Literal)
            and path is not None
            and (workspace.sources / name.value).is_symlink()
        ):
            raise InputError(
                f"the kb:file of {names.curie(iri.value)} is a link to a file outside of sources/",
                path=shown,
                line=line,
                help="put the file itself in its place",
            )
        raise InputError(
            f"{names.curie(iri.value)} needs exactly one kb:file, a path below sources/",
            path=shown,
            line=line,
            help="name the article's text file, relative to sources/",
        )
    return path
