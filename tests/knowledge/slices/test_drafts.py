"""A draft checked by what it meets: what is said of it is what everything says, byte for byte."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from articles import base, topic
from commands import environment, kbtool
from kbtool.api.checking import check_drafts
from kbtool.io import kept as kept_results
from kbtool.io.originals import Original
from kbtool.reports.findings import json
from kbtool.reports.presentation import Presentation

ROOT = Path(__file__).parents[3]
EXTRA = """
id:e-plain a kb:Evidence ; kb:disputes id:cough-treats ; cito:citesAsEvidence id:cough-trial ;
    kb:design kb:RandomizedControlledTrial ; kb:finding "Nothing in it did better than a sham." ; kb:verification kb:SeenAtSource .
id:burn-allowed a kb:Proposition ; kb:subject id:burn-drug ; kb:predicate kb:approvedFor ; kb:object id:burn-ill ;
    kb:jurisdiction id:united-states .
id:e-aside a kb:Evidence ; kb:disputes id:ache-treats ; cito:citesAsEvidence id:ache-trial ;
    kb:design kb:RandomizedControlledTrial ; kb:finding "Patients (forty of them) got no better with it." ; kb:verification kb:SeenAtSource .
id:united-states a kb:Concept ; kb:conceptKind kb:Place ; skos:prefLabel "the United States" .
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles on topics of their own, on one of which something is said of a jurisdiction."""
    topics = (topic("ache"), topic("burn"), topic("cough"))
    made = base(tmp_path_factory.mktemp("drafts") / "kb", *topics, extra=EXTRA)
    shutil.copy(ROOT / "kb" / "language.ttl", made / "kb")
    return made


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment, with a folder for what is kept between runs."""
    return {**environment(), "KBTOOL_CACHE": str(tmp_path_factory.mktemp("kept"))}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("The ache drug treats ache ill.", "contradicts", id="one topic"),
        pytest.param(
            "Ache drug treats ache ill. It rains.\n\nBurn drug does not treat burn ill.",
            "restates",
            id="two topics",
        ),
        pytest.param(
            "Nothing in it did better than a sham.", "restates", id="the words of evidence alone"
        ),
        pytest.param(
            "Patients got no better with it.",
            "restates",
            id="the words of evidence but for those in brackets",
        ),
        pytest.param(
            "Nothing in it did better than others.", "nothing known", id="only its first words"
        ),
        pytest.param(
            "The ache drug is approved in the United States for ache ill.",
            "nothing known",
            id="a place, where another topic says that places matter",
        ),
        pytest.param("It rains, and nothing here is on file.", "nothing known", id="no topic"),
    ],
)
def test_a_draft_is_checked_by_what_it_meets(
    root: Path, kept: dict[str, str], tmp_path: Path, text: str, says: str
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(f"{text}\n", encoding="utf-8")
    asked = ("check", draft, "--format", "json", "-v")

    whole = kbtool(*asked, cwd=root, env=kept)
    part = kbtool(*asked, "--slice", cwd=root, env=kept)

    assert (part.returncode, part.stdout, part.stderr) == (whole.returncode, whole.stdout, "")
    assert f'"{says}"' in whole.stdout


@pytest.fixture(scope="module")
def without_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article, where no words of a language are known: why it is read whole does not hang on what a draft says."""
    return base(tmp_path_factory.mktemp("without") / "kb", topic("ache"))


@pytest.mark.parametrize(
    ("options", "because"),
    [
        (("--judge", "cat"), "a command is told what is on file"),
        (("--engine", "pyshacl", "--select", "E01"), "pySHACL evaluates the rules"),
    ],
    ids=str,
)
def test_a_draft_that_needs_everything_says_why(
    without_words: Path,
    kept: dict[str, str],
    tmp_path: Path,
    options: tuple[str, ...],
    because: str,
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("The ache drug treats ache ill.\n", encoding="utf-8")
    found = kbtool("check", draft, *options, "--slice", "-v", cwd=without_words, env=kept)
    assert f"the whole knowledge base is read: {because}" in found.stderr


PIECES = (
    "{0} drug treats {0} ill.",
    "The {0} drug does not treat {1} ill.",
    "{0} drug is approved in the United States for {0} ill.",
    "Nothing in it did better than a sham.",
    "The {0} drug did no better, they say.",
    "## {0} ill",
    "- It works within hours.",
    "Myth: {0} drug is addictive. Fact: it is not.",
    "It rains.",
    """<!-- kbtool: ignore X01 reason="known" owner="me" until="2026-01-31" -->""",
)
FACTS = "---\npromotes: ache drug\npage-kind: marketing page\naudience: the public\n---\n"


@pytest.mark.parametrize("seed", range(3))
def test_random_drafts_are_checked_as_by_everything(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(kept_results._InUse, "folder", tmp_path / "kept")
    chosen = random.Random(seed)
    some = chosen.sample(("ache", "burn", "cough"), 2)
    lines = [each.format(*some) for each in chosen.choices(PIECES, k=8)]
    text = "\n".join([FACTS * (seed % 2), *lines])
    draft = Original(text.encode(), "draft.md", "draft.md", date(2025, 11, 1))
    notes: list[str] = []

    whole, part = (
        check_drafts(root, [draft], today=date(2025, 11, 1), sliced=sliced, note=notes.append)
        for sliced in (False, True)
    )

    assert json.render(part, Presentation()) == json.render(whole, Presentation())
    assert notes == []
