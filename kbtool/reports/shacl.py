"""Validation results of any vocabulary, as text and as the standard report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode, Triple

from kbtool.shacl import ValidationResult
from kbtool.shacl.messages import compact, compact_path, counted
from kbtool.shacl.reporting import turtle_report

_NOUNS = {"Violation": "violation", "Warning": "warning", "Info": "remark"}


def render_text(
    results: Sequence[ValidationResult],
    prefixes: Mapping[str, str],
    described: Sequence[Triple] = (),
) -> str:
    """A paragraph for each result, and a line that counts them.

    Args:
        results: the results, in order.
        prefixes: prefixes by name, for writing IRIs in short form.
        described: what is said of the blank nodes in the results; text has no use for it.
    """
    paragraphs = [_paragraph(result, prefixes) for result in results]
    return "\n".join([*paragraphs, _summary(results)]) + "\n"


def render_turtle(
    results: Sequence[ValidationResult],
    prefixes: Mapping[str, str],
    described: Sequence[Triple] = (),
) -> str:
    """The results as a sh:ValidationReport (SHACL 3.6); the arguments are those of the text."""
    return turtle_report(results, prefixes, described)


def _paragraph(result: ValidationResult, prefixes: Mapping[str, str]) -> str:
    lines = [f"{compact(result.focus, prefixes)}: {_kind(result)}: {result.message}"]
    if result.path is not None:
        lines.append(f"  path   {compact_path(result.path.sparql, prefixes)}")
    if result.value is not None and result.value != result.focus:
        lines.append(f"  value  {compact(result.value, prefixes)}")
    component = compact(result.component, {**prefixes, "sh": "http://www.w3.org/ns/shacl#"})
    # Labels of blank nodes are others at each reading, and tell nobody which shape it is.
    named = (s for s in (result.source_shape, result.rule) if isinstance(s, NamedNode))
    shape = next((f"{compact(node, prefixes)}, " for node in named), "")
    lines.append(f"  shape  {shape}{component}")
    return "\n".join(lines) + "\n"


def _kind(result: ValidationResult) -> str:
    name = result.severity.value.rpartition("#")[2]
    return _NOUNS.get(name, name)


def _summary(results: Iterable[ValidationResult]) -> str:
    counts = Counter(map(_kind, results))
    if not counts:
        return "The data conform."
    listed = ", ".join(counted(number, kind) for kind, number in sorted(counts.items()))
    return f"The data do not conform: {listed}."
