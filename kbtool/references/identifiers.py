"""Identifiers of references, and how one is read from what people write."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
from msgspec import Struct

from kbtool.errors import InputError
from kbtool.references.schemes import SCHEMES
from kbtool.references.tidying import doi_of_page, tidied

_DOI_INSIDE = re.compile(
    r"(?:/(?:doi|content|articles?|chapter)/(?:abs/|full/|pdf/|epdf/|epub/|pdfdirect/|book/)?|[?&](?:id|doi)=)"
    r"(10\.\d{4,9}/[^?&\s]+)"
)


class Identifier(Struct, frozen=True):
    """An identifier as it is recorded.

    Attributes:
        scheme: the name of its scheme.
        value: its value, in the form of its registry.
    """

    scheme: str
    value: str

    @property
    def key(self) -> str:
        """What is the same for two identifiers of one thing, in their scheme; of an address see ``page_key``."""
        if self.scheme == "page":
            return page_key(self.value)
        return self.value.casefold() if SCHEMES[self.scheme].any_case else self.value

    def __str__(self) -> str:
        """The identifier as people write it: "DOI 10.1000/x", an address as it is."""
        prefix = SCHEMES[self.scheme].prefix
        return f"{prefix} {self.value}" if prefix else self.value

    @property
    def named(self) -> str:
        """The identifier with the name of its scheme, once: "DOI 10.1000/x", "NCT01234567", "510(k) K123456"."""
        label, said = SCHEMES[self.scheme].label, str(self)
        is_named = SCHEMES[self.scheme].prefix or label in said
        return said if is_named else f"{label} {said}"


def read_identifier(text: str) -> Identifier:
    """The identifier that is written so; the way back from ``str``.

    Raises:
        ValueError: none is.
    """
    for scheme in SCHEMES.values():
        if scheme.form and re.fullmatch(scheme.form, text, re.DOTALL):
            return Identifier(scheme.name, text)
        if scheme.prefix and text.startswith(scheme.prefix + " "):
            return Identifier(scheme.name, text.removeprefix(scheme.prefix + " "))
    raise ValueError(f"{text!r} is not an identifier")


def parse_identifier(said: str) -> Identifier:
    """The identifier that somebody means: with or without its name before it, or the address of its page.

    Raises:
        InputError: it is of no form that is known.
    """
    text = re.sub(r"^(?:doi|pmid|pmcid)[:\s]+(?=https?://)", "", tidied(said), flags=re.IGNORECASE)
    if re.match(r"https?://", text, re.IGNORECASE):
        return _of_page(text)
    for scheme in SCHEMES.values():
        match = scheme.written and re.fullmatch(scheme.written, text, re.IGNORECASE)
        if match:
            return Identifier(scheme.name, scheme.recorded(match[1]))
    if re.match(r"[\w.-]+\.[a-z]{2,}/", text, re.IGNORECASE):
        found = _of_page(f"https://{text}")
        if found.scheme != "page":
            return found
    raise InputError(
        f"{said!r} is not an identifier of a reference",
        help="give a DOI, PMID, PMCID, NCT number, NDA or BLA number, CFR section, DailyMed set id or web address",
    )


def _of_page(address: str) -> Identifier:
    try:
        ox.NamedNode(address)  # refuses what no Turtle file can hold
        parts = urlsplit(address)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InputError(
            f"{address!r} is not a web address", help="give it whole: https://host/path"
        )
    if "@" in parts.netloc:
        raise InputError(
            "the address has a name or a password in it, which would be written into files",
            help="give it without them",
        )
    assert parts.hostname is not None
    path = unquote(parts.path) + (f"?{unquote(parts.query)}" if parts.query else "")
    inside = _DOI_INSIDE.search(path)
    if inside:
        return Identifier("doi", doi_of_page(inside[1]))
    for scheme in SCHEMES.values():
        for page in scheme.pages:
            match = re.match(page.path, path, re.IGNORECASE)
            if match and re.fullmatch(page.host, parts.hostname, re.IGNORECASE):
                return Identifier(scheme.name, scheme.recorded(match[1]))
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
