"""Names of authors, as registries, papers and people write them: do two of them name one person or group?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import takewhile

_OTHERS = re.compile(
    r",?\s+(?:et\s+al\b\.?|and\s+others|and\s+colleagues|&\s+al\b\.?).*$|\s*;.*$", re.IGNORECASE
)
_MARKS = re.compile(r"(?<=[^\W\d_])(?:[*†‡§¶¹²³⁰⁴-⁹]|\d(?!\w))+(?=[\s,;]|$)")
"""Marks of affiliations, behind a name."""
_SUFFIXES = frozenset({
    "jr", "junior", "sr", "senior", "ii", "iii", "iv", "2nd", "3rd", "4th", "md", "phd", "dphil", "msc", "mph", "dsc",
})  # fmt: skip
_PARTICLES = frozenset({
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "el", "al", "ibn",
    "bin", "ben", "abu", "ter", "ten", "te", "zu", "zur", "af", "av", "st", "y", "e", "the",
})  # fmt: skip
_TITLES = frozenset({"dr", "prof", "professor"})
_ABBREVIATED = {"saint": "st", "sainte": "ste"}
_NO_MARKS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
})  # fmt: skip
"""Letters that Unicode does not take apart."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")


def same_name(recorded: str, theirs: Iterable[str]) -> bool | None:
    """Whether a name is one of the names that an author goes by.

    Particles, suffixes (Jr, III, MD), initials and accents may be missing on either side; of a double family name one part
    is enough; given and family names may stand in either order; a group may go by the capitals of its name (WHO).

    Args:
        recorded: the name as the knowledge base has it: "Boer", "de Boer, J.", "JA Smith Jr et al.".
        theirs: names as a registry has them.

    Returns:
        None, if all of them are in another script, so that nothing can be said.
    """
    names = [name for name in theirs if name.strip()]
    readable = [name for name in names if _scripts(name) & _scripts(recorded)]
    if names and not readable:
        return None
    return any(_same(recorded, name) for name in readable)


def _same(recorded: str, theirs: str) -> bool:
    if _is_acronym(recorded, theirs) or _is_acronym(theirs, recorded):
        return True
    return any(
        _fits(ours, other)
        for one in _parts(recorded)
        for ours in _readings(one)
        for another in _parts(theirs)
        for other in _readings(another)
    )


def _is_acronym(short: str, long: str) -> bool:
    capitals = "".join(word[0] for word in re.findall(r"[^\W\d_]+", long) if word[0].isupper())
    if not (short.isalpha() and short.isupper() and len(short) > 2):
        return False
    spare = len(capitals) - len(short)  # FDA of the U.S. Food and Drug Administration
    return capitals == short or (0 < spare <= 2 and capitals.endswith(short) and " " in long)


def _parts(name: str) -> list[str]:
    """A name, and what it is with the first part of a double family name alone (John Smith-Jones, John Smith), and with its
    particles elsewhere: "Berg, Jan van der" and "van der Berg, Jan" are Jan van der Berg, and Jan Berg.
    """
    bare = _bare(name)
    start, hyphen, _ = bare.rpartition("-")
    found = [bare, start] if hyphen and " " in bare.partition("-")[0] else [bare]
    family, comma, given = name.partition(",")
    if comma:
        own, behind = family.split(), given.split()
        before = [*takewhile(_is_particle, own)]
        after = [*takewhile(_is_particle, reversed(behind))][::-1]
        if after and len(after) < len(behind):
            found.append(_bare(f"{' '.join([*after, *own])}, {' '.join(behind[: -len(after)])}"))
        if before and len(before) < len(own):
            found.append(_bare(f"{' '.join(own[len(before) :])}, {given}"))
    return found


def _fits(ours: list[str], other: list[str]) -> bool:
    if not ours or not other:
        return False
    if "".join(ours) == "".join(other) or sorted(ours) == sorted(other):
        return True
    if _ends_with_joined(ours, other) or _ends_with_joined(other, ours):
        return True
    short, long = sorted((ours, other), key=len)
    is_part = long[-len(short) :] == short or long[: len(short)] == short
    return is_part and not set(short) <= _PARTICLES


def _ends_with_joined(one: list[str], other: list[str]) -> bool:
    """Whether the last word of one name is written as several in the other: Macdonald, Mac Donald."""
    return any(
        one[-1] == "".join(other[-size:]) and (len(one) == 1 or size == len(other))
        for size in range(2, len(other) + 1)
    )


def _readings(name: str) -> tuple[list[str], list[str]]:
    """The words of a name without suffixes and initials, accents left out, and umlauts in two letters."""
    plain = unicodedata.normalize("NFC", _bare(name)).casefold()
    return _words(plain.translate(_NO_MARKS)), _words(
        plain.translate(_UMLAUTS).translate(_NO_MARKS)
    )


def _bare(name: str) -> str:
    """A name without those behind it, and without initials before or behind it."""
    first = _OTHERS.sub("", _MARKS.sub("", " ".join(name.split())))
    while "," in first and _is_suffix(first.rpartition(",")[2].replace(".", "").replace(" ", "")):
        first = first.rpartition(",")[0]
    family, comma, given = first.partition(",")
    if comma and len(family.split()) > 1 and _is_initials(family.split()[-1]):
        return _bare(family)  # the first of several: Daly EJ, Trivedi MH
    if comma and family.strip():
        words = given.replace(".", " ").split()
        spelled = [w for w in words if len(w) > 1 and not (w.isupper() and len(w) < 4)]
        return " ".join([family, *spelled])
    words = first.split()
    while len(words) > 1 and (_is_initials(words[0]) or words[0].strip(".").casefold() in _TITLES):
        words = words[1:]
    if _ends_with_three_initials(words):
        words = words[:-1]
    while len(words) > 1 and (_is_initials(words[-1]) or _is_suffix(words[-1])):
        words = words[:-1]
    return " ".join(words)


def _is_initials(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return (
        letters.isupper()
        and len(letters) < 4
        and _INITIALS.fullmatch(word) is not None
        and ("." in word or len(letters) < 3)
    )


def _ends_with_three_initials(words: list[str]) -> bool:
    """Whether a family name stands before three initials, as in the lists of PubMed: Jansen KLR."""
    *family, last = words
    if not family or len(last) != 3 or not (last.isalpha() and last.isupper()):
        return False
    return not family[-1].isupper() and all(map(_is_particle, family[:-1]))


def _is_particle(word: str) -> bool:
    return word.casefold() in _PARTICLES


def _is_suffix(word: str) -> bool:
    return word.casefold().strip(".,") in _SUFFIXES


def _words(plain: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    bare = re.sub("['’‘ʼ`´′]", "", bare)
    words = [_ABBREVIATED.get(word, word) for word in re.findall(r"[^\W_]+", bare)]
    kept = [w for w in words if w not in _SUFFIXES]
    return kept or words


def _scripts(name: str) -> set[str]:
    """The scripts of the letters of a name, by the first word of their names in Unicode: LATIN, CYRILLIC, CJK."""
    return {unicodedata.name(c, "?").split(" ")[0].split("-")[0] for c in name if c.isalpha()}
