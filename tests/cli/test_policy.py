"""Policy packs by the installed command: which there are, whom they bind, and a check as on another day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import ROOT, kbtool

ARTICLE = "Ibuprofen treats pain.\nMany users report that ibuprofen calms pain.\n"
TURTLE = """
id:article kb:promotes id:ibuprofen ; kb:pageKind kb:MarketingPage ; kb:audience kb:Public ; kb:directedAt "US" .
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Many users report that ibuprofen calms pain" ;
    kb:asserts id:p ; kb:certainty kb:Anecdotal .
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(Case("P03", TURTLE, (), article=ARTICLE), tmp_path_factory.mktemp("law") / "kb")


def test_the_packs_are_listed_with_whom_they_bind(root: Path) -> None:
    said = kbtool("policy", "list", cwd=root).stdout
    assert "us-federal  off, 13 rules" in said
    assert "sources/article.txt: not known, of its place only US is known" in said


def test_a_pack_is_shown_with_the_sources_of_its_rules(root: Path) -> None:
    said = kbtool("policy", "show", "health-advertising", cwd=root).stdout
    assert said.startswith("us-federal")
    assert "sources/article.txt: binds" in said
    assert "source: 16 CFR 255.2(a)" in said


def test_a_pack_that_there_is_not_is_refused_with_the_nearest(root: Path) -> None:
    for command in ("policy show us-fedral", "check --policy us-fedral"):
        done = kbtool(*command.split(), cwd=root)
        assert done.returncode == 2
        assert "did you mean us-federal?" in done.stderr


def test_a_rule_finds_nothing_on_a_day_on_which_its_source_does_not_hold(root: Path) -> None:
    of_today = kbtool("check", "--policy", "us-federal", "--select", "P03", cwd=root)
    assert "P03" in of_today.stdout
    assert of_today.returncode == 1
    earlier = kbtool(
        "check", "--policy", "us-federal", "--select", "P03", "--as-of", "2023-07-25", cwd=root
    )
    assert earlier.returncode == 0
    assert "Checked as on 2023-07-25" in earlier.stdout
    assert "do not hold on this day: P03" in earlier.stdout.replace("does not", "do not")
    wrong = kbtool("check", "--as-of", "yesterday", cwd=root)
    assert wrong.returncode == 2


def test_what_is_on_file_since_is_no_slip_on_an_earlier_day_and_undated_rules_are_named(
    root: Path,
) -> None:
    said = kbtool("check", "--policy", "us-federal", "--as-of", "2014-01-01", cwd=root).stdout
    assert "has not come yet" not in said
    held = " ".join(said.split())
    assert "do not hold on this day: P01, P02, P03, P07" in held
    assert "Date in force not looked up, so taken to hold on this day: P04, P05, P06" in held


def test_what_a_pack_does_not_bind_is_told_as_not_checked(root: Path) -> None:
    said = " ".join(kbtool("check", "--policy", "uk", "--select", "P", cwd=root).stdout.split())
    assert "Not checked by policy pack uk, which does not bind sources/article.txt" in said


PACK = """
@prefix rule: <https://w3id.org/kbtool/rule/> .
@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
rule:mine a kb:PolicyPack ; rdfs:label "mine" ; rdfs:comment "Mine." ;
    kb:bindsIn "US" ; kb:bindsPageKind kb:MarketingPage ; kb:needsPromoted true .
rule:H90 a sh:NodeShape ; dct:identifier "H90" ; kb:inPack rule:mine ; sh:name "mine" ; sh:description "Why." ;
    dct:source "House rules" ; kb:binds "us" ; kb:suggestion "Mend it." ; sh:targetClass kb:Claim ; sh:severity sh:Warning ;
    sh:sparql [ sh:prefixes <https://w3id.org/kbtool/rule> ; sh:message "It is said." ;
        sh:select '''SELECT DISTINCT $this WHERE { $this prov:wasQuotedFrom ?document . ?document kb:reachedBy rule:mine }''' ] .
"""
SLIPS = {
    "another pack": (
        "kb:reachedBy rule:mine",
        "kb:reachedBy rule:uk",
        "asks for the pages that uk reaches",
    ),
    "no such pack": (
        "kb:reachedBy rule:mine",
        "kb:reachedBy rule:myne",
        "and not for those of mine",
    ),
    "in a comment": (
        "?document kb:reachedBy rule:mine }",
        "# kb:reachedBy rule:mine\n }",
        "does not ask which",
    ),
    "no name": ("rule:mine a kb:PolicyPack", "[] a kb:PolicyPack", "a policy pack without a name"),
    "no pack": ("a kb:PolicyPack", "a kb:Thing", "is in a policy pack, and the file has none"),
    "UK": ('bindsIn "US"', 'bindsIn "UK"', "the United Kingdom is GB"),
    "us": ('bindsIn "US"', 'bindsIn "us"', "no ISO 3166 code"),
    "USA": ('bindsIn "US"', 'bindsIn "USA"', "no ISO 3166 code"),
    "page kind": ("kb:MarketingPage", "kb:MarketingPge", "did you mean kb:MarketingPage?"),
    "audience as kind": (
        "kb:MarketingPage",
        "kb:Public",
        "binds the kind of page kb:Public, which there is not",
    ),
    "property": ("kb:bindsIn", "kb:bindIn", "did you mean kb:bindsIn?"),
    "yes": ("kb:needsPromoted true", 'kb:needsPromoted "yes"', "neither true nor false"),
    "number": ("kb:needsPromoted true", 'kb:needsPromoted "1"', "neither true nor false"),
    "no source": ('dct:source "House rules" ;', "", "does not say where it comes from"),
    "nobody bound": ('kb:binds "us" ;', "", "does not say whom it binds"),
}


