"""Holds texts, numbers and days to what the vocabulary says of the property that they are values of."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pyoxigraph as ox

from kbtool.knowledge.derive.declared import Declared
from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.knowledge.derive.spelling import Wording
from kbtool.knowledge.derive.texts import Tagged, Texts
from kbtool.knowledge.vocabulary import Use, Vocabulary
from kbtool.rdf.datatypes import TEXT, is_datatype, is_of
from kbtool.rdf.namespaces import KB, RDF, XSD, Names
from kbtool.rdf.terms import Term

DECIMAL = frozenset({XSD("decimal")})
"""What takes these takes numbers."""
_PROSE = RDF("langString")
_ONE_LANGUAGE = KB("inOneLanguage")
"""Of properties whose texts are the knowledge base's own words."""


class Literals:
    """The literals that are looked at, and what does not fit of them.

    Args:
        store: the files' triples.
        vocabulary: what is said of their terms.
        names: the namespaces of the knowledge base.
        declared: what is declared of nodes.

    Attributes:
        found: the literals that do not fit.
        wordings: the texts.
        tagged: those that have a language tag.
    """

    def __init__(
        self, store: ox.Store, vocabulary: Vocabulary, names: Names, declared: Declared
    ) -> None:
        self._vocabulary = vocabulary
        self._names = names
        self._declared = declared
        self._texts = Texts(names)
        self._own_words = {
            q.subject for q in store.quads_for_pattern(None, _ONE_LANGUAGE, None, None)
        }
        self.found: list[Misuse] = []
        self.wordings: list[Wording] = []
        self.tagged: list[Tagged] = []

    def of(self, predicate: ox.NamedNode, use: Use) -> Callable[[Term, ox.Literal], None]:
        """What looks at the values of one property that are literals, each with the node that has it.

        Args:
            predicate: the property.
            use: how it is used.
        """
        prose = any(_PROSE in some for some in use.ranges)
        fitting = frozenset(kind for kind in TEXT if all(kind in some for some in use.ranges))

        def look_at(subject: Term, value: ox.Literal) -> None:
            self._look_at(subject, predicate, value, use, prose, fitting)

        return look_at

    def _look_at(
        self,
        subject: Term,
        predicate: ox.NamedNode,
        value: ox.Literal,
        use: Use,
        prose: bool,
        fitting: Collection[ox.NamedNode],
    ) -> None:
        datatype = value.datatype
        if datatype in TEXT:
            text = value.value
            own = prose or predicate in self._own_words
            self.wordings.append(Wording(subject, predicate, value, own))
            if datatype == _PROSE:
                self.tagged.append(Tagged(subject, predicate, value))
            no_name = prose or (":" in text and "://" not in text and use.takes_nodes)
            found = None if use.verbatim and text else self._texts.fault(text, no_name)
            if found is not None:
                kind, wanted = found
                shown = self._names.curie(predicate.value)
                self.found.append(Misuse(subject, kind, shown, wanted, _short(text), value))
                return
        if datatype in fitting:
            return
        for some in use.ranges:
            if datatype in some and datatype in TEXT:
                continue
            datatypes = [kind for kind in some if is_datatype(kind)]
            if any(is_of(value, kind) for kind in datatypes):
                continue
            kind = Kind.WRONG_VALUE if set(some) - set(datatypes) else Kind.WRONG_DATATYPE
            if some == DECIMAL:
                kind = Kind.NOT_A_NUMBER
            shown, takes = self._names.curie(predicate.value), self._vocabulary.takes(predicate)
            stated = f"“{_short(value.value)}” is {self._a_literal(value, some)}"
            meant = self._declared.labelled(value.value) if kind is Kind.WRONG_VALUE else None
            self.found.append(Misuse(subject, kind, shown, takes, stated, value, meant))
            return

    def _a_literal(self, value: ox.Literal, wanted: Collection[ox.NamedNode]) -> str:
        if value.datatype in wanted:
            return "no valid one"
        if value.language:
            return f"text in a language (@{value.language})"
        return "text" if value.datatype in TEXT else self._names.curie(value.datatype.value)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}..."
