"""``kbtool explain``: the chain behind a claim's verdict, or the page of a rule."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kbtool.cli.options import NO_COLOR, ROOT
from kbtool.cli.running import run


@click.command(epilog="Example: kbtool explain vit-non-addictive; kbtool explain X05")
@click.argument("what", metavar="CLAIM|CODE")
@ROOT
@NO_COLOR
def explain(what: str, root: Path | None, no_color: bool) -> None:
    """Show the chain from a claim to its evidence, with the quote in its paragraph; or a rule's page.

    A claim is named by its IRI, a CURIE (id:…) or its local name; a rule by its code or its name.
    """
    from kbtool.checking import open_knowledge_base
    from kbtool.naming import find_claim, find_rule
    from kbtool.render.explanation import explain_claim, explain_rule
    from kbtool.render.style import Style

    kb = run(lambda line: open_knowledge_base(root or Path(), progress=line.say))
    colour = sys.stdout.isatty() and not no_color and not os.environ.get("NO_COLOR")
    rule = find_rule(kb, what)
    if rule is not None:
        click.echo(explain_rule(rule, Style(colour)))
    else:
        click.echo(explain_claim(kb, find_claim(kb, what), Style(colour)))
