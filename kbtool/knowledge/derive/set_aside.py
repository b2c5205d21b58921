"""Passages that are set aside as no claims, and that state something: what they say would be checked by nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pyoxigraph as ox

from kbtool.knowledge.derive.concepts import Neighbours
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB, OA, RDF, SKOS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, value
from kbtool.text.document import Document
from kbtool.text.mentions import Mentions
from kbtool.text.stretch import Stretch

_SENTENCE = 4
"""So many spaces has a line with a full stop that is a sentence: "1. Introduction." is none."""
_OPEN = ("?", ":")
"""How words end that ask, or that lead to what is stated."""


def set_aside_quads(
    store: ox.Store,
    mentions: Mentions[ox.NamedNode],
    neighbours: Neighbours,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> Iterator[ox.Quad]:
    """Of passages that are set aside and name two things, or one and a number, the first of these; and kb:inRunningText.

    The latter is of a heading that is a part of a line, or a sentence, and of a question without its mark.

    A line that is called a heading, a question, words that lead to something, and what has a cue of a passage without claims
    (kb:passageCue) are none of them.

    Args:
        store: the knowledge base.
        mentions: finds concepts by their names.
        neighbours: how concepts lie to each other.
        documents: its documents.
        stretches: where its quotes stand, by passage and document.
    """
    cues = {
        value(quad.object).casefold()
        for quad in store.quads_for_pattern(None, KB("passageCue"), None, None)
    }
    columns = Columns(store)
    for quad in store.quads_for_pattern(None, RDF("type"), KB("NonClaim"), None):
        node = quad.subject
        if not isinstance(node, ox.NamedNode):
            continue
        text = (columns.text(node, OA("exact")) or "").strip()
        plain = text.replace("’", "'").casefold()
        kinds = columns.objects(node, KB("kind"))
        if text and _is_in_text(text, kinds, node, documents, stretches):
            yield ox.Quad(node, KB("inRunningText"), ox.Literal(True), DERIVED)
        if not text or text.endswith(_OPEN) or any(cue in plain for cue in cues):
            continue
        if KB("Heading") in kinds and _is_line(node, documents, stretches):
            continue
        named = mentions.of(mentions.words(text))
        found = [one.node for one in named if not any(one.is_part_of(other) for other in named)]
        apart = [n for n in found[1:] if n not in neighbours.near(found[0])]
        if apart or (found and any(map(str.isdigit, text))):
            labels = (columns.text(each, SKOS("prefLabel")) for each in (found[0], *apart[:1]))
            things = " and ".join(sorted(filter(None, labels)))
            yield ox.Quad(node, KB("saysOfThings"), ox.Literal(things), DERIVED)


def _is_in_text(
    text: str,
    kinds: Collection[Term],
    node: ox.NamedNode,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> bool:
    """Whether a heading is a part of a line, or a sentence; or a question neither has its mark nor stands before it."""
    found = [
        (document.text, stretches[node, iri.value])
        for iri, document in documents.items()
        if (node, iri.value) in stretches
    ]
    for whole, stretch in found:
        begin = whole.rfind("\n", 0, stretch.start) + 1
        before, after = whole[begin : stretch.start], whole[stretch.end :].partition("\n")[0]
        if KB("Heading") in kinds:
            is_sentence = text.endswith(".") and text.count(" ") >= _SENTENCE
            return is_sentence or any(map(str.isalpha, before + after))
        if KB("Question") in kinds:
            return "?" not in text + after
    return False


def _is_line(
    node: ox.NamedNode,
    documents: Mapping[ox.NamedNode, Document],
    stretches: Mapping[tuple[ox.NamedNode, str], Stretch],
) -> bool:
    """Whether a passage is a whole line without the end of a sentence."""
    for iri, document in documents.items():
        stretch = stretches.get((node, iri.value))
        if stretch is not None:
            begin = document.text.rfind("\n", 0, stretch.start) + 1
            line = document.text[begin:].partition("\n")[0].strip()
            return line == stretch.of(document.text).strip() and not line.endswith(".")
    return False
