"""New references from what registries say of an identifier, in the house style."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.authoring.citation import reference_name, reference_turtle, short_citation
from kbtool.authoring.verification import registry_file
from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.web import Unavailable
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import KB, Names
from kbtool.rdf.turtle.write import with_prefixes
from kbtool.references.identifiers import Identifier, parse_identifier
from kbtool.references.matching import Aspect, match
from kbtool.references.record import Record
from kbtool.references.reference import Reference, all_references, read_references
from kbtool.references.registries import Access, Registry
from kbtool.references.registry_file import stored_records
from kbtool.references.retractions import Standing
from kbtool.references.schemes import SCHEMES
from kbtool.references.verification import Verification, verify_one

REFERENCES = Path("kb") / "references.ttl"


class NewReference(Struct, frozen=True):
    """A reference to be added.

    Attributes:
        node: its node.
        turtle: it, in Turtle without prefixes.
        verification: what registries said of it.
    """

    node: ox.NamedNode
    turtle: str
    verification: Verification


class Result(Struct, frozen=True):
    """What became of one identifier: what is to be said of it, whether it failed, and the new reference, if there is one."""

    says: str
    failed: bool = False
    new: NewReference | None = None


def add_references(
    kb: KnowledgeBase,
    identifiers: Sequence[Identifier],
    registries: Sequence[Registry],
    access: Access,
    counted: Callable[[int, int, str], None] = lambda _done, _all, _noun: None,
) -> list[Result]:
    """Look identifiers up, and make references of what is not there yet.

    Args:
        kb: the knowledge base.
        identifiers: the identifiers.
        registries: whom to ask; the first that has it, tells.
        access: how to ask.
        counted: is told how many of how many are done.
    """
    references = read_references(kb.store, all_references(kb.store))
    taken = {q.subject.value for q in kb.store if isinstance(q.subject, ox.NamedNode)}
    known: dict[ox.NamedNode, list[Identifier]] = defaultdict(list)
    for stored in stored_records(kb.store, kb.names):
        if not stored.record.about:
            known[stored.reference] += stored.record.identifiers
    references = [replace(e, identifiers=_all(e, known[e.node])) for e in references]
    results: list[Result] = []
    for number, identifier in enumerate(identifiers):
        counted(number, len(identifiers), "identifiers")
        result = _add(kb, references, taken, identifier, registries, access)
        if result.new is not None:
            taken.add(result.new.node.value)
            references.append(result.new.verification.reference)
        results.append(result)
    return results


def cited_files(kb: KnowledgeBase, new: Iterable[NewReference]) -> dict[Path, bytes]:
    """The files that change: kb/references.ttl with the references at its end, and what registries said of them."""
    new = list(new)
    path = kb.workspace.root / REFERENCES
    shown = kb.workspace.shown(path)
    existing = read_text(path, shown).text if path.exists() else _HEAD
    whole = with_prefixes(
        "\n".join(reference.turtle for reference in new), existing, shown, kb.names.prefixes
    )
    records = [record for reference in new for record in reference.verification.records]
    return {path: whole.encode()} | registry_file(kb, records, [r.node for r in new])


_HEAD = "# Where evidence comes from: labels, laws, classifications, studies.\n"


def _add(
    kb: KnowledgeBase,
    references: Iterable[Reference],
    taken: set[str],
    identifier: Identifier,
    registries: Sequence[Registry],
    access: Access,
) -> Result:
    there = _there(references, [identifier], None)
    if there is not None:
        return Result(f"{identifier} is already on file as {kb.names.curie(there.node.value)}")
    why = [f"no registry that is asked knows identifiers such as {identifier}"]
    for registry in registries:
        if identifier.scheme not in registry.schemes:
            continue
        try:
            record = registry.look_up(identifier, access)
        except Unavailable as error:
            why = [*why[1:], f"{identifier} could not be looked up: {error}"]
            continue
        if not record.exists:
            return Result(
                f"{identifier} does not exist at {kb.labels.label(KB(registry.term))}", failed=True
            )
        known = [identifier, *(i for i in record.identifiers if SCHEMES[i.scheme].of_a_paper)]
        there = _there(references, known, record.reference_type) or _alike(references, record)
        if there is not None:
            return Result(f"{identifier} is already on file as {kb.names.curie(there.node.value)}")
        return _new(kb.names, record, known, taken, registries, access)
    return Result("; ".join(why), failed=True)


def _there(
    references: Iterable[Reference], identifiers: Iterable[Identifier], kind: str | None
) -> Reference | None:
    """The reference that has one of some identifiers; of a number that several share, one of the same type."""
    keys = {(i.scheme, i.key) for i in identifiers}
    for reference in references:
        for own in reference.identifiers:
            if (own.scheme, own.key) in keys and (
                not SCHEMES[own.scheme].shared or reference.reference_type == kind
            ):
                return reference
    return None


def _alike(references: Iterable[Reference], record: Record) -> Reference | None:
    """The reference that is the same paper by its title, its first author and its year."""
    for reference in references:
        found = match(reference, record)
        if (
            not record.about
            and found.confirms
            and {Aspect.TITLE, Aspect.FIRST_AUTHOR, Aspect.YEAR} <= set(found.compared)
        ):
            return reference
    return None


def _all(reference: Reference, also: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """The identifiers of a reference: those recorded, those that its pages stand for, those that registries gave for it."""
    own = list(reference.identifiers)
    for page in (i for i in reference.identifiers if i.scheme == "page"):
        with suppress(InputError):
            own.append(parse_identifier(page.value))
    return (*own, *(i for i in also if SCHEMES[i.scheme].of_a_paper))


def _new(
    names: Names,
    record: Record,
    identifiers: Iterable[Identifier],
    taken: set[str],
    registries: Sequence[Registry],
    access: Access,
) -> Result:
    """The new reference of a record, asked for under its other identifiers, too."""
    unique = tuple({(i.scheme, i.key): i for i in identifiers}.values())
    label = short_citation(record)
    reference = Reference(
        node=names.node(
            reference_name(record, label, lambda name: names.node(name).value not in taken)
        ),
        label=label,
        reference_type=record.reference_type,
        title=record.title,
        year=int(record.issued[:4]) if record.issued else None,
        first_author=record.authors[0] if record.authors else None,
        container=record.container,
        identifiers=unique,
        standing=Standing.NOT_CHECKED,
        excerpts=(),
    )
    found = verify_one(reference, registries, access)
    verification = replace(found, reference=replace(reference, standing=found.standing))
    turtle = reference_turtle(verification, record, names)
    differs = [str(difference) for one in found.matches for difference in one.differences]
    says = f"added {names.curie(reference.node.value)}, {reference.label}"
    if found.standing.is_grave:
        retracted = found.standing is Standing.RETRACTED
        says += f". It is {'retracted' if retracted else 'under an expression of concern'}"
    if differs:
        says += ". Registries disagree on it: " + "; ".join(differs)
    if not record.reference_type:
        says += ". Its type is none that kbtool knows: give it a kb:referenceType, if one fits"
    for unread in dict.fromkeys(each for one in found.records for each in one.record.unread):
        says += f". Not read: {unread}"
    if found.not_asked:
        says += ". " + "; ".join(f"{n.identifier} could not be looked up, {n.why}" for n in found.not_asked)  # fmt: skip
    return Result(says, new=NewReference(reference.node, turtle, verification))
