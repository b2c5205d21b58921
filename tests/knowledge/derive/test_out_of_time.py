"""PMIDs are given in ascending order: which do not fit the year of their paper."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kbtool.knowledge.derive.out_of_time import Paper, out_of_order

ON_FILE = [(10, 2000), (15, 2005), (20, 2010), (25, 2015), (31, 2019), (32, 2020), (38, 2024)]


def told(*pairs: tuple[int, int]) -> set[int]:
    """The PMIDs, in millions, that are told of among those on file and some more, with their years."""
    papers = [Paper(n, year, ox.NamedNode(f"id:{n}-{year}")) for n, year in (*ON_FILE, *pairs)]
    return {paper.pmid for paper, _ in out_of_order(papers)}


def test_those_in_order_are_not() -> None:
    assert told((26, 2015), (33, 2020), (29, 2018)) == set()


@pytest.mark.parametrize(
    ("pmid", "year"),
    [(37, 2010), (33, 2009), (11, 2015), (2, 2010)],
)
def test_one_that_two_others_contradict_is(pmid: int, year: int) -> None:
    assert told((pmid, year)) == {pmid}


def test_a_paper_that_waited_three_years_for_print_is_not() -> None:
    assert told((24, 2017)) == set()


def test_where_only_one_other_disagrees_nothing_is_said() -> None:
    assert told((39, 2022)) == set()
