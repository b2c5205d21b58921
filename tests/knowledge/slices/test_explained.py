"""A claim explained by what it needs alone: the page is the one that everything gives, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from articles import base, topic
from commands import environment, kbtool

Explain = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles on topics of their own, and two on one; a rule and a claim have one name."""
    extra = (
        'id:x05 a kb:Claim ; prov:wasQuotedFrom id:burn ; oa:exact "It rains." ;'
        " kb:asserts id:burn-treats ; kb:certainty kb:Categorical .\n"
    )
    topics = (topic("ache"), topic("burn"), topic("cough", "burn"))
    return base(tmp_path_factory.mktemp("explained") / "kb", *topics, extra=extra)


@pytest.fixture
def explain(root: Path, tmp_path: Path) -> Explain:
    """Gives the page of names and what is said of how it was made, by a slice and by everything."""

    def page(*names: str, sliced: bool) -> tuple[int, str, str]:
        variables = {**environment(), "KBTOOL_CACHE": str(tmp_path / "kept")}
        options = ["--slice"] if sliced else []
        found = kbtool("explain", *names, "-v", *options, cwd=root, env=variables)
        return found.returncode, found.stdout, found.stderr

    return page


@pytest.mark.parametrize(
    "names",
    [("c-ache",), ("d-cough",), ("https://w3id.org/kbtool/id/c-burn",), ("c-burn", "c-cough")],
    ids=" ".join,
)
def test_a_claim_is_explained_by_what_it_needs(explain: Explain, names: tuple[str, ...]) -> None:
    code, whole, _ = explain(*names, sliced=False)
    for _ in ("cut", "kept"):
        assert explain(*names, sliced=True) == (code, whole, "")
    assert (code, "drug" in whole) == (0, True)


@pytest.mark.parametrize(
    ("names", "because"),
    [
        (("e-ache",), "e-ache is no claim"),
        (("x05",), "x05 is no claim"),
        (("c-ach",), "https://w3id.org/kbtool/id/c-ach is not on file"),
        (("C-ACHE",), "https://w3id.org/kbtool/id/C-ACHE is not on file"),
        (("ache drug",), "what is named may be something else than a claim"),
        (("ache.txt:1",), "what is named may be something else than a claim"),
    ],
    ids=str,
)
def test_what_may_be_something_else_is_looked_for_in_everything(
    explain: Explain, names: tuple[str, ...], because: str
) -> None:
    code, whole, _ = explain(*names, sliced=False)
    found = explain(*names, sliced=True)
    assert found[:2] == (code, whole)
    assert f"the whole knowledge base is read: {because}" in found[2]
