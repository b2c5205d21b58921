"""``kbtool encode``: the skeleton of a whole article."""

from __future__ import annotations

from pathlib import Path

import click

from kbtool.cli import completion
from kbtool.cli.claim import put_at_the_end, refuse_unread
from kbtool.cli.documents import document_named
from kbtool.cli.options import OUTPUT, ROOT
from kbtool.cli.output import write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import run
from kbtool.cli.terminal import say

_SHOWN = 8
"""So many words are told that name nothing on file."""


@click.command(epilog="Example: kbtool encode article --output kb/claims/article.ttl")
@click.argument("document", shell_complete=completion.documents)
@ROOT
@OUTPUT
def encode(document: str, root: Path | None, output: Path | None) -> None:
    """Write the claims that an article seems to make, and its passages that state nothing to check, in Turtle.

    Each has its quote, and what it seems to state: a proposition or quantity on file, or a new proposition, with new
    concepts where nothing on file is called so; what is near to it stands in comments. Everything is marked with
    kb:undecided, which `kbtool check` reports as an error until somebody has decided and taken the mark out.

    Sentences that somebody has encoded are left out, so that it can be run again. With --output and a file that is there,
    the rest is put at its end.
    """
    from kbtool.authoring.claims import at_the_end
    from kbtool.authoring.encoding import encode as skeleton
    from kbtool.reports.wording import counted

    project = find_project(root)
    if output is not None:
        refuse_unread(output, project.workspace)
    kb = run(lambda line: project.load(line.say, asked=["start"]))
    article = document_named(kb, document, "encode")
    found = skeleton(kb, article)
    told = (
        f"{counted(found.claims, 'claim')}, {counted(found.propositions, 'new proposition')}"
        + (f" of {counted(found.concepts, 'new concept')}" if found.concepts else "")
        + " and "
        + f"{counted(found.passages, 'passage')} with nothing to check"
    )
    if not found.turtle:
        say(
            f"kbtool: every sentence of {article.path} is encoded, or proposed and undecided",
            err=True,
        )
        return
    if output is None:
        write_output(at_the_end(found.turtle, "", article.path, kb.names), output)
    else:
        put_at_the_end(found.turtle, output, kb.names)
    if found.unnamed:
        names = ", ".join(f"“{words}” ({number} times)" for words, number in found.unnamed[:_SHOWN])
        say(
            f"kbtool: nothing on file is called {names}; where the article states something of it, a concept comes first: "
            "kbtool new concept, take out what was proposed without it, and encode again",
            err=True,
        )
    say(f"kbtool: {told}; decide on each, and take its kb:undecided out", err=True)
