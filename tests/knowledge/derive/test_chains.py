"""Chains of skos:broader: a long one is refused with its lower end, and what is allowed costs what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from cases import Case, lay_out
from kbtool.errors import InputError
from kbtool.io.limits import Limits, enforce, in_force
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.statements import Terminology
from kbtool.rdf.namespaces import ID


@pytest.fixture(autouse=True)
def short() -> Iterator[None]:
    """No more than five concepts in a chain."""
    before = in_force()
    enforce(replace(Limits(), broader=5))
    yield
    enforce(before)


def concepts(*pairs: tuple[int, int]) -> Case:
    nodes = sorted({node for pair in pairs for node in pair})
    turtle = [f'id:n-{node} a kb:Concept ; skos:prefLabel "{node}" .' for node in nodes]
    turtle += [f"id:n-{node} skos:broader id:n-{above} ." for node, above in pairs]
    return Case("S10", "\n".join(turtle) + "\n", (), article="Nothing.")


def refused(case: Case, tmp_path: Path) -> InputError:
    with pytest.raises(InputError) as raised:
        open_knowledge_base(lay_out(case, tmp_path / "project"))
    return raised.value


def test_a_chain_that_is_too_long_is_refused_with_its_lower_end(tmp_path: Path) -> None:
    error = refused(concepts(*((n, n + 1) for n in range(5))), tmp_path)
    assert error.message == (
        "id:n-0 begins a chain of 6 concepts, each broader than the one before; at most 5 are read"
    )
    assert (error.path, error.line) == ("kb/case.ttl", 11)
    assert error.help is not None and "broader in [limits] of kbtool.toml" in error.help


def test_the_longest_of_two_ways_up_counts(tmp_path: Path) -> None:
    way = [(n, n + 1) for n in range(5)]
    error = refused(concepts((0, 5), *way), tmp_path)
    assert "a chain of 6 concepts" in error.message


def test_a_circle_that_is_too_large_is_refused(tmp_path: Path) -> None:
    error = refused(concepts(*((n, (n + 1) % 6) for n in range(6)), (7, 0), (1, 8)), tmp_path)
    assert error.message.startswith("id:n-0 is one of 6 concepts that are broader than each other")


@pytest.mark.parametrize(
    "case",
    [
        concepts(*((n, n + 1) for n in range(4))),
        concepts(*((n, 100) for n in range(30))),
        concepts((0, 1), (1, 0), *((n, 0) for n in range(2, 20))),
    ],
    ids=["as long as may be", "many below one", "a small circle, which a rule flags"],
)
def test_what_is_not_too_long_is_read(case: Case, tmp_path: Path) -> None:
    open_knowledge_base(lay_out(case, tmp_path / "project"))


def test_what_is_broader_and_narrower_is_found_through_a_chain_and_a_circle() -> None:
    a, b, c, d = (ID(name) for name in "abcd")
    terms = Terminology(
        broader={
            a: frozenset([b]),
            b: frozenset([c]),
            c: frozenset([b]),
            d: frozenset([a]),
        }
    )
    assert terms.above(a) == {a, b, c}
    assert terms.above(c) == {b, c}
    assert terms.met_by(b) == {a, b, c, d}
