"""A place in the tokens of a SPARQL query that is read, and the names that it gives to what has none."""

from __future__ import annotations

from kbtool.rdf.sparql_tokens import Token, prefixes_declared, tokenise


class UnreadError(Exception):
    """A query is written in a way of which it is not known what it joins; says why."""


class Cursor:
    """The tokens of a query, without comments, and how far they were read.

    Each method that reads on raises UnreadError where the query ends too early.

    Attributes:
        tokens: all of them.
        at: the place of the next one.
    """

    def __init__(self, query: str) -> None:
        tokens = [token for token in tokenise(query) if token.kind != "comment"]
        self.tokens = tokens
        self._prefixes = prefixes_declared(tuple(tokens))
        self.at = 0
        self._fresh = 0

    def peek(self) -> Token:
        """The next token, which stays the next one."""
        if self.at >= len(self.tokens):
            raise UnreadError("it ends too early")
        return self.tokens[self.at]

    def next(self) -> Token:
        """The next token, behind which the cursor then stands."""
        token = self.peek()
        self.at += 1
        return token

    def take(self, mark: str) -> bool:
        """Whether a mark is next; if so, it is behind the cursor then."""
        if self.at < len(self.tokens) and self.peek().is_mark(mark):
            self.at += 1
            return True
        return False

    def expect(self, mark: str) -> None:
        """Go behind a mark, which has to be next."""
        if not self.take(mark):
            raise UnreadError(f"{self.peek().text} stands where {mark} is expected")

    def skip_to_end(self, opening: str, closing: str) -> None:
        """Go behind the mark that closes what was opened before the cursor."""
        depth = 1
        while depth:
            token = self.next()
            depth += token.is_mark(opening) - token.is_mark(closing)

    def iri(self, token: Token) -> str:
        """The IRI that a prefixed name stands for, or the variable that a blank node is."""
        prefix, _, local = token.text.partition(":")
        if prefix == "_":
            return f"?_:{local}"
        if prefix not in self._prefixes:
            raise UnreadError(f"the prefix {prefix}: is not declared")
        return self._prefixes[prefix] + local

    def new(self) -> str:
        """A variable that the query has not named."""
        self._fresh += 1
        return f"?_:{self._fresh}"
