"""kbtool cite: references from their identifiers, and what registries say of them; through the installed command, on loopback."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import environment, kbtool
from drugs_at_fda import data_files
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import ID, KB
from kbtool.rdf.terms import objects, value
from registry_server import JSON, registries, settings, variable
from tests.references.test_registries import GUIDANCE
from web_server import Reply, Server, serving

TODAY = date.today().isoformat()
REFERENCES = """
id:cui-2019 a kb:Reference ; dct:title "Cerebrolysin for vascular dementia" ; rdfs:label "Cui et al. 2019, Cochrane" ;
    dct:issued "2019"^^xsd:gYear ; kb:referenceType kb:JournalArticle ; kb:doi "10.1002/14651858.CD008900.pub3" ;
    kb:verification kb:NotYetVerified ; kb:retractionStatus kb:NotChecked .

id:mehra-2020 a kb:Reference ; rdfs:label "Mehra et al. 2020, N Engl J Med" ; dct:issued "2020"^^xsd:gYear ;
    kb:referenceType kb:JournalArticle ; kb:doi "10.1056/NEJMoa2007621" ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .

id:mistaken a kb:Reference ; dct:title "Naproxen for pain" ; rdfs:label "Doe 2020, J Pain" ; dct:issued "2020"^^xsd:gYear ;
    kb:referenceType kb:JournalArticle ; kb:pmid "1" ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .

id:nowhere a kb:Reference ; rdfs:label "Nobody 2020" ; kb:referenceType kb:JournalArticle ; kb:doi "10.1000/nowhere" ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .

id:data a kb:Reference ; rdfs:label "A data set" ; kb:referenceType kb:JournalArticle ; kb:doi "10.5281/zenodo.1" ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .

id:ketalar a kb:Reference ; rdfs:label "Ketalar (ketamine), prescribing information" ; kb:referenceType kb:DrugLabel ;
    kb:dailymedSet "14e8f864-8b8a-4e7e-8439-e510d3107063" ; kb:nda "016812" ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .

id:schedule a kb:Reference ; rdfs:label "21 CFR 1308.13, Schedule III" ; kb:referenceType kb:Regulation ; kb:cfr "21 CFR 1308.13(c)(7)" ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .

id:trial a kb:Reference ; rdfs:label "NCT02576665" ; kb:referenceType kb:TrialRegistration ; kb:nct "NCT02576665" ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .

id:law a kb:Reference ; rdfs:label "21 USC 812" ; kb:referenceType kb:Statute ; kb:usc "21 USC 812" ;
    kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .
"""
ALL = re.findall(r"^id:([\w-]+)", REFERENCES, re.MULTILINE)
EVIDENCE = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .

id:c a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Nothing to see here" ; kb:asserts id:p ; kb:certainty kb:Categorical .

id:e a kb:Evidence ; kb:supports id:p ; cito:citesAsEvidence id:{reference} ; kb:design kb:RandomizedControlledTrial ;
    kb:finding "f"{more} ; kb:verification kb:SeenAtSource .
"""


class Project:
    """A small knowledge base, with the registries on loopback and a cache of its own."""

    def __init__(self, folder: Path, server: Server, turtle: str) -> None:
        self.root = lay_out(Case("C06", turtle, ()), folder / "project")
        self.server = server
        self.cache = folder / "cache"
        (self.root / "kbtool.toml").write_text(settings(server.address), encoding="utf-8")

    def run(self, *args: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        own = {"XDG_CACHE_HOME": str(self.cache)}
        return kbtool(*args, cwd=self.root, env=environment() | own | variables)

    def text(self, name: str) -> str:
        return (self.root / "kb" / name).read_text(encoding="utf-8")

    def files(self) -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in self.root.rglob("*") if p.is_file()}

    def verdict(self) -> str:
        kb = open_knowledge_base(self.root)
        return value(objects(kb.store, ID("c"), KB("verdict"))[0]).rpartition("#")[2]

    def codes(self, *args: str) -> list[str]:
        result = self.run("check", "--select", "C,S", "--format", "json", *args)
        return sorted(f["code"] for f in json.loads(result.stdout)["findings"])


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(registries()) as running:
        yield running


