"""The public interface: lazy to import, typed, silent, and without a working directory."""

from __future__ import annotations

import doctest
import importlib
import inspect
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

import kbtool
from cases import Case, lay_out
from commands import ROOT
from commands import kbtool as command
from example import ARTICLE, TURTLE
from kbtool.rdf.namespaces import ID

HEAVY = ("pyoxigraph", "rdflib", "pyshacl", "requests", "lxml", "click", "pandas", "polars")


@pytest.fixture
def kb(tmp_path: Path) -> kbtool.KnowledgeBase:
    root = lay_out(Case("X05", TURTLE, (), article=ARTICLE), tmp_path / "project")
    copytree(ROOT / "kb" / "queries", root / "kb" / "queries")
    return kbtool.load(root)


def test_importing_kbtool_imports_nothing_heavy() -> None:
    script = f"import sys, kbtool; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


def test_what_is_offered_says_what_it_takes() -> None:
    for name in kbtool.__all__:
        offered = getattr(kbtool, name)
        if callable(offered) and not (isinstance(offered, type) and issubclass(offered, Exception)):
            assert inspect.signature(offered) is not None, name


def test_opening_a_knowledge_base_imports_nothing_that_asks_the_web_or_reads_pages(
    tmp_path: Path,
) -> None:
    root = lay_out(Case("X05", TURTLE, (), article=ARTICLE), tmp_path / "project")
    web_and_files = ["requests", "urllib3", "asyncio", "lxml", "docx", "pypdf", "rdflib", "pyshacl"]
    rooms = ["knowledge.slices.cutting", "text.extraction", "knowledge.comparison"]
    unwanted = [*web_and_files, *(f"kbtool.{room}" for room in rooms)]
    script = (
        f"import sys, kbtool; kbtool.check(kbtool.load({str(root)!r}));"
        f"print([m for m in {unwanted!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


def test_every_public_name_is_there_and_no_other() -> None:
    assert {name for name in kbtool.__all__ if getattr(kbtool, name) is not None} == set(
        kbtool.__all__
    )
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(kbtool, "nothing")  # noqa: B009
    assert set(kbtool.__all__) <= set(dir(kbtool))


def test_claims_are_there_by_name_and_in_order(kb: kbtool.KnowledgeBase) -> None:
    claim = kb.claims["c-pain"]
    assert claim == kb.claims["id:c-pain"] == kb.claims[ID("c-pain").value]
    assert (claim.quote, claim.verdict.label, claim.stance) == (
        "treats pain in 70% of people",
        "refuted",
        "asserts",
    )
    assert (
        claim.question is not None
        and claim.question.phrase == "ibuprofen is an effective treatment of pain"
    )
    assert claim.span is not None and (claim.span.line, claim.span.column) == (1, 23)
    assert "c-pain" in kb.claims and "c-gain" not in kb.claims
    assert [c.iri for c in kb.claims] == sorted(c.iri for c in kb.claims)


def test_a_name_that_stands_for_nothing_is_told_with_the_nearest(kb: kbtool.KnowledgeBase) -> None:
    for attempt in (lambda: kb.claims["c-pian"], lambda: kbtool.explain(kb, "c-pian")):
        with pytest.raises(kbtool.InputError, match="'c-pian' is not a claim") as raised:
            attempt()
        assert raised.value.help is not None and "c-pain" in raised.value.help
    with pytest.raises(KeyError):
        kb.rules["X99"]


def test_rules_documents_and_references_have_names_too(kb: kbtool.KnowledgeBase) -> None:
    assert kb.rules["X10"] is kb.rules["unit-slip"]
    assert kb.documents["article"] is kb.documents["article.txt"]
    assert kb.references["trial-a"].label == "Trial A"
    assert len(kb.documents) == 1


def test_one_text_is_one_selector_and_what_does_not_exist_is_told(kb: kbtool.KnowledgeBase) -> None:
    assert {f.code for f in kbtool.check(kb, select="X05").findings} == {"X05"}
    with pytest.raises(kbtool.InputError, match="there is no engine 'quick'"):
        kbtool.check(kb, engine="quick")  # type: ignore[arg-type]
    with pytest.raises(kbtool.InputError, match="there is no verdict 'refuteds'") as raised:
        kb.claims.where(verdict="refuteds")
    assert raised.value.help is not None and "refuted" in raised.value.help
    with pytest.raises(TypeError, match="named by a string"):
        kb.claims[0]  # type: ignore[index]


def test_the_frames_of_findings_and_claims_meet_at_the_claim(kb: kbtool.KnowledgeBase) -> None:
    found = kbtool.check(kb, select="X05").to_frame("pandas")
    claims = kb.claims.to_frame("pandas")
    assert len(found.merge(claims, on="claim")) == len(found) > 0  # type: ignore[union-attr]


def test_values_are_short_in_a_console(kb: kbtool.KnowledgeBase) -> None:
    report = kbtool.check(kb, select="X05")
    assert repr(report) == f"<Report: {len(report.findings)} findings of 1 rule>"
    assert repr(kbtool.explain(kb, "c-pain")).startswith("<Chain of c-pain: refuted, ")
    assert repr(report.findings[0]).startswith("<Finding X05 claim-against-evidence: ")


def test_claims_are_narrowed_by_verdict_and_document(kb: kbtool.KnowledgeBase) -> None:
    refuted = kb.claims.where(verdict="refuted")
    assert {claim.verdict.label for claim in refuted} == {"refuted"}
    assert len(refuted) == len(kb.claims.where(verdict="refuted", document="article.txt"))
    assert refuted["c-pain"].name == "c-pain"
    with pytest.raises(kbtool.InputError, match="'other' is not a document"):
        kb.claims.where(document="other")


def test_a_check_is_silent_and_is_the_same_twice(
    kb: kbtool.KnowledgeBase, capfd: pytest.CaptureFixture[str]
) -> None:
    report = kbtool.check(kb, select=["X", "O"])
    assert kbtool.check(kb, select=["X", "O"]) == report
    assert {finding.code[0] for finding in report.findings} == {"X", "O"}
    assert capfd.readouterr() == ("", "")


def test_the_json_is_that_of_the_command(kb: kbtool.KnowledgeBase) -> None:
    root = kb.workspace.root
    printed = command("check", "--format", "json", cwd=root).stdout
    assert json.loads(kbtool.check(kb).to_json()) == json.loads(printed)


def test_a_file_with_claims_is_counted_with_the_article_that_they_are_of(
    kb: kbtool.KnowledgeBase,
) -> None:
    claims = next(kb.workspace.shown(f.path) for f in kb.files if b"c-pain" in f.path.read_bytes())
    narrowed = kbtool.check(kb, paths=[claims])
    assert [tally.path for tally in narrowed.documents] == ["sources/article.txt"]


def test_findings_are_narrowed_to_paths_and_marked_by_a_baseline(
    kb: kbtool.KnowledgeBase, tmp_path: Path
) -> None:
    narrowed = kbtool.check(kb, paths=["sources/article.txt"])
    assert narrowed == kbtool.check(kb, paths=[kb.documents["article"].file])
    assert narrowed.findings
    assert all(f.document == "sources/article.txt" for f in narrowed.findings)
    known = tmp_path / "known.json"
    command("check", "--baseline", known, "--write-baseline", cwd=kb.workspace.root)
    assert not [f for f in kbtool.check(kb, baseline=known).findings if f.counts]


def test_nothing_depends_on_the_working_directory(
    kb: kbtool.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kbtool.check(kb).to_json()
    monkeypatch.chdir(tmp_path)
    assert kbtool.check(kbtool.load(kb.workspace.root)).to_json() == before


def test_a_chain_and_a_comparison(kb: kbtool.KnowledgeBase) -> None:
    chain = kbtool.explain(kb, "c-pain")
    against = [line.evidence for line in chain.lines if not line.supporting]
    assert [evidence.finding for evidence in against] == ["No difference from placebo in pain."]
    assert kbtool.compare(kb, "c-2", "c-5").conflict
    assert not kbtool.compare(kb, "c-pain", "c-wonders").conflict


def test_queries_by_name_and_by_text(kb: kbtool.KnowledgeBase) -> None:
    named = kbtool.query(kb, "claims-by-verdict", verdict="Refuted")
    assert ID("c-pain").value in {row["claim"] for row in named}
    asked = kbtool.query(kb, "ASK { id:c-pain kb:verdict kb:Supported }")
    assert asked.value is False and not asked
    built = kbtool.query(kb, "CONSTRUCT { ?c kb:says ?s } WHERE { ?c kb:says ?s } LIMIT 2")
    assert (built.variables, len(built)) == (("subject", "predicate", "object"), 2)
    short = kbtool.query(kb, "SELECT ?c { ?c a kb:Claim }", limit=2)
    assert (len(short), short.complete) == (2, False)
    with pytest.raises(kbtool.InputError, match="SERVICE"):
        kbtool.query(kb, "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    with pytest.raises(kbtool.InputError, match="no query 'claims-by-verdit'"):
        kbtool.query(kb, "claims-by-verdit")


def test_values_have_a_look_in_notebooks(kb: kbtool.KnowledgeBase) -> None:
    report = kbtool.check(kb, select=["X05"])
    shown = {
        "treats pain in 70% of people": (report, report.findings[0], kb.claims),
        "No difference from placebo in pain.": (kbtool.explain(kb, "c-pain"),),
        "refuted": (kbtool.query(kb, "SELECT ?v { id:c-pain kb:verdict ?v }"),),
        "yes": (kbtool.query(kb, "ASK { ?c a kb:Claim }"),),
    }
    for words, values in shown.items():
        for value in values:
            html = value._repr_html_()
            assert words in html and "<script" not in html


def test_verify_asks_files_and_writes_nothing(kb: kbtool.KnowledgeBase, tmp_path: Path) -> None:
    notices = tmp_path / "watch.csv"
    notices.write_text(
        "OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate,RetractionDOI\n"
        "10.1000/gone,0,Retraction,1/2/2020 0:00,10.1000/notice\n",
        encoding="utf-8",
    )
    before = {path: path.read_bytes() for path in kb.workspace.knowledge_files()}
    (found,) = kbtool.verify(kb, ["trial-a"], retractions=notices, offline=True)
    assert found.reference.label == "Trial A"
    assert {path: path.read_bytes() for path in kb.workspace.knowledge_files()} == before
    with pytest.raises(kbtool.InputError, match="nothing can be asked offline"):
        kbtool.verify(kb, offline=True)


def test_other_data_and_other_shapes(tmp_path: Path) -> None:
    report = kbtool.validate(ROOT / "examples/people.ttl", ROOT / "examples/people-shapes.ttl")
    assert not report.conforms
    assert sorted(result.message for result in report.results) == [
        "A person has a day of birth.",
        "A person has one name.",
    ]
    assert "sh:ValidationReport" in report.to_turtle()
    empty = tmp_path / "none.ttl"
    empty.write_text("", encoding="utf-8")
    nothing = kbtool.validate(ROOT / "examples/people.ttl", empty)
    assert nothing.conforms and nothing.shapes == 0


def test_the_examples_in_docstrings_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    tried = 0
    for module in pkgutil.walk_packages(kbtool.__path__, "kbtool."):
        if module.name != "kbtool.__main__":
            result = doctest.testmod(importlib.import_module(module.name))
            assert result.failed == 0
            tried += result.attempted
    assert tried >= 8


def test_the_tour_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "tour.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "vit-non-addictive" in done.stdout
    assert "The data do not conform: 2 violations." in done.stdout
