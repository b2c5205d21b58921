"""What a new concept or statement has to be: called by a name, of kinds that go together, and not on file."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.statements import Statement
from kbtool.prose.words.lexicon import fits
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, objects, one, value


def refuse_no_name(name: str) -> None:
    """Refuse what nobody could call a concept by.

    Raises:
        InputError: it is one.
    """
    if not any(each.isalnum() for each in name):
        raise InputError("a name without a letter or digit names nothing", help="write a name")
    if name != name.strip() or not name.isprintable():
        raise InputError(
            f"{name!r} is no name: it has a line break, a sign that cannot be seen or a space at an end",
            help="write it in one line",
        )


def refuse_other_kinds(
    kb: KnowledgeBase, relation: ox.NamedNode, node: ox.NamedNode, kind: str
) -> None:
    """Refuse a concept of a kind of which a predicate or measure is not said, or that a predicate does not take.

    Raises:
        InputError: it is of none of the kinds that go with it.
    """
    wanted = objects(kb.store, relation, KB(kind))
    mine = [*objects(kb.store, node, KB("conceptKind")), *objects(kb.store, node, KB("anyOfKind"))]
    if fits(set(mine), set(wanted)):
        return
    fitting, own = (
        ", ".join(sorted(kb.labels.label(each) for each in each_of)) for each_of in (wanted, mine)
    )
    does = "is said of" if kind == "subjectKind" else "takes"
    raise InputError(
        f"{kb.names.curie(node.value)} ({own}) does not fit: {kb.names.curie(relation.value)} {does} {fitting}",
        help=f"it reads: {phrase(kb, relation)}; are subject and object in their places?",
    )


def ways_to_state(
    kb: KnowledgeBase, kind: ox.NamedNode, statement_: Statement
) -> Iterator[frozenset[tuple[ox.NamedNode, Term]]]:
    """What there is to state of a statement on file; also turned round, where its predicate says the same both ways."""
    subject, relation, object_ = statement_.subject, statement_.relation, statement_.object
    is_proposition = object_ is not None
    if is_proposition is not (kind == KB("Proposition")):
        return
    name = KB("predicate") if is_proposition else KB("measure")
    scope = {(of, value) for of, values in statement_.scope.items() for value in values}
    for one_side, other in ((subject, object_), (object_, subject)):
        if one_side is not None:
            core = {(KB("subject"), one_side), (name, relation)}
            yield frozenset(
                core | scope | ({(KB("object"), other)} if other is not None else set())
            )
        if relation not in objects(kb.store, relation, KB("converseSaidAs")):
            return


def phrase(kb: KnowledgeBase, node: ox.NamedNode) -> str:
    """How a predicate or measure reads."""
    reads = one(kb.store, node, KB("phrase"))
    return value(reads) if reads is not None else kb.labels.label(node)