@pytest.fixture
def project(tmp_path: Path, server: Server) -> Project:
    return Project(tmp_path, server, REFERENCES)


# ---- cite verify


def test_what_registries_say_is_printed(project: Project) -> None:
    result = project.run("cite", "verify", "mehra-2020", "mistaken", "nowhere", "ketalar", "trial", "schedule", "law")  # fmt: skip
    assert (result.returncode, result.stderr) == (1, "kbtool: wrote kb/case.ttl, kb/registry.ttl\n")
    assert (
        result.stdout
        == f"""\
retracted: mehra-2020, Mehra et al. 2020, N Engl J Med
  Crossref, DOI 10.1056/NEJMoa2007621 ({TODAY}): first author, year, journal fit
  2020-06-02  Expression of concern  https://doi.org/10.1056/nejme2020822
  2020-06-04  Retraction  https://doi.org/10.1056/nejmc2021225
doubtful: mistaken, Doe 2020, J Pain
  PubMed, PMID 1 ({TODAY}): the title is “Ibuprofen for pain” there, “Naproxen for pain” here (77% alike)
  PubMed, PMID 1 ({TODAY}): the first author is “Smith” there, “Doe” here
doubtful: nowhere, Nobody 2020
  Crossref, DOI 10.1000/nowhere ({TODAY}): does not exist
doubtful: ketalar, Ketalar (ketamine), prescribing information
  openFDA, NDA 016812 ({TODAY}): does not exist
  openFDA, DailyMed set 14e8f864-8b8a-4e7e-8439-e510d3107063 ({TODAY}): name fits
    label effective: 2024-10-01
    DEA schedule: CIII
on record: trial, NCT02576665
  ClinicalTrials.gov, NCT02576665 ({TODAY}): exists; there is nothing to compare
    status of the trial: TERMINATED
    results posted: no
confirmed: schedule, 21 CFR 1308.13, Schedule III
  eCFR, 21 CFR 1308.13(c)(7) ({TODAY}): name fits
not checked: law, 21 USC 812
  no registry that was asked knows an identifier of it
not checked, for want of an identifier that was asked for: law
7 references: 1 retracted, 3 doubtful, 1 confirmed, 1 on record, 1 not checked
"""
    )


def test_the_dated_result_is_written_and_used_without_the_network(project: Project) -> None:
    project.run("cite", "verify", *ALL)
    assert f'kb:checkedOn "{TODAY}"^^xsd:date' in project.text("registry.ttl")
    assert (
        'kb:retractionStatus kb:Retracted ; kb:retractionChecked "' + TODAY + '"^^xsd:date'
        in project.text("case.ttl")
    )
    asked = len(project.server.asked)
    assert set(project.codes()) >= {"C14", "C15"}
    assert len(project.server.asked) == asked


def test_what_is_confirmed_is_verified(project: Project) -> None:
    before = project.codes()
    project.run("cite", "verify", "cui-2019")
    assert ("C06" in before, "C06" in project.codes()) == (True, False)


def test_all_is_in_the_house_style_and_complete(project: Project) -> None:
    project.run("cite", "verify", *ALL)
    assert project.run("fmt", "--check", "kb/registry.ttl", "kb/case.ttl").returncode == 0
    untitled = "S86"  # one reference is recorded without its title, which its registry has
    assert {code for code in project.codes() if code.startswith("S")} <= {untitled}


def test_a_second_run_asks_nobody_and_changes_nothing(project: Project) -> None:
    first = project.run("cite", "verify", "cui-2019", "mehra-2020")
    before, asked = project.files(), len(project.server.asked)
    second = project.run("cite", "verify", "cui-2019", "mehra-2020")
    assert (first.stdout, project.files(), len(project.server.asked)) == (second.stdout, before, asked)  # fmt: skip


