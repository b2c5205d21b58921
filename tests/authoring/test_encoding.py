"""The skeleton of a whole article: what it seems to state, each with a mark until somebody has decided."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

import kbtool as public
from cases import ROOT, Case, lay_out
from commands import kbtool
from example import TURTLE
from kbtool.authoring.encoding import covered_share, encode, proposals
from kbtool.authoring.skeletons import Writing
from kbtool.prose.proposing.proposals import Passage, Proposal, Skeleton
from kbtool.prose.proposing.tone import Tone
from kbtool.rdf.namespaces import KB
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.turtle.write import with_prefixes
from kbtool.text.stretch import Stretch

STATEMENTS = TURTLE.partition("id:c-safe a")[0]
ARTICLE = """# Ibuprofen for pain

Ibuprofen treats pain. It may help with fever, and it can cause stomach bleeding.
Does it help everybody?

Book your visit today.
"""


def laid_out(folder: Path) -> Path:
    root = lay_out(Case("A09", STATEMENTS, (), article=ARTICLE), folder)
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base of propositions, with an article that nobody has encoded."""
    return laid_out(tmp_path / "project")


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> public.KnowledgeBase:
    """The same, opened once for all tests that only read it."""
    return public.load(laid_out(tmp_path_factory.mktemp("encoding") / "project"))


def test_a_sentence_is_read_as_what_is_on_file(kb: public.KnowledgeBase) -> None:
    found = proposals(kb, kb.documents["article"])
    read = {
        each.words.of(ARTICLE): each.proposal.question.value.rpartition("/")[2]
        for each in found
        if isinstance(each, Skeleton) and each.proposal is not None and each.proposal.question
    }
    assert read["Ibuprofen treats pain"] == "treats-pain"
    assert "treats-fever" in read.values()


def test_headings_questions_and_calls_are_passages_with_nothing_to_check(
    kb: public.KnowledgeBase,
) -> None:
    found = proposals(kb, kb.documents["article"])
    kinds = {e.words.of(ARTICLE): e.kind for e in found if isinstance(e, Passage)}
    assert kinds["Does it help everybody?"] == "Question"
    assert kinds["Book your visit today."] == "CallToAction"
    assert "Heading" in kinds.values()


def test_what_compares_denies_nothing_and_likeness_alone_proposes_nothing(tmp_path: Path) -> None:
    other = 'id:paracetamol a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "paracetamol" .\n'
    article = (
        "People know what the agency says. Ibuprofen works faster than paracetamol. Ibuprofen is safer than paracetamol. Ask your pharmacist. "
        "Ibuprofen treats pain, so ask your doctor.\n"
    )
    root = lay_out(Case("A09", STATEMENTS + other, (), article=article), tmp_path / "project")
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    kb = public.load(root)
    found = {each.words.of(article): each for each in proposals(kb, kb.documents["article"])}
    for words, relation in (
        ("Ibuprofen works faster than paracetamol", "fasterThan"),
        ("Ibuprofen is safer than paracetamol", "saferThan"),
    ):
        compared = found[words]
        assert isinstance(compared, Skeleton) and compared.proposal and compared.proposal.made
        assert compared.proposal.made.relation == KB(relation)
        assert not compared.tone.denies
    assert found["Ask your pharmacist."] == Passage(
        found["Ask your pharmacist."].words, "CallToAction"
    )
    stated = found["Ibuprofen treats pain"]
    assert isinstance(stated, Skeleton) and stated.proposal and stated.proposal.question
    unknown = found["People know what the agency says"]
    assert isinstance(unknown, Skeleton)
    made = unknown.proposal.made if unknown.proposal is not None else None
    assert unknown.proposal is None or (made is not None and made.relation is None)


def test_everything_is_an_error_until_somebody_has_decided(root: Path) -> None:
    written = kbtool("encode", "article", "--output", "kb/claims.ttl", cwd=root)
    assert written.returncode == 0
    assert "decide on each" in written.stderr
    marked = (root / "kb" / "claims.ttl").read_text(encoding="utf-8")
    checked = kbtool("check", "--select", "S94", "--format", "concise", cwd=root)
    assert checked.returncode == 1
    assert checked.stdout.count("S94") == marked.count("kb:undecided")


