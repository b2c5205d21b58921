"""``kbtool check``: the findings for documents, knowledge files or drafts."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from msgspec.structs import replace

from kbtool.cli import completion
from kbtool.cli.fetched import (
    TEXT_RULES,
    fetched_project,
    files_in,
    say_unchecked,
    texts_lacking,
    without_places,
)
from kbtool.cli.findings import (
    Listing,
    listing_options,
    presentation,
    print_findings,
    write_as_baseline,
)
from kbtool.cli.on_spark import asked as spark_asked
from kbtool.cli.on_spark import spark_options
from kbtool.cli.options import (
    AS_OF,
    MEMORY,
    NO_CACHE,
    NO_COLOR,
    OUTPUT,
    PATH,
    PLAIN,
    POLICY,
    ROOT,
    SIGNED,
    SLICE,
    VERBOSE,
    format_option,
)
from kbtool.cli.output import terminal_style
from kbtool.cli.project import find_project, named_files
from kbtool.cli.remarks import say_remarks
from kbtool.cli.running import note, run
from kbtool.cli.stores import store_asked, store_options
from kbtool.cli.streams import standard_original
from kbtool.cli.writing_back import refuse_part, write_results
from kbtool.errors import InputError
from kbtool.io.settings import FAIL_ON
from kbtool.reports.formats import FINDINGS, choose


@click.command(epilog="Example: kbtool check sources/article.txt --select X,A --format json")
@click.argument("paths", nargs=-1, type=PATH)
@click.option(
    "--draft",
    "as_draft",
    is_flag=True,
    help="Read what is named as prose, an article that is encoded, too.",
)
@click.option(
    "--no-ignore",
    is_flag=True,
    help="Let no comment in a draft except a paragraph from a rule.",
)
@click.option(
    "--judge",
    envvar="KBTOOL_JUDGE",
    metavar="COMMAND",
    help="A command that says what it thinks of a draft's sentences; it decides nothing.",
)
@click.option(
    "--retriever",
    envvar="KBTOOL_RETRIEVER",
    metavar="COMMAND",
    help="A command that says which questions on file are near to a draft's sentences.",
)
@ROOT
@format_option(FINDINGS, else_by="the ending of --output, the settings, the CI service")
@OUTPUT
@click.option(
    "--select",
    shell_complete=completion.rules,
    multiple=True,
    metavar="CODES",
    help="Only these rules: codes, names or families, with commas.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODES",
    shell_complete=completion.rules,
    help="Without these rules.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="Exit 1 from this severity on.  [default: error]",
)
@listing_options()
@SLICE
@click.option(
    "--slices",
    is_flag=True,
    envvar="KBTOOL_SLICES",
    help="Check everything slice by slice, in as many processes as there are processors; what is found is the same.",
)
@click.option(
    "--memory",
    type=MEMORY,
    metavar="SIZE",
    help="How much memory --slices may take: 4G, 800M.  [default: half of the machine's]",
)
@click.option("--statistics", is_flag=True, help="How many findings each rule has, in text.")
@click.option("--known", is_flag=True, help="List what the baseline has, too, in any format.")
@click.option("--baseline", type=PATH, help="Findings of an earlier day, which do not count.")
@click.option(
    "--write-baseline", is_flag=True, help="Write the findings of today to the file of --baseline."
)
@POLICY
@AS_OF
@store_options()
@SIGNED
@click.option(
    "--quiet", "-q", is_flag=True, help="Print nothing on standard output; the exit code says it."
)
@NO_CACHE
@NO_COLOR
@PLAIN
@click.option(
    "--engine",
    type=click.Choice(["fast", "pyshacl", "spark"]),
    default="fast",
    show_default=True,
    help="How shapes are evaluated; pyshacl is the slow reference, spark checks everything on the workers of Apache Spark.",
)
@spark_options()
@VERBOSE
def check(
    paths: Sequence[Path],
    as_draft: bool,
    no_ignore: bool,
    judge: str | None,
    retriever: str | None,
    root: Path | None,
    format_: str | None,
    output: Path | None,
    select: Sequence[str],
    ignore: Sequence[str],
    fail_on: str | None,
    show: str | None,
    whole: bool,
    limit: int | None,
    sort: str,
    role: str | None,
    sliced: bool | None,
    slices: bool,
    memory: float | None,
    statistics: bool,
    known: bool,
    baseline: Path | None,
    write_baseline: bool,
    policies: Sequence[str],
    as_of: date | None,
    endpoint: str | None,
    time_limit: float,
    digest: str | None,
    graphs: Sequence[str],
    write_back: bool,
    update_endpoint: str | None,
    signed: bool,
    quiet: bool,
    no_color: bool,
    plain: bool,
    engine: str,
    spark: Sequence[str],
    table: str | None,
    verbose: bool,
) -> None:
    """List what is wrong with the documents, knowledge files or drafts named; with all, if none is.

    A Turtle file from outside of the knowledge base is a draft: it is checked as if it were in kb/, and the verdicts that
    change with it are listed. Any other file from outside (text, Markdown, HTML, Word, PDF; - for standard input) is a
    draft in prose, which nobody has to encode: each of its sentences is held to what the knowledge base knows.

    With --endpoint, all of that is said of what `kbtool load` has written to a SPARQL store. With --engine spark, paths
    name what is checked: folders or files of Turtle, N-Triples, N-Quads and texts, wherever Spark reads them.

    Exit code 0: nothing at or above --fail-on. 1: findings. 2: wrong usage, or input that cannot be
    read or trusted.
    """
    from kbtool.checks.baseline import without_known
    from kbtool.checks.findings import FailOn
    from kbtool.checks.selection import prose_among, refuse_mixed, refuse_other_paths, split_paths
    from kbtool.cli.checking import Asked, checked, refuse_unless_signed, unsigned
    from kbtool.io.originals import read_original
    from kbtool.reports.wording import fails

    standard_input = [path for path in paths if str(path) == "-"]
    given = [path for path in paths if str(path) != "-"]
    on_spark = None
    if memory is not None and not slices and engine != "spark":
        raise InputError(
            "--memory needs --slices or --engine spark",
            help="add one of them: nothing else that check does is bounded",
        )
    if write_back:
        refuse_part(is_part=bool(paths or slices or engine == "spark"))
    if engine == "spark":
        on_spark = spark_asked(root, paths, spark)
        project, given = on_spark.project, []
        files: list[Path] = []
    elif spark or table:
        raise InputError(
            f"{'--spark' if spark else '--table'} needs --engine spark", help="add --engine spark"
        )
    elif (
        store := store_asked(
            endpoint, time_limit, digest, graphs, write_back=write_back, update=update_endpoint
        )
    ) is None:
        files = named_files(root, given)
        refuse_other_paths(root, files)
        project = find_project(root, files)
    else:
        project = click.get_current_context().with_resource(
            fetched_project(store, root, paths, sliced=bool(sliced))
        )
        files = files_in(project.workspace, given)
        refuse_other_paths(root, files)
    refuse_unless_signed(project, of_store=endpoint is not None, asked=signed)
    settings = project.settings
    selectors = _codes(select) or list(settings.select)
    ignored = [*_codes(ignore), *settings.ignore]
    failing = FailOn(fail_on or settings.fail_on or FailOn.ERROR)
    baseline = baseline or settings.baseline
    if write_baseline and (baseline is None or paths):
        raise InputError(
            "--write-baseline needs a whole check and a file",
            help="name the file with --baseline, and no path: kbtool check --baseline FILE --write-baseline",
        )
    chosen = choose(FINDINGS, format_, output, settings, os.environ)
    prose = files if as_draft else prose_among(project.workspace, files)
    if prose or standard_input:
        refuse_mixed(files, prose)
    named, drafts = split_paths(project.workspace, [] if prose else files)
    each_once = {path.resolve(): path for path in prose}.values()
    originals = [*map(read_original, each_once), *(standard_original() for _ in standard_input[:1])]

    lacking = texts_lacking(project.workspace) if not originals else 0
    unasked = bool(lacking) and TEXT_RULES not in ignored
    if unasked:
        ignored.append(TEXT_RULES)
    known_before = None if write_baseline else baseline
    wanted = Asked(
        originals=originals,
        named=named,
        drafts=drafts,
        select=selectors,
        ignore=ignored,
        baseline=known_before,
        engine="pyshacl" if engine == "pyshacl" else "fast",
        policies=policies,
        today=as_of,
        exceptions=not no_ignore,
        judge=judge or None,
        retriever=retriever or None,
        role=role,
        sliced=sliced if endpoint is None else bool(sliced),
        slices=slices,
        memory=memory,
        spark=None if on_spark is None else on_spark.settings,
        data=() if on_spark is None else on_spark.data,
        table=table,
    )
    told = note if verbose else lambda _: None
    found = run(lambda line: checked(project, wanted, told, line.say))
    report = replace(found.report, as_of=as_of)
    if lacking:
        report = without_places(report, project.workspace)
        say_unchecked(report, lacking, unasked=unasked)
    if (prose or standard_input) and (
        told_unsigned := run(lambda _: unsigned(project))
    ) is not None:
        note(told_unsigned)
    say_remarks(project.workspace, found.untold, found.silent, found.documents, known_before)
    if write_back:
        write_results(project, found)
    if write_baseline and baseline is not None:
        write_as_baseline(report, baseline)
        return
    failed = any(fails(finding, failing) for finding in report.findings)
    if not known:
        report = without_known(report)
    if not quiet or output is not None:
        listing = Listing(show, limit, whole, sort, role, statistics)
        style = terminal_style(no_color, output, plain=plain)
        asked = bool(select or paths or output)
        how = presentation(listing, style, failing, settings, asked=asked)
        print_findings(report, chosen, how, output, inputs=paths)
    sys.exit(2 if unasked else 1 if failed else 0)


def _codes(values: Sequence[str]) -> list[str]:
    return [code.strip() for value in values for code in value.split(",") if code.strip()]
