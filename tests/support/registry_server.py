"""The registries on loopback: recorded answers, and small ones in the same form, under one server."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from web_server import Reply

PAYLOADS = Path(__file__).parents[1] / "payloads"
JSON = {"Content-Type": "application/json"}
XML = {"Content-Type": "text/xml; charset=UTF-8"}
NAMES = ("crossref", "doi", "pubmed", "pmc", "clinicaltrials", "openfda", "ecfr")
Replies = dict[str, Reply | list[Reply] | Callable[[dict[str, str]], Reply]]

SECTION = """<?xml version="1.0"?>
<DIV8 N="1308.13" TYPE="SECTION" hierarchy_metadata="{&quot;citation&quot;:&quot;21 CFR 1308.13&quot;}">
<HEAD>&#xA7; 1308.13 Schedule III.</HEAD>
<P>(a) Schedule III shall consist of the drugs and other substances listed in this section.</P>
<P>(c) <I>Depressants.</I> Unless specifically excepted:</P>
<P>(7) Ketamine, its salts, isomers, and salts of isomers</P>
</DIV8>
"""
LABEL = {
    "set_id": "14e8f864-8b8a-4e7e-8439-e510d3107063",
    "effective_time": "20241001",
    "openfda": {"brand_name": ["KETALAR"], "generic_name": ["KETAMINE HYDROCHLORIDE"]},
    "drug_abuse_and_dependence": ["9.3 Dependence\n Physical dependence has been reported with prolonged use."],
}  # fmt: skip


def json_reply(content: object, status: int = 200) -> Reply:
    """An answer in JSON."""
    return Reply(json.dumps(content).encode(), status, JSON)


TRIMMED: dict[str, dict[str, Any]] = {
    "cd008900.pub3": {"author": ["Chen", "Yang", "Guo", "Zhou", "Zhu", "He"]},
    "nejmoa2007621": {
        "author": ["Desai", "Kuy", "Henry", "Patel"],
        "short-container-title": ["N Engl J Med"],
        "volume": "382",
        "page": "e102",
    },
}
"""What the recorded works lack of the whole ones, as the papers' own pages have it."""


def work(name: str) -> dict[str, Any]:
    """A recorded work of Crossref, with what was trimmed of it put back."""
    text = (PAYLOADS / f"crossref-{name}.json").read_text(encoding="utf-8")
    message = json.loads(text)["message"]
    more = dict(TRIMMED.get(name, {}))
    authors = [{"family": family} for family in more.pop("author", [])]
    return {**message, **more, "author": [*message["author"], *authors]}


def pubmed_record(pmid: str, title: str, **more: str) -> bytes:
    """A record of PubMed, as efetch gives it.

    Args:
        pmid: its PMID.
        title: its title.
        more: author, year, doi; abstract; comments and types, as XML.
    """
    doi = f'<ArticleId IdType="doi">{more["doi"]}</ArticleId>' if "doi" in more else ""
    return f"""<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>
<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Internet"><Volume>7</Volume>
<PubDate><Year>{more.get("year", "2020")}</Year><Month>Nov</Month></PubDate></JournalIssue>
<Title>The journal of pain</Title><ISOAbbreviation>J. Pain</ISOAbbreviation></Journal>
<ArticleTitle>{title}</ArticleTitle><Pagination><MedlinePgn>1-9</MedlinePgn></Pagination>
<Abstract><AbstractText Label="RESULTS">{more.get("abstract", "Pain went away.")}</AbstractText></Abstract>
<AuthorList><Author><LastName>{more.get("author", "Smith")}</LastName></Author></AuthorList>
<PublicationTypeList><PublicationType>Journal Article</PublicationType>{more.get("types", "")}</PublicationTypeList>
</Article>{more.get("comments", "")}</MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>{doi}</ArticleIdList></PubmedData>
</PubmedArticle></PubmedArticleSet>""".encode()


def pubmed(records: dict[str, bytes]) -> Callable[[dict[str, str]], Reply]:
    """efetch: the record of a PMID, or a list without any."""
    none = b'<?xml version="1.0" ?>\n<PubmedArticleSet></PubmedArticleSet>'
    return lambda query: Reply(records.get(query["id"], none), headers=XML)


def searched(results: dict[str, list[dict[str, Any]]]) -> Callable[[dict[str, str]], Reply]:
    """An endpoint of openFDA: results by what is searched for; 404 with its own words for nothing."""

    def reply(query: dict[str, str]) -> Reply:
        if query["search"] in results:
            return json_reply({"meta": {}, "results": results[query["search"]]})
        return json_reply({"error": {"code": "NOT_FOUND", "message": "No matches found!"}}, 404)

    return reply