def test_a_dry_run_writes_nothing(project: Project) -> None:
    before = project.files()
    assert project.run("cite", "verify", *ALL, "--dry-run").returncode == 1
    assert project.files() == before


def test_fresh_asks_again(project: Project) -> None:
    project.run("cite", "verify", "cui-2019")
    asked = len(project.server.asked)
    project.run("cite", "verify", "cui-2019", "--fresh")
    assert len(project.server.asked) == 2 * asked


def test_json(project: Project) -> None:
    result = project.run("cite", "verify", "mistaken", "--format", "json")
    report = json.loads(result.stdout)
    (found,) = report["references"]
    assert (report["version"], found["state"], found["retractionStatus"]) == (1, "doubtful", "NotChecked")  # fmt: skip
    (record,) = found["records"]
    assert (record["registry"], record["lookedUp"], record["confirms"]) == ("PubMed", "PMID 1", False)  # fmt: skip
    assert record["differences"][1] == {"what": "first author", "recorded": "Doe", "registry": "Smith", "score": None}  # fmt: skip


def test_whoever_asks_says_who(project: Project) -> None:
    own = variable(project.server.address)
    project.run("cite", "verify", "cui-2019", KBTOOL_CONTACT="editor@example.org", KBTOOL_REGISTRIES=own)  # fmt: skip
    kept = b"".join(p.read_bytes() for p in project.cache.rglob("*") if p.is_file())
    assert b"crossref" in kept
    assert b"editor" not in kept
    assert "mailto:editor@example.org" in project.server.agents[0]
    assert "mailto=editor%40example.org" in project.server.asked[0]


def test_an_address_in_a_file_of_the_repository_is_not_told_who_asks(project: Project) -> None:
    secrets = {"KBTOOL_CONTACT": "editor@example.org", "NCBI_API_KEY": "SECRET"}
    result = project.run("cite", "verify", "cui-2019", "mistaken", **secrets)
    sent = "\n".join([*project.server.asked, *project.server.agents])
    assert "/pubmed/efetch.fcgi" in sent
    assert not [word for word in ("editor", "example.org", "SECRET") if word in sent]
    assert "are told no mail address and no API key" in result.stderr


# ---- not checked is never passed


def test_offline_is_not_checked(project: Project) -> None:
    dead = project.server.address.rpartition(":")[0] + ":1"
    (project.root / "kbtool.toml").write_text(settings(dead), encoding="utf-8")
    before = project.files()
    result = project.run("cite", "verify", "cui-2019", "mehra-2020", "mistaken")
    assert result.returncode == 2
    assert "Crossref cannot be reached, 5 times: DOI 10.1002/14651858.CD008900.pub3 (cui-2019)" in result.stdout  # fmt: skip
    assert result.stdout.endswith("3 references: 3 not checked\n")
    assert project.files() == before


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>Log in</html>", 200, {"Content-Type": "text/html"}),
        Reply(b"{}", 403, JSON),
        Reply(b'{"message"', headers={"Content-Length": "4000"}),
        Reply(status=429, headers={"Retry-After": "86400"}),
        Reply(status=302, headers={"Location": "http://127.0.0.2/"}),
    ],
)
def test_a_registry_that_behaves_badly_is_not_checked(project: Project, reply: Reply) -> None:
    project.server.replies["/crossref/works/10.1002/14651858.cd008900.pub3"] = reply
    result = project.run("cite", "verify", "cui-2019")
    assert result.returncode == 2
    assert result.stdout.startswith("not checked: cui-2019")
    assert not (project.root / "kb" / "registry.ttl").exists()
    assert "kb:retractionStatus kb:NotRetracted" not in project.text("case.ttl")


def test_one_registry_that_fails_does_not_hide_the_others(project: Project) -> None:
    project.server.replies["/crossref/works/10.1002/14651858.cd008900.pub3"] = Reply(status=500)
    result = project.run("cite", "verify", "cui-2019", "schedule")
    assert result.returncode == 2
    assert "id:record-schedule-ecfr-cfr" in project.text("registry.ttl")
    assert "not checked: Crossref answered with status 500, 5 times" in result.stdout


