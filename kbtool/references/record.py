"""What a registry says of one thing that it has on record."""

from __future__ import annotations

from datetime import date
from enum import Enum, StrEnum

from msgspec import Struct

from kbtool.references.identifiers import Identifier
from kbtool.references.retractions import Notice


class ReferenceType(StrEnum):
    """The types of references that registries know, by their terms; a vocabulary may have more."""

    BOOK = "Book"
    DATASET = "Dataset"
    DRUG_LABEL = "DrugLabel"
    JOURNAL_ARTICLE = "JournalArticle"
    NEWS_ITEM = "NewsItem"
    PREPRINT = "Preprint"
    REGULATION = "Regulation"
    REGULATORY_APPROVAL = "RegulatoryApproval"
    TRIAL_REGISTRATION = "TrialRegistration"
    WEB_PAGE = "WebPage"


class TextIs(StrEnum):
    """What the text is that a registry gives."""

    ABSTRACT = "abstract"
    WHOLE = "whole text"
    PAGE = "page"
    """All of a page that is there without running its scripts."""


APART = "\n* * *\n"
"""What stands between two forms of one text, so that no quotation reaches from one into the other."""


class Stated(Enum):
    """What a registry may state of a trial, an application, a label or a section: a property, and the type of its values."""

    TRIAL_STATUS = ("trialStatus", str)
    RESULTS_POSTED = ("resultsPosted", bool)
    APPROVED = ("approved", bool)
    APPROVED_ON = ("approvedOn", date)
    MARKETING_STATUS = ("marketingStatus", str)
    DEA_SCHEDULE = ("deaSchedule", str)
    LABEL_EFFECTIVE = ("labelEffective", date)
    PART_NOT_FOUND = ("partNotFound", str)

    def __init__(self, term: str, type_: type[str | bool | date]) -> None:
        self.term = term
        self.type = type_


class State(Struct, frozen=True):
    """One thing that a registry states."""

    what: Stated
    value: str | bool | date


class Record(Struct, frozen=True):
    """What a registry says.

    Attributes:
        registry: the registry, a term of the vocabulary: Crossref, PubMed ...
        identifier: what was looked up.
        day: the day on which the registry said it; of a data file, the day that it is from.
        exists: whether the registry has it; all else is empty, if not.
        about: whether the record is of the reference itself, or of something that the reference is about (a trial, an
            application); only the first has the reference's title, authors and year.
        title: the title.
        also_titled: other forms of the title, with its subtitle, say.
        authors: family names, or names of groups, in order.
        also_first: other names under which it may be cited: the first author's given name, which may stand in the place of
            the family name, groups among the authors, the first person behind a group.
        years: the years in which it was published: in print, online.
        issued: the date, as far as it is known: 2019, 2019-11, 2019-11-11.
        container: the journal, the book that a chapter is in, the server of a preprint.
        container_short: its short title.
        also_in: what else it appeared in: the series of the book, the journal in another language.
        volume: volume.
        pages: pages, or the number of the article.
        publisher: the publisher, the sponsor.
        reference_type: the type of reference, a term of the vocabulary: a ``ReferenceType`` or another.
        identifiers: other identifiers that the registry gives for it.
        names: names of which one should stand in the reference's short citation: of a drug, of a section.
        notices: notices on it.
        notice_of: what it is a notice on itself, if it is one.
        states: what else the registry states.
        text: its text, as far as the registry gives it.
        text_is: what that text is; None, if that is not known.
        unread: what could not be read of the answer, or is missing from it, in words.
        notices_unknown: why notices on it may be missing; None, if all were asked for.
    """

    registry: str
    identifier: Identifier
    day: date
    exists: bool = True
    about: bool = False
    title: str | None = None
    also_titled: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    also_first: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    issued: str | None = None
    container: str | None = None
    container_short: str | None = None
    also_in: tuple[str, ...] = ()
    volume: str | None = None
    pages: str | None = None
    publisher: str | None = None
    reference_type: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    names: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    notice_of: tuple[Notice, ...] = ()
    states: tuple[State, ...] = ()
    text: str | None = None
    text_is: TextIs | None = TextIs.ABSTRACT
    unread: tuple[str, ...] = ()
    notices_unknown: str | None = None

    @property
    def is_of_notices_only(self) -> bool:
        """Whether it says nothing of what was looked up but the notices on it."""
        said = (self.title, self.names, self.authors, self.years, self.identifiers, self.states)
        return self.exists and not any(said)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said in it: a registry of notices has none."""
        said = (self.title, self.names, self.authors, self.years, self.identifiers, self.text)
        more = (self.notices, self.notice_of, self.states)
        return self.exists and not any(said) and not any(more)
