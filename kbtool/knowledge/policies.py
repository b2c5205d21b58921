"""Whether a policy pack reaches a page: yes, no, or not known.

What is known of a page stands on its document and its publisher, what a pack binds on its kb:PolicyPack (packs.py). A rule
can bind audiences of its own: of such rules is asked apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.knowledge.countries import is_place
from kbtool.knowledge.packs import Pack
from kbtool.rdf.namespaces import DCT, KB
from kbtool.rdf.terms import objects, value

_RESERVED = frozenset({"UK", "EU"})
"""Codes that ISO 3166-1 reserves and gives to no country."""


class Answer(StrEnum):
    """Whether a pack reaches a page."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


class Page(Struct, frozen=True):
    """What is known of a page that bears on which law binds it.

    Attributes:
        kind: the IRI of its kind; empty, if nothing says.
        audiences: the IRIs of those whom it is written for.
        places: where its publisher is established and its readers are, as ISO 3166 codes.
        promotes: whether something says what it promotes.
    """

    kind: str = ""
    audiences: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    promotes: bool = False


class Reach(Struct, frozen=True):
    """Whether a pack reaches a page.

    Attributes:
        pack: the name of the pack.
        document: the IRI of the page.
        answer: yes, no or not known.
        because: why not, or what is missing, in words; empty, if it does.
        rules: the codes of the rules that this is about, as they bind audiences of their own; empty, if the rest is.
    """

    pack: str
    document: str
    answer: Answer
    because: str = ""
    rules: tuple[str, ...] = ()

    @property
    def of(self) -> str:
        """The pack, and the rules if not all are meant."""
        return f"{self.pack} ({', '.join(self.rules)})" if self.rules else self.pack


def page_of(store: ox.Store, document: ox.NamedNode) -> Page:
    """What a store says of a page and its publisher."""
    kinds = objects(store, document, KB("pageKind"))
    publishers = objects(store, document, DCT("publisher"))
    places = objects(store, document, KB("directedAt")) + [
        place
        for publisher in publishers
        for place in objects(store, publisher, KB("establishedIn"))
    ]
    return Page(
        kind=value(kinds[0]) if kinds else "",
        audiences=frozenset(map(value, objects(store, document, KB("audience")))),
        places=frozenset(map(value, places)),
        promotes=bool(objects(store, document, KB("promotes"))),
    )


def reach(pack: Pack, document: str, page: Page, words: Mapping[str, str]) -> Reach:
    """Whether a pack reaches a page.

    One ground that speaks against it is enough for "no"; else what is missing makes it "not known".

    Args:
        pack: the pack.
        document: the IRI of the page.
        page: what is known of it.
        words: the labels of kinds of page and audiences, by IRI.
    """
    against: list[str] = []
    missing: list[str] = []
    for answer, because in (
        _of_kind(pack, page, words),
        _of_audience(pack, page, words),
        _of_place(pack, page),
    ):
        if answer is Answer.NO:
            against.append(because)
        elif answer is Answer.NOT_KNOWN:
            missing.append(because)
    if pack.needs_promoted and not page.promotes:
        missing.append("nothing says what it promotes (kb:promotes)")
    if against:
        return Reach(pack.name, document, Answer.NO, "; ".join(against))
    if missing:
        return Reach(pack.name, document, Answer.NOT_KNOWN, "; ".join(missing))
    return Reach(pack.name, document, Answer.YES)


def reaches_of(pack: Pack, document: str, page: Page, words: Mapping[str, str]) -> Iterator[Reach]:
    """Whether a pack reaches a page; and its rules that bind audiences of their own, where that is another matter.

    Of a pack of which it is not known, what its parts miss is told with the rest.

    Args:
        pack: the pack.
        document: the IRI of the page.
        page: what is known of it.
        words: the labels of kinds of page and audiences, by IRI.
    """
    whole = reach(pack, document, page, words)
    parts = [
        replace(
            reach(replace(pack, audiences=part.audiences), document, page, words), rules=part.codes
        )
        for part in pack.parts
    ]
    if whole.answer is Answer.NOT_KNOWN:
        unknown = [part.because for part in parts if part.answer is Answer.NOT_KNOWN]
        yield replace(whole, because=max([whole.because, *unknown], key=len))
        return
    yield whole
    if whole.answer is Answer.YES:
        yield from (part for part in parts if part.answer is not Answer.YES)


def _of_kind(pack: Pack, page: Page, words: Mapping[str, str]) -> tuple[Answer, str]:
    if not pack.page_kinds or page.kind in pack.page_kinds:
        return Answer.YES, ""
    if not page.kind:
        return Answer.NOT_KNOWN, "nothing says what kind of page it is (kb:pageKind)"
    return Answer.NO, f"it is a {words.get(page.kind, page.kind)}"


def _of_audience(pack: Pack, page: Page, words: Mapping[str, str]) -> tuple[Answer, str]:
    if not pack.audiences or page.audiences & pack.audiences:
        return Answer.YES, ""
    if not page.audiences:
        return Answer.NOT_KNOWN, "nothing says whom it is written for (kb:audience)"
    others = sorted(words.get(audience, audience) for audience in page.audiences)
    return Answer.NO, f"it is written for {' and '.join(others)}"


def _of_place(pack: Pack, page: Page) -> tuple[Answer, str]:
    if not pack.places:
        return Answer.YES, ""
    wrong = sorted(place for place in page.places if not is_place(place))
    if wrong:
        meant = "; the United Kingdom is GB, and the European Union is named by its countries"
        hint = meant if _RESERVED & {place.partition("-")[0] for place in wrong} else ""
        return Answer.NOT_KNOWN, f"{', '.join(wrong)} is no ISO 3166 code of a country{hint}"
    if any(_is_in(place, bound) for place in page.places for bound in pack.places):
        return Answer.YES, ""
    if not page.places:
        return (
            Answer.NOT_KNOWN,
            "nothing says where its publisher or its readers are (kb:establishedIn, kb:directedAt)",
        )
    listed = ", ".join(sorted(page.places))
    if any(_is_in(bound, place) for place in page.places for bound in pack.places):
        return Answer.NOT_KNOWN, f"of its place only {listed} is known"
    return Answer.NO, f"it is published in or for {listed}"


def _is_in(place: str, whole: str) -> bool:
    """Whether a place is another or a part of it."""
    return place == whole or place.startswith(f"{whole}-")
