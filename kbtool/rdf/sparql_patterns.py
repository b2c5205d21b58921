"""The triple patterns of a SPARQL query, group by group: what it joins, not what it computes.

Of an expression only the groups in it are read (EXISTS), and of BIND whether it gives a variable another name.
"""

from __future__ import annotations

from kbtool.rdf.namespaces import RDF
from kbtool.rdf.sparql_cursor import Cursor, UnreadError
from kbtool.rdf.sparql_joins import ANY, Group, Select
from kbtool.rdf.sparql_paths import add_path, read_path
from kbtool.rdf.sparql_tokens import Token

_AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT")
_UNREAD = ("SERVICE", "GRAPH", "FROM", "DESCRIBE", "LIMIT", "OFFSET")


def read_patterns(query: str) -> Select:
    """Read a SELECT, ASK or CONSTRUCT query.

    Raises:
        UnreadError: it is not known what it joins.
    """
    return _Reader(query).query()


class _Reader(Cursor):
    def __init__(self, query: str) -> None:
        super().__init__(query)
        self._adding: set[int] = set()
        """The groups of OPTIONAL: others in the same place take solutions away."""

    def query(self) -> Select:
        while not self.peek().is_word("SELECT", "ASK", "CONSTRUCT"):
            if self.peek().is_word(*_UNREAD):
                raise UnreadError(f"it has {self.peek().text}")
            self.at += 1
        if self.peek().is_word("SELECT"):
            found = self._select()
        else:
            is_construct = self.next().is_word("CONSTRUCT")
            if is_construct and not self.peek().is_word("WHERE"):
                self.expect("{")
                self.skip_to_end("{", "}")
            if self.peek().is_word("WHERE"):
                self.at += 1
            found = Select(self._group())
        for token in self.tokens[self.at :]:
            if token.is_word(*_UNREAD):
                raise UnreadError(f"it has {token.text}")
        return found

    def _select(self) -> Select:
        self.at += 1
        shown: set[str] | None = set()
        aggregates = False
        while not (self.peek().is_mark("{") or self.peek().is_word("WHERE")):
            token = self.next()
            if token.is_mark("*"):
                shown = None
            elif token.kind == "variable" and shown is not None:
                shown.add(f"?{token.text}")
            elif token.is_mark("("):
                depth = 1
                while depth:
                    inner = self.next()
                    depth += inner.is_mark("(") - inner.is_mark(")")
                    aggregates = aggregates or inner.is_word(*_AGGREGATES)
                    if inner.is_word("EXISTS"):
                        raise UnreadError("it has EXISTS in what it selects")
                    if inner.is_word("AS") and depth == 1 and shown is not None:
                        shown.add(f"?{self.peek().text}")
        if self.peek().is_word("WHERE"):
            self.at += 1
        where = self._group()
        keys: set[str] | None = None
        while self.at < len(self.tokens) and not self.peek().is_mark("}"):
            token = self.peek()
            if token.is_word(*_UNREAD):
                raise UnreadError(f"it has {token.text}")
            if token.is_word("GROUP"):
                keys = set()
                self.at += 2
                while self.at < len(self.tokens) and self.peek().kind == "variable":
                    keys.add(f"?{self.next().text}")
                if self.at < len(self.tokens) and self.peek().is_mark("("):
                    self.at += 1
                    self.skip_to_end("(", ")")
            elif token.is_word("EXISTS"):
                raise UnreadError("it has EXISTS behind its group")
            else:
                self.at += 1
        if aggregates and keys is None:
            keys = set()
        return Select(
            where,
            None if shown is None else frozenset(shown),
            None if keys is None else frozenset(keys),
        )

    def _group(self) -> Group:
        self.expect("{")
        group = Group()
        if self.peek().is_word("SELECT"):
            group.inner.append(self._select())
            self.expect("}")
            return group
        while not self.take("}"):
            self._item(group)
        return group

    def _item(self, group: Group) -> None:
        token = self.peek()
        if token.is_mark("{"):
            branches = [self._group()]
            while self.peek().is_word("UNION"):
                self.at += 1
                branches.append(self._group())
            if len(branches) == 1:
                group.inner.append(branches[0])
            else:
                group.unions.append(branches)
        elif token.is_word("OPTIONAL", "MINUS"):
            self.at += 1
            group.optional.append(self._group())
            if token.is_word("OPTIONAL"):
                self._adding.add(id(group.optional[-1]))
        elif token.is_word("FILTER"):
            self.at += 1
            self._filter(group)
        elif token.is_word("BIND"):
            self.at += 1
            self._bind(group)
        elif token.is_word("VALUES"):
            self.at += 1
            self._values()
        elif token.is_mark("."):
            self.at += 1
        elif token.is_word(*_UNREAD):
            raise UnreadError(f"it has {token.text}")
        else:
            self._triples(group)

    def _filter(self, group: Group) -> None:
        while not self.peek().is_mark("("):
            token = self.next()
            if token.is_word("EXISTS"):
                group.optional.append(self._group())
                return
            if token.is_mark("{") or token.is_mark("}"):
                raise UnreadError("a FILTER that is not understood")
        self.expect("(")
        self._expression(group)

    def _expression(self, group: Group) -> list[Token]:
        """Read up to the bracket that ends it; groups in it add to the group."""
        depth, read = 1, []
        while depth:
            token = self.next()
            depth += token.is_mark("(") - token.is_mark(")")
            if token.is_word("EXISTS"):
                group.optional.append(self._group())
            read.append(token)
        return read[:-1]

    def _bind(self, group: Group) -> None:
        self.expect("(")
        read = self._expression(group)
        if (
            len(read) == 3
            and read[0].kind == "variable"
            and read[1].is_word("AS")
            and read[2].kind == "variable"
        ):
            group.aliases.append((f"?{read[0].text}", f"?{read[2].text}"))
        elif len(read) > 4 and read[0].is_word("COALESCE") and read[-1].kind == "variable":
            some, last = read[2:-3:2], f"?{read[-1].text}"
            if all(each.kind == "variable" for each in some):
                group.unions.append([self._stands_for(group, f"?{one.text}", last) for one in some])

    def _stands_for(self, group: Group, one: str, other: str) -> Group:
        """What holds where a variable that is bound before stands for another: what has bound it, if that is optional."""
        binding = [each for each in group.optional if _names(each, one)]
        others = Group(group.patterns, [], group.unions, group.inner)
        is_sure = len(binding) == 1 and id(binding[0]) in self._adding and not _names(others, one)
        return Group(inner=list(binding) if is_sure else [], aliases=[(one, other)])

    def _values(self) -> None:
        while not self.peek().is_mark("{"):
            self.at += 1
        self.at += 1
        self.skip_to_end("{", "}")

    def _triples(self, group: Group) -> None:
        if self.peek().is_mark("["):
            subject = self._anonymous(group)
            if self.peek().is_mark(".") or self.peek().is_mark("}"):
                return
        else:
            subject = self._term(group)
        self._properties(group, subject)

    def _properties(self, group: Group, subject: str) -> None:
        while True:
            path = read_path(self)
            while True:
                found = self._anonymous(group) if self.peek().is_mark("[") else self._term(group)
                add_path(group, subject, path, found, self.new)
                if not self.take(","):
                    break
            if not self.take(";"):
                return
            while self.take(";"):
                pass
            if self.peek().is_mark(".") or self.peek().is_mark("}") or self.peek().is_mark("]"):
                return

    def _anonymous(self, group: Group) -> str:
        self.expect("[")
        node = self.new()
        if not self.take("]"):
            self._properties(group, node)
            self.expect("]")
        return node

    def _term(self, group: Group) -> str:
        token = self.next()
        if token.kind == "variable":
            return f"?{token.text}"
        if token.kind == "iri":
            return token.text[1:-1]
        if token.kind == "name":
            return self.iri(token)
        if token.kind == "string":
            if self.at < len(self.tokens) and self.peek().kind == "language":
                self.at += 1
            elif self.take("^"):
                self.expect("^")
                self.at += 1
            return ANY
        if token.is_word("TRUE", "FALSE"):
            return ANY
        if token.kind == "mark" and token.text in "+-.0123456789":
            while self.peek().kind == "mark" and self.peek().text in "0123456789":
                self.at += 1
            return ANY
        if token.is_mark("(") and self.peek().is_mark(")"):
            self.at += 1
            return RDF("nil").value
        raise UnreadError(f"{token.text} stands where a term is expected")


def _names(group: Group, variable: str) -> bool:
    """Whether a variable is named in a group, or in one that stands in it."""
    if any(variable in (pattern.subject, pattern.object) for pattern in group.patterns):
        return True
    inner = (each.where if isinstance(each, Select) else each for each in group.inner)
    branches = (each for some in group.unions for each in some)
    return any(_names(each, variable) for each in (*group.optional, *inner, *branches))
