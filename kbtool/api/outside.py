"""What registries say of references, and any data held to any shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from kbtool.api.checking import listed

if TYPE_CHECKING:
    from kbtool.io.settings import Settings
    from kbtool.references.verification import Verification
    from kbtool.reports.views import KnowledgeBase, ValidationReport
    from kbtool.shacl.validation import Engine


def verify(
    kb: KnowledgeBase,
    references: Iterable[str] | None = None,
    *,
    retractions: str | PathLike[str] | None = None,
    drugs_at_fda: str | PathLike[str] | None = None,
    offline: bool = False,
    fresh: bool = False,
    settings: Settings | None = None,
    note: Callable[[str], None] = lambda _: None,
    counted: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Verification, ...]:
    """Ask registries about references; nothing is written into the knowledge base.

    Args:
        kb: the knowledge base.
        references: the references, by IRI, CURIE, local name or identifier; all, if None.
        retractions: a Retraction Watch data file.
        drugs_at_fda: Drugs@FDA's data files, a zip.
        offline: ask the files only, no registry on the web.
        fresh: ask the registries again, whatever they said recently; answers are kept in the user's cache folder.
        settings: the settings that hold; those above the knowledge base, if None.
        note: is told what the user should know that is not an error.
        counted: is told how many of how many are done.

    Raises:
        InputError: there is no such reference, a file cannot be read, or nothing is left to be asked.
    """
    from kbtool.io.settings import find_settings
    from kbtool.knowledge.lookup import find_reference
    from kbtool.references.access import open_access
    from kbtool.references.registries import chosen_registries
    from kbtool.references.verification import verify as ask

    registries = chosen_registries(
        retractions=None if retractions is None else Path(retractions),
        drugs_at_fda=None if drugs_at_fda is None else Path(drugs_at_fda),
        offline=offline,
    )
    named = kb.references.names if references is None else listed(references)
    wanted = [kb.references[find_reference(kb, name).value] for name in named]
    settings = settings or find_settings(kb.workspace.root)
    with open_access(settings, note, named=False, fresh=fresh) as access:
        return tuple(ask(wanted, registries, access, counted))


def validate(
    data: str | PathLike[str],
    shapes: str | PathLike[str],
    *,
    engine: Engine = "fast",
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> ValidationReport:
    """Validate any RDF data against any SHACL shapes, Core and SPARQL.

    Args:
        data: a file of Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by its ending.
        shapes: the file with the shapes, in one of the same syntaxes.
        engine: "fast", or "pyshacl" as the slow reference.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told how many of how many shapes are done.

    Raises:
        InputError: a file cannot be read, or the shapes are ill-formed.
    """
    from kbtool.reports.views import ValidationReport
    from kbtool.shacl import validate as run
    from kbtool.shacl.describing import descriptions
    from kbtool.shacl.files import read_data_file, read_shapes_file

    read, graph = read_shapes_file(Path(shapes)), read_data_file(Path(data))
    results = run(graph, read, engine=engine, note=note, progress=progress)
    described = descriptions(results, graph, read)
    return ValidationReport(tuple(results), len(read.rules), dict(read.prefixes), described)
