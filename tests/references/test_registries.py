"""What each registry says of an identifier, and what is no answer; on loopback, with recorded answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kbtool.io.web import Fetcher, Limits, Unavailable
from kbtool.references.identifiers import parse_identifier
from kbtool.references.record import Record, State, Stated
from kbtool.references.registries import ONLINE, Access
from kbtool.references.retractions import Notice, Standing, standing
from registry_server import JSON, PAYLOADS, Replies, json_reply, pubmed, pubmed_record, registries
from web_server import Reply, Server, serving


class World:
    """The registries on loopback, and a way to ask them."""

    def __init__(self, server: Server) -> None:
        self.server = server
        names = [name for registry in ONLINE for name in registry.addresses]
        limits = Limits(connect=5, read=1, retries=1, backoff=0)
        rates = {server.address: 1000.0}
        self.fetcher = Fetcher("kbtool/test", None, 7, limits, rates, sleep=lambda _: None)
        addresses = {name: f"{server.address}/{name}" for name in names}
        self.access = Access(
            self.fetcher, addresses, "me@example.org", {"pubmed": "KEY"}, named=True
        )

    def ask(self, said: str) -> Record:
        identifier = parse_identifier(said)
        registry = next(r for r in ONLINE if identifier.scheme in r.schemes)
        return registry.look_up(identifier, self.access)

    def why_not(self, said: str) -> str:
        with pytest.raises(Unavailable) as caught:
            self.ask(said)
        return caught.value.message


def stated(record: Record) -> dict[str, object]:
    """What a registry states, by the properties of the vocabulary."""
    return {state.what.term: state.value for state in record.states}


@pytest.fixture
def world() -> Iterator[World]:
    with serving(registries()) as server:
        made = World(server)
        with made.fetcher:
            yield made


def test_a_doi_at_crossref(world: World) -> None:
    found = world.ask("10.1002/14651858.CD008900.pub3")
    assert (found.registry, found.exists, found.about) == ("Crossref", True, False)
    assert found.title == "Cerebrolysin for vascular dementia"
    assert (found.authors[0], found.years, found.issued) == ("Cui", (2019,), "2019-11-11")
    assert found.container == "Cochrane Database of Systematic Reviews"
    assert (found.notices, found.notice_of) == ((), ())


def test_a_retraction_that_crossref_has_on_the_work(world: World) -> None:
    found = world.ask("10.1056/nejmoa2007621")
    assert found.title == "Cardiovascular Disease, Drug Therapy, and Mortality in Covid-19"
    assert found.notices == (
        Notice("Expression of concern", date(2020, 6, 2), "10.1056/nejme2020822"),
        Notice("Retraction", date(2020, 6, 4), "10.1056/nejmc2021225"),
    )
    assert standing(found.notices) is Standing.RETRACTED


def test_a_doi_with_brackets(world: World) -> None:
    found = world.ask("10.1016/S0140-6736(97)11096-0")
    assert (found.authors, standing(found.notices)) == (("Wakefield",), Standing.RETRACTED)


def test_a_notice_that_only_says_itself_what_it_corrects(world: World) -> None:
    found = world.ask("10.1000/corrected")
    assert found.title == "Pain and Ibuprofen"
    assert found.years == (2021, 2022)
    assert found.notices == (Notice("Correction", date(2024, 2, 1), "10.1000/notice"),)
    assert standing(found.notices) is Standing.NOT_RETRACTED


def test_a_work_that_is_a_notice_itself(world: World) -> None:
    assert [n.nature for n in world.ask("10.1000/notice").notice_of] == ["Correction"]


def test_a_doi_that_nobody_has_does_not_exist(world: World) -> None:
    assert not world.ask("10.1000/nowhere").exists


def test_a_doi_of_another_agency_is_not_known(world: World) -> None:
    assert world.why_not("10.5281/zenodo.1") == "says that DataCite has the DOI, which is not asked"


def test_a_doi_is_not_known_if_doi_org_cannot_say(world: World) -> None:
    assert "JSON" in world.why_not("10.1000/unheard-of")


def test_a_pmid_at_pubmed(world: World) -> None:
    found = world.ask("34843274")
    assert found.title == "Summary of the clinical practice guideline for the treatment of depression across three age cohorts"  # fmt: skip
    assert found.authors == ("Guideline Development Panel for the Treatment of Depressive Disorders",)  # fmt: skip
    assert (found.years, found.issued) == ((2021, 2022), "2022-09")
    assert (found.container_short, found.volume, found.pages) == ("Am Psychol", "77", "770-780")
    assert {str(i) for i in found.identifiers} == {"PMID 34843274", "DOI 10.1037/amp0000904"}
    assert found.text is not None
    assert found.text.startswith("The American Psychological Association (APA) developed this")


@pytest.mark.parametrize(
    ("pmid", "status"),
    [("1", "NotRetracted"), ("2", "Retracted"), ("3", "ExpressionOfConcern"), ("4", "Retracted")],
)
def test_notices_at_pubmed(world: World, pmid: str, status: str) -> None:
    assert standing(world.ask(pmid).notices).value == status


def test_a_notice_at_pubmed_has_its_pmid_and_doi(world: World) -> None:
    assert world.ask("2").notices == (Notice("Retraction", None, "10.1000/n", "9"),)
    assert [n.nature for n in world.ask("5").notice_of] == ["Retraction"]


def test_a_pmid_that_pubmed_does_not_have(world: World) -> None:
    assert not world.ask("99999999").exists


def test_a_pmcid_by_way_of_its_pmid(world: World) -> None:
    found = world.ask("PMC1")
    assert (str(found.identifier), found.title) == ("PMC1", "Ibuprofen for pain")
    assert not world.ask("PMC2").exists


def test_pubmed_is_told_who_asks_and_given_the_key(world: World) -> None:
    world.ask("1")
    asked = world.server.asked[0]
    assert all(part in asked for part in ("tool=kbtool", "email=me%40example.org", "api_key=KEY"))


def test_a_trial(world: World) -> None:
    found = world.ask("NCT02576665")
    assert (found.about, found.issued) == (True, "2016-07")
    assert stated(found) == {"trialStatus": "TERMINATED", "resultsPosted": False}
    assert not world.ask("NCT00000000").exists


def test_an_application(world: World) -> None:
    found = world.ask("NDA 21588")
    assert found.names == ("GLEEVEC", "IMATINIB MESYLATE")
    assert stated(found) == {
        "approved": True,
        "approvedOn": date(2003, 4, 18),
        "marketingStatus": "Prescription",
    }
    assert not world.ask("NDA 999999").exists


def test_a_bla_that_openfda_does_not_have_may_well_exist(world: World) -> None:
    assert "vaccines" in world.why_not("BLA 125000")


def test_a_label_with_its_schedule(world: World) -> None:
    found = world.ask("14e8f864-8b8a-4e7e-8439-e510d3107063")
    assert found.names == ("KETALAR", "KETAMINE HYDROCHLORIDE")
    assert stated(found) == {"labelEffective": date(2024, 10, 1), "deaSchedule": "CIII"}
    assert "Physical dependence has been reported" in (found.text or "")


def test_a_section_of_the_code_of_federal_regulations(world: World) -> None:
    found = world.ask("21 CFR 1308.13(c)(7)")
    assert (found.title, found.states) == ("Schedule III", ())
    assert "Ketamine, its salts, isomers" in (found.text or "")
    assert world.ask("21 CFR 1308.13(c)(9)").states == (State(Stated.PART_NOT_FOUND, "(c)(9)"),)
    assert not world.ask("21 CFR 1308.99").exists
    assert world.why_not("49 CFR 1.1") == "gives no day for title 49"


GUIDANCE = b"""<!doctype html><html lang="en"><head><title>Guidance on ketamine | Society of Examples</title></head>
<body><nav>Menu</nav><main><h1>Guidance on ketamine</h1><p>Ketamine should be given by trained people only, in a place
where help is at hand.</p></main></body></html>"""


def test_the_page_at_an_address() -> None:
    page = Reply(GUIDANCE, headers={"Content-Type": "text/html"})
    front = Reply(status=302, headers={"Location": "/"})
    replies: Replies = {
        "/guidance": page,
        "/": page,
        "/moved": front,
        "/closed": Reply(status=403),
        "/gone": Reply(status=410),
    }
    with serving(replies) as server:
        world = World(server)
        with world.fetcher:
            found = world.ask(f"{server.address}/guidance")
            assert (found.registry, found.exists, found.title) == (
                "OwnPage",
                True,
                "Guidance on ketamine | Society of Examples",
            )
            assert "Guidance on ketamine" in found.also_titled
            assert "trained people only" in (found.text or "")
            assert not world.ask(f"{server.address}/gone").exists
            assert world.why_not(f"{server.address}/closed") == "answered with status 403"
            assert world.why_not(f"{server.address}/moved") == "sends its readers to the front page"


@pytest.mark.parametrize(
    ("path", "reply", "why"),
    [
        ("/crossref/works/10.1000/corrected", json_reply({"message": {"DOI": "10.9999/x", "title": ["T"]}}), "another DOI, 10.9999/x"),
        ("/crossref/works/10.1000/corrected", json_reply({"message": {"DOI": "10.1000/corrected"}}), "a work that says nothing"),
        ("/crossref/works/10.1000/corrected", json_reply({"status": "error", "message": {"DOI": "10.1000/corrected", "title": ["T"]}}), "another form"),
        ("/crossref/works/10.1000/corrected", json_reply({"message": {"DOI": "10.1000/corrected", "title": ["T"], "updated-by": {"type": "retraction"}}}), "another form"),
        ("/crossref/works/10.1000/corrected", json_reply({"message": {"DOI": "10.1000/corrected", "title": ["T"], "updated-by": [["retraction"]]}}), "another form"),
        ("/clinicaltrials/studies/NCT00000000", json_reply({"message": "no Route matched"}, 404), "status 404"),
        ("/ecfr/titles.json", json_reply({"titles": []}), "no day for title 21"),
        ("/openfda/drug/label.json", json_reply({"error": {"code": "NOT_FOUND"}}, 404), "DailyMed may"),
    ],
)  # fmt: skip
def test_answers_that_are_only_like_answers(path: str, reply: Reply, why: str) -> None:
    asked = {
        "crossref": "10.1000/corrected",
        "clinicaltrials": "NCT00000000",
        "ecfr": "21 CFR 1308.13",
        "openfda": "14e8f864-8b8a-4e7e-8439-e510d3107063",
    }[path.split("/")[1]]
    with serving({**registries(), path: reply}) as server:
        world = World(server)
        with world.fetcher:
            assert why in world.why_not(asked)


@pytest.mark.parametrize(
    "reply",
    [
        json_reply({"message": {}}),
        json_reply({"message": {"total-results": 3, "items": []}}),
        Reply(b"", 500),
    ],
)
def test_a_work_whose_notices_cannot_be_asked_for_is_still_a_work(reply: Reply) -> None:
    with serving({**registries(), "/crossref/works": reply}) as server:
        world = World(server)
        with world.fetcher:
            found = world.ask("10.1056/nejmoa2007621")
            assert standing(found.notices) is Standing.RETRACTED
            assert found.notices_unknown is not None


@pytest.mark.parametrize(
    ("paragraph", "there"),
    [("(a)", True), ("(c)(7)", True), ("(c)(9)", False), ("(a)(7)", False), ("(d)", False), ("(q)(7)", False)],
)  # fmt: skip
def test_paragraphs_of_a_section(world: World, paragraph: str, there: bool) -> None:
    found = world.ask(f"21 CFR 1308.13{paragraph}")
    assert (found.states == ()) == there


HTML = Reply(b"<!doctype html><title>Log in</title>", 200, {"Content-Type": "text/html"})
CASES = {
    "HTML instead of JSON": (HTML, "a web page"),
    "HTML with status 404": (Reply(HTML.body, 404, HTML.headers), ""),
    "broken JSON": (Reply(b'{"message": ', 200, JSON), "broken JSON"),
    "JSON of another form": (Reply(b"[]", 200, JSON), ""),
    "an empty object": (Reply(b"{}", 200, JSON), ""),
    "nothing": (Reply(b"", 200, JSON), ""),
    "half a character": (Reply(b'{"message": {"title": ["\\ud800"]}}', 200, JSON), "broken JSON"),
    "a number without end": (Reply(b'{"message": ' + b"1" * 6000 + b"}", 200, JSON), "broken JSON"),
    "no UTF-8": (Reply('{"é": 1}'.encode("latin-1"), 200, JSON), ""),
    "refused": (Reply(b"{}", 403, JSON), ""),
    "ill": (Reply(b"", 500), "status 500, 2 times"),
    "cut off": (Reply(b"{", headers={"Content-Length": "99"}), "broke off"),
}  # fmt: skip
ASKED = {
    "10.1002/14651858.cd008900.pub3": "/crossref/works/10.1002/14651858.cd008900.pub3",
    "34843274": "/pubmed/efetch.fcgi",
    "PMC1": "/pmc/articles/",
    "NCT02576665": "/clinicaltrials/studies/NCT02576665",
    "NDA 021588": "/openfda/drug/drugsfda.json",
    "14e8f864-8b8a-4e7e-8439-e510d3107063": "/openfda/drug/ndc.json",
    "21 CFR 1308.13": "/ecfr/titles.json",
    "21 CFR 314.126": "/ecfr/full/2026-11-20/title-21.xml",
}


@pytest.mark.parametrize("identifier", ASKED)
@pytest.mark.parametrize("name", CASES)
def test_a_bad_answer_is_no_answer(name: str, identifier: str) -> None:
    """Neither that it exists, nor that it does not."""
    reply, why = CASES[name]
    with serving({**registries(), ASKED[identifier]: reply}) as server:
        world = World(server)
        with world.fetcher:
            assert why in world.why_not(identifier) or "XML" in world.why_not(identifier)


@pytest.mark.parametrize(
    "body",
    [
        b"<PubmedArticleSet><PubmedArticle>",
        b"<eFetchResult><ERROR>down</ERROR></eFetchResult>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><PubmedArticleSet>&b;<x></PubmedArticleSet>',
        b"<a>" * 100_000,
    ],
)
def test_xml_that_is_none(body: bytes) -> None:
    with serving({"/pubmed/efetch.fcgi": Reply(body)}) as server:
        world = World(server)
        with world.fetcher:
            assert "XML" in world.why_not("1")


def test_entities_are_not_resolved() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + pubmed_record("1", "A &f; B").partition(b"?>")[2].partition(b">")[2]  # fmt: skip
    with serving({"/pubmed/efetch.fcgi": pubmed({"1": bomb})}) as server:
        world = World(server)
        with world.fetcher:
            assert world.ask("1").title == "A B"


def test_a_registry_sends_nobody_elsewhere() -> None:
    away = Reply(status=302, headers={"Location": "http://example.org/efetch"})
    with serving({"/pubmed/efetch.fcgi": away}) as server:
        world = World(server)
        with world.fetcher:
            assert world.why_not("1") == "redirects to another server, example.org"


def test_the_payloads_are_the_ones_that_are_described() -> None:
    described = (PAYLOADS / "README.md").read_text(encoding="utf-8")
    for path in PAYLOADS.iterdir():
        assert path.name == "README.md" or f"`{path.name.partition('-')[0]}-*" in described


def test_a_file_of_drugs_at_fda(tmp_path: Path) -> None:
    from drugs_at_fda import data_files
    from kbtool.references.registries import DrugsAtFda

    files = DrugsAtFda(data_files(tmp_path / "drugsatfda.zip"))
    found = files.look_up(parse_identifier("NDA 16812"))
    assert (found.day, found.names) == (date(2019, 7, 2), ("KETALAR", "KETAMINE HYDROCHLORIDE"))
    assert stated(found) == {
        "approved": True,
        "approvedOn": date(1970, 2, 19),
        "marketingStatus": "Prescription",
    }
    tentative = files.look_up(parse_identifier("NDA 021714"))
    assert stated(tentative) == {"approved": False}
    with pytest.raises(Unavailable, match="of 2019-07-02 does not have NDA 211964"):
        files.look_up(parse_identifier("NDA 211964"))


@pytest.mark.parametrize(
    ("said", "day", "unread"),
    [
        ("2/19/1970 12:00:00 AM", date(1970, 2, 19), ()),
        ("some day", None, ("the date “some day”",)),
    ],
)
def test_days_of_other_years_files_of_drugs_at_fda(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    day: date | None,
    unread: tuple[str, ...],
) -> None:
    import drugs_at_fda
    from kbtool.references.registries import DrugsAtFda

    table = drugs_at_fda.TABLES["Submissions.txt"].replace("1970-02-19 00:00:00", said)
    monkeypatch.setitem(drugs_at_fda.TABLES, "Submissions.txt", table)
    files = DrugsAtFda(drugs_at_fda.data_files(tmp_path / "drugsatfda.zip"))
    found = files.look_up(parse_identifier("NDA 16812"))
    assert (stated(found).get("approvedOn"), found.unread) == (day, unread)
    assert stated(found)["approved"]
