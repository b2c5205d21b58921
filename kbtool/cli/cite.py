"""``kbtool cite``: references and what registries say of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli import completion
from kbtool.cli.options import OUTPUT, PATH, ROOT, format_option
from kbtool.cli.output import write_output, write_together
from kbtool.cli.project import find_project
from kbtool.cli.running import note, run
from kbtool.cli.terminal import say
from kbtool.reports.formats import VERIFICATION, choose

if TYPE_CHECKING:
    from kbtool.knowledge.base import KnowledgeBase


@click.group(epilog="Example: kbtool cite add 10.1002/14651858.CD008900.pub3; kbtool cite verify")
def cite() -> None:
    """Add references from their identifiers, and check them at their registries."""


@cite.command(epilog='Example: kbtool cite add 10.1002/14651858.CD008900.pub3 "PMID 38011560"')
@click.argument("identifiers", nargs=-1, required=True, metavar="ID...")
@click.option("--dry-run", is_flag=True, help="Print the references in Turtle, and write nothing.")
@click.option(
    "--drugs-at-fda",
    type=PATH,
    help="Drugs@FDA's data files, a zip, for applications.",
)
@click.option("--offline", is_flag=True, help="Ask the files only, no registry on the web.")
@ROOT
def add(
    identifiers: tuple[str, ...],
    dry_run: bool,
    drugs_at_fda: Path | None,
    offline: bool,
    root: Path | None,
) -> None:
    """Look identifiers up, and write the references into kb/references.ttl.

    An identifier is a DOI, PMID, PMCID, NCT number, NDA or BLA number, CFR section, DailyMed set id or web address. A
    reference that is already on file, under any of its identifiers, is not added twice. A registry that cannot be
    reached, or does not have it, adds nothing.

    Exit code 0: all are there now. 2: some are not, each with a line that says why; the others are written.
    """
    from kbtool.authoring.references import add_references, cited_files
    from kbtool.references.access import open_access
    from kbtool.references.identifiers import parse_identifier
    from kbtool.references.registries import ONLINE, DrugsAtFda

    wanted = [parse_identifier(said) for said in identifiers]
    project = find_project(root)
    files = [DrugsAtFda(drugs_at_fda)] if drugs_at_fda else []
    kb = run(lambda line: project.load(line.say))
    with open_access(project.settings, note, named=True) as access:
        registries = (*files, *(() if offline else ONLINE))
        results = run(lambda line: add_references(kb, wanted, registries, access, line.count))
    new = [result.new for result in results if result.new is not None]
    if dry_run:
        say("\n".join(reference.turtle for reference in new), nl=False)
    elif new:
        _write(kb, cited_files(kb, new))
    for result in results:
        says = (
            result.says.replace("added", "would add", 1) if dry_run and result.new else result.says
        )
        say(f"kbtool: {'error' if result.failed else 'note'}: {says}", err=True)
    sys.exit(2 if any(result.failed for result in results) else 0)


@cite.command(
    epilog="Example: kbtool cite verify chung-2019; "
    "kbtool cite verify --offline --retractions retraction_watch.csv"
)
@click.argument("references", nargs=-1, shell_complete=completion.references)
@click.option(
    "--retractions",
    type=PATH,
    help="A Retraction Watch data file, the CSV that Crossref distributes.",
)
@click.option(
    "--drugs-at-fda",
    type=PATH,
    help="Drugs@FDA's data files, a zip, for applications.",
)
@click.option("--offline", is_flag=True, help="Ask the files only, no registry on the web.")
@click.option(
    "--fresh", is_flag=True, help="Ask the registries again, whatever they said recently."
)
@click.option("--dry-run", is_flag=True, help="Say what is found, and write nothing.")
@format_option(VERIFICATION)
@ROOT
@OUTPUT
def verify(
    references: tuple[str, ...],
    retractions: Path | None,
    drugs_at_fda: Path | None,
    offline: bool,
    fresh: bool,
    dry_run: bool,
    format_: str | None,
    root: Path | None,
    output: Path | None,
) -> None:
    """Check references at their registries; all, if none is named. The dated results are written to kb/.

    Does it exist, do title, year and first author fit, is it retracted, corrected or under an expression of concern; the
    status of a trial, the approval of an application, and whether the words that evidence quotes stand in the abstract,
    label or regulation. A registry that cannot be asked leaves a reference "not checked", never passed. A check of the
    knowledge base uses what is written, and never the network: evidence from what is retracted, under an expression of
    concern or another paper decides nothing.

    Answers are kept for some days, so that a run that was broken off goes on where it was.

    Exit code 0: nothing against any of them. 1: something is. 2: wrong usage, input that cannot be read, or a registry
    that could not be asked.
    """
    from kbtool.api import verify as ask
    from kbtool.authoring.verification import recorded
    from kbtool.references.registries import DrugsAtFda

    chosen = choose(VERIFICATION, format_, output)
    project = find_project(root)
    kb = run(lambda line: project.load(line.say))
    found = run(
        lambda line: ask(
            kb,
            references or None,
            retractions=retractions,
            drugs_at_fda=drugs_at_fda,
            offline=offline,
            fresh=fresh,
            settings=project.settings,
            note=note,
            counted=lambda done, of: line.count(done, of, "references"),
        )
    )
    changed = recorded(kb, found)
    if changed and not dry_run:
        _write(kb, changed)
    render = VERIFICATION.renderer(chosen)
    write_output(render(found, kb.labels, bool(references)), output, exactly=chosen.is_exact)
    against = any(v.outcome.is_against for v in found)
    unasked = any(one.registry != DrugsAtFda.term for v in found for one in v.not_asked)
    sys.exit(1 if against else 2 if unasked else 0)


def _write(kb: KnowledgeBase, files: Mapping[Path, bytes]) -> None:
    """Write the files together, and say which."""
    write_together(files, kb.as_read)
    shown = ", ".join(sorted(kb.workspace.shown(path) for path in files))
    say(f"kbtool: wrote {shown}", err=True)
