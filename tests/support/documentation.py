"""The parts of the documentation that are generated: the reference of commands, the catalogue of rules.

`make docs` writes them again (cog, between the markers in the files); a test fails where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from kbtool.cli import COMMANDS, cli
from kbtool.knowledge.rules import Rule, read_rules
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import build_store, read_turtle
from kbtool.reports.formats import COPIES, KINDS

ROOT = Path(__file__).parents[2]
GENERATED = ("README.md", "kbtool/reports/README.md", "shapes/README.md")


def command_list() -> str:
    """The commands with a line each, as a block."""
    rows = []
    for context in contexts():
        arguments = [p for p in context.command.params if isinstance(p, click.Argument)]
        usage = " ".join([context.command_path, *(p.make_metavar(context) for p in arguments)])
        of_a_group = len(context.command_path.split()) > 2
        says = (context.command.help or "") if of_a_group else COMMANDS[context.command.name or ""]
        first = re.split(r"[.;]\s", f"{says} ")[0].replace("\n", " ")
        rows.append((usage, first[0].lower() + first[1:]))
    width = max(len(usage) for usage, _ in rows)
    lines = [f"{usage:<{width}}  {says}" for usage, says in rows]
    return "\n" + "\n".join(["```text", *lines, "```"]) + "\n\n"


def command_reference() -> str:
    """Each command's help, as `--help` prints it at 100 columns."""
    parts = [
        f"## {context.command_path}\n\n```text\n{context.command.get_help(context)}\n```\n"
        for context in contexts()
    ]
    return "\n" + "\n".join(parts) + "\n"


def context_of(
    command: click.Command, name: str, parent: click.Context | None = None
) -> click.Context:
    """The context that a command runs in.

    A bare `click.Context` lacks what a command and its group set, such as the names of the help option, which a command
    keeps from the first context that asks: all that follows in one process would then do without.
    """
    return command.make_context(name, [], parent=parent, resilient_parsing=True)


def contexts() -> Iterator[click.Context]:
    """Each command in the context of its group; of a group, its commands."""
    waiting = [context_of(cli, "kbtool")]
    while waiting:
        context = waiting.pop()
        context.terminal_width = context.max_content_width = 100
        if not isinstance(context.command, click.Group):
            yield context
            continue
        found = []
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command is not None
            found.append(context_of(command, name, context))
        waiting += reversed(found)


def format_table() -> str:
    """What commands print: a row for each format, with the endings of its files."""
    rows = [
        f"| `{kind.command}` | {format_.name} | {' '.join(format_.endings)} | {format_.description} |"
        for kind in (*KINDS, COPIES)
        for format_ in kind.formats
    ]
    return "\n".join(["", "| command | format | endings | |", "|---|---|---|---|", *rows, "", ""])


def rule_catalogue() -> str:
    """A table of the rules for each file of shapes/: code, name, severity, and the first sentence of why."""
    parts = []
    for path in sorted((ROOT / "shapes").rglob("*.ttl"), key=lambda p: (len(p.parts), p.name)):
        rules = read_rules(build_store([read_turtle(path, path.name, GRAPH(path.name))]))
        if rules:
            shown = path.relative_to(ROOT / "shapes").as_posix()
            rows = [_row(rule) for rule in sorted(rules.values(), key=lambda rule: rule.code)]
            parts.append(
                f"### {shown}\n\n| | rule | severity | why |\n|---|---|---|---|\n" + "".join(rows)
            )
    return "\n" + "\n".join(parts) + "\n"


def _row(rule: Rule) -> str:
    first = re.split(r"(?<=[.:])\s", rule.description, maxsplit=1)[0].rstrip(":.")
    return (
        f"| {rule.code} | {rule.name} | {rule.severity} | {first.replace('|', chr(92) + '|')} |\n"
    )
