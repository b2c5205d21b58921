"""``kbtool explain``: the chain behind a claim's verdict, what hangs on evidence, or the page of a rule."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli import completion
from kbtool.cli.options import NO_CACHE, NO_COLOR, PLAIN, ROOT, SLICE, VERBOSE
from kbtool.cli.output import terminal_style
from kbtool.cli.project import find_project
from kbtool.cli.running import note, run

if TYPE_CHECKING:
    from kbtool.checks.findings import Finding
    from kbtool.cli.running import ProgressLine
    from kbtool.knowledge.slices.finding import Asked
    from kbtool.reports.views import KnowledgeBase


@click.command(
    epilog="Example: kbtool explain vit-non-addictive; kbtool explain X05; kbtool explain feder-2021; "
    "kbtool explain article.txt:12; kbtool explain ketamine dopamine; kbtool explain us-federal"
)
@click.argument(
    "names",
    metavar="NAME|CODE|FILE:LINE|WORDS...",
    nargs=-1,
    required=True,
    shell_complete=completion.explained,
)
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help="Show all that a long page has, and not the first of each section.",
)
@ROOT
@SLICE
@NO_CACHE
@NO_COLOR
@PLAIN
@VERBOSE
def explain(
    names: tuple[str, ...],
    whole: bool,
    root: Path | None,
    sliced: bool | None,
    no_color: bool,
    plain: bool,
    verbose: bool,
) -> None:
    """Show the chain from a claim to its evidence, with the quote in its paragraph; or a rule's page.

    Of a policy pack: whom it binds, and its rules. Of a reference or an item of evidence: what it found, and which verdicts
    hang on it. Of a proposition or quantity: the evidence on it, and the claims that state it. Of a document: its claims by
    verdict. Of a passage, by its place (FILE:LINE, FILE:LINE-LINE) or its words: its claims side by side, with what else is
    on file. Of a concept, a topic or a type of question: what documents say of it, the evidence by where it was seen, and
    the searches. Of words that stand in no article ("raises blood pressure"): the predicates and measures that say so, and
    near ones. A long page begins with a short answer, and has the first of each section.

    Several: claims and passages are shown side by side, two of them with why they do or do not conflict; of concepts,
    what names them all (with a comma between them: any of them), in the documents that are named; of two documents,
    where they pull apart. A node is named by its IRI, a CURIE (id:…), its local name or its label; a reference also by an
    identifier; a rule by its code or its name.
    """
    from kbtool.api import check
    from kbtool.checks.slicing import refuse_other_claims, sliced_or_whole, why_not_asked
    from kbtool.knowledge.loading import codes_off
    from kbtool.knowledge.lookup import nodes_spelled
    from kbtool.reports.explaining import explain_any, explain_several
    from kbtool.reports.in_short import FEW

    most = None if whole else FEW
    project = find_project(root)
    packs = project.workspace.policies
    style = terminal_style(no_color, plain=plain)

    def page(asked: Asked | None, line: ProgressLine) -> tuple[KnowledgeBase, str]:
        kb = project.load(line.say, policies=packs, articles=asked)
        if asked is not None:
            refuse_other_claims(kb, names)

        def findings(claims: Iterable[str]) -> Iterable[Finding]:
            off = codes_off(project.workspace, project.policies())
            hidden = set(off.values()) - {off.get(name) for name in names}
            return [each for each in check(kb, claims=claims).findings if each.code not in hidden]

        if len(names) == 1:
            return kb, explain_any(kb, names[0], style, findings, most)
        return kb, explain_several(kb, names, style, findings, most)

    nodes = nodes_spelled(project.names, names)
    why = why_not_asked(project.workspace, sliced, project.settings.slice)
    if why is None and nodes is None:
        why = "what is named may be something else than a claim"
    told = note if verbose else lambda _: None
    _, text = run(lambda line: sliced_or_whole(lambda asked: page(asked, line), nodes, told, why))
    click.echo(text)
