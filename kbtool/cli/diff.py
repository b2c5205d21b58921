"""``kbtool diff``: what changed between two revisions of the knowledge base."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli.options import OUTPUT, POLICY, ROOT, format_option
from kbtool.cli.output import write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import ProgressLine, run
from kbtool.errors import InputError
from kbtool.reports.formats import CHANGES, choose

if TYPE_CHECKING:
    from kbtool.checks.changes import State
    from kbtool.io.workspace import Workspace
    from kbtool.reports.views import KnowledgeBase


@click.command(
    epilog="Example: kbtool diff HEAD~1; kbtool diff v1.0 --topic addiction; kbtool diff origin/main --format markdown"
)
@click.argument("revision")
@click.argument("other", required=False, metavar="[REVISION]")
@ROOT
@format_option(CHANGES)
@OUTPUT
@POLICY
@click.option(
    "--topic",
    metavar="TEXT",
    help="Only what concerns a topic: a concept, a topic of the vocabulary, a word of the articles.",
)
def diff(
    revision: str,
    other: str | None,
    root: Path | None,
    format_: str | None,
    output: Path | None,
    policies: tuple[str, ...],
    topic: str | None,
) -> None:
    """Show what changed since a revision, or between two: claims, verdicts, findings, and all else that is stated.

    Of each claim, proposition, quantity, item of evidence, reference, concept, decision, waiver, document and rule the
    properties that differ are shown, before and after; of an article, the sentences.

    A revision is whatever Git takes for one, or a day or time (2026-10-28, "1 month ago"): the last commit until then. The
    first line says which commits were compared.

    Without a second revision, the files as they are now are compared. Each state is checked by its own rules. Exit code 0,
    whatever changed; 2: wrong usage, or a state that cannot be read or trusted.
    """
    from kbtool.api.states import state_in
    from kbtool.checks.changes import changes
    from kbtool.io.revisions import checked_out, found_revision
    from kbtool.knowledge.topics import nodes_on

    chosen = choose(CHANGES, format_, output)
    project = find_project(root)
    workspace = project.workspace
    wanted = project.policies(policies)
    roots = [str(workspace.root)]
    concerned: set[str] = set()

    def state(where: Workspace, name: str | None, line: ProgressLine) -> State:
        return state_in(where, name, wanted, project.settings, line.say, seen)

    def seen(kb: KnowledgeBase) -> None:
        if topic is not None:
            concerned.update(nodes_on(kb.store, topic))

    def relative(place: str) -> str:
        for folder in roots:
            place = place.replace(f"{folder}/", "")
        return place

    names = [str(found_revision(workspace, one)) for one in (revision, other) if one is not None]
    compared = (names[0], names[1] if other is not None else "the files as they are now")
    with ExitStack() as stack:
        earlier = stack.enter_context(checked_out(workspace, revision))
        roots.append(str(earlier.root))
        later = workspace
        if other is not None:
            later = stack.enter_context(checked_out(workspace, other))
            roots.append(str(later.root))
        before = run(lambda line: state(earlier, revision, line))
        after = run(lambda line: state(later, other, line))
    if topic is not None:
        if not concerned:
            raise InputError(
                f"nothing on file concerns {topic!r}",
                help="name a concept, a topic of kb/vocabulary.ttl, or a word as it stands in an article",
            )
        before, after = before.on(concerned), after.on(concerned)
    text = CHANGES.renderer(chosen)(changes(before, after, compared), relative)
    write_output(text, output, exactly=chosen.is_exact)
