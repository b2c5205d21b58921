"""Queries over literals as they are written: their expressions ask for values where values count.

The store of a data graph holds "4.0" under a term of kbtool's own (see `lexical`). Patterns join such terms as they are,
and STR, sameTerm, DISTINCT, GROUP BY and what is selected see the lexical form. Comparisons, arithmetic, functions and
effective boolean values (SPARQL 1.1, section 17) are about the value: each operand that may be such a term is asked for it.
"""

from __future__ import annotations

from kbtool.rdf.sparql_tokens import Token
from kbtool.shacl.query_reader import Expression, NoQueryError, Reader
from kbtool.shacl.values import compared, datatype_of, is_number

_TERMS = "BOUND STR LANG ISIRI ISURI ISBLANK ISLITERAL SAMETERM COUNT SAMPLE GROUP_CONCAT"
_OF_TERMS = frozenset(_TERMS.split())
"""Functions and aggregates of terms; the others are of values."""

_LOST = {"MIN", "MAX"}
_DISTINCT_LOST = {"SUM", "AVG"}
_CLAUSES = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
_LONGEST = 100_000
"""Characters of a query: comparisons of comparisons double what they compare."""


def over_written(query: str) -> tuple[str, bool]:
    """A SELECT query, over the store of a data graph that holds literals as they are written.

    Args:
        query: the query that Oxigraph would answer if it kept lexical forms; it parses.

    Returns:
        The query, and whether a literal in it is one that the store would not keep.

    Raises:
        NoQueryError: there is none.
    """
    rewriter = _Rewriter(query)
    found = rewriter.whole()
    if len(found) > _LONGEST:
        raise NoQueryError("comparisons of comparisons")
    return found, rewriter.has_constants


