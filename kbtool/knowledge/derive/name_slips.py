"""Words of names and addresses with a slip of the pen, held to what the node itself says and names.

A name that nothing refers to can be misspelt without anybody noticing: the claim on ACE inhibitors that is called
"ace-inhibito". So can an address that is made of a title. A word is a slip where no other name and no text has it, and one
that the node's own texts have, or the names of what it names, differs from it by two letters exchanged, one left out or put
in, or by an end that was cut off. Who writes a plural or another form of the word makes none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain

import pyoxigraph as ox

from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.knowledge.derive.slugs import Slug, slug_of
from kbtool.rdf.namespaces import DCT, FOAF, RDFS, SKOS, Names
from kbtool.rdf.terms import Term, objects

_SHORTEST = 4
"""Letters of the shortest word that is looked at, unless it is the last one and its end was cut off."""
_CUT = 2
"""So many letters at most are cut off."""
_OF_TITLE = 4
"""So many words, and more, of a part of an address are those of a title."""
_CALLED = (SKOS("prefLabel"), SKOS("altLabel"), RDFS("label"), DCT("title"))
_PAGE = FOAF("page")
_APOSTROPHE = re.compile("(?<=[a-z])['’](?=[a-z])", re.IGNORECASE)

Known = Callable[[Collection[str]], Collection[str]]


def misspelt_names(
    store: ox.Store, nodes: Iterable[Term], single: Collection[str], names: Names, known: Known
) -> Iterator[Misuse]:
    """Names and addresses with a word that is probably misspelt.

    Args:
        store: the files' triples.
        nodes: the nodes that are looked at.
        single: the words that the name of one node alone has, of all nodes.
        names: the namespaces of the knowledge base.
        known: tells which of some words stand in a text.
    """
    own = _Own(store)
    found: list[tuple[ox.NamedNode, str, str, str]] = []
    for node in nodes:
        if isinstance(node, ox.NamedNode) and node.value.startswith(names.base):
            slug = slug_of(node)
            once = [word for word in slug if word in single and word.isalpha()]
            found += [(node, "its name", *slip) for slip in own.slips(node, slug, once)]
    for quad in store.quads_for_pattern(None, _PAGE, None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            shown = names.curie(_PAGE.value)
            for part in quad.object.value.split("/")[3:]:
                words = slug_of(ox.Literal(part))
                if len(words) >= _OF_TITLE:
                    # Sites cut addresses off, within a word, too.
                    whole = [word for word in words[:-1] if word.isalpha()]
                    slips = own.slips(quad.subject, words, whole)
                    found += [(quad.subject, shown, *slip) for slip in slips]
    right = frozenset(known({word for _, _, word, _ in found})) if found else frozenset()
    for subject, where, word, meant in found:
        if word not in right:
            yield Misuse(subject, Kind.MISSPELT, where, "", word, None, meant)


def words_of_one_name(nodes: Iterable[Term], names: Names) -> frozenset[str]:
    """The words that the name of one node alone has.

    Args:
        nodes: all nodes.
        names: the namespaces of the knowledge base.
    """
    found: set[str] = set()
    again: set[str] = set()
    for node in nodes:
        if isinstance(node, ox.NamedNode) and node.value.startswith(names.base):
            words = {*slug_of(node)}
            again |= found & words
            found |= words
    return frozenset(found - again)


class _Own:
    """What nodes say, and what they name is called."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._called: dict[ox.NamedNode, frozenset[str]] = {}

    def slips(
        self, node: ox.NamedNode, slug: Slug, once: Collection[str]
    ) -> Iterator[tuple[str, str]]:
        """Words of a name or address that are nearly one of the node's own, and what that is."""
        own = self._words(node) if once else frozenset()
        for word in once:
            if word in own:
                continue
            is_last = word == slug[-1]
            left = sorted(own.difference(slug))
            meant = next((other for other in left if _is_slip(word, other, is_last)), None)
            if meant is not None:
                yield word, meant

    def _words(self, node: ox.NamedNode) -> frozenset[str]:
        words: set[str] = set()
        for quad in self._store.quads_for_pattern(node, None, None, None):
            if isinstance(quad.object, ox.Literal):
                words.update(_said(quad.object))
            elif isinstance(quad.object, ox.NamedNode) and quad.predicate != _PAGE:
                words |= self._words_for(quad.object)
        return frozenset(words)

    def _words_for(self, node: ox.NamedNode) -> frozenset[str]:
        """The words of the name of a node, and of what it is called."""
        known = self._called.get(node)
        if known is None:
            terms = (term for each in _CALLED for term in objects(self._store, node, each))
            said = (_said(term) for term in terms if isinstance(term, ox.Literal))
            known = self._called[node] = frozenset(chain(slug_of(node), *said))
        return known


def _said(text: ox.Literal) -> Slug:
    return slug_of(ox.Literal(_APOSTROPHE.sub("", text.value)))


def _is_slip(word: str, meant: str, is_last: bool) -> bool:
    if 0 < len(meant) - len(word) <= _CUT and meant.startswith(word):
        return not _is_plural(word, meant) and (is_last or len(word) >= _SHORTEST)
    if len(word) < _SHORTEST or _is_plural(word, meant) or _is_plural(meant, word):
        return False
    if len(word) == len(meant):
        apart = [
            at for at, (one, other) in enumerate(zip(word, meant, strict=True)) if one != other
        ]
        return (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and word[apart[0] : apart[1] + 1] == meant[apart[0] : apart[1] + 1][::-1]
        )
    shorter, longer = sorted((word, meant), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def _is_plural(one: str, several: str) -> bool:
    return several in (f"{one}s", f"{one}es")
