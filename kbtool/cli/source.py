"""``kbtool source``: articles that change."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kbtool.cli.options import OUTPUT, ROOT
from kbtool.cli.output import write_output, write_together
from kbtool.cli.running import run
from kbtool.settings import find_settings


@click.group(epilog="Example: kbtool source refresh fuse-mind-and-body new.txt")
def source() -> None:
    """Take a new text of an article in: what becomes of the quotes."""


@source.command(epilog="Example: kbtool source refresh fuse-mind-and-body new.txt")
@click.argument("document")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--accept", is_flag=True, help="Take the new text, its hash and the anchors over, together."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format.",
)
@ROOT
@OUTPUT
def refresh(
    document: str, file: Path, accept: bool, format_: str, root: Path | None, output: Path | None
) -> None:
    """Compare an article with a new text of it: for each quote, whether it is exact, moved, changed, ambiguous or gone.

    Nothing is written without --accept. With it, text, hash, recorded positions and quotes that differ in typography only
    are updated, all of them or none; quotes that changed or are gone stay as they are, and `kbtool check` reports them.

    Exit code 0: every quote still stands there. 1: some are changed, ambiguous or gone. 2: wrong usage, or input that
    cannot be read.
    """
    from kbtool.documents import read_document
    from kbtool.drift import HARMLESS, drifts
    from kbtool.naming import find_document
    from kbtool.opening import open_knowledge_base
    from kbtool.quotations import recorded_quotes
    from kbtool.refreshing import refreshed_files
    from kbtool.render.drift import render_drift, render_drift_json

    start = root or find_settings(Path()).root or Path()
    kb = run(lambda line: open_knowledge_base(start, progress=line.say))
    old = find_document(kb, document)
    new = read_document(old.iri, file)
    quotes = [(node, quote) for node, iri, quote in recorded_quotes(kb.store) if iri == old.iri]
    found = drifts(old, new, quotes)
    if accept:
        write_together(refreshed_files(kb, old, file.read_bytes(), found), kb.as_read)
    write_output(render_drift(found) if format_ == "text" else render_drift_json(found), output)
    sys.exit(0 if all(drift.kind in HARMLESS for drift in found) else 1)
