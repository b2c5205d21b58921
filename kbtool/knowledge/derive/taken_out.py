"""Comments that are statements: a line of a node that was taken out by a sign, so that nothing of it is read any more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from kbtool.knowledge.derive.beyond import Beyond
from kbtool.rdf.namespaces import KB
from kbtool.rdf.other_prefixes import declarations
from kbtool.rdf.store import DERIVED, TurtleFile
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.tokens import Token, turtle_tokens

_COMMENT = re.compile(
    r"#+[ \t]?((?:[A-Za-z][\w.-]*:[\w%]|<|a[ \t])[^\r\n#]*[^\s#])[ \t]*$", re.MULTILINE
)
"""A comment that may be one: a name, and what is said. More room behind the sign is what kbtool's own proposals have."""


def taken_out_quads(files: Iterable[TurtleFile], beyond: Beyond | None) -> Iterator[ox.Quad]:
    """A kb:takenOutAsComment for each such line, on the node that begins before it, or else behind it.

    Args:
        files: those of the knowledge base, all of them valid.
        beyond: what is known of the rest, where only a part is read: of nodes of the rest nothing is told.
    """
    asked: Collection[Term] | None = None if beyond is None else beyond.nodes
    for file in files:
        for name, said in _taken_out(file.meant):
            node = ox.NamedNode(name)
            if asked is None or node in asked:
                yield ox.Quad(node, KB("takenOutAsComment"), ox.Literal(said), DERIVED)


@lru_cache(maxsize=48)
def _taken_out(text: str) -> tuple[tuple[str, str], ...]:
    found = {match[0].rstrip(): match[1] for match in _COMMENT.finditer(text)}
    if not found:
        return ()
    named = {match[1]: match[2] for match in declarations(text)}
    stated = {comment: said for comment, said in found.items() if _is_statement(said, named)}
    if not stated:
        return ()
    places = _subjects(turtle_tokens(text, ""), named)
    return tuple((node, stated[comment]) for comment, node in places if comment in stated)


def _is_statement(said: str, named: Mapping[str, str]) -> bool:
    """Whether it is a property with values, a node with some, or values of a list that goes on."""
    if said[-1] not in ",;.":
        return False
    words = said[:-1].rstrip()
    goes_on = said[-1] in ",;" or words != said[:-1]
    befores = ("_:it ", "", *(("_:it <urn:is> ",) if goes_on else ()))
    return any(_is_turtle(f"{before}{words} .", named) for before in befores)


def _is_turtle(statement: str, named: Mapping[str, str]) -> bool:
    head = "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in named.items())
    try:
        return any(True for _ in ox.parse(head + statement, format=ox.RdfFormat.TURTLE))
    except SyntaxError:
        return False


def _subjects(tokens: Iterable[Token], named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each comment, with the node whose statements it stands in or behind; else before."""
    depth, begins, declares, subject = 0, True, False, ""
    waiting: list[str] = []
    for token in tokens:
        if token.kind == "comment":
            waiting.append(token.text)
        elif token.kind == "directive":
            declares = True
        elif declares:
            declares = token.kind != "iri"
        elif begins and token.kind in ("iri", "name"):
            subject, begins = _iri(token, named), False
        elif token.is_mark("[", "("):
            depth, begins = depth + 1, False
        elif token.is_mark("]", ")"):
            depth -= 1
        elif token.is_mark(".") and not depth:
            begins = True
        else:
            begins = False
        if subject:
            yield from ((comment, subject) for comment in waiting)
            waiting = []


def _iri(token: Token, named: Mapping[str, str]) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return named.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
