"""Values of rare properties that the name of a node says nothing of, where the names of all others have a word of theirs.

What names are made of is learned from the names: where a property is left out of them now and then, nothing is said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kbtool.knowledge.derive.slugs import has_digit, slug_of

_OF_PROPERTY = 5
"""So many names say the value of a property, where that is the custom; one in addition may not."""
_OF_CLASS = 20
"""So many say those of all such properties of a class; fewer are too few to speak of a custom."""
_RARE = 10
"""A property that one node in so many has, or fewer, is something particular; a name may leave out what most have."""
_LETTERS = 4
"""So many letters of a word are enough to know it in another form."""

_ET_AL = re.compile(r"\bet al\b")

Value = ox.NamedNode | ox.Literal
Values = Mapping[ox.NamedNode, Sequence[Value]]


def unsaid(
    nodes: Mapping[ox.NamedNode, Values], names: Callable[[Value], Collection[ox.Literal]]
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, Value]]:
    """The only value of each rare property of which no word stands in the name of its node: node, property, value.

    Args:
        nodes: the values of each node, by property.
        names: what a value is called beside its own name.
    """
    most = len(nodes) / _RARE
    if most < _OF_PROPERTY:
        return
    said: dict[ox.NamedNode, int] = defaultdict(int)
    not_said: dict[ox.NamedNode, list[tuple[ox.NamedNode, Value]]] = defaultdict(list)
    words: dict[Value, frozenset[str]] = {}
    for node, values in nodes.items():
        own = _beginnings(slug_of(node))
        for each, terms in values.items():
            for term in terms:
                if isinstance(term, ox.Literal) and has_digit(slug_of(term)):
                    continue  # written in many ways: P28D, week-4
                if term not in words:
                    called = (slug_of(name) for name in (term, *names(term)))
                    words[term] = frozenset(w for slug in called for w in _beginnings(slug))
                if own & words[term]:
                    said[each] += 1
                else:
                    not_said[each].append((node, term))
    kept = {p: n for p, n in said.items() if _OF_PROPERTY <= n <= most and len(not_said[p]) <= 1}
    if sum(kept.values()) >= _OF_CLASS:
        for each in sorted(kept, key=lambda each: each.value):
            yield from ((node, each, term) for node, term in not_said[each])


def unlike(
    labels: Mapping[ox.NamedNode, Sequence[ox.Literal]],
    names: Callable[[ox.NamedNode], Collection[ox.Literal]],
) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    """The only label that has no word of its node's name, neither its initials, where all others have: node, label.

    Labels of papers ("Li et al. 2024") are taken apart from others.

    Args:
        labels: the label that each node is called by.
        names: what else it is called.
    """
    for of_papers in (False, True):
        said, odd = 0, []
        for node, some in labels.items():
            name = [word for word in slug_of(node) if not word.isdigit()]
            if len(some) == 1 and name and bool(_ET_AL.search(some[0].value)) is of_papers:
                called = [slug_of(each) for each in (*some, *names(node))]
                same = any(_beginnings(name) & _beginnings(slug) for slug in called)
                initials = {"".join(word[0] for word in slug) for slug in called}
                if same or any(
                    one[1:] and word.startswith(one) for one in initials for word in name
                ):
                    said += 1
                else:
                    odd.append((node, some[0]))
        if len(odd) == 1 and said >= _OF_CLASS:
            yield odd[0]


def _beginnings(words: Collection[str]) -> frozenset[str]:
    return frozenset(word[:_LETTERS] for word in words)
