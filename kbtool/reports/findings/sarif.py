"""The findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), for code scanning services.

Section numbers are those of the specification.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from kbtool.checks.entries import spread
from kbtool.checks.findings import Finding, Related
from kbtool.checks.report import Report
from kbtool.knowledge.places import Declared, Span
from kbtool.knowledge.rules import Rule, Severity
from kbtool.reports.binding import as_json
from kbtool.reports.places import relocated
from kbtool.reports.presentation import Presentation
from kbtool.reports.rule_words import in_general
from kbtool.reports.wording import decided, shifts, unlisted
from kbtool.version import __version__

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
LIMIT = 25_000
"""Results of a run that GitHub's code scanning takes; a file with more is refused whole."""
_WORST = 9
"""The most harm that a finding can have."""
_FINGERPRINT = "kbtoolFinding/v3"
"""The key of 3.27.17: what the fingerprint is made of, and its version."""


def render(report: Report, how: Presentation) -> str:
    """A log with one run: the rules with their pages, the findings with article and Turtle.

    Files are named from the top of the repository. Waived findings are suppressed results (3.27.23); with a baseline, each
    has its state (3.27.24). The worst come first, since code scanning shows the first 5,000 and takes 25,000; beyond these
    there is a number in the run's properties. What is gone is no result: it has no place any more, and code scanning refuses
    a file with a result without one, or shows it as one that is there.
    """
    report = relocated(report, how.locate)
    nowhere = Declared(report.documents[0].path if report.documents else "sources", 1)
    rules = sorted(report.rules, key=lambda rule: rule.code)
    index = {rule.code: number for number, rule in enumerate(rules)}
    found = spread(report.findings)
    run = {
        "tool": {
            "driver": {
                "name": "kbtool",
                "version": __version__,
                "rules": [_rule(rule, how.docs) for rule in rules],
            }
        },
        "properties": {
            "rulesNotRun": list(report.left_out),
            "policiesOff": list(report.packs_off),
            **(
                {"policies": [as_json(reach) for reach in report.reaches]} if report.reaches else {}
            ),
            **({"resultsLeftOut": len(found) - LIMIT} if len(found) > LIMIT else {}),
            **({} if report.shifts is None else {"verdictChanges": list(shifts(report))}),
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(finding, index, nowhere) for finding in found[:LIMIT]],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule, docs: str | None) -> dict[str, Any]:
    origin = f"\n\nSource: {rule.source}" if rule.source else ""
    says = "\n".join(f"- {in_general(message)}" for message in rule.messages)
    to_do = in_general(rule.suggestion)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": rule.description},
        **({"helpUri": f"{docs}rules/{rule.code}.html"} if docs else {}),
        "help": {
            "text": f"{rule.description}{origin}\n\n{to_do}",
            "markdown": f"{rule.description}{origin}\n\nIt says:\n\n{says}\n\n**What to do:** {to_do}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [f"family-{rule.code[0]}"]},
    }


def _result(finding: Finding, index: dict[str, int], nowhere: Declared) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "rank": round(100 * finding.harm / _WORST, 1),
        "message": {
            "text": "\n".join(
                [finding.message, *_placeless(finding), *unlisted(finding), finding.suggestion]
            )
        },
        "locations": [_location(finding, nowhere)],
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
        "properties": {
            "node": finding.node,
            "verdict": decided(finding) or None,
            **({} if finding.scope is None else {"scope": finding.scope}),
            **({} if finding.because is None else {"because": finding.because}),
        },
    }
    related = [_declared(finding.declared)] if finding.document and finding.declared else []
    related += [_related(other) for other in finding.related if other.document or other.declared]
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


def _location(finding: Finding, nowhere: Declared) -> dict[str, Any]:
    """A place in a file, always: code scanning refuses a whole log for one result without (3.28.3)."""
    logical = {
        "logicalLocations": [
            {"fullyQualifiedName": finding.encoded or finding.says or finding.node}
        ]
    }
    if finding.document:
        return {**_article(finding.document, finding.in_file, finding.quote), **logical}
    return {**_turtle(finding.declared or nowhere), **logical}


def _placeless(finding: Finding) -> list[str]:
    """The other sides that stand in no file, in words."""
    return [_said(other) for other in finding.related if not other.document and not other.declared]


def _related(related: Related) -> dict[str, Any]:
    place: dict[str, Any] = {}
    if related.document:
        place = _article(related.document, related.in_file, related.quote)
    elif related.declared:
        place = _turtle(related.declared)
    return {**place, "message": {"text": _said(related)}}


def _said(related: Related) -> str:
    said = f"{related.reference}: {related.message}" if related.reference else related.message
    return said or related.iri


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
