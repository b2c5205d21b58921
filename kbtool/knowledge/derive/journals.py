"""References beside others: in journals whose names, DOIs and types are unlike theirs; and labels of products."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from msgspec import Struct

from kbtool.rdf.namespaces import DCT, KB, RDFS, SKOS
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, value

_CITED = re.compile(r"\b(?:19|20)\d\d[a-z]?(?: \([^)]*\))?,? ([^\d(;:,]+?)(?=\s*(?:\d|[(;:,]|$))")
"""What stands behind the year of a short citation, up to the volume: "Bora et al. 2016, Psychol Med 46:699"."""
_WORD = re.compile(r"[^\W\d_]+")
_OTHER = re.compile(r"[^a-z0-9]+")
_SMALL = frozenset({"and", "der", "des", "die", "et", "for", "für", "in", "of", "on", "the", "und"})
_YEARS = 5
"""For how many years around the others of its journal count: journals change their publisher. A convention of kbtool."""


_VOLUME = re.compile(r" (\d{1,3})(?:\(\d+\))?:[a-z]*\d", re.IGNORECASE)
"""The volume in a short citation: "JAMA 331:850-60"."""
_OTHERS = 2
"""So many other volumes of the journal that agree tell which is of which year."""
_STEPS = 3
"""So far a volume may lie from its year: papers appear before they are in print."""


class _Paper(Struct, frozen=True):
    node: ox.NamedNode
    journal: str
    label: str
    prefix: str
    year: int | None


def journal_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """A kb:journalCited, the journal of another reference that the short citation names in the place of its own; a
    kb:doiUnlikeOf, a reference in the same journal whose DOI begins otherwise; a kb:typeUnlikeOf; a kb:labelTwiceOf; and a
    kb:volumeOutOfStep, the volume that it cites, where by those of all others it is of another year.

    Args:
        store: the knowledge base.
    """
    papers = list(_papers(store))
    journals = sorted({paper.journal for paper in papers})
    for paper in papers:
        cited = _cited(paper.label)
        if cited and not abbreviates(cited, paper.journal):
            other = next((j for j in journals if abbreviates(cited, j, whole=True)), None)
            if other is not None:
                yield ox.Quad(paper.node, KB("journalCited"), ox.Literal(other), DERIVED)
    by_journal: dict[str, list[_Paper]] = defaultdict(list)
    by_prefix: dict[str, set[str]] = defaultdict(set)
    for paper in papers:
        if paper.prefix:
            by_journal[paper.journal].append(paper)
            by_prefix[paper.prefix].add(paper.journal)
    for paper in (paper for same in by_journal.values() for paper in same):
        beside = [p for p in by_journal[paper.journal] if p.node != paper.node and _near(p, paper)]
        elsewhere = by_prefix[paper.prefix] - {paper.journal}
        if beside and elsewhere and all(p.prefix != paper.prefix for p in beside):
            other_one = min(beside, key=lambda p: p.node.value)
            yield ox.Quad(paper.node, KB("doiUnlikeOf"), other_one.node, DERIVED)
    yield from _volumes(papers)
    yield from _types(store)
    yield from _products(store)


def _volumes(papers: Iterable[_Paper]) -> Iterator[ox.Quad]:
    """Volumes out of step: most journals count one a year, and of those the others tell which is of which year."""
    by_journal: dict[str, list[tuple[_Paper, int, int]]] = defaultdict(list)
    for paper in papers:
        found = _VOLUME.search(paper.label)
        if found and paper.year is not None:
            volume = int(found[1])
            by_journal[paper.journal].append((paper, volume, paper.year - volume))
    for some in by_journal.values():
        for paper, volume, own in some:
            others = sorted((step, p.node.value) for p, _, step in some if p.node != paper.node)
            steps = [step for step, _ in others]
            if len(steps) < _OTHERS or steps[-1] - steps[0] > 1 or abs(own - steps[0]) <= _STEPS:
                continue
            slip = ox.NamedNode(f"{DERIVED.value}/volume/{paper.node.value.rpartition('/')[2]}")
            yield ox.Quad(paper.node, KB("volumeOutOfStep"), slip, DERIVED)
            yield ox.Quad(slip, KB("besideReference"), ox.NamedNode(others[0][1]), DERIVED)
            for name, number in (("volumeCited", volume), ("yearOfVolume", volume + steps[0])):
                yield ox.Quad(slip, KB(name), ox.Literal(number), DERIVED)


def _products(store: ox.Store) -> Iterator[ox.Quad]:
    """References to one product, of a type that speaks of one alone, if nothing says that they rest on the same data."""
    same: dict[tuple[Term, str], dict[ox.NamedNode, None]] = defaultdict(dict)
    for node, of_type, label in _labels(store):
        same[of_type, label.partition(",")[0].lower()][node] = None
    for nodes in same.values():
        for one in nodes:
            linked = {q.object for q in store.quads_for_pattern(one, KB("sameDataAs"), None, None)}
            linked |= {
                q.subject for q in store.quads_for_pattern(None, KB("sameDataAs"), one, None)
            }
            for other in nodes:
                if other != one and other not in linked:
                    yield ox.Quad(one, KB("labelTwiceOf"), other, DERIVED)


def _types(store: ox.Store) -> Iterator[ox.Quad]:
    """References of a type that is in no journal, each with one of another type in the journal that it cites."""
    outside = {q.subject for q in store.quads_for_pattern(None, KB("inNoJournal"), None, None)}
    inside: dict[str, ox.NamedNode] = {}
    doubtful: list[tuple[str, ox.NamedNode]] = []
    for quad in store.quads_for_pattern(None, KB("referenceType"), None, None):
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        cited = _cited(_first(store, quad.subject, RDFS("label")))
        if cited is None:
            continue
        journal = " ".join(_words(cited))
        if quad.object in outside:
            doubtful.append((journal, quad.subject))
        elif journal not in inside or quad.subject.value < inside[journal].value:
            inside[journal] = quad.subject
    for journal, node in doubtful:
        if journal in inside:
            yield ox.Quad(node, KB("typeUnlikeOf"), inside[journal], DERIVED)


def _labels(store: ox.Store) -> Iterator[tuple[ox.NamedNode, Term, str]]:
    """References of a type that speaks of one product alone, each with that and its short citation."""
    for of_type in store.quads_for_pattern(None, KB("ofOneProduct"), ox.Literal(True), None):
        for quad in store.quads_for_pattern(None, KB("referenceType"), of_type.subject, None):
            if isinstance(quad.subject, ox.NamedNode):
                for label in store.quads_for_pattern(quad.subject, RDFS("label"), None, None):
                    yield quad.subject, of_type.subject, value(label.object)


def label_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """A kb:labelNames for each treatment whose name is in the short citation of a reference that speaks of one product.

    Args:
        store: the knowledge base.
    """
    named: dict[str, list[tuple[str, ox.NamedNode]]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, KB("conceptKind"), KB("Treatment"), None):
        if isinstance(quad.subject, ox.NamedNode):
            for label in store.quads_for_pattern(quad.subject, SKOS("prefLabel"), None, None):
                name = value(label.object).lower()
                named[name.partition(" ")[0]].append((f" {name} ", quad.subject))
    found: dict[ox.Quad, None] = {}
    for node, _, text in _labels(store):
        words = _OTHER.sub(" ", text.lower())
        for word in words.split(" "):
            for name, drug in named.get(word, ()):
                if name in f" {words} ":
                    found[ox.Quad(node, KB("labelNames"), drug, DERIVED)] = None
    yield from found


def abbreviates(cited: str, journal: str, *, whole: bool = False) -> bool:
    """Whether each word of a short name begins a word of the name of a journal, in their order, or is its initials.

    Args:
        cited: the short name, "Psychol Med".
        journal: the name, "Psychological Medicine".
        whole: whether no word of the name may be missing.
    """
    short, long = _words(cited), _words(journal)
    if not short or not long:
        return False
    if len(short) == 1 and short[0] == "".join(word[0] for word in long):
        return True
    rest = iter(long)
    in_order = all(any(word.startswith(part) for word in rest) for part in short)
    return in_order and (not whole or len(short) == len(long))


def _cited(label: str) -> str | None:
    found = _CITED.search(label)
    return found[1] if found else None


def _words(name: str) -> list[str]:
    return [w for w in (m[0].casefold() for m in _WORD.finditer(name)) if w not in _SMALL]


def _near(one: _Paper, other: _Paper) -> bool:
    return one.year is not None and other.year is not None and abs(one.year - other.year) <= _YEARS


def _papers(store: ox.Store) -> Iterator[_Paper]:
    for quad in store.quads_for_pattern(None, DCT("isPartOf"), None, None):
        node = quad.subject
        if isinstance(node, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            doi = _first(store, node, KB("doi"))
            year = _first(store, node, DCT("issued"))[:4]
            yield _Paper(
                node,
                quad.object.value,
                _first(store, node, RDFS("label")),
                doi.partition("/")[0] if "/" in doi else "",
                int(year) if year.isdecimal() else None,
            )


def _first(store: ox.Store, node: ox.NamedNode, predicate: ox.NamedNode) -> str:
    found: Iterable[Term] = (q.object for q in store.quads_for_pattern(node, predicate, None, None))
    return next((value(term) for term in found), "")
