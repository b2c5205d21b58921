"""The property paths of a SPARQL query, and the triple patterns that one between two ends stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from kbtool.rdf.namespaces import RDF
from kbtool.rdf.sparql_cursor import Cursor, UnreadError
from kbtool.rdf.sparql_joins import ANY, Group, Pattern

Path: TypeAlias = tuple[str, object]
"""What kind of path it is, and the predicate, path or paths of which it is made."""


def read_path(cursor: Cursor) -> Path:
    """The path that stands at the cursor.

    Raises:
        UnreadError: it is not known what it joins.
    """
    found = [_sequence(cursor)]
    while cursor.take("|"):
        found.append(_sequence(cursor))
    return found[0] if len(found) == 1 else ("alternative", found)


def _sequence(cursor: Cursor) -> Path:
    found = [_step(cursor)]
    while cursor.take("/"):
        found.append(_step(cursor))
    return found[0] if len(found) == 1 else ("sequence", found)


def _step(cursor: Cursor) -> Path:
    inverse = cursor.take("^")
    token = cursor.next()
    step: Path
    if token.is_mark("("):
        step = read_path(cursor)
        cursor.expect(")")
    elif token.is_mark("!"):
        raise UnreadError("it has a path with !")
    elif token.kind == "variable":
        step = ("one", ANY)
    elif token.kind == "iri":
        step = ("one", token.text[1:-1])
    elif token.kind == "name":
        step = ("one", cursor.iri(token))
    elif token.is_word("A"):
        step = ("one", RDF("type").value)
    else:
        raise UnreadError(f"{token.text} stands where a predicate is expected")
    if cursor.peek().kind == "mark" and cursor.peek().text in "*+?":
        cursor.at += 1
        step = ("repeated", step)
    return ("inverse", step) if inverse else step


def add_path(group: Group, subject: str, path: Path, object_: str, new: Callable[[], str]) -> None:
    """Add the patterns that a path between two ends stands for to a group.

    Args:
        group: the group.
        subject: where the path begins.
        path: the path.
        object_: where it ends.
        new: gives a name to what stands between two steps.
    """
    kind, value = path
    if kind == "one":
        group.patterns.append(Pattern(subject, frozenset({str(value)}), object_))
    elif kind == "inverse":
        add_path(group, object_, value, subject, new)  # type: ignore[arg-type]
    elif kind == "repeated":
        steps_ = list(_steps(value))  # type: ignore[arg-type]
        names = frozenset(name for name, _ in steps_)
        ways = {inverse for _, inverse in steps_}
        if ways == {True}:
            subject, object_ = object_, subject
        group.patterns.append(Pattern(subject, names, object_, True, len(ways) > 1))
    elif kind == "sequence":
        steps: list[Path] = value  # type: ignore[assignment]
        for place, step in enumerate(steps):
            end = object_ if place == len(steps) - 1 else new()
            add_path(group, subject, step, end, new)
            subject = end
    elif names := _plain(value):  # type: ignore[arg-type]
        group.patterns.append(Pattern(subject, names, object_))
    else:
        branches = []
        for each in value:  # type: ignore[attr-defined]
            branch = Group()
            add_path(branch, subject, each, object_, new)
            branches.append(branch)
        group.unions.append(branches)


def _plain(paths: Iterable[Path]) -> frozenset[str]:
    """The predicates of which paths are one step each; none, if some path is something else."""
    kinds, names = zip(*paths, strict=True)
    return frozenset(map(str, names)) if set(kinds) == {"one"} and ANY not in names else frozenset()


def _steps(path: Path, inverse: bool = False) -> Iterator[tuple[str, bool]]:
    """The predicates of a path, each with whether it is gone from object to subject."""
    kind, value = path
    if kind == "one":
        yield str(value), inverse
    elif kind in ("inverse", "repeated"):
        yield from _steps(value, inverse != (kind == "inverse"))  # type: ignore[arg-type]
    else:
        for each in value:  # type: ignore[attr-defined]
            yield from _steps(each, inverse)
