"""``kbtool suggest``: an article with comments at the passages that cannot stand as they are."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from pathlib import Path

import click
import pyoxigraph as ox

from kbtool.cli import completion
from kbtool.cli.options import OUTPUT, POLICY, ROOT, format_option
from kbtool.cli.output import write_output
from kbtool.cli.project import find_project
from kbtool.cli.running import run
from kbtool.cli.terminal import say
from kbtool.io.controls import escaped
from kbtool.reports.formats import COPIES, choose


@click.command(epilog="Example: kbtool suggest fuse-mind-and-body --output for-the-editor.docx")
@click.argument("article", shell_complete=completion.documents)
@ROOT
@format_option(COPIES)
@click.option(
    "--notes",
    is_flag=True,
    help="Comment on what is a note, too, not on errors and warnings alone.",
)
@OUTPUT
@POLICY
def suggest(
    article: str,
    root: Path | None,
    format_: str | None,
    notes: bool,
    output: Path | None,
    policies: tuple[str, ...],
) -> None:
    """Write a copy of an article with comments: what the passage states, why it cannot stand, what would pass, the source.

    ARTICLE is an article of the knowledge base, or the file of a draft that nobody has encoded.

    Comments are on what an editor can mend. Correct the copy, leave the comments in it or not, and hand it to
    `kbtool source refresh ARTICLE COPY`, which says of each passage what became of it. The article itself is left as it is.
    The copy of a draft in Markdown is its author's own text, character for character, with the comments put in.

    Exit code 0: the copy was written, whatever the comments; 2: wrong usage, or input that cannot be read or trusted.
    """
    from kbtool.api import check, check_drafts
    from kbtool.checks.selection import prose_among
    from kbtool.io.originals import read_original
    from kbtool.knowledge.lookup import find_document
    from kbtool.knowledge.rules import Severity
    from kbtool.reports.commented import criticmarkup, own_text, word
    from kbtool.reports.commented.comments import comments
    from kbtool.reports.findings.sentences import compared
    from kbtool.text.extraction import Format
    from kbtool.text.origins import Origins
    from kbtool.text.snapshot import take

    is_word = choose(COPIES, format_, output).name == "docx"
    on_terminal = output is None and sys.stdout.isatty()
    if is_word and on_terminal:
        raise click.UsageError(
            "a Word document is no text for a terminal: name a file with --output"
        )
    project = find_project(root)
    file = Path(article)
    origins, mark = None, ""
    if prose_among(project.workspace, [file]):
        draft = read_original(file)
        report = run(
            lambda line: check_drafts(
                project.workspace,
                [draft],
                policies=project.policies(policies),
                settings=project.settings,
                progress=line.say,
            )
        )
        path, title = draft.shown, draft.name
        origins = Origins(take(draft))
        mark = "\ufeff" if draft.data.startswith(BOM_UTF8) else ""
    else:
        kb = run(lambda line: project.load(line.say, policies=policies))
        document = find_document(kb, article)
        report = run(lambda line: check(kb, progress=line.say))
        path, title = str(document.path), kb.labels.label(ox.NamedNode(document.iri))
        file = document.file
    text = next(tally.text for tally in report.documents if tally.path == path)
    made = comments(report, path, project.names, Severity.INFO if notes else Severity.WARNING)
    if is_word:
        copy: str | bytes = word.render(title, text, made)
    else:
        in_markdown = origins is not None and origins.format is Format.MARKDOWN
        copy = (
            mark + own_text.render(text, made, origins)
            if origins is not None and in_markdown
            else criticmarkup.render(text, made)
        )
        copy = escaped(copy) if on_terminal else copy
    write_output(copy, output, exactly=True, inputs=[file])
    where = f"{output}: " if output else ""
    say(f"kbtool: {where}{len(made)} comments on {path}", err=True)
    for told in compared(report):
        say(f"kbtool: {told}", err=True)
