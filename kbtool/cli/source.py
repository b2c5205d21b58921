"""``kbtool source``: articles that are new, and articles that change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli import completion
from kbtool.cli.options import OUTPUT, ROOT, format_option
from kbtool.cli.output import refuse_input, terminal_style, write_output, write_together
from kbtool.cli.project import find_project
from kbtool.cli.running import ProgressLine, note, run
from kbtool.cli.terminal import say
from kbtool.errors import InputError, KbtoolError
from kbtool.io.originals import Original, fetch_original, is_address, read_original
from kbtool.io.settings import Settings
from kbtool.reports.formats import DRIFT, choose

if TYPE_CHECKING:
    from kbtool.authoring.refresh import Refresh
    from kbtool.cli.project import Project
    from kbtool.knowledge.base import KnowledgeBase
    from kbtool.text.document import Document


@click.group(epilog="Example: kbtool source add page.html")
def source() -> None:
    """Take an article in, or a new text of it: what becomes of its quotes."""


@source.command(
    epilog="Example: kbtool source add page.html --kind clinic-blog; "
    "kbtool source add https://example.org/article --name article"
)
@click.argument("article", metavar="URL|FILE")
@click.option("--name", help="Its name in the knowledge base; else from the file or the address.")
@click.option("--title", help="Its title; else as it states it.")
@click.option("--publisher", help="Who publishes it; else as it states it.")
@click.option("--kind", help="The kind of page, such as marketing-page or clinic-blog.")
@click.option("--promotes", metavar="CONCEPT", help="What it sells; several with commas between.")
@click.option("--audience", help="Whom it is written for: public or professionals.")
@click.option(
    "--directed-at", metavar="CODE", help="Where its readers are (ISO 3166): US, US-VA, GB."
)
@click.option("--dry-run", is_flag=True, help="Print what would be declared, and write nothing.")
@ROOT
def add(
    article: str,
    name: str | None,
    title: str | None,
    publisher: str | None,
    kind: str | None,
    promotes: str | None,
    audience: str | None,
    directed_at: str | None,
    dry_run: bool,
    root: Path | None,
) -> None:
    """Take an article in: its main text to sources/, and its declaration to sources/sources.ttl, both or none.

    It may be HTML, Markdown, plain text, DOCX or PDF. Title, author, publisher, date, address, licence and language are
    those that it states itself; nothing is guessed. An article that is already on file is not taken in again.

    Exit code 0: it was taken in. 2: wrong usage, or an article that cannot be read or is already on file.
    """
    from kbtool.authoring.sources import Wishes, new_source, refuse_known_address
    from kbtool.prose.bounds import take_draft
    from kbtool.reports.sources import render_new_source

    project = find_project(root)
    kb = run(lambda line: project.load(line.say))
    if is_address(article):
        refuse_known_address(kb, article)
    original = _original(article, project.settings)
    snapshot = run(lambda _: take_draft(original))
    page = {"promotes": promotes, "audience": audience, "directed-at": directed_at}
    said = {what: words for what, words in page.items() if words}
    new = new_source(kb, snapshot, Wishes(name, title, publisher, kind, said))
    if not dry_run:
        write_together(new.files, new.as_read)
    shown = kb.workspace.shown(new.path)
    say(render_new_source(new, snapshot, shown, written=not dry_run), nl=False)


@source.command(epilog="Example: kbtool source refresh fuse-mind-and-body new.txt")
@click.argument("document", required=False, shell_complete=completion.documents)
@click.argument("file", metavar="[URL|FILE]", required=False)
@click.option(
    "--accept", is_flag=True, help="Take the new text, its hash and the anchors over, together."
)
@click.option(
    "--replace",
    is_flag=True,
    help="With --accept: also where almost nothing of the old text is left.",
)
@click.option(
    "--reread",
    is_flag=True,
    help="With --accept: the claims in changed sentences have been read again.",
)
@format_option(DRIFT)
@ROOT
@OUTPUT
def refresh(
    document: str | None,
    file: str | None,
    accept: bool,
    replace: bool,
    reread: bool,
    format_: str | None,
    root: Path | None,
    output: Path | None,
) -> None:
    """Compare an article with a new text of it: for each quote, whether it is exact, moved, changed, ambiguous or gone.

    The new text comes from a file or an address, in any format that `kbtool source add` takes. Without one, the article is
    fetched again from its own address (foaf:page); without a document, all that have an address.

    A quote whose words are all there is "in a changed sentence" if the rest of its sentence is another: "It is a lie that
    it is safe" still has the words "it is safe". Sentences added and removed are shown as well, quoted or not (JSON has
    all of them); typography and white space do not count.

    Nothing is written without --accept. With it, text, hash, day, recorded positions and quotes that differ in typography
    only are updated, all of them or none; quotes that changed or are gone stay as they are, and `kbtool check` reports
    them. It reports a quote in a changed sentence, too, until --accept --reread says that somebody has read it again. Where
    the file of an article was edited in place, its sentences are held against what was recorded of them.

    A text that has less than half of the old sentences, or a tenth of the old length, may be another page: it needs --accept
    --replace.

    Exit code 0: every quote still stands there in its sentence, whatever else of the text changed. 1: some are in a
    changed sentence, changed, ambiguous or gone. 2: wrong usage, input that cannot be read or fetched, or a text that
    needs --replace.
    """
    from kbtool.authoring.refresh import refreshed_files, refuse_replacement
    from kbtool.knowledge.lookup import find_document

    if replace and not accept:
        raise click.UsageError("--replace goes with --accept")
    if reread and not accept:
        raise click.UsageError("--reread goes with --accept")
    chosen = choose(DRIFT, format_, output)
    inputs = [] if file is None or is_address(file) else [Path(file)]
    if output is not None:
        refuse_input(output, inputs)
    project = find_project(root)
    kb = run(lambda line: project.load(line.say))
    if document is not None and file is not None:
        old = find_document(kb, document)
        original = _original(file, project.settings)
        found, failed = [run(_comparing(kb, old, original))], False
    else:
        found, failed = _fetched_again(kb, document, project.settings)
    if accept and not replace:
        refuse_replacement(found)
    found = [run(_judging(project, kb, new)) for new in found]
    if accept and found:
        write_together(refreshed_files(kb, found, reread=reread), kb.as_read)
    style = terminal_style(True, output)
    text = DRIFT.renderer(chosen)(found, document is not None, kb.names, style)
    write_output(text, output, exactly=chosen.is_exact, inputs=inputs)
    harmless = all(new.is_harmless for new in found)
    sys.exit(2 if failed else 0 if harmless else 1)


def _original(where: str, settings: Settings) -> Original:
    """A file, or what an address answers.

    Raises:
        InputError: it cannot be read or fetched.
    """
    if not is_address(where):
        return read_original(Path(where))
    from kbtool.io.web.opening import open_fetcher

    with open_fetcher(settings, note) as fetcher:
        return fetch_original(where, fetcher, fresh=False, named=True)


def _fetched_again(
    kb: KnowledgeBase, document: str | None, settings: Settings
) -> tuple[list[Refresh], bool]:
    """What the addresses of documents answer now, and whether one of several could not be had, which is said.

    Raises:
        InputError: the document named has no address or cannot be fetched; none has an address.
    """
    from kbtool.authoring.refresh import address
    from kbtool.io.web.opening import open_fetcher
    from kbtool.knowledge.lookup import find_document

    wanted = [find_document(kb, document)] if document else list(kb.documents)
    addresses = [(old, url) for old in wanted if (url := address(kb, old)) is not None]
    if not addresses:
        raise InputError(
            f"{document} has no address" if document else "no document has an address",
            help="add foaf:page in sources/sources.ttl, or give the new text: kbtool source refresh DOCUMENT FILE",
        )
    found, failed = [], False
    with open_fetcher(settings, note) as fetcher:
        for old, url in addresses:
            try:
                original = fetch_original(url, fetcher, fresh=True, named=False)
                found.append(run(_comparing(kb, old, original)))
            except KbtoolError as error:
                if document:
                    raise
                failed = True
                say(f"kbtool: error: {error}", err=True)
    return found, failed


def _judging(
    project: Project, kb: KnowledgeBase, new: Refresh
) -> Callable[[ProgressLine], Refresh]:
    """What the new sentences of a text say beside what is known; of another article, nobody asks."""
    from kbtool.api import check_drafts
    from kbtool.reports.renewed import with_verdicts

    def judge(line: ProgressLine) -> Refresh:
        if not new.change.added or new.change.little_is_left:
            return new
        path, day = str(new.document.path), new.snapshot.original.day
        text = Original(new.snapshot.text, path, "article.txt", day)
        report = check_drafts(
            project.workspace,
            [text],
            policies=project.policies(()),
            settings=project.settings,
            exceptions=False,
            progress=line.say,
        )
        return with_verdicts(kb, new, report)

    return judge


def _comparing(
    kb: KnowledgeBase, old: Document, original: Original
) -> Callable[[ProgressLine], Refresh]:
    from kbtool.authoring.refresh import compared
    from kbtool.prose.bounds import take_draft

    return lambda _: compared(kb, old, take_draft(original))
