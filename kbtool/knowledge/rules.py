"""The rules as users see them: code, name, page and suggestion, read from the shapes that define them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.rdf.namespaces import DCT, KB, SH
from kbtool.rdf.terms import Term, named, number, objects
from kbtool.rdf.terms import one as one_of
from kbtool.rdf.terms import text as text_of

_TARGETS = (SH("targetClass"), SH("targetNode"), SH("targetSubjectsOf"), SH("targetObjectsOf"))


class Severity(StrEnum):
    """How grave a finding is, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its number, for sorting: 0 is the gravest."""
        return list(Severity).index(self)

    def reaches(self, threshold: Severity) -> bool:
        """Whether it is as grave as a threshold, or graver."""
        return self.rank <= threshold.rank


class Role(StrEnum):
    """Who can mend what a rule finds."""

    EDITOR = "editor"
    CURATOR = "curator"


_ROLES: dict[Term, Role] = {KB("Editor"): Role.EDITOR, KB("Curator"): Role.CURATOR}

SEVERITIES = {
    SH("Violation"): Severity.ERROR,
    SH("Warning"): Severity.WARNING,
    SH("Info"): Severity.INFO,
}
"""The severities by what SHACL calls them."""


GAPS = frozenset(
    [
        "wording",
        "proposition",
        "negation",
        "says",
        "scope",
        "figures",
        "decided",
        "printed",
        "amount",
        "document",
        "path",
    ]
)
"""The names of gaps in suggestions that are filled in for a claim or a document."""


class Rule(Struct, frozen=True):
    """One rule.

    Attributes:
        iri: the shape.
        code: stable code, such as "X05"; its letter is the family.
        name: telling name (sh:name).
        description: why the rule matters, with its source (sh:description).
        severity: how grave its findings are.
        suggestion: what an editor can do; {wording} and {negation} are filled in for each claim.
        messages: the message templates.
        derives: the property that a finding adds between its two sides, if any.
        source: where the rule comes from, if it is a policy's.
        binds: whom that source binds.
        pack: the policy pack that it is in, if that says whom it binds.
        source_read: where and when the text of its source was read.
        in_force: the days from which and until which its source holds, each if it is known.
        replaced_by: what has taken the place of its source.
        after_findings: whether it reads what the findings of the other rules left behind.
        yields_to: the codes of the rules of whose findings its own only follow, where both find something.
        outdates: whether it finds that a claim's words are gone, so that what an editor was told of them is out of date.
        asks_first: whether it asks what a claim states, so that nothing else is told of that until it is decided.
        gathered: whether people are shown what it finds as one entry with a list.
        gathered_as: what its findings say together; {because} and {other} are filled in for each list.
        gathered_suggestion: what to do about all of them, where the suggestion differs from claim to claim.
        curator_suggestion: what the curator can do about it, where the suggestion speaks to the editor.
        mended_by: who can mend what it finds.
        stakes: what is at risk by what it finds, whatever the claim (kb:stakes).
        detail_of: the code of the rule that says once of a whole document what this one says in detail, if there is one.
        finds_omission: whether it finds what a whole document leaves out, and nothing wrong with a sentence.
        needs_encoding: whether it reads what only an encoding states, so that it says nothing of a draft.
        judges_wording: whether it judges how something is said of which more is known than of the very statement.
    """

    iri: ox.NamedNode
    code: str
    name: str
    description: str
    severity: Severity
    suggestion: str
    messages: tuple[str, ...]
    derives: ox.NamedNode | None
    source: str | None = None
    binds: str | None = None
    pack: ox.NamedNode | None = None
    source_read: str | None = None
    in_force: tuple[date | None, date | None] = (None, None)
    replaced_by: str | None = None
    after_findings: bool = False
    detail_of: str | None = None
    gathered: bool = False
    gathered_as: str = ""
    gathered_suggestion: str = ""
    curator_suggestion: str = ""
    mended_by: frozenset[Role] = frozenset({Role.EDITOR})
    stakes: int = 0
    yields_to: frozenset[str] = frozenset()
    outdates: bool = False
    asks_first: bool = False
    finds_omission: bool = False
    needs_encoding: bool = False
    judges_wording: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether its source is in force on a day."""
        begins, ends = self.in_force
        return (begins is None or begins <= day) and (ends is None or day <= ends)


def read_rules(shapes: ox.Store) -> dict[ox.NamedNode, Rule]:
    """The rules in a shapes graph, by shape.

    Raises:
        InputError: a rule lacks its name, description, severity or suggestion, or two share a code.
    """
    for target in _TARGETS:
        for quad in shapes.quads_for_pattern(None, target, None, None):
            if not any(shapes.quads_for_pattern(quad.subject, DCT("identifier"), None, None)):
                raise InputError(
                    f"{quad.subject} has no code",
                    path="shapes",
                    help="each rule has a dct:identifier, such as Z01; its letter is the family",
                )
    rules: dict[ox.NamedNode, Rule] = {}
    codes: dict[str, ox.NamedNode] = {}
    for quad in shapes.quads_for_pattern(None, DCT("identifier"), None, None):
        iri, code = quad.subject, quad.object
        if not isinstance(iri, ox.NamedNode) or not isinstance(code, ox.Literal):
            continue
        if codes.setdefault(code.value, iri) != iri:
            raise InputError(
                f"{max(iri, codes[code.value], key=str)} has the code {code.value}, "
                f"which {min(iri, codes[code.value], key=str)} has too",
                path="shapes",
                help="a code belongs to one rule for ever; choose a free one",
            )
        rules[iri] = _read_rule(shapes, iri, code.value)
    return rules


