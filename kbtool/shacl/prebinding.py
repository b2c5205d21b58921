"""From a SPARQL constraint for one pre-bound ``$this`` to one query over a set of focus nodes.

SHACL evaluates sh:select once for each focus node, with ``$this`` replaced everywhere by that node
(SHACL 5.3.1 and appendix A, pre-binding). Joining the pattern that enumerates the focus nodes into
every group in which ``$this`` might otherwise be unbound gives the union of those solutions in one
query, because selecting ``$this`` = x then commutes with every operator that SHACL allows. It does
not commute with LIMIT, nor with an aggregate that is not grouped by ``$this``; sub-selects inside
EXISTS are not covered by the argument either. Those are reported, not translated.

An ASK validator (SHACL 6.2.2) becomes the same kind of query for the pairs of focus node and value
node that conform: there ``$this`` and ``$value`` are pre-bound together.
"""

from __future__ import annotations

from typing import Literal as OneOf

from msgspec import Struct, field

from kbtool.errors import InputError
from kbtool.rdf.sparql_tokens import Token, tokenise

FOCUS = "\0focus\0"
"""Marks, in a translated query, where the pattern that binds ``?this`` goes."""

_COUNTING = ("COUNT", "SUM", "AVG", "GROUP_CONCAT")
_AGGREGATES = (*_COUNTING, "MIN", "MAX", "SAMPLE")
SHAPES_GRAPH = "urn:x-kbtool:shapes-graph"
"""IRI that stands for ``$shapesGraph``: the graph of the data's store that holds the shapes."""

_REFUSED = {
    "MINUS": "SHACL excludes MINUS from constraints (appendix A); use FILTER NOT EXISTS",
    "VALUES": "SHACL excludes VALUES from constraints (appendix A); use FILTER (?x IN (...))",
    "SERVICE": "a check must not query another server",
    "GRAPH": "the data graph of a validation is one graph; GRAPH goes with $shapesGraph only",
    "FROM": "the data graph of a validation is given; remove FROM",
}
_Injection = OneOf["always", "if needed", "never"]


class Translation(Struct):
    """A query over all focus nodes.

    Attributes:
        text: the query, with FOCUS where the focus pattern goes; None if there is none.
        reasons: why it cannot be translated.
        counts_rows: whether an aggregate would count a triple that is held twice twice.
        empty_paths: whether it may use ``*`` or ``?`` paths, which reach a node itself: for a
            pre-bound node always, in a join only for nodes of the graph.
        projected: the variables of the outermost SELECT.
    """

    text: str | None = None
    reasons: list[str] = field(default_factory=list)
    counts_rows: bool = False
    empty_paths: bool = False
    projected: set[str] = field(default_factory=set)


def translate(query: str, form: OneOf["select", "ask"] = "select") -> Translation:
    """Translate the text of a query whose ``$PATH`` and parameters have already been replaced.

    Args:
        query: a sh:select or sh:ask.
        form: which of them. An ASK becomes a SELECT of the ``?this`` and ``?value`` that it holds
            for.

    Raises:
        InputError: the query is one that SHACL does not allow as a constraint.
    """
    walker = _Walker(tokenise(query), form)
    walker.top_level()
    result = walker.result
    if not result.reasons:
        pieces, last = [], 0
        for start, end, text in sorted(walker.edits, key=lambda edit: edit[0]):
            pieces += [query[last:start], text]
            last = end
        result.text = "".join([*pieces, query[last:]])
    return result


