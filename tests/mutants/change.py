"""What an operator does to a knowledge base: the files as they then read, and the nodes that it went wrong on."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from tests.mutants.base import Base, Node, Statement


@dataclass(frozen=True)
class Change:
    """One slip: statements that go and come, or a file with another text.

    Attributes:
        nodes: the IRIs of the nodes that it is about; a finding must be on one of them.
        says: what was changed, for the reader of the score.
        removed: the statements that go.
        added: those that come.
        texts: the files that read otherwise.
    """

    nodes: frozenset[str]
    says: str
    removed: tuple[Statement, ...] = ()
    added: tuple[Statement, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    def files(self, base: Base) -> dict[str, str]:
        """The files that it changes, as they then read."""
        return base.rewritten(self.removed, self.added) | dict(self.texts)


@dataclass(frozen=True)
class Site:
    """Where an operator is applied: a statement, or a node by the statement of its type.

    Attributes:
        base: the knowledge base.
        statement: the statement.
        rng: chooses whatever is left to chance.
    """

    base: Base
    statement: Statement
    rng: random.Random

    @property
    def kind(self) -> str:
        """The kind of the node."""
        return self.base.kinds.get(self.statement.subject, "")

    def change(
        self,
        removed: Iterable[Statement],
        added: Iterable[Statement],
        says: str,
        *more: Node | ox.Literal,
    ) -> Change:
        """A change of statements.

        Args:
            removed: the statements that go.
            added: those that come.
            says: what it is.
            more: further nodes that it is about.
        """
        gone, new = list(removed), list(added)
        nodes = set(self.base.owners(self.statement.subject))
        for s in [*gone, *new]:
            nodes |= self.base.owners(s.subject)
        for node in more:
            if isinstance(node, Node):
                nodes |= self.base.owners(node)
        return Change(frozenset(nodes), says, tuple(gone), tuple(new))

    def instead(self, new: Statement, says: str) -> Change | None:
        """The statement replaced by another; None if that is the same. The values count as nodes that it is about."""
        old = self.statement
        if new == old:
            return None
        return self.change([old], [new], says, *(s.object for s in (old, new)))

    def others(self, kind: str | None = None, but: Iterable[Node] = ()) -> list[Node]:
        """The other nodes with a name of a kind; of the node's own, if None."""
        unwanted = {self.statement.subject, *but}
        nodes = self.base.by_kind.get(self.kind if kind is None else kind, ())
        return [n for n in nodes if isinstance(n, ox.NamedNode) and n not in unwanted]


Edit = Callable[..., Change | None]


def misspelt(word: str, how: str) -> str | None:
    """A word with one slip of the pen; None where it has none of that kind.

    Args:
        word: the word.
        how: "swap" two letters, "omit" one, "double" one, another "case" of the first, "plural", "hyphen" for
            underscore and so on, "end" cut off.
    """
    middle = max(1, len(word) // 2)
    new = {
        "swap": word[: middle - 1]
        + word[middle : middle + 1]
        + word[middle - 1 : middle]
        + word[middle + 1 :],
        "omit": word[:middle] + word[middle + 1 :],
        "double": word[:middle] + word[middle - 1 : middle] + word[middle:],
        "case": word[:1].swapcase() + word[1:],
        "capitals": word.upper(),
        "plural": word.removesuffix("s") if word.endswith("s") else word + "s",
        "hyphen": re.sub(r"[-_]", "", word, count=1),
        "underscore": word.replace("-", "_", 1),
        "end": word[:-2],
    }[how]
    return new if new and new != word else None