def registries() -> Replies:
    """Answers as the registries give them."""
    replies: Replies = {}
    for name in ("cd008900.pub3", "nejmoa2007621", "s0140-6736-97-11096-0", "j.ejogrb.2014.02.038"):
        message = work(name)
        replies[f"/crossref/works/{quote(message['DOI'], safe='/')}"] = json_reply({"status": "ok", "message": message})  # fmt: skip
    notice = {
        "DOI": "10.1000/notice",
        "update-to": [{"DOI": "10.1000/Corrected", "type": "correction", "label": "Correction", "updated": {"date-parts": [[2024, 2, 1]]}}],
    }  # fmt: skip
    corrected = {
        "DOI": "10.1000/corrected",
        "title": ["Pain and <i>Ibuprofen</i>"],
        "author": [{"family": "Jones", "sequence": "first"}, {"family": "Doe"}],
        "issued": {"date-parts": [[2021]]},
        "published-print": {"date-parts": [[2022, 1]]},
        "container-title": ["Pain"],
        "volume": "3",
        "page": "1-2",
        "type": "journal-article",
    }
    replies["/crossref/works/10.1000/corrected"] = json_reply({"status": "ok", "message": corrected})  # fmt: skip
    replies["/crossref/works/10.1000/notice"] = json_reply({"status": "ok", "message": {**corrected, **notice, "title": ["Correction to: Pain"]}})  # fmt: skip
    replies["/crossref/works"] = lambda query: json_reply(
        {"message": {"total-results": 1, "items": [notice]}}
        if query["filter"] == "updates:10.1000/corrected"
        else {"message": {"total-results": 0, "items": []}}
    )
    for doi in ("10.1000/nowhere", "10.1000/none"):
        replies[f"/doi/ra/{doi}"] = json_reply([{"DOI": doi, "status": "DOI does not exist"}])
    for doi in ("10.5281/zenodo.1", "10.5281/zenodo.2"):
        replies[f"/doi/ra/{doi}"] = json_reply([{"DOI": doi, "RA": "DataCite"}])
    recorded = (PAYLOADS / "pubmed-34843274.xml").read_bytes()
    comments = '<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"><RefSource>J Pain. 2021;8:1. doi: 10.1000/n.</RefSource><PMID Version="1">9</PMID></CommentsCorrections></CommentsCorrectionsList>'
    replies["/pubmed/efetch.fcgi"] = pubmed(
        {
            "34843274": recorded,
            "1": pubmed_record("1", "Ibuprofen for pain.", doi="10.1000/corrected"),
            "2": pubmed_record("2", "Ibuprofen for fever.", comments=comments.format(kind="RetractionIn")),
            "3": pubmed_record("3", "Ibuprofen for colds.", comments=comments.format(kind="ExpressionOfConcernIn")),
            "4": pubmed_record("4", "Ibuprofen for all.", types="<PublicationType>Retracted Publication</PublicationType>"),
            "5": pubmed_record("5", "Retraction: Ibuprofen for fever.", comments=comments.format(kind="RetractionOf")),
        }
    )  # fmt: skip
    replies["/pmc/articles/"] = lambda query: json_reply(
        {"status": "ok", "records": [{"pmcid": "PMC1", "pmid": 1}]}
        if query["ids"] == "PMC1" and query["idtype"] == "pmcid"
        else {"status": "ok", "records": [{"pmcid": query["ids"], "status": "error", "errmsg": "Identifier not found in PMC"}]}
    )  # fmt: skip
    study = json.loads((PAYLOADS / "clinicaltrials-nct02576665.json").read_text(encoding="utf-8"))
    replies["/clinicaltrials/studies/NCT02576665"] = json_reply({**study, "hasResults": False})
    replies["/clinicaltrials/studies/NCT00000000"] = Reply(b"NCT number NCT00000000 not found", 404)
    imatinib = json.loads((PAYLOADS / "openfda-drugsfda-021588.json").read_text(encoding="utf-8"))
    replies["/openfda/drug/drugsfda.json"] = searched({'application_number:"NDA021588"': imatinib["results"]})  # fmt: skip
    replies["/openfda/drug/label.json"] = searched({f'set_id:"{LABEL["set_id"]}"': [LABEL]})
    replies["/openfda/drug/ndc.json"] = searched({f'openfda.spl_set_id:"{LABEL["set_id"]}"': [{"dea_schedule": "CIII"}]})  # fmt: skip
    replies["/ecfr/titles.json"] = json_reply({"titles": [{"number": 21, "up_to_date_as_of": "2026-11-20"}]})  # fmt: skip
    replies["/ecfr/full/2026-11-20/title-21.xml"] = lambda query: (
        Reply(SECTION.encode(), headers=XML)
        if query == {"part": "1308", "section": "1308.13"}
        else json_reply({"error": "not found"}, 404)
    )
    return replies


def variable(address: str) -> str:
    """KBTOOL_REGISTRIES, with the registries at an address."""
    return " ".join(f"{name}={address}/{name}" for name in NAMES)


def settings(address: str) -> str:
    """kbtool.toml, with the registries at an address."""
    lines = [f'{name} = "{address}/{name}"' for name in NAMES]
    return "\n".join(["timeout = 5", "backoff = 0.001", "[registries]", *lines, ""])