def test_a_pack_of_ones_own_that_has_no_slip_is_taken(root: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(root, own)
    (own / "shapes/policy/mine.ttl").write_text(PACK, encoding="utf-8")
    said = kbtool("check", "--policy", "mine", "--select", "H90", cwd=own).stdout
    assert "It is said." in said


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_pack_is_refused_instead_of_binding_nobody(
    root: Path, slip: str, tmp_path: Path
) -> None:
    right, wrong, told = SLIPS[slip]
    own = tmp_path / "own"
    shutil.copytree(root, own)
    assert right in PACK
    (own / "shapes/policy/mine.ttl").write_text(PACK.replace(right, wrong), encoding="utf-8")
    done = kbtool("check", "--policy", "mine", "--select", "H90", cwd=own)
    assert done.returncode == 2, done.stdout
    assert told in " ".join(done.stderr.split())
    assert "mine.ttl" in done.stderr


def test_a_pack_of_ones_own_is_a_file_and_its_case(tmp_path: Path) -> None:
    own = lay_out(Case("P03", TURTLE, (), article=ARTICLE), tmp_path / "kb")
    shutil.copy(ROOT / "examples/policy/house-style.ttl", own / "shapes/policy")
    (own / "tests/rules").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "tests/rules/base.ttl", own / "tests/rules")
    shutil.copy(ROOT / "examples/policy/H01-superlative.toml", own / "tests/rules")
    assert "2 cases of 1 rule passed" in kbtool("test", "H01", cwd=own).stdout
    assert "house-style  off, 1 rule" in kbtool("policy", "list", cwd=own).stdout


DRAFT = """---
promotes: ibuprofen
page-kind: marketing page
audience: public
directed-at: GB
---
Ibuprofen works faster than naproxen.
"""


@pytest.mark.parametrize("by", ["front matter", "settings"])
def test_a_draft_is_held_to_the_packs_that_bind_what_it_is_to_be(
    root: Path, by: str, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    said = DRAFT if by == "front matter" else DRAFT.rpartition("---\n")[2]
    draft.write_text(said, encoding="utf-8")
    own = root
    if by == "settings":
        own = tmp_path / "own"
        shutil.copytree(root, own)
        settings = (
            '[page]\npromotes = "ibuprofen"\npage-kind = "marketing page"\naudience = "public"\n'
        )
        (own / "kbtool.toml").write_text(settings + 'directed-at = "GB"\n', encoding="utf-8")
    done = kbtool("check", str(draft), "--policy", "uk", "--root", str(own), cwd=own)
    assert "P204 better-or-equal-uk" in done.stdout


def test_the_commented_copy_of_a_draft_has_what_packs_find(root: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    done = kbtool("suggest", str(draft), "--policy", "uk", "--root", str(root), cwd=root)
    assert "It is compared with another treatment" in done.stdout
    assert "May break Human Medicines Regulations 2012" in done.stdout


def test_a_rule_is_explained_with_its_pack_its_source_and_its_day(root: Path) -> None:
    said = " ".join(kbtool("explain", "P202", cwd=root).stdout.split())
    for told in ("Policy pack: uk", "regulations 279 and 280(1)", "Read: legislation.gov.uk"):
        assert told in said
    assert "In force: from 2012-08-14" in said


def test_a_draft_in_html_says_so_in_its_head(root: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.html"
    named = dict(line.split(": ") for line in DRAFT.split("---\n")[1].splitlines())
    meta = "".join(f'<meta name="kbtool:{name}" content="{said}">' for name, said in named.items())
    body = DRAFT.rpartition("---\n")[2].strip()
    page = (
        f"<!doctype html><html><head><title>t</title>{meta}</head><body><p>{body}</p></body></html>"
    )
    draft.write_text(page, encoding="utf-8")
    done = kbtool("check", str(draft), "--policy", "uk", "--root", str(root), cwd=root)
    assert "P204 better-or-equal-uk" in done.stdout
    assert " ".join(done.stdout.split()).count("this is no legal advice") == 1


def test_a_draft_that_says_nothing_of_itself_is_told_as_not_checked(
    root: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Ibuprofen works faster than naproxen.\n", encoding="utf-8")
    done = kbtool("check", str(draft), "--policy", "uk", "--root", str(root), cwd=root)
    said = " ".join(done.stdout.split())
    assert "Not checked by policy pack uk, of which nobody knows whether it binds" in said


def test_what_a_draft_promotes_must_be_on_file(root: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT.replace("promotes: ibuprofen", "promotes: ibuprofin"), encoding="utf-8")
    done = kbtool("check", str(draft), "--root", str(root), cwd=root)
    assert done.returncode == 2
    assert "did you mean 'ibuprofen'?" in done.stderr


def test_taking_an_article_in_asks_for_what_packs_need(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Ibuprofen calms pain.\n", encoding="utf-8")
    command = ("source", "add", str(page), "--dry-run", "--root", str(root))
    asked = kbtool(*command, cwd=root).stdout
    assert (
        "promotes   not stated, so policy packs cannot tell whether they bind it: --promotes"
        in asked
    )
    told = kbtool(*command, "--promotes", "ibuprofen", "--directed-at", "GB", cwd=root).stdout
    assert "kb:promotes id:ibuprofen" in told
    assert 'kb:directedAt "GB"' in told
    wrong = kbtool(*command, "--directed-at", "UK of GB", cwd=root)
    assert wrong.returncode == 2
    assert "ISO 3166" in wrong.stderr
