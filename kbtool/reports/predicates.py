"""The predicates and measures that some words may mean, as text for whoever encodes an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.lookup import index_of
from kbtool.prose.kept_words import lexicon_of
from kbtool.prose.proposing.predicates import meant_by
from kbtool.rdf.namespaces import KB, RDFS, SKOS
from kbtool.rdf.terms import objects, value
from kbtool.reports.blocks import page, section
from kbtool.reports.style import Style


def explain_predicates(
    kb: KnowledgeBase, words: str, style: Style, *, with_near: bool = True
) -> str | None:
    """The predicates and measures that some words may mean, with how they read and what they take; None, if there is none.

    Args:
        kb: the knowledge base.
        words: the words: "raises blood pressure".
        style: how it is shown.
        with_near: whether those near to the words are listed, too.
    """
    meant = meant_by(words, lexicon_of(kb.store, kb.files, kb.names), kb.labels)
    stands = list(dict.fromkeys([*_named(kb, words), *meant.stands]))
    near = [each for each in meant.near if each not in stands] if with_near else []
    is_name = len(words.split()) == 1
    if not stands and (is_name or not near):
        return None
    concepts = [
        f"{kb.names.curie(each.value)} ({kb.labels.label(each)})" for each in meant.concepts
    ]
    return page(
        [
            style.bold(f"Predicates and measures for “{' '.join(words.split())}”"),
            *(style.wrap(f"names {', '.join(concepts)}", "  ", 4) if concepts else ()),
            "",
            *_listed(kb, "These words say so", stands, style, whole=True),
            *_listed(kb, "Near to them", near, style, whole=False),
        ]
    )


def _named(kb: KnowledgeBase, words: str) -> Iterator[ox.NamedNode]:
    """The predicate and the measure that have the very words for a name."""
    for kind in ("Predicate", "Measure"):
        found = index_of(kb, KB(kind)).iri(words)
        if found is not None:
            yield ox.NamedNode(found)


def _listed(
    kb: KnowledgeBase, title: str, nodes: Iterable[ox.NamedNode], style: Style, *, whole: bool
) -> Iterator[str]:
    entries = [list(_entry(kb, node, style, whole=whole)) for node in nodes]
    if entries:
        yield from section(title, entries, style)


def _entry(kb: KnowledgeBase, node: ox.NamedNode, style: Style, *, whole: bool) -> Iterator[str]:
    def texts(*names: ox.NamedNode) -> list[str]:
        return sorted({value(each) for name in names for each in objects(kb.store, node, name)})

    is_measure = bool(objects(kb.store, node, KB("unitKind")))
    reads = texts(KB("phrase")) or texts(RDFS("label"))
    use = "kb:measure" if is_measure else "kb:predicate"
    yield from style.wrap(f"{use} {kb.names.curie(node.value)}   {'; '.join(reads)}", "  ", 4)
    for text in texts(SKOS("definition")):
        yield from style.wrap(text, "    ")
    for title, name in (("of", "subjectKind"), ("takes", "objectKind"), ("in", "unitKind")):
        kinds = sorted(kb.labels.label(each) for each in objects(kb.store, node, KB(name)))
        if kinds:
            yield from style.wrap(f"{title} {', '.join(kinds)}", "    ", 6)
    for title, said in (
        ("said as", texts(KB("trigger"), KB("affirmingTrigger"), KB("overstatingTrigger"))),
        ("denied as", texts(KB("denyingTrigger"))),
    ):
        if said and whole:
            shortest = "; ".join(sorted(said, key=len)[:_SAID]).translate(_MARKS)
            yield from style.wrap(f"{title}: {shortest}", "    ", 6)


_SAID = 3
"""So many of its triggers are shown, the shortest."""
_MARKS = str.maketrans("", "", "=?")
"""What tells, in a trigger, that a word stands for no other form or may be left out."""
