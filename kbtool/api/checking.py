"""Opening a knowledge base, and checking it or drafts against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kbtool.checks.report import Report as Found
    from kbtool.io.originals import Original
    from kbtool.io.settings import Settings
    from kbtool.io.workspace import Workspace
    from kbtool.knowledge.rules import Rule
    from kbtool.knowledge.slices.cutting import Cutter
    from kbtool.knowledge.slices.finding import Asked
    from kbtool.reports.views import KnowledgeBase, Report
    from kbtool.shacl import Shapes
    from kbtool.shacl.validation import Engine
    from kbtool.text.document import Document


def listed(values: Iterable[str]) -> tuple[str, ...]:
    """Some texts; one text is one of them, and not its letters."""
    return (values,) if isinstance(values, str) else tuple(values)


def load(
    path: str | PathLike[str] | Workspace,
    *,
    policies: Iterable[str] | None = None,
    drafts: Iterable[str | PathLike[str]] = (),
    settings: Settings | None = None,
    today: date | None = None,
    suppose: Callable[[Store], None] | None = None,
    asked: Iterable[str] | None = None,
    judging: Callable[[Shapes, Iterable[Rule]], Iterable[Rule]] | None = None,
    prose: Callable[[Store, str], Iterable[Document]] | None = None,
    articles: Asked | None = None,
    cutter: Cutter | None = None,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> KnowledgeBase:
    """Read a knowledge base, find its quotes, and derive what follows: verdicts, relations, conflicts.

    >>> load(".").claims["vit-non-addictive"].verdict.label
    'refuted'

    Args:
        path: a folder in the knowledge base; paths in what is returned are then named from its root.
        policies: the policy packs that are switched on; those of its settings, if None.
        drafts: Turtle files from outside of kb/ to read with it.
        settings: the settings that hold; those above the knowledge base, if None.
        today: the day on which it is checked; this one, if None.
        suppose: changes what the files state before anything follows from it, for a question of what if.
        asked: the derived terms that are asked for, by local name ("verdict"): nothing else follows; everything, if None.
        judging: says which rules are evaluated of it: what only others read does not follow; all, if None.
        prose: adds what drafts in prose state, and gives them as documents; is given what tells all that the files state, or
            an empty text where nothing does.
        articles: what is asked for, so that only what it needs is read: texts of articles as paths, nodes, or what gives
            nodes of what every part of a knowledge base holds; all, if None.
        cutter: says what is read, if it is neither, and is shown what was derived.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: there is no knowledge base, or a file of it cannot be read or trusted.
        kbtool.knowledge.derive.beyond.NeedsWholeError: something is asked for, and what is found of it cannot surely be
            told from a part.
    """
    from kbtool.io.limits import enforce
    from kbtool.io.settings import find_settings
    from kbtool.io.workspace import Workspace, find_workspace
    from kbtool.knowledge.loading import open_knowledge_base, settled_names
    from kbtool.reports.views import KnowledgeBase

    workspace = path if isinstance(path, Workspace) else find_workspace(Path(path))
    settings = settings or find_settings(workspace.root)
    enforce(settings.limits)
    opened = open_knowledge_base(
        workspace,
        [Path(draft) for draft in drafts],
        names=settled_names(settings),
        policies=settings.policies if policies is None else listed(policies),
        today=today,
        search_days=settings.search_days,
        waiver_days=settings.waiver_days,
        selected=settings.select,
        ignored=settings.ignore,
        lenient=settings.lenient,
        suppose=suppose,
        asked=None if asked is None else frozenset(asked),
        judging=judging,
        prose=prose,
        articles=articles,
        cutter=cutter,
        note=note,
        progress=progress,
    )
    return KnowledgeBase.of(opened)


def check(
    kb: KnowledgeBase,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    paths: Sequence[str | PathLike[str]] | None = None,
    claims: Iterable[str] | None = None,
    baseline: str | PathLike[str] | None = None,
    engine: Engine = "fast",
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Run the rules over a knowledge base.

    >>> {finding.code for finding in check(load("."), select=["X05"]).findings}
    {'X05'}

    Args:
        kb: the knowledge base.
        select: only these rules: codes, names or families ("X05", "unit-slip", "X"); all, if none.
        ignore: without these.
        paths: only findings in these documents, files or folders, as findings name them; all, if None.
        claims: only findings on these claims, by IRI, and no verdicts on documents; all, if None.
        baseline: a file with the findings of an earlier day, so that each finding says whether it is new.
        engine: "fast", or "pyshacl" as the slow reference.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: a selector matches no rule, a path nothing in the knowledge base, or the baseline cannot be read.
    """
    from msgspec.structs import replace

    from kbtool.checks.baseline import marked, read_baseline
    from kbtool.checks.narrowing import as_wanted, on_claims
    from kbtool.checks.run import check as run
    from kbtool.checks.selection import narrowed, within
    from kbtool.checks.yielding import without_consequences
    from kbtool.knowledge.rule_selection import select_rules
    from kbtool.reports.views import Report

    rules = select_rules(kb.rules, listed(select), listed(ignore))
    earlier = None if baseline is None else read_baseline(Path(baseline))
    named = [(kb.workspace.root / path).resolve() for path in paths or ()]
    wanted = None if paths is None else within(kb, named)
    of = None if claims is None else frozenset(listed(claims))
    only = None if wanted is None else as_wanted(kb, wanted)
    only = only if of is None else on_claims(kb, of)
    report = run(kb, rules, engine, only=only, note=note, progress=progress)
    if earlier is not None:
        report = marked(report, earlier)
    if wanted is not None:
        report = narrowed(report, wanted)
    report = without_consequences(kb.store, report)
    if of is not None:
        report = replace(report, findings=tuple(f for f in report.findings if f.claim in of))
    return Report.of(report)


