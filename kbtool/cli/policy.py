"""``kbtool policy``: the policy packs, whom they bind, and which articles they reach."""

from __future__ import annotations

from pathlib import Path

import click

from kbtool.cli import completion
from kbtool.cli.options import NO_COLOR, OUTPUT, ROOT
from kbtool.cli.output import terminal_style, write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import run


@click.group(epilog="Example: kbtool policy list")
def policy() -> None:
    """List policy packs: rules that bind some pages only, and that hold where they are switched on."""


@policy.command("list", epilog="Example: kbtool policy list")
@ROOT
@NO_COLOR
@OUTPUT
def list_(root: Path | None, no_color: bool, output: Path | None) -> None:
    """List the packs: what each is about, whether it is on, how many rules it has, and which articles it binds."""
    from kbtool.reports.packs import listed

    project = find_project(root)
    kb = run(lambda line: project.load(line.say, policies=project.workspace.policies))
    on = project.policies()
    write_output(listed(kb, on, terminal_style(no_color, output)), output)


@policy.command("show", epilog="Example: kbtool policy show us-federal")
@click.argument("name", shell_complete=completion.policies)
@ROOT
@NO_COLOR
@OUTPUT
def show(name: str, root: Path | None, no_color: bool, output: Path | None) -> None:
    """Show a pack: whom it binds, which articles it reaches and why, and its rules with their sources."""
    from kbtool.knowledge.reached import settled_packs
    from kbtool.reports.packs import shown

    project = find_project(root)
    (pack,) = settled_packs(project.workspace, [name])
    kb = run(lambda line: project.load(line.say, policies=[pack]))
    write_output(shown(kb, pack, terminal_style(no_color, output)), output)
