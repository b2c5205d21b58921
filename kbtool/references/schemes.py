"""The table of the schemes of identifiers: how people write each, its form on record, and its pages of the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from kbtool.references.tidying import doi

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class Page(Struct, frozen=True):
    """Pages of the web that stand for an identifier.

    Attributes:
        host: a pattern of the host.
        path: a pattern of the path and query, with the identifier as its group.
    """

    host: str
    path: str


class Scheme(Struct, frozen=True):
    """One kind of identifier.

    Attributes:
        name: the local name of the property that records it; page, the address, is recorded as foaf:page.
        label: what it is called, as in the vocabulary.
        prefix: what is written before a value; empty where the value says itself what it is.
        form: a pattern of whole values by which one without a prefix is known.
        written: a pattern of what people write, with the value as its group; None, if no registry is asked for it.
        pages: the pages of the web that stand for one.
        address: what stands before a value in the address that leads to it; empty, where nothing does.
        of_a_paper: whether papers have it, one each.
        shared: whether several references may have the same: papers on one trial, labels of one application.
        any_case: whether capitals make no difference.
        recorded: brings a value as written into the form of its registry.
    """

    name: str
    label: str
    prefix: str = ""
    form: str | None = None
    written: str | None = None
    pages: tuple[Page, ...] = ()
    address: str = ""
    of_a_paper: bool = False
    shared: bool = False
    any_case: bool = False
    recorded: Callable[[str], str] = str

    @property
    def is_looked_up(self) -> bool:
        """Whether a registry is asked for it."""
        return self.written is not None or self.name == "page"


def _application(number: str) -> str:
    return number.replace("-", "").zfill(6)


def _joined(said: str) -> str:
    return re.sub(r"[\s:-]", "", said).upper()


def _section(said: str) -> str:
    """A section of the CFR as it is cited: "21 C.F.R. § 314.126" is "21 CFR 314.126"."""
    found = re.fullmatch(r"(\d+)\D+(.+)", said)
    assert found is not None
    part = "" if "." in found[2] else "part "
    return f"{int(found[1])} CFR {part}{found[2]}"


_ROWS = (
    Scheme(
        "doi",
        "DOI",
        prefix="DOI",
        written=r"(?:doi:?\s*)?(10\.\d{4,9}(?:\.\d+)*(?:/|%2F)\S+)",
        pages=(Page(r"(?:dx\.|www\.)?doi\.org", r"/(10\.[^?]+)"),),
        address="https://doi.org/",
        of_a_paper=True,
        any_case=True,  # DOI Handbook, section 2.4
        recorded=doi,
    ),
    Scheme(
        "pmid",
        "PMID",
        prefix="PMID",
        written=r"(?:(?:pubmed\s*)?(?:pmid|id)[:\s]*|(?:pubmed|medline)[:\s]*)?0*([1-9]\d{0,7})",
        pages=(
            Page(r"pubmed\.ncbi\.nlm\.nih\.gov", r"/(\d+)/?"),
            Page(r"(?:www\.)?ncbi\.nlm\.nih\.gov", r"/pubmed/(?:\?term=)?(\d+)(?:/|$|(?=[?&]))"),
            Page(r"(?:www\.)?europepmc\.org", r"/(?:article|abstract)/med/(\d+)/?"),
        ),
        address="https://pubmed.ncbi.nlm.nih.gov/",
        of_a_paper=True,
    ),
    Scheme(
        "pmcid",
        "PMCID",
        form=r"PMC\d+",
        written=r"(?:(?:pmcid|pmid):?\s*)?(PMC\s?[1-9]\d*)(?:\.\d+)?",
        pages=(
            Page(r"pmc\.ncbi\.nlm\.nih\.gov", r"/articles/(PMC\d+)/?"),
            Page(r"(?:www\.)?ncbi\.nlm\.nih\.gov", r"/pmc/articles/(PMC\d+)/?"),
            Page(r"(?:www\.)?europepmc\.org", r"/(?:article/pmc|articles)/(PMC\d+)/?"),
        ),
        address="https://pmc.ncbi.nlm.nih.gov/articles/",
        of_a_paper=True,
        recorded=_joined,
    ),
    Scheme(
        "nct",
        "NCT",
        form=r"NCT\d+",
        written=r"(?:clinicaltrials\.gov,?\s*(?:identifier|id|number|no\.|registration)?[:,\s]*)?(NCT[:\s-]{0,2}\d{8})",
        pages=(
            Page(
                r"(?:www\.|classic\.|beta\.)?clinicaltrials\.gov",
                r"/(?:ct2/show(?:/results|/record)?|study)/(NCT\d{8})(?!\d)",
            ),
        ),
        shared=True,
        recorded=_joined,
    ),
    Scheme(
        "nda",
        "NDA",
        prefix="NDA",
        written=r"NDA[:\s#-]*(\d{5,6}|\d{2,3}-\d{3})(?:/S-?\d{1,3})?",
        shared=True,
        recorded=_application,
    ),
    Scheme(
        "bla",
        "BLA",
        prefix="BLA",
        written=r"BLA[:\s#-]*(\d{5,6})",
        shared=True,
        recorded=_application,
    ),
    Scheme(
        "cfr",
        "CFR",
        form=r"\d+ CFR .+",
        written=r"(\d{1,2}\s*C\.?F\.?R\.?\s*(?:(?:§+|part|section)\s*)?\d+(?:\.\d+[a-z]*(?:-\d+[a-z]*)?(?:\(\w+\))*)?)",
        recorded=_section,
    ),
    Scheme("usc", "USC", form=r"\d+ USC .+"),
    Scheme("vac", "VAC", form=r"\d+VAC.+"),
    Scheme("premarketNotification", "510(k)", form=r"K\d{6}", shared=True),
    Scheme("premarketApproval", "PMA", form=r"P\d{6}(?:/S\d{3})?", shared=True),
    Scheme("deNovo", "De Novo", form=r"DEN\d{6}", shared=True),
    Scheme("federalRegister", "Federal Register", form=r"\d+ FR \d+"),
    Scheme(
        "dailymedSet",
        "DailyMed set id",
        prefix="DailyMed set",
        written=rf"(?:dailymed\s*)?(?:set(?:\s?id)?:?\s*)?({UUID})",
        pages=(
            Page(
                r"dailymed\.nlm\.nih\.gov",
                rf"/dailymed/(?:drugInfo|lookup)\.cfm\?setid=({UUID})",
            ),
        ),
        any_case=True,
        recorded=str.lower,
    ),
    Scheme("ndc", "NDC", prefix="NDC", shared=True),
    Scheme("page", "page", form=r"https?://.+"),
)
SCHEMES: Mapping[str, Scheme] = MappingProxyType({row.name: row for row in _ROWS})
"""All schemes by name, in the order in which they are shown.

Each but page has a property of its name in kb/vocabulary.ttl, marked kb:identifier, by which rules and queries know it.
"""
