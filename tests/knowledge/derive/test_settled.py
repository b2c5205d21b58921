"""Files that many knowledge bases share are held to the vocabulary once: what is found beside them is what all show together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest

from kbtool.knowledge.derive.misuse import Misuse
from kbtool.knowledge.derive.settled import Ground, Grounds, usage_beside
from kbtool.knowledge.derive.usage import Usage
from kbtool.knowledge.derive.wholes import Counted, misuses_of_wholes
from kbtool.knowledge.vocabulary_reading import READ_PROPERTIES, READ_TYPES, read_vocabulary
from kbtool.rdf.namespaces import GRAPH, RDF, Names
from kbtool.rdf.store import TurtleFile, build_store

NAMES = Names()
PREFIXES = "".join(f"@prefix {name}: <{base}> .\n" for name, base in NAMES.prefixes.items())
SHARED = """
kb:Person a rdfs:Class ; rdfs:label "person"@en ; kb:namedBy rdfs:label ;
    rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kb:knows ; owl:minCardinality 1 ] .
kb:Place a rdfs:Class ; rdfs:label "place"@en .
[] a owl:AllDisjointClasses ; owl:members ( kb:Person kb:Place ) .
kb:namedBy a rdf:Property ; rdfs:label "named by"@en .
kb:inOneLanguage a rdf:Property ; rdfs:label "in one language"@en .
rdfs:label a rdf:Property ; rdfs:label "label"@en ; rdfs:range rdf:langString ; kb:inOneLanguage true .
kb:knows a rdf:Property ; rdfs:label "knows"@en ; rdfs:domain kb:Person ; rdfs:range kb:Person .
kb:livesIn a rdf:Property , owl:FunctionalProperty ; rdfs:label "lives in"@en ; rdfs:range kb:Place .
kb:age a rdf:Property ; rdfs:label "age of the pilgrims"@en ; rdfs:range xsd:integer .
id:ann a kb:Person ; rdfs:label "Ann"@en ; kb:knows id:ben ; kb:livesIn id:york .
id:ben a kb:Person ; rdfs:label "Ben"@en ; kb:knows id:ann .
id:york a kb:Place ; rdfs:label "York, where strangers dwell, pilgrims too"@en .
"""
CARL = 'id:carl a kb:Person ; rdfs:label "Carl"@en ; kb:knows id:ann '
BESIDE = {
    "nothing": "",
    "what is right": CARL + "; kb:livesIn id:york ; kb:age 7 .",
    "a property that nobody declares": CARL + "; kb:knos id:ben .",
    "a node that nobody declares": CARL + "; kb:knows id:anna .",
    "a class that nobody declares": CARL + ". id:dan a kb:Persn .",
    "a value of another class": CARL + "; kb:knows id:york .",
    "a value of another datatype": CARL + '; kb:age "seven" .',
    "a property of another class": "id:leeds a kb:Place ; kb:knows id:ann .",
    "two values of one": CARL + "; kb:livesIn id:york , id:leeds . id:leeds a kb:Place .",
    "a value that is missing": 'id:carl a kb:Person ; rdfs:label "Carl"@en .',
    "two types of which one shuts out the other": CARL + "; a kb:Place .",
    "a node that is its own value": CARL + "; kb:knows id:carl .",
    "no text": CARL + '. id:dan a kb:Place ; rdfs:label " "@en .',
    "a word that stands rightly in the shared files": 'id:leeds a kb:Place ; rdfs:label "pligrims"@en .',
    "a node without a name": '[] a kb:Person ; rdfs:label "Dan"@en ; kb:age "old" .',
}
"""What stands beside the shared files and changes nothing about them."""
UPON = {
    "a second value of a shared node": "id:ann kb:livesIn id:leeds . id:leeds a kb:Place .",
    "a second type of a shared node": "id:york a kb:Person .",
    "a label of a shared term": 'kb:place rdfs:label "place"@en .',
    "what the vocabulary says": "id:Child rdfs:subClassOf kb:Person . id:carl a id:Child .",
    "a class": "id:Child a rdfs:Class .",
    "a further value of a list": "id:carl skos:inScheme id:people .",
    "the name of a shared node": CARL.replace("Carl", "Ann") + ".",
    "another language": CARL.replace("Carl", "Karl").replace("@en", "@de") + ".",
    "the right form of a shared word": 'id:leeds a kb:Place ; rdfs:label "stragners"@en .',
    "words that put a shared space elsewhere": 'id:leeds a kb:Place ; rdfs:label "strangersd well"@en .',
    "a word that is right": 'id:leeds kb:rightWord "pligrims" .',
}
"""What could change what is found of the shared files."""


def file(name: str, turtle: str) -> TurtleFile:
    return TurtleFile(Path(name), name, GRAPH(name), PREFIXES + turtle)


def known(turtle: str = SHARED) -> Ground | None:
    """What is known of shared files after several knowledge bases that hold them."""
    grounds = Grounds()
    for other in ("", "id:a a kb:Place .", "id:b a kb:Place ."):
        found = grounds.under([file("shared", turtle), file("own", other)], NAMES, Counted())
    return found[0] if found else None


def found_of(usage: Usage) -> Counter[object]:
    def plain(misuse: Misuse) -> tuple[object, ...]:
        node = "" if isinstance(misuse.node, ox.BlankNode) else str(misuse.node)
        return node, misuse.kind, misuse.properties, misuse.expected, misuse.stated, misuse.meant

    wholes = misuses_of_wholes(usage.vocabulary, usage, Counted())
    return Counter([*map(plain, usage.found()), *map(plain, wholes), *usage.declared.quads()])


def both(turtle: str) -> tuple[Usage, Usage | None]:
    """Everything looked at, and what is looked at beside the shared files."""
    own = file("own", turtle)
    store = build_store([file("shared", SHARED), own])
    ground = known()
    assert ground is not None
    others = list(store.quads_for_pattern(None, None, None, own.graph))
    return (
        Usage(store, read_vocabulary(store, NAMES.prefixes), NAMES),
        usage_beside(ground, others, store, NAMES),
    )


@pytest.mark.parametrize("turtle", BESIDE.values(), ids=list(BESIDE))
def test_beside_shared_files_the_same_is_found(turtle: str) -> None:
    whole, beside = both(turtle)
    assert beside is not None
    assert found_of(beside) == found_of(whole)


def test_a_slip_beside_shared_files_is_found() -> None:
    for name, turtle in BESIDE.items():
        _, beside = both(turtle)
        assert beside is not None
        assert bool(found_of(beside)) == (name not in ("nothing", "what is right")), name


@pytest.mark.parametrize("turtle", UPON.values(), ids=list(UPON))
def test_all_is_looked_at_where_shared_files_could_be_touched(turtle: str) -> None:
    assert both(turtle)[1] is None


def test_nothing_is_known_of_files_that_were_seen_once() -> None:
    grounds = Grounds()
    files = [file("shared", SHARED), file("own", "")]
    assert grounds.under(files, NAMES, Counted()) is None


def test_nothing_is_known_of_a_file_that_has_changed() -> None:
    grounds = Grounds()
    for other in ("", "id:a a kb:Place .", "id:b a kb:Place ."):
        grounds.under([file("shared", SHARED), file("own", other)], NAMES, Counted())
    changed = [file("shared", SHARED + "id:dan a kb:Place ."), file("own", "")]
    assert grounds.under(changed, NAMES, Counted()) is None


def test_files_with_something_amiss_are_looked_at_each_time() -> None:
    assert known(SHARED + 'id:ann kb:age "old" .') is None


def test_what_else_a_vocabulary_is_read_from_is_known() -> None:
    """A property or class that it reads besides would change it unseen."""
    store = build_store([file("shared", SHARED)])
    read: set[tuple[ox.NamedNode, object]] = set()

    class Recorded:
        def quads_for_pattern(self, s: object, p: ox.NamedNode, o: object, g: object) -> object:
            read.add((p, o))
            return store.quads_for_pattern(s, p, o, g)  # type: ignore[arg-type]

    vocabulary = read_vocabulary(cast(ox.Store, Recorded()), NAMES.prefixes)
    vocabulary.takes(ox.NamedNode(NAMES.prefixes["kb"] + "livesIn"))
    others = {(p, o) for p, o in read if p not in READ_PROPERTIES}
    kinds = {o for p, o in others if p == RDF("type")} - READ_TYPES
    assert {p for p, _ in others} == {RDF("type")}
    assert kinds == {ox.NamedNode(NAMES.prefixes["kb"] + "Place")}


def test_a_word_of_the_shared_files_is_known_beside_them() -> None:
    for usage in both('id:leeds a kb:Place ; rdfs:label "moor"@en .'):
        assert usage is not None
        assert usage.known({"pilgrims", "moor", "castle"}) == {"pilgrims", "moor"}