def test_a_run_that_failed_goes_on_where_it_was(project: Project) -> None:
    path = "/crossref/works/10.1056/nejmoa2007621"
    well = project.server.replies[path]
    project.server.replies[path] = Reply(status=500)
    project.run("cite", "verify", "cui-2019", "mehra-2020")
    project.server.replies[path] = well
    project.server.asked.clear()
    project.run("cite", "verify", "cui-2019", "mehra-2020")
    assert project.server.paths() == [path, "/crossref/works"]


def test_a_retraction_that_is_recorded_is_not_taken_back_in_silence(
    tmp_path: Path, server: Server
) -> None:
    turtle = REFERENCES.replace("kb:NotChecked", "kb:Retracted")
    project = Project(tmp_path, server, turtle)
    result = project.run("cite", "verify", "cui-2019")
    assert result.returncode == 1
    assert "recorded so before, and no notice says that it has ended: kept" in result.stdout
    assert "kb:retractionStatus kb:Retracted ; kb:retractionChecked" in project.text("case.ttl")


# ---- verdicts


@pytest.mark.parametrize(
    ("reference", "verdicts"),
    [
        ("cui-2019", ["NotAssessed", "Supported"]),  # not yet verified, then confirmed
        ("mehra-2020", ["Supported", "NotAssessed"]),  # retracted
        ("mistaken", ["Supported", "NotAssessed"]),  # another paper
        ("nowhere", ["Supported", "NotAssessed"]),  # does not exist
        ("data", ["Supported", "Supported"]),  # not checked: as it was
    ],
)
def test_what_registries_say_decides(
    tmp_path: Path, server: Server, reference: str, verdicts: list[str]
) -> None:
    turtle = REFERENCES + EVIDENCE.format(reference=reference, more="")
    project = Project(tmp_path, server, turtle)
    before = project.verdict()
    project.run("cite", "verify", reference)
    assert [before, project.verdict()] == verdicts


def test_a_confirmation_ends_where_the_reference_is_changed(project: Project) -> None:
    project.run("cite", "verify", "cui-2019")
    path = project.root / "kb" / "case.ttl"
    changed = project.text("case.ttl").replace(
        "Cerebrolysin for vascular", "Ibuprofen for vascular"
    )
    path.write_text(changed, encoding="utf-8")
    assert {"C06", "C15"} <= set(project.codes())


def test_a_retraction_that_is_kept_counts_whatever_the_status_says(
    tmp_path: Path, server: Server
) -> None:
    """A merge that takes the other side's references.ttl must not bring the paper back."""
    turtle = REFERENCES + EVIDENCE.format(reference="mehra-2020", more="")
    project = Project(tmp_path, server, turtle)
    project.run("cite", "verify", "mehra-2020")
    for status in ("NotRetracted", "NotChecked"):
        path = project.root / "kb" / "case.ttl"
        path.write_text(
            re.sub(
                r"kb:Retracted ; kb:retractionChecked \S+", f"kb:{status}", project.text("case.ttl")
            ),
            encoding="utf-8",
        )
        assert f"kb:{status}" in project.text("case.ttl")
        assert (project.verdict(), "C07" in project.codes()) == ("NotAssessed", True)


def test_the_gravest_of_two_statuses_counts_and_neither_is_written_over(
    tmp_path: Path, server: Server
) -> None:
    turtle = REFERENCES + EVIDENCE.format(reference="cui-2019", more="")
    turtle = turtle.replace(
        "kb:NotYetVerified ; kb:retractionStatus kb:NotChecked",
        "kb:SeenAtSource ; kb:retractionStatus kb:NotRetracted, kb:Retracted",
    )
    project = Project(tmp_path, server, turtle)
    assert project.verdict() == "NotAssessed"
    before = project.files()
    result = project.run("cite", "verify", "cui-2019")
    assert (result.returncode, "more than one kb:retractionStatus" in result.stderr) == (2, True)
    assert project.files() == before


