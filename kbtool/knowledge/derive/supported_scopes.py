"""In which scope a claim is supported that is supported in part: what the narrower statements add to it, in words."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.studied import scope_in_words
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.statements import Statement, read_statement
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, instances, named, objects, text


def supported_scope_quads(store: ox.Store, labels: Labels) -> Iterator[ox.Quad]:
    """kb:supportedScope of each claim that is supported in part: "in adults, after 7 days; in severe depression"."""
    qualifiers = instances(store, KB("Qualifier"))
    part = KB("SupportedInPart")
    for quad in store.quads_for_pattern(None, KB("computedVerdict"), part, DERIVED):
        held = [
            statement
            for relation in ("asserts", "denies")
            for node in objects(store, quad.subject, KB(relation))
            if (statement := read_statement(store, node, qualifiers)) is not None
        ]
        if held:
            parts = set(named(objects(store, quad.subject, KB("supportedIn"))))
            scopes = (
                _added(held[0], node, store, qualifiers, labels)
                for node in parts
                if parts.isdisjoint(objects(store, node, KB("narrowerScopeThan")))
            )
            words = "; ".join(sorted({scope for scope in scopes if scope}))
            yield ox.Quad(quad.subject, KB("supportedScope"), ox.Literal(words), DERIVED)


def _added(
    held: Statement,
    node: ox.NamedNode,
    store: ox.Store,
    qualifiers: list[ox.NamedNode],
    labels: Labels,
) -> str:
    """What a narrower statement says more than the one that is held."""
    named_by = [*named(objects(store, node, KB("narrows"))), node]
    base = read_statement(store, named_by[0], qualifiers)
    if base is None:
        return ""
    own = {q: frozenset(v) for q in qualifiers if (v := objects(store, node, q))}
    scope = {**base.scope, **own}
    more = {q: values for q, values in scope.items() if values != held.scope.get(q)}
    words = [] if base.subject == held.subject else [f"of {labels.label(base.subject)}"]
    if base.object != held.object:
        words.append(_object(base.object, store, labels))
    return ", ".join([*words, *filter(None, [scope_in_words(more, labels)])])


def _object(term: Term | None, store: ox.Store, labels: Labels) -> str:
    """A narrower object, as its kind reads: "in PTSD"."""
    for kind in named(objects(store, term, KB("conceptKind"))):
        if text(store, kind, KB("phrase")) is not None and term is not None:
            return labels.qualified(kind, term)
    return f"as to {labels.label(term)}"
