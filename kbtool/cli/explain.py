"""``kbtool explain``: the chain behind a claim's verdict, or the page of a rule."""

from __future__ import annotations

from pathlib import Path

import click

from kbtool.cli import completion
from kbtool.cli.options import NO_COLOR, ROOT
from kbtool.cli.output import terminal_style
from kbtool.cli.project import find_project
from kbtool.cli.running import run


@click.command(
    epilog="Example: kbtool explain vit-non-addictive; kbtool explain X05; "
    "kbtool explain vit-non-addictive fuse-temporary-effect"
)
@click.argument("what", metavar="CLAIM|CODE", shell_complete=completion.claims_and_rules)
@click.argument("other", metavar="[CLAIM]", required=False, shell_complete=completion.claims)
@ROOT
@NO_COLOR
def explain(what: str, other: str | None, root: Path | None, no_color: bool) -> None:
    """Show the chain from a claim to its evidence, with the quote in its paragraph; or a rule's page.

    With two claims: why they do or do not conflict. A claim is named by its IRI, a CURIE (id:…) or its local name; a rule
    by its code or its name.
    """
    from kbtool.knowledge.lookup import find_claim, find_rule
    from kbtool.reports.comparison import explain_two
    from kbtool.reports.explanation import explain_claim, explain_rule

    project = find_project(root)
    packs = project.workspace.policies
    kb = run(lambda line: project.load(line.say, policies=packs))
    style = terminal_style(no_color)
    if other is not None:
        click.echo(explain_two(kb, find_claim(kb, what), find_claim(kb, other), style))
        return
    rule = find_rule(kb, what)
    if rule is not None:
        click.echo(explain_rule(rule, style))
    else:
        claim = find_claim(kb, what, "neither a claim nor a rule")
        click.echo(explain_claim(kb, claim, style))
