"""``kbtool resolve``: a reviewer's decision on the verdict of a claim."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kbtool.cli import completion
from kbtool.cli.options import ROOT
from kbtool.cli.output import write_together
from kbtool.cli.project import find_project
from kbtool.cli.running import run
from kbtool.cli.terminal import say


@click.command(
    epilog="Example: kbtool resolve vit-non-addictive --as refuted "
    '--reason "The label warns of abuse." --reviewer "Name of the reviewer"'
)
@click.argument("claim", shell_complete=completion.claims)
@click.option(
    "--as",
    "verdict",
    required=True,
    metavar="VERDICT",
    help="supported, refuted, conflicting, insufficient or not-checkable.",
)
@click.option("--reason", required=True, help="Why, in a sentence or two.")
@click.option("--reviewer", required=True, help="Who decides: a name, or the name of a node.")
@click.option("--dry-run", is_flag=True, help="Print the decision in Turtle, and write nothing.")
@ROOT
def resolve(
    claim: str, verdict: str, reason: str, reviewer: str, dry_run: bool, root: Path | None
) -> None:
    """Decide on the verdict of a claim; the decision is written to kb/resolutions.ttl.

    It overrides the computed verdict, and both stay visible. It keeps what it was made on, so that `kbtool check` says
    when the claim or the evidence has changed since. A decision on a claim that already has one revises it.
    """
    from kbtool.authoring.decisions import Decision, added_decision, find_verdict
    from kbtool.knowledge.lookup import find_claim

    project = find_project(root)
    kb = run(lambda line: project.load(line.say))
    decision = Decision(
        find_claim(kb, claim),
        find_verdict(kb.store, kb.labels, verdict),
        reason,
        reviewer,
        date.today(),
    )
    addition = added_decision(kb, decision)
    if dry_run:
        say(addition.added, nl=False)
        return
    write_together(addition.files, addition.as_read(kb))
    say(f"kbtool: wrote the decision to {addition.shown}", err=True)
