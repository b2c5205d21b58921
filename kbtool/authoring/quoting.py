"""The beginning of a claim: its quote, told from others, and what its words seem to state, for somebody to decide on."""

from __future__ import annotations

from kbtool.authoring.encoding import stated_by_words
from kbtool.authoring.skeletons import Writing
from kbtool.errors import InputError
from kbtool.io.controls import escaped
from kbtool.knowledge.base import KnowledgeBase
from kbtool.text.document import Document
from kbtool.text.quotes import Anchor, Quote, Status, anchor, told_apart
from kbtool.text.stretch import Stretch

_NEW = (
    "# A new one: id:… a kb:Proposition ; kb:subject id:… ; kb:predicate kb:… ; kb:object id:… .",
    "#   of a figure: id:q-… a kb:Quantity ; kb:subject id:… ; kb:measure kb:… .",
    "# kb:denies, if they deny it; kb:Hedged or kb:Anecdotal, if they are worded so.",
)


def new_claim(kb: KnowledgeBase, document: Document, words: str, occurrence: int | None) -> str:
    """The Turtle of what some words seem to state: a claim, and one for each figure of a quantity on file.

    Args:
        kb: the knowledge base.
        document: the article.
        words: the quote.
        occurrence: which of several places is meant, counted from 1.

    Raises:
        InputError: the words do not stand in the article, or in several places and none is chosen.
    """
    _, found = _chosen(document, words, occurrence)
    assert found.start is not None and found.end is not None
    line, column = document.position(found.start)
    shown = escaped(" ".join(str(document.path).split()))
    stated, coined = stated_by_words(kb, document, Stretch(found.start, found.end))
    writing = Writing(kb, document, coined)
    blocks = [writing.block(each) for each in stated]
    head = f"# {shown}:{line}:{column}. What do these words state?"
    return "\n".join([head, *_NEW, "\n".join(blocks)])


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
