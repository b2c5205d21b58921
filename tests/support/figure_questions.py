"""Claims that give figures, with the evidence on them, all judged in one small knowledge base. Fictional throughout."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from cases import Case, lay_out
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.store import DERIVED

QUANTITY = 'id:{id} a kb:Quantity ; kb:subject id:ibuprofen ; kb:measure kb:{measure} ; kb:year "{year}"^^xsd:gYear .\n'
CLAIM = """
id:c{n} a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "{quote}" ; kb:certainty kb:Categorical ;
    kb:gives id:q{n} ; {value} ; kb:asPrinted "{printed}" .
"""
EVIDENCE = """
id:e{n} a kb:Evidence ; kb:gives id:{quantity} ; {value} ; cito:citesAsEvidence id:{reference} ;
    kb:design kb:{design} ; kb:finding "{finding}" ; kb:verification kb:SeenAtSource .
"""
REFERENCE = """
id:{reference} a kb:Reference ; rdfs:label "Study {n}" ; kb:referenceType kb:JournalArticle ; kb:verification kb:SeenAtSource ;
    kb:retractionStatus kb:NotRetracted ; kb:checkedOn "2026-01-01"^^xsd:date .
"""
ABOUT_FIGURES = ("S02", "S1", "S2", "S5", "S7", "X", "E0", "O01")


@dataclass(frozen=True)
class Question:
    """A claim with the evidence on it, the verdict, and the rules that tell of the claim or of its evidence."""

    quote: str
    value: str
    printed: str
    evidence: list[str]
    verdict: str
    codes: str = ""
    measure: str = "responseRate"
    design: str = "RandomizedControlledTrial"
    finding: str = "Found."
    of: str = ""


def v(number: str, unit: str = "Percent") -> str:
    return f"kb:value {number} ; kb:unit kb:{unit}"


def low(one: str, other: str, unit: str = "Percent") -> str:
    return f"kb:low {one} ; kb:high {other} ; kb:unit kb:{unit}"


def least(number: str, unit: str = "Percent") -> str:
    return f"kb:atLeast {number} ; kb:unit kb:{unit}"


def most(number: str, unit: str = "Percent") -> str:
    return f"kb:atMost {number} ; kb:unit kb:{unit}"


def pc(number: str, more: str = "") -> str:
    return f'{v(number)} ; kb:asPrinted "{number}%"{more}'


def fold(number: str, more: str = "") -> str:
    return f'{v(number, "Fold")} ; kb:asPrinted "{number}"{more}'


@dataclass(frozen=True)
class Told:
    """The verdict on a claim, and the rules that tell of it or of its evidence."""

    verdict: str
    codes: str


def judged(folder: Path, questions: list[Question]) -> list[Told]:
    """Each question judged, all in one knowledge base, each claim in a paragraph of its own."""
    parts: list[str] = []
    for n, one in enumerate(questions):
        parts.append(QUANTITY.format(id=f"q{n}", measure=one.measure, year=1000 + n))
        if one.of:
            parts.append(QUANTITY.format(id=f"r{n}", measure=one.of, year=1000 + n))
        parts.append(CLAIM.format(n=n, quote=one.quote, value=one.value, printed=one.printed))
        reference = "trial-a" if one.design == Question.design else f"study-{n}"
        if reference != "trial-a":
            parts.append(REFERENCE.format(reference=reference, n=n))
        for i, item in enumerate(one.evidence):
            quantity = f"{'r' if one.of else 'q'}{n}"
            parts.append(
                EVIDENCE.format(
                    n=f"{n}-{i}",
                    quantity=quantity,
                    value=item,
                    design=one.design,
                    reference=reference,
                    finding=one.finding,
                )
            )
    article = "\n\n".join(f"Of {n}: {one.quote}." for n, one in enumerate(questions))
    kb = open_knowledge_base(lay_out(Case("X06", "".join(parts), (), article), folder / "project"))
    codes: dict[str, list[str]] = defaultdict(list)
    for finding in check(kb, kb.rules).findings:
        if finding.code.startswith(ABOUT_FIGURES) and finding.code not in ("S70", "S144", "S181"):
            name = finding.node.rpartition("/")[2]
            codes[name.partition("-")[0].lstrip("ce")].append(finding.code)
    told = []
    for n in range(len(questions)):
        (verdict,) = kb.store.quads_for_pattern(ID(f"c{n}"), KB("verdict"), None, DERIVED)
        name = str(getattr(verdict.object, "value", "")).removeprefix(KB.base)
        told.append(Told(name, " ".join(sorted(codes[str(n)]))))
    return told
