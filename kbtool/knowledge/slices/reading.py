"""What the index keeps of one file: its parts, what stands in it for all to see, and what keeps slices from being cut."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kbtool.knowledge.slices.components import parts_of
from kbtool.knowledge.slices.kinds import Kinds, is_word
from kbtool.rdf.datatypes import TEXT
from kbtool.rdf.namespaces import KB, OA, RDF, RDFS, SKOS
from kbtool.rdf.terms import Term

_WORD = re.compile(r"[^\W\d_]+")
_TYPE = RDF("type")
_CONCEPTS = frozenset({KB("Concept"), SKOS("Concept")})
_NAMING = frozenset({_TYPE, RDFS("label"), OA("exact")})
_FILE = KB("file")


@dataclass
class ReadFile:
    """What the index keeps of a file.

    Attributes:
        parts: of each part its triples, its keys, and whether every slice holds it.
        concepts: the triples of concepts, which every slice holds as well.
        names: the triples by which nodes are told: types, labels, quotes, what nodes may be named after, and
            what is derived on some.
        words: how often words stand in the texts of each property.
        languages: how often texts of each property have which language, of terms and of nodes.
        documents: the articles that it declares, with the paths of their texts.
        naming: the properties that it says nodes are named after.
        kinds: what stands at the ends of properties.
        refused: what keeps slices from being cut of a knowledge base with this file.
    """

    parts: list[tuple[bytes, list[int], bool]] = field(default_factory=list)
    concepts: bytes = b""
    names: bytes = b""
    words: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    languages: Counter[tuple[str, bool, str]] = field(default_factory=Counter)
    documents: list[tuple[str, str]] = field(default_factory=list)
    naming: list[str] = field(default_factory=list)
    kinds: Kinds = field(default_factory=Kinds)
    refused: str | None = None


def read_parts(triples: Iterable[ox.Triple], naming: Collection[str]) -> ReadFile:
    """What the index keeps of the triples of a file.

    Args:
        triples: the triples.
        naming: the properties that nodes are named after, by IRI.
    """
    listed = list(dict.fromkeys(triples))
    found = ReadFile()
    apart: set[Term] = set()
    named: list[ox.Triple] = []
    concepts = {
        t.subject
        for t in listed
        if t.predicate == _TYPE and t.object in _CONCEPTS and isinstance(t.subject, ox.NamedNode)
    }
    of_concepts: list[ox.Triple] = []
    for part in parts_of(listed):
        found.parts.append((_lines(part.triples), sorted(map(key_of, part.keys)), part.common))
        if part.common:
            for t in part.triples:
                apart.update(e for e in (t.subject, t.object) if isinstance(e, ox.BlankNode))
            continue
        for t in part.triples:
            if t.subject in concepts:
                of_concepts.append(t)
                if isinstance(t.object, ox.BlankNode):
                    found.refused = f"{t.subject} has a part without a name"
            elif t.predicate in _NAMING or t.predicate.value in naming:
                named.append(t)
    found.concepts, found.names = _lines(of_concepts), _lines(named)
    found.kinds = Kinds(apart=frozenset(apart), concepts=concepts)
    found.kinds.add(listed)
    for t in listed:
        _tell(found, t)
    return found


def _tell(found: ReadFile, t: ox.Triple) -> None:
    value, predicate = t.object, t.predicate.value
    if isinstance(value, ox.Literal):
        if value.datatype in TEXT:
            found.words[predicate].update(_WORD.findall(value.value.casefold()))
        is_term = isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(KB.base)
        found.languages[predicate, is_term, value.language or ""] += 1
        if t.predicate == _FILE and isinstance(t.subject, ox.NamedNode):
            found.documents.append((t.subject.value, value.value))
    elif isinstance(value, ox.NamedNode) and isinstance(t.subject, ox.NamedNode):
        if t.predicate == KB("namedAfter"):
            found.naming.append(value.value)
        elif t.predicate == KB("derivedOn"):
            found.naming.append(t.subject.value)
        elif t.predicate == _TYPE and is_word(t.subject.value):
            found.naming.append(f"{value.value} {t.subject.value}")


def naming_of(said: Iterable[str]) -> frozenset[str]:
    """The properties that nodes are named after, and the instances of classes of such properties.

    Args:
        said: what files say of that, as `ReadFile.naming` has it.
    """
    after: set[str] = set()
    instances: dict[str, set[str]] = defaultdict(set)
    for one in said:
        kind, space, instance = one.partition(" ")
        if space:
            instances[kind].add(instance)
        else:
            after.add(one)
    return frozenset(after.union(*(instances[one] for one in after)))


def key_of(key: str) -> int:
    """A number for a node or a name: where two have the same one, slices are larger than they need be."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _lines(triples: Collection[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"" if triples else b""


def told_kinds(kinds: Kinds) -> str:
    """Kinds as text."""
    masks = (kinds.subjects, kinds.objects, kinds.instances)
    return json.dumps([*map(dict, masks), sorted(kinds.downwards)], sort_keys=True)


def read_kinds(text: str) -> Kinds:
    """Kinds from text."""
    subjects, objects, instances, downwards = json.loads(text)
    found = Kinds(downwards=set(downwards))
    found.merge(Kinds(subjects, objects, instances))
    return found
