"""Which findings the paths on a command line ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.checks.findings import Finding
from kbtool.checks.report import Report
from kbtool.checks.unsigned import unsigned
from kbtool.errors import InputError
from kbtool.io.workspace import FOLDERS, Workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import KB, PROV
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import objects, value


class Wanted(Struct, frozen=True):
    """What findings are asked for: documents and Turtle files, as paths that findings name, and nodes.

    What is switched off in the rules is among the nodes, whatever is asked for, and so is evidence on the claims of the
    documents whose figure is wrong in the file: nothing else would tell why it decides nothing. So is what they rest on that
    was changed since somebody signed it, and what is gone; and the nodes that a file says something of, wherever they are
    declared: a draft may add to what is on file.
    """

    documents: frozenset[str]
    files: frozenset[str]
    nodes: frozenset[str] = frozenset()

    def includes(self, finding: Finding) -> bool:
        """Whether a finding stands in one of the documents or files, or is about one of the nodes."""
        if finding.node in self.nodes:
            return True
        places = {finding.document, *(r.document for r in finding.related if r.document)}
        if places & self.documents:
            return True
        return finding.declared is not None and finding.declared.file in self.files


def refuse_other_paths(root: Path | None, paths: Sequence[Path]) -> None:
    """Refuse paths that cannot be checked, or not together.

    Args:
        root: the knowledge base, if it is named.
        paths: what else is named.

    Raises:
        InputError: a path does not exist or is of no kind that can be checked, or two name a knowledge base.
    """
    for path in paths:
        if not path.exists():
            raise InputError("does not exist", path=path, help="check the spelling of the path")
    roots = [path for path in paths if _is_root(path)]
    if len(roots) > 1 or (roots and root is not None):
        raise InputError(
            "more than one knowledge base is named", path=roots[-1], help="check them one by one"
        )


def prose_among(workspace: Workspace, paths: Sequence[Path]) -> list[Path]:
    """Those of some paths that are drafts in prose: files outside of the knowledge base's folders that are not Turtle.

    Args:
        workspace: the knowledge base.
        paths: documents, Turtle files, folders or drafts.
    """
    inside = [workspace.root / name for name in FOLDERS]
    return [
        path
        for path in paths
        if path.is_file()
        and path.suffix != ".ttl"
        and not any(path.resolve().is_relative_to(folder) for folder in inside)
    ]


def refuse_mixed(paths: Sequence[Path], prose: Sequence[Path]) -> None:
    """Refuse drafts in prose beside what is encoded: the one is held to all that the other is a part of.

    Args:
        paths: all that is named.
        prose: the drafts among it.

    Raises:
        InputError: something else is named with drafts, or a folder is to be read as prose.
    """
    for path in paths:
        if path in prose and path.is_dir():
            raise InputError(
                "is a folder, and a draft is a file",
                path=path,
                help="name the files that are to be read",
            )
        if path not in prose:
            raise InputError(
                "is no draft in prose, and drafts are checked apart",
                path=path,
                help="check it with a command of its own",
            )


def split_paths(
    workspace: Workspace, paths: Sequence[Path]
) -> tuple[list[Path] | None, list[Path]]:
    """Tell the paths of a command line apart.

    Args:
        workspace: the knowledge base.
        paths: documents, Turtle files or folders; its root stands for all of it.

    Returns:
        The paths whose findings are asked for (None: all), and the Turtle files among them that lie outside of the
        knowledge base.
    """
    rest = [path.resolve() for path in paths if not _is_root(path)]
    for path in paths:
        if path.is_file() and path.suffix not in (".ttl", ".txt"):
            raise InputError(
                "is neither an article (.txt) nor Turtle (.ttl)",
                path=path,
                help="name documents of sources/ or files of kb/; a draft lies outside of these folders",
            )
    inside = [workspace.root / name for name in FOLDERS]
    drafts = [
        path
        for path in rest
        if path.is_file()
        and path.suffix == ".ttl"
        and not any(path.is_relative_to(folder) for folder in inside)
    ]
    return (rest or None), drafts


def _drafts_in(folder: Path, workspace: Workspace) -> str:
    """How to name the drafts that lie in a folder; nothing, if none does."""
    from kbtool.text.extraction.detection import (
        READ,  # what reads other formats is not needed elsewhere
    )

    if not folder.is_dir():
        return ""
    endings = Counter(each.suffix for each in folder.iterdir() if each.suffix[1:] in READ)
    named = " ".join(f"{workspace.shown(folder)}/*{ending}" for ending, _ in endings.most_common())
    return f"drafts are named each: `kbtool check {named}`" if named else ""


def within(kb: KnowledgeBase, paths: Sequence[Path]) -> Wanted:
    """The documents and files of a knowledge base that paths name.

    Raises:
        InputError: a path names nothing in it.
    """
    documents: set[str] = set()
    files: set[str] = set()
    for path in paths:
        found_documents = {
            str(d.path) for d in kb.documents if d.file.resolve().is_relative_to(path)
        }
        found_files = {file.shown for file in kb.files if file.path.is_relative_to(path)}
        if not found_documents and not found_files:
            raise InputError(
                "holds nothing that the knowledge base knows",
                path=kb.workspace.shown(path),
                help=_drafts_in(path, kb.workspace)
                or "declare an article in sources/sources.ttl; put Turtle into kb/",
            )
        documents |= found_documents
        files |= found_files
    found = {ox.NamedNode(d.iri) for d in kb.documents if str(d.path) in documents}
    rules = (
        quad.subject
        for name in ("switchedOff", "weakened")
        for quad in kb.store.quads_for_pattern(None, KB(name), None, DERIVED)
    )
    apart = (
        quad.object
        for quad in kb.store.quads_for_pattern(None, KB("figureSetAside"), None, DERIVED)
        if any(d in found for d in objects(kb.store, quad.subject, PROV("wasQuotedFrom")))
    )
    named = [file for file in kb.files if file.shown in files]
    described = (
        quad.subject
        for file in named
        for quad in kb.store.quads_for_pattern(None, None, None, file.graph)
        if isinstance(quad.subject, ox.NamedNode)
    )
    nodes = frozenset(map(value, (*rules, *apart, *described, *unsigned(kb, found, named))))
    return Wanted(frozenset(documents), frozenset(files), nodes)


def narrowed(report: Report, wanted: Wanted) -> Report:
    """A report with only the findings and documents that are asked for; no earlier finding is listed as gone.

    Of a file with claims, the documents are those that a finding on one of these claims is of.
    """
    findings = tuple(f for f in report.findings if wanted.includes(f))
    of = {
        f.document for f in findings if f.claim and f.declared and f.declared.file in wanted.files
    }
    return replace(
        report,
        findings=findings,
        documents=tuple(d for d in report.documents if d.path in wanted.documents | of),
        gone=None if report.gone is None else (),
    )


def _is_root(path: Path) -> bool:
    return all((path / name).is_dir() for name in FOLDERS)
