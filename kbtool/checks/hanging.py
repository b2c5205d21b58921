"""What hangs on evidence and references: how many claims they decide, and what is at stake in those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kbtool.checks.report import Hanging, MissingStudy
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.pivotal import missing_studies
from kbtool.rdf.store import select
from kbtool.rdf.terms import value

_MOST = 5
_QUERY = """
PREFIX kb: <https://w3id.org/kbtool/ns#>
PREFIX cito: <http://purl.org/spar/cito/>
SELECT ?evidence ?reference ?claim ?stakes WHERE {
  ?line a kb:EvidenceLine ; kb:decisive true ; kb:evidence ?evidence ; kb:claim ?as .
  ?claim kb:judgedAs ?as .
  OPTIONAL { ?evidence cito:citesAsEvidence ?reference }
  OPTIONAL { ?claim kb:stakes ?stakes }
}"""


def missing(kb: KnowledgeBase) -> tuple[MissingStudy, ...]:
    """The studies that are not on file and that could decide most claims, each more than one; none is tried."""
    found = [MissingStudy(one.label, len(one.claims)) for one in missing_studies(kb)]
    most = sorted(found, key=lambda one: (-one.claims, one.label))
    return tuple(one for one in most if one.claims > 1)[:_MOST]


def hanging(kb: KnowledgeBase) -> Mapping[str, Hanging]:
    """What hangs on each item of evidence and each reference that decides a claim, by IRI."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in select(kb.store, _QUERY):
        stakes = value(row["stakes"])
        for name in ("evidence", "reference"):
            if row[name] is not None:
                found[value(row[name])][value(row["claim"])] = int(stakes or 0)
    return {iri: Hanging(len(claims), sum(claims.values())) for iri, claims in found.items()}
