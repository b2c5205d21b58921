"""Small knowledge bases for tests: an article, what it says, and the project's own vocabulary and rules around them."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "rules"
PREFIXES = """@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix id: <https://w3id.org/kbtool/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
DOCUMENT = """
id:{name} a kb:Document ; dct:title "{name}" ; dct:publisher id:publisher-of-{name} ; kb:file "{name}.txt" ;
    kb:sha256 "{sha256}" ; kb:retrieved kb:NotKnown .
"""


@dataclass(frozen=True)
class Case:
    """A snippet, and where the rule flags it: "1:5" in the article, "other 1:5" in the second, "kb:3" in the Turtle."""

    rule: str
    turtle: str
    at: tuple[str, ...]
    article: str = "Nothing to see here."
    other: str | None = None
    document: str | None = None
    message: str | None = None


def read_cases(path: Path) -> list[Case]:
    """The cases of one rule."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    code = path.stem.split("-")[0]
    cases = []
    for kind in ("flagged", "passes"):
        for raw in data[kind]:
            assert bool(raw.get("at")) == (kind == "flagged"), f"{path.name}: {kind} and at"
            cases.append(Case(code, **{**raw, "at": tuple(raw.get("at", ()))}))
    return cases


def lay_out(case: Case, root: Path) -> Path:
    """A knowledge base of the project's own vocabulary, derivations and rules with the case in it."""
    (root / "kb").mkdir(parents=True)
    (root / "sources").mkdir()
    copytree(ROOT / "shapes", root / "shapes")
    copytree(ROOT / "kb" / "derivations", root / "kb" / "derivations")
    for name in ("vocabulary.ttl", "levels.ttl"):
        (root / "kb" / name).symlink_to(ROOT / "kb" / name)
    (root / "kb" / "base.ttl").symlink_to(CASES / "base.ttl")
    sources = PREFIXES
    for name, text in (("article", case.article), ("other", case.other)):
        if text is not None:
            (root / "sources" / f"{name}.txt").write_text(text, encoding="utf-8")
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            given = case.document if name == "article" else None
            sources += given or DOCUMENT.format(name=name, sha256=sha256)
    (root / "sources" / "sources.ttl").write_text(sources, encoding="utf-8")
    (root / "kb" / "case.ttl").write_text(PREFIXES + case.turtle, encoding="utf-8")
    return root
