"""Where parts meet that no node joins: at texts that a rule compares, and in steps that compare all files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations
from typing import cast

import pyoxigraph as ox
from msgspec import Struct

from kbtool.io.kept import keep, name_of, recalled
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.derive.borrowed import borrowed, borrowed_quads
from kbtool.knowledge.derive.journals import journal_quads
from kbtool.knowledge.derive.out_of_time import out_of_time_quads
from kbtool.knowledge.slices.flattening import flattened
from kbtool.knowledge.slices.kinds import TEXT, Kinds
from kbtool.knowledge.slices.reading import told_kinds
from kbtool.knowledge.slices.verifying import Query
from kbtool.rdf.namespaces import DCT, KB, OA, RDF, RDFS
from kbtool.rdf.sparql_cursor import UnreadError
from kbtool.rdf.terms import Term

_OF_PAPERS = (
    *(DCT("issued"), KB("doi"), KB("pmid"), KB("identifierNotYetVerified"), DCT("isPartOf")),
    *(KB("referenceType"), KB("sameDataAs"), RDFS("label")),
)
_PAPER = re.compile(rb"> <(?:%s)> " % b"|".join(t.value.encode() for t in _OF_PAPERS[:-1]))
_OF_TYPES = (KB("inNoJournal"), KB("ofOneProduct"))
"""What is said of types of papers, which every slice holds."""
_OF_QUOTES = (OA("exact"),)
_CLAIM = f"<{RDF('type').value}> <{KB('Claim').value}> .".encode()


class Meetings(Struct, frozen=True):
    """Where parts meet.

    Attributes:
        texts: texts that join, with the parts that have them, those of a text one after another.
        given: what steps that compare all files derive of them, by the name of the step.
        parts: the parts of the nodes in it.
    """

    texts: Sequence[tuple[bytes, int]]
    given: dict[str, Sequence[ox.Quad]]
    parts: dict[Term, int]


def meetings(
    statements: Iterable[tuple[int, bytes]], joined: Collection[str], common: Iterable[bytes]
) -> Meetings:
    """Where the parts of a knowledge base meet.

    Args:
        statements: the triples of all parts, as N-Triples.
        joined: properties whose texts join.
        common: the triples that every slice holds.
    """
    texts: list[tuple[bytes, int]] = []
    papers, quotes = ox.Store(), ox.Store()
    of_part: dict[bytes, int] = {}
    of_types = _lines_with(term.value for term in _OF_TYPES)
    told = [match[0] for lines in common for match in of_types.finditer(lines)]
    papers.load(b"\n".join(told), format=ox.RdfFormat.N_TRIPLES)
    of_papers = _lines_with(term.value for term in _OF_PAPERS)
    of_quotes = _lines_with(term.value for term in _OF_QUOTES)
    for part, lines in statements:
        texts += ((text, part) for text in joining_texts(lines, joined))
        for pattern, store, wanted in (
            (of_papers, papers, _PAPER.search(lines)),
            (of_quotes, quotes, _CLAIM in lines),
        ):
            if wanted:
                matches = list(pattern.finditer(lines))
                of_part.update((match[1], part) for match in matches)
                rows = [match[0] for match in matches]
                if store is quotes:
                    rows += [line for line in lines.split(b"\n") if line.endswith(_CLAIM)]
                store.load(b"\n".join(rows), format=ox.RdfFormat.N_TRIPLES)
    given: dict[str, Sequence[ox.Quad]] = {
        "journals": list(journal_quads(papers)),
        "out of time": list(out_of_time_quads(papers)),
        "borrowed quotes": list(borrowed_quads(borrowed(quotes))),
    }
    parts: dict[Term, int] = {}
    for quads in given.values():
        for quad in quads:
            for end in (quad.subject, quad.object):
                if isinstance(end, ox.NamedNode) and (key := str(end).encode()) in of_part:
                    parts[end] = of_part[key]
    return Meetings(sorted(texts), given, parts)


def joining_texts(lines: bytes, joined: Collection[str]) -> Iterator[bytes]:
    """The texts by which a part is joined with others that have them, as hashes.

    Args:
        lines: its triples, as N-Triples.
        joined: properties whose texts join.
    """
    if joined:
        for match in _lines_with(joined).finditer(lines):
            yield hashlib.blake2b(match[2], digest_size=12).digest()


def compared_lines(lines: bytes) -> bytes:
    """Those triples of a part that steps look at which compare all files: what they give of these, they give of all.

    Args:
        lines: its triples, as N-Triples.
    """
    of_both = _lines_with(term.value for term in (*_OF_PAPERS, *_OF_QUOTES))
    found = [match[0] for match in of_both.finditer(lines)]
    found += [line for line in lines.split(b"\n") if line.endswith(_CLAIM)]
    return b"\n".join(found)


def _lines_with(properties: Iterable[str]) -> re.Pattern[bytes]:
    """Lines of N-Triples with some properties: subject and value are groups; compiled once, by Python's own cache."""
    some = b"|".join(re.escape(each.encode()) for each in properties)
    return re.compile(rb"^(\S+) <(?:%s)> (.*) \.$" % some, re.MULTILINE)


