"""References looked up in a Retraction Watch data file; the dated result is written, and decides."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool
from kbtool.errors import InputError
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.terms import objects, value
from kbtool.references.identifiers import Identifier
from kbtool.references.registries import RetractionWatch

HEAD = "Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Notes\n"
ROWS = """1,"A, with a comma",9/22/2021 0:00,10.1000/concern,10.1000/CONCERN.1,0,Expression of concern,
2,B,3/6/2004 0:00,10.1000/c1,10.1000/both,0,Correction,
3,B,2/6/2010 0:00,10.1000/r1,10.1000/both,0,Retraction,
4,C,1/1/2020 0:00,10.1000/r2,10.1000/back,77,Retraction,
5,C,1/1/2021 0:00,10.1000/r3,10.1000/back,77,Reinstatement,
6,D,1/1/2021 0:00,10.1000/r4,unavailable,88,Retraction,
7,E,1/1/2021 0:00,10.1000/c2,10.1000/mended,0,Correction,
"""
REFERENCE = """
id:{name} a kb:Reference ; rdfs:label "{name}" ; kb:referenceType kb:JournalArticle ; {identifier} ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .
"""
IDENTIFIERS = {
    "concern": 'kb:doi "10.1000/concern.1"',
    "both": 'kb:doi "10.1000/both"',
    "back": 'kb:pmid "77"',
    "by-pmid": 'kb:doi "10.1000/other" ; kb:pmid "88"',
    "mended": 'kb:doi "10.1000/mended"',
    "clean": 'kb:doi "10.1000/clean"',
    "law": 'kb:usc "21 USC 812"',
}
STATUS = {
    "concern": "ExpressionOfConcern",
    "both": "Retracted",
    "back": "NotRetracted",
    "by-pmid": "Retracted",
    "mended": "NotRetracted",
    "clean": "NotRetracted",
    "law": "NotChecked",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    turtle = "".join(REFERENCE.format(name=n, identifier=i) for n, i in IDENTIFIERS.items())
    root = lay_out(Case("C07", turtle, ()), tmp_path / "project")
    (root / "watch.csv").write_text(HEAD + ROWS, encoding="utf-8")
    return root


def recorded(root: Path, name: str) -> dict[str, list[str]]:
    kb = open_knowledge_base(root)
    return {
        part: [value(term).rpartition("#")[2] for term in objects(kb.store, ID(name), KB(part))]
        for part in ("retractionStatus", "retractionChecked")
    }


def test_each_reference_gets_what_its_last_notice_says(root: Path) -> None:
    result = kbtool(
        "cite", "verify", *IDENTIFIERS, "--offline", "--retractions", "watch.csv", cwd=root
    )
    assert (result.returncode, result.stderr) == (1, "kbtool: wrote kb/case.ttl, kb/registry.ttl\n")
    for name, status in STATUS.items():
        day = [] if status == "NotChecked" else ["2021-09-22"]
        assert recorded(root, name) == {"retractionStatus": [status], "retractionChecked": day}
    assert (
        "retracted: both, both\n  2004-03-06  Correction  https://doi.org/10.1000/c1\n"
        in result.stdout
    )
    assert "not checked, for want of an identifier that was asked for: law\n" in result.stdout
    assert result.stdout.endswith(
        "7 references: 2 retracted, 1 expression of concern, 3 on record, 1 not checked\n"
    )


def test_a_second_check_replaces_the_first(root: Path) -> None:
    kbtool("cite", "verify", "clean", "--offline", "--retractions", "watch.csv", cwd=root)
    row = "8,F,1/1/2026 0:00,10.1000/r9,10.1000/clean,0,Retraction,\n"
    (root / "watch.csv").write_text(HEAD + ROWS + row, encoding="utf-8")
    kbtool("cite", "verify", "clean", "--offline", "--retractions", "watch.csv", cwd=root)
    found = recorded(root, "clean")
    assert found == {
        "retractionStatus": ["Retracted"],
        "retractionChecked": ["2026-01-01"],
    }


def test_an_older_file_does_not_set_the_day_back(root: Path) -> None:
    before = (root / "kb" / "case.ttl").read_text(encoding="utf-8")
    checked = 'kb:retractionStatus kb:NotRetracted ; kb:retractionChecked "2026-01-01"^^xsd:date'
    later = before.replace("kb:retractionStatus kb:NotChecked", checked)
    (root / "kb" / "case.ttl").write_text(later, encoding="utf-8")
    kbtool("cite", "verify", "clean", "--offline", "--retractions", "watch.csv", cwd=root)
    assert recorded(root, "clean")["retractionChecked"] == ["2026-01-01"]


def test_everything_else_in_the_file_stays(root: Path) -> None:
    before = (root / "kb" / "case.ttl").read_text(encoding="utf-8")
    kbtool("cite", "verify", "10.1000/clean", "--offline", "--retractions", "watch.csv", cwd=root)
    after = (root / "kb" / "case.ttl").read_text(encoding="utf-8")
    changed = [
        pair
        for pair in zip(before.splitlines(), after.splitlines(), strict=True)
        if pair[0] != pair[1]
    ]
    assert len(changed) == 1
    assert changed[0][1].startswith(
        "    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotRetracted ;"
    )


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = (root / "kb" / "case.ttl").read_bytes()
    result = kbtool(
        "cite", "verify", "both", "--offline", "--retractions", "watch.csv", "--dry-run", cwd=root
    )
    assert (result.returncode, (root / "kb" / "case.ttl").read_bytes()) == (1, before)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "no column OriginalPaperDOI"),
        ("a,b\n1,2\n", "no column OriginalPaperDOI"),
        (HEAD, "holds no notice"),
        (HEAD + "1,A,1/1/2020 0:00,10.1000", "cut off or damaged"),
        ("<html>not found</html>", "no column OriginalPaperDOI"),
    ],
)
def test_a_file_that_says_nothing_passes_nothing(root: Path, content: str, why: str) -> None:
    (root / "watch.csv").write_text(content, encoding="utf-8")
    before = (root / "kb" / "case.ttl").read_bytes()
    result = kbtool("cite", "verify", "--offline", "--retractions", "watch.csv", cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert why in result.stderr
    assert (root / "kb" / "case.ttl").read_bytes() == before


def test_an_unknown_reference_is_refused(root: Path) -> None:
    result = kbtool(
        "cite", "verify", "concren", "--offline", "--retractions", "watch.csv", cwd=root
    )
    assert (result.returncode, "did you mean concern" in result.stderr) == (2, True)


def test_a_day_that_is_none_does_not_stop_the_reading(tmp_path: Path) -> None:
    (tmp_path / "watch.csv").write_text(HEAD + "1,A,0/0/0,10.1000/r,10.1000/a,0,Retraction,\n")
    found = RetractionWatch(tmp_path / "watch.csv").look_up(Identifier("doi", "10.1000/A"))
    assert [notice.day for notice in found.notices] == [None]


def test_identifiers_and_days_as_spreadsheets_write_them(tmp_path: Path) -> None:
    row = "1,A,2021-09-22 00:00:00,10.1000/r,https://doi.org/10.1000/A%2C1,77.0,Retraction,\n"
    (tmp_path / "watch.csv").write_text(HEAD + row)
    file = RetractionWatch(tmp_path / "watch.csv")
    for identifier in (Identifier("doi", "10.1000/a,1"), Identifier("pmid", "77")):
        assert [notice.day for notice in file.look_up(identifier).notices] == [date(2021, 9, 22)]


def test_a_paper_that_the_file_does_not_list_has_a_blank_record(root: Path) -> None:
    found = RetractionWatch(root / "watch.csv").look_up(Identifier("doi", "10.1000/clean"))
    assert (found.is_blank, found.exists, found.day) == (True, True, date(2021, 9, 22))


def test_what_is_kept_names_the_identifier_that_the_file_has(root: Path) -> None:
    kbtool("cite", "verify", "by-pmid", "--offline", "--retractions", "watch.csv", cwd=root)
    written = (root / "kb" / "registry.ttl").read_text(encoding="utf-8")
    assert re.findall('kb:lookedUp "(.+?)"', written) == ["PMID 88"]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        RetractionWatch(tmp_path / "none.csv")


def test_evidence_from_a_retracted_reference_decides_nothing_any_more(tmp_path: Path) -> None:
    turtle = (
        REFERENCE.format(name="r", identifier='kb:doi "10.1000/both"')
        + """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Nothing to see here" ; kb:asserts id:p ; kb:certainty kb:Categorical .
