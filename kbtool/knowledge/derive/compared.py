"""Evidence held to what its words compare with: "no better than placebo" is no comparison with another drug."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.concepts import BEARINGS, Concepts, Neighbours, Questions
from kbtool.knowledge.derive.listed import Listed
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import named
from kbtool.text.mentions import Mentions

_COMPARATOR, _SUBJECT = KB("comparator"), KB("subject")


def compared_quads(
    store: ox.Store,
    mentions: Mentions[ox.NamedNode],
    neighbours: Neighbours,
    questions: Questions,
) -> Iterator[ox.Quad]:
    """kb:comparedOtherwise of evidence whose finding does not name its comparator, and compares with something else.

    That is another treatment, or none: placebo.

    Args:
        store: the knowledge base.
        mentions: finds concepts by their names.
        neighbours: how concepts lie to each other.
        questions: what statements are about.
    """
    columns = Columns(store)
    listed = Listed(store)
    words, controls = (
        listed.of(("comparator", name)) for name in ("comparisonWord", "controlWord")
    )
    with_what = re.compile(rf"{words.pattern}\s+([^,;:.()\d]{{3,60}})")

    def things(said: str) -> Concepts:
        return frozenset(one.node for one in mentions.of(mentions.words(said)))

    for name in BEARINGS:
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            node, question = quad.subject, quad.object
            if not isinstance(node, ox.NamedNode) or not isinstance(question, ox.NamedNode):
                continue
            parts = questions.parts.get(question, {})
            own = [*named(columns.objects(node, _COMPARATOR)), *_one(parts.get(_COMPARATOR))]
            finding = columns.text(node, KB("finding"))
            if not own or finding is None:
                continue
            near = frozenset[ox.NamedNode]().union(*map(neighbours.near, own))
            if things(finding) & near:
                continue
            about = neighbours.near(parts[_SUBJECT]) if _SUBJECT in parts else frozenset()
            for found in with_what.finditer(finding):
                others = things(found[1]) - about
                is_other = any(neighbours.kinds.get(each) == KB("Treatment") for each in others)
                if is_other or controls.match(found[1]):
                    said = ox.Literal(found[0].strip())
                    yield ox.Quad(node, KB("comparedOtherwise"), said, DERIVED)
                    break


def _one(node: ox.NamedNode | None) -> tuple[ox.NamedNode, ...]:
    return () if node is None else (node,)
