"""Evidence held to what it says was found: the figures, counts and years of kb:finding and kb:excerpt.

A finding is told in words of our own, and need not have the figure at all. Only where it has figures of the same kind, and
none of them is the one that is stated, one of the two is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

import pyoxigraph as ox
from msgspec import Struct

from kbtool.knowledge.derive.intervals import Unit
from kbtool.knowledge.derive.printing import Units
from kbtool.rdf.columns import Columns
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import value
from kbtool.text.figure import Printed
from kbtool.text.figures import read
from kbtool.text.numerals import Kind
from kbtool.text.printed_names import Names
from kbtool.text.small_numbers import in_digits

_VALUES = ("value", "low", "high", "atLeast", "atMost")
_COUNTS = ("sampleSize", "studyCount")
_SHOUTED = 4
"""Characters of the shortest printed form in capitals that is no unit: "HALF", and not "MG"."""
_TOLERANCE = Decimal("0.005")
_NUMBER = r"(?<![\w.,/-])(\d{1,3}(?:[, ]\d{3})+|\d+)(?![\d.,]*[\d%])"
_END = r"([-−]?(?:\d+(?:\.\d+)?|\.\d+))"
_INTERVAL = re.compile(rf"[(\[](?:95\s*% CI:?,? ?)?{_END}\s?%?\s?(?:to|[–,;-])\s?{_END}\s?%?[)\]]")
_RANGE = re.compile(r"(?<![\w.,(\[/-])(\d+(?:\.\d+)?)\s?(?:to|[-–])\s?(\d+(?:\.\d+)?)(?![\w/])")
_DIGITS = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_DECIMAL = re.compile(r"\d*\.\d+")
_YEAR = re.compile(r"(?<![\d.:/-])(?:19|20)\d\d(?![\d.:/-]*\d)")


class Found(Struct, frozen=True, dict=True):
    """What was found; its figures are read once they are asked for.

    Attributes:
        words: the finding and the excerpts.
        names: what units and vague numbers are called.
    """

    words: str
    names: Names

    @cached_property
    def figures(self) -> tuple[Printed, ...]:
        """The numbers in digits, with their units."""
        if not self.digits:
            return ()
        figures: list[Printed] = []
        for part in re.split(r"[=();:]|[.,](?: |$)", self.words):
            figure = read(part, self.names)
            if figure is not None:
                figures += (n for n in figure.numbers if not n.vague and n.kind is Kind.EXACT)
        return tuple(f for f in figures if abs(f.low) / f.scale in self.digits)

    @cached_property
    def digits(self) -> frozenset[Decimal]:
        """All numbers in digits, also such as are read with others: 2 and 67 of "at week 2 in 67%"."""
        return frozenset(map(Decimal, _DIGITS.findall(self._plain)))

    @property
    def _plain(self) -> str:
        return re.sub(r"(?<=\d),(?=\d{3})", "", self.words)

    def unlike(self, numbers: Iterable[Decimal], unit: Unit, units: Units) -> str | None:
        """The figures of the unit's kind that it has, if it has some and none is one of the numbers.

        Args:
            numbers: what is stated.
            unit: the unit in which that is stated.
            units: what units are called.
        """
        stated = [abs(number) for number in numbers]
        others: list[str] = []
        if self._has(stated):
            return self._in_other_units(stated, unit, units)
        for figure in self.figures:
            if figure.unit is None and 1 < figure.scale == unit.to_base(Decimal(1)):
                others.append(f"{abs(figure.low) / figure.scale:f} {unit.label}")
            for other in units.by_name.get(figure.unit or "", ()):
                if other.kind.iri != unit.kind.iri:
                    continue
                inside = abs(unit.from_base(other.to_base(figure.low)))
                if any(_same(inside, number) for number in stated):
                    return None
                others.append(f"{figure.low:f} {figure.unit}")
        return ", ".join(dict.fromkeys(others)) or None

    def _in_other_units(self, stated: Collection[Decimal], unit: Unit, units: Units) -> str | None:
        """The figures with a stated number, if each place that has it has another unit of the kind: 18 weeks for 18 days."""
        alike = [f for f in self.figures if any(_same(abs(f.low), number) for number in stated)]
        for figure in alike:
            own = [
                u for u in units.by_name.get(figure.unit or "", ()) if u.kind.iri == unit.kind.iri
            ]
            inside = [abs(unit.from_base(other.to_base(figure.low))) for other in own]
            if not own or any(_same(one, number) for one in inside for number in stated):
                return None
        places = [
            n for n in _DIGITS.findall(self._plain) if any(_same(Decimal(n), s) for s in stated)
        ]
        if not alike or len(places) != len(alike):
            return None
        return ", ".join(dict.fromkeys(f"{f.low:f} {f.unit}" for f in alike))

    def unlike_decimals(self, numbers: Iterable[Decimal]) -> str | None:
        """The bare decimal numbers that it has, if it has some and none of its figures is one of the numbers."""
        stated = [abs(number) for number in numbers]
        printed = {Decimal(found) for found in _DECIMAL.findall(self.words)}
        whole = all(number == number.to_integral_value() for number in stated)
        if any(_same(number, one) for number in stated for one in printed):
            return None
        if not whole and self._has(stated):
            return None
        bare = [f.low for f in self.figures if f.unit is None and abs(f.low) in printed]
        return ", ".join(dict.fromkeys(f"{number:f}" for number in bare)) or None

    def _has(self, numbers: Iterable[Decimal]) -> bool:
        wanted = list(numbers)
        if any(_same(number, one) for number in wanted for one in self.digits):
            return True
        there = [abs(figure.low) for figure in self.figures]
        return any(_same(number, one) for number in wanted for one in there)

    def other_interval(self, low: Decimal, high: Decimal) -> str | None:
        """The interval that it has in brackets, if it has some and none of them is this one."""
        found = _INTERVAL.findall(self.words)
        ends = [tuple(Decimal(end.replace("−", "-")) for end in each) for each in found]
        if not ends or any(_same(a, low) and _same(b, high) for a, b in ends):
            return None
        return ", ".join(f"{a} to {b}" for a, b in ends)

    def other_range(self, low: Decimal, high: Decimal) -> str | None:
        """The ranges that share one end with this one, if it has some and none of them is this one."""
        ends = [(Decimal(a), Decimal(b)) for a, b in _RANGE.findall(self.words)]
        if any(_same(a, low) and _same(b, high) for a, b in ends):
            return None
        near = [(a, b) for a, b in ends if _same(a, low) or _same(b, high)]
        return ", ".join(f"{a:f} to {b:f}" for a, b in near) or None

    def lacks(self, *numbers: Decimal) -> bool:
        """Whether one of the numbers, without its sign, is not among those that it has in digits."""
        return any(all(not _same(abs(one), there) for there in self.digits) for one in numbers)

    def whole_words(self, printed: str) -> str | None:
        """The words that it has, of which a printed form is cut off, or in capitals: "about 12%" of "ut 12%", -5 of 5."""
        places = [*_places(printed, self.words)] if printed else []
        if not places and printed.isupper():
            at = re.search(re.escape(printed), self.words, re.IGNORECASE)
            return None if at is None or len(printed) < _SHOUTED else at[0]
        before = _letters_before if printed[:1].isalpha() else _minus_before
        whole = [before(self.words, at) for at in places]
        return None if not whole or "" in whole else f"{whole[0]}{printed}"

    def other_count(self, count: int, words: re.Pattern[str]) -> str | None:
        """The only number of people (or studies) that it has, if the count cannot be another one.

        A smaller number is that of a part, unless a sentence ("Of 24 patients") or a bracket ("(24 studies; …)") begins with
        it or it has the same digits; so is one in words, unless the finding begins with it and the count has its digits in
        another order.

        Args:
            count: what is stated.
            words: matches a number with what it counts, and whether that begins a sentence.
        """
        counted = [(found[1] or found[2], bool(found[0])) for found in words.findall(self.words)]
        whole = {int(re.sub(r"\D", "", number)) for number, _ in counted}
        if not whole:
            worded = words.match(in_digits(self.words))
            in_words = (worded[2] or "") if worded is not None else ""
            exchanged = in_words != str(count) and sorted(in_words) == sorted(str(count))
            return in_words if exchanged else None
        if len(whole) != 1 or count in whole:
            return None
        number = whole.pop()
        alike = str(number).rstrip("0") == str(count).rstrip("0")
        is_other = number > count or alike or any(begins for _, begins in counted)
        return str(number) if is_other else None

    def other_year(self, year: str) -> str | None:
        """The only year that it names, if that is another one."""
        years = set(_YEAR.findall(self.words))
        return years.pop() if len(years) == 1 and year not in years else None


def _places(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def _letters_before(text: str, at: int) -> str:
    begins = at
    while begins and text[begins - 1].isalnum() and not text[begins - 1].isdecimal():
        begins -= 1
    return text[begins:at]


def _minus_before(text: str, at: int) -> str:
    """The minus of a figure; what stands between two ends of a range is none."""
    sign = text[at - 1 : at] if at else ""
    is_minus = sign in ("-", "−") and sign and not text[at - 2 : at - 1].strip(" ([=:;,")
    return sign if is_minus else ""


def finding_quads(store: ox.Store, units: Units) -> Iterator[ox.Quad]:
    """What the finding of an item of evidence has in place of what the item states.

    Args:
        store: the knowledge base.
        units: its units, with what they are called in print.
    """
    told: Mapping[ox.NamedNode, list[str]] = defaultdict(list)
    for name in ("finding", "excerpt"):
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                told[quad.subject].append(quad.object.value)
    known: dict[str, Found] = {}
    columns = Columns(store)
    nouns = {name: _counted(store, name) for name in _COUNTS}
    for node, texts in told.items():
        words = " ".join(sorted(texts))
        if words not in known:
            known[words] = Found(words, units.names)
        for name, instead in _differences(columns, node, known[words], units, nouns):
            yield ox.Quad(node, KB(name), ox.Literal(instead), DERIVED)


def _differences(
    columns: Columns,
    node: ox.NamedNode,
    found: Found,
    units: Units,
    nouns: Mapping[str, re.Pattern[str]],
) -> Iterator[tuple[str, str]]:
    numbers = _numbers(columns, node, _VALUES)
    unit = units.by_iri.get(value(columns.one(node, KB("unit"))))
    if numbers and unit is not None:
        shown = columns.text(node, KB("asPrinted"))
        printed = read(shown, units.names) if shown else None
        numbers_shown = () if printed is None else printed.numbers
        bare = bool(numbers_shown) and all(one.unit is None for one in numbers_shown)
        numbers += [one.low for one in numbers_shown]
        instead = found.unlike(numbers, unit, units)
        if instead is None and bare and "." in (shown or ""):
            instead = found.unlike_decimals(numbers)
        range_ends = _numbers(columns, node, ("low", "high"))
        if instead is None and len(range_ends) == 2:
            instead = found.other_range(*range_ends)
        instead = instead or found.whole_words(shown or "")
        if instead is not None:
            yield "figureFound", instead
    ends = _numbers(columns, node, ("ciLow", "ciHigh"))
    if len(ends) == 2:
        if (instead := found.other_interval(*ends)) is not None:
            yield "intervalFound", instead
        elif found.lacks(*ends):
            yield "intervalUntold", f"{ends[0]:f} to {ends[1]:f}"
    counts = {columns.text(node, KB(name)) for name in nouns}
    for name, words in nouns.items():
        count = columns.text(node, KB(name)) or ""
        if name == "sampleSize" and _counts_reviews(columns, node):
            continue
        instead = found.other_count(int(count), words) if count.isdigit() else None
        if instead is not None and instead not in counts:  # 56 studies of people are no 56 people
            yield "countFound", instead
    question = columns.one(node, KB("gives"))
    year = columns.text(question, KB("year")) or ""
    if year and (instead := found.other_year(year)) is not None:
        yield "yearFound", instead


def _counts_reviews(columns: Columns, node: ox.NamedNode) -> bool:
    return columns.text(columns.one(node, KB("design")), KB("samplesReviews")) in ("true", "1")


def _numbers(columns: Columns, node: ox.NamedNode, names: Iterable[str]) -> list[Decimal]:
    texts = [columns.text(node, KB(name)) for name in names]
    return [
        Decimal(each) for each in texts if each and re.fullmatch(r"[-+]?\d+(\.\d+)?", each.strip())
    ]


def _counted(store: ox.Store, name: str) -> re.Pattern[str]:
    quads = store.quads_for_pattern(KB(name), KB("countedNoun"), None, None)
    nouns = sorted(value(quad.object) for quad in quads)
    if not nouns:
        return re.compile(r"(?!)()()()")
    between = r"(?:(?!and\b|of\b|in\b|to\b|aged\b|million\b|or\b)[A-Za-z][\w-]*\s+){0,3}?"
    named = "|".join(map(re.escape, nouns))
    begins = r"(?:^|[.;]\s)(?:In|Of|Among|With|Over|Across|From)\s(?:the\s)?"
    opening = rf"({begins}|\()?" if name == "studyCount" else rf"({begins})?"
    sample = r"(?<![\w-])[nN]\s?=\s?(\d+)(?![\d.,]*\d)" if name == "sampleSize" else r"(?!)()"
    return re.compile(rf"{opening}{_NUMBER}\s+{between}(?:{named})\b|{sample}")


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))
