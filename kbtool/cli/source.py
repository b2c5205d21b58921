"""``kbtool source``: articles that are new, and articles that change."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kbtool.cli.options import OUTPUT, ROOT
from kbtool.cli.originals import read_file
from kbtool.cli.output import write_output, write_together
from kbtool.cli.running import run
from kbtool.settings import find_settings


@click.group(epilog="Example: kbtool source add page.html")
def source() -> None:
    """Take articles in, and new texts of them: what becomes of the quotes."""


@source.command(epilog="Example: kbtool source add page.html --kind clinic-blog")
@click.argument("article", metavar="URL|FILE")
@click.option("--name", help="Its name in the knowledge base; else from the file or the address.")
@click.option("--title", help="Its title; else as it states it.")
@click.option("--publisher", help="Who publishes it; else as it states it.")
@click.option("--kind", help="The kind of page, such as marketing-page or clinic-blog.")
@click.option("--dry-run", is_flag=True, help="Print what would be declared, and write nothing.")
@ROOT
def add(
    article: str,
    name: str | None,
    title: str | None,
    publisher: str | None,
    kind: str | None,
    dry_run: bool,
    root: Path | None,
) -> None:
    """Take an article in: its main text to sources/, and its declaration to sources/sources.ttl, both or none.

    It may be HTML, Markdown, plain text, DOCX or PDF. Title, author, publisher, date, address, licence and language are
    those that it states itself; nothing is guessed. An article that is on file already is not taken in again.
    """
    from kbtool.opening import open_knowledge_base
    from kbtool.render.taking_in import render_new_source
    from kbtool.taking_in import Wishes, new_source

    settings = find_settings(Path())
    taken = run(lambda line: read_file(Path(article)))
    kb = run(lambda line: open_knowledge_base(root or settings.root or Path(), progress=line.say))
    new = new_source(kb, taken, Wishes(name, title, publisher, kind))
    if not dry_run:
        write_together(new.files)
    shown = kb.workspace.shown(new.path)
    click.echo(render_new_source(new, taken, shown, written=not dry_run), nl=False)


@source.command(epilog="Example: kbtool source refresh fuse-mind-and-body new.txt")
@click.argument("document")
@click.argument("file", metavar="URL|FILE")
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
    document: str, file: str, accept: bool, format_: str, root: Path | None, output: Path | None
) -> None:
    """Compare an article with a new text of it: for each quote, whether it is exact, moved, changed, ambiguous or gone.

    Nothing is written without --accept. With it, text, hash, day, recorded positions and quotes that differ in typography
    only are updated, all of them or none; quotes that changed or are gone stay as they are, and `kbtool check` reports them.

    Exit code 0: every quote still stands there. 1: some are changed, ambiguous or gone. 2: wrong usage, or input that
    cannot be read.
    """
    from kbtool.drift import HARMLESS
    from kbtool.naming import find_document
    from kbtool.opening import open_knowledge_base
    from kbtool.refreshing import refresh, refreshed_files
    from kbtool.render.drift import render_drift, render_drift_json

    start = root or find_settings(Path()).root or Path()
    kb = run(lambda line: open_knowledge_base(start, progress=line.say))
    old = find_document(kb, document)
    taken = run(lambda line: read_file(Path(file)))
    found = refresh(kb, old, taken)
    if accept:
        write_together(refreshed_files(kb, [found]), kb.as_read)
    drifts = found.drifts
    write_output(render_drift(drifts) if format_ == "text" else render_drift_json(drifts), output)
    sys.exit(0 if all(drift.kind in HARMLESS for drift in drifts) else 1)