class _Rewriter(Reader):
    """Writes one query anew."""

    def whole(self) -> str:
        pieces: list[str] = []
        while not self._token.is_word("SELECT"):
            pieces.append(self._take())
        pieces.append(self._select())
        return "".join(pieces) + self._query[self._tokens[self._at - 1].end :]

    def _select(self) -> str:
        pieces = [self._take()]
        while not self._is("{"):
            pieces.append(self._assigned() if self._is("(") else self._take())
        pieces.append(self._group())
        while self._token.is_word(*_CLAUSES):
            if self._token.is_word("ORDER", "LIMIT", "OFFSET"):
                pieces.append(self._rest())
            elif self._token.is_word("HAVING"):
                pieces.append(self._take())
                while not self._ends():
                    pieces.append(f" ({self._primary().value})")
            else:
                pieces += [self._take(), self._take()]
                while not self._ends():
                    pieces.append(self._assigned() if self._is("(") else f" {self._primary().term}")
        return "".join(pieces)

    def _ends(self) -> bool:
        return self._token.is_word(*_CLAUSES) or self._token.text in ("}", "")

    def _rest(self) -> str:
        """The order of solutions, in which their set does not change."""
        depth, pieces = 0, []
        while self._token.text and not (depth == 0 and self._is("}")):
            depth += self._token.text in ("{", "(") and self._token.kind == "mark"
            depth -= self._token.text in ("}", ")") and self._token.kind == "mark"
            pieces.append(self._take())
        return "".join(pieces)

    def _group(self) -> str:
        pieces = [self._take()]
        while not self._is("}"):
            token = self._token
            if token.is_word("SELECT"):
                pieces.append(self._select())
            elif self._is("{"):
                pieces.append(self._group())
            elif token.is_word("FILTER"):
                pieces += [self._take(), f" ({self._primary().value})"]
            elif token.is_word("BIND"):
                pieces += [self._take(), self._assigned()]
            else:
                constant = self._literal()
                pieces.append(self._take() if constant is None else f" {constant.known_term} ")
        pieces.append(self._take())
        return "".join(pieces)

    def _assigned(self) -> str:
        """``( expression AS ?variable )``, or an expression in parentheses."""
        self._skip("(")
        found = self._expression().term
        name = ""
        if self._token.is_word("AS"):
            name = self._take() + self._take()
        self._skip(")")
        return f" ({found}{name}) "

    def _expression(self) -> Expression:
        found = self._all()
        while self._is("|", "|"):
            self._at += 2
            found = Expression.computed(f"({found.value} || {self._all().value})")
        return found

    def _all(self) -> Expression:
        found = self._relation()
        while self._is("&", "&"):
            self._at += 2
            found = Expression.computed(f"({found.value} && {self._relation().value})")
        return found

    def _relation(self) -> Expression:
        left = self._sum()
        for comparison in ("!=", "<=", ">=", "=", "<", ">"):
            if self._is(*comparison):
                self._at += len(comparison)
                return Expression.computed(_compared(left, comparison, self._sum()))
        negated = self._token.is_word("NOT")
        if not (negated or self._token.is_word("IN")):
            return left
        self._at += 1 + negated
        equal = [_compared(left, "=", each) for each in self._arguments()]
        found = f"({' || '.join(equal) or 'false'})"
        return Expression.computed(f"(!{found})" if negated else found)

    def _sum(self) -> Expression:
        found = self._product()
        while self._is("+") or self._is("-"):
            sign = self._take()
            found = Expression.computed(f"({found.value} {sign} {self._product().value})")
        return found

    def _product(self) -> Expression:
        found = self._unary()
        while self._is("*") or self._is("/"):
            sign = self._take()
            found = Expression.computed(f"({found.value} {sign} {self._unary().value})")
        return found

    def _unary(self) -> Expression:
        if self._is("!") or self._is("+") or self._is("-"):
            sign = self._take()
            return Expression.computed(f"({sign} {self._unary().value})")
        return self._primary()

    def _primary(self) -> Expression:
        token = self._token
        if self._is("("):
            self._skip("(")
            found = self._expression()
            self._skip(")")
            return found
        if token.kind == "variable":
            self._at += 1
            return Expression.written(f"?{token.text}")
        literal = self._literal()
        if literal is not None:
            return literal
        if token.is_word("NOT", "EXISTS"):
            words = self._take() + (self._take() if token.is_word("NOT") else "")
            return Expression.computed(f"({words} {self._group()})")
        if token.kind not in ("word", "iri", "name"):
            raise NoQueryError(f"{token.text!r} in an expression")
        name = self._take().strip()
        return self._call(token, name) if self._is("(") else Expression.computed(name)

    def _call(self, token: Token, name: str) -> Expression:
        kind = token.text if token.kind == "word" else ""
        opened = self._at + 1
        distinct = self._tokens[opened].is_word("DISTINCT")
        arguments = self._arguments()
        if kind == "COUNT" and not arguments:
            return Expression.computed(self._query[token.start : self._tokens[self._at - 1].end])
        if kind in _DISTINCT_LOST and distinct:
            raise NoQueryError(f"{kind} of distinct terms")
        if kind == "DATATYPE" or kind == "ISNUMERIC":
            (argument,) = (each.term for each in arguments)
            own = datatype_of(argument) if kind == "DATATYPE" else is_number(argument)
            return Expression.computed(f"COALESCE({own}, {name}({argument}))")
        if kind in ("COALESCE", "IF"):
            first = arguments[:1] if kind == "IF" else []
            rest = arguments[len(first) :]
            terms = [each.value for each in first], [each.known_term for each in rest]
            values = [each.value for each in arguments]
            known = None if None in terms[1] else _listed(name, [*terms[0], *map(str, terms[1])])
            written = any(each.may_be_written for each in rest)
            return Expression(_listed(name, values), known, written)
        texts = [each.term if kind in _OF_TERMS else each.value for each in arguments]
        found = _listed(name, texts, "DISTINCT " if distinct else "", self._separator)
        if kind == "SAMPLE":
            return Expression.written(found)
        return Expression(found, None if kind in _LOST else found)

    def _arguments(self) -> list[Expression]:
        """The arguments of a call; none for ``*``."""
        self._skip("(")
        self._separator = ""
        found: list[Expression] = []
        if self._token.is_word("DISTINCT"):
            self._at += 1
        if self._is("*"):
            self._at += 1
        while not self._is(")"):
            if self._is(";"):
                start = self._token.start
                while not self._is(")"):
                    self._take()
                self._separator = self._query[start : self._token.start]
                break
            found.append(self._expression())
            if self._is(","):
                self._at += 1
        self._skip(")")
        return found


def _listed(name: str, texts: list[str], before: str = "", behind: str = "") -> str:
    return f"{name}({before}{', '.join(texts)}{behind})"


def _compared(left: Expression, comparison: str, right: Expression) -> str:
    if not (left.may_be_written or right.may_be_written):
        return f"({left.value} {comparison} {right.value})"
    terms = [each.value if each.known_term is None else each.known_term for each in (left, right)]
    return compared(terms[0], comparison, terms[1])
