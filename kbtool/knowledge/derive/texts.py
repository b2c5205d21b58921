"""What is wrong with a text whatever it says: no word in it, characters that nobody sees, another language than others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from kbtool.knowledge.derive.beyond import Beyond
from kbtool.knowledge.derive.misuse import Kind, Misuse
from kbtool.rdf.namespaces import KB, XSD, Names
from kbtool.rdf.terms import Term

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]")
"""Control characters (Unicode's class Cc) but tabs and ends of lines, overrides of the direction, and what stands for a
character that could not be read."""
_AT_ENDS = (" ", "\t")
_MISPLACED = re.compile(r"[\w%)] [,;]\w")
_ADDRESS = r"[a-z][a-z0-9+.-]*://\S*"
_FEW = 10
"""So many times as many texts must be in one language before those in another one are taken for slips; one always is."""


class Tagged(NamedTuple):
    """A statement whose text has a language tag."""

    node: Term
    property: ox.NamedNode
    text: ox.Literal


class Texts:
    """Looks at texts that stand where the vocabulary wants text.

    Args:
        names: the namespaces of the knowledge base.
    """

    def __init__(self, names: Names) -> None:
        prefixes = "|".join(map(re.escape, names.prefixes))
        self._name = re.compile(rf"(?:{prefixes}):\S*|{_ADDRESS}")

    def fault(self, text: str, prose: bool) -> tuple[Kind, str] | None:
        """In what way a text is wrong, with what is wanted in words.

        Args:
            text: the text.
            prose: whether it is in a language, and no identifier, nor the words of another source.
        """
        if not (text[:1].isalnum() or any(map(str.isalnum, text))):
            return Kind.EMPTY_TEXT, ""
        if not text.isprintable() and _UNSEEN.search(text):
            return Kind.MALFORMED, "text without control characters"
        if text.startswith(_AT_ENDS) or text.endswith(_AT_ENDS):
            return Kind.MALFORMED, "text without spaces at its ends"
        is_own = prose or text[:1].isdigit()
        if is_own and (" ," in text or " ;" in text) and _MISPLACED.search(text):
            return Kind.MALFORMED, "text with the space behind its comma or semicolon"
        if prose and ":" in text and self._name.fullmatch(text):
            return Kind.MALFORMED, "words, and not the name or address of something"
        return None


def misuses_of_languages(
    store: ox.Store, tagged: Collection[Tagged], names: Names, beyond: Beyond | None = None
) -> Iterator[Misuse]:
    """Texts in another language than the others, of the properties whose texts are all in one (`kb:inOneLanguage`).

    A text beside its translation, the same property of the same node, is none of them; nor is one without a tag. Terms of
    kbtool's namespace are held to each other.

    Args:
        store: the files' triples.
        tagged: all statements whose text has a language tag.
        names: the namespaces of the knowledge base.
        beyond: what stands beyond these files, if they are not all.
    """
    if not tagged:
        return
    yes = ox.Literal("true", datatype=XSD("boolean"))
    own = {q.subject for q in store.quads_for_pattern(None, KB("inOneLanguage"), yes, None)}
    counts: dict[bool, Counter[str]] = defaultdict(Counter)
    for predicate in own:
        if isinstance(predicate, ox.NamedNode) and beyond is not None:
            for (of_term, tag), count in beyond.languages.get(predicate.value, {}).items():
                counts[of_term][tag] += count
        elif isinstance(predicate, ox.NamedNode):
            for quad in store.quads_for_pattern(None, predicate, None, None):
                if isinstance(quad.object, ox.Literal):
                    counts[is_term(quad.subject)][quad.object.language or ""] += 1
    if all(len(count) == 1 for count in counts.values()):
        return
    first = {
        of: max(count.items(), key=lambda item: (item[1], item[0])) for of, count in counts.items()
    }
    for some in tagged:
        tag = some.text.language or ""
        if some.property not in own:
            continue
        of = is_term(some.node)
        usual, most = first[of]
        if usual != tag and most > 1 and counts[of][tag] <= max(1, most // _FEW):
            if _is_translated(store, some):
                continue
            wanted = f"text in @{usual}, as the others are" if usual else "text without a tag"
            stated = f"“{some.text.value[:60]}” is in @{tag}"
            name = names.curie(some.property.value)
            yield Misuse(some.node, Kind.WRONG_DATATYPE, name, wanted, stated, some.text)


def _is_translated(store: ox.Store, some: Tagged) -> bool:
    """Whether the node has other texts of the property beside this one."""
    stated = store.quads_for_pattern(some.node, some.property, None, None)  # type: ignore[arg-type]
    return sum(isinstance(quad.object, ox.Literal) for quad in stated) > 1


def is_term(node: Term) -> bool:
    """Whether a node is a term of kbtool's namespace."""
    return isinstance(node, ox.NamedNode) and node.value.startswith(KB.base)
