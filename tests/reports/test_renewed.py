"""A corrected text: each new sentence is held to what is known, beside the claims whose words it took the place of."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from commands import kbtool
from velorastat import lay_velorastat

ARTICLE = "Velorastat acts on serotonin.\n\nOur rooms are bright.\n\nIt is served with tea.\n"
DECLARED = """
id:article a kb:Document ;
    dct:title "Velorastat" ;
    dct:publisher id:org-example ;
    kb:pageKind kb:ClinicBlog ;
    dct:format "text/plain" ;
    kb:file "article.txt" ;
    kb:sha256 "{sha256}" ;
    kb:retrieved "2026-06-30"^^xsd:date .

id:org-example a foaf:Organization, prov:Agent ; rdfs:label "Example" .
"""
CLAIMS = """@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix id: <https://w3id.org/kbtool/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .

id:c-serotonin a kb:Claim ;
    prov:wasQuotedFrom id:article ;
    oa:exact "Velorastat acts on serotonin" ;
    kb:asserts id:velorastat-acts-on-serotonin ;
    kb:certainty kb:Categorical .
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid_out(tmp_path_factory.mktemp("renewed"))


def laid_out(root: Path, article: str = ARTICLE) -> Path:
    root.mkdir(exist_ok=True)
    root = lay_velorastat(root)
    sources = root / "sources" / "sources.ttl"
    sha256 = hashlib.sha256(article.encode()).hexdigest()
    sources.write_text(sources.read_text() + DECLARED.format(sha256=sha256), encoding="utf-8")
    (root / "sources" / "article.txt").write_text(article, encoding="utf-8")
    (root / "kb" / "claims").mkdir(exist_ok=True)
    (root / "kb" / "claims" / "article.ttl").write_text(CLAIMS, encoding="utf-8")
    return root


def refreshed(root: Path, text: str, *more: str) -> str:
    (root / "new.txt").write_text(text, encoding="utf-8")
    result = kbtool("source", "refresh", "article", "new.txt", *more, cwd=root)
    assert result.returncode in (0, 1), result.stderr
    return result.stdout


def judged(root: Path, sentence: str) -> dict[str, Any]:
    """What is said of a sentence in the place of the false one."""
    shown = refreshed(
        root, ARTICLE.replace("Velorastat acts on serotonin.", sentence), "--format", "json"
    )
    (only,) = json.loads(shown)["judged"]
    return dict(only)


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("Velorastat does not act on serotonin.", "corrected"),
        ("Velorastat had no effect on serotonin in volunteers.", "corrected"),
        ("Velorastat surely acts on serotonin.", "still false"),
        ("Nearly half of those with a cold have a fever.", "unknown"),
        (
            "Velorastat had no effect on serotonin in volunteers, and it cheers crowds.",
            "known in part",
        ),
    ],
)
def test_a_true_correction_and_a_false_one_look_different(
    root: Path, sentence: str, becomes: str
) -> None:
    said = judged(root, sentence)
    assert said["becomes"] == becomes
    assert [(old["quote"], old["verdict"]) for old in said["inPlaceOf"]] == [
        ("Velorastat acts on serotonin", "refuted")
    ]


def test_the_text_has_the_verdict_below_the_sentence_and_what_stood_there(root: Path) -> None:
    shown = refreshed(root, ARTICLE.replace("Velorastat acts", "Velorastat surely acts"))
    lines = shown[shown.index("  + line 1:") :].splitlines()
    assert lines[0] == "  + line 1: Velorastat surely acts on serotonin."
    assert lines[1].startswith("    still false: X05 ")
    assert "      what stood there: c-serotonin (refuted)" in shown


def test_what_took_the_place_of_nothing_wrong_is_no_correction(root: Path) -> None:
    new = ARTICLE.replace("Our rooms are bright.", "Velorastat does not act on serotonin.")
    assert "    known: what is on file says so\n" in refreshed(root, new)


SEVERAL = "Velorastat acts on serotonin, on sleep, and on most of our guests."


def test_a_sentence_that_was_only_shortened_is_judged_by_what_still_stands_in_it(
    tmp_path: Path,
) -> None:
    root = laid_out(tmp_path / "kb", ARTICLE.replace("Velorastat acts on serotonin.", SEVERAL))
    shown = refreshed(root, ARTICLE, "--format", "json")
    (said,) = json.loads(shown)["judged"]
    assert said["becomes"] == "still false"
    assert [old["verdict"] for old in said["stillThere"]] == ["refuted"]
    assert said["inPlaceOf"] == []


def test_words_that_came_are_not_covered_by_what_stands_beside_them(tmp_path: Path) -> None:
    root = laid_out(tmp_path / "kb", ARTICLE.replace("Velorastat acts on serotonin.", SEVERAL))
    shown = refreshed(
        root, ARTICLE.replace("serotonin.", "serotonin, on horses."), "--format", "json"
    )
    (said,) = json.loads(shown)["judged"]
    assert said["becomes"] != "shortened"


def test_a_call_to_action_needs_no_source(root: Path) -> None:
    said = judged(root, "Call us today.")
    assert (said["becomes"], said["says"]) == ("nothing to check", "call to action")
    shown = refreshed(root, ARTICLE.replace("Velorastat acts on serotonin.", "Call us today."))
    assert "    nothing to check: call to action\n" in shown


def test_a_call_that_names_what_is_known_may_state_something(root: Path) -> None:
    shown = refreshed(
        root, ARTICLE.replace("acts on serotonin", "is what we know: call us to learn more")
    )
    said = "perhaps nothing to check: call to action; give a source if it states something besides"
    assert said in " ".join(shown.split())


@pytest.mark.parametrize(
    "sentence",
    ["Call us, since velorastat acts on serotonin.", "Learn more: velorastat heals fever."],
)
def test_a_call_that_states_something_is_no_mere_call(root: Path, sentence: str) -> None:
    assert judged(root, sentence)["becomes"] != "nothing to check"
