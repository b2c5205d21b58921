"""What a piece names as an example of what is stated before it: "used in other disorders, including asthma and gout"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from kbtool.prose.proposing.made import Made
from kbtool.prose.proposing.proposals import Proposal, Skeleton
from kbtool.prose.proposing.said import Said
from kbtool.prose.proposing.spoken import Zone
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token

_LEADS = (("including",), ("such", "as"), ("for", "example"), ("for", "instance"), ("especially",))
"""With what examples begin."""


def leads_to_examples(tokens: Sequence[Token], span: range) -> bool:
    """Whether a part of a sentence begins as examples do.

    Args:
        tokens: the words of the sentence.
        span: the part.
    """
    words = tuple(tokens[at].word for at in span[:2])
    return any(words[: len(each)] == each for each in _LEADS)


def with_example(
    found: Sequence[Skeleton], said: Said, stated: Mapping[range, Sequence[Skeleton]]
) -> Iterator[Skeleton]:
    """What a piece of examples seems to state: of the example, what is stated of what it is one of.

    What is on file goes before; what is not an example stays as it is.

    Args:
        found: what the piece seems to state by itself.
        said: the piece.
        stated: what the pieces before it seem to state, by their words.
    """
    tokens, spans = said.sentence.tokens, (said.piece.own, *said.piece.heads)
    at = next((n for n, span in enumerate(spans[:2]) if leads_to_examples(tokens, span)), None)
    head = spans[at + 1] if at is not None and at + 1 < len(spans) else None
    whole = next((w for each in stated.get(head or range(0), ()) if (w := _made(each))), None)
    for each in found:
        mine = _proposal(each)
        example = None if whole is None else _example(whole, said)
        if example is None or (mine is not None and mine.question is not None):
            yield each
        else:
            new = Proposal(made=example, taken=said.taken(v for _, v in example.stated) or ())
            yield replace(each, proposal=new, supposed=None)


def _example(whole: Made, said: Said) -> Made | None:
    """A statement on the one concept of a piece that is of a kind of the object of another one; None, if it names none."""
    object_ = whole.value("object")
    kind_of = said.sentence.lexicon.kind_of
    kinds = frozenset(kind for node, found in kind_of.items() if node == object_ for kind in found)
    named: list[Term] = [
        node
        for node in said.spoken[Zone.UNDIVIDED]
        if not isinstance(node, str)
        and any(each == node and not kinds.isdisjoint(found) for each, found in kind_of.items())
    ]
    if len(named) != 1:
        return None
    parts = ((name, named[0] if name == KB("object") else value) for name, value in whole.stated)
    return Made(whole.kind, tuple(parts))


def _made(skeleton: Skeleton) -> Made | None:
    proposal = _proposal(skeleton)
    return proposal.made if proposal is not None else None


def _proposal(skeleton: Skeleton) -> Proposal | None:
    return skeleton.proposal or skeleton.supposed
