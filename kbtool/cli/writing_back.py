"""What ``kbtool check --write-back`` adds: findings and derived triples, in the store that was checked."""

from __future__ import annotations

from kbtool.cli.checking import Checked
from kbtool.cli.fetched import FetchedProject
from kbtool.cli.project import Project
from kbtool.cli.running import ProgressLine
from kbtool.cli.terminal import say
from kbtool.errors import InputError
from kbtool.version import __version__


def refuse_part(*, is_part: bool) -> None:
    """Refuse to write back what a check of less than everything, or of something else than a load, finds.

    Raises:
        InputError: it is such a check.
    """
    if is_part:
        raise InputError(
            "--write-back needs a whole check, at once",
            help="name no path, and leave --slices and --engine spark out: results are those of a load",
        )


def write_results(project: Project, found: Checked) -> None:
    """Write what was found of a load, and what follows from it, to the store that has it; say where.

    Args:
        project: the knowledge base, fetched from the store.
        found: what came of its check.

    Raises:
        InputError: it was not read at once, or the store does not take what is written.
    """
    from pyoxigraph import RdfFormat, parse

    from kbtool.io.interruption import ended_as_interrupted
    from kbtool.knowledge.endpoints.gathering import name_of
    from kbtool.knowledge.endpoints.results import names_of_nodes, write_back
    from kbtool.rdf.store import DERIVED
    from kbtool.reports.findings.turtle import render
    from kbtool.reports.presentation import Presentation
    from kbtool.reports.wording import counted

    kb, report = found.kb, found.report
    if kb is None or not isinstance(project, FetchedProject):
        raise InputError(
            "--write-back needs everything to be read at once", help="leave --slices out"
        )
    fetched = project.fetched
    files = (
        (name_of(file.path, kb.workspace), [quad.triple for quad in file.quads])
        for file in (*kb.files, *kb.shape_files)
    )
    of_shapes = dict.fromkeys(quad.triple for file in kb.shape_files for quad in file.quads)
    as_read = zip(of_shapes, kb.shapes.triples, strict=True)
    # Its nodes without a name keep their labels, by which those of the files are known again.
    stated = parse(render(report, Presentation()), format=RdfFormat.TURTLE)
    line = ProgressLine()
    try:
        with ended_as_interrupted():
            written = write_back(
                fetched.endpoint,
                fetched.manifest,
                {
                    "findings": [quad.triple for quad in stated],
                    "derived": [
                        quad.triple
                        for quad in kb.store.quads_for_pattern(None, None, None, DERIVED)
                    ],
                },
                {
                    "version": __version__,
                    "day": kb.today.isoformat(),
                    "rules": " ".join(sorted(rule.code for rule in report.rules)),
                    "leftOut": " ".join(sorted(report.left_out)),
                },
                nodes=names_of_nodes(files, fetched.manifest.digest, as_read),
                refuse_change=fetched.refuse_change,
                progress=line.say,
            )
    finally:
        line.clear()
    done = "holds already, as they should be," if written.was_there else "now holds"
    told = ", ".join(f"{counted(n, 'triple')} of {what}" for what, n in written.graphs.items())
    say(f"kbtool: note: the store {done} {told}: <{written.manifest}>", err=True)
