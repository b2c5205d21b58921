"""Two claims side by side, as text for a reviewer."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.comparison import compare_claims
from kbtool.knowledge.model import Claim
from kbtool.reports.style import Style, finished


def compared(kb: KnowledgeBase, one: Claim, other: Claim, style: Style) -> list[str]:
    """Why two claims do or do not conflict, as the head of a page."""
    page = explain_two(kb, ox.NamedNode(one.iri), ox.NamedNode(other.iri), style)
    return [*page.splitlines(), ""]


def explain_two(kb: KnowledgeBase, one: ox.NamedNode, other: ox.NamedNode, style: Style) -> str:
    """Why two claims do or do not conflict."""
    found = compare_claims(kb, one, other)
    lines: list[str] = []
    for claim in map(kb.reader.claim, (one, other)):
        document, span = claim.document, claim.span
        where = f"{document.path}:{span.line}:{span.column}" if document and span else ""
        name = kb.names.curie(claim.iri)
        if len(name) + len(where) + 2 > style.width:
            lines += [style.bold(name), f"  {where}"]
        else:
            lines.append(f"{style.bold(name)}  {where}".rstrip())
        lines += style.wrap(f"“{claim.quote}”", "  ")
        lines += style.wrap(f"says: {claim.says}", "  ")
    if found.conflict:
        verdict = "They conflict."
    else:
        verdict = "They pull against each other." if found.tension else "They do not conflict."
    lines += ["", style.bold(verdict), *style.wrap(found.because, "  "), ""]
    for facet in found.facets:
        if facet.relation == "the same":
            lines += style.wrap(f"{facet.name}: {facet.one}, the same", "  ", 4)
        else:
            lines += style.wrap(
                f"{facet.name}: {facet.one} / {facet.other}: {facet.relation}", "  ", 4
            )
    for value in found.values:
        lines += style.wrap(value, "  ", 4)
    return finished("\n".join(lines))
