"""``kbtool cite``: references and what registries say of them."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from kbtool.cli.options import ROOT
from kbtool.cli.output import write_together
from kbtool.cli.running import run
from kbtool.settings import find_settings


@click.group(epilog="Example: kbtool cite verify --retractions retraction_watch.csv")
def cite() -> None:
    """Check references: are they retracted, corrected, or under an expression of concern?"""


@cite.command(epilog="Example: kbtool cite verify --retractions retraction_watch.csv chung-2019")
@click.argument("references", nargs=-1)
@click.option(
    "--retractions",
    type=click.Path(path_type=Path),
    required=True,
    help="A Retraction Watch data file, the CSV that Crossref distributes.",
)
@click.option("--dry-run", is_flag=True, help="Say what is found, and write nothing.")
@ROOT
def verify(
    references: tuple[str, ...], retractions: Path, dry_run: bool, root: Path | None
) -> None:
    """Look references up in a Retraction Watch data file; all, if none is named. The dated result is written to kb/.

    A reference without DOI and PMID stays "not checked", never passed. A later check of the knowledge base uses what is
    written, and evidence from what is retracted or under an expression of concern decides nothing.

    Exit code 0: nothing against any of them. 1: some are retracted or under an expression of concern. 2: wrong usage, or
    input that cannot be read.
    """
    from kbtool.naming import find_reference
    from kbtool.opening import open_knowledge_base
    from kbtool.recording import recorded_checks
    from kbtool.render.retractions import render_checks
    from kbtool.retractions import (
        CONCERN,
        NOT_CHECKED,
        RETRACTED,
        all_references,
        check_retractions,
        read_notices,
    )

    notices = read_notices(retractions)
    start = root or find_settings(Path()).root or Path()
    kb = run(lambda line: open_knowledge_base(start, progress=line.say))
    wanted = [find_reference(kb, name) for name in references] or all_references(kb.store)
    checks = check_retractions(kb.store, notices, wanted)
    changed = recorded_checks(kb, [c for c in checks if c.status != NOT_CHECKED])
    if changed and not dry_run:
        write_together(changed)
    click.echo(render_checks(checks, kb.labels, notices.count), nl=False)
    counts = Counter(check.status for check in checks)
    sys.exit(1 if counts[RETRACTED] or counts[CONCERN] else 0)
