"""``kbtool what-if``: which verdicts and findings change if a reference falls, is verified, or something is added."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli import completion
from kbtool.cli.options import OUTPUT, POLICY, ROOT, format_option
from kbtool.cli.output import terminal_style, write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import run
from kbtool.cli.terminal import say
from kbtool.reports.formats import CHANGES, choose

if TYPE_CHECKING:
    from kbtool.checks.changes import State
    from kbtool.reports.views import KnowledgeBase


@click.command(
    "what-if",
    epilog="Example: kbtool what-if --without some-trial-2019; kbtool what-if --verified 10.1000/example",
)
@click.option(
    "--without",
    multiple=True,
    metavar="REFERENCE",
    shell_complete=completion.references,
    help="A reference that falls, with all that it found; or one item of evidence.",
)
@click.option(
    "--verified",
    multiple=True,
    metavar="REFERENCE",
    shell_complete=completion.references,
    help="A reference, or an item of evidence, that somebody has seen at the source.",
)
@click.option(
    "--with",
    "drafts",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A Turtle file with what is added.",
)
@ROOT
@format_option(CHANGES)
@OUTPUT
@POLICY
def what_if(
    without: tuple[str, ...],
    verified: tuple[str, ...],
    drafts: tuple[Path, ...],
    root: Path | None,
    format_: str | None,
    output: Path | None,
    policies: tuple[str, ...],
) -> None:
    """Show which verdicts and findings change if a reference falls, if one is verified, or with a draft; writes nothing.

    Exit code 0, whatever changes; 2: wrong usage, or input that cannot be read or trusted.
    """
    from kbtool.api import check
    from kbtool.checks.changes import State, changes, claim_states
    from kbtool.checks.contents import Contents
    from kbtool.knowledge.supposing import supposition

    if not (without or verified or drafts):
        raise click.UsageError("suppose something: --without, --verified or --with")
    chosen = choose(CHANGES, format_, output)
    project = find_project(root)

    def state(kb: KnowledgeBase) -> State:
        return State(claim_states(kb), Contents({}, {}), check(kb))

    is_ = run(lambda line: project.load(line.say, policies=policies))
    supposed = supposition(is_, without=without, verified=verified)
    would_be = run(
        lambda line: project.load(
            line.say, policies=policies, drafts=drafts, suppose=supposed.apply
        )
    )
    found = changes(run(lambda _: state(is_)), run(lambda _: state(would_be)))
    # That nobody states what only the fallen evidence bore on follows from the supposition, and says nothing of it.
    orphaned = supposed.orphaned(is_.store)
    told = tuple(f for f in found.new if f.claim is not None or f.node not in orphaned)
    text = CHANGES.renderer(chosen)(replace(found, new=told), str)
    text = _wrapped(text, output) if chosen.name == "text" else text
    write_output(text, output, exactly=chosen.is_exact)
    for node in supposed.seen_already(is_.store):
        say(f"kbtool: note: {is_.names.short(node.value)} is seen at the source already", err=True)


def _wrapped(text: str, output: Path | None) -> str:
    """Lines as wide as the terminal; what is further in than the line before it stays so."""
    style = terminal_style(True, output)
    lines = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        lines += style.wrap(line, " " * indent, indent + 4) if line else [""]
    return "\n".join(lines) + "\n"