def test_what_is_written_is_as_sound_as_what_people_write(root: Path) -> None:
    kbtool("encode", "article", "--output", "kb/claims.ttl", cwd=root)
    checked = kbtool("check", "--select", "S,A", "--format", "json", cwd=root)
    findings = json.loads(checked.stdout)["findings"]
    assert {f["code"] for f in findings if f["severity"] == "error"} == {"S94"}


def test_run_again_it_keeps_what_people_wrote_and_adds_only_what_is_left(root: Path) -> None:
    own = (
        "@prefix kb: <https://w3id.org/kbtool/ns#> .\n@prefix id: <https://w3id.org/kbtool/id/> .\n"
        "@prefix oa: <http://www.w3.org/ns/oa#> .\n@prefix prov: <http://www.w3.org/ns/prov#> .\n\n"
        'id:mine a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen treats pain" ; '
        "kb:asserts id:treats-pain ; kb:certainty kb:Categorical .\n"
    )
    (root / "kb" / "claims.ttl").write_text(own, encoding="utf-8")
    kbtool("encode", "article", "--output", "kb/claims.ttl", cwd=root)
    once = (root / "kb" / "claims.ttl").read_text(encoding="utf-8")
    assert once.startswith(own)
    assert once.count('"Ibuprofen treats pain"') == 1
    again = kbtool("encode", "article", "--output", "kb/claims.ttl", cwd=root)
    assert "every sentence of sources/article.txt is encoded, or proposed" in again.stderr
    assert (root / "kb" / "claims.ttl").read_text(encoding="utf-8") == once


def test_coverage_counts_no_sentence_on_which_nobody_has_decided(root: Path) -> None:
    kb = public.load(root)
    assert covered_share(kb, kb.documents["article"]).percent == 0
    (root / "kb" / "claims.ttl").write_text(
        "".join(f"@prefix {name}: <{base}> .\n" for name, base in kb.names.prefixes.items())
        + encode(kb, kb.documents["article"]).turtle,
        encoding="utf-8",
    )
    marked = public.load(root)
    waiting = covered_share(marked, marked.documents["article"])
    assert (waiting.percent, len(waiting.waiting)) == (0, len(waiting.left))
    said = kbtool("coverage", "article", cwd=root).stdout
    assert "sources/article.txt:3:1 (to decide) Ibuprofen treats pain." in said
    assert (
        "0 of 2 sentences encoded (0%); 2 have claims that wait for a decision, 0 no claim yet"
        in said
    )
    decided = (root / "kb" / "claims.ttl").read_text(encoding="utf-8")
    lines = [line for line in decided.splitlines() if "kb:undecided" not in line]
    done = "\n".join(lines) + "\n"
    (root / "kb" / "claims.ttl").write_text(done, encoding="utf-8")
    whole = public.load(root)
    assert covered_share(whole, whole.documents["article"]).percent == 100


def test_coverage_forgets_no_sentence_before_a_list_and_no_item(root: Path) -> None:
    (root / "sources" / "article.txt").write_text(
        "# Ibuprofen\n\nIt never hurts the heart. The benefits are:\n- tremor and faints\n- less pain\n",
        encoding="utf-8",
    )
    result = kbtool("coverage", "article", "--fail-under", "100", cwd=root)
    assert result.returncode == 1
    for words in ("It never hurts the heart.", "The benefits are:", "tremor", "less pain"):
        assert words in result.stdout
    assert "1 line that seems to state nothing is not counted" in result.stdout


def test_an_undecided_claim_is_told_once_as_undecided(root: Path) -> None:
    kbtool("encode", "article", "--output", "kb/claims.ttl", cwd=root)
    checked = kbtool("check", "--select", "S94,E", "--format", "json", cwd=root)
    findings = json.loads(checked.stdout)["findings"]
    marked = {each["node"] for each in findings if each["code"] == "S94"}
    claims = {each["node"] for each in findings if each["code"].startswith("E0")}
    assert marked
    assert not marked & claims


