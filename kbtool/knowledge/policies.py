"""Policy packs: rules that bind some pages only, and whether they reach a page: yes, no, or not known.

What a pack binds stands in its file, on a kb:PolicyPack: places (ISO 3166-1 and 3166-2 codes), kinds of page, audiences, and
whether it judges what a page promotes. What is known of a page stands on its document and its publisher. A pack that says
nothing, and a file of rules without one, reaches every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NoReturn

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.late import dataclass
from kbtool.near import nearest
from kbtool.rdf.namespaces import DCT, KB, RDFS, SH
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term, instances, named, objects, text, value

_REACHED = "reachedBy"
_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_NO_COUNTRY = frozenset({"UK", "EU"})
"""Codes that ISO 3166-1 reserves and gives to no country."""


class Answer(StrEnum):
    """Whether a pack reaches a page."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Pack:
    """A policy pack.

    Attributes:
        name: its name, that of its file.
        iri: its node; None, if its file has none, so that it reaches every page.
        label: what it is.
        about: what a reader of its findings should know.
        places: where it binds, as ISO 3166 codes; everywhere, if there is none.
        page_kinds: the kinds of page that it is about; all, if there is none.
        audiences: the audiences that a page must be written for; any, if there is none.
        needs_promoted: whether it judges what a page promotes.
        former_names: the names under which it can be switched on as well.
        rules: the rules in its file.
    """

    name: str
    iri: ox.NamedNode | None = None
    label: str = ""
    about: str = ""
    places: frozenset[str] = frozenset()
    page_kinds: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    needs_promoted: bool = False
    former_names: tuple[str, ...] = ()
    rules: tuple[ox.NamedNode, ...] = ()


@dataclass(frozen=True)
class Page:
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


@dataclass(frozen=True)
class Reach:
    """Whether a pack reaches a page.

    Attributes:
        pack: the name of the pack.
        document: the IRI of the page.
        answer: yes, no or not known.
        because: why not, or what is missing, in words; empty, if it does.
    """

    pack: str
    document: str
    answer: Answer
    because: str = ""


_PACKS: dict[tuple[str, str], Pack] = {}
"""Packs by name and text: a check asks for each several times, and cases of rules have the same ones."""
_MOST_PACKS = 100


def read_pack(name: str, file: TurtleFile) -> Pack:
    """The pack of a file.

    Args:
        name: its name.
        file: its file.

    Raises:
        InputError: the file is not Turtle, it has two packs, or a rule beside a pack does not ask what the pack reaches.
    """
    known = _PACKS.get((name, file.meant))
    if known is None:
        if len(_PACKS) >= _MOST_PACKS:
            _PACKS.clear()
        known = _PACKS[name, file.meant] = _read_pack(name, file)
    return known


def _read_pack(name: str, file: TurtleFile) -> Pack:
    store = ox.Store()
    store.extend(file.quads)
    rules = tuple(
        sorted(
            named({q.subject for q in store.quads_for_pattern(None, DCT("identifier"), None)}),
            key=str,
        )
    )
    packs = instances(store, KB("PolicyPack"))
    if not packs:
        return Pack(name, rules=rules)
    if len(packs) > 1:
        raise InputError(
            f"has {len(packs)} policy packs, and a file is one",
            path=file.shown,
            help="give each a file of its own",
        )
    pack = packs[0]
    _refuse_boundless(file, store, pack, rules)

    def texts(property: str) -> frozenset[str]:
        return frozenset(value(term) for term in objects(store, pack, KB(property)))

    return Pack(
        name=name,
        iri=pack,
        label=text(store, pack, RDFS("label")) or "",
        about=" ".join((text(store, pack, RDFS("comment")) or "").split()),
        places=texts("bindsIn"),
        page_kinds=texts("bindsPageKind"),
        audiences=texts("bindsAudience"),
        needs_promoted=text(store, pack, KB("needsPromoted")) == "true",
        former_names=tuple(sorted(texts("formerName"))),
        rules=rules,
    )


def _refuse_boundless(
    file: TurtleFile, store: ox.Store, pack: ox.NamedNode, rules: Iterable[ox.NamedNode]
) -> None:
    """A rule that does not ask whom the pack reaches would find something on every page, as if it bound all."""

    def refuse(rule: ox.NamedNode, why: str, help: str) -> NoReturn:
        line = file.line_of(rule.value)
        raise InputError(f"{rule.value} {why}", path=file.shown, line=line, help=help)

    for rule in rules:
        if pack not in objects(store, rule, KB("inPack")):
            refuse(rule, f"does not say that it is in the pack {pack.value}", "add kb:inPack")
        for property, what in (
            (DCT("source"), "where it comes from"),
            (KB("binds"), "whom it binds"),
        ):
            if not objects(store, rule, property):
                help = "a rule of a policy pack has dct:source and kb:binds"
                refuse(rule, f"does not say {what}", help)
        queries = [
            value(query)
            for part in store.quads_for_pattern(rule, None, None)
            for query in _queries(store, part.object)
        ]
        if not queries or not all(_REACHED in query for query in queries):
            help = "a rule beside a kb:PolicyPack is a sh:sparql constraint that asks for ?document kb:reachedBy"
            refuse(rule, "does not ask which pages its pack reaches", help)


def _queries(store: ox.Store, node: Term) -> Iterator[Term]:
    for name in ("select", "ask"):
        yield from objects(store, node, SH(name))


def by_name(name: str, packs: Iterable[Pack]) -> str:
    """The name of the pack that a user means: its own, or a former one.

    Args:
        name: what the user says.
        packs: all packs.

    Raises:
        InputError: there is none.
    """
    packs = sorted(packs, key=lambda pack: pack.name)
    for pack in packs:
        if name == pack.name or name in pack.former_names:
            return pack.name
    names = [pack.name for pack in packs]
    near = nearest(name, names)
    raise InputError(
        f"has no policy pack {name!r}",
        path="shapes/policy",
        help=(f"did you mean {near}? " if near else "")
        + ("packs are " + ", ".join(names) if names else "there is none"),
    )


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


def is_place(code: str) -> bool:
    """Whether a text is of the form of an ISO 3166 code, and none that stands for no country (UK for GB, EU for many)."""
    return _CODE.fullmatch(code) is not None and code.partition("-")[0] not in _NO_COUNTRY


def _of_place(pack: Pack, page: Page) -> tuple[Answer, str]:
    if not pack.places:
        return Answer.YES, ""
    wrong = sorted(place for place in page.places if not is_place(place))
    if wrong:
        meant = "; the United Kingdom is GB, and the European Union is named by its countries"
        hint = meant if _NO_COUNTRY & {place.partition("-")[0] for place in wrong} else ""
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
