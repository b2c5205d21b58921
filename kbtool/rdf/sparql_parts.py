"""The expressions of a query, and the rows that each of them is given.

Read from the tokens: groups, and the expressions of FILTER, BIND, SELECT, HAVING, ORDER BY and aggregates. The rows of a
part can be asked for by themselves, so that one sees what it was given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from kbtool.rdf.sparql_tokens import Token, closing, is_mark, tokenise

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_MODIFIERS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
COMPUTING = ("SUM", "AVG", "MIN", "MAX")
"""The aggregates whose result hangs on the kind of their values."""


class Role(Enum):
    """What an expression is for."""

    FILTER = "FILTER"
    BIND = "BIND"
    SELECT = "SELECT"
    HAVING = "HAVING"
    SORT = "ORDER BY"
    AGGREGATE = "aggregate"


class Part(Struct, frozen=True):
    """An expression of a query.

    Attributes:
        role: what it is for.
        text: as written.
        first: its first token.
        end: the token behind its last.
        rows: the pattern that gives the rows for which it is computed, without braces.
        groups: the GROUP BY of these rows; empty, if there is none.
        function: the function, if it is what an aggregate is made of.
    """

    role: Role
    text: str
    first: int
    end: int
    rows: str
    groups: str = ""
    function: str = ""


class _Group(Struct, frozen=True):
    open: int
    close: int
    parent: int | None


class Parts(Struct, frozen=True, dict=True):
    """Reads a valid query.

    Attributes:
        text: the query.
    """

    text: str

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """All tokens."""
        return tokenise(self.text)

    @cached_property
    def prologue(self) -> str:
        """The declarations that the query begins with."""
        return self.text[: self.tokens[self.beginning].start]

    @cached_property
    def beginning(self) -> int:
        """The token behind the declarations."""
        return next((place for place, token in enumerate(self.tokens) if token.is_word(*_FORMS)), 0)

    @cached_property
    def template(self) -> range:
        """The tokens of a CONSTRUCT template."""
        first = self.tokens[self.beginning]
        after = self.beginning + 1
        if first.is_word("CONSTRUCT") and after < len(self.tokens):
            return range(after, closing(self.tokens, after) + 1)
        return range(0)

    def all(self) -> Iterator[Part]:
        """The expressions of the query."""
        yield from self._of_groups()
        for place, token in enumerate(self.tokens):
            if token.is_word(*_FORMS) and place not in self.template:
                yield from self._of_select(place)

    @cached_property
    def given(self) -> frozenset[str]:
        """The variables that a pattern, VALUES, BIND or AS may give a value."""
        computed = {place for part in self.all() for place in self._outside_patterns(part)}
        found: set[str] = set()
        depth = 0
        values = False
        for place, token in enumerate(self.tokens):
            if place in self.template or token.kind == "mark":
                depth += token.is_mark("{") - token.is_mark("}")
                values = values and not token.is_mark("{")
            elif token.kind == "variable":
                named = self.tokens[place - 1].is_word("AS") or values
                if named or (depth and place not in computed):
                    found.add(token.text)
            else:
                values = values or token.is_word("VALUES")
        return frozenset(found)

    def _outside_patterns(self, part: Part) -> Iterator[int]:
        """The places of the tokens of an expression, but for patterns of EXISTS in it."""
        place = part.first
        while place < part.end:
            if self.tokens[place].is_mark("{"):
                place = closing(self.tokens, place)
            yield place
            place += 1

    def variables(self, start: int, end: int) -> tuple[str, ...]:
        """The variables between two offsets, in order."""
        found = [t.text for t in self.tokens if t.kind == "variable" and start <= t.start < end]
        return tuple(dict.fromkeys(found))

    def offsets(self, part: Part) -> tuple[int, int]:
        """The offsets of an expression."""
        return self.tokens[part.first].start, self.tokens[part.end - 1].end

    @cached_property
    def _groups(self) -> Sequence[_Group]:
        found: list[_Group] = []
        open_: list[int] = []
        for place, token in enumerate(self.tokens):
            if token.is_mark("{") and place not in self.template:
                open_.append(len(found))
                found.append(_Group(place, len(self.tokens), open_[-2] if open_[1:] else None))
            elif token.is_mark("}") and open_ and place not in self.template:
                last = open_.pop()
                found[last] = _Group(found[last].open, place, found[last].parent)
        return found

    def _of_groups(self) -> Iterator[Part]:
        for place, token in enumerate(self.tokens):
            inside = self._around(place)
            if (
                inside is None
                or not token.is_word("FILTER", "BIND")
                or place + 1 == len(self.tokens)
            ):
                continue
            after = place + 1
            if is_mark(self.tokens, after, "("):
                end = closing(self.tokens, after)
                first, stop = after + 1, end
            elif is_mark(self.tokens, after + 1, "("):
                end = closing(self.tokens, after + 1)
                first, stop = after, end + 1
            else:
                continue
            if token.is_word("BIND"):
                stop -= 2
                rows = self._before(inside, token.start)
                yield self._part(Role.BIND, first, stop, rows)
            else:
                needed = self.variables(self.tokens[first].start, self.tokens[stop - 1].end)
                cut = (token.start, self.tokens[end].end)
                yield self._part(Role.FILTER, first, stop, self._around_filter(inside, cut, needed))

    def _of_select(self, start: int) -> Iterator[Part]:
        where = next((one for one in self._groups if one.open > start), None)
        if where is None:
            return
        rows = self._inside(where)
        around = self._around(start)
        end = len(self.tokens) if around is None else self._groups[around].close
        grouping = self._clause("GROUP", where.close, end)
        groups = self.written(grouping.start - 2, grouping.stop) if grouping else ""
        places = [
            *((Role.SELECT, one) for one in self._bracketed(range(start + 1, where.open))),
            *((Role.HAVING, one) for one in self._bracketed(self._clause("HAVING", where.close, end))),
            *((Role.SORT, one) for one in self._conditions(self._clause("ORDER", where.close, end))),
        ]  # fmt: skip
        aliases = self._aliases([one for role, one in places if role is Role.SELECT])
        for role, place in places:
            stop = place.stop
            if role is Role.SELECT:
                stop -= 2
            if stop <= place.start:
                continue
            part = self._part(role, place.start, stop, rows, groups)
            if part.text.lstrip("?$") in aliases:
                part = self._part(role, *aliases[part.text.lstrip("?$")], rows, groups)
            yield part
            for at in range(place.start, stop):
                if self.tokens[at].is_word(*COMPUTING) and is_mark(self.tokens, at + 1, "("):
                    first = at + 2 + self.tokens[at + 2].is_word("DISTINCT")
                    argument = self._part(Role.AGGREGATE, first, closing(self.tokens, at + 1), rows)
                    yield replace(argument, function=self.tokens[at].text)

    def _aliases(self, places: Sequence[range]) -> dict[str, tuple[int, int]]:
        return {
            self.tokens[one.stop - 1].text: (one.start, one.stop - 2)
            for one in places
            if self.tokens[one.stop - 2].is_word("AS")
        }

    def _part(self, role: Role, first: int, end: int, rows: str, groups: str = "") -> Part:
        return Part(role, self.written(first, end), first, end, rows, groups)

    def written(self, first: int, end: int) -> str:
        """The text from a token up to the one before another."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end]

    def _around(self, place: int) -> int | None:
        inside = [n for n, one in enumerate(self._groups) if one.open < place < one.close]
        return inside[-1] if inside else None

    def _inside(self, group: _Group) -> str:
        return self.text[self.tokens[group.open].end : self.tokens[group.close].start]

    def _before(self, group: int, offset: int) -> str:
        return self.text[self.tokens[self._groups[group].open].end : offset]

    def _around_filter(self, group: int, cut: tuple[int, int], needed: Sequence[str]) -> str:
        """The pattern around a filter, without it: that of its group, or of the nearest around it that has its variables."""
        cuts = [(*cut, " ")]
        while True:
            one = self._groups[group]
            start, end = self.tokens[one.open].end, self.tokens[one.close].start
            outside = {*self.variables(start, cut[0]), *self.variables(cut[1], end)}
            lead = one.open
            while lead and self.tokens[lead - 1].is_word(
                "OPTIONAL", "MINUS", "EXISTS", "NOT", "FILTER"
            ):
                lead -= 1
            select = self.tokens[one.open + 1].is_word("SELECT")
            if one.parent is None or select or outside.issuperset(needed) or lead == one.open:
                return self._edited(start, end, cuts)
            cuts.append((self.tokens[lead].start, self.tokens[one.open].start, "OPTIONAL "))
            group = one.parent

    def _edited(self, start: int, end: int, cuts: Sequence[tuple[int, int, str]]) -> str:
        text = self.text[:end]
        for first, stop, instead in sorted(cuts, reverse=True):
            if start <= first and stop <= end:
                text = text[:first] + instead + text[stop:]
        return text[start:]

    def _clause(self, word: str, start: int, end: int) -> range:
        """The tokens of a clause behind a pattern, without its name."""
        for place in range(start + 1, end):
            if self.tokens[place].is_word(word):
                first = place + 1 + (word != "HAVING")
                stops = (at for at in range(first, end) if self.tokens[at].is_word(*_MODIFIERS))
                return range(first, next(stops, end))
        return range(0)

    def _bracketed(self, place: range) -> Iterator[range]:
        at = place.start
        while at < place.stop:
            if is_mark(self.tokens, at, "("):
                close = closing(self.tokens, at)
                yield range(at + 1, close)
                at = close
            at += 1

    def _conditions(self, place: range) -> Iterator[range]:
        at = place.start
        while at < place.stop:
            if is_mark(self.tokens, at, "("):
                yield range(at + 1, closing(self.tokens, at))
                at = closing(self.tokens, at)
            elif self.tokens[at].kind == "variable":
                yield range(at, at + 1)
            elif not self.tokens[at].is_word("ASC", "DESC") and is_mark(self.tokens, at + 1, "("):
                yield range(at, closing(self.tokens, at + 1) + 1)
                at = closing(self.tokens, at + 1)
            at += 1
