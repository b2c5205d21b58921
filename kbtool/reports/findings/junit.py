"""The findings as JUnit XML, as GitLab, Jenkins and others read it: a suite for each file, a case for each finding."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from xml.etree import ElementTree as ET

from kbtool.checks.findings import FailOn, Finding
from kbtool.checks.ranking import worst_first
from kbtool.checks.report import Report
from kbtool.knowledge.policies import Answer, Reach
from kbtool.rdf.namespaces import Names
from kbtool.reports.places import relocated
from kbtool.reports.presentation import Presentation
from kbtool.reports.wording import fails, judged, place, shortened, standing, unlisted

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (2.2) has no way to write."""


def render(report: Report, how: Presentation) -> str:
    """A suite for each article and each Turtle file with findings.

    Files are named from the top of the repository. A finding that makes the check fail is a failure; one that is waived or
    in the baseline is skipped; a milder one passes, with its text as output. An article without findings passes as a case.
    The worst come first, in a suite and among them.
    """
    report = relocated(report, how.locate)
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(report.findings, key=worst_first):
        by_file[_file(finding)].append(finding)
    for tally in report.documents:
        by_file.setdefault(tally.path, [])
    root = ET.Element("testsuites", name="kbtool")
    totals = [0, 0, 0]
    for path, findings in by_file.items():
        suite = ET.SubElement(root, "testsuite", name=_clean(path))
        names = _names(findings, report.names)
        cases = [
            _case(finding, name, path, how.fail_on)
            for finding, name in zip(findings, names, strict=True)
        ]
        cases += [
            _unchecked(reach, path)
            for reach in report.reaches
            if reach.document == path
            if reach.answer is not Answer.YES
        ]
        cases = cases or [ET.Element("testcase", name="no findings", classname=_clean(path))]
        suite.extend(cases)
        counts = [
            len(cases),
            sum(case.find("failure") is not None for case in cases),
            sum(case.find("skipped") is not None for case in cases),
        ]
        _count(suite, counts)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
    _count(root, totals)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ['<?xml version="1.0" encoding="UTF-8"?>\n', "\n"]
    )


def _count(element: ET.Element, counts: list[int]) -> None:
    names = ("tests", "failures", "skipped")
    element.attrib |= {name: str(count) for name, count in zip(names, counts, strict=True)}
    element.set("errors", "0")


def _names(findings: list[Finding], names: Names) -> list[str]:
    """The names of cases, each its own: CI servers follow a case by its name, so nothing in it moves with the text."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        about = f" “{shortened(finding.quote)}”" if finding.quote else ""
        name = f"{finding.code} {finding.name} {names.short(finding.node)}{about} [{finding.fingerprint}]"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _case(finding: Finding, name: str, path: str, fail_on: FailOn) -> ET.Element:
    case = ET.Element("testcase", name=_clean(name), classname=_clean(path), file=_clean(path))
    if finding.in_file:
        case.set("line", str(finding.in_file.line))
    body = _clean("\n".join(_body(finding)))
    if not finding.counts:
        ET.SubElement(case, "skipped", message=_clean(standing(finding)))
    elif fails(finding, fail_on):
        attributes = {"type": finding.severity, "message": _clean(finding.message)}
        ET.SubElement(case, "failure", attributes).text = body
    else:
        ET.SubElement(case, "system-out").text = body
    return case


def _unchecked(reach: Reach, path: str) -> ET.Element:
    """A case that was skipped: a policy pack that does not bind the page, or of which that is not known."""
    name = f"policy pack {reach.of}"
    case = ET.Element("testcase", name=_clean(name), classname=_clean(path), file=_clean(path))
    ET.SubElement(case, "skipped", message=_clean(f"not checked: {reach.because}"))
    return case


def _body(finding: Finding) -> list[str]:
    lines = [f"{place(finding)}: {finding.severity}: {finding.message}"]
    if verdict := judged(finding):
        lines.append(f"verdict: {verdict}")
    for other in finding.related:
        where = (
            f"{other.document}:{other.in_file.line} " if other.document and other.in_file else ""
        )
        lines.append(f"- {where}{other.reference or other.quote or ''}: {other.message}")
    lines += [f"- {words}" for words in unlisted(finding)]
    return [*lines, f"help: {finding.suggestion}"]


def _file(finding: Finding) -> str:
    if finding.document:
        return finding.document
    return finding.declared.file if finding.declared else "knowledge base"


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
