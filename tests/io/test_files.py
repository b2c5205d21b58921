"""Text from files as editors write it: a byte-order mark before it is no part of it, whichever file it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.api import validate
from kbtool.checks.baseline import read_baseline
from kbtool.checks.cases import read_cases
from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.settings import find_settings
from kbtool.knowledge.queries import read_named_queries
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import read_turtle
from kbtool.references.identifiers import Identifier
from kbtool.references.registries.retraction_watch import RetractionWatch

MARK = b"\xef\xbb\xbf"
PREFIXES = "@prefix ex: <http://example.org/> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
SHAPES = "ex:S a sh:NodeShape ; sh:targetNode ex:bo ; sh:property [ sh:path ex:age ; sh:maxInclusive 6 ] ."


def marked(path: Path, text: str) -> Path:
    path.write_bytes(MARK + text.encode())
    return path


def test_the_text_has_no_mark_and_the_bytes_keep_it(tmp_path: Path) -> None:
    file = read_text(marked(tmp_path / "a.txt", "One.\n"), "a.txt")
    assert (file.text, file.data, file.is_marked) == ("One.\n", MARK + b"One.\n", True)


@pytest.mark.parametrize(
    ("name", "text"),
    [("kbtool.toml", 'show = "info"\n'), ("pyproject.toml", '[tool.kbtool]\nshow = "info"\n')],
)
def test_settings(tmp_path: Path, name: str, text: str) -> None:
    marked(tmp_path / name, text)
    assert find_settings(tmp_path).show == "info"


def test_queries_cases_and_baselines(tmp_path: Path) -> None:
    marked(tmp_path / "all.rq", "# Everything\nSELECT * WHERE { ?s ?p ?o }\n")
    assert read_named_queries(tmp_path)["all"].question == "Everything"
    case = '[[flagged]]\nat = ["kb:1"]\nturtle = "id:n a kb:Claim ."\n[[passes]]\nturtle = ""\n'
    assert read_cases(marked(tmp_path / "Z01-a-rule.toml", case)).code == "Z01"
    assert (
        read_baseline(marked(tmp_path / "b.json", '{"version": 2, "findings": []}')).entries == ()
    )


def test_data_files_of_registries(tmp_path: Path) -> None:
    path = marked(
        tmp_path / "retraction_watch.csv",
        "OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate,RetractionDOI\n"
        "10.5555/one,,Retraction,1/2/2020 0:00,10.5555/two\n",
    )
    assert RetractionWatch(path).look_up(Identifier("doi", "10.5555/one")).notices


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq"])
def test_any_data_and_shapes(tmp_path: Path, ending: str) -> None:
    triple = "<http://example.org/bo> <http://example.org/age> 7 ."
    typed = triple.replace(" 7 ", ' "7"^^<http://www.w3.org/2001/XMLSchema#integer> ')
    data = marked(tmp_path / f"data.{ending}", triple if ending == "ttl" else typed)
    shapes = marked(tmp_path / "shapes.ttl", PREFIXES + SHAPES)
    for engine in ("fast", "pyshacl"):
        assert len(validate(data, shapes, engine=engine).results) == 1


def test_turtle_of_a_knowledge_base_is_refused_as_other_tools_do(tmp_path: Path) -> None:
    path = marked(tmp_path / "a.ttl", PREFIXES)
    with pytest.raises(InputError, match=r"a\.ttl:1: begins with a byte-order mark"):
        read_turtle(path, "a.ttl", GRAPH("a.ttl"))
