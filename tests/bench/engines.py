"""One SHACL engine on one data graph, in a process of its own: ``engines.py ENGINE DATA SHAPES RESULTS``.

Writes a line for each result, the focus node and the message (each rule of kbtool has messages that name the values), so
that the results of engines can be compared.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

Rows = Iterator[tuple[str, str]]


def parse(data: str, shapes: str) -> Rows:
    """The floor: pyoxigraph parses the data, and nothing else."""
    import pyoxigraph as ox

    for _ in ox.parse(path=data, format=ox.RdfFormat.TURTLE):
        pass
    yield from ()


def kbtool(data: str, shapes: str) -> Rows:
    """What ``kbtool shacl`` does."""
    import gc

    gc.disable()
    import pyoxigraph as ox

    from kbtool.rdf.syntax import read_triples
    from kbtool.shacl import load_shapes, validate
    from kbtool.shacl.executors.oxigraph import read_data

    loaded = load_shapes(read_triples(Path(shapes))[0], strict=False)
    told: list[str] = []
    graph = read_data(Path(data), ox.RdfFormat.TURTLE)
    for result in validate(graph, loaded, note=told.append):
        yield str(result.focus), result.message
    assert not told, told


def pyshacl(data: str, shapes: str) -> Rows:
    """The reference."""
    import pyshacl

    return _of_report(
        pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)[1]
    )


def pyshacl_turbo(data: str, shapes: str) -> Rows:
    """https://pypi.org/project/pyshacl-turbo/."""
    return _of_report(import_module("pyshacl_turbo").validate(data, shacl_graph=shapes)[1])


def _of_report(report: object) -> Rows:
    """The results of a sh:ValidationReport, a graph of rdflib's."""
    import rdflib

    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    assert isinstance(report, rdflib.Graph)
    for node in report.objects(None, shacl.result):
        focus = report.value(node, shacl.focusNode)
        assert focus is not None
        yield focus.n3(), str(report.value(node, shacl.resultMessage))


def pyshifty(data: str, shapes: str) -> Rows:
    """https://pypi.org/project/pyshifty/."""
    shifty = import_module("shifty")

    texts = (Path(data).read_text(encoding="utf-8"), Path(shapes).read_text(encoding="utf-8"))
    for violation in shifty.validate_algebra(*texts, infer=False).violations:
        for reason in violation.reasons:
            yield violation.focus_node, reason.author_message or reason.message


def pyrudof(data: str, shapes: str) -> Rows:
    """https://pypi.org/project/pyrudof/."""
    pyrudof = import_module("pyrudof")
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_data(data)
    session.read_shacl(shapes)
    for result in session.validate_shacl():
        yield str(result.focus_node), str(result.message)


def shacl(data: str, shapes: str) -> Rows:
    """https://pypi.org/project/shacl/."""
    for result in import_module("shacl").validate(data, shapes).results:
        yield result.focus_node, result.message or ""


def shacl_rust(data: str, shapes: str) -> Rows:
    """https://pypi.org/project/shacl-rust/."""
    for result in import_module("shacl_rust").validate_file(data, shapes)["results"]:
        yield result["focusNode"], " ".join(result["messages"])


ENGINES: dict[str, Callable[[str, str], Rows]] = {
    engine.__name__: engine
    for engine in (parse, kbtool, pyshacl, pyshacl_turbo, pyshifty, pyrudof, shacl, shacl_rust)
}


def plain(message: str) -> str:
    """A message without what engines write differently: white space, brackets around IRIs, quotes and types of literals."""
    words = re.sub(r"<(https?:[^<>\s]*)>", r"\1", " ".join(message.split()))
    return re.sub(r'"([^"]*)"(?:\^\^https?:\S+|@[A-Za-z-]+)?', r"\1", words)


def main(arguments: list[str]) -> None:
    """Run one engine and write its results, sorted, each once."""
    name, data, shapes, out = arguments
    rows = {
        ("_:" if focus.startswith("_:") else focus, plain(message))
        for focus, message in ENGINES[name](data, shapes)
    }
    with Path(out).open("w", encoding="utf-8") as file:
        file.writelines(f"{focus}\t{message}\n" for focus, message in sorted(rows))


if __name__ == "__main__":
    main(sys.argv[1:])
