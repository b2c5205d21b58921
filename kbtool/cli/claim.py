"""``kbtool claim``: claims to be encoded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli import completion
from kbtool.cli.documents import document_named
from kbtool.cli.options import OUTPUT, ROOT
from kbtool.cli.output import write_output, write_together
from kbtool.cli.project import find_project, shown
from kbtool.cli.running import run
from kbtool.cli.terminal import say
from kbtool.errors import InputError
from kbtool.io.workspace import FOLDERS, Workspace

if TYPE_CHECKING:
    from kbtool.rdf.namespaces import Names


@click.group(
    epilog='Example: kbtool claim new fuse-mind-and-body "ketamine therapy is gaining attention"'
)
def claim() -> None:
    """Begin a claim: the quote with its anchor, and what it seems to state."""


@claim.command(
    epilog='Example: kbtool claim new fuse-mind-and-body "ketamine therapy is gaining attention"'
)
@click.argument("document", shell_complete=completion.documents)
@click.argument("quote")
@click.option(
    "--occurrence", type=click.IntRange(min=1), help="Which one, if the words stand there often."
)
@ROOT
@OUTPUT
def new(
    document: str, quote: str, occurrence: int | None, root: Path | None, output: Path | None
) -> None:
    """Write the beginning of a claim in Turtle: the quote, told from others, and what it seems to state.

    That is a proposition on file, or a new one, and for each figure its value of a quantity; whether the words deny it, and
    how firmly they are worded. What is near stands in comments, the nearest first. What they state is for a person to say:
    everything is marked with kb:undecided, which `kbtool check` reports as an error until somebody has decided and taken
    the mark out.

    With --output and a file that is there, the claim is put at its end; what it holds stays as it is. In the folders of the
    knowledge base it has to be a Turtle file of kb/ or sources/: no other is read.
    """
    from kbtool.authoring.quoting import new_claim

    if not quote.strip():
        raise InputError("the quote is empty", help="quote the words that state something")
    project = find_project(root)
    if output is not None:
        refuse_unread(output, project.workspace)
    kb = run(lambda line: project.load(line.say, asked=()))
    turtle = new_claim(kb, document_named(kb, document, "claim new"), quote, occurrence)
    if output is None:
        write_output(turtle, output)
    elif put_at_the_end(turtle, output, kb.names):
        say(f"kbtool: added the claim at the end of {shown(output)}", err=True)


def put_at_the_end(turtle: str, output: Path, names: Names) -> bool:
    """Write claims into a file: at the end of one that is there, or as a new one; whether it was there.

    Args:
        turtle: the claims, without prefixes.
        output: the file.
        names: the namespaces of the knowledge base.

    Raises:
        InputError: the file cannot be read or written, or already says something about one of the claims.
    """
    from kbtool.authoring.claims import at_the_end
    from kbtool.io.files import read_text

    if not output.is_file():
        write_together({output: at_the_end(turtle, "", output, names).encode()}, {output: None})
        return False
    existing = read_text(output, shown(output))
    whole = at_the_end(turtle, existing.text, shown(output), names)
    write_together({output: whole.encode()}, {output: existing.data})
    return True


def refuse_unread(output: Path, workspace: Workspace) -> None:
    """Refuse a file in which a knowledge base would not look for a claim.

    Raises:
        InputError: it lies in one of its folders, and is no Turtle file of kb/ or sources/.
    """
    path = output.resolve()
    root = workspace.root
    inside = path.relative_to(root).parts if path.is_relative_to(root) else ()
    unread = path.suffix != ".ttl" or "shapes" in inside[:1] or any(p[:1] == "." for p in inside)
    if inside[:1] and inside[0] in FOLDERS and unread:
        raise InputError(
            "is not read as knowledge, so the claim would not be checked",
            path=shown(output),
            help="name a file kb/claims/NAME.ttl",
        )
