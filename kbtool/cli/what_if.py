"""``kbtool what-if``: which verdicts and findings change if a reference falls, is verified, or something is added."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from kbtool.cli import completion
from kbtool.cli.options import OUTPUT, PATH, POLICY, ROOT, format_option
from kbtool.cli.output import terminal_style, write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import run
from kbtool.cli.terminal import say
from kbtool.reports.formats import CHANGES, choose

if TYPE_CHECKING:
    from kbtool.checks.changes import State
    from kbtool.cli.project import Project
    from kbtool.cli.running import ProgressLine
    from kbtool.knowledge.pivotal import Suppose, Verdicts
    from kbtool.rdf.sparql import Result
    from kbtool.reports.views import KnowledgeBase


@click.command(
    "what-if",
    epilog="Example: kbtool what-if --without some-trial-2019; kbtool what-if --verified 10.1000/example; "
    "kbtool what-if --rank",
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
    type=PATH,
    help="A Turtle file with what is added.",
)
@click.option(
    "--rank",
    is_flag=True,
    help="Which references would change most verdicts if they fell, and which missing studies if they were done.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=50),
    default=5,
    show_default=True,
    help="With --rank: how many of each.",
)
@ROOT
@format_option(CHANGES)
@OUTPUT
@POLICY
def what_if(
    without: tuple[str, ...],
    verified: tuple[str, ...],
    drafts: tuple[Path, ...],
    rank: bool,
    limit: int,
    root: Path | None,
    format_: str | None,
    output: Path | None,
    policies: tuple[str, ...],
) -> None:
    """Show which verdicts and findings change if a reference falls, if one is verified, or with a draft; writes nothing.

    With --rank: what would change most verdicts. Each reference and each study is tried in turn, which takes as long as
    reading the knowledge base a dozen times.

    Exit code 0, whatever changes; 2: wrong usage, or input that cannot be read or trusted.
    """
    from kbtool.api import check
    from kbtool.checks.changes import State, changes, claim_states
    from kbtool.checks.contents import Contents
    from kbtool.knowledge.supposing import supposition

    supposing = bool(without or verified or drafts)
    if rank and (supposing or format_):
        raise click.UsageError("--rank goes with --limit and --output only")
    if rank:
        write_output(_ranked(find_project(root), policies, limit, output), output)
        return
    if not supposing:
        raise click.UsageError("suppose something: --without, --verified or --with; or --rank")
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


def _ranked(project: Project, policies: tuple[str, ...], limit: int, output: Path | None) -> str:
    from kbtool.knowledge.pivotal import turned_most, verdicts_of
    from kbtool.reports.pivotal import render

    def rank(line: ProgressLine) -> str:
        gc.enable()  # other commands judge once; this one as often as there is something to suppose
        kb = project.load(line.say, policies=policies)

        def judge(suppose: Suppose) -> Verdicts:
            return verdicts_of(
                project.load(line.say, policies=policies, suppose=suppose, asked=["verdict"])
            )

        fallen, studies = turned_most(kb, judge, limit)
        return render(fallen, studies, _fragile(kb), terminal_style(True, output), limit)

    return run(rank)


def _fragile(kb: KnowledgeBase) -> Result | None:
    """What the named query for fragile verdicts answers, if the knowledge base has it."""
    from kbtool.knowledge.queries import ask, named_question, read_named_queries

    if "fragile" not in read_named_queries(kb.workspace.queries):
        return None
    return ask(kb, named_question(kb, "fragile", {}), limit=10_000, seconds=None)


def _wrapped(text: str, output: Path | None) -> str:
    """Lines as wide as the terminal; what is further in than the line before it stays so."""
    style = terminal_style(True, output)
    lines = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        lines += style.wrap(line, " " * indent, indent + 4) if line else [""]
    return "\n".join(lines) + "\n"
