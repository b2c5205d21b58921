"""What the figures of a clause may be of: what it names, and what was named before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.prose.antecedents import Before
from kbtool.prose.figure_window import FigureWindow
from kbtool.prose.mention import Mention
from kbtool.prose.words.phrase_index import Forms
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token, same

_FROM_BEFORE, _FROM_HEADING, _SHORT = 0.85, 0.75, 0.85
_POSSESSIVES = frozenset({"its", "their"})


class Named(Struct, frozen=True):
    """What a figure may be of.

    Attributes:
        node: the concept.
        mentions: where the clause names it, or has a word that stands for it.
        sure: how sure that is, 0 to 1.
        borrowed: the sentences that name it, where this one does not.
    """

    node: ox.NamedNode
    mentions: tuple[range, ...]
    sure: float = 1.0
    borrowed: tuple[Stretch, ...] = ()


def subjects_of(window: FigureWindow, before: Before) -> Iterator[Named]:
    """What the figures of a clause may be of.

    Args:
        window: a figure in its clause.
        before: what was named before.
    """
    known = window.sentence.lexicon.quantities.by_subject
    named: dict[ox.NamedNode, list[range]] = {}
    for each in (*window.mentions, *window.sentence.mentions):
        if each.node in known and not _is_told_about(window, each):
            named.setdefault(each.node, []).append(range(each.start, each.end))
    for node, places in named.items():
        yield Named(node, tuple(dict.fromkeys(places)))
    yield from _named_shortly(window)
    standing = _standing_in(window)
    if standing is not None:
        for earlier in before.subjects:
            node = earlier.mention.node
            if _may_stand(window, earlier.mention, standing):
                if node in known and node not in named:
                    yield Named(node, (standing,), _FROM_BEFORE, (earlier.sentence,))
                break
    elif not named:
        for above in before.heading[:1]:
            if above.mention.node in known:
                yield Named(above.mention.node, (), _FROM_HEADING, (above.sentence,))


def _is_told_about(window: FigureWindow, mention: Mention) -> bool:
    """Whether a name is only what people read or hear about: "two million adults have read about gout"."""
    tokens, at = window.sentence.tokens, mention.start - 1
    behind = at > 0 and bool(tokens[at - 1].kinds & {"VERB"})
    return behind and tokens[at].word == "about"


def _named_shortly(window: FigureWindow) -> Iterator[Named]:
    """What is called by a part of its name that is the name of a wider concept, of which nothing is on file."""
    lexicon = window.sentence.lexicon
    for each in window.sentence.mentions:
        if each.node in lexicon.quantities.by_subject:
            continue
        tokens = window.sentence.tokens[each.start : each.end]
        longer = [
            node
            for node in lexicon.quantities.narrower.get(each.node, ())
            if any(_begins(name, tokens) for name in lexicon.names.get(node, ()))
        ]
        if len(longer) == 1:
            yield Named(longer[0], (range(each.start, each.end),), _SHORT)


def _begins(name: Forms, tokens: Sequence[Token]) -> bool:
    return len(name) > len(tokens) and all(
        same(token, forms) for token, forms in zip(tokens, name, strict=False)
    )


def _standing_in(window: FigureWindow) -> range | None:
    """The tokens of the first word that stands for something named before."""
    tokens, lexicon = window.sentence.tokens, window.sentence.lexicon
    for at in window.clause:
        if tokens[at].word in _POSSESSIVES:
            return range(at, at + 1)
        ends = [end for end, _, _ in lexicon.pronoun_index.at(tokens, at)]
        if ends:
            return range(at, max(ends))
    return None


def _may_stand(window: FigureWindow, mention: Mention, standing: range) -> bool:
    """Whether a word may stand for a concept that was named before, by its kind."""
    tokens, lexicon = window.sentence.tokens, window.sentence.lexicon
    kinds = [kinds for _, _, kinds in lexicon.pronoun_index.at(tokens, standing.start)]
    allowed = frozenset().union(*kinds) if kinds else frozenset(lexicon.heads)
    return bool(mention.kinds) and not mention.kinds.isdisjoint(allowed)
