"""Names of nodes that say something wider than is stated: ADHD, of what is said of ADHD that no drug helped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import pyoxigraph as ox

from kbtool.knowledge.derive.name_values import Stated
from kbtool.knowledge.derive.slugs import Slug, slug_of, stands_in
from kbtool.rdf.namespaces import SKOS
from kbtool.rdf.terms import led_to


def wider(
    store: ox.Store,
    name: Slug,
    stated: Sequence[Stated],
    called: Callable[[ox.NamedNode | ox.Literal], Collection[ox.NamedNode | ox.Literal]],
    is_stated: Callable[[Stated], bool],
) -> tuple[Stated, ox.NamedNode] | None:
    """A value of which the name has but the name of something broader, and no further word; with what that is.

    Args:
        store: the files' triples.
        name: the words of the name.
        stated: the values of the node.
        called: what a value is called beside its own name.
        is_stated: whether a value stands in that place elsewhere.
    """
    for one in stated:
        if not isinstance(one.term, ox.NamedNode) or stands_in(one.slug, name):
            continue
        for above in led_to(store, one.term, SKOS("broader")):
            slug = slug_of(above)
            if not stands_in(slug, name) or not set(one.slug).issuperset(slug):
                continue
            further = set(one.slug) - set(slug)
            elsewhere = [other.term for other in stated if other is not one]
            if (
                further
                and further.isdisjoint(name)
                and is_stated(Stated(one.property, above, slug))
                and not any(stands_in(slug_of(each), name) for each in called(one.term))
                and not any(
                    term == above or (isinstance(term, ox.NamedNode) and above in led_to(store, term, SKOS("broader")))
                    for term in elsewhere
                )
            ):  # fmt: skip
                return one, above
    return None
