"""What policy packs name must be in the vocabulary: a kind of page that there is not would bind nobody, in silence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.packs import Pack
from kbtool.near import nearest
from kbtool.rdf.namespaces import KB, RDFS
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import instances, named


def refuse_unknown_terms(
    store: ox.Store, packs: Iterable[Pack], files: Iterable[TurtleFile]
) -> None:
    """Refuse packs with a kind of page, an audience or a property that the vocabulary does not have: they bind by a slip.

    Args:
        store: what the files of the knowledge base state.
        packs: the packs.
        files: their files.

    Raises:
        InputError: a pack names such a term.
    """
    by_path = {file.shown: file for file in files}
    kinds, audiences = (_of_class(store, name) for name in ("PageKind", "Audience"))
    for pack in packs:
        if pack.iri is None:
            continue
        said = pack.audiences.union(*(part.audiences for part in pack.parts))
        for terms, known, what in (
            (pack.page_kinds, kinds, "kind of page"),
            (said, audiences, "audience"),
        ):
            for term in sorted(terms - known):
                _refuse_term(
                    pack, f"binds the {what} {_short(term)}, which there is not", term, known
                )
        properties = {
            quad.predicate.value
            for quad in by_path[pack.path].quads
            if quad.subject == pack.iri or quad.subject in pack.rules
            if quad.predicate.value.startswith(KB.base)
        }
        for term in sorted(term for term in properties if not _is_labelled(store, term)):
            declared = {
                node.value
                for node in named(
                    quad.subject for quad in store.quads_for_pattern(None, RDFS("label"), None)
                )
            }
            _refuse_term(
                pack, f"has {_short(term)}, which the vocabulary does not have", term, declared
            )


def _of_class(store: ox.Store, name: str) -> frozenset[str]:
    return frozenset(node.value for node in instances(store, KB(name)))


def _is_labelled(store: ox.Store, iri: str) -> bool:
    labels = store.quads_for_pattern(ox.NamedNode(iri), RDFS("label"), None)
    return next(labels, None) is not None


def _short(iri: str) -> str:
    return f"kb:{iri.removeprefix(KB.base)}" if iri.startswith(KB.base) else iri


def _refuse_term(pack: Pack, why: str, term: str, known: Iterable[str]) -> NoReturn:
    names = {_short(one) for one in known}
    near = nearest(_short(term), names)
    few = ", ".join(sorted(names)) if len(names) <= 8 else ""
    hint = f"did you mean {near}?" if near else (f"there are {few}" if few else None)
    raise InputError(f"the pack {pack.name} {why}", path=pack.path, line=pack.line, help=hint)