def test_another_paper_says_nothing_of_this_ones_standing(project: Project) -> None:
    project.run("cite", "verify", "mistaken")
    assert project.text("case.ttl").count("kb:retractionStatus kb:NotChecked") == len(ALL)


def test_not_retracted_is_not_said_while_a_registry_is_silent(
    tmp_path: Path, server: Server
) -> None:
    both = 'kb:doi "10.1000/corrected" ; kb:pmid "1"'
    turtle = REFERENCES.replace('kb:pmid "1"', both).replace(
        "Naproxen for pain", "Pain and Ibuprofen"
    )
    server.replies["/crossref/works/10.1000/corrected"] = Reply(status=503)
    project = Project(tmp_path, server, turtle)
    assert project.run("cite", "verify", "mistaken").returncode != 0
    assert "kb:NotRetracted" not in project.text("case.ttl")


def test_a_record_that_cannot_be_read_is_a_doubt_and_is_not_lost(
    tmp_path: Path, server: Server
) -> None:
    turtle = REFERENCES + EVIDENCE.format(reference="mistaken", more="")
    project = Project(tmp_path, server, turtle)
    project.run("cite", "verify", "mistaken")
    path = project.root / "kb" / "registry.ttl"
    damaged = project.text("registry.ttl").replace(f'"{TODAY}"^^xsd:date', '"today"')
    path.write_text(damaged, encoding="utf-8")
    assert (project.verdict(), "S31" in project.codes()) == ("NotAssessed", True)
    result = project.run("cite", "add", "PMID 3")
    assert (
        result.returncode,
        "id:record-mistaken-pubmed-pmid cannot be read" in result.stderr,
    ) == (2, True)
    assert project.text("registry.ttl") == damaged


def test_a_correction_of_a_slip_asks_anew(project: Project) -> None:
    """What was said of the wrong paper is gone with its identifier."""
    project.run("cite", "verify", "mistaken")
    path = project.root / "kb" / "case.ttl"
    path.write_text(
        project.text("case.ttl").replace('kb:pmid "1"', 'kb:pmid "2"'), encoding="utf-8"
    )
    assert "C22" in project.codes() and "C15" not in project.codes()


# ---- excerpts


@pytest.mark.parametrize(
    ("excerpt", "says", "codes"),
    [
        ("Physical dependence has been reported", "found in the whole text", []),
        ("Dependence Physical dependence", "found after normalisation in the whole text", []),
        (
            "Physical dependence has not been reported",
            "not found in the whole text: “Physical dependence has not been reported”; nearest, ",
            ["C18"],
        ),
    ],
)
def test_excerpts_are_looked_for_in_a_label(
    tmp_path: Path, server: Server, excerpt: str, says: str, codes: list[str]
) -> None:
    more = f' ; kb:excerpt "{excerpt}"'
    project = Project(tmp_path, server, REFERENCES + EVIDENCE.format(reference="ketalar", more=more))  # fmt: skip
    result = project.run("cite", "verify", "ketalar")
    assert says in result.stdout
    assert [code for code in project.codes() if code == "C18"] == codes


def test_an_excerpt_that_is_not_in_the_abstract_may_be_in_the_paper(
    tmp_path: Path, server: Server
) -> None:
    turtle = REFERENCES.replace("Naproxen for pain", "Ibuprofen for pain").replace("Doe 2020", "Smith 2020")  # fmt: skip
    more = ' ; kb:excerpt "Pain stayed"'
    project = Project(tmp_path, server, turtle + EVIDENCE.format(reference="mistaken", more=more))
    result = project.run("cite", "verify", "mistaken")
    assert result.returncode == 0
    assert "not found in the abstract: “Pain stayed” (it may stand in the paper)" in result.stdout
    assert "C18" not in project.codes()


