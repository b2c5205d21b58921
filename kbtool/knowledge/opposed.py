"""Claims of an effect beside claims that deny it, or nearly so: for a reader who sets documents side by side.

No rule takes them for a conflict, since both can be true: "improves attention in some" and "does not mainly improve the core
symptoms". A reader of both is told two things of the same outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kbtool.knowledge.about import Holdings
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim, Stance
from kbtool.knowledge.statements import Statement, Terminology
from kbtool.knowledge.tension import Contrasts, read_contrasts, readings, scopes_meet


def opposed(kb: KnowledgeBase, claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of a denial and an assertion on the same outcome, or on one that is a part of the other; in the order given.

    Args:
        kb: the knowledge base.
        claims: the claims.
    """
    held, contrasts = Holdings(kb), read_contrasts(kb.store)
    stated = [
        (claim, held.statements[claim.question_iri])
        for claim in claims
        if claim.question_iri in held.statements
    ]
    denied = [one for one in stated if one[0].stance is Stance.DENIES]
    for denial, denied_statement in denied:
        for claim, statement in stated:
            if claim.stance is Stance.ASSERTS and _oppose(
                statement, denied_statement, held.terms, contrasts
            ):
                yield denial, claim


def _oppose(p: Statement, denied: Statement, terms: Terminology, contrasts: Contrasts) -> bool:
    """Whether what a reader takes from a statement is denied by another of the same thing, however much either says."""
    nested = terms.within(p.subject, denied.subject) or terms.within(denied.subject, p.subject)
    if not nested or denied.object is None or not scopes_meet(p.scope, denied.scope, terms):
        return False
    wide = contrasts.covering(denied.object, terms)
    return any(
        each.relation == denied.relation
        and each.object is not None
        and (each.object in wide or denied.object in contrasts.covering(each.object, terms))
        for each in readings(p, terms, contrasts)
    )
