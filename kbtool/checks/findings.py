"""Findings: what the rules found, with its place in the documents and both sides of a conflict."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from kbtool.knowledge.places import Declared, Span
from kbtool.knowledge.rules import Role, Severity
from kbtool.knowledge.waivers import Waiver
from kbtool.shacl.model import ValidationResult
from kbtool.text.holders import Page, Paragraph


class Origin(Struct, frozen=True):
    """Where words stand in the file that their text was extracted from, by what it has; nothing, where that is not known.

    Attributes:
        span: the place in a file that is text.
        holder: the paragraph or page of one that is none.
    """

    span: Span | None = None
    holder: Paragraph | Page | None = None


class Related(Struct, frozen=True):
    """The other side of a finding: a claim with its place, evidence with its reference and its address, or another node.

    Attributes:
        asked: of a search, its question alone; its message has its day as well.
    """

    iri: str
    message: str
    document: str | None = None
    span: Span | None = None
    quote: str | None = None
    reference: str | None = None
    declared: Declared | None = None
    address: str | None = None
    origin: Origin | None = None
    asked: str | None = None

    @property
    def in_file(self) -> Span | None:
        """Its place in the file that a reader has, if that is text."""
        return self.span if self.origin is None else self.origin.span


class FailOn(StrEnum):
    """The severity from which a finding makes a check fail."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


class BaselineState(StrEnum):
    """A finding beside the findings of an earlier day; the words are those of SARIF 2.1.0, 3.27.24."""

    NEW = "new"
    UNCHANGED = "unchanged"


class ReadAs(Struct, frozen=True):
    """How a sentence of a draft, whose claims nobody has encoded, was read.

    Attributes:
        sentence: where the sentence stands in the text.
        words: the sentence.
        confidence: how sure it is that it states this, 0 to 1.
        borrowed: the words of other sentences from which a part of it was taken.
        origin: where the sentence stands in the file.
    """

    sentence: Span
    words: str
    confidence: float
    borrowed: tuple[str, ...] = ()
    origin: Origin | None = None


class Finding(Struct, frozen=True):
    """One thing that one rule found.

    Attributes:
        code: the rule's code.
        name: the rule's name.
        severity: how grave it is.
        message: one present-tense fact.
        suggestion: what to do about it.
        brief: the suggestion where there is one line for it: its sentence with the wording for this claim, if it has one.
        lead_in: the words of that sentence before the wording, which are left out first where there is no room.
        passing: a sentence that could stand in the place of the claim; empty, where none is known.
        node: the IRI of the node that it is about.
        claim: the IRI of the claim, if it is about one.
        verdict: the claim's verdict, as its label.
        computed: the verdict that was computed, where a reviewer has decided on another or the same; else None.
        scope: in which scope the claim is decided, if it is in part; in words.
        because: why the claim is not assessed, if it is not.
        quote: the claim's words.
        document: the document's path.
        span: the place of the quote in the text of the document.
        declared: the place of the node in Turtle.
        related: the other sides, in reading order.
        more: how many there are besides.
        fingerprint: stable when unrelated lines move, and whatever evidence is listed with it.
        detail_of: where its rule tells in detail what another says once of a whole document, the code of that rule and the
            IRI of the document.
        asks: whether its rule asks what a claim states, so that it is shown by itself, in reading order.
        gathered: whether people are shown what its rule finds as one entry with a list.
        together: what the findings that are gathered with it say together; empty, where nothing is said of all.
        together_help: what to do about all of them; empty, where the suggestion fits all.
        to_curator: what the curator can do about it; empty, where the suggestion fits them, too.
        mended_by: who can mend it.
        question: the IRI of what it asserts, denies or gives a value for.
        says: what the claim states, in words.
        stars: how well the claim's verdict is founded, 0 to 4.
        stakes: what a reader risks who acts on the claim, if it is false (kb:stakes), 0 to 3.
        doubt: how far the claim's verdict speaks against its words (kb:doubt), 0 to 3.
        omits: whether it tells what the whole document leaves out, and nothing wrong with the words.
        says_the_same: whether its suggestion is that of its rule, of which nothing is filled in for it.
        outdated: where it says that the words of a claim no longer stand, the codes of what was found on them, in
            whose place it is told; else None.
        waived: the waiver, if there is one that holds.
        read_as: how its sentence was read, if it is of a draft in prose.
        origin: where the quote stands in the file of a draft; None for an article, whose text is its file.
        results: the validation results that it stands for.
        baseline: whether a baseline has it; None without a baseline.
    """

    code: str
    name: str
    severity: Severity
    message: str
    suggestion: str
    node: str
    claim: str | None
    verdict: str | None
    computed: str | None
    quote: str | None
    document: str | None
    span: Span | None
    declared: Declared | None
    related: tuple[Related, ...]
    fingerprint: str
    results: tuple[ValidationResult, ...] = ()
    more: int = 0
    waived: Waiver | None = None
    baseline: BaselineState | None = None
    detail_of: tuple[str, str] | None = None
    gathered: bool = False
    asks: bool = False
    scope: str | None = None
    because: str | None = None
    together: str = ""
    together_help: str = ""
    to_curator: str = ""
    mended_by: frozenset[Role] = frozenset({Role.EDITOR})
    brief: str = ""
    lead_in: str = ""
    passing: str = ""
    question: str | None = None
    says: str = ""
    stars: int = 0
    stakes: int = 0
    doubt: int = 0
    outdated: tuple[str, ...] | None = None
    omits: bool = False
    says_the_same: bool = False
    read_as: ReadAs | None = None
    origin: Origin | None = None

    @property
    def in_file(self) -> Span | None:
        """Its place in the file that a reader has, if that is text."""
        return self.span if self.origin is None else self.origin.span

    @property
    def encoded(self) -> str | None:
        """The IRI of the claim that it is about, if somebody has encoded that."""
        return None if self.read_as is not None else self.claim

    @property
    def harm(self) -> int:
        """What can come of it, 0 to 9: what is at stake, times how far the evidence speaks against the words."""
        return self.stakes * self.doubt

    @property
    def counts(self) -> bool:
        """Whether it counts towards the exit code: neither waived nor in the baseline."""
        return self.waived is None and self.baseline is not BaselineState.UNCHANGED

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: documents first, in reading order, then files of the knowledge base."""
        if self.document is not None:
            start, end = (self.span.start, self.span.end) if self.span else (-1, -1)
            return (0, self.document, start, end, self.code, self.message)
        where = self.declared or Declared("", 0)
        return (1, where.file, where.line, 0, self.code, self.message)
