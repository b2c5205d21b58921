"""A sentence in the very words of what is on file is known, whether or not anything else in it is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kbtool.api import check_drafts
from kbtool.checks.sentences import Says, SentenceVerdict
from kbtool.io.originals import Original
from velorastat import lay_velorastat

FOUND = "Levels in spinal fluid were alike (4.1 against 4.2 ng) by week 12"
EVIDENCE = f"""@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix id: <https://w3id.org/kbtool/id/> .
@prefix cito: <http://purl.org/spar/cito/> .

id:e-spinal-fluid a kb:Evidence ;
    kb:disputes id:velorastat-acts-on-serotonin ;
    cito:citesAsEvidence id:experiment-receptors ;
    kb:design kb:ControlledHumanExperiment ;
    kb:sampleSize 22 ;
    kb:finding "{FOUND}." ;
    kb:verification kb:SeenAtSource .
"""
FALSE = "Velorastat acts on serotonin."


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_velorastat(tmp_path_factory.mktemp("wordings"))
    (root / "kb" / "more.ttl").write_text(EVIDENCE, encoding="utf-8")
    return root


def sentences(root: Path, text: str) -> tuple[SentenceVerdict, ...]:
    """What is said of the sentences of a draft, behind one that the evidence speaks against."""
    original = Original(f"{FALSE}\n\n{text}\n".encode(), "a.md", "a.md", date(2026, 6, 30))
    (draft,) = check_drafts(root, [original], today=date(2026, 6, 30)).drafts
    return draft.sentences


def last(root: Path, text: str) -> tuple[SentenceVerdict, str]:
    """What is said of the last sentence, with the draft."""
    return sentences(root, text)[-1], f"{FALSE}\n\n{text}\n"


def last_but_one(root: Path, text: str) -> SentenceVerdict:
    """What is said of the last sentence but one."""
    return sentences(root, text)[-2]


@pytest.mark.parametrize(
    "text",
    [
        f"{FOUND}.",
        FOUND.replace(" (4.1 against 4.2 ng)", ""),
        f"{FOUND} (Fictional experiment G).",
    ],
)
def test_the_words_of_evidence_that_decides_restate_it(root: Path, text: str) -> None:
    assert last(root, text)[0].says is Says.RESTATES


@pytest.mark.parametrize(
    "text",
    [
        f"{FOUND}?",
        FOUND.replace("12", "21") + ".",
        f"It is a lie that {FOUND[0].lower()}{FOUND[1:]}.",
        f"{FOUND} is wrong.",
        f"Myths:\n\n- {FOUND}.",
    ],
)
def test_what_asks_denies_or_has_another_figure_does_not(root: Path, text: str) -> None:
    assert last(root, text)[0].says is Says.NOTHING


@pytest.mark.parametrize("next_", ["That is a myth.", "We were wrong.", "This is an old view."])
def test_what_the_next_sentence_takes_back_does_not(root: Path, next_: str) -> None:
    assert last_but_one(root, f"{FOUND}. {next_}").says is Says.NOTHING


def test_what_the_next_sentence_vouches_for_does(root: Path) -> None:
    assert last_but_one(root, f"{FOUND}. That is no myth.").says is Says.RESTATES


@pytest.mark.parametrize("more", [" (by the way)", ", which cures everybody"])
def test_what_is_added_is_told_as_not_compared(root: Path, more: str) -> None:
    each, text = last(root, f"{FOUND}{more}.")
    assert each.says is Says.IN_PART
    (rest,) = each.unread
    assert rest.of(text) in more


def test_what_a_check_proposes_to_write_is_known(root: Path) -> None:
    assert last(root, "velorastat does not act on serotonin.")[0].says is Says.RESTATES