def test_an_excerpt_is_not_available_where_there_is_no_text(tmp_path: Path, server: Server) -> None:
    more = ' ; kb:excerpt "Pain stayed"'
    turtle = REFERENCES + EVIDENCE.format(reference="cui-2019", more=more)
    project = Project(tmp_path, server, turtle)
    result = project.run("cite", "verify", "cui-2019")
    assert result.returncode == 0
    assert "not available, for the registry gives no text: “Pain stayed”" in result.stdout
    assert "excerpt" not in project.text("registry.ttl")


# ---- files instead of registries


def test_a_zip_of_drugs_at_fda_offline(project: Project) -> None:
    zipped = data_files(project.root / "drugs.zip")
    result = project.run("cite", "verify", "ketalar", "--offline", "--drugs-at-fda", zipped)
    assert (result.returncode, project.server.asked) == (0, [])
    assert "Drugs@FDA data files, NDA 016812 (2019-07-02): name fits" in result.stdout
    assert 'kb:checkedOn "2019-07-02"^^xsd:date' in project.text("registry.ttl")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "No such file"),
        (b"", "not a zip file"),
        (b"PK\x03\x04broken", "not a zip file"),
    ],
)
def test_a_zip_that_is_none(project: Project, content: bytes | None, why: str) -> None:
    if content is not None:
        (project.root / "drugs.zip").write_bytes(content)
    result = project.run("cite", "verify", "--offline", "--drugs-at-fda", "drugs.zip")
    assert (result.returncode, result.stdout) == (2, "")
    assert why in result.stderr
    assert "Traceback" not in result.stderr


def test_a_zip_without_a_table(project: Project) -> None:
    zipped = data_files(project.root / "drugs.zip", without="Submissions.txt")
    result = project.run("cite", "verify", "--offline", "--drugs-at-fda", zipped)
    assert (result.returncode, "has no table Submissions.txt" in result.stderr) == (2, True)


def test_offline_needs_a_file(project: Project) -> None:
    result = project.run("cite", "verify", "--offline")
    assert (result.returncode, "nothing can be asked offline" in result.stderr) == (2, True)


# ---- cite add


def test_references_from_identifiers(project: Project) -> None:
    (project.root / "kb" / "references.ttl").write_text("# Sources.\n", encoding="utf-8")
    result = project.run("cite", "add", "https://doi.org/10.1016/s0140-6736(97)11096-0", "PMID 34843274")  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert (
        project.text("references.ttl")
        == f"""\
# Sources.

@prefix kb: <https://w3id.org/kbtool/ns#> .
@prefix id: <https://w3id.org/kbtool/id/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

id:wakefield-1998 a kb:Reference ;
    dct:title "Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children" ;
    rdfs:label "Wakefield 1998, The Lancet" ;
    dct:creator "Wakefield" ;
    dct:issued "1998-02"^^xsd:gYearMonth ;
    dct:isPartOf "The Lancet" ;
    kb:referenceType kb:JournalArticle ;
    kb:doi "10.1016/s0140-6736(97)11096-0" ;
    kb:verification kb:SeenAtSource ; kb:verifiedOn "{TODAY}"^^xsd:date ;
    kb:retractionStatus kb:Retracted ; kb:retractionChecked "{TODAY}"^^xsd:date .

id:guideline-development-panel-for-the-trea-2022 a kb:Reference ;
    dct:title "Summary of the clinical practice guideline for the treatment of depression across three age cohorts" ;
    rdfs:label "Guideline Development Panel for the ... 2022, Am Psychol 77:770-780" ;
    dct:creator "Guideline Development Panel for the Treatment of Depressive Disorders" ;
    dct:issued "2022-09"^^xsd:gYearMonth ;
    dct:isPartOf "The American psychologist" ;
    kb:referenceType kb:JournalArticle ;
    kb:pmid "34843274" ;
    kb:doi "10.1037/amp0000904" ;
    kb:identifierNotYetVerified "DOI 10.1037/amp0000904" ;
    kb:verification kb:SeenAtSource ; kb:verifiedOn "{TODAY}"^^xsd:date ;
    kb:retractionStatus kb:NotChecked .
"""
    )
    assert "It is retracted" in result.stderr
    assert "DOI 10.1037/amp0000904 could not be looked up" in result.stderr
    assert not [code for code in project.codes() if code[0] == "S" or code == "C15"]


