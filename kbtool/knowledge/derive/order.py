"""The order in which derivations run, from what the comment at the head of each says: `# kb:after: levels, lines`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct

from kbtool.errors import InputError

_HEAD = re.compile(r"(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*(?:#[^\n]*)?")
_AFTER = re.compile(r"^[^\S\n]*#[^\S\n]*kb:after:([^\n]*)$", re.MULTILINE)
_LIKE_AFTER = re.compile(r"^[^\S\n]*#[^\S\n]*kb[:_ ]?after\b[^\n]*$", re.MULTILINE | re.IGNORECASE)
_NUMBER = re.compile(r"^\d+-")


class ConstructQuery(Struct, frozen=True, dict=True):
    """A CONSTRUCT query of kb/derivations/.

    Attributes:
        path: its file, as messages name it.
        text: its text.
    """

    path: Path
    text: str

    @cached_property
    def name(self) -> str:
        """What others call it in kb:after: the name of its file without ending, and without a number in front."""
        return _NUMBER.sub("", self.path.stem)

    @cached_property
    def after(self) -> dict[str, int] | None:
        """The names of those that it runs after, each with its 1-based line; None, if its head does not say."""
        head = _HEAD.match(self.text)
        found = list(_AFTER.finditer(head.group())) if head else []
        read = {match.start() for match in found}
        for like in _LIKE_AFTER.finditer(self.text):
            if like.start() not in read:
                raise InputError(
                    "has a comment like kb:after that is not read",
                    path=self.path,
                    line=self.text.count("\n", 0, like.start()) + 1,
                    help="write `# kb:after: NAME, NAME` in a line of its own, before anything else than comments",
                )
        if not found:
            return None
        return {
            name.strip(): self.text.count("\n", 0, match.start()) + 1
            for match in found
            for name in match[1].split(",")
            if name.strip()
        }


def in_order(derivations: Iterable[ConstructQuery]) -> list[ConstructQuery]:
    """Derivations in the order in which they run.

    One whose head says what it runs after does so, and otherwise as early as it can. Those whose heads do not say run in
    the order of their names, behind those that can run already. Of several that can run, the first by name does.

    Args:
        derivations: the derivations of a knowledge base.

    Raises:
        InputError: one runs after another that no file has, or after itself, with the line that says so.
    """
    return list(_ordered(tuple(sorted(derivations, key=lambda derivation: derivation.path))))


@lru_cache(maxsize=4)
def _ordered(derivations: tuple[ConstructQuery, ...]) -> tuple[ConstructQuery, ...]:
    waiting = list(derivations)
    before = _before(waiting)
    ordered: list[ConstructQuery] = []
    while waiting:
        done = set(ordered)
        ready = [derivation for derivation in waiting if before[derivation] <= done]
        if not ready:
            raise _circle(waiting[-1], before, done)
        following = min(ready, key=lambda d: (d.after is None, d.name, d.path))
        ordered.append(following)
        waiting.remove(following)
    return tuple(ordered)


def _before(derivations: Sequence[ConstructQuery]) -> dict[ConstructQuery, set[ConstructQuery]]:
    """For each derivation those that it has to wait for."""
    before: dict[ConstructQuery, set[ConstructQuery]] = {}
    silent: set[ConstructQuery] = set()
    for derivation in derivations:
        if derivation.after is None:
            before[derivation] = set(silent)
            silent.add(derivation)
            continue
        before[derivation] = set()
        for name, line in derivation.after.items():
            named = {other for other in derivations if other.name == name}
            if not named:
                raise InputError(
                    f"runs after {name!r}, and no derivation has that name",
                    path=derivation.path,
                    line=line,
                    help="there is " + ", ".join(sorted({d.name for d in derivations})),
                )
            before[derivation] |= named
    return before


def _circle(
    start: ConstructQuery,
    before: dict[ConstructQuery, set[ConstructQuery]],
    done: set[ConstructQuery],
) -> InputError:
    """The error about derivations that wait for each other, of which one can be reached from a waiting one."""
    path = [start]
    while path[-1] not in path[:-1]:
        path.append(min(before[path[-1]] - done, key=lambda derivation: derivation.path))
    circle = path[path.index(path[-1]) :]
    first, second = circle[0], circle[1]
    return InputError(
        "runs after itself: " + " after ".join(derivation.name for derivation in circle),
        path=first.path,
        line=(first.after or {}).get(second.name),
        help="take one of them out of a kb:after",
    )
