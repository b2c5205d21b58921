"""The chain behind a verdict, as values."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, lay_out
from kbtool.knowledge.chain import chain
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID

TURTLE = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .

id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Nothing to see here" ; kb:asserts id:p ; kb:certainty kb:Categorical .

id:r a kb:Reference ; rdfs:label "R" ; {identifier} ; kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .

id:e a kb:Evidence ; kb:supports id:p ; cito:citesAsEvidence id:r ; kb:design kb:RandomizedControlledTrial ; kb:finding "f" ;
    kb:verification kb:SeenAtSource .
"""


@pytest.mark.parametrize(
    ("identifier", "shown"),
    [
        ('kb:doi "10.1000/x"', "DOI 10.1000/x"),
        ('kb:bla "125514"', "BLA 125514"),
        ('kb:ndc "42023-113"', "NDC 42023-113"),
        ('kb:usc "21 USC 812"', "21 USC 812"),
    ],
)
def test_a_line_has_the_identifiers_of_its_reference(
    tmp_path: Path, identifier: str, shown: str
) -> None:
    root = lay_out(Case("", TURTLE.format(identifier=identifier), ()), tmp_path / "project")
    (line,) = chain(open_knowledge_base(root), ID("c")).lines
    assert line.evidence.source is not None
    assert line.evidence.source.identifiers == (shown,)


def test_lines_that_are_alike_are_in_the_order_of_their_names(tmp_path: Path) -> None:
    one = TURTLE.format(identifier='kb:doi "10.1000/x"')
    start = one.index("id:e a kb:Evidence")
    alike = "".join(one[start:].replace("id:e a", f"id:{name} a") for name in "kbfh")
    root = lay_out(Case("", one[:start] + alike, ()), tmp_path / "project")
    shown = [line.evidence.iri for line in chain(open_knowledge_base(root), ID("c")).lines]
    assert shown == [ID(name).value for name in "bfhk"]
