"""Slips in a value that is text, a number or a date."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kbtool.rdf.namespaces import ID, XSD
from tests.mutants.base import local, shown
from tests.mutants.change import Change, Edit, Site, misspelt


def node_for_text(site: Site, form: str) -> Change | None:
    """A node stands where text or a number belongs: one that nobody describes, one of the knowledge base, or no name."""
    s = site.statement
    if not isinstance(s.object, ox.Literal):
        return None
    slug = re.sub(r"\W+", "-", s.object.value.lower()).strip("-")[:40] or "x"
    new: ox.NamedNode | ox.BlankNode = ID(slug)
    if form == "known":
        concepts = site.others("Concept")
        if not concepts:
            return None
        new = site.rng.choice(concepts)
    elif form == "blank":
        new = ox.BlankNode()
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)}")


def text(site: Site, to: str) -> Change | None:
    """Text put in the place of other text."""
    s = site.statement
    if not isinstance(s.object, ox.Literal) or not s.object.value.strip():
        return None
    new = (
        ox.Literal(to, datatype=s.object.datatype) if s.object.language is None else ox.Literal(to)
    )
    return site.instead(s.but(object=new), f"{shown(s.object)} written {shown(new)}")


def retype(site: Site, datatype: str) -> Change | None:
    """The value with another datatype, or in a language."""
    s = site.statement
    if not isinstance(s.object, ox.Literal):
        return None
    if datatype.startswith("@"):
        new = ox.Literal(s.object.value, language=datatype[1:])
    else:
        new = ox.Literal(s.object.value, datatype=XSD(datatype))
    if new == s.object:
        return None
    kind = "" if s.object.datatype is None else local(s.object.datatype)
    return site.instead(s.but(object=new), f"{shown(s.object)} ({kind}) as {datatype}")


def scale(site: Site, by: str) -> Change | None:
    """A number multiplied."""
    s = site.statement
    if not isinstance(s.object, ox.Literal) or s.object.datatype not in (
        XSD("integer"),
        XSD("decimal"),
    ):
        return None
    try:
        number = Decimal(s.object.value) * Decimal(by)
    except InvalidOperation:
        return None
    whole = s.object.datatype == XSD("integer") and number == number.to_integral_value()
    text = format(number.to_integral_value() if whole else number, "f")
    new = ox.Literal(text, datatype=XSD("integer" if whole else "decimal"))
    return site.instead(s.but(object=new), f"{s.object.value} written {text}")


def date(site: Site, to: str) -> Change | None:
    """A date on another day: in another year, in the future, or one that is none."""
    s = site.statement
    kinds = {XSD("date"), XSD("gYear"), XSD("gYearMonth"), XSD("dateTime")}
    if not isinstance(s.object, ox.Literal) or s.object.datatype not in kinds:
        return None
    year, rest = s.object.value[:4], s.object.value[4:]
    if to == "none":
        changed = year + ("-13-45" if rest else "-13")
    elif to == "future":
        changed = "2999" + rest
    elif to == "day and month":
        changed = f"{year}-{rest[4:6]}-{rest[1:3]}" if len(rest) == 6 else year + rest
        if rest[4:6] > "12":
            return None
    else:
        changed = str(int(year) + int(to)) + rest
    new = ox.Literal(changed, datatype=s.object.datatype)
    return site.instead(s.but(object=new), f"{s.object.value} written {changed}")


def number_digit(site: Site, how: str) -> Change | None:
    """A number with a slip of the pen: a digit "replaced", two "exchanged", or the "point" in another place."""
    s = site.statement
    if not isinstance(s.object, ox.Literal) or s.object.datatype not in (
        XSD("integer"),
        XSD("decimal"),
    ):
        return None
    old = s.object.value
    places = [i for i, c in enumerate(old) if c.isdigit()]
    if how == "replaced":
        i = places[-1]
        new = old[:i] + str((int(old[i]) + 3) % 10) + old[i + 1 :]
    elif how == "exchanged":
        pairs = [i for i in places if i + 1 in places and old[i] != old[i + 1]]
        if not pairs:
            return None
        i = pairs[0]
        new = old[:i] + old[i + 1] + old[i] + old[i + 2 :]
    else:
        at = old.find(".")
        if at < 0:
            return None
        new = old[:at] + old[at + 1 : at + 2] + "." + (old[at + 2 :] or "0")
    return site.instead(
        s.but(object=ox.Literal(new, datatype=s.object.datatype)), f"{old} written {new}"
    )


def letters(site: Site, how: str) -> Change | None:
    """Text with a slip of the pen in it."""
    s = site.statement
    if not isinstance(s.object, ox.Literal) or s.object.datatype != XSD("string"):
        return None
    old = s.object.value
    words = old.split(" ")
    at = len(words) // 2
    digits = re.search(r"\d", old)
    new = {
        "letter": misspelt(old, "swap"),
        "cut": old[:-3] if len(old) > 6 else None,
        "begin": old[3:] if len(old) > 6 else None,
        "first word": " ".join(words[1:]) if len(words) > 2 else None,
        "last word": " ".join(words[:-1]) if len(words) > 2 else None,
        "word out": " ".join(words[:at] + words[at + 1 :]) if len(words) > 3 else None,
        "not": " ".join([*words[:at], "not", *words[at:]]) if len(words) > 2 else None,
        "reverse": " ".join(reversed(words)) if len(words) > 2 else None,
        "digit": None
        if digits is None
        else old[: digits.start()] + str((int(digits[0]) + 3) % 10) + old[digits.end() :],
        "space": f" {old} ",
        "capitals": old.upper() if old.upper() != old else None,
    }[how]
    if new is None or new == old:
        return None
    return site.instead(
        s.but(object=ox.Literal(new)), f"{shown(s.object)} written {shown(ox.Literal(new))}"
    )


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (node_for_text, text, retype, scale, date, number_digit, letters)
}
