"""English words for numbers, parts and multiples, and those that make a share of two numbers."""

from __future__ import annotations

from decimal import Decimal

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
CARDINALS = {word: Decimal(n) for n, word in enumerate(_SMALL)}
CARDINALS |= {word: Decimal(10 * n) for n, word in enumerate(TENS, start=2)}
"""What each word for a number counts."""
NOTHING = ("zero", "none", "nobody", "free")
"""Words for no number at all."""
SCALES = {
    "dozen": Decimal(12), "hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(10**6),
    "billion": Decimal(10**9), "trillion": Decimal(10**12), "mn": Decimal(10**6), "bn": Decimal(10**9),
}  # fmt: skip
"""What a word behind a number multiplies it by."""
PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "hundredth": 100, "thousandth": 1000, "halve": 2,
}  # fmt: skip
"""Into how many parts the whole of each is cut."""
MULTIPLES = {
    "double": Decimal(2), "doubled": Decimal(2), "doubles": Decimal(2), "doubling": Decimal(2),
    "triple": Decimal(3), "tripled": Decimal(3), "triples": Decimal(3), "tripling": Decimal(3), "trebled": Decimal(3),
    "quadruple": Decimal(4), "quadrupled": Decimal(4), "quadruples": Decimal(4), "quadrupling": Decimal(4),
    "quintupled": Decimal(5),
}  # fmt: skip
"""How many times each says."""
PARTED = {"halved": 2, "halves": 2, "halving": 2, "quartered": 4}
"""Into how many parts what is "halved" is cut."""
OCCASIONS = {"once": Decimal(1), "twice": Decimal(2), "thrice": Decimal(3)}
"""How often each says."""
ARTICLES = ("a", "an")
OUT_OF = (
    ("out", "of", "every"), ("out", "of", "each"), ("out", "of"), ("in", "every"), ("in", "each"), ("of", "every"),
    ("for", "every"), ("in",), ("of",), ("per",), (":",),
)  # fmt: skip
"""What stands between a number and that of which it is a share."""

PERSONS = frozenset({
    "person", "people", "patient", "patients", "adult", "adults", "child", "children", "user", "users", "man", "men",
    "woman", "women", "individual", "individuals", "teenager", "teenagers", "adolescent", "adolescents", "sufferer",
    "sufferers", "participant", "participants", "volunteer", "volunteers", "grownup", "grownups", "kid", "kids", "youngster",
    "youngsters", "teen", "teens", "american", "americans", "human", "humans",
})  # fmt: skip
"""What a number counts that is a share of persons: "one adult in five"."""
GROWN_UPS = (("grown", "-", "up"), ("grown", "-", "ups"))
"""Such words of several tokens."""
NO_PERSONS = frozenset({
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
    "year", "years", "decade", "decades", "trial", "trials", "study", "studies", "clinic", "clinics", "center",
    "centers", "centre", "centres", "hospital", "hospitals", "country", "countries", "group", "groups", "arm", "arms",
})  # fmt: skip
"""Words behind a number that is no number of persons."""

_BEGINNINGS = (
    *(MULTIPLES, NOTHING, PARTED, OCCASIONS, CARDINALS, ARTICLES, PARTS),
    ("half", "other", "second"),
)


def begins_number(word: str) -> bool:
    """Whether a number may begin with a word, whatever stands beside it."""
    return word.endswith("fold") or any(word in some for some in _BEGINNINGS)