id:e a kb:Evidence ; kb:supports id:p ; cito:citesAsEvidence id:r ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "f" ; kb:verification kb:SeenAtSource .
"""
    )
    root = lay_out(Case("C07", turtle, ()), tmp_path / "project")
    (root / "watch.csv").write_text(HEAD + ROWS, encoding="utf-8")
    verdicts = []
    for _ in range(2):
        kb = open_knowledge_base(root)
        verdicts += [value(t).rpartition("#")[2] for t in objects(kb.store, ID("c"), KB("verdict"))]
        kbtool("cite", "verify", "r", "--offline", "--retractions", "watch.csv", cwd=root)
    assert verdicts == ["Supported", "NotAssessed"]


KEPT = """\
# What registries said.
@prefix kb:  <https://w3id.org/kbtool/ns#> .
@prefix id:  <https://w3id.org/kbtool/id/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# Looked at by hand.
id:record-law-drugsatfda-nda a kb:RegistryRecord ;
    kb:recordOf id:law ; kb:registry kb:DrugsAtFDA ; kb:lookedUp "NDA 021411" ;
    kb:checkedOn "2019-07-02"^^xsd:date ; kb:inRegistry true ; kb:about true ; kb:recordType kb:RegulatoryApproval ;
    kb:recordName "STRATTERA", "ATOMOXETINE HYDROCHLORIDE" ; # the brand first
    kb:approved true .
"""


def test_records_of_other_references_stay_byte_for_byte(root: Path) -> None:
    path = root / "kb" / "registry.ttl"
    path.write_text(KEPT, encoding="utf-8")
    for name in ("both", "back", "both"):
        kbtool("cite", "verify", name, "--offline", "--retractions", "watch.csv", cwd=root)
        written = path.read_text(encoding="utf-8")
        assert KEPT.partition("# Looked")[2] in written
    assert re.findall("^id:record-([a-z]+)", written, re.MULTILINE) == ["back", "both", "law"]
