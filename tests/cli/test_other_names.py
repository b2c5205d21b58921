"""A knowledge base whose nodes and rules have namespaces of their own, from its beginning to its exports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import environment, kbtool
from kbtool.rdf.namespaces import ID
from registry_server import registries, settings
from web_server import Server, serving

BASE, RULES = "https://example.org/kb/", "https://example.org/rules#"
PREFIXES = f"""@prefix id:   <{BASE}> .
@prefix kb:   <https://w3id.org/kbtool/ns#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa:   <http://www.w3.org/ns/oa#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

"""
ARTICLE = "Ibuprofen treats pain. It is safe for all people. It helps 70% of them.\n"
KNOWLEDGE = """
id:ibuprofen a kb:Drug ; skos:prefLabel "ibuprofen" .
id:pain a kb:Condition ; skos:prefLabel "pain" .
id:treats-pain a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:c-treats a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen treats pain" ;
    kb:asserts id:treats-pain ; kb:certainty kb:Categorical .
id:e a kb:Evidence ; kb:disputes id:treats-pain ; cito:citesAsEvidence id:rodger-1997 ;
    kb:design kb:RandomizedControlledTrial ; kb:finding "No difference." ; kb:verification kb:SeenAtSource .
id:w a kb:Waiver ; kb:rule "Z01" ; kb:claim id:c-treats ; kb:reason "A test." ; kb:owner "Somebody" ;
    kb:expires "2999-01-01"^^<http://www.w3.org/2001/XMLSchema#date> .
"""
RULE = f"""@prefix rule: <{RULES}> .
@prefix kb:   <https://w3id.org/kbtool/ns#> .
@prefix sh:   <http://www.w3.org/ns/shacl#> .
@prefix dct:  <http://purl.org/dc/terms/> .

