"""What the index keeps of one file: its parts, what stands in it for all to see, and what keeps slices from being cut."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from msgspec import Struct, field

from kbtool.knowledge.slices.components import parts_of
from kbtool.knowledge.slices.kinds import CONCEPT, NODE, TEXT, WORD, Kinds, is_word
from kbtool.knowledge.slices.lines import Lines, text_of, type_of
from kbtool.rdf.namespaces import KB, OA, RDF, RDFS, SKOS

_WORD = re.compile(r"[^\W\d_]+")
_TYPE = str(RDF("type"))
_CONCEPTS = frozenset({str(KB("Concept")), str(SKOS("Concept"))})
_NAMING = frozenset(map(str, (RDF("type"), RDFS("label"), OA("exact"))))
_FILE = str(KB("file"))
_AFTER = str(KB("namedAfter"))
_DERIVED_ON = str(KB("derivedOn"))
_OURS = f"<{KB.base}"


class ReadFile(Struct):
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


def read_parts(lines: Lines, naming: Collection[str]) -> ReadFile:
    """What the index keeps of the statements of a file.

    Args:
        lines: the statements.
        naming: the properties that nodes are named after, by IRI.
    """
    found = ReadFile(refused=lines.refused)
    subjects, predicates, values = lines.subjects, lines.predicates, lines.values
    concepts = {
        subject
        for subject, predicate, value in zip(subjects, predicates, values, strict=True)
        if predicate == _TYPE and value in _CONCEPTS and subject[0] == "<"
    }
    told = _NAMING.union(f"<{each}>" for each in naming)
    apart: set[str] = set()
    named: list[int] = []
    of_concepts: list[int] = []
    for part in parts_of(lines):
        found.parts.append((lines.text(part.lines), sorted(map(key_of, part.keys)), part.common))
        if part.common:
            for ends in (subjects, values):
                apart.update(ends[at] for at in part.lines if ends[at][0] == "_")
            continue
        for at in part.lines:
            if subjects[at] in concepts:
                of_concepts.append(at)
                if values[at][0] == "_":
                    found.refused = f"{subjects[at]} has a part without a name"
            elif predicates[at] in told:
                named.append(at)
    found.concepts, found.names = lines.text(of_concepts), lines.text(named)
    found.kinds = _kinds(lines, apart, concepts)
    _tell(found, lines)
    return found


def _kinds(lines: Lines, apart: Collection[str], concepts: Collection[str]) -> Kinds:
    """What stands at the ends of properties.

    Args:
        lines: the statements.
        apart: the nodes without a name that every slice holds.
        concepts: the concepts.
    """
    known: dict[str, int] = {}

    def kind(term: str) -> int:
        if term[0] == '"':
            return TEXT
        found = known.get(term)
        if found is None:
            if term[0] == "_":
                found = WORD if term in apart else NODE
            elif term in concepts:
                found = CONCEPT
            else:
                found = WORD if is_word(term[1:-1]) else NODE
            known[term] = found
        return found

    found = Kinds()
    ends: set[tuple[str, int, int]] = set()
    classes: set[tuple[str, int]] = set()
    for subject, predicate, value in zip(
        lines.subjects, lines.predicates, lines.values, strict=True
    ):
        of_subject = kind(subject)
        ends.add((predicate, of_subject, kind(value)))
        if predicate == _TYPE and value[0] == "<":
            classes.add((value[1:-1], of_subject))
    for predicate, of_subject, of_value in ends:
        found.tell(predicate[1:-1], of_subject, of_value)
    for name, mask in classes:
        found.instances[name] |= mask
    return found


def _tell(found: ReadFile, lines: Lines) -> None:
    """Take in what stands in a file for all to see."""
    texts: dict[str, list[str]] = defaultdict(list)
    languages: Counter[tuple[str, bool, str]] = Counter()
    for subject, predicate, value in zip(
        lines.subjects, lines.predicates, lines.values, strict=True
    ):
        is_node = subject[0] == "<"
        if value[0] == '"':
            is_text, tag = type_of(value)
            if is_text:
                texts[predicate].append(text_of(value))
            languages[predicate[1:-1], is_node and subject.startswith(_OURS), tag] += 1
            if predicate == _FILE and is_node:
                found.documents.append((subject[1:-1], text_of(value)))
        elif is_node and value[0] == "<":
            if predicate == _AFTER:
                found.naming.append(value[1:-1])
            elif predicate == _DERIVED_ON:
                found.naming.append(subject[1:-1])
            elif predicate == _TYPE and is_word(subject[1:-1]):
                found.naming.append(f"{value[1:-1]} {subject[1:-1]}")
    found.languages = languages
    for predicate, some in texts.items():
        found.words[predicate[1:-1]].update(_WORD.findall("\n".join(some).casefold()))


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
