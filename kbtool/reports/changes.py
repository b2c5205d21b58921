"""Changes between two states of a knowledge base: text for a terminal, Markdown for a pull request, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import to_builtins

from kbtool.checks.changes import Changed, Changes, ClaimState
from kbtool.checks.contents import ContentChanges, Node, PropertyChange
from kbtool.checks.findings import Finding
from kbtool.rdf.namespaces import Names
from kbtool.reports.binding import as_json, unbound
from kbtool.reports.markdown import as_markdown
from kbtool.reports.wording import place, shortened

VERSION = 1


def render_text(changes: Changes, relative: Callable[[str], str]) -> str:
    """A line for each change of a claim, for verdicts, and for each finding.

    Args:
        changes: the changes.
        relative: turns a path of either state into one from the knowledge base's root.
    """
    lines = [*_compared(changes), "Verdicts: " + ("; ".join(moves(changes)) or "none changed"), ""]
    lines += [claims_line(changes)]
    lines += [f"  + {_claim(changes.names, iri, state)}" for iri, state in changes.added.items()]
    lines += [f"  - {_claim(changes.names, iri, state)}" for iri, state in changes.removed.items()]
    lines += [line for one in changes.changed for line in _changed(changes.names, one)]
    lines += _nodes(changes)
    lines += ["", findings_line(changes)]
    lines += [f"  + {_finding(finding, relative)}" for finding in changes.new]
    lines += [f"  - {_finding(finding, relative)}" for finding in changes.gone]
    lines += _unchecked(changes)
    return "\n".join(lines) + "\n"


def _compared(changes: Changes) -> Iterator[str]:
    """What was compared, where that is known."""
    if all(changes.compared):
        yield f"From {changes.compared[0]} to {changes.compared[1]}"
        yield ""


def _unchecked(changes: Changes) -> Iterator[str]:
    """What policy packs did not check; of the state before, where that was otherwise."""
    before, after = (list(unbound(reaches)) for reaches in changes.reaches)
    yield from after
    if changes.reaches[0]:
        yield from (f"Before: {said}" for said in before if said not in after)


def claims_line(changes: Changes) -> str:
    """How many claims are new, gone and different, in a line."""
    if not (changes.added or changes.removed or changes.changed):
        return "Claims: none changed"
    return f"Claims: {len(changes.added)} added, {len(changes.removed)} removed, {len(changes.changed)} changed"


def findings_line(changes: Changes) -> str:
    """How many findings are new and gone, in a line."""
    if not (changes.new or changes.gone):
        return "Findings: none changed"
    return f"Findings: {len(changes.new)} new, {len(changes.gone)} gone"


def moves(changes: Changes) -> Iterator[str]:
    """How many claims went from one verdict to another, a phrase each."""
    for (before, after), number in changes.verdicts.items():
        yield f"{number} went from {before} to {after}"


def _claim(names: Names, iri: str, state: ClaimState) -> str:
    return f"{names.short(iri)} [{state.verdict}] {state.document} “{_flat(state.quote)}”"


def _changed(names: Names, one: Changed) -> Iterator[str]:
    yield f"  ~ {_claim(names, one.iri, one.after)}"
    for field in one.fields:
        before, after = (_flat(str(getattr(side, field))) for side in (one.before, one.after))
        yield f"      {field}: {before or 'none'} -> {after or 'none'}"
    yield from map(_property, one.properties)


def _nodes(changes: Changes) -> Iterator[str]:
    """What else is stated: a line for each node that is new or gone, and for each property that differs."""
    nodes = changes.nodes
    if not nodes:
        return
    yield ""
    yield f"Knowledge: {_nodes_line(nodes)}"
    for mark, listed in (("+", nodes.added), ("-", nodes.removed)):
        yield from (f"  {mark} {_node(changes.names, node)}" for node in listed)
    for one in nodes.changed:
        yield f"  ~ {_node(changes.names, one.node)}"
        yield from map(_property, one.changes)


def _nodes_line(nodes: ContentChanges) -> str:
    return f"{len(nodes.added)} added, {len(nodes.removed)} removed, {len(nodes.changed)} changed"


def _node(names: Names, node: Node) -> str:
    said = f" “{shortened(_flat(node.label))}”" if node.label else ""
    return f"{node.kind or 'node'} {names.short(node.iri)}{said}"


def _property(change: PropertyChange) -> str:
    return f"      {change.name}: {_values(change.before)} -> {_values(change.after)}"


def _values(values: tuple[str, ...]) -> str:
    return "; ".join(map(_flat, values)) or "none"


def _finding(finding: Finding, relative: Callable[[str], str]) -> str:
    return f"{relative(place(finding))} {finding.severity} {finding.code} {_flat(finding.message)}"


def render_markdown(changes: Changes, relative: Callable[[str], str]) -> str:
    """The counts, and tables to be unfolded; the arguments are those of the text."""
    lines = ["### Medical claims", "", *map(as_markdown, _compared(changes))]
    if not changes:
        lines += ["No claim, verdict or finding changed, nor anything else that is stated."]
        lines += ["", *(f"- {as_markdown(said)}" for said in _unchecked(changes))]
        return "\n".join(lines).rstrip() + "\n"
    told = list(moves(changes))
    lines += [f"- {claims_line(changes)}"]
    lines += [f"- Verdicts: **{as_markdown('; '.join(told))}**"] if told else []
    lines += [f"- Knowledge: {_nodes_line(changes.nodes)}"] if changes.nodes else []
    lines += [f"- {findings_line(changes)}"]
    if told:
        rows = [
            (changes.names.short(one.iri), one.before.verdict, one.after.verdict, one.after.quote)
            for one in changes.changed
            if "verdict" in one.fields
        ]
        lines += _table(("claim", "before", "after", "quote"), rows)
    lines += _findings("New findings", changes.new, relative)
    lines += _findings("Findings that are gone", changes.gone, relative)
    for title, states in (("Claims added", changes.added), ("Claims removed", changes.removed)):
        listed = [
            (changes.names.short(iri), state.verdict, state.quote) for iri, state in states.items()
        ]
        lines += _folded(title, _table(("claim", "verdict", "quote"), listed), len(listed))
    rows = [
        (changes.names.short(one.iri), change.name, _values(change.before), _values(change.after))
        for one in changes.changed
        for change in one.properties
    ] + [
        (
            changes.names.short(one.iri),
            field,
            str(getattr(one.before, field)),
            str(getattr(one.after, field)),
        )
        for one in changes.changed
        for field in one.fields
        if field != "verdict"
    ]
    lines += _folded("Claims changed", _table(("claim", "", "before", "after"), rows), len(rows))
    lines += _knowledge(changes)
    lines += ["", *(f"- {as_markdown(said)}" for said in _unchecked(changes))]
    return "\n".join(lines).rstrip() + "\n"


def _knowledge(changes: Changes) -> list[str]:
    nodes, short = changes.nodes, changes.names.short
    lines: list[str] = []
    for title, listed in (("added", nodes.added), ("removed", nodes.removed)):
        named = [(node.kind, short(node.iri), node.label) for node in listed]
        lines += _folded(f"Knowledge {title}", _table(("", "node", "label"), named), len(named))
    rows = [
        (
            one.node.kind,
            short(one.node.iri),
            change.name,
            _values(change.before),
            _values(change.after),
        )
        for one in nodes.changed
        for change in one.changes
    ]
    table = _table(("", "node", "property", "before", "after"), rows)
    return lines + _folded("Knowledge changed", table, len(rows))


def _findings(title: str, findings: Iterable[Finding], relative: Callable[[str], str]) -> list[str]:
    rows = [(f.severity, f.code, relative(place(f)), f.message) for f in findings]
    return _folded(title, _table(("severity", "rule", "place", "finding"), rows), len(rows))


def _folded(title: str, lines: list[str], number: int) -> list[str]:
    if not number:
        return []
    return ["", f"<details><summary>{title} ({number})</summary>", *lines, "", "</details>"]


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = ["", f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    return lines + [f"| {' | '.join(map(as_markdown, row))} |" for row in rows]


def _flat(text: str) -> str:
    return " ".join(text.split())


def render_json(changes: Changes, relative: Callable[[str], str]) -> str:
    """A JSON document with a version; the arguments are those of the text."""

    def finding(found: Finding) -> dict[str, Any]:
        return {
            "code": found.code,
            "severity": found.severity,
            "message": found.message,
            "claim": found.claim,
            "node": found.node,
            "place": relative(place(found)),
            "fingerprint": found.fingerprint,
        }

    def node(one: Node) -> dict[str, Any]:
        return {"iri": one.iri, "kind": one.kind, "label": one.label}

    document = {
        "version": VERSION,
        "compared": {"before": changes.compared[0], "after": changes.compared[1]},
        "claims": {
            "added": [{"iri": iri, **to_builtins(state)} for iri, state in changes.added.items()],
            "removed": [{"iri": iri, **to_builtins(state)} for iri, state in changes.removed.items()],
            "changed": [
                {"iri": c.iri, "fields": list(c.fields), "before": to_builtins(c.before), "after": to_builtins(c.after),
                 "properties": [to_builtins(one) for one in c.properties]}
                for c in changes.changed
            ],
        },
        "nodes": {
            "added": [node(one) for one in changes.nodes.added],
            "removed": [node(one) for one in changes.nodes.removed],
            "changed": [
                {**node(one.node), "properties": [to_builtins(change) for change in one.changes]}
                for one in changes.nodes.changed
            ],
        },
        "verdicts": [
            {"from": before, "to": after, "claims": number}
            for (before, after), number in changes.verdicts.items()
        ],
        "findings": {"new": list(map(finding, changes.new)), "gone": list(map(finding, changes.gone))},
        "policies": dict(
            zip(("before", "after"), (list(map(as_json, r)) for r in changes.reaches), strict=True)
        ),
    }  # fmt: skip
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
