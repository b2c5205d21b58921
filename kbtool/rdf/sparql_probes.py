"""What values in a query cannot do: comparisons that are never true, computations without a result, orders that mix.

SPARQL makes an error of these, and drops the row without a word (SPARQL 1.1, 17.2). Each expression is asked for by itself
over the rows that it is given, so that what is told holds for this knowledge base, however the query comes by a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.rdf.namespaces import NUMERIC, RDF, XSD, Names
from kbtool.rdf.sparql import Answer, Result, Table, run_query
from kbtool.rdf.sparql_comparisons import Compared, comparisons
from kbtool.rdf.sparql_parts import Part, Parts, Role
from kbtool.rdf.sparql_triples import patterns_before, triple_patterns
from kbtool.rdf.terms import Term
from kbtool.rdf.terms import value as value_of

_ROWS = 10_000
"""So many rows of a part are looked at."""

_SECONDS = 2.0
"""So long may it take to look at a part."""

_CALENDAR = frozenset(
    XSD(name) for name in ("gYear", "gYearMonth", "date", "dateTime", "gMonth", "gMonthDay", "gDay")
)
_NODE, _NONE = "a node", "nothing"

_MOST_SHOWN = 200
"""So many characters of a part of a query are shown."""


class _Kind(Struct, frozen=True):
    """What a value is.

    Attributes:
        family: what it can be compared with: a number, a text, a node, or its own datatype.
        shown: its datatype, as messages name it.
        exact: whether only values of the same datatype are compared with it in time or size.
    """

    family: str
    shown: str
    exact: bool


class Prober(Struct, frozen=True):
    """Looks at the values that the expressions of a query are given.

    Attributes:
        store: the store that the query is asked of.
        parts: the query.
        names: the prefixes that need not be declared.
        bound: the values of its parameters.
    """

    store: ox.Store
    parts: Parts
    names: Names
    bound: Mapping[ox.Variable, Term]

    def findings(self) -> Iterator[str]:
        """A sentence for each expression that hides or mixes rows."""
        for part in self.parts.all():
            if part.role is Role.SORT:
                yield from self._mixed(part, f"ORDER BY {part.text}")
            elif part.role is Role.AGGREGATE:
                yield from self._aggregated(part)
            else:
                found = [
                    sentence
                    for compared in comparisons(self.parts, part)
                    for sentence in self._compared(part, compared)
                ]
                if not found and part.role in (Role.FILTER, Role.BIND):
                    found += self._failed(part)
                yield from found

    def leaves_nothing(self) -> Iterator[str]:
        """The triple patterns that nothing matches, or nothing that matches those before them as well."""
        for pattern, before in patterns_before(list(triple_patterns(self.parts))):
            shown = f"“{_one_line(pattern.text)}”"
            if not self._has(pattern.text):
                yield f"nothing matches {shown}"
                return
            if before and self._has(before) and not self._has(before + pattern.text):
                yield f"nothing matches {shown} and what stands before it, “{_one_line(before)}”"
                return

    def _has(self, patterns: str) -> bool:
        text = f"{self.parts.prologue} ASK {{ {self._bindings()} {patterns} }}"
        found = self._asked(text)
        return found is None or (isinstance(found, Answer) and found.value)

    def _compared(self, part: Part, compared: Compared) -> Iterator[str]:
        sides = [compared.left, *compared.right]
        start, _ = self.parts.offsets(part)
        decides = "true"
        if part.role is Role.FILTER:
            holds, fails = (
                part.text[: compared.start - start] + word + part.text[compared.end - start :]
                for word in ("true", "false")
            )
            decides = f"{_truth(holds)} != {_truth(fails)}"
        needed = self.parts.variables(compared.start, compared.end)
        counted = self._count(part, sides, needed, decides)
        odd: Counter[tuple[_Kind, _Kind]] = Counter()
        total, partly = 0, True
        for (decided, *kinds), number in counted.items():
            left, *right = (self._kind(kind) for kind in kinds)
            total += number
            if left.family == _NONE or any(one.family == _NONE for one in right):
                continue
            if decided == "true" and not any(_fit(left, one, compared.sign) for one in right):
                odd[left, right[0]] += number
                partly = partly and left.exact and right[0].exact
        count = sum(odd.values())
        if not count or (count < total and not partly):
            return
        text = self.parts.text[compared.start : compared.end]
        never = "always true" if compared.sign == "!=" else "never true"
        which = ""
        if count < total:
            which = (
                f" ({count} of {total} rows)"
                if total < _ROWS
                else f" ({count} row{'s'[: count != 1]})"
            )
        yield (
            f"“{_one_line(text)}” compares {_listed(one for one, _ in odd)} with"
            f" {_listed(one for _, one in odd)}, which is {never}{which}"
            + _advice(compared, list(odd), count < total)
        )

    def _failed(self, part: Part) -> Iterator[str]:
        """An expression that has no value although its variables have one."""
        needed = self.parts.variables(*self.parts.offsets(part))
        if not needed:
            return
        value = f"IF(({part.text}), 1, 1)" if part.role is Role.FILTER else part.text
        counted = self._count(part, [f"?{name}" for name in needed], needed, "!BOUND(?kbtoolValue)", value)  # fmt: skip
        total = sum(counted.values())
        odd: dict[str, set[_Kind]] = {name: set() for name in needed}
        count, exact = 0, True
        for (failed, *kinds), number in counted.items():
            if failed == "true":
                count += number
                read = [self._kind(kind) for kind in kinds]
                exact = exact and any(kind.exact for kind in read)
                for name, kind in zip(needed, read, strict=True):
                    odd[name].add(kind)
        if count and (count == total or exact):
            which = f" in {count} of {total} rows" if count < total else ""
            values = ", ".join(f"?{name} is {_listed(kinds)}" for name, kinds in odd.items())
            what = f"{part.role.value}({_one_line(part.text)})"
            yield f"“{what}” has no value{which}, where {values}"

    def _aggregated(self, part: Part) -> Iterator[str]:
        shown = f"{part.function}({part.text})"
        if part.function in ("MIN", "MAX"):
            yield from self._mixed(part, shown)
            return
        kinds = self._kinds(part)
        odd = {kind for kind in kinds if kind.family not in ("a number", _NONE)}
        if odd:
            yield f"“{shown}” has no value, since some values are {_listed(odd)} and no numbers"

    def _mixed(self, part: Part, shown: str) -> Iterator[str]:
        literals = {kind for kind in self._kinds(part) if kind.family not in (_NODE, _NONE)}
        if len({kind.family for kind in literals}) > 1:
            years = literals and all(kind.exact for kind in literals)
            yield (
                f"“{shown}” sorts values of several kinds, {_listed(literals)}, each apart from the others"
                + (f"; YEAR({part.text}) is a number" if years and not _has_number(literals) else "")
            )  # fmt: skip

    def _kinds(self, part: Part) -> set[_Kind]:
        needed = self.parts.variables(*self.parts.offsets(part)) if not part.groups else ()
        return {self._kind(kind) for _, kind in self._count(part, [part.text], needed, "true")}

    def _count(
        self,
        part: Part,
        values: Sequence[str],
        needed: Sequence[str],
        decides: str,
        value: str = "1",
    ) -> Counter[tuple[str, ...]]:
        """How many rows of a part there are for each kind of some values, and whether a condition holds for them.

        Args:
            part: the part; only rows count in which the variables that are needed have a value.
            values: expressions of whose values the kind is asked.
            needed: variables.
            decides: the condition, which may use the next.
            value: an expression that is computed for each row, as ``?kbtoolValue``.
        """
        asked = " ".join(
            f"({one} AS ?kbtoolValue{n}) ({_datatype(f'?kbtoolValue{n}')} AS ?kbtoolKind{n})"
            for n, one in enumerate(values)
        )
        rows = f"{self._bindings()} {part.rows}"
        if not part.groups:
            known = " ".join(f"FILTER(BOUND(?{name}))" for name in needed)
            rows = f"{{ SELECT * WHERE {{ {rows} }} LIMIT {_ROWS} }} {known}"
        kinds = " ".join(f"?kbtoolKind{n}" for n, _ in enumerate(values))
        text = (
            f"{self.parts.prologue} SELECT ?kbtoolDecides {kinds} (COUNT(*) AS ?kbtoolRows) WHERE {{ {{"
            f" SELECT {asked} ({value} AS ?kbtoolValue) ({decides} AS ?kbtoolDecides)"
            f" WHERE {{ {rows} }} {part.groups} }} }} GROUP BY ?kbtoolDecides {kinds}"
        )
        found = self._asked(text)
        if found is None:
            return Counter()
        assert isinstance(found, Table)
        return Counter(
            {tuple(map(value_of, row[:-1])): int(value_of(row[-1])) for row in found.rows}
        )

    def _asked(self, text: str) -> Result | None:
        """What a query on the side answers; None, if it takes too long or cannot be asked."""
        try:
            return run_query(
                self.store, text, seconds=_SECONDS, prefixes=self.names.prefixes, apart=True
            )
        except InputError:
            return None

    def _bindings(self) -> str:
        if not self.bound:
            return ""
        names = " ".join(f"?{variable.value}" for variable in self.bound)
        return f"VALUES ({names}) {{ ({' '.join(map(str, self.bound.values()))}) }}"

    def _kind(self, text: str) -> _Kind:
        datatype, _, language = text.partition("@")
        if datatype in (_NODE, _NONE):
            return _Kind(datatype, datatype, exact=False)
        node = ox.NamedNode(datatype)
        if node in NUMERIC:
            return _Kind("a number", f"a number ({self.names.curie(datatype)})", exact=True)
        if node in (XSD("string"), RDF("langString")):
            shown = f"a text in the language {language}" if language else "a text"
            return _Kind(f"a text@{language}", shown, exact=False)
        return _Kind(datatype, self.names.curie(datatype), exact=node in _CALENDAR)


def _truth(expression: str) -> str:
    return f"COALESCE(IF(({expression}), true, false), false)"


def _datatype(value: str) -> str:
    return (
        f'COALESCE(CONCAT(STR(DATATYPE({value})), "@", LANG({value})),'
        f' IF(BOUND({value}), "{_NODE}", "{_NONE}"))'
    )


def _fit(left: _Kind, right: _Kind, sign: str) -> bool:
    """Whether two values can be compared; with one that is smaller or larger, texts of any language."""
    if sign in ("=", "!=", "IN") or not left.family.startswith("a text"):
        return left.family == right.family
    return right.family.startswith("a text")


def _has_number(kinds: set[_Kind]) -> bool:
    return any(kind.family == "a number" for kind in kinds)


def _listed(kinds: Iterator[_Kind] | set[_Kind]) -> str:
    return " and ".join(sorted({kind.shown for kind in kinds}))


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"


def _advice(compared: Compared, odd: Sequence[tuple[_Kind, _Kind]], in_part: bool) -> str:
    calendar = {one.value for one in _CALENDAR}
    families = {kind.family for pair in odd for kind in pair}
    if not families & calendar:
        return "; a node is compared with an IRI, such as id:name" if _NODE in families else ""
    side = compared.left if any(one.family in calendar for one, _ in odd) else compared.right[0]
    if in_part and "a number" in families:
        return f"; xsd:integer(SUBSTR(STR({side}), 1, 4)) is the year as a number in all rows"
    both = "" if "a number" in families else ", and so must be what it is compared with"
    return f"; YEAR({side}) is a number{both}"
