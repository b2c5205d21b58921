"""Reads the tokens of a query from left to right; literals as the store of a data graph holds them (see `lexical`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kbtool.rdf.sparql_tokens import Token, prefixes_declared, tokenise
from kbtool.shacl.lexical import as_kept
from kbtool.shacl.values import value_at
from kbtool.shacl.vocabulary import XSD

_NUMBER = re.compile(
    r"[+-]?(?:(?P<double>(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+)|(?P<decimal>\d*\.\d+)|(?P<integer>\d+))"
)


class NoQueryError(Exception):
    """A query cannot be written over literals as they are written; says why."""


class Expression(Struct, frozen=True):
    """The text of an expression for its value, and for the term that it gives; None if that is not known."""

    value: str
    known_term: str | None
    may_be_written: bool = False

    @property
    def term(self) -> str:
        """The text for the term.

        Raises:
            NoQueryError: it is not known.
        """
        if self.known_term is None:
            raise NoQueryError("the term that MIN or MAX gives, of which only the value is known")
        return self.known_term

    @classmethod
    def computed(cls, text: str) -> Expression:
        """An expression that gives no term of the data."""
        return cls(text, text)

    @classmethod
    def written(cls, text: str) -> Expression:
        """An expression that may give a term of the data, or a literal of the query, as it is written."""
        return cls(value_at(text), text, may_be_written=True)


class Reader:
    """Stands at one token of a query.

    Attributes:
        has_constants: whether a literal that was read is one that the store would keep otherwise.
    """

    def __init__(self, query: str) -> None:
        self._query = query
        tokens = tokenise(query)
        self._prefixes = prefixes_declared(tokens)
        self._tokens: Sequence[Token] = [*tokens, Token("mark", "", len(query), len(query))]
        self._at = 0
        self.has_constants = False

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _is(self, *marks: str) -> bool:
        """Whether the next tokens are these marks, with nothing between them."""
        return self._query.startswith("".join(marks), self._token.start) and self._token.is_mark(
            marks[0]
        )

    def _take(self) -> str:
        """The next token, with what stands before it."""
        start = self._tokens[self._at - 1].end if self._at else 0
        token = self._token
        if self._at == len(self._tokens) - 1:
            raise NoQueryError("a query that ends too early")
        self._at += 1
        return self._query[start : token.end]

    def _skip(self, *marks: str) -> None:
        for mark in marks:
            if self._token.text != mark:
                raise NoQueryError(f"a query without {mark} where one is expected")
            self._at += 1

    def _literal(self) -> Expression | None:
        """The literal that begins here, read; None if none does."""
        token, following = self._token, self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        number = _NUMBER.match(self._query, token.start) if token.kind == "mark" else None
        if number is not None:
            assert number.lastgroup is not None
            term = Literal(number[0], datatype=NamedNode(XSD + number.lastgroup))
            while self._token.start < number.end():
                self._at += 1
            return self._constant(term, number[0])
        if token.kind != "string":
            return None
        self._at += 1
        if following.kind == "language":
            self._at += 1
            return Expression.computed(token.text + following.text)
        if not following.is_mark("^"):
            return Expression.computed(token.text)
        self._skip("^", "^")
        datatype = self._token
        self._at += 1
        iri = datatype.text
        if datatype.kind == "name":
            prefix, _, local = datatype.text.partition(":")
            iri = f"<{self._prefixes.get(prefix, '')}{local}>"
        try:
            (quad,) = parse(f"<urn:s> <urn:p> {token.text}^^{iri} .", format=RdfFormat.TURTLE)
        except (SyntaxError, ValueError) as error:
            raise NoQueryError(f"a literal that is not one: {token.text}") from error
        assert isinstance(quad.object, Literal)
        return self._constant(quad.object, f"{token.text}^^{iri}")

    def _constant(self, term: Literal, text: str) -> Expression:
        kept = as_kept(term)
        if kept == term:
            return Expression.computed(text)
        self.has_constants = True
        return Expression.written(str(kept))
