"""Options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from kbtool.io.kept import keep_in
from kbtool.io.memory import megabytes
from kbtool.reports.formats import Kind


class _Finite(click.FloatRange):
    """A number in a range: neither infinite nor none at all, which no comparison would refuse."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number that was written."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value} is no number", param, ctx)
        return number


class _Named(click.Path):
    """A path that has a name: an empty one, as of a variable that is not set, would be the folder that one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path that was written."""
        if value == "":
            self.fail("the path is empty", param, ctx)
        return super().convert(value, param, ctx)


def number_in(lowest: float, highest: float | None = None) -> click.FloatRange:
    """The type of options that are a number in a range, both ends included; no upper end, if None."""
    return _Finite(lowest, highest)


class _Memory(click.ParamType[float]):
    """A size of memory."""

    name = "size"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The megabytes that were written."""
        if isinstance(value, float):
            return value
        found = megabytes(str(value))
        if found is None:
            self.fail(f"{value!r} is no size: write 4G or 800M", param, ctx)
        return found


PATH = _Named(path_type=Path)
"""The type of a path."""

MEMORY = _Memory()
"""The type of a size of memory, in megabytes."""

Command = TypeVar("Command", bound=Callable[..., Any])

ROOT = click.option(
    "--root",
    type=PATH,
    help="The knowledge base; else the nearest one upwards.",
)
OUTPUT = click.option("--output", type=PATH, help="Write to this file, whole or not at all.")
NO_COLOR = click.option(
    "--no-color", is_flag=True, help="No colour, also on a terminal (as NO_COLOR)."
)
PLAIN = click.option(
    "--plain", is_flag=True, help="Words for signs, no colour, no links: for screen readers."
)
VERBOSE = click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help="Say on standard error what pySHACL had to evaluate, and why all was read.",
)
SIGNED = click.option(
    "--signed",
    is_flag=True,
    help="Exit 2 if the knowledge base does not say that all is signed (signed = true), or keeps no signature.",
)
SLICE = click.option(
    "--slice/--no-slice",
    "sliced",
    default=None,
    envvar="KBTOOL_SLICE",
    help="Read only what is needed for what is named, by an index that is kept; what is said is the same.  "
    "[default: the settings; of a large knowledge base]",
)
NO_CACHE = click.option(
    "--no-cache",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=lambda _context, _option, given: keep_in(None) if given else None,
    help="Use nothing that an earlier run has kept, and keep nothing (as KBTOOL_CACHE=off).",
)
ENGINE = click.option(
    "--engine",
    type=click.Choice(["fast", "pyshacl"]),
    default="fast",
    show_default=True,
    help="How shapes are evaluated; pyshacl is the slow reference.",
)
UPDATE_ENDPOINT = click.option(
    "--update-endpoint",
    metavar="URL",
    help="Where the store takes updates.  [default: /update beside /query, else as --endpoint]",
)
AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    callback=lambda _context, _option, day: day and day.date(),
    help="Check as on another day: the rules in force, waivers, the ages of records and searches.",
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


def is_given(option: str) -> bool:
    """Whether an option of the command that runs was given, and is not what it is by default."""
    source = click.get_current_context().get_parameter_source(option)
    return source not in (ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP)


def endpoint_options(*, required: bool = False) -> Callable[[Command], Command]:
    """The options of a command that asks a SPARQL store.

    Args:
        required: whether the store has to be named.
    """

    def with_options(command: Command) -> Command:
        address = click.option(
            "--endpoint", metavar="URL", required=required, help="The SPARQL endpoint of a store."
        )
        limit = click.option(
            "--time-limit",
            type=number_in(0.1, 86_400),
            default=60.0,
            show_default=True,
            help="The longest that an answer of the store may take, in seconds.",
        )
        return address(limit(command))

    return with_options
