"""The beginning of a claim: anchored, named, with what it seems to state, and what is near in comments."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import PREFIXES, ROOT, Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from kbtool.authoring.claims import at_the_end
from kbtool.cli.claim import refuse_unread
from kbtool.errors import InputError
from kbtool.io.workspace import Workspace
from kbtool.rdf.namespaces import KB, OA, Names

REPEATED = "Ibuprofen is safe. It works. Ibuprofen is safe for children.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    article = ARTICLE + REPEATED
    return lay_out(Case("E01", TURTLE, (), article=article), tmp_path / "project")


@pytest.mark.parametrize(
    ("quote", "offered"),
    [
        ("ketamine therapy is gaining attention", "ketamine-gaining-popularity-for-adhd"),
        (
            "In most cases, any changes—positive or negative—are temporary",
            "effect-persistence-temporary",
        ),
    ],
)
def test_what_is_meant_is_among_what_is_near_in_the_real_article(quote: str, offered: str) -> None:
    text = kbtool("claim", "new", "fuse-mind-and-body", quote, cwd=ROOT).stdout
    assert text.startswith("# sources/fuse-mind-and-body.txt:")
    assert any(offered in line for line in text.splitlines() if "kb:asserts" in line)


def test_a_figure_gets_its_value_beside_what_the_words_state(root: Path) -> None:
    text = kbtool("claim", "new", "article", "treats pain in 70% of people", cwd=root).stdout
    assert "kb:asserts id:treats-pain ;" in text
    assert "kb:gives id:response ;" in text
    assert 'kb:value "70"' in text and "kb:unit kb:Percent" in text
    assert 'kb:asPrinted "70%"' in text


NAMED = (
    'id:b12 a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "vitamin B12 deficiency" .\n'
)


@pytest.fixture
def worded(tmp_path: Path) -> Path:
    """An article of sentences with digits, denials and hedges, and the words by which these are known."""
    article = (
        "Ibuprofen may cause vitamin B12 deficiency. No stomach bleeding was seen with ibuprofen.\n"
    )
    root = lay_out(Case("E01", TURTLE + NAMED, (), article=article), tmp_path / "project")
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    return root


def test_a_name_with_a_digit_is_no_figure_and_a_hedge_is_kept(worded: Path) -> None:
    quote = "Ibuprofen may cause vitamin B12 deficiency"
    text = kbtool("claim", "new", "article", quote, cwd=worded).stdout
    assert "kb:subject id:ibuprofen" in text and "kb:object id:b12" in text
    assert "kb:certainty kb:Hedged" in text
    assert "kb:gives" not in text


def test_a_denial_is_offered_as_one(worded: Path) -> None:
    quote = "No stomach bleeding was seen with ibuprofen"
    text = kbtool("claim", "new", "article", quote, cwd=worded).stdout
    assert "kb:denies id:" in text and "kb:asserts" not in text


def test_everything_that_is_begun_is_marked_until_somebody_has_decided(root: Path) -> None:
    text = kbtool("claim", "new", "article", "treats pain in 70% of people", cwd=root).stdout
    stated = [line for line in text.splitlines() if " a kb:" in line and not line.startswith("#")]
    assert text.count("kb:undecided") == len(stated) == 2


def test_it_is_turtle_that_check_takes_and_calls_incomplete(root: Path) -> None:
    text = kbtool("claim", "new", "article", "Patients say that it works wonders", cwd=root).stdout
    (root / "kb" / "new.ttl").write_text(PREFIXES + text, encoding="utf-8")
    result = kbtool("check", "kb/new.ttl", "--select", "S,A", "--format", "concise", cwd=root)
    assert result.returncode == 1
    assert "A0" not in result.stdout
    assert "S94" in result.stdout


@pytest.mark.parametrize("occurrence", [1, 2, 3])
def test_words_that_stand_there_often_are_told_apart(root: Path, occurrence: int) -> None:
    which = ("--occurrence", str(occurrence))
    text = kbtool("claim", "new", "article", "Ibuprofen is safe", *which, cwd=root).stdout
    triples = list(ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))
    (root / "kb" / "new.ttl").write_text(PREFIXES + text, encoding="utf-8")
    assert [t.object.value for t in triples if t.predicate == OA("exact")] == ["Ibuprofen is safe"]
    result = kbtool("check", "kb/new.ttl", "--select", "A", cwd=root)
    assert "A03" not in result.stdout
    query = f"SELECT ?s {{ ?c <{KB.base}start> ?s ; oa:prefix|oa:suffix ?context }}"
    starts = kbtool("query", "-", "--format", "csv", cwd=root, stdin=query).stdout.split()[1:]
    expected = [0, len(ARTICLE), len(ARTICLE) + REPEATED.index("Ibuprofen is safe for")]
    assert set(starts) == {str(expected[occurrence - 1])}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("article", "Ibuprofen is safe"), "3 times: 1 at 1:1, 2 at 4:1, 3 at 4:30"),
        (("article", "Ibuprofen is safe", "--occurrence", "4"), "3 times"),
        (("article", "Ibuprofen is not safe"), "it says “Ibuprofen is safe"),
        (("article", " "), "the quote is empty"),
        (("nothing", "Ibuprofen"), "'nothing' is not a document"),
    ],
)
def test_what_cannot_be_anchored_is_refused(
    root: Path, arguments: tuple[str, ...], why: str
) -> None:
    result = kbtool("claim", "new", *arguments, cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert why in result.stderr


CLAIM = ("claim", "new", "article", "Patients say that it works wonders", "--output", "mine.ttl")


def test_a_file_of_claims_written_by_hand_gets_the_claim_at_its_end(root: Path) -> None:
    mine = "# Mine.\n@prefix kb: <https://w3id.org/kbtool/ns#> .\n<urn:mine> a kb:Claim . # no line end"
    (root / "mine.ttl").write_text(mine, encoding="utf-8")
    result = kbtool(*CLAIM, cwd=root)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "kbtool: added the claim at the end of mine.ttl\n"
    text = (root / "mine.ttl").read_text(encoding="utf-8")
    assert text.startswith(mine + "\n\n@prefix id:") and text.count("@prefix kb:") == 1
    quotes = [
        t.object for t in ox.parse(text, format=ox.RdfFormat.TURTLE) if t.predicate == OA("exact")
    ]
    assert quotes == [ox.Literal("Patients say that it works wonders")]


@pytest.mark.parametrize("name", ["kb/x.txt", "kb/x.TTL", "kb/.x.ttl", "shapes/x.ttl"])
def test_a_file_in_the_knowledge_base_that_is_not_read_gets_no_claim(root: Path, name: str) -> None:
    with pytest.raises(InputError, match="is not read as knowledge"):
        refuse_unread(root / name, Workspace(root, root))
    refuse_unread(root / "kb" / "claims" / "x.ttl", Workspace(root, root))
    refuse_unread(root / "x.txt", Workspace(root, root))


def test_a_file_that_is_not_there_gets_the_claim_with_its_prefixes(root: Path) -> None:
    result = kbtool(*CLAIM, cwd=root)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    text = (root / "mine.ttl").read_text(encoding="utf-8")
    assert text.startswith("@prefix kb:")
    again = kbtool(*CLAIM, cwd=root)
    assert (again.returncode, again.stdout) == (2, "")
    assert "mine.ttl: already says something about id:c-patients-say-works-wonders" in again.stderr
    assert (root / "mine.ttl").read_text(encoding="utf-8") == text


def test_a_file_that_is_no_turtle_stays_as_it_is(root: Path) -> None:
    (root / "mine.ttl").write_text("Notes of mine.\n", encoding="utf-8")
    result = kbtool(*CLAIM, cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert "mine.ttl:1" in result.stderr
    assert (root / "mine.ttl").read_text(encoding="utf-8") == "Notes of mine.\n"


def test_a_prefix_with_two_meanings_gets_its_own_again() -> None:
    existing = (
        "@prefix kb: <https://w3id.org/kbtool/ns#> .\n@prefix id: <https://w3id.org/kbtool/id/> .\n"
        "@prefix kb: <urn:other:> .\n<urn:x> a kb:Thing .\n"
    )
    whole = at_the_end("id:c a kb:Claim .\n", existing, "mine.ttl", Names())
    *_, claim = ox.parse(whole, format=ox.RdfFormat.TURTLE)
    assert whole.startswith(existing) and claim.object == KB("Claim")
