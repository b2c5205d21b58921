"""What a reviewer decides: the basis of a decision, so that it can be told stale, and the decision as Turtle."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.knowledge.derive.decisions import basis, lines_on
from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import FOAF, ID, KB, PREFIXES, PROV, RDF, curie
from kbtool.rdf.terms import Term, objects, one, value

_LOCAL = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Decision:
    """A reviewer's decision on the verdict of a claim.

    Attributes:
        claim: the claim.
        verdict: the verdict decided.
        reason: why.
        reviewer: the name or the node of who decided.
        day: when.
    """

    claim: ox.NamedNode
    verdict: ox.NamedNode
    reason: str
    reviewer: str
    day: date


def find_verdict(store: ox.Store, labels: Labels, name: str) -> ox.NamedNode:
    """The verdict with a label or a local name, upper or lower case.

    Raises:
        InputError: there is none.
    """
    quads = store.quads_for_pattern(None, RDF("type"), KB("Verdict"), None)
    verdicts = {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    names = {verdict: labels.label(verdict) for verdict in verdicts}
    wanted = re.sub(r"[\s_-]+", "", name.rpartition(":")[2]).casefold()
    for verdict, label in names.items():
        if wanted == label.replace(" ", "").casefold():
            return verdict
    listed = sorted(label.replace(" ", "-") for label in names.values())
    raise InputError(f"there is no verdict {name!r}", help="verdicts are " + ", ".join(listed))


def decision_turtle(store: ox.Store, labels: Labels, decision: Decision) -> str:
    """The Turtle of a decision: a resolution, and its reviewer if nobody has described that one yet.

    A resolution of the same claim that is in force is revised by it (PROV: wasRevisionOf).

    Args:
        store: the knowledge base with what is derived.
        labels: labels of its nodes.
        decision: the decision.

    Raises:
        InputError: the reason or the reviewer is empty.
    """
    if not decision.reason.strip() or not decision.reviewer.strip():
        raise InputError(
            "a decision needs a reason and a reviewer",
            help="give both: kbtool resolve CLAIM --as VERDICT --reason ... --reviewer ...",
        )
    reviewer, described = _reviewer(store, labels, decision.reviewer.strip())
    computed = one(store, decision.claim, KB("computedVerdict"))
    before = objects(store, decision.claim, KB("decidedBy"))
    used = sorted(
        {value(one(store, line, KB("evidence"))) for line in lines_on(store, decision.claim)}
    )
    facts = [
        f"kb:claim {_term(decision.claim)}",
        f"kb:verdict {_term(decision.verdict)}",
        f"kb:overrides {_term(computed)}",
        f"kb:reason {ox.Literal(' '.join(decision.reason.split()))}",
        f"kb:reviewer {_term(reviewer)}",
        f'dct:date "{decision.day.isoformat()}"^^xsd:date',
        *(f"prov:wasRevisionOf {_term(node)}" for node in before),
        *([f"prov:used {', '.join(_term(ox.NamedNode(iri)) for iri in used)}"] if used else []),
        f'kb:basis "{basis(store, decision.claim)}"',
    ]
    name = _term(_free_name(store, decision))
    resolution = f"{name} a kb:Resolution ;\n    " + " ;\n    ".join(facts) + " .\n"
    return "\n".join([resolution, *described])


def with_prefixes(turtle: str, existing: str) -> str:
    """A Turtle file with more statements at its end, and the prefixes that they need.

    Args:
        turtle: the statements.
        existing: the file as it is; empty for a new one.
    """
    used = [name for name in PREFIXES if re.search(rf"(?<![\w:<]){name}:", turtle)]
    lines = [f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in used]
    have = {" ".join(line.split()) for line in existing.splitlines()}
    missing = "".join(line for line in lines if line.strip() not in have)
    gap = "\n" if existing.endswith("\n") or not existing else "\n\n"
    return existing + (gap if existing else "") + missing + ("\n" if missing else "") + turtle


def _reviewer(store: ox.Store, labels: Labels, name: str) -> tuple[ox.NamedNode, list[str]]:
    """The node of a reviewer, and the Turtle that describes it if nothing does."""
    given = ox.NamedNode(ID(name.removeprefix("id:")).value) if _plain(name) else None
    agents = (FOAF("Person"), FOAF("Organization"), PROV("Agent"), PROV("Person"))
    for agent in agents:
        for quad in store.quads_for_pattern(None, RDF("type"), agent, None):
            node = quad.subject
            if isinstance(node, ox.NamedNode) and (node == given or labels.label(node) == name):
                return node, []
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.casefold())
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    node = ID("-".join(["reviewer", *(words or [digest])]))
    if any(store.quads_for_pattern(node, None, None, None)):
        node = ID(f"{node.value.removeprefix(ID.base)}-{digest}")
    described = f"{_term(node)} a foaf:Person, prov:Agent ; rdfs:label {ox.Literal(name)} .\n"
    return node, [described]


def _plain(name: str) -> bool:
    return _LOCAL.fullmatch(name.removeprefix("id:")) is not None


def _free_name(store: ox.Store, decision: Decision) -> ox.NamedNode:
    about = decision.claim.value.rpartition("/")[2].rpartition("#")[2]
    stem = f"decision-{about}-{decision.day.isoformat()}"
    number = 1
    while True:
        node = ID(stem if number == 1 else f"{stem}-{number}")
        if not any(store.quads_for_pattern(node, None, None, None)):
            return node
        number += 1


def _term(term: Term | None) -> str:
    """A node in Turtle, as a CURIE where its local name needs no escapes."""
    iri = value(term)
    short = curie(iri)
    prefix, _, local = short.partition(":")
    fits = prefix in PREFIXES and re.fullmatch(
        r"[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?", local, re.ASCII
    )
    return short if fits else f"<{iri}>"
