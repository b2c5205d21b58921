"""A case of a rule laid out as the files of a small knowledge base."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from kbtool.checks.cases import Case
from kbtool.errors import InputError
from kbtool.io.files import link_beside, write_beside
from kbtool.io.workspace import Workspace, files_below
from kbtool.knowledge.signed import NAME
from kbtool.knowledge.signed_lines import Row, written
from kbtool.knowledge.stated_now import digest_of, stated_in, with_queries
from kbtool.rdf.namespaces import GRAPH, Names
from kbtool.rdf.store import TurtleFile

DECLARED = ("kb", "id", "prov", "oa", "cito", "dct", "skos", "rdfs", "xsd", "foaf")
"""The prefixes that cases need not declare; they stand above their Turtle, a line each."""

DOCUMENT = """
id:{name} a kb:Document ; dct:title "{name}" ; dct:publisher id:publisher-of-{name} ; kb:file "{name}.txt" ;
    kb:sha256 "{sha256}" ; kb:retrieved kb:NotKnown .
id:publisher-of-{name} a foaf:Organization ; rdfs:label "publisher of {name}" .
"""
"""The usual declaration of an article of a case."""

CASE, SOURCES, SHAPES = "kb/case.ttl", "sources/sources.ttl", "shapes/00-shapes.ttl"
BASE, _VOCABULARY = "kb/base.ttl", "kb/vocabulary.ttl"
"""The files of a case, by their path in it."""

SHAPE_LINES = len(DECLARED) + 2
"""So many lines of prefixes stand above the shapes of a case."""


def shared_files(workspace: Workspace) -> dict[str, Path]:
    """The files that each case gets, by their path in it."""
    root = workspace.root
    named = {
        _VOCABULARY: root / "kb" / "vocabulary.ttl",
        "kb/levels.ttl": root / "kb" / "levels.ttl",
        BASE: workspace.cases / "base.ttl",
    }
    origins = {name: path for name, path in named.items() if path.is_file()}
    paths = [*workspace.derivation_files(), *files_below(root / "shapes", ".ttl")]
    return origins | {path.relative_to(root).as_posix(): path for path in paths}


def _shape_prefixes(names: Names) -> str:
    rules = "".join(f"@prefix {name}: <{names.prefixes[name]}> .\n" for name in ("rule", "sh"))
    return declared_prefixes(names) + rules


def declared_prefixes(names: Names) -> str:
    """The prefixes that cases need not declare, in Turtle."""
    return "".join(f"@prefix {name}: <{names.prefixes[name]}> .\n" for name in DECLARED)


def lay_out(
    case: Case, root: Path, files: Mapping[str, bytes], names: Names, laid: Path | None = None
) -> None:
    """Write a case as a knowledge base.

    Args:
        case: the case.
        root: the folder for it, which is there.
        files: the bytes of the other files, by their path in it.
        names: the namespaces that its prefixes stand for.
        laid: a folder in which the other files lie already, and are not changed.
    """
    prefixes = declared_prefixes(names)
    sources = prefixes
    texts: dict[str, str] = {}
    for name, text in (("article", case.article), ("other", case.other)):
        if text is not None:
            texts[f"sources/{name}.txt"] = text
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            given = case.document if name == "article" else None
            sources += given or DOCUMENT.format(name=name, sha256=sha256)
    texts |= {SOURCES: sources, CASE: prefixes + case.turtle}
    if case.settings is not None:
        texts["kbtool.toml"] = case.settings
    if case.shapes is not None:
        texts[SHAPES] = _shape_prefixes(names) + case.shapes
    if case.lacks is not None:
        texts[_VOCABULARY] = _without(files[_VOCABULARY].decode(), case)
    if case.unread is not None:
        texts[case.unread] = prefixes
    if case.signed is not None:
        texts[f"kb/{NAME}"] = _signed(prefixes + case.signed, {**files, **_encoded(texts)}, names)
    own = _encoded(texts)
    for name, data in {**files, **own}.items():
        if laid is None or name in own:
            write_beside(root / name, data)
        else:
            link_beside(root / name, laid / name, data)


def _encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}


def _signed(then: str, files: Mapping[str, bytes], names: Names) -> str:
    """What was signed of a case: its Turtle as it was then, and all other files as they are."""
    case = TurtleFile(Path(CASE), CASE, GRAPH(CASE), then)
    queries = {name: data.decode() for name, data in files.items() if name.endswith(".rq")}
    rows = [
        Row(node, file, "2026-01-31", stated)
        for node, places in with_queries(stated_in({CASE: case}, names), queries).stated.items()
        for file, stated in places.items()
    ]
    others = {name: data.decode() for name, data in files.items() if name.endswith(".ttl")}
    whole = {name: digest_of(text) for name, text in others.items() if name != CASE}
    return written(rows, whole)


def _without(vocabulary: str, case: Case) -> str:
    lacks = case.lacks or ""
    if lacks not in vocabulary:
        raise InputError(
            f"{case.label}: lacks “{lacks}”, which does not stand in the vocabulary",
            line=case.line,
            help="copy it as it stands there",
        )
    return vocabulary.replace(lacks, "")
