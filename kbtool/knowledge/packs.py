"""Policy packs as their files state them: whom each binds, its rules, and which of them bind an audience of their own.

What a pack binds stands in its file, on a kb:PolicyPack: places (ISO 3166-1 and 3166-2 codes), kinds of page, audiences, and
whether it judges what a page promotes. A file of rules without one reaches every page. Where a pack states something that
would bind nobody, or everybody, by a slip, it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NoReturn

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.kept import keep, keeps, name_of, recalled
from kbtool.knowledge.countries import is_place
from kbtool.near import nearest
from kbtool.rdf.namespaces import DCT, KB, RDF, RDFS, SH, XSD, local_name
from kbtool.rdf.sparql_tokens import tokenise
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import Term, instances, named, objects, text, value

_REACHED = "reachedBy"


class Part(Struct, frozen=True):
    """The rules of a pack that bind another audience than the rest of it.

    Attributes:
        rules: their nodes.
        codes: their codes.
        audiences: the audiences that a page must be written for.
    """

    rules: tuple[ox.NamedNode, ...]
    codes: tuple[str, ...]
    audiences: frozenset[str]


class Pack(Struct, frozen=True):
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
        parts: those of them that bind audiences of their own, by audience.
        path: its file, as messages name it.
        line: the 1-based line of its node; None, if it has none.
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
    parts: tuple[Part, ...] = ()
    path: str = ""
    line: int | None = None


_PACKS: dict[tuple[str, str, str], Pack] = {}
"""Packs by name, path and text: a check asks for each several times, and cases of rules have the same ones."""
_MOST_PACKS = 100


def read_pack(name: str, file: TurtleFile) -> Pack:
    """The pack of a file.

    Args:
        name: its name.
        file: its file.

    Raises:
        InputError: the file is not Turtle, it has two packs or none that its rules could name, the pack binds in no
            country, or a rule beside a pack does not ask what the pack reaches.
    """
    key = (name, file.shown, file.meant)
    known = _PACKS.get(key)
    if known is None:
        if len(_PACKS) >= _MOST_PACKS:
            _PACKS.clear()
        known = _PACKS[key] = _kept_pack(name, file)
    return known


def _kept_pack(name: str, file: TurtleFile) -> Pack:
    """The pack of a file, as it was read before, if that is kept: all queries of its rules are taken apart for it."""
    if not keeps():
        return _read_pack(name, file)
    kept_as = name_of("pack", (name, file.shown, file.meant))
    kept = recalled(kept_as, (Pack, Part, ox.NamedNode))
    if isinstance(kept, Pack):
        return kept
    pack = _read_pack(name, file)
    keep(kept_as, pack)
    return pack


def _read_pack(name: str, file: TurtleFile) -> Pack:
    store = ox.Store()
    store.extend(file.quads)
    rules = tuple(
        sorted(
            named({q.subject for q in store.quads_for_pattern(None, DCT("identifier"), None)}),
            key=str,
        )
    )
    declared = {q.subject for q in store.quads_for_pattern(None, RDF("type"), KB("PolicyPack"))}
    packs = instances(store, KB("PolicyPack"))
    if len(declared) > len(packs):
        raise InputError(
            "has a policy pack without a name, which no rule can ask for",
            path=file.shown,
            help=f"name it: rule:{name} a kb:PolicyPack",
        )
    if not packs:
        _refuse_packless(file, store, rules)
        return Pack(name, rules=rules, path=file.shown)
    if len(packs) > 1:
        raise InputError(
            f"has {len(packs)} policy packs, and a file is one",
            path=file.shown,
            help="give each a file of its own",
        )
    pack = packs[0]
    line = file.line_of(pack.value)

    def refuse(why: str, help: str) -> NoReturn:
        raise InputError(f"{pack.value} {why}", path=file.shown, line=line, help=help)

    for place in objects(store, pack, KB("bindsIn")):
        if not is_place(value(place)):
            refuse(
                f"binds in {value(place)!r}, which is no ISO 3166 code of a country or a part of one",
                "write US, US-VA or GB; the United Kingdom is GB, and the European Union is named by its countries",
            )
    needs = objects(store, pack, KB("needsPromoted"))
    for one in needs:
        if not _is_boolean(one):
            refuse(
                f"has kb:needsPromoted {value(one)!r}, which is neither true nor false",
                "write true",
            )
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
        needs_promoted=any(value(one) in ("true", "1") for one in needs),
        former_names=tuple(sorted(texts("formerName"))),
        rules=rules,
        parts=tuple(_parts(store, rules)),
        path=file.shown,
        line=line,
    )


def _is_boolean(term: Term) -> bool:
    return (
        isinstance(term, ox.Literal)
        and term.datatype == XSD("boolean")
        and term.value in ("true", "false", "1", "0")
    )


def _parts(store: ox.Store, rules: Iterable[ox.NamedNode]) -> Iterator[Part]:
    by_audience: dict[frozenset[str], list[ox.NamedNode]] = {}
    for rule in rules:
        if audiences := frozenset(map(value, objects(store, rule, KB("bindsAudience")))):
            by_audience.setdefault(audiences, []).append(rule)
    for audiences, bound in sorted(by_audience.items(), key=lambda item: sorted(item[0])):
        codes = (text(store, rule, DCT("identifier")) or "" for rule in bound)
        yield Part(
            tuple(bound), tuple(sorted(codes, key=lambda code: (len(code), code))), audiences
        )


def _refuse_packless(file: TurtleFile, store: ox.Store, rules: Iterable[ox.NamedNode]) -> None:
    """Rules that ask what a pack reaches find nothing where no pack says whom it binds."""
    for rule in rules:
        asks = any(_asked_for(query) for query in _queries_of(store, rule))
        if asks or objects(store, rule, KB("inPack")):
            raise InputError(
                f"{rule.value} is in a policy pack, and the file has none",
                path=file.shown,
                line=file.line_of(rule.value),
                help="say whom it binds: rule:NAME a kb:PolicyPack ; kb:bindsIn ...",
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
        asked = [_asked_for(query) for query in _queries_of(store, rule)]
        if not asked or not all(asked):
            help = "a rule beside a kb:PolicyPack is a sh:sparql constraint that asks for ?document kb:reachedBy"
            refuse(rule, "does not ask which pages its pack reaches", help)
        own = rule if objects(store, rule, KB("bindsAudience")) else pack
        for other in sorted(set().union(*asked) - {local_name(own.value)}):
            why = f"asks for the pages that {other} reaches, and not for those of {local_name(own.value)}"
            also = " (the rule has an audience of its own)" if own is rule else ""
            refuse(rule, why, f"ask for kb:reachedBy rule:{local_name(own.value)}{also}")


def _queries_of(store: ox.Store, rule: ox.NamedNode) -> list[str]:
    return [
        value(query)
        for part in store.quads_for_pattern(rule, None, None)
        for name in ("select", "ask")
        for query in objects(store, part.object, SH(name))
    ]


def _asked_for(query: str) -> set[str]:
    """The local names of what a query asks to be reached by; comments ask for nothing."""
    tokens = tokenise(query)
    pairs = pairwise(tokens)
    return {
        local_name(
            after.text.strip("<>").replace(":", "/", 1)
            if after.kind == "name"
            else after.text.strip("<>")
        )
        for token, after in pairs
        if token.kind in ("name", "iri")
        and local_name(token.text.strip("<>").replace(":", "/")) == _REACHED
    }


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
