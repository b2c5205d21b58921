"""The triple patterns of a SPARQL query, group by group: what it joins, not what it computes.

Of an expression only the groups in it are read (EXISTS), and of BIND whether it gives a variable another name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from kbtool.rdf.namespaces import RDF
from kbtool.rdf.sparql_tokens import Token, prefixes_declared, tokenise

ANY = ""
"""Stands for a predicate that is a variable, and for whatever is no IRI and no variable."""

_AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT")
_UNREAD = ("SERVICE", "GRAPH", "FROM", "DESCRIBE", "LIMIT", "OFFSET")


class UnreadError(Exception):
    """A query is written in a way of which it is not known what it joins; says why."""


@dataclass(frozen=True)
class Pattern:
    """One triple pattern.

    Attributes:
        subject: ``?name``, an IRI, or ANY.
        predicates: the predicates, one of which it is; ANY, if that is a variable.
        object: ``?name``, an IRI, or ANY for a literal.
        repeated: whether it may be many steps, or none, each by any of the predicates.
        both_ways: whether a step may go from an object to a subject.
    """

    subject: str
    predicates: frozenset[str]
    object: str
    repeated: bool = False
    both_ways: bool = False


@dataclass
class Group:
    """What stands between braces.

    Attributes:
        patterns: its triple patterns.
        optional: groups that add to its solutions or take some away: OPTIONAL, MINUS, EXISTS.
        unions: alternatives, one of which holds.
        inner: groups and sub-selects that hold as well.
        aliases: variables that stand for the same, where they are bound.
    """

    patterns: list[Pattern] = field(default_factory=list)
    optional: list[Group] = field(default_factory=list)
    unions: list[list[Group]] = field(default_factory=list)
    inner: list[Group | Select] = field(default_factory=list)
    aliases: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Select:
    """A sub-select, or the whole query.

    Attributes:
        where: its group.
        shown: the variables that others see; None for all.
        keys: the variables by which it aggregates; None, if it does not aggregate.
    """

    where: Group
    shown: frozenset[str] | None = None
    keys: frozenset[str] | None = None


_Path: TypeAlias = tuple[str, object]


def read_patterns(query: str) -> Select:
    """Read a SELECT, ASK or CONSTRUCT query.

    Raises:
        UnreadError: it is not known what it joins.
    """
    return _Reader(query).query()


class _Reader:
    def __init__(self, query: str) -> None:
        tokens = [token for token in tokenise(query) if token.kind != "comment"]
        self._tokens = tokens
        self._prefixes = prefixes_declared(tuple(tokens))
        self._at = 0
        self._fresh = 0

    def _peek(self) -> Token:
        if self._at >= len(self._tokens):
            raise UnreadError("it ends too early")
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._peek()
        self._at += 1
        return token

    def _take(self, mark: str) -> bool:
        if self._at < len(self._tokens) and self._peek().is_mark(mark):
            self._at += 1
            return True
        return False

    def _expect(self, mark: str) -> None:
        if not self._take(mark):
            raise UnreadError(f"{self._peek().text} stands where {mark} is expected")

    def query(self) -> Select:
        while not self._peek().is_word("SELECT", "ASK", "CONSTRUCT"):
            if self._peek().is_word(*_UNREAD):
                raise UnreadError(f"it has {self._peek().text}")
            self._at += 1
        if self._peek().is_word("SELECT"):
            found = self._select()
        else:
            is_construct = self._next().is_word("CONSTRUCT")
            if is_construct and not self._peek().is_word("WHERE"):
                self._expect("{")
                self._skip_to_end("{", "}")
            if self._peek().is_word("WHERE"):
                self._at += 1
            found = Select(self._group())
        for token in self._tokens[self._at :]:
            if token.is_word(*_UNREAD):
                raise UnreadError(f"it has {token.text}")
        return found

    def _skip_to_end(self, opening: str, closing: str) -> None:
        depth = 1
        while depth:
            token = self._next()
            depth += token.is_mark(opening) - token.is_mark(closing)

    def _select(self) -> Select:
        self._at += 1
        shown: set[str] | None = set()
        aggregates = False
        while not (self._peek().is_mark("{") or self._peek().is_word("WHERE")):
            token = self._next()
            if token.is_mark("*"):
                shown = None
            elif token.kind == "variable" and shown is not None:
                shown.add(f"?{token.text}")
            elif token.is_mark("("):
                depth = 1
                while depth:
                    inner = self._next()
                    depth += inner.is_mark("(") - inner.is_mark(")")
                    aggregates = aggregates or inner.is_word(*_AGGREGATES)
                    if inner.is_word("EXISTS"):
                        raise UnreadError("it has EXISTS in what it selects")
                    if inner.is_word("AS") and depth == 1 and shown is not None:
                        shown.add(f"?{self._peek().text}")
        if self._peek().is_word("WHERE"):
            self._at += 1
        where = self._group()
        keys: set[str] | None = None
        while self._at < len(self._tokens) and not self._peek().is_mark("}"):
            token = self._peek()
            if token.is_word(*_UNREAD):
                raise UnreadError(f"it has {token.text}")
            if token.is_word("GROUP"):
                keys = set()
                self._at += 2
                while self._at < len(self._tokens) and self._peek().kind == "variable":
                    keys.add(f"?{self._next().text}")
                if self._at < len(self._tokens) and self._peek().is_mark("("):
                    self._at += 1
                    self._skip_to_end("(", ")")
            elif token.is_word("EXISTS"):
                raise UnreadError("it has EXISTS behind its group")
            else:
                self._at += 1
        if aggregates and keys is None:
            keys = set()
        return Select(
            where,
            None if shown is None else frozenset(shown),
            None if keys is None else frozenset(keys),
        )

    def _group(self) -> Group:
        self._expect("{")
        group = Group()
        if self._peek().is_word("SELECT"):
            group.inner.append(self._select())
            self._expect("}")
            return group
        while not self._take("}"):
            self._item(group)
        return group

    def _item(self, group: Group) -> None:
        token = self._peek()
        if token.is_mark("{"):
            branches = [self._group()]
            while self._peek().is_word("UNION"):
                self._at += 1
                branches.append(self._group())
            if len(branches) == 1:
                group.inner.append(branches[0])
            else:
                group.unions.append(branches)
        elif token.is_word("OPTIONAL", "MINUS"):
            self._at += 1
            group.optional.append(self._group())
        elif token.is_word("FILTER"):
            self._at += 1
            self._filter(group)
        elif token.is_word("BIND"):
            self._at += 1
            self._bind(group)
        elif token.is_word("VALUES"):
            self._at += 1
            self._values()
        elif token.is_mark("."):
            self._at += 1
        elif token.is_word(*_UNREAD):
            raise UnreadError(f"it has {token.text}")
        else:
            self._triples(group)

    def _filter(self, group: Group) -> None:
        while not self._peek().is_mark("("):
            token = self._next()
            if token.is_word("EXISTS"):
                group.optional.append(self._group())
                return
            if token.is_mark("{") or token.is_mark("}"):
                raise UnreadError("a FILTER that is not understood")
        self._expect("(")
        self._expression(group)

    def _expression(self, group: Group) -> list[Token]:
        """Read up to the bracket that ends it; groups in it add to the group."""
        depth, read = 1, []
        while depth:
            token = self._next()
            depth += token.is_mark("(") - token.is_mark(")")
            if token.is_word("EXISTS"):
                group.optional.append(self._group())
            read.append(token)
        return read[:-1]

    def _bind(self, group: Group) -> None:
        self._expect("(")
        read = self._expression(group)
        if (
            len(read) == 3
            and read[0].kind == "variable"
            and read[1].is_word("AS")
            and read[2].kind == "variable"
        ):
            group.aliases.append((f"?{read[0].text}", f"?{read[2].text}"))

    def _values(self) -> None:
        while not self._peek().is_mark("{"):
            self._at += 1
        self._at += 1
        self._skip_to_end("{", "}")

    def _triples(self, group: Group) -> None:
        if self._peek().is_mark("["):
            subject = self._anonymous(group)
            if self._peek().is_mark(".") or self._peek().is_mark("}"):
                return
        else:
            subject = self._term(group)
        self._properties(group, subject)

    def _properties(self, group: Group, subject: str) -> None:
        while True:
            path = self._path()
            while True:
                found = self._anonymous(group) if self._peek().is_mark("[") else self._term(group)
                self._add(group, subject, path, found)
                if not self._take(","):
                    break
            if not self._take(";"):
                return
            while self._take(";"):
                pass
            if self._peek().is_mark(".") or self._peek().is_mark("}") or self._peek().is_mark("]"):
                return

    def _anonymous(self, group: Group) -> str:
        self._expect("[")
        node = self._new()
        if not self._take("]"):
            self._properties(group, node)
            self._expect("]")
        return node

    def _new(self) -> str:
        self._fresh += 1
        return f"?_:{self._fresh}"

    def _term(self, group: Group) -> str:
        token = self._next()
        if token.kind == "variable":
            return f"?{token.text}"
        if token.kind == "iri":
            return token.text[1:-1]
        if token.kind == "name":
            return self._iri(token)
        if token.kind == "string":
            if self._at < len(self._tokens) and self._peek().kind == "language":
                self._at += 1
            elif self._take("^"):
                self._expect("^")
                self._at += 1
            return ANY
        if token.is_word("TRUE", "FALSE"):
            return ANY
        if token.kind == "mark" and token.text in "+-.0123456789":
            while self._peek().kind == "mark" and self._peek().text in "0123456789":
                self._at += 1
            return ANY
        if token.is_mark("(") and self._peek().is_mark(")"):
            self._at += 1
            return RDF("nil").value
        raise UnreadError(f"{token.text} stands where a term is expected")

    def _iri(self, token: Token) -> str:
        prefix, _, local = token.text.partition(":")
        if prefix == "_":
            return f"?_:{local}"
        if prefix not in self._prefixes:
            raise UnreadError(f"the prefix {prefix}: is not declared")
        return self._prefixes[prefix] + local

    def _path(self) -> _Path:
        found = [self._sequence()]
        while self._take("|"):
            found.append(self._sequence())
        return found[0] if len(found) == 1 else ("alternative", found)

    def _sequence(self) -> _Path:
        found = [self._step()]
        while self._take("/"):
            found.append(self._step())
        return found[0] if len(found) == 1 else ("sequence", found)

    def _step(self) -> _Path:
        inverse = self._take("^")
        token = self._next()
        step: _Path
        if token.is_mark("("):
            step = self._path()
            self._expect(")")
        elif token.is_mark("!"):
            raise UnreadError("it has a path with !")
        elif token.kind == "variable":
            step = ("one", ANY)
        elif token.kind == "iri":
            step = ("one", token.text[1:-1])
        elif token.kind == "name":
            step = ("one", self._iri(token))
        elif token.is_word("A"):
            step = ("one", RDF("type").value)
        else:
            raise UnreadError(f"{token.text} stands where a predicate is expected")
        if self._peek().kind == "mark" and self._peek().text in "*+?":
            self._at += 1
            step = ("repeated", step)
        return ("inverse", step) if inverse else step

    def _add(self, group: Group, subject: str, path: _Path, object_: str) -> None:
        kind, value = path
        if kind == "one":
            group.patterns.append(Pattern(subject, frozenset({str(value)}), object_))
        elif kind == "inverse":
            self._add(group, object_, value, subject)  # type: ignore[arg-type]
        elif kind == "repeated":
            steps_ = list(_steps(value))  # type: ignore[arg-type]
            names = frozenset(name for name, _ in steps_)
            ways = {inverse for _, inverse in steps_}
            if ways == {True}:
                subject, object_ = object_, subject
            group.patterns.append(Pattern(subject, names, object_, True, len(ways) > 1))
        elif kind == "sequence":
            steps: list[_Path] = value  # type: ignore[assignment]
            for place, step in enumerate(steps):
                end = object_ if place == len(steps) - 1 else self._new()
                self._add(group, subject, step, end)
                subject = end
        else:
            branches = []
            for each in value:  # type: ignore[attr-defined]
                branch = Group()
                self._add(branch, subject, each, object_)
                branches.append(branch)
            group.unions.append(branches)


def _steps(path: _Path, inverse: bool = False) -> Iterator[tuple[str, bool]]:
    """The predicates of a path, each with whether it is gone from object to subject."""
    kind, value = path
    if kind == "one":
        yield str(value), inverse
    elif kind in ("inverse", "repeated"):
        yield from _steps(value, inverse != (kind == "inverse"))  # type: ignore[arg-type]
    else:
        for each in value:  # type: ignore[attr-defined]
            yield from _steps(each, inverse)
