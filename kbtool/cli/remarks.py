"""What a check says on standard error beside what it found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from kbtool.cli.terminal import say
from kbtool.io.shipped import older_shapes
from kbtool.io.workspace import Workspace, unread_because

if TYPE_CHECKING:
    from kbtool.checks.terms import SilentRule


def say_remarks(
    workspace: Workspace,
    untold: Iterable[str],
    silent: Iterable[SilentRule],
    documents: int,
    baseline: Path | None,
) -> None:
    """Say what is not read, what of the rules tells nothing, and what else makes a check less than it seems.

    Args:
        workspace: the knowledge base.
        untold: what in the rules tells nothing, in words.
        silent: the rules that read terms which the vocabulary lacks.
        documents: how many documents were checked.
        baseline: the baseline that was read, if there is one.
    """
    from kbtool.checks.baseline import read_baseline

    for path in workspace.unread_files():
        say(
            f"kbtool: warning: {workspace.shown(path)} is not read: {unread_because(path)}",
            err=True,
        )
    for why in untold:
        say(f"kbtool: warning: in the rules, {why}", err=True)
    if older_shapes(workspace.root):
        say("kbtool: note: the rules are older than kbtool's own", err=True)
        say("help: `kbtool init --update` shows what is new, and brings them up to date", err=True)
    silent = list(silent)
    for rule in silent:
        say(f"kbtool: warning: {rule.message}", err=True)
    if silent:
        say("help: `kbtool init --update` shows what kbtool's own vocabulary has", err=True)
    if not documents:
        say("kbtool: nothing to check yet: sources/sources.ttl declares no article", err=True)
        say("help: take one in with `kbtool source add`; CONTRIBUTING.md shows how", err=True)
    if baseline is not None and read_baseline(baseline).is_old:
        say(f"kbtool: note: {baseline} is a baseline of an earlier version of kbtool", err=True)
        renewed = f"kbtool check --baseline {quote(str(baseline))} --write-baseline"
        say(f"help: look at what is new, then renew it with {renewed}", err=True)
