"""``kbtool lsp``: findings in an editor, while somebody writes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kbtool.cli.options import POLICY, ROOT, number_in
from kbtool.errors import InputError


@click.command(epilog="Example: kbtool lsp --root ~/knowledge-base")
@ROOT
@POLICY
@click.option(
    "--no-ignore",
    is_flag=True,
    help="Let no comment in a draft except a paragraph from a rule.",
)
@click.option(
    "--delay",
    type=number_in(0),
    default=0.5,
    show_default=True,
    metavar="SECONDS",
    help="How long after the last change a text is checked.",
)
def lsp(root: Path | None, policies: Sequence[str], no_ignore: bool, delay: float) -> None:
    """Serve an editor: it starts this command, and talks to it in the Language Server Protocol (3.17).

    Findings stand at their words in drafts (Markdown, plain text, HTML), in articles and in Turtle, as the editor has them.

    Exit code 0: the editor has ended it; 2: wrong usage.
    """
    try:
        from kbtool.lsp.server import make_server
    except ImportError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise InputError(
            "pygls is not installed, which speaks with editors",
            help="install it with: pip install 'kbtool[lsp]'",
        ) from error
    from kbtool.io.workspace import find_workspace

    if root is not None:
        find_workspace(root)
    if sys.stdin is None:
        raise InputError(
            "standard input is closed", help="an editor starts this command, and talks to it there"
        )
    gc.enable()  # other commands are short; this one goes on
    server = make_server(root, policies, exceptions=not no_ignore, delay=delay)
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no message
    try:
        server.start_io(sys.stdin.buffer, target)
    finally:
        server.checker.end()
