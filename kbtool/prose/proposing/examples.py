"""What a piece names as an example of what is stated before it: "used in other disorders, including asthma and gout"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.knowledge.statements import Statement
from kbtool.prose.proposing.made import Made
from kbtool.prose.proposing.nearness import Near
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
    found: Sequence[Skeleton],
    said: Said,
    stated: Mapping[range, Sequence[Skeleton]],
    statement: Callable[[ox.NamedNode], Statement],
) -> Iterator[Skeleton]:
    """What a piece of examples seems to state: of the example, what is stated of what it is one of.

    What is on file goes before, but for what only the words that lead to examples say, that it is one of them;
    what is not an example stays as it is.

    Args:
        found: what the piece seems to state by itself.
        said: the piece.
        stated: what the pieces before it seem to state, by their words.
        statement: gives what a proposition on file states.
    """
    tokens, spans = said.sentence.tokens, (said.piece.own, *said.piece.heads)
    at = next((n for n, span in enumerate(spans[:2]) if leads_to_examples(tokens, span)), None)
    head = spans[at + 1] if at is not None and at + 1 < len(spans) else None
    heads = stated.get(head or range(0), ())
    whole = next((w for each in heads if (w := _core(_proposal(each), statement))), None)
    example = None if whole is None else _example(whole, said)
    if at is None or example is None:
        yield from found
        return
    by_lead = _said_by_lead(said, spans[at])
    known = next((n for each in found for n in each.near if _ends(n) == _parts(example)), None)
    taken = said.taken(value for _, value in example.stated) or ()
    new = Proposal(known.node if known else None, None if known else example, taken=taken)
    for each in found:
        mine = _core(_proposal(each), statement)
        is_by_lead = mine is not None and mine.relation in by_lead
        is_open = (_proposal(each) or Proposal()).question is None and (
            known is None or not each.near
        )
        if not is_by_lead and not is_open:
            yield each
            continue
        left = [other for other in each.near if other is not known]
        yield replace(each, proposal=new, supposed=None, near=left)


def _said_by_lead(said: Said, span: range) -> Collection[Term]:
    """The predicates that only the words say with which examples begin."""
    length = max(len(each) for each in _LEADS)
    lead = set(range(span.start, span.start + length))
    triggers = said.setting.told.triggers
    return {each.trigger.relation for each in triggers if lead.issuperset(each.places)}


def _parts(made: Made) -> tuple[Term | None, ...]:
    return made.value("subject"), made.relation, made.value("object")


def _ends(near: Near) -> tuple[Term | None, ...]:
    """What a proposition on file says of what; of one with a scope, nothing that is alike."""
    told = near.statement
    return () if any(told.scope.values()) else (told.subject, told.relation, told.object)


def _core(proposal: Proposal | None, statement: Callable[[ox.NamedNode], Statement]) -> Made | None:
    """What is proposed of what, as a new statement; None, if nothing is, or a quantity."""
    if proposal is None or proposal.question is None:
        return None if proposal is None else proposal.made
    told = statement(proposal.question)
    if told.object is None:
        return None
    parts = (
        (KB("subject"), told.subject),
        (KB("predicate"), told.relation),
        (KB("object"), told.object),
    )
    return Made(KB("Proposition"), parts)


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


def _proposal(skeleton: Skeleton) -> Proposal | None:
    return skeleton.proposal or skeleton.supposed
