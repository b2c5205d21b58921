"""The beginnings of concepts, propositions, quantities and evidence, named in the house style and held to what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.authoring.claims import free_named
from kbtool.authoring.fitting import phrase, refuse_no_name, refuse_other_kinds, ways_to_state
from kbtool.authoring.naming import stated_stem
from kbtool.errors import InputError
from kbtool.io.controls import escaped
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.lookup import find_reference, index_of
from kbtool.knowledge.statements import read_statements
from kbtool.prose.kept_words import lexicon_of
from kbtool.prose.proposing.predicates import meant_by
from kbtool.prose.propositions import TRUE
from kbtool.rdf.namespaces import CITO, KB, RDFS, SKOS, XSD, local_name
from kbtool.rdf.terms import Term, instances, named, objects
from kbtool.rdf.turtle.write import Property, name_stem, says, slug, statement
from kbtool.references.registry_file import stored_records

_HELP = {
    "Concept": "`kbtool new concept` begins one",
    "Proposition": "`kbtool new proposition` begins one",
    "Quantity": "`kbtool new quantity` begins one",
}

SIDES = ("supports", "disputes", "gives")
"""What an item of evidence may do to a question."""


class NewNode(Struct, frozen=True):
    """The beginning of a node.

    Attributes:
        node: it.
        turtle: it in Turtle, without prefixes, with what is known besides in comments.
    """

    node: ox.NamedNode
    turtle: str


def new_concept(
    kb: KnowledgeBase,
    label: str,
    kind: str,
    *,
    synonyms: Sequence[str] = (),
    broader: Sequence[str] = (),
) -> NewNode:
    """A concept; what registries on record call it stands in comments, with their identifiers.

    Args:
        kb: the knowledge base.
        label: its name.
        kind: its kind, by name or label.
        synonyms: other names.
        broader: concepts that it is a part or a kind of.

    Raises:
        InputError: it is on file, or something that it needs is not; or a name is none.
    """
    for name in (label, *synonyms):
        refuse_no_name(name)
        there = index_of(kb, KB("Concept")).iri(name)
        if there is not None:
            raise InputError(f"“{name}” is on file as {kb.names.curie(there)}")
    node = free_named(kb, slug(label) or name_stem(label))
    written = statement(
        node,
        KB("Concept"),
        [
            says(KB("conceptKind"), _found(kb, "ConceptKind", kind)),
            says(SKOS("prefLabel"), label),
            says(SKOS("altLabel"), *synonyms),
            says(SKOS("broader"), *(_found(kb, "Concept", each) for each in broader)),
        ],
        prefixes=kb.names.prefixes,
    )
    return NewNode(node, "".join(_on_record(kb, (label, *synonyms))) + written)


def new_proposition(
    kb: KnowledgeBase, subject: str, predicate: str, object_: str | None, scope: Mapping[str, str]
) -> NewNode:
    """A proposition.

    Args:
        kb: the knowledge base.
        subject: the concept that it is about.
        predicate: a predicate, by name, label or words that say it: "raises".
        object_: the concept that it relates this to; None of a predicate that needs none.
        scope: the value of each qualifier.

    Raises:
        InputError: it is on file, or something that it needs is not.
    """
    relation = _relation(kb, "Predicate", predicate, f"{subject} {predicate} {object_ or ''}")
    if object_ is None and relation not in lexicon_of(kb.store, kb.files, kb.names).yes_no:
        raise InputError(
            f"{kb.names.curie(relation.value)} needs an object",
            help=f"it reads: {phrase(kb, relation)}",
        )
    about = _found(kb, "Concept", subject)
    refuse_other_kinds(kb, relation, about, "subjectKind")
    related = None if object_ is None else _found(kb, "Concept", object_)
    if related is not None:
        refuse_other_kinds(kb, relation, related, "objectKind")
    if ":" not in predicate:
        said = f"{kb.labels.label(about)} {predicate} {'' if related is None else kb.labels.label(related)}"
        _refuse_other_words(
            kb, relation, said, (about, TRUE if related is None else related), scope
        )
    return _stated(
        kb,
        KB("Proposition"),
        [
            (KB("subject"), about),
            (KB("predicate"), relation),
            (KB("object"), TRUE if related is None else related),
            *_scope(kb, scope),
        ],
    )


def new_quantity(
    kb: KnowledgeBase, subject: str, measure: str, scope: Mapping[str, str]
) -> NewNode:
    """A quantity.

    Args:
        kb: the knowledge base.
        subject: the concept of which something is measured.
        measure: a measure, by name, label or words that say it: "half-life".
        scope: the value of each qualifier.

    Raises:
        InputError: it is on file, or something that it needs is not.
    """
    relation = _relation(kb, "Measure", measure, measure)
    about = _found(kb, "Concept", subject)
    refuse_other_kinds(kb, relation, about, "subjectKind")
    return _stated(
        kb,
        KB("Quantity"),
        [
            (KB("subject"), about),
            (KB("measure"), relation),
            *_scope(kb, scope),
        ],
    )


def new_evidence(
    kb: KnowledgeBase,
    side: str,
    question: str,
    reference: str,
    design: str,
    *,
    finding: str | None = None,
    locator: str | None = None,
) -> NewNode:
    """An item of evidence that nobody has verified yet.

    Args:
        kb: the knowledge base.
        side: what it does to the question: supports, disputes or gives.
        question: the proposition or quantity.
        reference: where it is from, by name or identifier.
        design: the design of the study, or the kind of authority.
        finding: what was found.
        locator: where it stands.

    Raises:
        InputError: something that it needs is not on file.
    """
    kind = "Quantity" if side == "gives" else "Proposition"
    node_of = _found(kb, kind, question)
    cited = find_reference(
        kb, reference, "`kbtool cite add` looks identifiers up, and writes references"
    )
    stem = f"e-{name_stem(cited.value)}-{name_stem(node_of.value)}"
    node = free_named(kb, stem)
    written = statement(
        node,
        KB("Evidence"),
        says(KB(side), node_of),
        [
            says(CITO("citesAsEvidence"), cited),
            says(KB("design"), _found(kb, "StudyDesign", design)),
            says(KB("locator"), locator),
        ],
        says(KB("finding"), finding),
        says(KB("verification"), KB("NotYetVerified")),
        prefixes=kb.names.prefixes,
    )
    records = [
        each.record for each in stored_records(kb.store, kb.names) if each.reference == cited
    ]
    told = "".join(
        f"# {_remark(f'{r.identifier}: {r.title}')}\n" for r in records if r.exists and r.title
    )
    return NewNode(node, told + written)


def _stated(
    kb: KnowledgeBase, kind: ox.NamedNode, stated: Sequence[tuple[ox.NamedNode, Term]]
) -> NewNode:
    """A proposition or quantity, unless it is on file."""
    wanted = frozenset(stated)
    for each in read_statements(kb.store):
        if wanted in ways_to_state(kb, kind, each):
            there = kb.names.curie(each.iri.value)
            raise InputError(f"it is on file as {there}: {kb.labels.label(each.iri)}")
    node = free_named(kb, stated_stem(kind, stated))
    lines: list[Property] = [says(name, value) for name, value in stated]
    return NewNode(node, statement(node, kind, lines, prefixes=kb.names.prefixes))


def _refuse_other_words(
    kb: KnowledgeBase,
    relation: ox.NamedNode,
    said: str,
    of: tuple[ox.NamedNode, Term],
    scope: Mapping[str, str],
) -> None:
    """Refuse what is on file by another predicate that the same words say: "causes" of "can cause".

    Raises:
        InputError: it is; with how the predicate is named that was not meant.
    """
    limits = frozenset(_scope(kb, scope))
    core = (KB("subject"), of[0]), (KB("object"), of[1])
    others = [
        each
        for each in meant_by(said, lexicon_of(kb.store, kb.files, kb.names), kb.labels).stands
        if each != relation
    ]
    stated = {frozenset({*core, (KB("predicate"), each)} | limits) for each in others}
    for each in read_statements(kb.store):
        if not stated.isdisjoint(ways_to_state(kb, KB("Proposition"), each)):
            meant = kb.names.curie(relation.value)
            raise InputError(
                f"it is on file as {kb.names.curie(each.iri.value)}: {kb.labels.label(each.iri)}",
                help=f"name the predicate {meant}, if that is not what you mean",
            )


def _scope(kb: KnowledgeBase, scope: Mapping[str, str]) -> Iterator[tuple[ox.NamedNode, Term]]:
    for name, of in scope.items():
        qualifier = _found(kb, "Qualifier", name)
        takes = next(iter(named(objects(kb.store, qualifier, RDFS("range")))), None)
        if takes is None or takes.value.startswith(XSD.base):
            yield qualifier, ox.Literal(of, datatype=takes or XSD("duration"))
        else:
            yield qualifier, _found(kb, local_name(takes.value), of)


def _relation(kb: KnowledgeBase, kind: str, what: str, sentence: str) -> ox.NamedNode:
    """A predicate or measure by its name, or the one that a sentence says."""
    there = index_of(kb, KB(kind)).iri(what)
    if there is not None:
        return ox.NamedNode(there)
    wanted = set(instances(kb.store, KB(kind)))
    meant = meant_by(sentence, lexicon_of(kb.store, kb.files, kb.names), kb.labels)
    stands = [each for each in meant.stands if each in wanted]
    near = [each for each in meant.near if each in wanted]
    if len(stands) == 1:
        return stands[0]
    listed = "; ".join(
        f"{kb.names.curie(each.value)} ({phrase(kb, each)})" for each in stands or near
    )
    raise InputError(
        f"{what!r} is no one {kind.casefold()}",
        help=f"one of {listed}?" if listed else f'`kbtool explain "{what}"` looks for it',
    )


def _found(kb: KnowledgeBase, kind: str, what: str) -> ox.NamedNode:
    """A node of a class by its IRI, CURIE, local name or label.

    Raises:
        InputError: there is none; with the nearest.
    """
    index = index_of(kb, KB(kind))
    found = index.iri(what)
    if found is not None:
        return ox.NamedNode(found)
    near = index.near(what)
    noun = kb.labels.label(KB(kind))
    raise InputError(
        f"{what!r} is no {noun}",
        help=f"did you mean {', '.join(near)}?" if near else _HELP.get(kind),
    )


def _on_record(kb: KnowledgeBase, names: Sequence[str]) -> Iterator[str]:
    """What registries on record call something with one of some names, in comments."""
    wanted = {name.casefold() for name in names}
    for stored in stored_records(kb.store, kb.names):
        record = stored.record
        called = [name for name in record.names if any(each in name.casefold() for each in wanted)]
        if called:
            others = [name for name in record.names if name not in called]
            told = f"{record.identifier}: {', '.join([*called, *others])}"
            yield f"# On record: {_remark(told)}\n"


def _remark(text: str) -> str:
    """Words of others in a comment, which they must not end."""
    return escaped(" ".join(text.split()))
