"""The page of a claim: its words, what it states, the verdict on it, and all that this rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.checks.wordings import passing, wording
from kbtool.io.history import Commit
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.chain import Chain, chain
from kbtool.knowledge.model import Claim, EvidenceLine, Qualification, Source, Stance
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import whole
from kbtool.rdf.turtle.blocks import Block
from kbtool.reports.explanation import needs, spread, unchecked
from kbtool.reports.pages.here import Here, Page
from kbtool.reports.undecided import undecided
from kbtool.reports.wording import counted, in_paragraph, sides

OTHERS = 30
"""Other claims, statements and lines of evidence that are shown of one kind, where there are very many."""


class Item(Struct, frozen=True):
    """A line of evidence as the page shows it.

    Attributes:
        line: the line.
        studied: who was studied, how many, and in what setting.
        why_not: why it does not decide; nothing, if it does.
        bears_through: the statement that it is about, where that is another one than the claim's.
    """

    line: EvidenceLine
    studied: str
    why_not: str
    bears_through: str


class Side(Struct, frozen=True):
    """The evidence on one side.

    Attributes:
        title: which side.
        deciding: what decides, wholly or in part.
        others: what counts and does not decide.
        uncounted: what was considered and not counted.
        hidden: how many lines are not shown.
    """

    title: str
    deciding: tuple[Item, ...]
    others: tuple[Item, ...]
    uncounted: tuple[Item, ...]
    hidden: int

    @property
    def number(self) -> int:
        """How many lines there are."""
        return len(self.deciding) + len(self.others) + len(self.uncounted) + self.hidden


class Stated(Struct, frozen=True):
    """A node as Turtle states it.

    Attributes:
        what: what it is.
        file: where that stands.
        block: it.
    """

    what: str
    file: str
    block: Block


def claim_page(here: Here, iri: str) -> Page:
    """The page of a claim.

    Args:
        here: where it is.
        iri: the claim.
    """
    holdings = here.holdings
    kb = holdings.kb
    found = chain(kb, ox.NamedNode(iri))
    claim = found.claim
    stated = tuple(_stated(here, claim))
    return here.render(
        "claim.html",
        claim.says or claim.name,
        claim=claim,
        chain=found,
        passage=in_paragraph(claim.document.text, claim.span)
        if claim.document and claim.span
        else None,
        denies=claim.question.phrase if claim.stance is Stance.DENIES and claim.question else "",
        needs=needs(claim.question),
        spread=spread(found),
        decided_by=_decided_by(found),
        sides=[one for one in _sides(kb, found) if one.number],
        findings=holdings.of_claim.get(iri, ()),
        wording=wording(kb, claim),
        passes=passing("{wording}", kb, claim),
        clashes=holdings.clashes_of.get(iri, ()),
        not_comparable=sorted(found.not_comparable, key=lambda one: len(one.differences))[:OTHERS],
        also=found.also[:OTHERS],
        more_also=len(found.also[OTHERS:]),
        unchecked=list(unchecked(found)),
        stated=stated,
        history=_history(here, stated),
    )


def _sides(kb: KnowledgeBase, found: Chain) -> Iterator[Side]:
    for title, lines in sides(found.lines):
        items = [_item(kb, line, found) for line in lines[:OTHERS]]
        deciding = [one for one in items if one.line.decisive or one.line.decisive_in_part]
        rest = [one for one in items if one not in deciding]
        yield Side(
            title,
            tuple(deciding),
            tuple(one for one in rest if not one.line.not_counted),
            tuple(one for one in rest if one.line.not_counted),
            len(lines[OTHERS:]),
        )


def _item(kb: KnowledgeBase, line: EvidenceLine, found: Chain) -> Item:
    via = kb.reader.question(ox.NamedNode(line.via.iri)) if line.via else None
    is_other = line.via is not None and line.via.iri != found.claim.question_iri
    through = bool(line.evidence.warrant) or is_other
    return Item(
        line,
        "; ".join(_studied(kb, line, via.scope if via else ())),
        undecided(line, found),
        line.via.label if line.via and through else "",
    )


def _studied(
    kb: KnowledgeBase, line: EvidenceLine, scope: Iterable[Qualification]
) -> Iterator[str]:
    """Who was studied, how many, and in what setting, as the evidence and what it is about say."""
    node, read = ox.NamedNode(line.evidence.iri), kb.columns
    people = [kb.labels.label(term) for term in read.objects(node, KB("studyPopulation"))]
    yield from people
    for name, noun in (("sampleSize", "participant"), ("studyCount", "study")):
        number = whole(read.text(node, KB(name)))
        if number:
            yield counted(number, noun) if noun != "study" or number == 1 else f"{number} studies"
    for each in scope:
        if [str(value) for value in each.values] != people:
            yield f"{each.qualifier}: {' and '.join(map(str, each.values))}"
    if line.scope:
        yield line.scope


def _decided_by(found: Chain) -> list[Source]:
    """The references that decide, each once; what decides a narrower scope alone does so where the verdict is in part.

    If one of them fell, what is weaker may decide instead, so that it is not said here what hangs on them: that is worked
    out by deriving everything anew (kbtool.knowledge.supposing).
    """
    in_part = found.claim.verdict.scope is not None
    sources = {
        line.evidence.source.iri: line.evidence.source
        for line in found.lines
        if (line.decisive or (in_part and line.decisive_in_part)) and line.evidence.source
    }
    return list(sources.values())


def _stated(here: Here, claim: Claim) -> Iterator[Stated]:
    kb = here.holdings.kb
    question = None if claim.question_iri is None else ox.NamedNode(claim.question_iri)
    of_question = None if question is None else kb.places.declared(question)
    resolution = claim.verdict.resolution
    decision = None if resolution is None else ox.NamedNode(resolution.iri)
    for what, node, declared in (
        ("The claim", ox.NamedNode(claim.iri), claim.declared),
        ("What it states", question, of_question),
        ("The decision", decision, kb.places.declared(decision)),
    ):
        if node is not None and declared is not None:
            block = here.holdings.blocks.block(declared.file, node.value)
            if block is not None:
                yield Stated(what, declared.file, block)


def _history(here: Here, stated: Iterable[Stated]) -> list[Commit]:
    """The commits from which the claim and what it states are as they are, the newest first."""
    edits = {
        edit
        for one in stated
        for edit in here.holdings.history(one.file, one.block.first, one.block.last)
    }
    return sorted(edits, key=lambda edit: (edit.day, edit.name), reverse=True)
