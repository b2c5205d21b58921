"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kbtool.reports.formats import Kind

Command = TypeVar("Command", bound=Callable[..., Any])

ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="The knowledge base; else the nearest one upwards.",
)
OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all."
)
NO_COLOR = click.option(
    "--no-color", is_flag=True, help="No colour, also on a terminal (as NO_COLOR)."
)
PLAIN = click.option(
    "--plain", is_flag=True, help="Words for signs, no colour, no links: for screen readers."
)
VERBOSE = click.option(
    "--verbose", "-v", is_flag=True, help="Say on standard error what pySHACL had to evaluate."
)
ENGINE = click.option(
    "--engine",
    type=click.Choice(["fast", "pyshacl"]),
    default="fast",
    show_default=True,
    help="How shapes are evaluated; pyshacl is the slow reference.",
)
POLICY = click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="NAME",
    help="Switch on a policy pack of shapes/policy/, besides those of the settings.",
)


def format_option(
    kind: Kind[...], else_by: str = "the ending of --output"
) -> Callable[[Command], Command]:
    """The option --format of a command that prints something of a kind.

    Args:
        kind: what is printed.
        else_by: what says the format where the option does not.
    """
    default = kind.default.name if kind.default in kind.formats else kind.default.description
    return click.option(
        "--format",
        "format_",
        type=click.Choice(kind.names),
        help=f"Output format; else by {else_by}; else {default}.",
    )
