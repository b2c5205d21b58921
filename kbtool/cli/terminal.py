"""Words to the terminal: whatever files, registries or arguments hold, it obeys none of it."""

from __future__ import annotations

import click

from kbtool.io.controls import without_commands


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print words for people, with what a terminal or a log would obey shown as escapes.

    Args:
        text: the words.
        err: whether to standard error.
        nl: whether a line end follows.
    """
    click.echo(without_commands(text), err=err, nl=nl)
