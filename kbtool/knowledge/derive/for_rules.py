"""The steps whose results rules and queries read, and no other part of kbtool.

They are loaded where one of them runs: an older knowledge base has use for none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain

import pyoxigraph as ox

from kbtool.knowledge.derive.anecdotes import anecdote_quads
from kbtool.knowledge.derive.at_odds import at_odds_quads
from kbtool.knowledge.derive.bylines import byline_quads
from kbtool.knowledge.derive.cited import cited_quads
from kbtool.knowledge.derive.companions import companion_quads
from kbtool.knowledge.derive.composed import borrowed_step
from kbtool.knowledge.derive.declarations import declaration_quads
from kbtool.knowledge.derive.denied import denied_quads
from kbtool.knowledge.derive.misplaced import misplaced_quads
from kbtool.knowledge.derive.modal import modal_quads
from kbtool.knowledge.derive.mostly_unread import mostly_unread_quads
from kbtool.knowledge.derive.naming import naming_quads
from kbtool.knowledge.derive.neutral import neutral_quads
from kbtool.knowledge.derive.out_of_time import out_of_time_quads
from kbtool.knowledge.derive.outcomes import outcome_quads
from kbtool.knowledge.derive.predicate_names import predicate_name_quads
from kbtool.knowledge.derive.risks import risk_quads
from kbtool.knowledge.derive.scope import citation_quads, scope_quads
from kbtool.knowledge.derive.sought import sought_quads
from kbtool.knowledge.derive.state import Derivation, of_store
from kbtool.knowledge.derive.switched_off import out_of_force_quads
from kbtool.knowledge.derive.taken_out import taken_out_quads
from kbtool.knowledge.derive.told import told_quads
from kbtool.knowledge.derive.warrants import warrant_quads
from kbtool.knowledge.derive.worded_sides import worded_side_quads
from kbtool.knowledge.derive.wording import heading_quads, wording_quads

RUNS: Mapping[str, Callable[[Derivation], Iterable[ox.Quad]]] = {
    "declarations": lambda state: declaration_quads(state.files, state.named),
    "taken out": lambda state: taken_out_quads(state.files, state.beyond),
    "bylines": lambda state: byline_quads(state.store, state.documents.values()),
    "wording": lambda state: wording_quads(
        state.store, state.labels, state.documents, state.stretches
    ),
    "headings": lambda state: heading_quads(state.store, state.documents, state.stretches),
    "denied": lambda state: denied_quads(state.store, state.documents, state.stretches),
    "mostly unread": lambda state: mostly_unread_quads(
        state.store, state.documents, state.stretches
    ),
    "anecdotes": lambda state: anecdote_quads(state.store, state.documents, state.stretches),
    "modality": lambda state: modal_quads(
        state.store, state.labels, state.documents, state.stretches
    ),
    "naming": lambda state: naming_quads(state.store, state.documents, state.stretches),
    "scope": lambda state: scope_quads(state.store, state.documents, state.stretches),
    "citations": lambda state: citation_quads(state.store, state.documents, state.stretches),
    "outcomes": lambda state: chain(
        outcome_quads(state.store, state.labels),
        worded_side_quads(state.store, state.labels),
        neutral_quads(state.store),
    ),
    "misplaced": lambda state: misplaced_quads(state.store, state.documents, state.stretches),
    "risks": lambda state: risk_quads(state.store, state.labels),
    "told": partial(of_store, told_quads),
    "at odds": partial(of_store, at_odds_quads),
    "predicate names": partial(of_store, predicate_name_quads),
    "companions": partial(of_store, companion_quads),
    "borrowed quotes": borrowed_step,
    "warrants": partial(of_store, warrant_quads),
    "cited": partial(of_store, cited_quads),
    "out of time": partial(of_store, out_of_time_quads),
    "sought": partial(of_store, sought_quads),
    "rules out of force": lambda state: out_of_force_quads(state.rules, state.today),
}
"""What each of them gives, by name."""
