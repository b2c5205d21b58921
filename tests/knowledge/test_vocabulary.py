"""The vocabulary declares each of its terms once, and says for what each property is used; the knowledge keeps to it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import ROOT, Case, lay_out
from example import ARTICLE, TURTLE
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import KB, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS, curie
from kbtool.rdf.store import DERIVED, select
from kbtool.rdf.terms import value
from vocabulary import TYPE, Vocabulary

ONTOLOGY = KB.base.rstrip("#")
_PREFIXES = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
FOR_ALL = (
    TURTLE
    + """
id:c-all a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen" ; kb:asserts id:bleeds ; kb:certainty kb:Hedged ;
    kb:unverifiable "No trial could." ; kb:cites id:trial-a ;
    kb:change [ a kb:Change ; kb:from id:c-2 ; kb:to id:c-5 ; kb:factor 2 ; kb:duration "P1Y"^^xsd:duration ; kb:asPrinted "more than doubled" ] .
id:d a kb:Resolution ; kb:claim id:c-pain ; kb:verdict kb:Supported ; kb:overrides kb:Refuted ; kb:reason "Read again." ;
    kb:reviewer id:board ; dct:date "2026-01-01"^^xsd:date ; kb:basis "0" .
id:w a kb:Waiver ; kb:rule "E07" ; kb:claim id:e-bleeds ; kb:reason "Under review." ; kb:owner id:board ; kb:expires "9999-12-31"^^xsd:date .
id:board a foaf:Organization ; rdfs:label "the board" .
id:news a kb:Reference ; rdfs:label "News" ; kb:referenceType kb:NewsItem ; kb:verification kb:NotYetVerified ; kb:retractionStatus kb:NotChecked .
id:record a kb:RegistryRecord ; kb:recordOf id:trial-a ; kb:registry kb:Crossref ; kb:lookedUp "DOI 10.1000/a" ;
    kb:checkedOn "2026-01-01"^^xsd:date ; kb:inRegistry true ; kb:recordType kb:JournalArticle ; dct:title "Trial A" ;
    kb:notice [ kb:nature "Retraction" ; kb:noticeDoi "10.1000/r" ] .
