"""Does what a registry says of a reference fit what is recorded? Both sides are normalised alike."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from msgspec import Struct

from kbtool.references.names import same_name
from kbtool.references.record import Record, ReferenceType, Stated
from kbtool.references.reference import Reference
from kbtool.references.retractions import Notice
from kbtool.references.spellings import spelt_alike, umlauts_spelt
from kbtool.text.raised import spelled, without_needless_marks


class Aspect(StrEnum):
    """What is compared."""

    TITLE = "title"
    HEADING = "heading"
    """Of a page or a trial, which may be revised."""
    FIRST_AUTHOR = "first author"
    YEAR = "year"
    JOURNAL = "journal"
    NAME = "name"
    """Of a drug or a section of law."""
    IDENTIFIER = "identifier"
    KIND = "kind"
    TYPE = "type"
    """A preprint, or an article that a journal has reviewed."""
    PART = "part"

    @property
    def is_identity(self) -> bool:
        """Whether it tells one paper from another; a year may be that of print or of the web."""
        return self in (Aspect.TITLE, Aspect.FIRST_AUTHOR, Aspect.IDENTIFIER, Aspect.KIND)


class Difference(Struct, frozen=True):
    """One thing in which record and reference differ.

    Attributes:
        what: in what.
        recorded: what the knowledge base has.
        registry: what the registry has.
        score: how alike two titles are, 0 to 100; a suggestion, no more.
    """

    what: Aspect
    recorded: str
    registry: str
    score: float | None = None

    def __str__(self) -> str:
        """The difference in words."""
        alike = "" if self.score is None else f" ({self.score:.0f}% alike)"
        return f"the {self.what} is “{self.registry}” there, “{self.recorded}” here{alike}"


class Match(Struct, frozen=True):
    """What came of comparing.

    Attributes:
        compared: what could be compared.
        differences: in what the two differ.
        confirms: whether the record is of the reference, and enough was compared to say so.
        confirms_identifier: whether the identifier that was looked up is one of the reference.
    """

    compared: tuple[Aspect, ...]
    differences: tuple[Difference, ...]
    confirms: bool
    confirms_identifier: bool


def is_doubt(found: Match, record: Record) -> bool:
    """Whether a record says that there is no such thing, or that it is another."""
    return not record.exists or any(d.what.is_identity for d in found.differences)


def match(reference: Reference, record: Record) -> Match:
    """Compare a reference with a record; what is a preprint there is no journal article here.

    A title fits with or without the subtitle; a year, if it is that of print or of the web; a first author by the
    family name, if both are in one script; a journal by its name or its short name. A reference without a title is
    confirmed by the other three together, and by none of them alone. Of a trial or an application that the reference is
    about, only names are compared.
    """
    compared: list[Aspect] = []
    found: list[Difference] = []
    own = not record.about or reference.reference_type == record.reference_type
    if record.names:
        compared.append(Aspect.NAME)
        said = f"{reference.label} {reference.title or ''}"
        named = _headed if record.reference_type == ReferenceType.REGULATION else _named
        if not any(named(name, said) for name in record.names):
            found.append(Difference(Aspect.NAME, reference.label, ", ".join(record.names[:3])))
    elif own and reference.title and record.title:
        compared.append(Aspect.TITLE)
        if not _same_title(reference.title, record):
            from rapidfuzz.fuzz import ratio

            score = ratio(_bare(reference.title), _bare(record.title))
            what = Aspect.TITLE if not record.about else Aspect.HEADING
            found.append(Difference(what, reference.title, record.title, score))
    if not record.about and reference.first_author and record.authors:
        same = same_name(reference.first_author, _first_names(record))
        if same is not None:
            compared.append(Aspect.FIRST_AUTHOR)
        if same is False:
            found.append(Difference(Aspect.FIRST_AUTHOR, reference.first_author, record.authors[0]))
    if not record.about and reference.year and record.years:
        compared.append(Aspect.YEAR)
        if reference.year not in record.years:
            years = ", ".join(str(year) for year in record.years)
            found.append(Difference(Aspect.YEAR, str(reference.year), years))
    journals = [n for n in (record.container, record.container_short, *record.also_in) if n]
    if not record.about and reference.container and journals:
        fits = _same_journal(reference.container, journals)
        if fits:
            compared.append(Aspect.JOURNAL)
        elif fits is None:
            found.append(Difference(Aspect.JOURNAL, reference.container, journals[0]))
    elif not record.about and not reference.container and Aspect.TITLE not in compared:
        compared += [Aspect.JOURNAL] if _cited_in(reference.label, journals) else []
    types = (reference.reference_type, record.reference_type)
    if set(types) == {ReferenceType.PREPRINT, ReferenceType.JOURNAL_ARTICLE}:
        ours, theirs = (_TYPES[type_ or ""] for type_ in types)
        found.append(Difference(Aspect.TYPE, ours, theirs))
    found += _other_identifiers(reference, record)
    found += [
        Difference(Aspect.KIND, "a source of evidence", f"{_kind(notice)}{_of(notice)}")
        for notice in record.notice_of
    ]
    found += [
        Difference(Aspect.PART, record.identifier.value, f"no {state.value}")
        for state in record.states
        if state.what is Stated.PART_NOT_FOUND
    ]
    fits = record.exists and not found
    cited = {Aspect.FIRST_AUTHOR, Aspect.YEAR, Aspect.JOURNAL}
    enough = Aspect.NAME in compared or Aspect.TITLE in compared or cited <= set(compared)
    return Match(
        tuple(compared),
        tuple(found),
        confirms=fits and own and enough,
        confirms_identifier=fits and enough,
    )


_TYPES = {
    ReferenceType.PREPRINT.value: "preprint",
    ReferenceType.JOURNAL_ARTICLE.value: "journal article",
}


def _kind(notice: Notice) -> str:
    article = "an" if notice.nature[:1] in "AEIOUaeiou" else "a"
    return f"{article} {notice.nature.lower()}"


def _of(notice: Notice) -> str:
    return f" of {notice.address}" if notice.address else ""


def _other_identifiers(reference: Reference, record: Record) -> list[Difference]:
    """Identifiers of other schemes that record and reference both have, and that are not the same."""
    found = []
    for theirs in record.identifiers:
        ours = [i for i in reference.identifiers if i.scheme == theirs.scheme]
        other = theirs.scheme != record.identifier.scheme
        if ours and other and all(i.key != theirs.key for i in ours):
            found.append(Difference(Aspect.IDENTIFIER, str(ours[0]), str(theirs)))
    return found


def _same_title(title: str, record: Record) -> bool:
    """Whether titles are the same, in any spelling; the subtitle and the mark of a retraction may be missing."""
    ours = _as_first_printed(_without_markup(title) or title)
    theirs = [_as_first_printed(t) for t in (record.title, *record.also_titled) if t]
    whole, main = ({form for t in theirs for form in _forms(of(t))} for of in (str, _main))
    return bool(_forms(ours) & (whole | main) or _forms(_main(ours)) & whole)


def _forms(title: str) -> set[str]:
    return {_bare(title), *(spelt_alike(_words(t)) for t in (title, umlauts_spelt(title)))}


def _without_markup(title: str) -> str | None:
    if "<" not in title and "&" not in title:
        return " ".join(title.split())
    from kbtool.references.markup import plain

    return plain(title)


_WHAT = "(?: (?:article|paper|chapter))?"
_STATUS = re.compile(
    rf"^\W*(?:retracted|withdrawn|removed|temporary removal){_WHAT}(?:\s*[]:.)–—]| -\s)\W*(?=\w)"
    rf"|[\s.]*[(\[](?:retracted|withdrawn){_WHAT}\b[^()\[\]]*[)\]]\W*$",
    re.IGNORECASE,
)
"""What publishers write before the title of a paper that they retract, and databases behind it: "RETRACTED: ..."."""


def _as_first_printed(title: str) -> str:
    """A title without the mark of its retraction; a notice on it ("Retraction: ...") keeps its own."""
    bare = _STATUS.sub("", title)
    return bare if _words(bare) else title


def _main(title: str) -> str:
    """A title without its subtitle."""
    return re.split(r"[:?.]\s|\s[–—-]\s", title, maxsplit=1)[0]


def _first_names(record: Record) -> list[str]:
    """The names under which the first author may be cited, alone or with the given name."""
    whole = [f"{other} {record.authors[0]}" for other in record.also_first]
    return [record.authors[0], *record.also_first, *whole]


def _same_journal(recorded: str, theirs: list[str]) -> bool | None:
    """Whether a journal is one of these; False where one name is only a part of another, None where neither is."""
    ours = _journal(recorded)
    names = [_journal(name) for name in theirs]
    if ours in names:
        return True
    return False if any(ours in name or name in ours for name in names) else None


def _cited_in(label: str, journals: list[str]) -> bool:
    """Whether a short citation names one of some journals behind the year: "Feder et al. 2014, JAMA Psychiatry 71:681"."""
    behind = re.search(r"\b(?:19|20)\d\d[a-z]?, (.+)", label)
    said = _words(behind[1]) if behind else []
    names = [_words(name) for name in journals]
    return any(
        name
        and said[: len(name)] == name
        and (len(said) == len(name) or said[len(name)][0].isdigit())
        for name in names
    )


def _journal(name: str) -> str:
    return "".join(w for w in _words(name) if w not in ("the", "and", "of"))


def _headed(heading: str, said: str) -> bool:
    """Whether a text has a heading, word by word: "Schedule I" is not in "Schedule III"."""
    return f" {' '.join(_words(heading))} " in f" {' '.join(_words(said))} "


def _named(name: str, said: str) -> bool:
    """Whether a text has the name of a drug, or of its active part: "ketamine" for "KETAMINE HYDROCHLORIDE".

    The first word of "SODIUM CHLORIDE" says nothing of a drug, so there the whole name is needed.
    """
    words = _words(name)
    if not words:
        return False
    active = words[0] not in _CATIONS and len(words[0]) > 3
    return _headed(name, said) or (active and words[0] in _words(said))


_CATIONS = frozenset({
    "aluminum", "ammonium", "barium", "bismuth", "calcium", "ferric", "ferrous", "iron", "lithium", "magnesium", "potassium",
    "silver", "sodium", "zinc",
})  # fmt: skip


def _bare(text: str) -> str:
    """Words alone, in lower case and without accents; figures stay apart, and a sign behind a word stays: CD4+, CD4−."""
    joined = ""
    for word in _words(text):
        joined += (" " if joined[-1:].isdigit() and word[0].isdigit() else "") + word
    return joined


def _words(text: str) -> list[str]:
    """The words and figures of a text, levelled; 1.5 is one figure, as is 1·5, and 10⁶ is two, as is 10^6."""
    marked = without_needless_marks(spelled(text))
    level = unicodedata.normalize("NFKD", marked.casefold())
    level = "".join(c for c in level if not unicodedata.combining(c)).replace("_", " ")
    level = _GREEK.sub(lambda letter: _spelled_out(letter[0]), level.replace("&", " and "))
    level = re.sub(r"(?<=\d)[·٫](?=\d)", ".", level)
    level = re.sub(r"(?<=\w)[−–-](?=[\s)\]]|$)", " minus ", level).replace("+", " plus ")
    return re.findall(r"\d+(?:[.,]\d+)+|\w+", level)


_GREEK = re.compile("(?<![\u0370-\u03ff])[\u03b1-\u03c9](?![\u0370-\u03ff])")
"""A Greek letter by itself, which databases spell out; a title in Greek stays as it is."""


def _spelled_out(letter: str) -> str:
    return unicodedata.name(letter).rpartition(" ")[2].casefold()
