"""The beginning of a claim: its quote, told from others, and the questions on file that are closest to its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rapidfuzz.fuzz import token_set_ratio

from kbtool.errors import InputError
from kbtool.io.controls import escaped
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import KB, OA, PROV, RDF, Names
from kbtool.rdf.store import DERIVED
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.turtle.write import free_name, name_stem, says, statement, term, with_prefixes
from kbtool.text.document import Document
from kbtool.text.quotes import Anchor, Quote, Status, anchor, told_apart

SUGGESTED = 5
"""This many questions are suggested."""

_NEW_PROPOSITION = "id:… a kb:Proposition ; kb:subject id:… ; kb:predicate kb:… ; kb:object id:… ."
_NEW_QUANTITY = "id:q-… a kb:Quantity ; kb:subject id:… ; kb:measure kb:… ."
_WORDS = 6
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*\s?%?")
_LINE_BREAKS = re.compile(r"\s*[\r\n]\s*")
_AROUND = 120
"""Characters before and behind a quote that help to tell what it is about."""

_EMPTY = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "from", "in", "is", "it", "its",
    "of", "on", "or", "that", "the", "their", "this", "to", "with",
})  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """A proposition or quantity whose phrase is like the quote; the score is 0 to 100, and decides nothing."""

    node: ox.NamedNode
    phrase: str
    score: float
    figure: bool


def new_claim(kb: KnowledgeBase, document: Document, words: str, occurrence: int | None) -> str:
    """The Turtle of a claim that has yet to be told what it states.

    Args:
        kb: the knowledge base.
        document: the article.
        words: the quote.
        occurrence: which of several places is meant, counted from 1.

    Raises:
        InputError: the words do not stand in the article, or in several places and none is chosen.
    """
    quote, found = _chosen(document, words, occurrence)
    assert found.start is not None
    line, column = document.position(found.start)
    assert found.end is not None
    around = document.text[max(0, found.start - _AROUND) : found.end + _AROUND]
    figures = _FIGURE.findall(words)
    comments = [
        f"# {_remark(str(document.path))}:{line}:{column}. What do these words state? "
        "One of these, if it fits exactly, else a new one:",
        *(
            f"#   {_use(s, figures, kb.names.prefixes)}    # {_remark(s.phrase)}"
            for s in suggestions(kb, words, around, bool(figures))
        ),
        f"# A new one: {_NEW_QUANTITY if figures else _NEW_PROPOSITION}",
        "# kb:denies, if they deny it; kb:Hedged or kb:Anecdotal, if they are worded so.",
    ]
    claim = statement(
        free_node(kb, document, quote.exact),
        KB("Claim"),
        says(PROV("wasQuotedFrom"), ox.NamedNode(document.iri)),
        says(OA("exact"), quote.exact),
        says(OA("prefix"), quote.prefix or None),
        says(OA("suffix"), quote.suffix or None),
        says(KB("certainty"), KB("Categorical")),
        prefixes=kb.names.prefixes,
    )
    return "".join(_LINE_BREAKS.sub(" ", comment) + "\n" for comment in comments) + claim


def at_the_end(turtle: str, existing: str, shown: Path | str, names: Names) -> str:
    """A Turtle file with the Turtle of a new claim at its end.

    Args:
        turtle: the claim.
        existing: the file as it is; empty for a new one.
        shown: the file as messages name it.
        names: the namespaces of the knowledge base.

    Raises:
        InputError: the file is not Turtle, or already says something about a claim of that name.
    """
    alone = with_prefixes(turtle, "", shown, names.prefixes)
    if not existing.strip():
        return alone
    stated = {triple.subject for triple in parse_turtle(existing, shown)}
    for triple in parse_turtle(alone, shown):
        if triple.subject in stated and isinstance(triple.subject, ox.NamedNode):
            raise InputError(
                f"already says something about {names.curie(triple.subject.value)}",
                path=shown,
                help="name another file with --output, or take the claim out of this one first",
            )
    return with_prefixes(turtle, existing, shown, names.prefixes)


def suggestions(kb: KnowledgeBase, words: str, around: str, figure: bool) -> list[Suggestion]:
    """The propositions, or for a figure the quantities, whose phrases are closest to some words, closest first.

    Args:
        kb: the knowledge base.
        words: the quote.
        around: the quote with what stands before and behind it, which counts half as much.
        figure: whether it has a figure.
    """
    kinds = [(KB("Quantity"), True) if figure else (KB("Proposition"), False)]
    found = []
    for kind, quantity in kinds:
        for quad in kb.store.quads_for_pattern(None, RDF("type"), kind, None):
            if isinstance(quad.subject, ox.NamedNode):
                phrase = kb.labels.label(quad.subject)
                near, far = (
                    token_set_ratio(text.casefold(), phrase.casefold()) for text in (words, around)
                )
                score = round((2 * near + far) / 3, 1)
                found.append(Suggestion(quad.subject, phrase, score, quantity))
    return sorted(found, key=lambda s: (-s.score, s.node.value))[:SUGGESTED]


def _chosen(document: Document, words: str, occurrence: int | None) -> tuple[Quote, Anchor]:
    found = anchor(document, Quote(words))
    if found.status is Status.EXACT and occurrence in (None, 1):
        return Quote(words), found
    if found.status is not Status.AMBIGUOUS:
        says = f"; it says “{found.document_says}”" if found.document_says else ""
        raise InputError(
            f"does not have the words “{words}”{says}",
            path=document.path,
            help="copy the words from the article, character by character",
        )
    places = found.places
    if occurrence is None or not 1 <= occurrence <= len(places):
        listed = ", ".join(
            f"{number} at {':'.join(map(str, document.position(start)))}"
            for number, (start, _) in enumerate(places, 1)
        )
        raise InputError(
            f"has the words “{words}” {len(places)} times: {listed}",
            path=document.path,
            help="say which with --occurrence NUMBER",
        )
    if (told := told_apart(document, places[occurrence - 1])) is not None:
        return told
    raise InputError(
        f"has the words “{words}” in places that no context tells apart",
        path=document.path,
        help="quote more words",
    )


def _remark(text: str) -> str:
    """Words of others in a comment, which they must not end."""
    return escaped(" ".join(text.split()))


def _use(suggestion: Suggestion, figures: list[str], prefixes: Mapping[str, str]) -> str:
    node = term(suggestion.node, prefixes)
    if not suggestion.figure:
        return f"kb:asserts {node} ;"
    printed = term(ox.Literal(figures[0].strip()), prefixes)
    return f"kb:gives {node} ; kb:value … ; kb:unit kb:… ; kb:asPrinted {printed} ;"


def free_node(
    kb: KnowledgeBase, document: Document, words: str, taken: Container[str] = ()
) -> ox.NamedNode:
    """A free name: the prefix that the document's claims have, and the first telling words.

    Args:
        kb: the knowledge base.
        document: the document.
        words: the quote.
        taken: the IRIs of names that are given away besides.
    """
    iri = ox.NamedNode(document.iri)
    prefixes: Counter[str] = Counter()
    for quad in kb.store.quads_for_pattern(None, PROV("wasQuotedFrom"), iri, None):
        if isinstance(quad.subject, ox.NamedNode) and quad.graph_name != DERIVED:
            prefixes[name_stem(quad.subject.value).partition("-")[0]] += 1
    usual = prefixes.most_common(1)
    prefix = usual[0][0] if usual else name_stem(document.iri)
    telling = [w for w in re.findall(r"[a-z0-9]+", words.casefold()) if w not in _EMPTY]
    return free_named(kb, "-".join([prefix, *telling[:_WORDS]]), taken)


def free_named(kb: KnowledgeBase, stem: str, taken: Container[str] = ()) -> ox.NamedNode:
    """A node of which a knowledge base says nothing, by the first free name that begins so.

    Args:
        kb: the knowledge base.
        stem: what its name begins with.
        taken: the IRIs of names that are given away besides.
    """
    quads, node = kb.store.quads_for_pattern, kb.names.node

    def is_free(name: str) -> bool:
        return node(name).value not in taken and not any(quads(node(name), None, None, None))

    return node(free_name(stem, is_free))
