"""Why evidence from a reference decides nothing."""

from __future__ import annotations

import pyoxigraph as ox

from kbtool.knowledge.labels import Labels
from kbtool.rdf.namespaces import KB, RDF
from kbtool.rdf.terms import Term, objects, one
from kbtool.references.retractions import Standing

UNVERIFIED = "reference not yet verified"
"""The one reservation that says nothing against a reference: nobody has looked yet."""


def reservations(store: ox.Store, labels: Labels, reference: Term | None) -> list[str]:
    """Why evidence from a reference decides nothing, whatever its design: undeclared, retracted, doubted, not looked up."""
    if KB("Reference") not in objects(store, reference, RDF("type")):
        return ["declared nowhere as a reference"]
    said = []
    stated = {
        *objects(store, reference, KB("retractionStatus")),
        *objects(store, reference, KB("noticed")),
    }
    grave = [each for each in Standing if each.is_grave and KB(each.value) in stated]
    said += [labels.label(KB(max(grave).value))] if grave else []
    confirmed = one(store, reference, KB("confirmedBy"))
    if one(store, reference, KB("doubtedBy")) and not confirmed:
        said.append("in doubt at its registry")
    if one(store, reference, KB("verification")) == KB("NotYetVerified") and not confirmed:
        said.append(UNVERIFIED)
    return said
