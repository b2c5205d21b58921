"""A waiver of a finding, as Turtle."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
from msgspec import Struct

from kbtool.authoring.decisions import Addition, added_to, person, refuse_unprintable
from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import one, value
from kbtool.rdf.turtle.write import free_name, name_stem, says, statement


class Waiving(Struct, frozen=True):
    """That somebody accepts a finding for a time.

    Attributes:
        rule: the code of the rule.
        claim: the claim, or other node, that the finding is about.
        reason: why it is accepted.
        owner: the name or the node of who answers for it.
        expires: the last day on which it holds.
    """

    rule: str
    claim: ox.NamedNode
    reason: str
    owner: str
    expires: date


def last_day(kb: KnowledgeBase) -> date:
    """The last day until which a finding of a knowledge base may be waived."""
    return date.fromisoformat(value(one(kb.store, DERIVED, KB("waivableUntil"))))


def added_waiver(kb: KnowledgeBase, waiving: Waiving) -> Addition:
    """A waiver, added to the file of waivers.

    Raises:
        InputError: the reason or the owner is empty or cannot be printed, it would hold no longer, or for too long.
    """
    refuse_unprintable(reason=waiving.reason, owner=waiving.owner)
    if not waiving.reason.strip() or not waiving.owner.strip():
        raise InputError("a waiver needs a reason and an owner", help="give both")
    if waiving.expires < kb.today:
        raise InputError(
            f"the waiver would end on {waiving.expires}, which is past",
            help="name a day to come, by which the finding is dealt with",
        )
    latest = last_day(kb)
    if waiving.expires > latest:
        raise InputError(
            f"the waiver would end on {waiving.expires}, and findings may be waived until {latest}",
            help="name an earlier day, by which somebody looks at it again; waiver-days in kbtool.toml allows more days",
        )
    owner, described = person(kb.store, kb.labels, waiving.owner.strip())
    stem = f"waiver-{name_stem(waiving.claim.value)}-{waiving.rule.lower()}"
    quads, node = kb.store.quads_for_pattern, kb.names.node
    name = free_name(stem, lambda each: not any(quads(node(each), None, None, None)))
    turtle = statement(
        node(name),
        KB("Waiver"),
        says(KB("rule"), waiving.rule),
        says(KB("claim"), waiving.claim),
        says(KB("reason"), " ".join(waiving.reason.split())),
        says(KB("owner"), owner),
        says(KB("expires"), waiving.expires),
        prefixes=kb.names.prefixes,
    )
    text = "\n".join([turtle, *described])
    return added_to(kb, "waivers.ttl", text, "# Findings that are accepted for a time.\n")