def test_a_paper_that_is_there_under_another_identifier(tmp_path: Path, server: Server) -> None:
    turtle = REFERENCES.replace('kb:pmid "1"', 'kb:pmid "8"').replace(
        "Naproxen for pain", "Pain and Ibuprofen"
    )
    turtle = turtle.replace(
        '"Doe 2020, J Pain" ; dct:issued "2020"', '"Jones et al. 2021, J Pain" ; dct:issued "2021"'
    )
    project = Project(tmp_path, server, turtle)
    result = project.run("cite", "add", "10.1000/corrected")
    assert "DOI 10.1000/corrected is already on file as id:mistaken" in result.stderr
    page = turtle.replace('kb:pmid "8"', "foaf:page <https://doi.org/10.1000/other>")
    (project.root / "kb" / "case.ttl").write_text(
        project.text("case.ttl").partition("id:cui")[0] + page, encoding="utf-8"
    )
    result = project.run("cite", "add", "https://journal.example/doi/full/10.1000/OTHER?x=1#y")
    assert "DOI 10.1000/OTHER is already on file as id:mistaken" in result.stderr


def test_a_dry_run_prints_them(project: Project) -> None:
    before = project.files()
    result = project.run("cite", "add", "--dry-run", "21 CFR 1308.13")
    assert result.stdout.startswith("id:cfr-1308-13 a kb:Reference ;\n")
    assert 'rdfs:label "21 CFR 1308.13, Schedule III"' in result.stdout
    assert project.files() == before


@pytest.mark.parametrize(
    ("identifier", "name", "label"),
    [
        ("NCT02576665", "nct02576665-2", "NCT02576665, A Study of Toca 511"),
        ("NDA 021588", "gleevec-approval", "Gleevec (imatinib mesylate), approval, NDA 021588"),
        ("PMC1", "smith-2020", "Smith 2020, J Pain 7:1-9"),
    ],
)
def test_each_kind_of_identifier(project: Project, identifier: str, name: str, label: str) -> None:
    turtle = project.text("case.ttl").replace("id:trial a", "id:nct02576665 a").replace("kb:TrialRegistration", "kb:WebPage")  # fmt: skip
    (project.root / "kb" / "case.ttl").write_text(turtle.replace('kb:pmid "1"', 'kb:pmid "8"'), encoding="utf-8")  # fmt: skip
    result = project.run("cite", "add", identifier)
    assert f"added id:{name}, {label}" in result.stderr
    assert project.run("fmt", "--check", "kb/references.ttl", "kb/registry.ttl").returncode == 0


@pytest.mark.parametrize(
    ("identifier", "there"),
    [
        ("10.1002/14651858.cd008900.PUB3", "cui-2019"),
        ("https://doi.org/10.1056/nejmoa2007621", "mehra-2020"),
        ("PMC1", "mistaken"),  # by way of its PMID
        ("NCT02576665", "trial"),
        ("21 C.F.R. § 1308.13(c)(7)", "schedule"),
        (
            "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=14E8F864-8b8a-4e7e-8439-e510d3107063",
            "ketalar",
        ),
    ],
)
def test_none_is_added_twice(project: Project, identifier: str, there: str) -> None:
    before = project.files()
    result = project.run("cite", "add", identifier)
    assert result.returncode == 0
    assert f"is already on file as id:{there}" in result.stderr
    assert project.files() == before


def test_two_names_of_one_paper_in_one_run(project: Project) -> None:
    turtle = project.text("case.ttl").replace('kb:pmid "1"', 'kb:pmid "8"')
    (project.root / "kb" / "case.ttl").write_text(turtle, encoding="utf-8")
    result = project.run("cite", "add", "PMID 1", "10.1000/corrected")
    assert "added id:smith-2020" in result.stderr
    assert "DOI 10.1000/corrected is already on file as id:smith-2020" in result.stderr
    assert "Registries disagree on it: the title is “Pain and Ibuprofen” there" in result.stderr


