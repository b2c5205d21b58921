"""A concept that a sentence names."""

from __future__ import annotations

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.words.lexicon import fits
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch


class Mention(Struct, frozen=True):
    """A concept that a sentence names.

    Attributes:
        node: the concept.
        kinds: the kinds of concept that it is.
        start: the number of its first token, or of that which stands for it.
        end: the number behind its last one; the same, where no token stands for it.
        from_before: the sentence that names it, where this one has a word that stands for it, or none.
        named_at: the number of its first token there.
        understood: the sentence that names what its name leaves out.
    """

    node: ox.NamedNode
    kinds: frozenset[Term]
    start: int
    end: int
    from_before: Stretch | None = None
    named_at: int | None = None
    understood: Stretch | None = None

    def fits(self, kinds: frozenset[Term]) -> bool:
        """Whether it is of one of some kinds; of none, if it is of no kind itself or any will do."""
        return fits(self.kinds, kinds)

    def named_in(self, sentence: Stretch, stands_in: range) -> Mention:
        """The same as another sentence means it.

        Args:
            sentence: the sentence that names it.
            stands_in: the tokens of the other one that stand for it; none, from the place where it is understood.
        """
        return replace(
            self,
            start=stands_in.start,
            end=stands_in.stop,
            from_before=sentence,
            named_at=self.start,
        )
