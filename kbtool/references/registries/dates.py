"""Dates of publication, as registries have them: whole, partial, over two years, or in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)(?!\d)")
_NAMED_DAY = re.compile(
    r"(?P<year>\d{4})[ -](?P<month>[^\W\d_]{3,9})\.?[ -](?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?[ -](?P<month2>[^\W\d_]{3,9})\.?,?[ -](?P<year2>\d{4})"
    r"|(?P<month3>[^\W\d_]{3,9})\.? (?P<day3>\d{1,2})(?:st|nd|rd|th)?,? (?P<year3>\d{4})"
)
_NUMBERED_DAY = re.compile(r"(\d{4})(?:([/.-])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))")
_SHORT = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d)\s*[-–—/]\s*(\d\d)(?![\d-])")


class Dated(Struct, frozen=True):
    """When something was published, by one of its dates.

    Attributes:
        issued: the date as far as it is known: 2019, 2019-11, 2019-11-11; None, if there is none that can be read.
        years: the years that it names.
        unread: what cannot be read of it.
    """

    issued: str | None = None
    years: tuple[int, ...] = ()
    unread: str | None = None


class Published(Struct, frozen=True):
    """When something was published, by all of its dates.

    Attributes:
        issued: the first date that can be read.
        years: the years of all of them, in order.
        unread: what cannot be read, in words.
    """

    issued: str | None
    years: tuple[int, ...]
    unread: tuple[str, ...]


def published(dates: Iterable[Dated]) -> Published:
    """Dates of one thing together, the one that counts first."""
    dates = list(dates)
    return Published(
        next((each.issued for each in dates if each.issued), None),
        tuple(sorted({year for each in dates for year in each.years})),
        tuple(dict.fromkeys(f"the date “{each.unread}”" for each in dates if each.unread)),
    )


def in_parts(year: object, month: object = None, day: object = None) -> Dated:
    """A date in parts: a year, a month as a number or a name, a day; parts that are None or empty are not there."""
    said = [str(part).strip() for part in (year, month, day) if part not in (None, "")]
    if not said:
        return Dated()
    whole = " ".join(said)
    if year in (None, "") or not _YEAR.fullmatch(str(year).strip()):
        read = in_words(whole)
        return Dated(read.issued, read.years, whole) if not read.years else read
    known = [int(str(year))]
    names = "" if month in (None, "") else str(month).strip()
    if names:
        number = int(names) if names.isdecimal() else _month(names)
        if 1 <= number <= 12:
            known.append(number)
        elif names.isdecimal():
            return Dated(_iso(known), (known[0],), whole)
    days = "" if day in (None, "") else str(day).strip()
    if len(known) == 2 and days:
        try:
            date(*known, int(days))  # type: ignore[call-arg]
            known.append(int(days))
        except ValueError:
            return Dated(_iso(known), (known[0],), whole)
    return Dated(_iso(known), (known[0],))


def in_words(said: str) -> Dated:
    """A date in words: "1998 Dec-1999 Jan", "Fall-Winter 1975", "2000-01", "July 2016", "5 July 2016", "2016-07-05".

    Only a whole date, or a month and a year, has more than the year; of two years the first is that of issue.
    """
    text = " ".join(said.split())
    if not text:
        return Dated()
    iso = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])", text)
    if iso and int(iso[2]) <= 12 and (iso[3] or not _is_next(iso)):
        return in_parts(iso[1], iso[2], iso[3])
    if (day := _day_of(text)) is not None:
        return day
    years = [int(year) for year in _YEAR.findall(text)]
    years += [_second(match) for match in _SHORT.finditer(text) if _is_later(match)]
    if not years:
        return Dated(unread=text)
    months = [word for word in re.findall(r"[^\W\d_]+", text) if _month(word)]
    if len(months) == 1 and len(years) == 1 and re.fullmatch(r"\d+ \w+[.]?|\w+[.]? \d+", text):
        return in_parts(years[0], months[0])
    return Dated(str(years[0]), tuple(sorted(set(years))))


def _day_of(text: str) -> Dated | None:
    """A whole day with its month by name, or year first in numbers; None, if it is no such day."""
    if named := _NAMED_DAY.fullmatch(text):
        found = {name.rstrip("23"): part for name, part in named.groupdict().items() if part}
        parts = found["year"], _month(found["month"]) or None, found["day"]
    elif numbered := _NUMBERED_DAY.fullmatch(text):
        parts = numbered[1], int(numbered[3] or numbered[5]), numbered[4] or numbered[6]
    else:
        return None
    read = in_parts(*parts) if parts[1] is not None else Dated(unread=text)
    return read if read.unread is None else None


def in_iso(said: str) -> Dated:
    """A date as ISO 8601 has it, with or without a time; one that is none of these is read as words."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?", said.strip())
    return in_parts(*found.groups()) if found else in_words(said)


def _is_later(match: re.Match[str]) -> bool:
    return int(match[2]) > int(match[1]) % 100 or _is_next(match)


def _second(match: re.Match[str]) -> int:
    """The second of two years of which only two figures are written."""
    return int(match[1]) // 100 * 100 + int(match[2]) + (100 if match[2] == "00" else 0)


def _is_next(match: re.Match[str]) -> bool:
    """Whether two figures behind a year are the next year: 1998-99, 1999-00."""
    return (int(match[1]) + 1) % 100 == int(match[2])


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in _MONTHS else 0


def _iso(parts: list[int]) -> str:
    return "-".join(f"{part:02}" for part in parts)
