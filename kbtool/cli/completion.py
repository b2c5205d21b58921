"""What a shell may complete: names of claims, rules, queries, documents and references.

A shell asks at each key, so nothing is derived and nothing is checked: files are parsed for the names that stand in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from click import Context, Parameter
from click.shell_completion import CompletionItem

from kbtool.errors import KbtoolError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kbtool.cli.project import Project


def explained(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Names of claims, documents and references, and codes of rules."""
    kinds = (claims, documents, references, rules)
    return [item for kind in kinds for item in kind(context, parameter, begun)]


def claims(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Names of claims."""
    return _begun(begun, lambda project: _instances(project, "Claim"), context)


def documents(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Names of documents."""
    return _begun(begun, lambda project: _instances(project, "Document"), context)


def references(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Names of references."""
    return _begun(begun, lambda project: _instances(project, "Reference"), context)


def rules(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Codes of rules, with their names; of a list with commas, its last one."""
    done, comma, last = begun.rpartition(",")
    return [
        CompletionItem(f"{done}{comma}{item.value}", help=item.help)
        for item in _begun(last, _rules, context)
    ]


def policies(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Names of policy packs."""
    return _begun(
        begun, lambda project: [(name, "") for name in project.workspace.policies], context
    )


def queries(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Names of queries, with their questions, and files."""
    named = _begun(begun, _queries, context)
    return named or [CompletionItem(begun, type="file")]


def query_parameters(context: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Parameters of the query that is named, and what there is for their values."""
    return _begun(begun, lambda project: _parameters(project, context, begun), context)


def _begun(
    begun: str, find: Callable[[Project], Iterable[tuple[str, str]]], context: Context
) -> list[CompletionItem]:
    """Those with the beginning; none, where there is no knowledge base that can be read."""
    from kbtool.cli.project import find_project

    root = context.params.get("root")
    try:
        found = list(find(find_project(root if isinstance(root, Path) else None)))
    except (KbtoolError, OSError):
        return []
    folded = begun.casefold()
    return [
        CompletionItem(name, help=about or None)
        for name, about in found
        if name.casefold().startswith(folded)
    ]


def _store(project: Project) -> ox.Store:
    from kbtool.rdf.namespaces import GRAPH
    from kbtool.rdf.store import build_store, read_turtle

    files = project.workspace.turtle_files()
    return build_store(
        read_turtle(path, project.workspace.shown(path), GRAPH(str(number)))
        for number, path in enumerate(files)
    )


def _instances(project: Project, kind: str) -> Iterable[tuple[str, str]]:
    from kbtool.rdf.namespaces import KB
    from kbtool.rdf.terms import instances

    for node in instances(_store(project), KB(kind)):
        yield project.names.short(node.value), ""


def _rules(project: Project) -> Iterable[tuple[str, str]]:
    from kbtool.rdf.namespaces import DCT, SH
    from kbtool.rdf.terms import instances, text

    store = _store(project)
    for node in instances(store, SH("NodeShape")):
        code = text(store, node, DCT("identifier"))
        if code is not None:
            yield code, text(store, node, SH("name")) or ""


def _queries(project: Project) -> Iterable[tuple[str, str]]:
    from kbtool.knowledge.queries import read_named_queries

    for query in read_named_queries(project.workspace.queries).values():
        yield query.name, query.question


def _parameters(project: Project, context: Context, begun: str) -> Iterable[tuple[str, str]]:
    from kbtool.knowledge.queries import read_named_queries
    from kbtool.rdf.namespaces import KB
    from kbtool.rdf.terms import instances

    # Where the last option still lacks its value, click leaves the arguments unread.
    named = context.params.get("what") or next(iter(context.args), "")
    query = read_named_queries(project.workspace.queries).get(named)
    if query is None:
        return
    name, equals, _ = begun.partition("=")
    for parameter in query.parameters:
        if not equals:
            yield f"{parameter.name}=", parameter.meaning
        elif parameter.name == name and (parameter.kind or "").startswith("kb:"):
            kind = KB((parameter.kind or "").removeprefix("kb:"))
            for node in instances(_store(project), kind):
                yield f"{name}={project.names.short(node.value)}", ""
