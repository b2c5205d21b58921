"""One of something is said in the singular, wherever things are counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool
from kbtool.api import explain, load

ONE = """
id:safe a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:safeFor ; kb:object id:people .
id:c-safe a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen is safe" ; kb:asserts id:safe ; kb:certainty kb:Categorical .
"""
SEVERAL = re.compile(
    r"\b1 (?:more )?(?:claims|quotes|findings|rows|rules|documents|lines|errors|warnings|notes|sentences)\b"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of one article with one claim."""
    root = lay_out(
        Case("", ONE, (), article="Ibuprofen is safe.\n"),
        tmp_path_factory.mktemp("one") / "project",
    )
    (root / "new.txt").write_text("Ibuprofen is not safe.\n", encoding="utf-8")
    (root / "all.rq").write_text("SELECT * { ?s a kb:Reference }", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--select", "E01"], "1 claim: 1 not assessed"),
        (["check", "--select", "E01", "--format", "html"], "1 error"),
        (["source", "refresh", "article", "new.txt"], "1 quote: 1 changed"),
        (["query", "all.rq", "--limit", "1"], "only the first row is shown"),
        (["explain", "c-safe"], "not assessed"),
    ],
)
def test_one_is_no_plural(root: Path, arguments: list[str], said: str) -> None:
    result = kbtool(*arguments, cwd=root)
    assert said in result.stdout + result.stderr
    assert not SEVERAL.search(result.stdout + result.stderr)


def test_one_is_no_plural_in_notebooks(root: Path) -> None:
    kb = load(root)
    assert repr(kb).endswith(": 1 claim>")
    assert repr(explain(kb, "c-safe")).endswith("not assessed, 0 lines of evidence>")