@pytest.mark.parametrize(
    ("identifier", "why"),
    [
        ("10.1000/none", "DOI 10.1000/none does not exist at Crossref"),
        ("PMID 77777", "PMID 77777 does not exist at PubMed"),
        ("10.5281/zenodo.2", "says that DataCite has the DOI, which is not asked"),
        ("21 USC 812", "is not an identifier of a reference"),
        ("", "is not an identifier of a reference"),
        ("http://[bad", "is not a web address"),
        ("http://me:secret@example.org/", "has a name or a password in it"),
    ],
)
def test_what_cannot_be_added(project: Project, identifier: str, why: str) -> None:
    before = project.files()
    result = project.run("cite", "add", identifier)
    assert (result.returncode, result.stdout) == (2, "")
    assert why in result.stderr
    assert project.files() == before


def test_one_that_fails_does_not_lose_the_others(project: Project) -> None:
    result = project.run("cite", "add", "10.1000/none", "34843274")
    assert result.returncode == 2
    assert "guideline-development-panel" in project.text("references.ttl")


def test_files_that_cannot_be_written_change_nothing(project: Project) -> None:
    """The second of the two files is a folder."""
    (project.root / "kb" / "registry.ttl").mkdir()
    before = project.files()
    result = project.run("cite", "add", "34843274")
    assert (result.returncode, "kb/registry.ttl" in result.stderr) == (2, True)
    assert project.files() == before
    assert not [p for p in os.listdir(project.root / "kb") if p.startswith(".")]


def test_a_page(project: Project) -> None:
    project.server.replies["/guidance"] = Reply(GUIDANCE, headers={"Content-Type": "text/html"})
    url = f"{project.server.address}/guidance"
    assert project.run("cite", "add", url).returncode == 0
    assert f"""\
id:guidance-on-ketamine-society-of a kb:Reference ;
    dct:title "Guidance on ketamine | Society of Examples" ;
    rdfs:label "Guidance on ketamine | Society of Examples" ;
    kb:referenceType kb:WebPage ;
    foaf:page <{url}> ;
    kb:verification kb:SeenAtSource ; kb:verifiedOn "{TODAY}"^^xsd:date ;
    kb:retractionStatus kb:NotChecked .
""" in project.text("references.ttl")
    assert "is already on file" in project.run("cite", "add", url).stderr
    result = project.run("cite", "verify", "guidance-on-ketamine-society-of")
    assert "its own page is at a private address, 127.0.0.1" in result.stdout
    toml = 'nearby = ["127.0.0.1"]\n' + settings(project.server.address)
    (project.root / "kbtool.toml").write_text(toml, encoding="utf-8")
    result = project.run("cite", "verify", "guidance-on-ketamine-society-of")
    assert result.stdout.endswith("1 reference: 1 confirmed\n")


# ---- settings


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[registries]\nmedline = "https://example.org"\n', "the registry 'medline', which does not exist"),
        ('[registries]\ncrossref = "example.org"\n', "gives crossref the address 'example.org', which is not a web address"),
        ('contact = "nobody"\n', "'nobody' is not a mail address"),
        ("cache-days = 0\n", "not a number above 0"),
        ("timeout = true\n", "not a number above 0"),
        ("registries = 1\n", "not a table of strings"),
    ],
)  # fmt: skip
def test_settings_that_are_none(project: Project, text: str, why: str) -> None:
    (project.root / "kbtool.toml").write_text(text, encoding="utf-8")
    result = project.run("cite", "verify", "cui-2019")
    assert (result.returncode, result.stdout) == (2, "")
    assert why in result.stderr
    assert "kbtool.toml" in result.stderr


def test_a_cache_that_cannot_be_kept_is_no_reason_to_stop(project: Project) -> None:
    project.cache.write_text("a file, no folder", encoding="utf-8")
    result = project.run("cite", "verify", "cui-2019")
    assert result.returncode == 0
    assert "answers of registries cannot be kept" in result.stderr
