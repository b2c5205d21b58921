"""``kbtool report``: the knowledge base as a static web site."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli.options import PATH, POLICY, ROOT
from kbtool.cli.output import refuse_input
from kbtool.cli.project import find_project, shown
from kbtool.cli.running import ProgressLine, run

if TYPE_CHECKING:
    from kbtool.io.workspace import Workspace


@click.command(epilog="Example: kbtool report site; kbtool report site --since HEAD~1")
@click.argument("folder", metavar="DIR", type=PATH)
@ROOT
@POLICY
@click.option(
    "--since",
    metavar="REVISION",
    help="Show on the first page what changed since a revision of Git.",
)
def report(folder: Path, root: Path | None, policies: tuple[str, ...], since: str | None) -> None:
    """Write the knowledge base as a static web site: a folder of pages for a web host, a build artifact, or a browser.

    There are the articles with every claim marked and what was found beside it, a page for each claim, reference and rule,
    the conflicts with both sides next to each other, and tables of all evidence. The pages link to each other by relative
    addresses, need no server, and take nothing from elsewhere.

    A folder that is there already is written into only if it is empty or holds an earlier site.
    """
    from kbtool.io.revisions import checked_out
    from kbtool.io.site_folder import refuse_other, write_site

    project = find_project(root)
    refuse_input(folder / "index.html", ())
    refuse_other(folder, shown)
    wanted = project.policies(policies)
    with ExitStack() as stack:
        earlier: Workspace | None = None
        if since is not None:
            earlier = stack.enter_context(checked_out(project.workspace, since))

        def work(line: ProgressLine) -> dict[str, bytes]:
            from kbtool.api import check
            from kbtool.api.states import state_in, state_of
            from kbtool.checks.changes import changes
            from kbtool.io.graphviz import draw
            from kbtool.io.history import LineHistory
            from kbtool.reports.pages import Since, Site, files

            before = (
                None
                if earlier is None
                else state_in(earlier, since, wanted, project.settings, line.say)
            )
            kb = project.load(line.say, policies=policies)
            found = check(kb, progress=line.say)
            line.say("writing")
            site = Site(
                kb,
                found,
                draw=draw,
                history=LineHistory(project.workspace.relative_to).of,
                since=None
                if before is None or since is None
                else Since(since, changes(before, state_of(kb, found))),
            )
            return dict(files(site, lambda done, total: line.count(done, total, "pages")))

        made = run(work)
    write_site(folder, made, shown)
    click.echo(f"{shown(folder / 'index.html')}: {sum(n.endswith('.html') for n in made)} pages")
