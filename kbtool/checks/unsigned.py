"""What an article rests on that was changed since somebody signed it, and what is gone: its check tells of that, too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.places import STATES, judged_as
from kbtool.rdf.namespaces import CITO, KB, PROV
from kbtool.rdf.store import DERIVED, TurtleFile
from kbtool.rdf.terms import Term, named, objects


def unsigned(
    kb: KnowledgeBase, documents: Collection[ox.NamedNode], files: Iterable[TurtleFile] = ()
) -> Iterator[Term]:
    """The nodes that are not as they were signed and that the verdicts on documents hang on; and all that are gone.

    A draft, which lies elsewhere, is told of none that are gone: it takes nothing away.

    Args:
        kb: the knowledge base.
        documents: the documents.
        files: the files that are asked for beside them.
    """
    own = [kb.workspace.root / "kb", kb.workspace.sources]
    if not documents and not any(f.path.is_relative_to(each) for f in files for each in own):
        return
    derived = kb.store.quads_for_pattern
    yield from (quad.subject for quad in derived(None, KB("removedSinceSignOff"), None, DERIVED))
    changed = {quad.subject for quad in derived(None, KB("changedInWords"), None, DERIVED)}
    if not changed:
        return
    quoted = (kb.store.quads_for_pattern(None, PROV("wasQuotedFrom"), d, None) for d in documents)
    for claim in {quad.subject for some in quoted for quad in some}:
        if isinstance(claim, ox.NamedNode):
            yield from changed.intersection(_below(kb, claim))


def _below(kb: KnowledgeBase, claim: ox.NamedNode) -> Iterator[Term]:
    """What a claim states, the evidence on it, and what that cites."""
    for state in STATES:
        yield from objects(kb.store, claim, state)
    judged = judged_as(kb.columns, claim)
    for line in kb.store.quads_for_pattern(None, KB("claim"), judged, DERIVED):
        for evidence in named(objects(kb.store, line.subject, KB("evidence"))):
            yield evidence
            yield from objects(kb.store, evidence, CITO("citesAsEvidence"))