class _Walker:
    """Walks over the groups of one query and collects where the focus pattern is needed."""

    def __init__(self, tokens: tuple[Token, ...], form: OneOf["select", "ask"]) -> None:
        self.tokens = [*tokens, Token("mark", "", tokens[-1].end if tokens else 0, 0)]
        self.form = form
        self.bound = frozenset(("this",) if form == "select" else ("this", "value"))
        self.reserved = self.bound | {"shapesGraph", "currentShape"}
        self.result = Translation()
        self.edits: list[tuple[int, int, str]] = []

    def top_level(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.is_word(self.form.upper()):
                if self.form == "select":
                    self._select(index, nested=False, in_exists=False)
                else:
                    self._ask(index)
                return
            if token.is_word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
                raise InputError(f"sh:{self.form} holds a query of the form {token.text}")
        raise InputError(f"sh:{self.form} holds no {self.form.upper()} query")

    def _ask(self, index: int) -> None:
        opening = index + 1 + self.tokens[index + 1].is_word("WHERE")
        if not self._next(opening).is_mark("{"):
            raise InputError("the query in sh:ask has no group behind ASK")
        start, end = self.tokens[index].start, self.tokens[opening].start
        self.edits.append((start, end, "SELECT DISTINCT ?this ?value WHERE "))
        index, _ = self._group(opening, "always", in_exists=False)
        if self.tokens[index].text:
            self.result.reasons.append("a modifier behind ASK")

    def _next(self, index: int) -> Token:
        token = self.tokens[index]
        if token.text == "":
            raise InputError(f"the query in sh:{self.form} ends inside a group")
        if token.kind != "word":
            return token
        shapes_graph = token.is_word("GRAPH") and self.tokens[index + 1].text == f"<{SHAPES_GRAPH}>"
        if token.text in _REFUSED and not shapes_graph:
            raise InputError(f"the query uses {token.text}", help=_REFUSED[token.text])
        after = self.tokens[index + 1] if token.is_word("AS") else token
        if token.is_word("AS") and after.kind == "variable" and after.text in self.reserved:
            raise InputError(f"the query assigns ${after.text}, which SHACL binds")
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
        if nested and self.form == "ask":
            self.result.reasons.append("a sub-select inside ASK")
        injection: _Injection = "never" if in_exists else "always"
        index, _ = self._group(index, injection, in_exists=in_exists)
        grouped_by, index = self._modifiers(index)
        aggregated |= grouped_by is not None
        if aggregated and "this" not in (grouped_by or ()):
            self.result.reasons.append("an aggregate that is not grouped by $this")
        return index

    def _check_projection(self, projected: set[str], *, star: bool, nested: bool) -> None:
        if "this" not in projected:
            what = f"a sub-select in sh:{self.form}" if nested else "sh:select"
            raise InputError(
                f"{what} projects {'*' if star else 'no $this'}",
                help="name $this in the SELECT clause (SHACL 5.2.1 and appendix A)",
            )
        if not nested:
            self.result.projected |= projected

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

    def _group(
        self, index: int, injection: _Injection, *, in_exists: bool
    ) -> tuple[int, frozenset[str]]:
        """Walk over ``{ ... }``; returns the index after it and the pre-bound names in it."""
        opening = self.tokens[index]
        index += 1
        if self.tokens[index].is_word("SELECT"):
            index = self._select(index, nested=True, in_exists=in_exists)
            if injection == "always":
                self._insert(opening.end, f" {FOCUS} {{ ")
                self._insert(self._next(index).start, " } ")
            return index + 1, self.bound
        if self.tokens[index].is_mark("|"):
            raise InputError("the query uses an annotation, which SPARQL 1.1 does not have")
        mentioned, certain = set[str](), set[str]()
        nested = False
        depth = 0
        while not (token := self._next(index)).is_mark("}"):
            if token.is_word("EXISTS") and self.tokens[index + 1].is_mark("{"):
                index, inside = self._group(index + 1, "never", in_exists=True)
                mentioned |= inside
                continue
            if token.is_word("GRAPH"):
                index, inside = self._group(index + 2, "never", in_exists=in_exists)
                if inside:
                    self.result.reasons.append("GRAPH with a pre-bound variable in it")
                continue
            if token.is_mark("{"):
                nested = True
                inner: _Injection = "never" if in_exists else "if needed"
                index, inside = self._group(index, inner, in_exists=in_exists)
                mentioned |= inside
                continue
            if token.kind == "mark":
                depth += (token.text in "([") - (token.text in ")]")
                self.result.empty_paths |= token.text in "*?"
            elif token.kind == "variable" and token.text in self.bound:
                mentioned.add(token.text)
                if depth == 0 and not nested:
                    certain.add(token.text)
            nested |= token.is_word("BIND")
            index += 1
        if injection == "always" or (injection == "if needed" and mentioned - certain):
            self._insert(opening.end, f" {FOCUS} ")
        return index + 1, frozenset(mentioned)

    def _insert(self, at: int, text: str) -> None:
        self.edits.append((at, at, text))
