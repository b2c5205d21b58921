"""A knowledge base opened: files to a store, the store to derived triples."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.settings import Settings
from kbtool.io.shipped import older_shapes, shipped_shapes
from kbtool.io.transactions.reading import read_steadily
from kbtool.io.workspace import Workspace, files_below, find_workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.chains import refuse_long_chains
from kbtool.knowledge.derive.guards import (
    refuse_rules_that_answer,
    refuse_two_answers,
    refuse_what_nothing_derives,
)
from kbtool.knowledge.derive.order import ConstructQuery, in_order
from kbtool.knowledge.derive.prefixes import prefixes_of, refuse_untold_prefixes
from kbtool.knowledge.derive.queries import marked_derived, refuse_typed_in
from kbtool.knowledge.derive.searches import SEARCH_DAYS
from kbtool.knowledge.derive.state import Derivation
from kbtool.knowledge.derive.steps import derive, steps
from kbtool.knowledge.derive.switched_off import RuleFiles
from kbtool.knowledge.derive.table import CONFLICTS
from kbtool.knowledge.index import Index
from kbtool.knowledge.labels import Labels, names_in_words
from kbtool.knowledge.places import Places
from kbtool.knowledge.rule_files import read_rule_files, rule_codes
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import GRAPH, ID, KB, RDF, RULE, Names
from kbtool.rdf.sparql import refuse_remote_access
from kbtool.rdf.store import TurtleFile, build_store, open_turtle
from kbtool.shacl import Shapes
from kbtool.text.document import Document, read_document
from kbtool.text.stretch import Stretch


def open_knowledge_base(
    start: Path | Workspace,
    drafts: Iterable[Path] = (),
    *,
    names: Names | None = None,
    policies: Collection[str] = (),
    today: date | None = None,
    search_days: float = SEARCH_DAYS,
    suppose: Callable[[ox.Store], None] = lambda _: None,
    prose: Callable[[ox.Store], Iterable[Document]] = lambda _: (),
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> KnowledgeBase:
    """Read a knowledge base, find its quotes and derive levels, verdicts, relations and conflicts.

    A change of its files that was broken off is ended first, and the log says so; one that another kbtool is writing is
    waited for.

    Args:
        start: the knowledge base, or a folder in it; paths are then named from its root.
        drafts: Turtle files outside of kb/ to read with it.
        names: the namespaces of its nodes and rules; the usual ones, if None.
        policies: the policy packs that are switched on.
        today: the day on which it is checked; this one, if None.
        search_days: for how many days a recorded search counts.
        suppose: changes what the files state, before anything is derived of it.
        prose: adds what drafts in prose state, and gives them as documents.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: a file cannot be read or trusted.
    """
    if today is not None and type(today) is not date:
        raise InputError(f"{today!r} is not a date", help="give a datetime.date, without an hour")
    workspace = start if isinstance(start, Workspace) else find_workspace(start)
    names = names or Names()
    drafts = tuple(drafts)
    progress("reading the knowledge base")
    read = read_steadily(
        workspace.root, lambda: _all_read(workspace, names, drafts, policies), workspace.shown
    )
    suppose(read.store)
    documents = {**read.documents, **{ox.NamedNode(d.iri): d for d in prose(read.store)}}
    stretches: dict[tuple[ox.NamedNode, str], Stretch] = {}
    state = Derivation(
        store=read.store,
        documents=documents,
        labels=Labels(read.store, names),
        places=Places(read.store, documents, (*read.files, *read.shape_files), stretches),
        stretches=stretches,
        shapes=read.shapes,
        rules=tuple(read.rules.values()),
        today=today or date.today(),
        search_days=search_days,
        files=read.files,
        prefixes=prefixes_of((*read.files, *read.shape_files)),
        rule_files=_rule_files(workspace, read.shape_files),
        off=lambda: _codes_off(workspace, policies),
        note=note,
    )
    marked = marked_derived(read.store)
    order = steps(read.derivations, marked)
    derived = {term for step in order for term in step.derives}
    answers = {term for step in order if step.name != CONFLICTS for term in step.derives}
    refuse_what_nothing_derives(marked, derived)
    refuse_rules_that_answer(state.rules, answers, names)
    derive(state, order, progress)
    refuse_two_answers(state.store, names)
    return KnowledgeBase(
        workspace=workspace,
        names=names,
        store=read.store,
        files=read.files,
        documents=_documents_by_name(documents, read.store, names),
        labels=state.labels,
        places=state.places,
        shapes=read.shapes,
        rules=_rules_by_name(read.rules, names),
        waivers=state.waivers,
        evaluated=state.evaluated,
        today=state.today,
        policies=tuple(policies),
    )


def _rule_files(workspace: Workspace, files: Iterable[TurtleFile]) -> RuleFiles:
    own = {file.path.relative_to(workspace.root).as_posix(): file for file in files}
    return RuleFiles(own, shipped_shapes(), lambda: older_shapes(workspace.root))


def _codes_off(workspace: Workspace, policies: Collection[str]) -> dict[str, str]:
    packs = workspace.policies.items()
    return rule_codes(_read(workspace, path) for name, path in packs if name not in policies)


def settled_names(settings: Settings) -> Names:
    """The namespaces that the settings of a knowledge base give it."""
    return Names(settings.base or ID.base, settings.rule_base or RULE.base)


def _documents_by_name(
    documents: Mapping[ox.NamedNode, Document], store: ox.Store, prefixed: Names
) -> Index[Document]:
    names = {
        iri.value: (*prefixed.called(iri.value), document.path.name, *names_in_words(store, iri))
        for iri, document in documents.items()
    }
    return Index("document", names, lambda iri: documents[ox.NamedNode(iri)])


def _rules_by_name(rules: Mapping[ox.NamedNode, Rule], prefixed: Names) -> Index[Rule]:
    names = {
        iri.value: (rule.code, rule.name, prefixed.curie(iri.value)) for iri, rule in rules.items()
    }
    return Index("rule", names, lambda iri: rules[ox.NamedNode(iri)])


@dataclass(frozen=True)
class _AsRead:
    """What the files of a knowledge base hold, before anything is derived of it."""

    files: tuple[TurtleFile, ...]
    shape_files: tuple[TurtleFile, ...]
    shapes: Shapes
    rules: dict[ox.NamedNode, Rule]
    store: ox.Store
    documents: dict[ox.NamedNode, Document]
    derivations: list[ConstructQuery]


def _all_read(
    workspace: Workspace, names: Names, drafts: Iterable[Path], policies: Collection[str]
) -> _AsRead:
    paths = [*workspace.knowledge_files(), *drafts]
    files = tuple(_read(workspace, path, names) for path in paths)
    store = build_store(files)
    below = [file.graph for file in files if file.path.is_relative_to(workspace.root / "kb")]
    if not any(next(store.quads_for_pattern(None, None, None, each), None) for each in below):
        raise InputError(
            "holds no knowledge: no Turtle file in it states anything",
            path=workspace.shown(workspace.root / "kb"),
            help="add sources/sources.ttl and kb/*.ttl; CONTRIBUTING.md shows how",
        )
    shape_files = tuple(_read(workspace, path, names) for path in workspace.shape_files(policies))
    shapes, rules = read_rule_files(shape_files, names)
    refuse_untold_prefixes((*files, *shape_files), shapes)
    refuse_typed_in(store, files, names)
    refuse_long_chains(store, files, names)
    documents = _documents(store, workspace, files, names)
    queries = [_query(workspace, path) for path in workspace.derivation_files()]
    _refuse_one_name_twice(queries)
    derivations = in_order(queries)
    return _AsRead(files, shape_files, shapes, rules, store, documents, derivations)


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


def _read(workspace: Workspace, path: Path, names: Names | None = None) -> TurtleFile:
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


def _documents(
    store: ox.Store, workspace: Workspace, files: Iterable[TurtleFile], names: Names
) -> dict[ox.NamedNode, Document]:
    documents: dict[ox.NamedNode, Document] = {}
    for quad in sorted(
        store.quads_for_pattern(None, RDF("type"), KB("Document"), None),
        key=lambda q: str(q.subject),
    ):
        iri = quad.subject
        if not isinstance(iri, ox.NamedNode):
            continue
        path = _document_path(store, workspace, iri, files, names)
        documents[iri] = read_document(iri.value, path, shown=Path(workspace.shown(path)))
    known = {os.path.realpath(document.file) for document in documents.values()}
    for article in sorted(files_below(workspace.sources, ".txt")):
        if os.path.realpath(article) not in known:
            raise InputError(
                "is not declared in sources/sources.ttl, so it would not be checked",
                path=workspace.shown(article),
                help="move it elsewhere and take it in with `kbtool source add`, or declare it as a kb:Document",
            )
    return documents


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
        raise InputError(
            f"{names.curie(iri.value)} needs exactly one kb:file, a path below sources/",
            path=shown,
            line=line,
            help="name the article's text file, relative to sources/",
        )
    return path