def test_what_waits_for_a_decision_is_counted_the_same_and_asked_once_in_reading_order(
    root: Path,
) -> None:
    article = "Ibuprofen treats pain. Paracetamol is safe for people. It treats fever. Fever is common in adults.\n"
    (root / "sources" / "article.txt").write_text(article, encoding="utf-8")
    told = kbtool("encode", "article", "--output", "kb/claims.ttl", cwd=root).stderr
    number = int(told.removeprefix("kbtool: ").partition(" claims")[0])
    shown = kbtool("check", "sources/article.txt", "--show", "error", cwd=root)
    assert f"sources/article.txt: {number} claims: {number} to be decided" in shown.stdout
    lines = shown.stdout.splitlines()
    assert sum(" ✕ S94" in line for line in lines) == 1
    items = [line for line in lines if line.startswith("    - sources/article.txt:1:")]
    columns = [int(line.partition("article.txt:1:")[2].split()[0]) for line in items]
    assert columns == sorted(columns) and len(columns) == number
    report = json.loads(kbtool("check", "sources/article.txt", "--format", "json", cwd=root).stdout)
    (tally,) = report["documents"]
    assert (tally["claims"], tally["verdicts"]) == (number, {"to be decided": number})
    asked = [each["node"] for each in report["findings"] if each["code"] == "S94"]
    assert len(asked) == number
    assert not {"X", "O", "E"} & {each["code"][0] for each in report["findings"]}


def test_an_undecided_claim_has_no_stars_and_no_empty_verdict(root: Path) -> None:
    marked = (
        "@prefix kb: <https://w3id.org/kbtool/ns#> .\n@prefix id: <https://w3id.org/kbtool/id/> .\n"
        "@prefix oa: <http://www.w3.org/ns/oa#> .\n@prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "@prefix cito: <http://purl.org/spar/cito/> .\n\n"
        'id:known a kb:Claim ; kb:undecided "So?" ; prov:wasQuotedFrom id:article ; oa:exact "it can cause stomach bleeding" ; '
        "kb:asserts id:bleeds ; kb:certainty kb:Hedged .\n"
        'id:open a kb:Claim ; kb:undecided "What?" ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen treats pain" ; '
        "kb:certainty kb:Categorical .\n"
        "id:e-bleeds a kb:Evidence ; kb:supports id:bleeds ; cito:citesAsEvidence id:label-a ; kb:design kb:DrugLabel ; "
        'kb:section kb:WarningsSection ; kb:locator "section 5" ; kb:warrantText "A label lists what was seen." ; kb:finding "Bleeding is listed." ; kb:verification kb:SeenAtSource .\n'
    )
    file = root / "kb" / "claims.ttl"
    file.write_text(marked, encoding="utf-8")
    shown = kbtool("check", "--select", "S94", cwd=root).stdout
    assert "“it can cause stomach bleeding” known" in shown
    assert "“Ibuprofen treats pain” open" in shown
    assert "★" not in shown and "[]" not in shown
    assert public.load(root).claims["known"].verdict.stars == 0
    decided = marked.replace('kb:undecided "So?" ; ', "")
    file.write_text(decided, encoding="utf-8")
    assert public.load(root).claims["known"].verdict.stars > 0


def test_coverage_fails_under_a_share_and_lists_what_is_left(root: Path) -> None:
    result = kbtool("coverage", "article", "--fail-under", "50", cwd=root)
    assert result.returncode == 1
    assert "sources/article.txt:3:1 Ibuprofen treats pain." in result.stdout
    assert (
        "0 of 2 sentences encoded (0%); 3 lines that seem to state nothing are not counted"
        in result.stdout
    )
    assert kbtool("coverage", "article", cwd=root).returncode == 0


def test_what_an_article_often_speaks_of_and_nothing_on_file_is_called_is_told(
    tmp_path: Path,
) -> None:
    article = "Velorastat is a name.\nVelorastat is new.\nAsk about velorastat.\n"
    root = lay_out(Case("A09", STATEMENTS, (), article=article), tmp_path / "project")
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    kb = public.load(root)
    assert encode(kb, kb.documents["article"]).unnamed == (("velorastat", 3),)


