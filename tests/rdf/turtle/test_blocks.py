"""What a file says of one subject, as it is written there."""

from __future__ import annotations

from pathlib import Path

from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.turtle.blocks import Block, Blocks

TEXT = """@prefix ex: <http://example.org/> .

ex:one a ex:Thing ;
    ex:says "a\u2028b" .

# ---- Others ----

ex:two a ex:Thing .
"""
FILE = TurtleFile(Path("/x.ttl"), "x.ttl", GRAPH("x"), TEXT)


def test_a_statement_ends_before_the_next_and_its_heading() -> None:
    found = Blocks([FILE]).block("x.ttl", "http://example.org/one")
    assert found == Block(3, 4, 'ex:one a ex:Thing ;\n    ex:says "a\u2028b" .')


def test_the_last_statement_ends_with_the_file() -> None:
    found = Blocks([FILE]).block("x.ttl", "http://example.org/two")
    assert found == Block(8, 8, "ex:two a ex:Thing .")


def test_of_what_no_file_states_there_is_nothing() -> None:
    assert Blocks([FILE]).block("x.ttl", "http://example.org/three") is None
    assert Blocks([FILE]).block("y.ttl", "http://example.org/one") is None
