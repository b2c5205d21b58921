"""A knowledge base loaded into Virtuoso 7, which alters values, and checked there."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import environment, kbtool
from in_stores import clear, graphs, without_labels
from stores import Running

KEPT = ("--keep", "xsd:duration", "--keep", "xsd:decimal")


@pytest.fixture
def store(virtuoso_server: Running) -> Running:
    """A store with nothing of a load in it."""
    clear(virtuoso_server, "https://w3id.org/kbtool/load/")
    return virtuoso_server


def load(store: Running, kb: Path, *more: str) -> tuple[int, str]:
    told = {"KBTOOL_ENDPOINT_USER": store.user, "KBTOOL_ENDPOINT_PASSWORD": store.password}
    addresses = ("--endpoint", store.query, "--update-endpoint", store.update)
    found = kbtool("load", *addresses, *more, cwd=kb, env=environment() | told)
    return found.returncode, found.stderr


def loads(store: Running) -> list[str]:
    return [one for one in graphs(store) if one.startswith("https://w3id.org/kbtool/load/")]


def test_what_is_found_is_the_same_byte_for_byte(store: Running, kb: Path, tmp_path: Path) -> None:
    code, told = load(store, kb, *KEPT)
    assert code == 0, told
    assert "values of xsd:boolean otherwise; what they stand for is the same" in told
    here = kbtool("check", "--format", "json", cwd=kb)
    there = kbtool("check", "--endpoint", store.query, "--format", "json", cwd=tmp_path)
    assert without_labels(there.stdout) == without_labels(here.stdout), there.stderr
    assert there.returncode == here.returncode
    alone = kbtool(
        *("check", "--endpoint", store.query, "article", "--slice", "--format", "json"),
        cwd=tmp_path,
    )
    here = kbtool("check", "sources/article.txt", "--format", "json", cwd=kb)
    assert without_labels(alone.stdout) == without_labels(here.stdout), alone.stderr


def test_long_decimals_that_it_cuts_are_told_and_nothing_is_left(store: Running, kb: Path) -> None:
    code, told = load(store, kb, "--keep", "xsd:duration")
    assert code == 2
    assert "alters what is written: kb:factorToBase (xsd:decimal): " in told
    assert "add --keep xsd:decimal" in told
    assert not loads(store)


def test_values_that_it_refuses_are_told_and_nothing_is_left(store: Running, kb: Path) -> None:
    note = "id:somebody <http://www.w3.org/2000/01/rdf-schema#comment> "
    with (kb / "sources" / "sources.ttl").open("a") as file:
        file.write(f'{note} "P28D"^^<http://www.w3.org/2001/XMLSchema#duration> .\n')
    code, told = load(store, kb)
    assert code == 2
    assert "answers with status 500" in told
    assert "with --keep, a store takes values of datatypes that it refuses" in told
    assert not loads(store)


def test_who_may_not_write_is_told_so(store: Running, kb: Path) -> None:
    wrong = Running(store.query, store.update, "dba", "wrong")
    code, told = load(wrong, kb, *KEPT)
    assert code == 2
    assert "refuses the name and password" in told
