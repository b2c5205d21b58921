"""What a reviewer decides: the basis of a decision, so that it can be told stale, and the decision as Turtle."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.decisions import basis, lines_on
from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import DCT, FOAF, KB, PROV, RDF, RDFS, Names
from kbtool.rdf.terms import instances, named, objects, one, value
from kbtool.rdf.turtle.write import (
    free_name,
    name_stem,
    says,
    short_statement,
    slug,
    statement,
    with_prefixes,
)

_LOCAL = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Addition(Struct, frozen=True):
    """A file with something added to it, to be written.

    Attributes:
        path: the file.
        shown: its path as messages name it.
        added: what is added, as Turtle.
        before: the file as it is; None, if there is none.
        after: the file with it.
    """

    path: Path
    shown: str
    added: str
    before: str | None
    after: str

    @property
    def files(self) -> dict[Path, bytes]:
        """What is to be written."""
        return {self.path: self.after.encode()}

    def as_read(self, kb: KnowledgeBase) -> dict[Path, bytes | None]:
        """What it was made from: it may be written while the files are those."""
        return {self.path: None, **kb.as_read}


class Decision(Struct, frozen=True):
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
    names = {verdict: labels.label(verdict) for verdict in instances(store, KB("Verdict"))}
    wanted = re.sub(r"[\s_-]+", "", name.rpartition(":")[2]).casefold()
    for verdict, label in names.items():
        if wanted == label.replace(" ", "").casefold():
            return verdict
    listed = sorted(label.replace(" ", "-") for label in names.values())
    raise InputError(f"there is no verdict {name!r}", help="verdicts are " + ", ".join(listed))


def added_decision(kb: KnowledgeBase, decision: Decision) -> Addition:
    """A decision, added to the file of decisions.

    Raises:
        InputError: the reason or the reviewer is empty, or cannot be printed.
    """
    turtle = decision_turtle(kb.store, kb.labels, decision)
    return added_to(kb, "resolutions.ttl", turtle, "# Decisions of reviewers.\n")


def added_to(kb: KnowledgeBase, name: str, turtle: str, head: str) -> Addition:
    """Statements, added to a file of kb/.

    Args:
        kb: the knowledge base.
        name: the name of the file.
        turtle: the statements.
        head: how the file begins, where there is none yet.
    """
    path = kb.workspace.root / "kb" / name
    shown = kb.workspace.shown(path)
    before = read_text(path, shown).text if path.exists() else None
    after = with_prefixes(turtle, head if before is None else before, shown, kb.names.prefixes)
    return Addition(path, shown, turtle, before, after)


def refuse_unprintable(**said: str) -> None:
    """Refuse what somebody has written, if nobody could read it.

    Args:
        said: what was written, by what it is.

    Raises:
        InputError: it holds a character that cannot be printed.
    """
    for what, text in said.items():
        if not text.replace("\r", "").replace("\n", " ").isprintable():
            raise InputError(
                f"the {what} holds a character that cannot be printed", help="write plain text"
            )


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
    refuse_unprintable(reason=decision.reason, reviewer=decision.reviewer)
    if not decision.reason.strip() or not decision.reviewer.strip():
        raise InputError(
            "a decision needs a reason and a reviewer",
            help="give both: kbtool resolve CLAIM --as VERDICT --reason ... --reviewer ...",
        )
    reviewer, described = person(store, labels, decision.reviewer.strip())
    computed = named([one(store, decision.claim, KB("computedVerdict"))])
    before = named(objects(store, decision.claim, KB("decidedBy")))
    lines = lines_on(store, decision.claim)
    used = set(named(one(store, line, KB("evidence")) for line in lines))
    resolution = statement(
        _free_node(store, labels.names, decision),
        KB("Resolution"),
        says(KB("claim"), decision.claim),
        says(KB("verdict"), decision.verdict),
        says(KB("overrides"), *computed),
        says(KB("reason"), " ".join(decision.reason.split())),
        says(KB("reviewer"), reviewer),
        says(DCT("date"), decision.day),
        *(says(PROV("wasRevisionOf"), node) for node in before),
        says(PROV("used"), *sorted(used, key=value)),
        says(KB("basis"), basis(store, decision.claim)),
        prefixes=labels.names.prefixes,
    )
    return "\n".join([resolution, *described])


def person(store: ox.Store, labels: Labels, name: str) -> tuple[ox.NamedNode, list[str]]:
    """The node of a reviewer, and the Turtle that describes it if nothing does.

    Raises:
        InputError: the name is that of something that cannot decide.
    """
    given = labels.names.node(name.removeprefix("id:")) if _plain(name) else None
    agents = (
        *(FOAF(name) for name in ("Person", "Organization", "Agent", "Group")),
        *(PROV(name) for name in ("Agent", "Person", "Organization")),
    )
    for agent in agents:
        for quad in store.quads_for_pattern(None, RDF("type"), agent, None):
            node = quad.subject
            if isinstance(node, ox.NamedNode) and (node == given or labels.label(node) == name):
                return node, []
    known = given is not None and any(store.quads_for_pattern(given, None, None, None))
    if known or name.startswith("id:"):
        raise InputError(
            f"{name} is no person or organization, so it decides nothing",
            help="name who decides, or a node of the type foaf:Person or foaf:Organization",
        )
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    stem = f"reviewer-{slug(name) or digest}"
    node = labels.names.node(stem)
    if any(store.quads_for_pattern(node, None, None, None)):
        node = labels.names.node(f"{stem}-{digest}")
    kinds = [FOAF("Person"), PROV("Agent")]
    label = says(RDFS("label"), name)
    return node, [short_statement(node, kinds, label, prefixes=labels.names.prefixes)]


def _plain(name: str) -> bool:
    return _LOCAL.fullmatch(name.removeprefix("id:")) is not None


def _free_node(store: ox.Store, names: Names, decision: Decision) -> ox.NamedNode:
    stem = f"decision-{name_stem(decision.claim.value)}-{decision.day.isoformat()}"
    quads, node = store.quads_for_pattern, names.node
    return node(free_name(stem, lambda name: not any(quads(node(name), None, None, None))))