def test_a_mark_shows_from_which_sentence_a_concept_is_taken(kb: public.KnowledgeBase) -> None:
    written = encode(kb, kb.documents["article"]).turtle
    assert "“ibuprofen” is taken from “Ibuprofen treats pain.”" in written


def test_words_that_limit_a_claim_and_words_without_a_name_stand_with_it(tmp_path: Path) -> None:
    article = "Ibuprofen treats pain in some cases. Velorastat is new.\n"
    root = lay_out(Case("A09", STATEMENTS, (), article=article), tmp_path / "project")
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    kb = public.load(root)
    written = encode(kb, kb.documents["article"]).turtle
    assert 'kb:scopeAsStated "in some cases"' in written
    assert "# Nothing on file is called “velorastat”: kbtool new concept" in written


def test_what_somebody_decided_stays_when_the_article_has_changed(root: Path) -> None:
    kbtool("encode", "article", "--output", "kb/claims.ttl", cwd=root)
    file, article = root / "kb" / "claims.ttl", root / "sources" / "article.txt"
    lines = [
        line for line in file.read_text(encoding="utf-8").splitlines() if "undecided" not in line
    ]
    decided = "\n".join(lines).replace("kb:Categorical", "kb:Hedged") + "\n"
    file.write_text(decided, encoding="utf-8")
    changed = article.read_text(encoding="utf-8").replace(
        "Ibuprofen treats pain.", "Ibuprofen treats fever."
    )
    article.write_text(changed + "Ibuprofen is new.\n", encoding="utf-8")
    kbtool("encode", "article", "--output", "kb/claims.ttl", cwd=root)
    whole = file.read_text(encoding="utf-8")
    assert whole.startswith(decided)
    added = whole.removeprefix(decided)
    assert '"Ibuprofen is new' in added
    assert "Book your visit" not in added and "treats fever" not in added
    told = kbtool("check", "--select", "A", "--format", "concise", cwd=root).stdout
    # A changed sentence is its claim's, which is to be quoted again.
    assert "Ibuprofen treats fever" in told


def test_what_only_likeness_speaks_for_is_never_what_a_claim_asserts(
    kb: public.KnowledgeBase,
) -> None:
    document = kb.documents["article"]
    treats_pain = Proposal(ox.NamedNode("https://w3id.org/kbtool/id/treats-pain"))
    words = Stretch(ARTICLE.index("It may"), ARTICLE.index(", and"))
    claim = Writing(kb, document).block(Skeleton(words, None, (), Tone(), supposed=treats_pain))
    assert "\n    kb:asserts" not in claim
    assert "\n    # kb:asserts id:treats-pain ;    # ibuprofen" in claim
    chosen = with_prefixes(claim.replace("# kb:asserts", "kb:asserts"), "", "", kb.names.prefixes)
    assert KB("asserts") in {each.predicate for each in parse_turtle(chosen, "")}


NEW = """# Zorvatine

Zorvatine treats pain. It also works faster than ibuprofen. Only 12% of patients get bluerash from it.
"""


def test_what_nothing_on_file_is_called_is_proposed_as_a_concept(tmp_path: Path) -> None:
    root = lay_out(Case("A09", STATEMENTS, (), article=NEW), tmp_path / "project")
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    written = encode(public.load(root), public.load(root).documents["article"]).turtle
    assert written.count("id:zorvatine a kb:Concept") == 1
    assert 'kb:conceptKind kb:Treatment ;\n    skos:prefLabel "zorvatine"' in written
    assert "kb:subject id:zorvatine ; kb:predicate kb:treats ; kb:object id:pain" in written
    assert (
        "kb:subject id:zorvatine ; kb:predicate kb:fasterThan ; kb:object id:ibuprofen" in written
    )


def test_a_word_that_nothing_is_said_of_is_no_concept(tmp_path: Path) -> None:
    article = "Zorvatine was founded in 1990.\n\nIbuprofen treats pain because nothing else does.\n"
    root = lay_out(Case("A09", STATEMENTS, (), article=article), tmp_path / "project")
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    kb = public.load(root)
    assert "kb:Concept" not in encode(kb, kb.documents["article"]).turtle