def _read_rule(shapes: ox.Store, iri: ox.NamedNode, code: str) -> Rule:
    def one(predicate: ox.NamedNode) -> Term:
        for quad in shapes.quads_for_pattern(iri, predicate, None, None):
            return quad.object
        raise InputError(
            f"{iri} has no {predicate.value.rpartition('#')[2]}",
            path="shapes",
            help="each rule has sh:name, sh:description, sh:severity and kb:suggestion",
        )

    def text(predicate: ox.NamedNode) -> str:
        term = one(predicate)
        return " ".join(term.value.split()) if isinstance(term, ox.Literal) else str(term)

    grade = one(SH("severity"))
    severity = SEVERITIES.get(grade) if isinstance(grade, ox.NamedNode) else None
    if severity is None:
        raise InputError(
            f"{iri} has no severity of SHACL's",
            path="shapes",
            help="use sh:Violation, sh:Warning or sh:Info",
        )
    messages = tuple(_messages(shapes, iri))
    if not messages:
        raise InputError(
            f"rule {code} has no message",
            path="shapes",
            help="each constraint has an sh:message, one present-tense fact",
        )
    derives = [q.object for q in shapes.quads_for_pattern(iri, KB("derives"), None, None)]
    return Rule(
        iri=iri,
        code=code,
        name=text(SH("name")),
        description=text(SH("description")),
        severity=severity,
        suggestion=text(KB("suggestion")),
        messages=messages,
        derives=_derived(derives, iri),
        source=text_of(shapes, iri, DCT("source")),
        binds=text_of(shapes, iri, KB("binds")),
        pack=next(named(objects(shapes, iri, KB("inPack"))), None),
        source_read=text_of(shapes, iri, KB("sourceRead")),
        in_force=(_day(shapes, iri, "inForceFrom"), _day(shapes, iri, "inForceUntil")),
        replaced_by=text_of(shapes, iri, KB("replacedBy")),
        after_findings=text_of(shapes, iri, KB("afterFindings")) == "true",
        yields_to=_codes(shapes, iri, KB("yieldsTo")),
        outdates=text_of(shapes, iri, KB("outdates")) == "true",
        asks_first=text_of(shapes, iri, KB("asksFirst")) == "true",
        finds_omission=text_of(shapes, iri, KB("findsOmission")) == "true",
        needs_encoding=text_of(shapes, iri, KB("needsEncoding")) == "true",
        judges_wording=text_of(shapes, iri, KB("judgesWording")) == "true",
        gathered=text_of(shapes, iri, KB("gathered")) == "true",
        gathered_as=text_of(shapes, iri, KB("gatheredAs")) or "",
        curator_suggestion=text_of(shapes, iri, KB("curatorSuggestion")) or "",
        gathered_suggestion=text_of(shapes, iri, KB("gatheredSuggestion")) or "",
        mended_by=_roles(shapes, iri),
        stakes=number(shapes, iri, KB("stakes")),
        detail_of=text_of(shapes, one_of(shapes, iri, KB("detailOf")), DCT("identifier")),
    )


def _roles(shapes: ox.Store, rule: ox.NamedNode) -> frozenset[Role]:
    """Who can mend what a rule finds: the editor, where it does not say."""
    named = frozenset(
        role for term in objects(shapes, rule, KB("mendedBy")) if (role := _ROLES.get(term))
    )
    return named or frozenset({Role.EDITOR})


def _day(shapes: ox.Store, rule: ox.NamedNode, name: str) -> date | None:
    """A day that a rule names; one that cannot be read would let the rule hold for ever."""
    said = text_of(shapes, rule, KB(name))
    try:
        return date.fromisoformat(said) if said is not None else None
    except ValueError:
        raise InputError(
            f"{rule} has kb:{name} {said!r}, which is not a day",
            path="shapes",
            help='give a date, such as "2023-07-26"^^xsd:date',
        ) from None


def _codes(shapes: ox.Store, rule: ox.NamedNode, property: ox.NamedNode) -> frozenset[str]:
    """The codes of the rules that a rule names."""
    return frozenset(
        code.value
        for quad in shapes.quads_for_pattern(rule, property, None, None)
        for code in objects(shapes, quad.object, DCT("identifier"))
        if isinstance(code, ox.Literal)
    )


def _derived(values: Collection[Term], rule: ox.NamedNode) -> ox.NamedNode | None:
    properties = [value for value in values if isinstance(value, ox.NamedNode)]
    if len(properties) != len(values) or len(properties) > 1:
        raise InputError(
            f"{rule} has a kb:derives that is not one property",
            path="shapes",
            help="name the property that findings add, such as kb:conflictsWith",
        )
    return properties[0] if properties else None


def _messages(shapes: ox.Store, shape: ox.NamedNode) -> list[str]:
    found: list[str] = []
    for link in (SH("sparql"), SH("property")):
        for quad in shapes.quads_for_pattern(shape, link, None, None):
            if isinstance(quad.object, ox.Literal | ox.Triple):
                continue
            for message in shapes.quads_for_pattern(quad.object, SH("message"), None, None):
                if isinstance(message.object, ox.Literal) and message.object.value not in found:
                    found.append(message.object.value)
    return sorted(found)