def texts_to_join(
    asked: Iterable[Query],
    kinds: Kinds,
    joined: Collection[str] = (),
    repeated: Callable[[frozenset[str]], int] = len,
) -> frozenset[str]:
    """The properties whose texts have to join, so that whatever is asked can be told of what hangs together.

    Args:
        asked: what is asked.
        kinds: what stands at the ends of properties.
        joined: properties whose texts join already.
        repeated: how often values of some properties are stated again, of which few are wanted.

    Raises:
        NeedsWholeError: there is something that cannot be told so; with what it is, and why.
    """
    listed = list(asked)
    told = (told_kinds(kinds), *sorted(joined), *(repr(each) for each in listed))
    name = name_of("joining texts", told)
    known = recalled(name, ())
    if known is not None:
        return frozenset(cast(tuple[str, ...], known))
    found = _texts_to_join(listed, kinds, frozenset(joined), repeated)
    keep(name, tuple(sorted(found)))
    return found


def _texts_to_join(
    asked: Iterable[Query],
    kinds: Kinds,
    joined: frozenset[str],
    repeated: Callable[[frozenset[str]], int],
) -> frozenset[str]:
    found = joined
    for query in asked:
        why = query.reaches_further(kinds, joined=found)
        if why is None:
            continue
        compared = _texts_compared(query, kinds)
        for choices in _choices(compared):
            enough: list[frozenset[str]] = [
                some
                for some in choices
                if query.reaches_further(kinds, joined=found | some) is None
            ]
            if enough:
                least: frozenset[str] = min(enough, key=repeated) if len(enough) > 1 else enough[0]
                found |= least
                break
        else:
            raise NeedsWholeError(f"{query.what}: {why}")
    return found


def _texts_compared(query: Query, kinds: Kinds) -> list[frozenset[str]]:
    """The properties of each pattern of a query whose values can be texts."""
    try:
        flats, _ = flattened(query.text)
    except UnreadError:
        return []
    found = {
        pattern.predicates
        for flat in flats
        for pattern in flat.patterns
        if kinds.at_object(pattern) & TEXT and "" not in pattern.predicates
    }
    return sorted(found, key=sorted)


def _choices(compared: Sequence[frozenset[str]]) -> Iterable[list[frozenset[str]]]:
    """What might have to join: the texts of one pattern, of two, of all."""
    yield list(compared)
    yield [one | other for one, other in combinations(compared, 2)]
    yield [frozenset[str]().union(*compared)]


def repeated_texts(statements: Iterable[tuple[int, bytes]], properties: Collection[str]) -> int:
    """How often values of some properties are stated that are stated elsewhere as well.

    Args:
        statements: the triples of all parts, as N-Triples.
        properties: the properties.
    """
    pattern = _lines_with(properties)
    seen: set[bytes] = set()
    count = 0
    for _, lines in statements:
        texts = {match[2] for match in pattern.finditer(lines)}
        count += len(texts & seen)
        seen |= texts
    return count
