"""Evidence that is neutral on something, held to its own words: does anything in it say why it decides nothing?

Evidence for or against a statement that is entered as neutral is taken off the scales, and nothing else shows it. So what is
neutral says why: in its finding, by words for what was not looked at, or apart from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from kbtool.knowledge.derive.content_words import content_words
from kbtool.knowledge.derive.left_open import LeftOpen
from kbtool.knowledge.derive.listed import Listed
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import text

_SENTENCES = re.compile(r"[.;:]\s+")


def neutral_quads(store: ox.Store) -> Iterator[ox.Quad]:
    """kb:neutralUnsaid of evidence and what it is neutral on, where neither its finding nor kb:neutralBecause says why.

    Nothing is derived where the vocabulary has no words that name nothing, nor of evidence without a finding.

    Args:
        store: the knowledge base.
    """
    words = content_words(store)
    if words is None:
        return
    left_open = LeftOpen(Listed(store), words)
    for quad in store.quads_for_pattern(None, KB("neutralOn"), None, None):
        finding = text(store, quad.subject, KB("finding"))
        if finding is None or text(store, quad.subject, KB("neutralBecause")) is not None:
            continue
        if not left_open.decides_nothing(finding) and all(
            map(left_open.speaks, _SENTENCES.split(finding))
        ):
            yield ox.Quad(quad.subject, KB("neutralUnsaid"), quad.object, DERIVED)
