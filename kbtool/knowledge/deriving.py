"""What follows from the files of a knowledge base, derived anew; nothing of it is needed where that is remembered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.shipped import (
    came_with_kbtool,
    digest,
    older_files,
    older_shapes,
    shipped_lists,
    shipped_shapes,
)
from kbtool.io.workspace import Workspace, shown
from kbtool.knowledge.derive.guards import (
    refuse_misspelt_terms,
    refuse_rules_that_answer,
    refuse_two_answers,
    refuse_what_nothing_derives,
)
from kbtool.knowledge.derive.idle_variables import refuse_idle_variables
from kbtool.knowledge.derive.lists_of_kbtool import ListFiles
from kbtool.knowledge.derive.prefixes import prefixes_of
from kbtool.knowledge.derive.queries import marked_derived
from kbtool.knowledge.derive.read_by_rules import read_by, waived
from kbtool.knowledge.derive.rule_slips import own_rules
from kbtool.knowledge.derive.state import Derivation
from kbtool.knowledge.derive.steps import derive, leading_to, named_by, steps
from kbtool.knowledge.derive.switched_off import RuleFiles
from kbtool.knowledge.derive.table import CONFLICTS, EVALUATING
from kbtool.knowledge.files import AsRead
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.places import Places
from kbtool.knowledge.rule_files import placed
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import Names
from kbtool.rdf.store import TurtleFile
from kbtool.shacl import Shapes
from kbtool.text.document import Document
from kbtool.text.stretch import Stretch


def begun(
    read: AsRead,
    workspace: Workspace,
    documents: dict[ox.NamedNode, Document],
    labels: Labels,
    places: Places,
    stretches: dict[tuple[ox.NamedNode, str], Stretch],
    policies: Collection[str],
    *,
    off: Callable[[], Mapping[str, str]],
    note: Callable[[str], None],
    is_settled: bool,
) -> Derivation:
    """A knowledge base of which nothing is derived yet.

    Args:
        read: what its files hold.
        workspace: where it lies.
        documents: its articles, and drafts.
        labels: its nodes in words.
        places: where its nodes stand.
        stretches: where the words of claims and passages are found, filled by steps.
        policies: the policy packs that are switched on.
        off: gives the codes of the rules of packs that are not.
        note: is told what pySHACL had to evaluate, and why.
        is_settled: whether its files state all that is in the store.
    """
    inputs = read.inputs
    settled = inputs.settled
    return Derivation(
        store=read.store,
        documents=documents,
        labels=labels,
        places=places,
        stretches=stretches,
        shapes=read.shapes,
        rules=tuple(read.rules.values()),
        today=inputs.today,
        search_days=inputs.search_days,
        waiver_days=inputs.waiver_days,
        selected=settled.selected,
        ignored=settled.ignored,
        lenient=settled.lenient,
        unread=settled.unread,
        files=read.files,
        settled=read.files if is_settled and read.part is None else (),
        named=lambda file: shown(file.path, workspace.root),
        differs=read.differs,
        prefixes=prefixes_of((*read.files, *read.shape_files)),
        rule_files=_rule_files(workspace, read.shape_files, policies),
        list_files=_list_files(workspace, read.files),
        beyond=None if read.part is None else read.part.beyond,
        off=off,
        note=note,
    )


def derive_all(
    state: Derivation,
    read: AsRead,
    names: Names,
    asked: Collection[str] | None,
    rules: Collection[Rule],
    progress: Callable[[str], None],
) -> None:
    """Derive what follows from what was read, and refuse what may not follow."""
    marked = marked_derived(read.store)
    order = steps(read.derivations, marked)
    derived = {term for step in order for term in step.derives}
    state.derived = frozenset(derived)
    answers = {term for step in order if step.name != CONFLICTS for term in step.derives}
    refuse_what_nothing_derives(marked, derived)
    refuse_misspelt_terms(read.derivations, read.store)
    refuse_rules_that_answer(state.rules, answers, names)
    try:
        refuse_idle_variables(state.shapes, own_rules(state.rules, state.rule_files))
    except InputError as error:
        raise placed(error, read.shape_files, names) from error
    texts = [*(file.text for file in read.shape_files), *(each.text for each in read.derivations)]
    order = named_by(order, read.store, texts)
    if len(rules) < len(state.rules):
        order = read_by(order, state.store, state.shapes, rules)
    asked_for = order if asked is None else leading_to(order, asked, EVALUATING)
    derive(state, asked_for, progress)
    refuse_two_answers(state.store, names)


def needed(
    state: Derivation, judging: Callable[[Shapes, Iterable[Rule]], Iterable[Rule]]
) -> tuple[Rule, ...]:
    """The rules that are evaluated, at the end or before: those of which something follows, and those that waivers name."""
    wanted = {rule.iri for rule in judging(state.shapes, state.rules)}
    wanted |= {rule.iri for rule in waived(state.store, state.rules)}
    return tuple(rule for rule in state.rules if rule.iri in wanted or rule.derives is not None)


def _rule_files(
    workspace: Workspace, files: Iterable[TurtleFile], packs: Collection[str]
) -> RuleFiles:
    own = {file.path.relative_to(workspace.root).as_posix(): file for file in files}
    return RuleFiles(own, shipped_shapes(packs), lambda: older_shapes(workspace.root, packs))


def _list_files(workspace: Workspace, files: Iterable[TurtleFile]) -> ListFiles:
    shipped = shipped_lists()
    below = (file for file in files if file.path.is_relative_to(workspace.root))
    own = {file.path.relative_to(workspace.root).as_posix(): file for file in below}
    came = came_with_kbtool(workspace.root)
    return ListFiles(
        {name: file for name, file in own.items() if name in shipped},
        shipped,
        came,
        lambda: older_files(workspace.root, shipped),
        lambda name: name not in came or came[name] == digest(shipped[name]),
    )
