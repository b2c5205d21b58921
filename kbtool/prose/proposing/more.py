"""What a piece names beside what it is proposed to state: "checks the pulse and weight" says two things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kbtool.prose.proposing.meant import may_be_meant, names_object
from kbtool.prose.proposing.nearness import Near, Neighbors, nodes_in
from kbtool.prose.proposing.proposals import Proposal, Skeleton
from kbtool.prose.proposing.said import Said
from kbtool.prose.proposing.spoken import words_of
from kbtool.rdf.terms import Term

_NAMED = 0.75
"""What else is stated is named that far."""

_NEW = 0.05
"""It has this share of the words of a piece that nothing proposed before has."""


class More:
    """Finds what else is on file that a piece names, by words that what is proposed of it leaves out.

    Args:
        neighbors: finds what is near on file.
    """

    def __init__(self, neighbors: Neighbors) -> None:
        self._neighbors = neighbors

    def of(self, said: Said, near: Iterable[Near], told: Sequence[Proposal]) -> Iterator[Skeleton]:
        """The claims that a piece seems to make, too; none where nothing is proposed, and none of a row of a table.

        Args:
            said: the piece.
            near: what is near to it, the nearest first.
            told: what is proposed of it.
        """
        if said.setting.in_table or not told:
            return
        likeness = self._neighbors.likeness
        counts = likeness.weights(words_of(said.spoken))
        have = self._words(node for each in told for node in self._parts(each))
        for each in near:
            statement = each.statement
            nodes = list(nodes_in(statement))
            mine = self._words([*nodes, statement.relation])
            new = sum(share for word, share in counts.items() if word in mine - have)
            if new < _NEW or each.named < _NAMED or not names_object(each, said):
                continue
            taken = said.taken(nodes)
            if taken is None or not may_be_meant(each, said, likeness):
                continue
            tone = said.tone(statement.relation, each.phrase)
            yield Skeleton(said.words, Proposal(each.node, taken=taken), (), tone, limit=said.limit)
            have |= mine

    def _words(self, nodes: Iterable[Term]) -> frozenset[str]:
        return frozenset[str]().union(*map(self._neighbors.likeness.words_of, nodes))

    def _parts(self, proposal: Proposal) -> Iterable[Term]:
        if proposal.made is not None:
            return [value for _, value in proposal.made.stated]
        return [] if proposal.question is None else self._neighbors.parts(proposal.question)
