"""Whether articles can be checked by what they need alone, and the check of everything where that is not sure."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.kept import keeps
from kbtool.io.workspace import Workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.lookup import find_rule
from kbtool.rdf.namespaces import KB, PROV
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import objects

if TYPE_CHECKING:
    from kbtool.knowledge.slices.finding import Asked

T = TypeVar("T")
K = TypeVar("K", bound=KnowledgeBase)


LARGE = 8_000_000
"""Bytes of Turtle from which on less is read than everything without being asked: some five times those of the shipped
knowledge base, from where on making the index costs less than deriving the rest."""


def why_not_asked(workspace: Workspace, asked: bool | None, settled: bool | None) -> str | None:
    """Why everything is to be read though less may do; None, if less is to be read; empty, if somebody has said so.

    Args:
        workspace: the knowledge base.
        asked: what the command line says; None, if it says nothing.
        settled: what the settings say; None, if they say nothing.
    """
    said = settled if asked is None else asked
    if said is not None:
        return None if said else ""
    if not keeps():
        return "nothing is kept between runs"
    if os.environ.get("CI"):
        return "a CI service runs it, which starts without an index"
    size = sum(path.stat().st_size for path in workspace.knowledge_files() if path.is_file())
    if size < LARGE:
        return f"it has {size / 1e6:.1f} MB, and less is read of those with {LARGE / 1e6:.0f} MB"
    return None


def why_whole(
    workspace: Workspace,
    named: Collection[Path] | None,
    *,
    drafts: Collection[Path],
    policies: Collection[str],
    baseline: Path | None,
    engine: str,
    role: str | None,
) -> str | None:
    """Why what is asked for needs the whole knowledge base; None, if a slice may do.

    Args:
        workspace: the knowledge base.
        named: the paths whose findings are asked for; all, if None.
        drafts: Turtle files from outside of it.
        policies: the policy packs that are switched on.
        baseline: findings of an earlier day.
        engine: what evaluates the rules.
        role: for whom findings are listed.
    """
    if not named:
        return "no article is named"
    articles = all(path.is_file() and path.is_relative_to(workspace.sources) for path in named)
    why = _why_all(drafts, policies, baseline, engine, role)
    return why if why or articles else "what is named are not articles alone"


def why_at_once(
    named: Collection[Path] | None,
    *,
    drafts: Collection[Path],
    policies: Collection[str],
    baseline: Path | None,
    engine: str,
    role: str | None,
) -> str | None:
    """Why what is asked for needs everything at once; None, if it may be checked slice by slice.

    Args:
        named: the paths whose findings are asked for; all, if None.
        drafts: Turtle files from outside of the knowledge base.
        policies: the policy packs that are switched on.
        baseline: findings of an earlier day.
        engine: what evaluates the rules.
        role: for whom findings are listed.
    """
    if named:
        return "not everything is asked for"
    return _why_all(drafts, policies, baseline, engine, role)


def why_whole_of_drafts(policies: Collection[str], engine: str, adviser: str | None) -> str | None:
    """Why drafts in prose need the whole knowledge base; None, if a slice may do.

    Args:
        policies: the policy packs that are switched on.
        engine: what evaluates the rules.
        adviser: a command that says what it thinks of them; it is told what is on file.
    """
    if adviser is not None:
        return "a command is told what is on file"
    return _why_all((), policies, None, engine, None)


def _why_all(
    drafts: Collection[Path],
    policies: Collection[str],
    baseline: Path | None,
    engine: str,
    role: str | None,
) -> str | None:
    """Why nothing less than everything in one store will do; None, if less may do."""
    if drafts:
        return "drafts are checked with it"
    if policies:
        return "a policy pack looks at all articles"
    if baseline is not None:
        return "a baseline is of all findings"
    if engine != "fast":
        return "pySHACL evaluates the rules"
    if role is not None and role != "editor":
        return "what hangs on evidence is counted in all articles"
    return None


def sliced_or_whole(
    check: Callable[[Asked | None], tuple[K, T]],
    asked: Asked | None,
    note: Callable[[str], None],
    whole: str | None,
) -> tuple[K, T]:
    """Check what is asked for by what it needs, or everything where that is not surely the same.

    What is wrong with the input, a check of everything tells.

    Args:
        check: checks by what something needs, or everything.
        asked: what is asked for.
        note: is told why everything is read.
        whole: why everything is to be read; empty, if nobody asked for less; None, if nothing speaks against less.
    """
    if whole is None and asked is not None:
        try:
            kb, found = check(asked)
            _refuse_figures_set_aside(kb)
            return kb, found
        except NeedsWholeError as error:
            whole = str(error)
        except InputError:
            whole = "something is wrong with it"
    if whole:
        note(f"the whole knowledge base is read: {whole}")
    return check(None)


def refuse_other_claims(kb: KnowledgeBase, names: Iterable[str]) -> None:
    """Refuse a slice of claims by their names, unless each is the name of a claim: others are found among all nodes.

    Args:
        kb: the slice.
        names: the names, in the letters of what they are meant to name.

    Raises:
        NeedsWholeError: one names something else, or nothing.
    """
    for name in names:
        if find_rule(kb, name) is not None or name not in kb.claims:
            raise NeedsWholeError(f"{name} is no claim")


def _refuse_figures_set_aside(kb: KnowledgeBase) -> None:
    """Refuse a slice in which evidence itself is shown: what is wrong with it may stand in other files."""
    documents = {ox.NamedNode(document.iri) for document in kb.documents}
    for quad in kb.store.quads_for_pattern(None, KB("figureSetAside"), None, DERIVED):
        if not documents.isdisjoint(objects(kb.store, quad.subject, PROV("wasQuotedFrom"))):
            raise NeedsWholeError("a figure of evidence is set aside")
