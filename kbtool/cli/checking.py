"""What ``kbtool check`` runs: drafts in prose alone, or the rules over a knowledge base and what else is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kbtool.api import check, check_drafts
from kbtool.checks.slicing import sliced_or_whole, why_at_once, why_not_asked, why_whole
from kbtool.checks.terms import SilentRule, silent_rules, untold_rules
from kbtool.cli.project import Project
from kbtool.errors import InputError, LimitError
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.rule_selection import refuse_settled_rules
from kbtool.knowledge.rules import Role
from kbtool.reports import views

if TYPE_CHECKING:
    from kbtool.checks.report import Report
    from kbtool.io.originals import Original
    from kbtool.knowledge.slices import finding
    from kbtool.knowledge.slices.cutting import Cutter
    from kbtool.shacl.validation import Engine


class Asked(Struct, frozen=True):
    """What a check is asked for.

    Attributes:
        originals: drafts in prose; if there are any, nothing else is checked.
        named: the paths in the knowledge base whose findings are asked for.
        drafts: Turtle files from outside of it.
        select, ignore: what names the rules that are wanted, and those that are not.
        baseline: findings that do not count, if there are any.
        engine: what evaluates the rules.
        policies: the policy packs that are switched on beside those of the settings.
        today: the day on which it is checked; this one, if None.
        exceptions: whether a draft may except its paragraphs from a rule.
        judge, retriever: commands that say what they think of a draft.
        role: for whom findings are listed.
        sliced: whether no more is to be read than what is named needs; by the settings and the size, if None.
        slices: whether everything is to be checked slice by slice.
        memory: how many megabytes that may take; half of the machine's, if None.
        spark: settings of Spark, if everything is to be checked on its workers.
        data: what is checked there: paths, or addresses that Spark reads; the knowledge base, if none.
        table: where Spark writes the findings as a table, if anywhere.
    """

    originals: Sequence[Original]
    named: Sequence[Path] | None
    drafts: Sequence[Path]
    select: Sequence[str]
    ignore: Sequence[str]
    baseline: Path | None
    engine: Engine
    policies: Sequence[str]
    today: date | None
    exceptions: bool
    judge: str | None
    retriever: str | None
    role: str | None
    sliced: bool | None
    slices: bool = False
    memory: float | None = None
    spark: Mapping[str, str] | None = None
    data: Sequence[str] = ()
    table: str | None = None


class Checked(NamedTuple):
    """What came of a check: the report, how many documents were checked, and what in the rules tells nothing.

    The knowledge base comes with it where it was read at once.
    """

    report: Report
    documents: int
    silent: Sequence[SilentRule] = ()
    untold: Sequence[str] = ()
    kb: views.KnowledgeBase | None = None


def unsigned(project: Project) -> str | None:
    """Says how much of what a draft is judged by is not as somebody signed it; None, if all is: no rule on drafts does.

    Args:
        project: the knowledge base.

    Raises:
        InputError: a file cannot be read, or what was signed is damaged.
    """
    from kbtool.authoring.signing import sign_off
    from kbtool.knowledge.beside_signed import read_signed
    from kbtool.knowledge.signed import Kind

    if read_signed(project.workspace) is None:
        return None
    differs = sign_off(project.workspace, project.names).differs
    count = sum(each.kind is not Kind.NEW for each in differs)
    if not count:
        return None
    nodes = "1 node is not as it was" if count == 1 else f"{count} nodes are not as they were"
    return f"{nodes} signed: `kbtool sign` shows what differs"


def refuse_unless_signed(project: Project, *, of_store: bool, asked: bool) -> None:
    """Refuse, where that is asked for, a knowledge base that does not say that all is signed or keeps no signature.

    Args:
        project: the knowledge base.
        of_store: whether it is one that a store has.
        asked: whether that is asked for.

    Raises:
        InputError: it is such a one, or in a store, where no signature goes.
    """
    from kbtool.knowledge.beside_signed import refuse_unsigned

    if asked and of_store:
        raise InputError(
            "--signed asks for files, and --endpoint for what a store has of them",
            help="what is loaded is signed where it comes from: leave one of them out",
        )
    if asked:
        refuse_unsigned(project.workspace)


def checked(
    project: Project, asked: Asked, note: Callable[[str], None], progress: Callable[[str], None]
) -> Checked:
    """Check what is asked for.

    Args:
        project: the knowledge base and its settings.
        asked: what is asked for.
        note: is told what is of interest beside the result.
        progress: is told what is being done.

    Raises:
        InputError: something cannot be read or trusted.
    """
    if asked.spark is not None:
        return _on_spark(project, asked, asked.spark, note, progress)
    not_asked = why_not_asked(project.workspace, asked.sliced, project.settings.slice)
    if asked.originals:
        if not_asked:
            note(f"the whole knowledge base is read: {not_asked}")
        report = check_drafts(
            project.workspace,
            asked.originals,
            select=asked.select,
            ignore=asked.ignore,
            baseline=asked.baseline,
            engine=asked.engine,
            policies=project.policies(asked.policies),
            today=asked.today,
            settings=project.settings,
            exceptions=asked.exceptions,
            judge=asked.judge,
            retriever=asked.retriever,
            sliced=not_asked is None,
            opened=project.load,
            note=note,
            progress=progress,
        )
        return Checked(report, len(asked.originals))

    def by_rules(
        articles: finding.Asked | None, cutter: Cutter | None = None
    ) -> tuple[views.KnowledgeBase, views.Report]:
        kb = project.load(
            progress,
            policies=asked.policies,
            drafts=asked.drafts,
            today=asked.today,
            articles=articles,
            cutter=cutter,
            note=note,
        )
        refuse_settled_rules(kb.rules, project.settings)
        return kb, check(
            kb,
            select=asked.select,
            ignore=asked.ignore,
            paths=asked.named,
            baseline=asked.baseline,
            engine=asked.engine,
            note=note,
            progress=progress,
        )

    if asked.slices:
        found = _by_slices(project, asked, lambda cutter: by_rules(None, cutter), note, progress)
        if found is not None:
            return found
    whole = not_asked or why_whole(
        project.workspace,
        asked.named,
        drafts=asked.drafts,
        policies=project.policies(asked.policies),
        baseline=asked.baseline,
        engine=asked.engine,
        role=asked.role,
    )
    if not_asked == "" or (asked.sliced is None and not asked.named):
        whole = ""
    kb, report = sliced_or_whole(by_rules, asked.named, note, whole)
    if asked.drafts:
        from kbtool.checks.drafts import verdict_shifts

        without = project.load(progress, policies=asked.policies, today=asked.today)
        report = replace(report, shifts=verdict_shifts(without, kb))
    if asked.role == Role.CURATOR:
        from kbtool.checks.hanging import hanging, missing

        report = replace(report, hanging=hanging(kb), missing=missing(kb))
    return Checked(
        report,
        len(kb.documents),
        silent_rules(kb, report.rules),
        list(untold_rules(kb, report.rules)),
        kb,
    )


def _on_spark(
    project: Project,
    asked: Asked,
    spark: Mapping[str, str],
    note: Callable[[str], None],
    progress: Callable[[str], None],
) -> Checked:
    """What came of a check on the workers of Spark."""
    from kbtool.api.on_spark import check_on_spark
    from kbtool.io.memory import half_of_the_memory, processors

    found = check_on_spark(
        project.workspace,
        asked.data,
        settings=project.settings,
        today=asked.today,
        select=asked.select,
        ignore=asked.ignore,
        memory=asked.memory or half_of_the_memory() / processors(),
        spark=spark,
        table=asked.table,
        note=note,
        progress=progress,
    )
    return Checked(views.Report.of(found.report), found.documents, found.silent, found.untold)


def _by_slices(
    project: Project,
    asked: Asked,
    check_batch: Callable[[Cutter], tuple[views.KnowledgeBase, views.Report]],
    note: Callable[[str], None],
    progress: Callable[[str], None],
) -> Checked | None:
    """What came of a check slice by slice; None, if that is not surely what a check of everything finds."""
    from kbtool.checks.covering import check_by_slices
    from kbtool.io.crew import WorkerEndedError
    from kbtool.io.memory import half_of_the_memory
    from kbtool.knowledge.files import read_file

    why = why_at_once(
        asked.named,
        drafts=asked.drafts,
        policies=project.policies(asked.policies),
        baseline=asked.baseline,
        engine=asked.engine,
        role=asked.role,
    )
    workspace = project.workspace
    if why is None:
        try:
            found = check_by_slices(
                workspace,
                workspace.knowledge_files(),
                lambda path: read_file(workspace, path, project.names),
                check_batch,
                memory=asked.memory or half_of_the_memory(),
                note=note,
                progress=progress,
            )
            return Checked(
                views.Report.of(found.report), found.documents, found.silent, found.untold
            )
        except NeedsWholeError as error:
            why = str(error)
        except (LimitError, WorkerEndedError):
            raise
        except InputError:
            why = "something is wrong with it"
    note(f"everything is read at once: {why}")
    return None