def check_drafts(
    path: str | PathLike[str] | Workspace,
    drafts: Iterable[Original],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    baseline: str | PathLike[str] | None = None,
    engine: Engine = "fast",
    policies: Iterable[str] | None = None,
    settings: Settings | None = None,
    today: date | None = None,
    exceptions: bool = True,
    judge: str | None = None,
    retriever: str | None = None,
    sliced: bool = False,
    opened: Callable[..., KnowledgeBase] | None = None,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Read drafts that nobody has encoded, and say of each sentence what the knowledge base knows against it.

    Args:
        path: a folder in the knowledge base.
        drafts: the drafts, as bytes of any format that articles are taken in from.
        select: only these rules, as in ``check``.
        ignore: without these.
        baseline: a file with the findings of an earlier day.
        engine: "fast", or "pyshacl" as the slow reference.
        policies: the policy packs that are switched on; those of its settings, if None.
        settings: the settings that hold; those above the knowledge base, if None.
        today: the day on which it is checked; this one, if None.
        exceptions: whether the exceptions hold that comments in the drafts make.
        judge: a command that says what it thinks of the sentences, which is shown and decides nothing.
        retriever: a command that says which questions on file are near to them, as well.
        sliced: whether no more of the knowledge base is to be read than they need, by an index; what is found is the same.
        opened: opens the knowledge base in the place of ``load``, by the same arguments.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: there is no knowledge base, a file cannot be read, or a setting names a rule that there is not.
    """
    from kbtool.checks.advice import with_advice
    from kbtool.checks.baseline import marked, read_baseline
    from kbtool.checks.prose import rules_on_drafts
    from kbtool.checks.prose_files import ProseFiles
    from kbtool.checks.slicing import sliced_or_whole, why_whole_of_drafts
    from kbtool.checks.yielding import without_consequences
    from kbtool.io.settings import find_settings
    from kbtool.io.workspace import Workspace, find_workspace
    from kbtool.knowledge.rule_selection import refuse_settled_rules, select_rules
    from kbtool.reports.views import Report

    workspace = path if isinstance(path, Workspace) else find_workspace(Path(path))
    settings = settings or find_settings(workspace.root)
    originals = list(drafts)
    opening = opened or partial(load, workspace, settings=settings)

    def checked(asked: Asked | None) -> tuple[KnowledgeBase, Found]:
        files = ProseFiles(originals, exceptions=exceptions, page=settings.page)
        kb = opening(
            policies=policies,
            today=today,
            judging=rules_on_drafts,
            prose=files,
            articles=None if asked is None else files.meets,
            note=note,
            progress=progress,
        )
        refuse_settled_rules(kb.rules, settings)
        rules = select_rules(kb.rules, listed(select), listed(ignore))
        found = files.check(kb, rules, engine, note=note, progress=progress)
        if baseline is not None:
            found = marked(found, read_baseline(Path(baseline)))
        return kb, files.placed(without_consequences(kb.store, found))

    whole = why_whole_of_drafts(
        settings.policies if policies is None else listed(policies), engine, judge or retriever
    )
    kb, report = sliced_or_whole(checked, (), note, whole if sliced else "")
    if judge is not None or retriever is not None:
        report = with_advice(kb, report, judge, retriever)
    return Report.of(report)
