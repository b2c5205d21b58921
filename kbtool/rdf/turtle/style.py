"""Turtle into the house style, and the guard that nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError, KbtoolError
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.turtle.printer import print_turtle
from kbtool.rdf.turtle.tokens import Token, turtle_tokens

_BASE = "http://base.invalid/"
"""What relative IRIs are relative to; only that it is the same before and after matters."""


def in_house_style(text: str, shown: Path | str) -> str:
    """A Turtle text in the house style, with the same triples and comments.

    Args:
        text: the Turtle; relative IRIs may stand in it.
        shown: the file as messages name it.

    Raises:
        InputError: it is not Turtle, or not Turtle 1.1; with the line.
        KbtoolError: the text would say something else in the house style, which is a bug.
    """
    before = parse_turtle(text, shown, _BASE)
    tokens = turtle_tokens(text, shown)
    formatted = print_turtle(tokens)
    if formatted != text and not _says_the_same(formatted, shown, before, tokens):
        raise KbtoolError(
            f"{shown}: cannot be formatted: its triples or comments would change, which is a bug"
            " (help: nothing is written; please report it with the file)"
        )
    return formatted


def same_triples(some: Sequence[ox.Triple], others: Sequence[ox.Triple]) -> bool:
    """Whether two parsings give the same triples in the same order, whatever their blank nodes are called.

    Formatting keeps the order of the tokens, so a parser finds the triples in one order. That makes the test exact and
    linear, where isomorphism of graphs with many blank nodes is neither in practice.
    """
    if len(some) != len(others):
        return False
    there: dict[ox.BlankNode, ox.BlankNode] = {}
    back: dict[ox.BlankNode, ox.BlankNode] = {}
    for one, other in zip(some, others, strict=True):
        for term, counterpart in zip(one, other, strict=True):
            if isinstance(term, ox.BlankNode) and isinstance(counterpart, ox.BlankNode):
                if there.setdefault(term, counterpart) != counterpart:
                    return False
                if back.setdefault(counterpart, term) != term:
                    return False
            elif term != counterpart:
                return False
    return True


def _says_the_same(
    formatted: str, shown: Path | str, before: Sequence[ox.Triple], tokens: Sequence[Token]
) -> bool:
    try:
        after = parse_turtle(formatted, shown, _BASE)
        comments = _comments(turtle_tokens(formatted, shown))
    except InputError:
        return False
    return comments == _comments(tokens) and same_triples(before, after)


def _comments(tokens: Sequence[Token]) -> list[str]:
    return [token.text for token in tokens if token.kind == "comment"]
