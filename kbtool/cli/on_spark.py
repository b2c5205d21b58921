"""What a command line says of a check on Apache Spark."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from msgspec import Struct

from kbtool.cli.project import Project, find_project
from kbtool.errors import InputError


class OnSpark(Struct, frozen=True):
    """What is asked for.

    Attributes:
        project: the knowledge base, or that with the rules.
        data: what is checked: paths, or addresses that Spark reads; the knowledge base, if none.
        settings: settings of Spark.
    """

    project: Project
    data: Sequence[str]
    settings: Mapping[str, str]


def spark_options() -> Callable[[Any], Any]:
    """The options of a command that works on Spark."""

    def add(command: Any) -> Any:
        command = click.option(
            "--table",
            metavar="PATH",
            help="Let Spark write the findings there as well: Parquet, or JSON if it ends in .json.",
        )(command)
        return click.option(
            "--spark",
            multiple=True,
            metavar="NAME=VALUE",
            help="A setting of Spark: spark.master=yarn, spark.executor.memory=4g.",
        )(command)

    return add


_ELSEWHERE = {
    "as_draft": "--draft",
    "baseline": "--baseline",
    "digest": "--load",
    "endpoint": "--endpoint",
    "graphs": "--graph",
    "judge": "--judge",
    "no_ignore": "--no-ignore",
    "policies": "--policy",
    "retriever": "--retriever",
    "sliced": "--slice",
    "slices": "--slices",
    "time_limit": "--time-limit",
    "write_baseline": "--write-baseline",
}
"""Options that a check on Spark does not take, by their names in the code."""


def asked(root: Path | None, paths: Sequence[Path], spark: Sequence[str]) -> OnSpark:
    """What a command line asks of Spark.

    Args:
        root: the folder of --root.
        paths: what is checked: the knowledge base with the rules, or data apart from it.
        spark: settings of Spark, as they were written.

    Raises:
        InputError: something does not go together, or there is no knowledge base.
    """
    from kbtool.checks.spark.files import is_knowledge_base

    context = click.get_current_context()
    given = [
        option
        for name, option in _ELSEWHERE.items()
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    if context.params.get("role") == "curator":
        given.append("--for curator")
    if given:
        raise _apart(given[0])
    settings = dict(map(_setting, spark))
    data = [_address(path) for path in paths]
    if len(data) == 1 and is_knowledge_base(paths[0]) and root is None:
        project, data = find_project(paths[0]), []
    else:
        project = find_project(root)
    for name in ("policies", "baseline"):
        if getattr(project.settings, name):
            raise _apart(f"the setting {name!r}")
    return OnSpark(project, data, settings)


def _apart(what: str) -> InputError:
    return InputError(
        f"{what} and --engine spark do not go together",
        help="leave one of them out: Spark checks everything, by the rules that always hold",
    )


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.startswith("spark."):
        raise InputError(
            f"--spark {text!r} is no setting", help="write --spark spark.executor.memory=4g"
        )
    return name, value


def _address(path: Path) -> str:
    """A path as it was written: an address has two slashes, of which a path keeps one; that of a local file has three."""
    text = str(path)
    scheme, colon, rest = text.partition(":/")
    if not colon or len(scheme) < 2 or not scheme.isalnum() or path.exists():
        return text
    return f"{scheme}:///{rest}" if scheme == "file" else f"{scheme}://{rest}"
