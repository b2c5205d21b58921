"""The knowledge base of a store as commands take one: fetched to a folder for as long as a command runs."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from kbtool.cli.project import Project, find_project
from kbtool.cli.running import run
from kbtool.cli.stores import Store
from kbtool.cli.terminal import say
from kbtool.errors import InputError
from kbtool.io.workspace import Workspace

if TYPE_CHECKING:
    from kbtool.checks.findings import Related
    from kbtool.checks.report import Report
    from kbtool.knowledge.endpoints.fetching import Fetched
    from kbtool.knowledge.places import Declared
    from kbtool.knowledge.slices.cutting import Cutter
    from kbtool.knowledge.slices.finding import Asked
    from kbtool.reports.views import KnowledgeBase


@contextmanager
def fetched_project(
    store: Store, root: Path | None, paths: Sequence[Path] = (), *, sliced: bool = False
) -> Iterator[Project]:
    """The knowledge base of a store, and the settings that were loaded with it.

    Args:
        store: the store.
        paths: what the command line names.
        sliced: whether no more is to be fetched than the articles named need.
        root: the folder of --root: the knowledge base with the rules for graphs, which a load brings with it.

    Raises:
        InputError: the store cannot be read or trusted.
    """
    from kbtool.io.web.endpoint import Endpoint
    from kbtool.knowledge.endpoints.fetching import begin
    from kbtool.knowledge.endpoints.graphs import fetch_graphs
    from kbtool.knowledge.endpoints.manifest import chosen

    if root is not None and not store.graphs:
        raise InputError(
            "--root and --endpoint name two knowledge bases", help="leave one of them out"
        )
    if store.graphs and store.digest is not None:
        raise InputError("--graph and --load name two things", help="leave one of them out")
    for graph in store.graphs:
        _refuse_no_iri(graph)
    here = find_project(root) if store.graphs else None
    endpoint = Endpoint(store.endpoint, store.update, store.seconds)
    project: Project
    with tempfile.TemporaryDirectory(prefix="kbtool-") as name:
        folder = Path(name).resolve()
        try:
            if here is None:
                entry = chosen(endpoint, store.digest)
                fetched = run(lambda _: begin(endpoint, entry, folder, Path.cwd()))
                articles = _needed(fetched, paths) if sliced else None
                if articles is None:
                    run(lambda line: fetched.complete(line.say))
                else:
                    fetched.bring(articles)
                project = FetchedProject(fetched.workspace, fetched.settings, fetched)
            else:
                rules = here.workspace
                of_graphs = run(
                    lambda line: fetch_graphs(
                        endpoint, store.graphs, rules, folder, Path.cwd(), line.say
                    )
                )
                project = Project(of_graphs, here.settings)
            yield project
        finally:
            endpoint.close()


class FetchedProject(Project, frozen=True):
    """A knowledge base of which files may be missing until they are needed.

    Attributes:
        fetched: what it is fetched from.
    """

    fetched: Fetched

    def load(
        self,
        progress: Callable[[str], None],
        *,
        articles: Asked | None = None,
        cutter: Cutter | None = None,
        note: Callable[[str], None] = lambda _: None,
        **options: Any,
    ) -> KnowledgeBase:
        """As for any project; what is missing is fetched before.

        Raises:
            InputError: the store or a file cannot be read or trusted.
            NeedsWholeError: what is found of some articles cannot surely be told from a part.
        """
        if articles is None:
            self.fetched.complete(progress)
            return super().load(progress, cutter=cutter, note=note, **options)
        from kbtool.knowledge.derive.beyond import NeedsWholeError
        from kbtool.knowledge.endpoints.slicing import RemoteCutter

        fetched = self.fetched
        if callable(articles):
            own = RemoteCutter(fetched, articles, progress)
        else:
            texts = [each for each in articles if isinstance(each, Path)]
            if len(texts) < len(articles):
                raise NeedsWholeError("of a store, no less is fetched than what articles need")
            own = RemoteCutter(fetched, texts, progress)
        kb = super().load(progress, cutter=own, note=note, **options)
        fetched.refuse_change()
        endpoint = fetched.endpoint
        note(
            f"of load {fetched.entry.digest[:12]}, {fetched.brought} of {len(fetched.manifest.files)} files and "
            f"{own.parts} parts were fetched: {endpoint.answers} answers, {endpoint.received / 1e6:.1f} MB"
        )
        return kb


def _needed(fetched: Fetched, paths: Sequence[Path]) -> list[str] | None:
    """The files that are needed of what a command line names, by their names in the load; None, if all are.

    Drafts in prose that lie here need none before they are read.
    """
    if paths and all(_is_draft(fetched, path) for path in paths):
        return []
    return _articles_of(fetched, paths)


def _is_draft(fetched: Fetched, path: Path) -> bool:
    """Whether a path is that of a draft in prose: of a file that lies here, and that a load has none of the name of."""
    text = path.as_posix()
    if text == "-":
        return True
    names = {file.name for file in fetched.manifest.files}
    is_of_load = not names.isdisjoint((text, f"sources/{text}", f"sources/{text}.txt"))
    return path.is_file() and path.suffix != ".ttl" and not is_of_load


def _articles_of(fetched: Fetched, paths: Sequence[Path]) -> list[str] | None:
    """The articles that a command line names, by their names in the load; None, if it names something else or nothing."""
    names = {file.name for file in fetched.manifest.files}
    found: list[str] = []
    for path in paths:
        text = path.as_posix()
        places = (text, f"sources/{text}", f"sources/{text}.txt")
        fits = [p for p in places if p in names and p.startswith("sources/") and p.endswith(".txt")]
        if not fits:
            return None
        found.append(fits[0])
    return found or None


def _refuse_no_iri(graph: str) -> None:
    from pyoxigraph import NamedNode

    try:
        NamedNode(graph)
    except ValueError as error:
        raise InputError(
            f"--graph {graph!r} is no IRI", help="give the IRI of a graph, without brackets"
        ) from error


def files_in(workspace: Workspace, paths: Iterable[Path]) -> list[Path]:
    """The files that a command line names: those of a knowledge base that was fetched, else drafts that lie here.

    Args:
        workspace: the knowledge base.
        paths: what is named, by the paths in the knowledge base, or by the name of an article's text.
    """
    return [_file_in(workspace, path) for path in paths]


def _file_in(workspace: Workspace, path: Path) -> Path:
    if path.is_absolute() or ".." in path.parts:
        return path
    sources = workspace.sources / path
    places = (workspace.root / path, sources, sources.with_name(f"{sources.name}.txt"))
    return next((place for place in places if place.exists()), path)


TEXT_RULES = "A"
"""The family of the rules that hold quotes to the texts of their articles."""


def texts_lacking(workspace: Workspace) -> int:
    """Of how many articles the texts are not known, as the graphs of a store lack them."""
    return len(getattr(workspace, "without_text", ()))


def without_places(report: Report, workspace: Workspace) -> Report:
    """A report without places in texts that are not known, and without lines in files that nobody has.

    Args:
        report: what was found.
        workspace: what was fetched.
    """
    articles = {workspace.shown(path) for path in getattr(workspace, "without_text", ())}
    graphs = set(getattr(workspace, "graphs", {}).values())

    def declared(place: Declared | None) -> Declared | None:
        return None if place is not None and place.file in graphs else place

    def related(one: Related) -> Related:
        span = None if one.document in articles else one.span
        return replace(one, span=span, declared=declared(one.declared))

    findings = (
        replace(
            finding,
            span=None if finding.document in articles else finding.span,
            declared=declared(finding.declared),
            related=tuple(map(related, finding.related)),
        )
        for finding in report.findings
    )
    return replace(report, findings=tuple(findings))


def say_unchecked(report: Report, lacking: int, *, unasked: bool) -> None:
    """Say on standard error which rules were not checked, as the store lacks texts.

    Args:
        report: what was found.
        lacking: of how many articles the texts are not known.
        unasked: whether nobody has left these rules out.
    """
    codes = [code for code in report.left_out if re.fullmatch(rf"{TEXT_RULES}\d+", code)]
    texts = "the text of 1 article" if lacking == 1 else f"the texts of {lacking} articles"
    said = f"the graphs lack {texts}, so that {', '.join(codes)} were not checked"
    rest = "rules that look at the words around a quote saw the quotes alone"
    say(f"kbtool: {'error' if unasked else 'warning'}: {said}; {rest}", err=True)
    if unasked:
        advice = (
            f"accept that with --ignore {TEXT_RULES}, or load the knowledge base with `kbtool load`"
        )
        say(f"help: {advice}", err=True)