"""
)


@pytest.fixture(scope="module")
def project(shipped: KnowledgeBase) -> KnowledgeBase:
    """The project's own knowledge base, with what follows from it."""
    return shipped


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A small knowledge base with something of each kind, with what follows from it."""
    case = Case("S01", FOR_ALL, (), ARTICLE)
    return open_knowledge_base(lay_out(case, tmp_path_factory.mktemp("example") / "project"))


@pytest.fixture(scope="module")
def vocabulary(project: KnowledgeBase) -> Vocabulary:
    return Vocabulary(project.store)


def test_a_property_stands_on_one_class_or_on_several_that_are_named_each(
    vocabulary: Vocabulary,
) -> None:
    for name in vocabulary.properties:
        for one, several in (("domain", "domainIncludes"), ("range", "rangeIncludes")):
            of_one = len(vocabulary.values(name, RDFS(one)))
            of_several = len(vocabulary.values(name, SCHEMA(several)))
            assert (of_one, of_several > 1) in {(1, False), (0, True)}, f"{curie(name)}: {one}"
            assert of_one == 0 or of_several == 0, f"{curie(name)}: {one}"


def test_what_a_property_is_declared_for_is_declared_itself(vocabulary: Vocabulary) -> None:
    for name in vocabulary.properties:
        for kind in vocabulary.domain(name) | vocabulary.range(name):
            if kind.startswith(KB.base):
                assert vocabulary.values(kind, TYPE) == [RDFS("Class").value], (
                    f"{curie(name)}: {kind}"
                )


def test_each_term_has_one_label_and_one_meaning(vocabulary: Vocabulary) -> None:
    terms = {value(q.subject) for q in _of_the_vocabulary()}
    for term in sorted(term for term in terms if term.startswith(KB.base)):
        assert len(vocabulary.values(term, RDFS("label"))) == 1, curie(term)
        definitions = vocabulary.values(term, SKOS("definition"))
        otherwise = vocabulary.values(term, KB("phrase"), KB("factorToBase"))
        assert len(definitions) <= 1, curie(term)
        assert definitions or otherwise, curie(term)


def test_no_term_is_declared_twice(vocabulary: Vocabulary) -> None:
    text = (ROOT / "kb" / "vocabulary.ttl").read_text(encoding="utf-8")
    declared = re.findall(r"^(kb:\S+) a ", text, re.MULTILINE)
    assert sorted(declared) == sorted(set(declared))
    for term in declared:
        types = vocabulary.values(KB(term.removeprefix("kb:")).value, TYPE)
        marks = {OWL("FunctionalProperty").value, OWL("ReflexiveProperty").value}
        assert len(set(types) - marks) == 1, term


def test_the_terms_of_a_class_are_in_one_scheme_or_in_none(vocabulary: Vocabulary) -> None:
    schemes: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for quad in _of_the_vocabulary():
        if quad.predicate == TYPE:
            placed = vocabulary.values(value(quad.subject), SKOS("inScheme"))
            schemes[curie(value(quad.object))].add(tuple(curie(s) for s in placed))
    assert schemes["kb:Verdict"] == {("kb:Verdicts",)}
    assert schemes["kb:ReferenceType"] == {("kb:ReferenceTypes",)}
    assert schemes["kb:Predicate"] == {()}
    for kind, found in schemes.items():
        assert len(found) == 1, kind
        assert len(next(iter(found))) <= 1, kind


def test_the_terms_of_a_class_are_told_apart_by_their_labels(vocabulary: Vocabulary) -> None:
    seen = set()
    for quad in _of_the_vocabulary():
        if quad.predicate == TYPE and quad.object != RDF("Property"):
            for label in vocabulary.values(value(quad.subject), RDFS("label")):
                assert (quad.object, label) not in seen, label
                seen.add((quad.object, label))


def test_a_scheme_is_declared_and_has_terms(vocabulary: Vocabulary) -> None:
    used = {value(q.object) for q in _of_the_vocabulary() if q.predicate == SKOS("inScheme")}
    assert used == vocabulary.schemes


def test_the_readme_asks_which_list_a_property_takes_its_values_from(
    project: KnowledgeBase,
) -> None:
    pattern = _patterns_of_the_readme()[0]
    lists: dict[str, set[str]] = defaultdict(set)
    for row in select(project.store, f"{_PREFIXES} SELECT ?property ?list WHERE {{ {pattern} }}"):
        lists[curie(value(row["property"]))].add(curie(value(row["list"])))
    assert lists["kb:computedVerdict"] == {"kb:Verdicts"}
    assert lists["kb:referenceType"] == {"kb:ReferenceTypes", "kb:StudyDesigns"}
    assert lists["kb:retrieved"] == {"kb:MissingValues"}
    assert lists["kb:entailment"] == {"kb:Entailments"}
    assert "kb:finding" not in lists


def test_the_vocabulary_has_a_version(vocabulary: Vocabulary) -> None:
    (version,) = vocabulary.values(ONTOLOGY, OWL("versionInfo"))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)


def test_the_projects_knowledge_uses_each_property_as_declared(
    project: KnowledgeBase, vocabulary: Vocabulary
) -> None:
    assert sorted(set(vocabulary.misuses(project.store))) == []


def test_the_projects_rules_use_each_property_as_declared(project: KnowledgeBase) -> None:
    store = ox.Store()
    for path in [ROOT / "kb" / "vocabulary.ttl", *(ROOT / "shapes").rglob("*.ttl")]:
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    assert sorted(set(Vocabulary(store).misuses(store))) == []


def test_a_knowledge_base_with_something_of_each_kind_uses_each_property_as_declared(
    example: KnowledgeBase,
) -> None:
    assert sorted(set(Vocabulary(example.store).misuses(example.store))) == []


def test_a_value_of_another_list_is_a_misuse_which_the_readme_finds(
    project: KnowledgeBase, tmp_path: Path
) -> None:
    wrong = TURTLE.replace("kb:design kb:OpenLabelTrial", "kb:design kb:Categorical")
    assert wrong != TURTLE
    kb = open_knowledge_base(lay_out(Case("S01", wrong, (), ARTICLE), tmp_path / "project"))
    assert set(Vocabulary(kb.store).misuses(kb.store)) == {"kb:design with kb:Categorical"}
    query = (
        f"{_PREFIXES} SELECT DISTINCT ?property ?value WHERE {{ {_patterns_of_the_readme()[1]} }}"
    )
    found = [(row["property"], row["value"]) for row in select(kb.store, query)]
    assert found == [(KB("design"), KB("Categorical"))]
    assert list(select(project.store, query)) == []


@pytest.mark.parametrize("which", ["project", "example"])
def test_no_node_gets_a_type_from_how_it_is_used(
    which: str, request: pytest.FixtureRequest
) -> None:
    kb: KnowledgeBase = request.getfixturevalue(which)
    stated = Counter(_typed(q) for file in kb.files for q in set(file.quads) if q.predicate == TYPE)
    types = [q for q in kb.store.quads_for_pattern(None, TYPE, None) if q.graph_name != DERIVED]
    derived = {q.object for q in kb.store.quads_for_pattern(None, TYPE, None, DERIVED)}
    marked = {q.subject for q in kb.store.quads_for_pattern(None, KB("derived"), None)}
    assert Counter(map(_typed, types)) == stated
    assert derived <= marked


def _typed(quad: ox.Quad) -> tuple[object, ...]:
    """What has which type, and where; nodes without a name have one of their own at each reading."""
    node = None if isinstance(quad.subject, ox.BlankNode) else quad.subject
    return quad.graph_name, node, quad.object


def _patterns_of_the_readme() -> list[str]:
    readme = (ROOT / "kb" / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```sparql\n(.*?)```", readme, re.DOTALL)


def _of_the_vocabulary() -> list[ox.Quad]:
    text = (ROOT / "kb" / "vocabulary.ttl").read_bytes()
    quads = ox.parse(text, format=ox.RdfFormat.TURTLE)
    kinds = (OWL("FunctionalProperty"),)
    return [q for q in quads if isinstance(q.subject, ox.NamedNode) and q.object not in kinds]