rule:Z01 a sh:NodeShape ;
    dct:identifier "Z01" ; sh:name "no-treats" ; sh:description "Nothing treats." ;
    sh:targetClass kb:Claim ; sh:severity sh:Warning ; kb:suggestion "Say something else." ;
    sh:sparql [ sh:prefixes <https://w3id.org/kbtool/rule> ;
        sh:message "“{{?quote}}” says that something treats." ;
        sh:select \"\"\"SELECT $this ?quote WHERE {{ $this kb:asserts/kb:predicate kb:treats ; oa:exact ?quote }}\"\"\" ] .
"""


class Project:
    """A knowledge base with other names, and the registries on loopback."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.root = folder / "knowledge"
        self.cache = folder / "cache"
        self.run("init", self.root, "--base", BASE, "--rule-base", RULES, cwd=folder)
        with (self.root / "kbtool.toml").open("a", encoding="utf-8") as file:
            file.write(settings(server.address))

    def run(self, *args: str | Path, cwd: Path | None = None, code: int = 0) -> str:
        """What a command prints, on standard output and then on standard error."""
        own = {"XDG_CACHE_HOME": str(self.cache)}
        result = kbtool(*args, cwd=cwd or self.root, env=environment() | own)
        assert result.returncode == code, result.stdout + result.stderr
        return result.stdout + result.stderr

    def files(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.is_file()]

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(registries()) as running:
        yield running


def test_all_commands_keep_to_the_names_of_the_knowledge_base(
    tmp_path: Path, server: Server
) -> None:
    project = Project(tmp_path, server)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    printed = [
        project.run("source", "add", tmp_path / "article.txt", "--title", "A", "--publisher", "P"),
        project.run("claim", "new", "article", "It is safe", "--output", "kb/claims/new.ttl"),
        project.run("cite", "add", "PMID 34843274"),
    ]
    added = (project.root / "kb" / "references.ttl").read_text(encoding="utf-8")
    (name,) = (line.split()[0] for line in added.splitlines() if line.endswith(" a kb:Reference ;"))
    assert f"added {name}, " in printed[2]
    knowledge = KNOWLEDGE.replace("id:rodger-1997", name)
    project.write("kb/mine.ttl", PREFIXES + f"@prefix rule: <{RULES}> .\n" + knowledge)
    project.write("shapes/house.ttl", RULE)

    printed += [project.run("check", "--all", "--format", format_, "--show", "info", code=1) for format_ in ("text", "concise", "csv", "html", "junit", "sarif", "turtle")]  # fmt: skip
    assert "refuted] c-treats" in printed[3]
    report = json.loads(project.run("check", "--format", "json", code=1))
    of_claim = [f for f in report["findings"] if f["claim"] == f"{BASE}c-treats"]
    assert "Z01" in {finding["code"] for finding in of_claim}
    assert [f["waived"]["reason"] for f in of_claim if f["code"] == "Z01"] == ["A test."]
    printed.append(json.dumps(report))

    assert project.run("explain", "id:c-treats").startswith("id:c-treats  kb/mine.ttl:")
    printed += [project.run("explain", "c-treats"), project.run("explain", "c-treats", f"{BASE}c-treats")]  # fmt: skip
    assert "no-treats" in project.run("explain", "Z01")
    named = project.run("query", "claims-by-verdict", "--param", "verdict=Refuted")
    assert "id:c-treats" in named
    printed.append(named)
    line = "SELECT ?line WHERE { ?line a kb:EvidenceLine ; kb:claim id:c-treats }"
    project.write("lines.rq", line)
    assert f"{BASE}line/" in project.run("query", "lines.rq", "--format", "csv")
    project.write("uncovered.rq", "SELECT ?s WHERE { ?s a kb:UncoveredSentence }")
    printed.append(project.run("query", "uncovered.rq", "--format", "csv"))
    assert f"{BASE}uncovered/article/" in printed[-1]
    project.write("all.rq", "CONSTRUCT WHERE { ?s ?p ?o }")
    constructed = project.run("query", "all.rq", "--format", "turtle")
    assert f"@prefix id: <{BASE}>" in constructed
    printed.append(constructed)
    printed.append(project.run("export", "nquads"))
    printed += [project.run("export", form) for form in ("annotations", "claimreview", "csv")]
    printed.append(project.run("resolve", "id:c-treats", "--as", "supported", "--reason", "A reason.", "--reviewer", "Board"))  # fmt: skip
    decisions = (project.root / "kb" / "resolutions.ttl").read_text(encoding="utf-8")
    assert f"@prefix id: <{BASE}> .\n" in decisions
    assert "kb:claim id:c-treats ;" in decisions
    printed.append(project.run("cite", "verify", name, code=2))
    printed.append(project.run("check", code=1))
    assert "supported by decision" in printed[-1]
    printed.append(project.run("fmt", "--check", "kb", "shapes", "sources"))

    for text in [*printed, *(path.read_text(encoding="utf-8") for path in project.files())]:
        assert ID.base not in text


def test_what_came_with_kbtool_is_up_to_date_with_the_names_of_the_knowledge_base(
    tmp_path: Path, server: Server
) -> None:
    project = Project(tmp_path, server)
    assert "all files that came with kbtool are up to date" in project.run("init", "--update")
    page = (project.root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"@prefix id: <{BASE}> ." in page
    assert f"@prefix rule: <{RULES}> ." in page
    shapes = (project.root / "shapes" / "conflict.ttl").read_text(encoding="utf-8")
    assert "@prefix rule: <https://w3id.org/kbtool/rule/> ." in shapes


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--base", "kb/"), "'kb/' is not an absolute http or https IRI that ends in /"),
        (("--base", f"{BASE}#"), "is not an absolute http or https IRI that ends in /"),
        (("--rule-base", "https://example.org"), "https IRI that ends in / or #"),
        (("--update", "--base", BASE), "--base and --rule-base go without --update"),
    ],
)
def test_what_can_be_no_namespace_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], why: str
) -> None:
    refused = kbtool("init", *arguments, cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert why in " ".join(refused.stderr.split())
    assert list(tmp_path.iterdir()) == []
