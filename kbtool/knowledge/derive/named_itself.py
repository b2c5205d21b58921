"""Whether a finding names the very object of a statement that excludes others: "is a stimulant" of a class."""

from __future__ import annotations

from collections.abc import Iterable
from re import Pattern

import pyoxigraph as ox

from kbtool.knowledge.derive.asked import is_true
from kbtool.knowledge.derive.left_out import any_of
from kbtool.rdf.namespaces import KB, RDFS, SKOS
from kbtool.rdf.terms import objects, one, text, value
from kbtool.text.naming import Words

_NAMES = (SKOS("prefLabel"), SKOS("altLabel"), SKOS("hiddenLabel"), KB("writtenAs"))


class NamedItself:
    """Looks for objects by all of their names.

    Args:
        store: the knowledge base.
        compares: words before what something is compared with, and is not.
        words: the words of texts that name something.
    """

    def __init__(self, store: ox.Store, compares: Pattern[str], words: Words) -> None:
        self._store = store
        self._compares = compares
        self._words = words

    def says_so(self, parts: Iterable[str], proposition: ox.NamedNode) -> bool:
        """Whether a part names the object itself; of what has one alone, by its predicate, too.

        Args:
            parts: the parts of a finding.
            proposition: a statement that excludes others.
        """
        about, predicate = (one(self._store, proposition, KB(n)) for n in ("object", "predicate"))
        if is_true(self._store, predicate, KB("exclusiveSubjects")):
            return False
        names = {value(term) for name in _NAMES for term in objects(self._store, about, name)}
        names |= {form for name in names for form in (name.removesuffix("s"), f"{name}s")}
        named_itself = any_of(names, opening=True)
        says = set(self._words.of(text(self._store, predicate, RDFS("label")) or ""))
        return any(
            named_itself.search(part) is not None
            and self._compares.search(part) is None
            and (
                not is_true(self._store, predicate, KB("singleValued"))
                or not says.isdisjoint(self._words.of(part))
            )
            for part in parts
        )
