"""``kbtool new``: the beginnings of concepts, propositions, quantities and evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli import completion
from kbtool.cli.claim import put_at_the_end, refuse_unread
from kbtool.cli.options import OUTPUT, ROOT
from kbtool.cli.output import write_output
from kbtool.cli.project import find_project, shown
from kbtool.cli.running import run
from kbtool.cli.terminal import say

if TYPE_CHECKING:
    from kbtool.authoring.nodes import NewNode
    from kbtool.knowledge.base import KnowledgeBase

_SIDES = ("supports", "disputes", "gives")
_SCOPE = click.option(
    "--scope",
    "scope",
    type=(str, str),
    multiple=True,
    metavar="QUALIFIER VALUE",
    help="A qualifier with its value, such as population adults; several times for several.",
)


@click.group(epilog="Example: kbtool new proposition ketamine treats insomnia")
def new() -> None:
    """Begin a concept, proposition, quantity or item of evidence, named and checked for what is there.

    Each is printed in Turtle, and with --output put at the end of a file. What is on file already is not begun again.
    """


@new.command(epilog='Example: kbtool new concept "restless legs" --kind Disorder --broader adhd')
@click.argument("label")
@click.option("--kind", required=True, help="Its kind, such as Treatment or Disorder.")
@click.option("--synonym", "synonyms", multiple=True, help="Another name of it.")
@click.option("--broader", multiple=True, help="A concept that it is a part or a kind of.")
@ROOT
@OUTPUT
def concept(
    label: str,
    kind: str,
    synonyms: tuple[str, ...],
    broader: tuple[str, ...],
    root: Path | None,
    output: Path | None,
) -> None:
    """Begin a concept; what registries on record call it stands in comments."""
    from kbtool.authoring.nodes import new_concept

    _write(
        lambda kb: new_concept(kb, label, kind, synonyms=synonyms, broader=broader), root, output
    )


@new.command(epilog='Example: kbtool new proposition ketamine raises "blood pressure"')
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="[OBJECT]", required=False)
@_SCOPE
@ROOT
@OUTPUT
def proposition(
    subject: str,
    predicate: str,
    object_: str | None,
    scope: tuple[tuple[str, str], ...],
    root: Path | None,
    output: Path | None,
) -> None:
    """Begin a proposition: of what it is about, by a predicate or words that say it, of what, and in which scope."""
    from kbtool.authoring.nodes import new_proposition

    said = _scope(scope)
    _write(lambda kb: new_proposition(kb, subject, predicate, object_, said), root, output)


@new.command(epilog="Example: kbtool new quantity ketamine halfLife --scope population adults")
@click.argument("subject")
@click.argument("measure")
@_SCOPE
@ROOT
@OUTPUT
def quantity(
    subject: str,
    measure: str,
    scope: tuple[tuple[str, str], ...],
    root: Path | None,
    output: Path | None,
) -> None:
    """Begin a quantity: of what something is measured, what, and in which scope."""
    from kbtool.authoring.nodes import new_quantity

    said = _scope(scope)
    _write(lambda kb: new_quantity(kb, subject, measure, said), root, output)


@new.command(
    epilog="Example: kbtool new evidence supports ketamine-blocks-nmda chung-2019 --design NarrativeReview"
)
@click.argument("side", type=click.Choice(_SIDES))
@click.argument("question")
@click.argument("reference", shell_complete=completion.references)
@click.option("--design", required=True, help="The design of the study, or kind of authority.")
@click.option("--finding", help="What was found, in a sentence.")
@click.option("--locator", help="Where it stands.")
@ROOT
@OUTPUT
def evidence(
    side: str,
    question: str,
    reference: str,
    design: str,
    finding: str | None,
    locator: str | None,
    root: Path | None,
    output: Path | None,
) -> None:
    """Begin an item of evidence on a proposition or quantity; it decides nothing until it is verified.

    The reference is on file, by its name or an identifier; `kbtool cite add` writes it from what registries say.
    """
    from kbtool.authoring.nodes import new_evidence

    _write(
        lambda kb: new_evidence(
            kb, side, question, reference, design, finding=finding, locator=locator
        ),
        root,
        output,
    )


def _scope(said: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    return dict(said)


def _write(
    make: Callable[[KnowledgeBase], NewNode], root: Path | None, output: Path | None
) -> None:
    project = find_project(root)
    if output is not None:
        refuse_unread(output, project.workspace)
    kb = run(lambda line: project.load(line.say, asked=()))
    made = make(kb)
    if output is None:
        write_output(made.turtle, output)
        return
    put_at_the_end(made.turtle, output, kb.names)
    say(f"kbtool: wrote {kb.names.curie(made.node.value)} to {shown(output)}", err=True)
