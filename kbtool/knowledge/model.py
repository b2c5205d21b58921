"""What a knowledge base says, as typed values: claims, what they state, and the evidence for and against each.

The values are read once from the store (``reading.Reader``); nothing here knows RDF. Fields are called as in the vocabulary.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from kbtool.knowledge.places import Declared, Span
from kbtool.text.document import Document


class Concept(Struct, frozen=True, order=True):
    """Something with a name: a drug, a design, a verdict, a unit. Its IRI, and how it reads."""

    iri: str
    label: str

    def __str__(self) -> str:
        """How it reads."""
        return self.label


class Stance(StrEnum):
    """How a claim holds what it states."""

    ASSERTS = "asserts"
    DENIES = "denies"
    GIVES = "gives"


class Bearing(StrEnum):
    """How an item of evidence bears on a proposition or quantity."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    GIVES = "gives"
    NEUTRAL = "neutralOn"


class QuestionType(Struct, frozen=True):
    """A type of question, and what may answer it.

    Attributes:
        iri: the type.
        label: how it reads.
        required_level: the OCEBM level of evidence from which it can be decided; None, if none does.
        authorities: the kinds of source that decide it by themselves, by label.
    """

    iri: str
    label: str
    required_level: int | None
    authorities: tuple[str, ...]


class Qualification(Struct, frozen=True):
    """What narrows a scope: a qualifier, as it reads, and its values."""

    qualifier: str
    values: tuple[Concept, ...]


class Proposition(Struct, frozen=True):
    """What can be true or false, phrased positively.

    Attributes:
        iri: the node.
        phrase: it, in words.
        subject: what it is about.
        predicate: what it says of that.
        object: of what it says so.
        scope: the qualifiers that narrow it, in the order of their labels.
        question: the type of question that it answers.
    """

    iri: str
    phrase: str
    subject: Concept
    predicate: Concept
    object: Concept
    scope: tuple[Qualification, ...]
    question: QuestionType | None


class Quantity(Struct, frozen=True):
    """A question that has one true value; the attributes are those of a proposition, with a measure."""

    iri: str
    phrase: str
    subject: Concept
    measure: Concept
    scope: tuple[Qualification, ...]
    question: QuestionType | None


Question: TypeAlias = Proposition | Quantity
"""What claims and evidence meet at."""


class Figure(Struct, frozen=True):
    """A value as it is stated.

    Attributes:
        as_printed: it, as it is printed.
        unit: its unit.
        kind: the kind of the unit; figures of one kind can be compared.
        lower: the lower end of what it stands for, in the base unit of the kind; None, if it is open.
        upper: the upper end of that.
    """

    as_printed: str
    unit: Concept | None
    kind: Concept | None
    lower: Decimal | None
    upper: Decimal | None


class Resolution(Struct, frozen=True):
    """A reviewer's decision that is in force.

    Attributes:
        iri: the decision.
        reviewer: who decided.
        date: when, as it is written; empty, if it does not say.
        reason: why.
        current: whether claim and evidence are as they were; None, if the decision does not say.
    """

    iri: str
    reviewer: str
    date: str
    reason: str
    current: bool | None


class Verdict(Struct, frozen=True):
    """What the evidence says of a claim.

    Attributes:
        concept: the verdict in force: that of a decision, else the computed one; None, if there is none.
        computed: the computed verdict.
        stars: how well it is founded, 0 to 4.
        supporting, disputing: direct lines of evidence for the claim and against it, of any tier.
        resolution: the decision that is in force.
        scope: in which scope it is decided, where it is in part; in words.
        because: why it is not assessed.
    """

    concept: Concept | None
    computed: Concept | None
    stars: int
    supporting: int
    disputing: int
    resolution: Resolution | None
    scope: str | None = None
    because: Concept | None = None

    @property
    def label(self) -> str:
        """The verdict in force, as it reads; empty, if there is none."""
        return "" if self.concept is None else self.concept.label


class Claim(Struct, frozen=True):
    """One document's statement.

    Attributes:
        iri: the claim.
        name: its name, as commands take it.
        quote: its words.
        document: the document that it is quoted from; None, if that is not declared.
        span: where the words stand there; None, if they were not found.
        says: what it states, in words.
        stance: how it holds that; None, if it states nothing.
        question: the proposition or quantity that it holds so; None, if that is not described whole.
        question_iri: the node of that.
        figure: the value that it gives.
        certainty: how firmly it is worded.
        scope_as_stated: the document's own words that limit it.
        cites: what the document cites for it, in words.
        verdict: what the evidence says of it.
        declared: where it stands in Turtle.
    """

    iri: str
    name: str
    quote: str
    document: Document | None
    span: Span | None
    says: str
    stance: Stance | None
    question: Question | None
    question_iri: str | None
    figure: Figure | None
    certainty: Concept | None
    scope_as_stated: str | None
    cites: tuple[str, ...]
    verdict: Verdict
    declared: Declared | None

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sort key: documents by path, then places in them."""
        path = str(self.document.path) if self.document else "~"
        start, end = (self.span.start, self.span.end) if self.span else (-1, -1)
        return path, start, end, self.iri


class Source(Struct, frozen=True):
    """A reference as what evidence is taken from.

    Attributes:
        iri, label, address: the reference, its short citation, and where a reader finds it, if anything says.
        identifiers: its identifiers, each with the name of its scheme.
        reservations, confirmed: why it decides nothing, whatever its design; the registry that confirms it, and when.
    """

    iri: str
    label: str
    identifiers: tuple[str, ...]
    reservations: tuple[str, ...]
    confirmed: str | None
    address: str | None = None


class Evidence(Struct, frozen=True):
    """What one reference found.

    Attributes:
        iri: the item.
        bearing: how it bears on what it is about; None, if it does not say.
        question_iri: the proposition or quantity that it is about.
        finding: what was found, in words.
        source: the reference; None, if it names none.
        design: the design of the study, or the kind of authority.
        level: its OCEBM level for the question, if it has one.
        figure: the value that it gives.
        excerpt: the reference's own words.
        locator: where they stand there.
        warrant: why a law or a label bears on the question, if that is said.
        neutral_because: why it speaks neither way on what it is neutral on, if that is said.
        verification: how the finding was verified.
        declared: where it stands in Turtle.
    """

    iri: str
    bearing: Bearing | None
    question_iri: str | None
    finding: str
    source: Source | None
    design: Concept | None
    level: int | None
    figure: Figure | None
    excerpt: str | None
    locator: str | None
    warrant: str | None
    verification: Concept | None
    declared: Declared | None
    neutral_because: str | None = None


class EvidenceLine(Struct, frozen=True):
    """One item of evidence as it bears on one claim.

    Attributes:
        evidence: the item.
        supporting, disputing: whether it speaks for the claim, and against it; it may do neither.
        directness: direct, indirect or of a narrower scope.
        decisive, decisive_in_part: whether it is of the tier that decides, the claim or a narrower scope alone.
        tier: 0 for an authority, else the OCEBM level; None where neither applies.
        via: the proposition or quantity that it bears on.
        scope: the scope in which it was studied, beyond that of `via`; in words.
        not_counted: why it may not decide the claim.
    """

    evidence: Evidence
    supporting: bool
    disputing: bool
    directness: Concept | None
    decisive: bool
    tier: int | None
    via: Concept | None
    scope: str | None = None
    not_counted: tuple[Concept, ...] = ()
    decisive_in_part: bool = False
