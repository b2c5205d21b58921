"""What a page states of itself: meta elements, links and JSON-LD (schema.org). Nothing is read out of its looks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from kbtool.text.extraction.article import one_line, stated_day, stated_language

_TITLE = ("citation_title", "dc.title", "dcterms.title", "og:title")
_CREATOR = ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author")
_PUBLISHER = (
    "citation_publisher",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "og:site_name",
)
_ISSUED = (
    "citation_publication_date", "citation_date", "article:published_time", "dcterms.issued", "dc.date.issued", "dc.date",
    "dcterms.date",
)  # fmt: skip
_LICENSE = ("dcterms.license", "dc.rights.license", "dc.rights", "dcterms.rights")
_OWN = "kbtool:"
_ARTICLES = frozenset({
    "Article", "BlogPosting", "MedicalScholarlyArticle", "NewsArticle", "Report", "ScholarlyArticle", "TechArticle",
})  # fmt: skip
_PAGES = frozenset({"AboutPage", "FAQPage", "ItemPage", "MedicalWebPage", "WebPage"})


class Head(Struct, frozen=True):
    """What the page states; None where it states nothing. Facts are what meta elements named kbtool:NAME say, by NAME."""

    title: str | None
    creator: str | None
    issued: date | None
    publisher: str | None
    canonical: str | None
    license: str | None
    language: str | None
    facts: dict[str, str]


def read_head(root: Any) -> Head:
    """The statements of a tree of lxml about the page: of its article first, then of the page."""
    meta = _meta(root)
    told = _Told(root)
    return Head(
        title=_first([told.text("headline", "name"), *_all(meta, _TITLE), _title_element(root)]),
        creator=_first([told.names("author", "creator"), _people(meta)]),
        issued=_day([told.text("datePublished"), *_all(meta, _ISSUED)]),
        publisher=_first([told.names("publisher"), *_all(meta, _PUBLISHER)]),
        canonical=_first([_link(root, "canonical"), *_all(meta, ("og:url",))]),
        license=_first([_link(root, "license"), told.text("license"), *_all(meta, _LICENSE)]),
        language=_language(root, meta, told),
        facts={
            name.removeprefix(_OWN): ", ".join(said)
            for name, said in meta.items()
            if name.startswith(_OWN)
        },
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _day(values: Iterable[str | None]) -> date | None:
    return next((day for value in values if (day := stated_day(value))), None)


def _meta(root: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("http-equiv") or ""
        content = one_line(element.get("content"))
        if content:
            found.setdefault(name.strip().casefold(), []).append(content)
    return found


def _all(meta: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in meta.get(name, ())]


def _people(meta: dict[str, list[str]]) -> str | None:
    """All authors of the first kind of element that names any; an address is not a name."""
    for name in _CREATOR:
        people = [value for value in meta.get(name, ()) if "://" not in value]
        if people:
            return "; ".join(dict.fromkeys(people))
    return None


def _title_element(root: Any) -> str | None:
    found = next((t for t in root.iter("title") if t.getparent().tag == "head"), None)
    return None if found is None else one_line("".join(found.itertext()))


def _link(root: Any, relation: str) -> str | None:
    for element in root.iter("link", "a"):
        if relation in (element.get("rel") or "").casefold().split():
            return one_line(element.get("href"))
    return None


def _language(root: Any, meta: dict[str, list[str]], told: _Told) -> str | None:
    stated = [
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *_all(meta, ("content-language", "dc.language", "dcterms.language")),
        told.text("inLanguage"),
    ]
    return next((tag for value in stated if (tag := stated_language(value))), None)


class _Told:
    """The JSON-LD of a page: of the nodes that are an article, else of those that are a page.

    Args:
        root: the tree of lxml.
    """

    def __init__(self, root: Any) -> None:
        nodes = [node for text in _scripts(root) for node in _nodes(text)]
        self._by_id = {
            node["@id"]: node
            for node in nodes
            if isinstance(node.get("@id"), str) and len(node) > 1
        }
        articles, pages = (
            [node for node in nodes if kinds & set(_texts(node.get("@type")))]
            for kinds in (_ARTICLES, _PAGES)
        )
        if len({str(node.get("headline")) for node in articles}) > 1:
            articles = []  # a list of articles: nothing says which of them the page is
        self._about = [*articles, *pages]

    def text(self, *properties: str) -> str | None:
        """The first value that is a text, or the address of a node."""
        for value in self._values(properties):
            said = value if isinstance(value, str) else value.get("@id")
            if one_line(said):
                return one_line(said)
        return None

    def names(self, *properties: str) -> str | None:
        """The names of all nodes that are the value of the first property that has any."""
        names = []
        for value in self._values(properties):
            if isinstance(value, dict):
                node = value if value.get("name") else self._by_id.get(value.get("@id"), {})
                names += _texts(node.get("name"))
            elif "://" not in value:
                names.append(value)
        said = [name for name in map(one_line, names) if name]
        return "; ".join(dict.fromkeys(said)) or None

    def _values(self, properties: Iterable[str]) -> list[Any]:
        """The values of the first node and property that have any."""
        for node in self._about:
            for name in properties:
                values = [v for v in _list(node.get(name)) if isinstance(v, str | dict)]
                if values:
                    return values
        return []


def _scripts(root: Any) -> Iterator[str]:
    for element in root.iter("script"):
        if (element.get("type") or "").split(";")[0].strip().casefold() == "application/ld+json":
            yield "".join(element.itertext())


def _nodes(text: str) -> list[dict[str, Any]]:
    """The nodes at the top of a JSON-LD text and in its @graph; none, if it is not JSON."""
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    top = [node for node in _list(data) if isinstance(node, dict)]
    inner = [node for outer in top for node in _list(outer.get("@graph"))]
    return [node for node in [*top, *inner] if isinstance(node, dict)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: Any) -> list[str]:
    return [item for item in _list(value) if isinstance(item, str)]
