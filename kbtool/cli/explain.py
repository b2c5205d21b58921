"""``kbtool explain``: the chain behind a claim's verdict, what hangs on evidence, or the page of a rule."""

from __future__ import annotations

from pathlib import Path

import click

from kbtool.cli import completion
from kbtool.cli.options import NO_COLOR, PLAIN, ROOT
from kbtool.cli.output import terminal_style
from kbtool.cli.project import find_project
from kbtool.cli.running import run


@click.command(
    epilog="Example: kbtool explain vit-non-addictive; kbtool explain X05; kbtool explain feder-2021; "
    "kbtool explain vit-non-addictive fuse-temporary-effect"
)
@click.argument("what", metavar="NAME|CODE", shell_complete=completion.explained)
@click.argument("other", metavar="[CLAIM]", required=False, shell_complete=completion.claims)
@ROOT
@NO_COLOR
@PLAIN
def explain(what: str, other: str | None, root: Path | None, no_color: bool, plain: bool) -> None:
    """Show the chain from a claim to its evidence, with the quote in its paragraph; or a rule's page.

    Of a reference or an item of evidence: what it found, and which verdicts hang on it. Of a proposition or quantity: the
    evidence on it, and the claims that state it. Of a document: its claims by verdict. With two claims: why they do or do
    not conflict. A node is named by its IRI, a CURIE (id:…), its local name or its label; a reference also by an
    identifier; a rule by its code or its name.
    """
    from kbtool.api import check
    from kbtool.knowledge.lookup import find_claim
    from kbtool.reports.comparison import explain_two
    from kbtool.reports.explaining import explain_any

    project = find_project(root)
    packs = project.workspace.policies
    kb = run(lambda line: project.load(line.say, policies=packs))
    style = terminal_style(no_color, plain=plain)
    if other is None:
        click.echo(explain_any(kb, what, style, lambda: run(lambda _: check(kb)).findings))
    else:
        click.echo(explain_two(kb, find_claim(kb, what), find_claim(kb, other), style))
