"""Questions to a knowledge base that is open, and to a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbtool.knowledge.comparison import Comparison
    from kbtool.reports.views import Answer, Chain, KnowledgeBase
    from kbtool.text.quotes import Anchor


def explain(kb: KnowledgeBase, claim: str) -> Chain:
    """Everything that the verdict on a claim rests on.

    >>> from kbtool import load
    >>> chain = explain(load("."), "vit-non-addictive")
    >>> [line.supporting for line in chain.lines if line.decisive][:1]
    [False]

    Args:
        kb: the knowledge base.
        claim: its IRI, CURIE or local name.

    Raises:
        InputError: there is no such claim; with the nearest names.
    """
    from kbtool.knowledge.chain import chain
    from kbtool.knowledge.lookup import find_claim
    from kbtool.reports.views import Chain

    return Chain.of(chain(kb, find_claim(kb, claim)))


def compare(kb: KnowledgeBase, one: str, other: str) -> Comparison:
    """Why two claims do or do not conflict.

    >>> from kbtool import load
    >>> compare(load("."), "vit-0-43", "vit-whopping-0-96").conflict
    False

    Args:
        kb: the knowledge base.
        one: a claim, by its IRI, CURIE or local name.
        other: the claim to compare it with, named in the same way.

    Raises:
        InputError: there is no such claim; with the nearest names.
    """
    from kbtool.knowledge.comparison import compare_claims
    from kbtool.knowledge.lookup import find_claim

    return compare_claims(kb, find_claim(kb, one), find_claim(kb, other))


def query(
    kb: KnowledgeBase,
    what: str,
    given: Mapping[str, str] | None = None,
    /,
    *,
    limit: int = 10_000,
    seconds: float | None = None,
    **parameters: str,
) -> Answer:
    """Ask a knowledge base in SPARQL: a named query with its parameters, or the text of a query.

    >>> from kbtool import load
    >>> query(load("."), "claims-by-verdict", verdict="Refuted").complete
    True

    Args:
        kb: the knowledge base.
        what: the name of a query of kb/queries/, or SPARQL; the prefixes of the knowledge base need not be declared.
        limit: the most rows to return.
        seconds: how long the query may take; what the settings say, if None.
        given: the parameters of a named query, by name.
        parameters: the same, as arguments; a value is a name, a label, a CURIE, an IRI or text.

    Raises:
        InputError: there is no such query or parameter, or it is not valid, does not only read, or takes too long.
    """
    from kbtool.knowledge.queries import ask, find_question, warnings
    from kbtool.reports.views import Answer

    question = find_question(kb, what, {**(given or {}), **parameters})
    result = ask(kb, question, limit=limit, seconds=seconds)
    return Answer.of(result, kb.labels, warnings(kb, question, result))


def anchor(text: str, quote: str, *, prefix: str = "", suffix: str = "") -> Anchor:
    """Find a quote in a text: as it stands, or up to typography; anything else is at most like it, and says so.

    >>> anchor("It may help.", "may help").start
    3
    >>> anchor("It is not known to help.", "is known to help").document_says
    'not known to help.'

    Args:
        text: the text.
        quote: the words.
        prefix: the words before them, where they stand in several places.
        suffix: the words behind them.
    """
    from kbtool.text.quotes import Quote
    from kbtool.text.quotes import anchor as find
    from kbtool.text.searchable import SearchableText

    return find(SearchableText(text), Quote(quote, prefix, suffix))
