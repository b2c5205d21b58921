"""The authors of a work, as registries list them: people and groups, and the names under which a work may be cited."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Author(Struct, frozen=True):
    """An author.

    Attributes:
        name: the family name, or the name of a group; None, if none can be read.
        given: the given name.
        is_group: whether it is a group.
    """

    name: str | None
    given: str | None = None
    is_group: bool = False


class Authors(Struct, frozen=True):
    """The authors of a work.

    Attributes:
        names: family names and names of groups, in order.
        also_first: other names under which the work may be cited.
        unread: what cannot be read of them, in words.
    """

    names: tuple[str, ...] = ()
    also_first: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def listed(authors: Iterable[Author]) -> Authors:
    """Authors in their order.

    A work may be cited by the first author's given name, where a registry has the two the wrong way round; by a group
    among its authors; and by the first person behind a group.
    """
    authors = list(authors)
    named = [author for author in authors if author.name]
    if not named:
        return Authors(unread=("the names of the authors",) if authors else ())
    first, *others = named
    also = [first.given or ""] + [author.name or "" for author in others if author.is_group]
    if first.is_group:
        also += [author.name or "" for author in others if not author.is_group][:1]
    spelled = (name for name in also if sum(map(str.isalpha, name)) > 2 or not name.isascii())
    return Authors(
        names=tuple(author.name or "" for author in named),
        also_first=tuple(dict.fromkeys(name for name in spelled if name)),
        unread=("the name of an author",) if len(named) < len(authors) else (),
    )
