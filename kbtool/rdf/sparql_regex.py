r"""REGEX and REPLACE of SPARQL queries as XPath has them (SPARQL 1.1, 17.4.3.14 and 17.4.3.15).

Oxigraph reads patterns in Rust's dialect. Where that reads a pattern otherwise (``\w``, ``[a-z-[aeiou]]``, flag m ...),
or reads what XPath does not allow (``\b``), the call is rewritten into a function of kbtool's own. A pattern that
only the query's evaluation knows is looked at there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from kbtool.errors import InputError
from kbtool.rdf.namespaces import XSD
from kbtool.rdf.sparql_tokens import Token, tokenise
from kbtool.rdf.terms import Term
from kbtool.rdf.xpath_classes import InvalidPatternError
from kbtool.rdf.xpath_regex import read_pattern

MATCHES = NamedNode("urn:x-kbtool:matches")
REPLACED = NamedNode("urn:x-kbtool:replaced")
Function: TypeAlias = Callable[..., Term | None]

REGEX_HELP = "https://www.w3.org/TR/xpath-functions-31/#regex-syntax says what a pattern may hold"
_FUNCTIONS = {"REGEX": MATCHES, "REPLACE": REPLACED}
_REPEATED = "(?:[?*+][?]?)?"
_ITEM = (
    r"(?:(?:[ !#%&',./0-9:;<=>@A-Z_`a-z~-]"
    rf"|\[\^?(?:[0-9A-Za-z](?:-[0-9A-Za-z])?|[ .,;:'/_])+\]){_REPEATED}|[|^$])"
)
_GROUP = rf"\({_ITEM}*\){_REPEATED}"
_GROUPS = rf"\((?:{_ITEM}|{_GROUP})*\){_REPEATED}"
_SAME_IN_ANY_DIALECT = Literal(f"^(?:{_ITEM}|{_GROUP}|{_GROUPS})*$")
"""Patterns of ASCII letters, digits, plain classes and groups of groups."""


@lru_cache(maxsize=512)
def exact_regex(query: str, *, always: bool = False) -> str:
    """The query with calls of REGEX and REPLACE rewritten where the engine's dialect is not XPath's.

    Args:
        query: a SPARQL query.
        always: whether to rewrite all of them, for an engine of any dialect.

    Raises:
        InputError: a pattern that stands in the query is not a regular expression of XPath.
    """
    upper = query.upper()
    if not any(name in upper for name in _FUNCTIONS):
        return query
    tokens = tokenise(query)
    if not any(token.is_word(*_FUNCTIONS) for token in tokens):
        return query
    try:
        text = _Rewriter(query, tokens, always).text(0, len(tokens))
    except _OpenCallError:
        return query
    return query[: tokens[0].start] + text + query[tokens[-1].end :]


def regex_functions(failures: list[str]) -> dict[NamedNode, Function]:
    """The functions that rewritten queries call, by name.

    Args:
        failures: takes in what must not pass in silence as SPARQL's type error: a match that takes too
            long, and a pattern that is not a regular expression of XPath.
    """

    def guarded(function: Function) -> Function:
        def call(*terms: Term) -> Term | None:
            try:
                return function(*terms)
            except InvalidPatternError as error:
                failures.append(
                    f"{_value(terms[1])!r} is not a regular expression of XPath: {error}"
                )
                return None
            except TimeoutError:
                failures.append("a regular expression takes longer than ten seconds on one text")
                return None

        return call

    return {MATCHES: guarded(matches), REPLACED: guarded(replaced)}


def matches(text: Term, pattern: Term, flags: Term = Literal("")) -> Literal | None:  # noqa: B008
    """REGEX of terms; None for a type error.

    Raises:
        InvalidPatternError: the pattern is not a regular expression of XPath.
        TimeoutError: it takes too long.
    """
    if not (
        isinstance(text, Literal) and _is_text(text) and _is_plain(pattern) and _is_plain(flags)
    ):
        return None
    return Literal(read_pattern(_value(pattern), _value(flags)).matches(text.value))


def replaced(
    text: Term, pattern: Term, replacement: Term, flags: Term = Literal("")  # noqa: B008
) -> Literal | None:  # fmt: skip
    """REPLACE of terms; None for a type error.

    Raises:
        InvalidPatternError: the pattern is not a regular expression of XPath, or the replacement none for it.
        TimeoutError: it takes too long.
    """
    plain = _is_plain(pattern) and _is_plain(replacement) and _is_plain(flags)
    if not (isinstance(text, Literal) and _is_text(text) and plain):
        return None
    found = read_pattern(_value(pattern), _value(flags))
    result = found.replaced(text.value, _value(replacement), literal="q" in _value(flags))
    return Literal(result, language=text.language) if text.language else Literal(result)


def _is_text(term: Literal) -> bool:
    return bool(term.language) or term.datatype == XSD("string")


def _is_plain(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype == XSD("string")


def _value(term: Term) -> str:
    return term.value if isinstance(term, Literal) else ""


class _OpenCallError(Exception):
    """A call is not closed: the query does not parse, which is for its parser to say."""


class _Rewriter:
    """Writes the tokens of one query anew."""

    def __init__(self, query: str, tokens: Sequence[Token], always: bool) -> None:
        self._query = query
        self._tokens = tokens
        self._always = always

    def text(self, start: int, end: int, *, repeated: bool = False) -> str:
        """The text of the tokens from ``start`` to before ``end``.

        Args:
            start: index of the first token.
            end: index after the last one.
            repeated: whether it will stand there twice, so that nothing in it may double.
        """
        pieces: list[str] = []
        at = start
        while at < end:
            token = self._tokens[at]
            if at > start:
                pieces.append(self._query[self._tokens[at - 1].end : token.start])
            following = self._tokens[at + 1] if at + 1 < end else token
            if token.is_word(*_FUNCTIONS) and following.is_mark("("):
                arguments = list(self._arguments(at + 2, end))
                pieces.append(self._call(token.text, arguments, repeated))
                at = arguments[-1][1]
                token = self._tokens[min(at, len(self._tokens) - 1)]
            else:
                pieces.append(self._query[token.start : token.end])
            at += 1
        return "".join(pieces)

    def _arguments(self, at: int, end: int) -> Iterator[tuple[int, int]]:
        """The ranges of tokens between the commas; the last one ends at the closing parenthesis."""
        depth, first = 0, at
        while at < end:
            token = self._tokens[at]
            if depth == 0 and (token.is_mark(")") or token.is_mark(",")):
                yield first, at
                first = at + 1
                if token.is_mark(")"):
                    return
            depth += token.text in ("(", "{", "[") and token.kind == "mark"
            depth -= token.text in (")", "}", "]") and token.kind == "mark"
            at += 1
        raise _OpenCallError

    def _call(self, name: str, arguments: list[tuple[int, int]], repeated: bool) -> str:
        takes = 2 if name == "REGEX" else 3
        function = f"<{_FUNCTIONS[name].value}>"
        flags = self._constant(*arguments[takes]) if len(arguments) > takes else ""
        pattern = self._constant(*arguments[1]) if len(arguments) > 1 else None
        checked = pattern is not None and flags is not None
        doubles = (
            not checked and name == "REGEX" and flags in ("", "i") and len(arguments) in (2, 3)
        )
        doubles = doubles and not repeated and not self._always
        texts = [self.text(*each, repeated=repeated or doubles) for each in arguments]
        listed = f"({', '.join(texts)})"
        if doubles:
            return (
                f"IF(REGEX({texts[1]}, {_SAME_IN_ANY_DIALECT}), REGEX{listed}, {function}{listed})"
            )
        if pattern is not None and flags is not None:
            try:
                same = is_read_alike(pattern, flags)
                if name == "REPLACE":
                    replacement = self._constant(*arguments[2]) if len(arguments) > 2 else None
                    read_pattern(pattern, flags).replaced(
                        "", replacement or "", literal="q" in flags
                    )
                    same &= replacement is not None and not set(replacement) & set("$\\")
            except InvalidPatternError as error:
                raise InputError(
                    f"the query has {name} with {pattern!r}, which is not a regular expression of XPath: {error}",
                    help=REGEX_HELP,
                ) from error
            if same and not self._always:
                return name + listed
        return function + listed

    def _constant(self, start: int, end: int) -> str | None:
        """The value of an argument that is a string, as it stands in the query."""
        if end != start + 1 or self._tokens[start].kind != "string":
            return None
        return _string(self._tokens[start].text)


def is_read_alike(pattern: str, flags: str) -> bool:
    """Whether Oxigraph's REGEX gives XPath's answers for a pattern.

    Raises:
        InvalidPatternError: the pattern is not a regular expression of XPath.
    """
    return read_pattern(pattern, flags).portable and _compiles(pattern, flags)


_EMPTY = Store()


@lru_cache(maxsize=512)
def _compiles(pattern: str, flags: str) -> bool:
    query = f"SELECT (REGEX('', {Literal(pattern)}, {Literal(flags)}) AS ?x) WHERE {{}}"
    (row,) = _EMPTY.query(query)  # type: ignore[misc]
    return row["x"] is not None


@lru_cache(maxsize=512)
def _string(text: str) -> str | None:
    try:
        (quad,) = parse(f"<urn:s> <urn:p> {text} .", format=RdfFormat.TURTLE)
    except (SyntaxError, ValueError):
        return None
    return quad.object.value if isinstance(quad.object, Literal) else None
