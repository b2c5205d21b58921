"""Identifiers of references, in the forms in which people have them, and the one in which they are recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from kbtool.errors import InputError

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

_FORMS = (
    ("doi", r"(?:doi:?\s*)?(10\.\d{4,9}(?:\.\d+)*/\S+)"),
    ("pmid", r"(?:(?:pmid|pubmed)[:\s]*)?([1-9]\d{0,7})"),
    ("pmcid", r"(?:pmcid:?\s*)?(PMC[1-9]\d*)(?:\.\d+)?"),
    ("nct", r"(NCT\d{8})"),
    ("nda", r"NDA[:\s#-]*(\d{5,6})"),
    ("bla", r"BLA[:\s#-]*(\d{5,6})"),
    (
        "cfr",
        r"(\d{1,2}\s*C\.?F\.?R\.?\s*(?:(?:§+|part|section)\s*)?\d+(?:\.\d+[a-z]*(?:-\d+[a-z]*)?(?:\(\w+\))*)?)",
    ),
    ("dailymedSet", rf"(?:dailymed\s*)?(?:set(?:\s?id)?:?\s*)?({UUID})"),
)
_PAGES = (
    ("doi", r"(?:dx\.|www\.)?doi\.org", r"/(10\.[^?]+)"),
    ("pmid", r"pubmed\.ncbi\.nlm\.nih\.gov", r"/(\d+)/?"),
    ("pmid", r"www\.ncbi\.nlm\.nih\.gov", r"/pubmed/(\d+)/?"),
    ("pmcid", r"pmc\.ncbi\.nlm\.nih\.gov", r"/articles/(PMC\d+)/?"),
    ("pmcid", r"www\.ncbi\.nlm\.nih\.gov", r"/pmc/articles/(PMC\d+)/?"),
    ("nct", r"(?:www\.|classic\.)?clinicaltrials\.gov", r"/(?:ct2/show|study)/(NCT\d{8})(?!\d)"),
    (
        "dailymedSet",
        r"dailymed\.nlm\.nih\.gov",
        rf"/dailymed/(?:drugInfo|lookup)\.cfm\?setid=({UUID})",
    ),
)
_DOI_INSIDE = re.compile(
    r"/doi/(?:abs/|full/|pdf/|epdf/|epub/|pdfdirect/|book/)?(10\.\d{4,9}/[^?#\s]+)"
)
_NAMES = {
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "nct": "NCT",
    "nda": "NDA",
    "bla": "BLA",
    "cfr": "CFR",
    "dailymedSet": "DailyMed set",
    "page": "page",
}


@dataclass(frozen=True)
class Identifier:
    """An identifier as it is recorded.

    Attributes:
        scheme: the property that records it: doi, pmid, pmcid, nct, nda, bla, cfr, dailymedSet; or page, an address.
        value: its value, in the form of its registry.
    """

    scheme: str
    value: str

    @property
    def key(self) -> str:
        """What is the same for two identifiers of one thing: DOIs have no case (DOI Handbook, section 2.4), addresses no
        fragment and no marks of a campaign.
        """
        if self.scheme == "page":
            return page_key(self.value)
        return self.value.casefold() if self.scheme in ("doi", "dailymedSet") else self.value

    def __str__(self) -> str:
        """The identifier as people write it: "DOI 10.1000/x", an address as it is."""
        if self.scheme in ("page", "cfr", "nct", "pmcid"):
            return self.value
        return f"{_NAMES[self.scheme]} {self.value}"


def read_identifier(text: str) -> Identifier:
    """The identifier that is written so; the way back from ``str``.

    Raises:
        ValueError: none is.
    """
    if re.match(r"https?://", text):
        return Identifier("page", text)
    for scheme, form in (("nct", r"NCT\d+"), ("pmcid", r"PMC\d+"), ("cfr", r"\d+ CFR .+")):
        if re.fullmatch(form, text):
            return Identifier(scheme, text)
    for scheme, name in _NAMES.items():
        if text.startswith(name + " "):
            return Identifier(scheme, text.removeprefix(name + " "))
    raise ValueError(f"{text!r} is no identifier")


def parse_identifier(said: str) -> Identifier:
    """The identifier that somebody means: with or without its name before it, or the address of its page.

    Raises:
        InputError: it is of no form that is known.
    """
    text = said.strip()
    if re.match(r"https?://", text, re.IGNORECASE):
        return _of_page(text)
    for scheme, form in _FORMS:
        match = re.fullmatch(form, text, re.IGNORECASE)
        if match:
            return Identifier(scheme, _recorded(scheme, match[1]))
    raise InputError(
        f"{said!r} is no identifier of a reference",
        help="give a DOI, PMID, PMCID, NCT number, NDA or BLA number, CFR section, DailyMed set id or web address",
    )


def _of_page(address: str) -> Identifier:
    try:
        parts = urlsplit(address)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InputError(f"{address!r} is no web address", help="give it whole: https://host/path")
    if "@" in parts.netloc:
        raise InputError(
            "the address has a name or a password in it, which would be written into files",
            help="give it without them",
        )
    assert parts.hostname is not None
    inside = _DOI_INSIDE.search(unquote(parts.path))
    if inside:
        return Identifier("doi", _recorded("doi", inside[1]))
    path = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
    for scheme, host, form in _PAGES:
        if re.fullmatch(host, parts.hostname, re.IGNORECASE):
            match = re.match(form, path, re.IGNORECASE)
            if match:
                return Identifier(scheme, _recorded(scheme, match[1]))
    return Identifier("page", parts._replace(scheme=parts.scheme.lower(), fragment="").geturl())


def page_key(address: str) -> str:
    """An address without what makes no other page of it: scheme, www., fragment, marks of a campaign, a slash at the end."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    query = "&".join(part for part in parts.query.split("&") if not part.startswith("utm_"))
    host = parts.netloc.lower().removesuffix(":443" if parts.scheme == "https" else ":80")
    path = parts.path.rstrip("/")
    return f"{host.removeprefix('www.')}{path}" + (f"?{query}" if query else "")


def _recorded(scheme: str, value: str) -> str:
    """A value in the form of its registry."""
    if scheme in ("nct", "pmcid"):
        return value.upper()
    if scheme in ("nda", "bla"):
        return value.zfill(6)
    if scheme == "dailymedSet":
        return value.lower()
    if scheme == "doi":
        return value.rstrip(".,;")
    if scheme == "cfr":
        found = re.fullmatch(r"(\d+)\D+(.+)", value)
        assert found is not None
        part = "" if "." in found[2] else "part "
        return f"{int(found[1])} CFR {part}{found[2]}"
    return value
