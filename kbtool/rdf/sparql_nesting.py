"""How deep a query is nested: what reads it goes as deep itself, and a parser that goes too deep ends its process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kbtool.errors import InputError
from kbtool.io.limits import in_force, raising
from kbtool.rdf.sparql_tokens import CLOSING, OPENING, tokenise

_SIGNS = "!^+-"
"""What may stand before an expression or a path, any number of times."""
_STEPS = frozenset("|&*/^+-") | {"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND"}
"""What joins one part of a query to all before it: a chain of them is as deep as it is long."""
_JOINS = ("mark", "word")
_MOST_STEPS = 1000


def refuse_deep_queries(text: str, path: Path | str | None = None) -> None:
    """Refuse a query with more brackets within brackets, or signs behind each other, than the limits in force allow,
    or with too long a chain of parts.

    Args:
        text: the query, which need not be valid.
        path: the file that it stands in, if it is all of that file, for messages.

    Raises:
        InputError: it is nested too deeply, with the line.
    """
    deepest = in_force().nesting
    steps = [
        token
        for token in tokenise(text)
        if token.kind in _JOINS
        and token.text in _STEPS
        and text[token.start - 1 : token.start] != token.text  # "||" is one
    ]
    if len(steps) > _MOST_STEPS:
        raise InputError(
            f"the query is nested too deeply: it joins more than {_MOST_STEPS:,} parts",
            path=path,
            line=text.count("\n", 0, steps[_MOST_STEPS].start) + 1,
            help="ask in parts, or give many values by VALUES",
        )
    if sum(text.count(mark) for mark in OPENING + _SIGNS) <= deepest:
        return
    depth = signs = 0
    for kind, mark, start in _marks(text):
        if kind != "mark" or mark not in _SIGNS:
            signs = 0
        if kind != "mark":
            continue
        if mark in _SIGNS:
            signs += 1
        elif mark in OPENING:
            depth += 1
        elif mark in CLOSING:
            depth = max(0, depth - 1)
        if depth + signs > deepest:
            raise InputError(
                f"the query is nested too deeply: it has more than {deepest:g} brackets or signs within each other",
                path=path,
                line=text.count("\n", 0, start) + 1,
                help=f"ask in parts, or {raising('nesting')}",
            )


def _marks(text: str) -> Iterator[tuple[str, str, int]]:
    """The kind, text and place of each token; what looks like an IRI may be a comparison, so its characters count."""
    for token in tokenise(text):
        if token.kind == "iri":
            yield from (("mark", one, token.start) for one in token.text)
        else:
            yield token.kind, token.text, token.start
