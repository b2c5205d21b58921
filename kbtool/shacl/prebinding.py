"""From a SPARQL constraint for one pre-bound ``$this`` to one query over a set of focus nodes.

SHACL evaluates sh:select once for each focus node, with ``$this`` replaced everywhere by that node
(SHACL 5.3.1 and appendix A, pre-binding). Joining the pattern that enumerates the focus nodes into
every group in which ``$this`` might otherwise be unbound gives the union of those solutions in one
query, because selecting ``$this`` = x then commutes with every operator that SHACL allows. It does
not commute with LIMIT, nor with an aggregate that is not grouped by ``$this``; sub-selects inside
EXISTS are not covered by the argument either. Those are reported, not translated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal as OneOf

from kbtool.errors import InputError
from kbtool.shacl.tokens import Token, tokenise

FOCUS = "\0focus\0"
"""Marks, in a translated query, where the pattern that binds ``?this`` goes."""

_COUNTING = ("COUNT", "SUM", "AVG", "GROUP_CONCAT")
_AGGREGATES = (*_COUNTING, "MIN", "MAX", "SAMPLE")
_REFUSED = {
    "MINUS": "SHACL excludes MINUS from constraints (appendix A); use FILTER NOT EXISTS",
    "VALUES": "SHACL excludes VALUES from constraints (appendix A); use FILTER (?x IN (...))",
    "SERVICE": "a check must not query another server",
    "GRAPH": "the data graph of a validation is one graph; write the pattern without GRAPH",
    "FROM": "the data graph of a validation is given; remove FROM",
}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_Injection = OneOf["always", "if needed", "never"]


@dataclass
class Translation:
    """A query over all focus nodes.

    Attributes:
        text: the query, with FOCUS where the focus pattern goes; None if there is none.
        reasons: why it cannot be translated.
        counts_rows: whether an aggregate would count a triple that is held twice twice.
        empty_paths: whether it may use ``*`` or ``?`` paths, which reach a node itself: for a
            pre-bound node always, in a join only for nodes of the graph.
    """

    text: str | None = None
    reasons: list[str] = field(default_factory=list)
    counts_rows: bool = False
    empty_paths: bool = False


def translate(query: str) -> Translation:
    """Translate the text of a sh:select whose ``$PATH`` has already been replaced.

    Raises:
        InputError: the query is one that SHACL does not allow as a constraint.
    """
    walker = _Walker(tokenise(query))
    walker.top_level_select()
    result = walker.result
    if not result.reasons:
        pieces, last = [], 0
        for offset, text in sorted(walker.insertions, key=lambda pair: pair[0]):
            pieces += [query[last:offset], text]
            last = offset
        result.text = "".join([*pieces, query[last:]])
    return result


def refuse_remote_access(query: str) -> None:
    """Raise InputError if the query would read from another server or file."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), query)
    for token in tokenise(plain):
        if token.is_word("SERVICE", "FROM"):
            raise InputError(f"the query uses {token.text}", help=_REFUSED[token.text])


