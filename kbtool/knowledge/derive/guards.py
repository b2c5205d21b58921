"""What must never be derived: an answer twice, one in the place of another, or none at all, without anybody being told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.derive.queries import terms_of
from kbtool.knowledge.rules import Rule
from kbtool.near import misspelt
from kbtool.rdf.namespaces import KB, RDFS, Names
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import occurs

_SINGLE = (KB("computedVerdict"), KB("verdict"), KB("stars"))
"""What a claim has once: readers take one of several, and not all the same one."""


def refuse_rules_that_answer(rules: Iterable[Rule], derived: Collection[str], names: Names) -> None:
    """Refuse rules whose findings would stand in the place of what a step derives: a verdict, say.

    Args:
        rules: the rules.
        derived: the terms that other steps derive, by local name.
        names: how terms read.

    Raises:
        InputError: a rule derives one of them.
    """
    for rule in rules:
        term = rule.derives.value if rule.derives is not None else ""
        if term.startswith(KB.base) and term.removeprefix(KB.base) in derived:
            raise InputError(
                f"the rule {rule.code} derives {names.curie(term)}, which is derived otherwise",
                path="shapes",
                help="let kb:derives name a property of your own, or kb:conflictsWith",
            )


def refuse_what_nothing_derives(marked: Collection[str], derived: Collection[str]) -> None:
    """Refuse a knowledge base in which nothing derives what its vocabulary marks as derived: a file is missing.

    Args:
        marked: the terms that the vocabulary marks as derived.
        derived: the terms that some step derives.

    Raises:
        InputError: a term is left over.
    """
    missing = sorted(set(marked) - set(derived))
    if missing:
        listed = ", ".join(f"kb:{name}" for name in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise InputError(
            f"lacks what derives {listed}{more}",
            path="kb/derivations",
            help="put the derivations back; `kbtool init --update` shows which are missing",
        )


def refuse_misspelt_terms(queries: Iterable[ConstructQuery], store: ox.Store) -> None:
    """Refuse derivations with a slip of one letter in a term of the vocabulary: they would derive nothing, in silence.

    Other terms that nothing declares may be those of a newer vocabulary, or a derivation's own.

    Args:
        queries: the derivations.
        store: what the files state.

    Raises:
        InputError: a derivation names such a term.
    """
    known: set[str] = set()
    fit: set[str] = set()
    for query in queries:
        for name in sorted(frozenset().union(*terms_of(query.text)) - fit):
            if occurs(store, KB(name)):
                fit.add(name)
                continue
            known = known or _declared(store)
            if (meant := misspelt(name, known)) is not None:
                raise InputError(
                    f"names kb:{name}, which nothing in the knowledge base has",
                    path=query.path,
                    help=f"did you mean kb:{meant}?",
                )


def _declared(store: ox.Store) -> set[str]:
    quads = store.quads_for_pattern(None, RDFS("label"), None, None)
    terms = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return {term.removeprefix(KB.base) for term in terms if term.startswith(KB.base)}


def refuse_two_answers(store: ox.Store, names: Names) -> None:
    """Refuse a claim for which derivations have two verdicts, so that readers would differ.

    Raises:
        InputError: there is one.
    """
    for predicate in _SINGLE:
        found: dict[ox.NamedNode | ox.BlankNode | ox.Triple, set[str]] = defaultdict(set)
        for quad in store.quads_for_pattern(None, predicate, None, DERIVED):
            found[quad.subject].add(str(quad.object))
        for subject, values in found.items():
            if len(values) > 1:
                claim = (
                    names.curie(subject.value) if isinstance(subject, ox.NamedNode) else "a claim"
                )
                raise InputError(
                    f"{claim} has {len(values)} values of {names.curie(predicate.value)}",
                    path="kb/derivations",
                    help="a derivation or a rule of your own derives it besides kbtool's: take it out",
                )
