"""The files of a knowledge base, read into a store, and refused where they cannot be read or trusted."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.kept import keeps, name_of
from kbtool.io.workspace import Workspace
from kbtool.knowledge.beside_signed import differing, read_signed
from kbtool.knowledge.derive.chains import refuse_long_chains
from kbtool.knowledge.derive.order import ConstructQuery, in_order
from kbtool.knowledge.derive.prefixes import refuse_untold_prefixes
from kbtool.knowledge.derive.queries import refuse_typed_in
from kbtool.knowledge.documents import read_documents
from kbtool.knowledge.remembered import Inputs, Remembered, Settled, remembered
from kbtool.knowledge.rule_files import read_rule_files
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.signed import Difference
from kbtool.rdf.namespaces import GRAPH, Names
from kbtool.rdf.sparql import refuse_remote_access
from kbtool.rdf.store import TurtleFile, build_store, open_turtle
from kbtool.shacl import Shapes
from kbtool.text.document import Document

if TYPE_CHECKING:
    from kbtool.knowledge.slices.cutting import Cutter, Slice
    from kbtool.knowledge.slices.finding import Asked
    from kbtool.knowledge.slices.opening import Known


class AsRead(Struct, frozen=True):
    """What the files of a knowledge base hold, and what was derived of it before, if that is remembered."""

    files: tuple[TurtleFile, ...]
    shape_files: tuple[TurtleFile, ...]
    shapes: Shapes
    rules: dict[ox.NamedNode, Rule]
    store: ox.Store
    documents: dict[ox.NamedNode, Document]
    derivations: list[ConstructQuery]
    inputs: Inputs
    before: Remembered | None
    part: Slice | None = None
    differs: tuple[Difference, ...] = ()


def told_by(files: Iterable[TurtleFile], names: Names) -> str:
    """What tells all that some files state from what others do; empty, where no results are kept that it would name.

    Args:
        files: the files.
        names: the namespaces by which their prefixes are read.
    """
    if not keeps():
        return ""
    told = [names.base, names.rule_base]
    told += [text for file in files for text in (file.graph.value, file.text)]
    return name_of("files", told)


def read_all(
    workspace: Workspace,
    names: Names,
    drafts: Iterable[Path],
    policies: Collection[str],
    today: date,
    search_days: float,
    waiver_days: float,
    settled: Settled,
    is_as_stated: bool,
    articles: Asked | None,
    cutter: Cutter | None = None,
) -> AsRead:
    """Read all files of a knowledge base, or those that some articles need.

    Args:
        workspace: where the knowledge base lies.
        names: its namespaces.
        drafts: Turtle files outside of kb/ to read with it.
        policies: the policy packs that are switched on.
        today: the day on which it is checked.
        search_days: for how many days a recorded search counts.
        waiver_days: for how many days from today a finding may be waived.
        settled: what is settled of it beside its files.
        is_as_stated: whether nothing is supposed, added or left out, so that what was derived before may be remembered.
        articles: what is asked for, whose needs alone are read; all, if None.
        cutter: says what is read, if it is neither.

    Raises:
        InputError: a file cannot be read or trusted.
        NeedsWholeError: it is not known what the articles need.
    """
    paths = [*workspace.knowledge_files(), *drafts]
    files: tuple[TurtleFile, ...] = ()
    if articles is None and cutter is None:
        files = tuple(read_file(workspace, path, names) for path in paths)
    shape_files = tuple(
        read_file(workspace, path, names) for path in workspace.shape_files(policies)
    )
    queries = tuple(_query(workspace, path) for path in workspace.derivation_files())
    packs_off = {name: path for name, path in workspace.policies.items() if name not in policies}
    signed = read_signed(workspace)
    inputs = Inputs(
        workspace,
        names,
        files,
        shape_files,
        queries,
        packs_off,
        today,
        search_days,
        waiver_days,
        settled,
        signed,
    )
    part = None
    elsewhere: Collection[str] = ()
    if cutter is not None:
        part = cutter.cut(paths, lambda path: read_file(workspace, path, names))
        files, elsewhere, store = part.files, part.articles, part.store
    elif articles is None:
        found = _as_before(inputs, remembered(inputs)) if is_as_stated else None
        if found is not None:
            return found
        store = build_store(files)
    else:
        from kbtool.knowledge.slices.cutting import Slice
        from kbtool.knowledge.slices.opening import Known

        known, told = _sliced(inputs, articles, paths, recall=is_as_stated)
        if isinstance(known, Known):
            inputs = replace(inputs, part=told)
            found = _as_before(replace(inputs, files=known.files), known.of, known.articles)
            if found is not None:
                return found
            known, told = _sliced(inputs, articles, paths, recall=False)
        assert isinstance(known, Slice)
        inputs = replace(inputs, part=told)
        part, files, elsewhere, store = known, known.files, known.articles, known.store
    below = [file.graph for file in files if file.path.is_relative_to(workspace.root / "kb")]
    if not any(next(store.quads_for_pattern(None, None, None, each), None) for each in below):
        raise InputError(
            "holds no knowledge: no Turtle file in it states anything",
            path=workspace.shown(workspace.root / "kb"),
            help="add sources/sources.ttl and kb/*.ttl; CONTRIBUTING.md shows how",
        )
    shapes, rules = read_rule_files(shape_files, names)
    refuse_untold_prefixes((*files, *shape_files), shapes)
    refuse_typed_in(store, files, names)
    refuse_long_chains(store, files, names)
    documents = read_documents(store, workspace, files, names, elsewhere)
    _refuse_one_name_twice(queries)
    derivations = in_order(queries)
    shared = None if part is None else part.beyond.known
    return AsRead(
        files=files,
        shape_files=shape_files,
        shapes=shapes,
        rules=rules,
        store=store,
        documents=documents,
        derivations=derivations,
        inputs=inputs,
        before=None,
        part=part,
        differs=differing(
            workspace,
            signed,
            files if part is None else (),
            lambda path: read_file(workspace, path, names),
            names,
            shared,
        ),
    )


def _as_before(
    inputs: Inputs, before: Remembered | None, elsewhere: Collection[str] = ()
) -> AsRead | None:
    """A knowledge base as it was when it had been derived; None, if that is not known, or its articles have changed."""
    if before is None:
        return None
    store = before.store()
    documents = read_documents(store, inputs.workspace, inputs.files, inputs.names, elsewhere)
    if not before.is_of(documents.values()):
        return None
    return AsRead(
        inputs.files,
        inputs.shape_files,
        before.shapes,
        dict(before.rules),
        store,
        documents,
        [],
        inputs,
        before,
    )


def _sliced(
    inputs: Inputs, articles: Asked, paths: list[Path], *, recall: bool
) -> tuple[Slice | Known[Remembered], str]:
    """The slice of what is asked for, or what was derived of it before; and what tells that it is the one."""
    from kbtool.knowledge.slices.opening import slice_of

    of: list[str] = []

    def known(told: str) -> tuple[Remembered, Collection[str]] | None:
        of.append(told)
        found = remembered(replace(inputs, part=told)) if recall else None
        return None if found is None else (found, found.paths)

    workspace, names = inputs.workspace, inputs.names
    found = slice_of(
        workspace, articles, paths, lambda path: read_file(workspace, path, names), known
    )
    return found, of[-1]


def _refuse_one_name_twice(queries: Iterable[ConstructQuery]) -> None:
    seen: dict[str, Path] = {}
    for query in queries:
        other = seen.setdefault(query.name, query.path)
        if other != query.path:
            raise InputError(
                f"is the derivation {query.name}, and so is {other}; both would run",
                path=query.path,
                help="keep the one that is meant, or give the other a name of its own",
            )


def read_file(workspace: Workspace, path: Path, names: Names | None = None) -> TurtleFile:
    """A Turtle file with its graph, by its path from the root if it is below that.

    Args:
        workspace: where the knowledge base lies.
        path: the file.
        names: the namespaces by which its prefixes are read, where it declares them otherwise; as declared, if None.

    Raises:
        InputError: it cannot be read.
    """
    try:
        name = path.relative_to(workspace.root).as_posix()
    except ValueError:
        name = path.as_posix().lstrip("/")
    graph = GRAPH(quote(os.fsencode(name)))
    return open_turtle(path, workspace.shown(path), graph, names.prefixes if names else None)


def _query(workspace: Workspace, path: Path) -> ConstructQuery:
    shown = Path(workspace.shown(path))
    text = read_text(path, shown).text
    refuse_remote_access(text, shown)
    return ConstructQuery(shown, text)
