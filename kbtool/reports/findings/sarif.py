"""The findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), for code scanning services.

Section numbers are those of the specification.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from kbtool.checks.findings import Finding, Related
from kbtool.checks.report import Entry, Report
from kbtool.knowledge.places import Declared, Span
from kbtool.knowledge.rules import Rule, Severity
from kbtool.reports.presentation import Presentation
from kbtool.reports.wording import judged
from kbtool.version import __version__

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "kbtoolFinding/v1"
"""The key of 3.27.17: what the fingerprint is made of, and its version."""


def render(report: Report, how: Presentation) -> str:
    """A log with one run: the rules with their pages, the findings with article and Turtle.

    Waived findings are suppressed results (3.27.23); with a baseline, each has its state (3.27.24).
    """
    rules = sorted(report.rules, key=lambda rule: rule.code)
    index = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "kbtool",
                "version": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [
            *(_result(finding, index) for finding in report.findings),
            *(_absent(entry, index) for entry in report.gone or ()),
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    origin = f"\n\nSource: {rule.source}" if rule.source else ""
    says = "\n".join(f"- {message}" for message in rule.messages)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": rule.description},
        "help": {
            "text": f"{rule.description}{origin}\n\n{rule.suggestion}",
            "markdown": f"{rule.description}{origin}\n\nIt says:\n\n{says}\n\n**What to do:** {rule.suggestion}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [f"family-{rule.code[0]}"]},
    }


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}\n{finding.suggestion}"},
        "locations": [_location(finding)],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        "properties": {"node": finding.node, "verdict": judged(finding) or None},
    }
    related = [_declared(finding.declared)] if finding.document and finding.declared else []
    related += [_related(other) for other in finding.related]
    if related:
        result["relatedLocations"] = [{"id": n, **one} for n, one in enumerate(related, 1)]
    if finding.baseline is not None:
        result["baselineState"] = finding.baseline
    waiver = finding.waived
    result["suppressions"] = []
    if waiver is not None:
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{waiver.reason} ({waiver.owner}, until {waiver.expires})",
            }
        ]
    return result


def _absent(entry: Entry, index: dict[str, int]) -> dict[str, Any]:
    found = {"ruleIndex": index[entry.code]} if entry.code in index else {}
    return {
        "ruleId": entry.code,
        **found,
        "message": {"text": entry.message},
        "locations": [{"logicalLocations": [{"fullyQualifiedName": entry.node}]}],
        "partialFingerprints": {_FINGERPRINT: entry.fingerprint},
        "baselineState": "absent",
    }


def _location(finding: Finding) -> dict[str, Any]:
    logical = {"logicalLocations": [{"fullyQualifiedName": finding.claim or finding.node}]}
    if finding.document:
        return {**_article(finding.document, finding.span, finding.quote), **logical}
    if finding.declared:
        return {**_turtle(finding.declared), **logical}
    return logical


def _related(related: Related) -> dict[str, Any]:
    said = f"{related.reference}: {related.message}" if related.reference else related.message
    place: dict[str, Any] = {}
    if related.document:
        place = _article(related.document, related.span, related.quote)
    elif related.declared:
        place = _turtle(related.declared)
    return {**place, "message": {"text": said or related.iri}}


def _declared(declared: Declared) -> dict[str, Any]:
    return {**_turtle(declared), "message": {"text": "declared here"}}


def _article(path: str, span: Span | None, words: str | None) -> dict[str, Any]:
    where: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if span is not None:
        where["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
            "charOffset": span.start,
            "charLength": span.end - span.start,
            **({"snippet": {"text": words}} if words else {}),
        }
    return {"physicalLocation": where}


def _turtle(declared: Declared) -> dict[str, Any]:
    region = {"startLine": declared.line}
    return {"physicalLocation": {"artifactLocation": _artifact(declared.file), "region": region}}


def _artifact(path: str) -> dict[str, str]:
    """An artifact's location (3.4): relative to the root of the sources, unless it lies elsewhere."""
    found = PurePath(path)
    if found.is_absolute():
        return {"uri": found.as_uri()}
    return {"uri": quote(found.as_posix()), "uriBaseId": "%SRCROOT%"}