class _Walker:
    """Walks over the groups of one query and collects where the focus pattern is needed."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = [*tokens, Token("mark", "", tokens[-1].end if tokens else 0, 0)]
        self.result = Translation()
        self.insertions: list[tuple[int, str]] = []

    def top_level_select(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.is_word("ASK", "CONSTRUCT", "DESCRIBE"):
                raise InputError(f"sh:select holds a query of the form {token.text}")
            if token.is_word("SELECT"):
                self._select(index, nested=False, in_exists=False)
                return
        raise InputError("sh:select holds no SELECT query")

    def _next(self, index: int) -> Token:
        token = self.tokens[index]
        if token.text == "":
            raise InputError("the query in sh:select ends inside a group")
        if token.kind == "word" and token.text in _REFUSED:
            raise InputError(f"the query uses {token.text}", help=_REFUSED[token.text])
        if token.is_word("AS") and self.tokens[index + 1].is_variable("this"):
            raise InputError("the query assigns $this, which SHACL binds to the focus node")
        return token

    def _select(self, index: int, *, nested: bool, in_exists: bool) -> int:
        """Walk over a SELECT; ``index`` is that of the keyword. Returns the index after it."""
        projected: set[str] = set()
        star = aggregated = False
        depth, index = 0, index + 1
        while not (token := self._next(index)).is_mark("{"):
            depth += token.is_mark("(") - token.is_mark(")")
            aggregated |= self._aggregate(index)
            star |= depth == 0 and token.is_mark("*")
            renamed = self.tokens[index - 1].is_word("AS")
            if token.kind == "variable" and (depth == 0 or (depth == 1 and renamed)):
                projected.add(token.text)
            index += 1
        self._check_projection(projected, star=star, nested=nested)
        if nested and in_exists:
            self.result.reasons.append("a sub-select inside EXISTS")
        injection: _Injection = "never" if in_exists else "always"
        index, _ = self._group(index, injection, in_exists=in_exists)
        grouped_by, index = self._modifiers(index)
        aggregated |= grouped_by is not None
        if aggregated and "this" not in (grouped_by or ()):
            self.result.reasons.append("an aggregate that is not grouped by $this")
        return index

    def _check_projection(self, projected: set[str], *, star: bool, nested: bool) -> None:
        if "this" not in projected:
            what = "a sub-select in sh:select" if nested else "sh:select"
            raise InputError(
                f"{what} projects {'*' if star else 'no $this'}",
                help="name $this in the SELECT clause (SHACL 5.2.1 and appendix A)",
            )
        for name in ("failure", "message"):
            if not nested and name in projected:
                raise InputError(
                    f"sh:select projects ?{name}, which not every SHACL processor reads",
                    help="choose another name, and write the message as sh:message with {?name}",
                )

    def _modifiers(self, index: int) -> tuple[set[str] | None, int]:
        """Walk over what follows the WHERE group; returns the GROUP BY variables, if grouped."""
        grouped_by: set[str] | None = None
        clause, depth = "", 0
        while (token := self.tokens[index]).text and not (depth == 0 and token.is_mark("}")):
            token = self._next(index)
            depth += token.is_mark("(") - token.is_mark(")")
            if token.is_mark("{"):
                index, _ = self._group(index, "never", in_exists=True)
                continue
            if depth == 0 and token.is_word("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"):
                clause = token.text
                if clause == "GROUP":
                    grouped_by = set()
                elif clause in ("LIMIT", "OFFSET"):
                    self.result.reasons.append(clause)
            self._aggregate(index)
            if clause == "GROUP" and depth == 0 and token.kind == "variable":
                assert grouped_by is not None
                grouped_by.add(token.text)
            index += 1
        return grouped_by, index

    def _aggregate(self, index: int) -> bool:
        token, after = self.tokens[index], self.tokens[index + 1]
        if not (token.is_word(*_AGGREGATES) and after.is_mark("(")):
            return False
        if token.is_word(*_COUNTING) and not self.tokens[index + 2].is_word("DISTINCT"):
            self.result.counts_rows = True
        return True

    def _group(self, index: int, injection: _Injection, *, in_exists: bool) -> tuple[int, bool]:
        """Walk over ``{ ... }``; returns the index after it and whether it mentions $this."""
        opening = self.tokens[index]
        index += 1
        if self.tokens[index].is_word("SELECT"):
            index = self._select(index, nested=True, in_exists=in_exists)
            if injection == "always":
                self.insertions.append((opening.end, f" {FOCUS} {{ "))
                self.insertions.append((self._next(index).start, " } "))
            return index + 1, True
        if self.tokens[index].is_mark("|"):
            raise InputError("the query uses an annotation, which SPARQL 1.1 does not have")
        mentions = certain = nested = False
        depth = 0
        while not (token := self._next(index)).is_mark("}"):
            if token.is_word("EXISTS") and self.tokens[index + 1].is_mark("{"):
                index, inside = self._group(index + 1, "never", in_exists=True)
                mentions |= inside
                continue
            if token.is_mark("{"):
                nested = True
                inner: _Injection = "never" if in_exists else "if needed"
                index, inside = self._group(index, inner, in_exists=in_exists)
                mentions |= inside
                continue
            depth += token.is_mark("(") + token.is_mark("[")
            depth -= token.is_mark(")") + token.is_mark("]")
            nested |= token.is_word("BIND")
            self.result.empty_paths |= token.is_mark("*") or token.is_mark("?")
            if token.is_variable("this"):
                mentions = True
                certain |= depth == 0 and not nested
            index += 1
        if injection == "always" or (injection == "if needed" and mentions and not certain):
            self.insertions.append((opening.end, f" {FOCUS} "))
        return index + 1, mentions
