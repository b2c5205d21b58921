"""Graphs that somebody else has written, read as the statements of a knowledge base: without files, and without texts."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
from msgspec import field

from kbtool.io.files import write_beside
from kbtool.io.web.endpoint import Endpoint, unusable
from kbtool.io.workspace import SETTLED, Workspace
from kbtool.knowledge.endpoints import paging
from kbtool.knowledge.endpoints.manifest import is_inside
from kbtool.knowledge.endpoints.paging import rows
from kbtool.knowledge.endpoints.terms import Node, unnamed
from kbtool.rdf.namespaces import KB, OA, PROV
from kbtool.rdf.terms import objects


class GraphsWorkspace(Workspace, frozen=True):
    """A knowledge base whose statements are those of graphs, each in a file that nobody knows.

    Attributes:
        graphs: the IRI of the graph that each file stands for.
        without_text: the articles whose texts are not known, by their paths.
    """

    graphs: Mapping[Path, str] = field(default_factory=dict)
    without_text: tuple[Path, ...] = ()

    def shown(self, path: Path) -> str:
        """A graph as its IRI, anything else as the user sees it."""
        if path in self.graphs:
            return self.graphs[path]
        if path.is_relative_to(self.root):
            return str(path.relative_to(self.root))
        return super().shown(path)


def fetch_graphs(
    endpoint: Endpoint,
    graphs: Sequence[str],
    rules: Workspace,
    folder: Path,
    relative_to: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> GraphsWorkspace:
    """Fetch graphs, and lay them out beside the rules and derivations of a knowledge base that lies here.

    Args:
        endpoint: the store.
        graphs: the IRIs of the graphs; they hold all that the rules look at, the vocabulary included.
        rules: the knowledge base with the rules and derivations.
        folder: where the files go; an empty folder.
        relative_to: the folder from which the user sees paths of drafts, absolute.
        progress: is told what is being done.

    Raises:
        InputError: a graph is not there, cannot be read to its end, or changes meanwhile.
    """
    graphs = list(dict.fromkeys(graphs))
    held = paging.counts(endpoint, graphs)
    for graph, number in held.items():
        if not number:
            raise unusable(
                f"has nothing in the graph <{graph}>",
                endpoint.query,
                help="check the IRI; without --graph, what `kbtool load` has written is read",
            )
    (folder / "kb" / "graphs").mkdir(parents=True)
    (folder / "sources").mkdir()
    shutil.copytree(rules.root / "shapes", folder / "shapes")
    shutil.copytree(rules.root / "kb" / "derivations", folder / "kb" / "derivations")
    lock = rules.root / SETTLED[2]
    if lock.is_file():
        shutil.copy(lock, folder / SETTLED[2])
    store = ox.Store()
    files: dict[Path, str] = {}
    for number, (graph, expected) in enumerate(held.items(), start=1):
        progress(f"reading graph {number} of {len(held)}")
        triples = unnamed(_triples(endpoint, graph, expected))
        store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        path = folder / "kb" / "graphs" / f"{number:06}.ttl"
        # No subject begins its line: what is here has no place that anybody could look up.
        write_beside(path, "".join(f" {t} .\n" for t in triples).encode())
        files[path] = graph
    again = paging.counts(endpoint, graphs)
    if again != held:
        raise unusable(
            "was changed while it was read: " + "; ".join(paging.told_counts(again, held)),
            endpoint.query,
            help="try again when nobody writes to it",
        )
    return GraphsWorkspace(folder, relative_to, files, tuple(_texts(store, folder, endpoint)))


def _triples(endpoint: Endpoint, graph: str, expected: int) -> list[ox.Triple]:
    """The triples of a graph: in pages by key, or all at once where nodes without a name would be told apart by no key."""
    nameless = rows(
        endpoint,
        f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} FILTER(ISBLANK(?s) || ISBLANK(?o)) }}",
    )
    ((number,),) = nameless or ((None,),)
    if isinstance(number, ox.Literal) and number.value == "0":
        return list(paging.triples(endpoint, graph, expected))
    found = [
        ox.Triple(s, p, o)
        for s, p, o in rows(endpoint, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        if isinstance(s, ox.NamedNode | ox.BlankNode)
        and isinstance(p, ox.NamedNode)
        and isinstance(o, Node)
    ]
    if len(found) != expected:
        raise unusable(
            f"counts {expected} triples in <{graph}> and gives {len(found)}; as it has nodes without a name, "
            "it cannot be read in parts",
            endpoint.query,
            help="let the store give more rows at once, or give these nodes IRIs",
        )
    return found


def _texts(store: ox.Store, folder: Path, endpoint: Endpoint) -> Collection[Path]:
    """Lay out a text of its quotes for each article: what is around them is not known."""
    quotes: dict[str, dict[str, None]] = defaultdict(dict)
    for quad in store.quads_for_pattern(None, KB("file"), None):
        for name in (n.value for n in (quad.object,) if isinstance(n, ox.Literal)):
            if not is_inside(f"sources/{name}"):
                raise unusable(f"names an article {name!r}, which is no path", endpoint.query)
            found = quotes[name]
            claims = store.quads_for_pattern(None, PROV("wasQuotedFrom"), quad.subject)
            for claim in sorted((c.subject for c in claims), key=str):
                for exact in objects(store, claim, OA("exact")):
                    if isinstance(exact, ox.Literal):
                        found[exact.value] = None
    for name, found in quotes.items():
        apart = [q for q in found if not any(q != other and q in other for other in found)]
        write_beside(folder / "sources" / name, ("\n\n".join(apart or ["-"]) + "\n").encode())
    return [folder / "sources" / name for name in sorted(quotes)]
