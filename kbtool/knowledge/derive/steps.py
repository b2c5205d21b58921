"""The steps that fill the derived graph, and their run.

Each step sees what the files say and what the steps before it have derived. What a step written in Python reads and derives
stands in ``table``; of a query, that is read from its text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import pyoxigraph as ox

from kbtool.io.worker import limited
from kbtool.knowledge.derive.order import ConstructQuery
from kbtool.knowledge.derive.queries import constructed, terms_of
from kbtool.knowledge.derive.state import Derivation, Step
from kbtool.knowledge.derive.table import AFTER, BEFORE, FOR_RULES
from kbtool.rdf.namespaces import KB


def steps(queries: Iterable[ConstructQuery], derived: Collection[str]) -> list[Step]:
    """All steps in order.

    Args:
        queries: the CONSTRUCT queries of the knowledge base in order.
        derived: the terms that the vocabulary marks as derived.
    """
    return [*BEFORE, *(_of_query(query, derived) for query in queries), *AFTER]


def leading_to(
    order: Iterable[Step], asked: Collection[str], evaluating: Collection[str] = ()
) -> list[Step]:
    """The steps of which something follows that is asked for, in their order.

    Args:
        order: the steps.
        asked: the derived terms that are asked for, by local name.
        evaluating: the steps, by name, that may ask for all that was derived before them.
    """
    wanted, kept, all_before = set(asked), [], False
    for step in reversed(list(order)):
        if all_before or not wanted.isdisjoint(step.derives):
            wanted.update(step.reads)
            kept.append(step)
            all_before = all_before or step.name in evaluating
    return kept[::-1]


def named_by(order: Sequence[Step], store: ox.Store, texts: Sequence[str]) -> list[Step]:
    """The steps without those that a knowledge base has no use for: an older one has neither words nor rules for them.

    Args:
        order: the steps.
        store: the files' triples, the vocabulary among them.
        texts: its rules and derivations.
    """

    def is_named(term: str) -> bool:
        stated = store.quads_for_pattern(KB(term), None, None, None)
        return next(stated, None) is not None or any(term in text for text in texts)

    asked = {
        term
        for step in order
        for term in step.derives
        if step.name not in FOR_RULES or is_named(term)
    }
    leading = leading_to(order, asked)
    return [step for step in order if step.name not in FOR_RULES or step in leading]


def derive(
    state: Derivation,
    order: Iterable[Step],
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Run steps; each sees what those before it added.

    Args:
        state: the knowledge base in the making, changed in place.
        order: the steps.
        progress: is told which one runs.

    Raises:
        InputError: a query is not a valid SPARQL CONSTRUCT query, or a waiver names an unknown rule.
    """
    steps = tuple(order)
    for number, step in enumerate(steps, 1):
        progress(f"deriving: {step.name}")
        told = f"deriving verdicts from what is on file, step {number} of {len(steps)}"
        with limited(f"the derivation {step.name!r}", path=step.path, told=told):
            known = None if state.beyond is None else state.beyond.derived(step.name)
            state.store.extend(list(step.run(state)) if known is None else known)


def _of_query(query: ConstructQuery, derived: Collection[str]) -> Step:
    reads, constructs = (tuple(sorted(terms & set(derived))) for terms in terms_of(query.text))
    return Step(
        query.name,
        reads,
        constructs,
        lambda state: constructed(state.store, query.path, query.text, state.labels.names),
        str(query.path),
    )
