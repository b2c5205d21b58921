"""A knowledge base opened: files to a store, the store to derived triples."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.settings import Settings
from kbtool.io.transactions.reading import read_steadily
from kbtool.io.workspace import Workspace, find_workspace, unread_files
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.day import WAIVER_DAYS
from kbtool.knowledge.derive.searches import SEARCH_DAYS
from kbtool.knowledge.derive.signed_off import lines_signed
from kbtool.knowledge.documents import Documents
from kbtool.knowledge.files import read_all, read_file, told_by
from kbtool.knowledge.index import Index
from kbtool.knowledge.labels import Labels, names_in_words
from kbtool.knowledge.places import Places
from kbtool.knowledge.reached import settled_packs
from kbtool.knowledge.remembered import Settled, remember
from kbtool.knowledge.rule_files import rule_codes
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import ID, RULE, Names
from kbtool.shacl import Shapes
from kbtool.text.document import Document

if TYPE_CHECKING:
    from kbtool.knowledge.slices.cutting import Cutter
    from kbtool.knowledge.slices.finding import Asked


def open_knowledge_base(
    start: Path | Workspace,
    drafts: Iterable[Path] = (),
    *,
    names: Names | None = None,
    policies: Collection[str] = (),
    today: date | None = None,
    search_days: float = SEARCH_DAYS,
    waiver_days: float = WAIVER_DAYS,
    selected: tuple[str, ...] = (),
    ignored: tuple[str, ...] = (),
    lenient: tuple[str, ...] = (),
    suppose: Callable[[ox.Store], None] | None = None,
    asked: Collection[str] | None = None,
    judging: Callable[[Shapes, Iterable[Rule]], Iterable[Rule]] | None = None,
    prose: Callable[[ox.Store, str], Iterable[Document]] | None = None,
    articles: Asked | None = None,
    cutter: Cutter | None = None,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> KnowledgeBase:
    """Read a knowledge base, find its quotes and derive levels, verdicts, relations and conflicts.

    A change of its files that was broken off is ended first, and the log says so; one that another kbtool is writing is
    waited for. What follows is remembered between runs, where results are kept, and nothing is supposed or added.

    Args:
        start: the knowledge base, or a folder in it; paths are then named from its root.
        drafts: Turtle files outside of kb/ to read with it.
        names: the namespaces of its nodes and rules; the usual ones, if None.
        policies: the policy packs that are switched on.
        today: the day on which it is checked; this one, if None.
        search_days: for how many days a recorded search counts.
        waiver_days: for how many days from today a finding may be waived.
        selected: what names the rules that the settings want, all if nothing does.
        ignored: what names the rules that the settings leave out.
        lenient: what the settings let pass, in words.
        suppose: changes what the files state, before anything is derived of it.
        asked: the derived terms that are asked for, by local name: what leads to none of them is not derived; all, if None.
        judging: says which rules are evaluated, so that what only others read is not derived; all, if None.
        prose: adds what drafts in prose state, and gives them as documents; is given what tells all that the files state, or
            an empty text where nothing does.
        articles: what is asked for, so that only what it needs is read: texts of articles, nodes, or what gives nodes by
            what every part of a knowledge base holds; all, if None.
        cutter: says what is read, if it is neither, and is shown what was derived.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: a file cannot be read or trusted.
        NeedsWholeError: something is asked for, and what is found of it cannot surely be told from a part.
    """
    if today is not None and type(today) is not date:
        raise InputError(f"{today!r} is not a date", help="give a datetime.date, without an hour")
    workspace = start if isinstance(start, Workspace) else find_workspace(start)
    names = names or Names()
    policies = settled_packs(workspace, policies)
    drafts = tuple(drafts)
    is_as_stated = (
        suppose is None and prose is None and asked is None and cutter is None and judging is None
    )
    progress("reading the knowledge base")
    read = read_steadily(
        workspace.root,
        lambda: read_all(
            workspace,
            names,
            drafts,
            policies,
            today or date.today(),
            search_days,
            waiver_days,
            Settled(selected, ignored, lenient, tuple(unread_files(workspace))),
            is_as_stated,
            articles,
            cutter,
        ),
        workspace.shown,
    )
    if suppose is not None:
        suppose(read.store)
    documents = dict(read.documents)
    if prose is not None:
        is_whole = suppose is None and read.part is None
        told = told_by(read.files, names) if is_whole else ""
        documents |= {ox.NamedNode(document.iri): document for document in prose(read.store, told)}
        if read.part is not None:
            from kbtool.knowledge.slices.verifying import refuse_strangers

            refuse_strangers(read.part, read.store)
    before = read.before
    notes: list[str] = []

    def noted(text: str) -> None:
        notes.append(text)
        note(text)

    stretches = {} if before is None else dict(before.stretches)
    labels = Labels(read.store, names)
    signed = lines_signed(workspace, read.inputs.signed)
    files = (*read.files, *read.shape_files)
    places = Places(read.store, documents, files, stretches, signed)
    mark = None if before is None else before.mark
    if before is None:
        from kbtool.knowledge.deriving import begun, derive_all, needed

        state = begun(
            read,
            workspace,
            documents,
            labels,
            places,
            stretches,
            policies,
            off=lambda: codes_off(workspace, policies),
            note=noted,
            is_settled=suppose is None and prose is None,
        )
        rules = state.rules if judging is None else needed(state, judging)
        derive_all(state, read, names, asked, rules, progress)
        paths: list[Path] = []
        if read.part is not None and cutter is not None:
            cutter.see(read.part, state.store, read.derivations, state.shapes, state.rules)
        elif read.part is not None:
            from kbtool.knowledge.slices.verifying import refuse_what_reaches_further

            refuse_what_reaches_further(
                read.part, state.store, read.derivations, state.shapes, rules
            )
            paths = [file.path for file in read.files]
        if is_as_stated:
            mark = remember(read.inputs, state, notes, paths)
        waivers, evaluated = state.waivers, state.evaluated
    else:
        waivers, evaluated = before.waivers, dict(before.evaluated)
        for text in before.notes:
            note(text)
    return KnowledgeBase(
        workspace=workspace,
        names=names,
        store=read.store,
        files=read.files,
        documents=_documents_by_name(documents, read.store, names, workspace.root),
        labels=labels,
        places=places,
        shapes=read.shapes,
        rules=_rules_by_name(read.rules, names),
        waivers=waivers,
        evaluated=evaluated,
        today=read.inputs.today,
        policies=policies,
        shape_files=read.shape_files,
        mark=mark,
    )


def codes_off(workspace: Workspace, policies: Collection[str]) -> dict[str, str]:
    """The codes of the rules of packs that are not switched on, by code and by name.

    Args:
        workspace: where the packs are.
        policies: those that are switched on.
    """
    packs, policies = workspace.policies.items(), settled_packs(workspace, policies)
    return rule_codes(read_file(workspace, path) for name, path in packs if name not in policies)


def settled_names(settings: Settings) -> Names:
    """The namespaces that the settings of a knowledge base give it."""
    return Names(settings.base or ID.base, settings.rule_base or RULE.base)


def _documents_by_name(
    documents: Mapping[ox.NamedNode, Document], store: ox.Store, prefixed: Names, root: Path
) -> Documents:
    names = {
        iri.value: (*prefixed.called(iri.value), document.path.name, *names_in_words(store, iri))
        for iri, document in documents.items()
    }
    return Documents(names, documents, root)


def _rules_by_name(rules: Mapping[ox.NamedNode, Rule], prefixed: Names) -> Index[Rule]:
    names = {
        iri.value: (rule.code, rule.name, prefixed.curie(iri.value)) for iri, rule in rules.items()
    }
    return Index("rule", names, lambda iri: rules[ox.NamedNode(iri)])
