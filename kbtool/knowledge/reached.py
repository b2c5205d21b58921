"""Which pages the policy packs reach that are switched on, asked of what the files say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.workspace import Workspace
from kbtool.knowledge.pack_terms import refuse_unknown_terms
from kbtool.knowledge.packs import Pack, by_name, read_pack
from kbtool.knowledge.policies import Answer, Reach, page_of, reaches_of
from kbtool.rdf.namespaces import GRAPH, KB, RDFS
from kbtool.rdf.store import DERIVED, TurtleFile, open_turtle
from kbtool.rdf.terms import instances, text

_FOLDER = ("shapes", "policy")


def packs_among(files: Iterable[TurtleFile]) -> tuple[Pack, ...]:
    """The policy packs among some files of rules, by name.

    Raises:
        InputError: a file cannot be used as one.
    """
    found = (
        read_pack(file.path.stem, file) for file in files if file.path.parent.parts[-2:] == _FOLDER
    )
    return tuple(sorted(found, key=lambda pack: pack.name))


def packs_of(workspace: Workspace) -> tuple[Pack, ...]:
    """All policy packs of a knowledge base, by name, whether they are on or off.

    Raises:
        InputError: a file cannot be used as one.
    """
    files = (
        open_turtle(path, workspace.shown(path), GRAPH(name))
        for name, path in workspace.policies.items()
    )
    return packs_among(files)


def settled_packs(workspace: Workspace, names: Collection[str]) -> tuple[str, ...]:
    """The names of the packs that somebody names, each once; a former name stands for the present one.

    Args:
        workspace: where the packs are.
        names: what somebody names.

    Raises:
        InputError: there is no pack of a name.
    """
    if all(name in workspace.policies for name in names):
        return tuple(dict.fromkeys(names))
    packs = packs_of(workspace)
    return tuple(dict.fromkeys(by_name(name, packs) for name in names))


def reaches(store: ox.Store, packs: Iterable[Pack]) -> Iterator[Reach]:
    """Whether each of some packs reaches each document, by document and pack.

    Args:
        store: what the files say.
        packs: the packs.
    """
    packs = tuple(packs)
    if not packs:
        return
    words = _words(store)
    for document in instances(store, KB("Document")):
        page = page_of(store, document)
        for pack in packs:
            yield from reaches_of(pack, document.value, page, words)


def unswitched(store: ox.Store, workspace: Workspace, on: Collection[str]) -> Iterator[Reach]:
    """Whether packs that are off would reach each document; of their rules with audiences of their own nothing is said.

    Nobody asked for them: of a file that cannot be used as a pack nothing is said, either.

    Args:
        store: what the files say.
        workspace: where the packs are.
        on: the names of those that are on.
    """
    packs: list[Pack] = []
    for name, path in workspace.policies.items():
        if name not in on:
            with suppress(InputError):
                packs.append(read_pack(name, open_turtle(path, workspace.shown(path), GRAPH(name))))
    yield from (each for each in reaches(store, packs) if not each.rules)


def _words(store: ox.Store) -> dict[str, str]:
    kinds = (*instances(store, KB("PageKind")), *instances(store, KB("Audience")))
    return {kind.value: text(store, kind, RDFS("label")) or kind.value for kind in kinds}


def reached_quads(store: ox.Store, files: Iterable[TurtleFile]) -> Iterator[ox.Quad]:
    """A kb:reachedBy for each document and pack that reaches it, or rule that binds an audience of its own.

    A pack that has no node reaches all, and needs none.

    Args:
        store: what the files say.
        files: the files of rules that hold.

    Raises:
        InputError: a pack names a term that the vocabulary does not have.
    """
    files = tuple(files)
    packs = {pack.name: pack for pack in packs_among(files)}
    refuse_unknown_terms(store, packs.values(), files)
    found = [each for each in reaches(store, packs.values()) if packs[each.pack].iri is not None]
    unreached = {
        (each.document, code)
        for each in found
        for code in each.rules
        if each.answer is not Answer.YES
    }
    for each in found:
        pack = packs[each.pack]
        if each.answer is not Answer.YES or pack.iri is None:
            continue
        document = ox.NamedNode(each.document)
        yield ox.Quad(document, KB("reachedBy"), pack.iri, DERIVED)
        for part in pack.parts:
            if not any((each.document, code) in unreached for code in part.codes):
                for rule in part.rules:
                    yield ox.Quad(document, KB("reachedBy"), rule, DERIVED)
