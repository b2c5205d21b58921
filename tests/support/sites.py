"""A static site as a browser follows it: where each link of each page leads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINKS = ("href", "src", "action", "xlink:href")
_NAMES = ("aria-details", "aria-labelledby", "aria-describedby", "aria-controls", "for")


@dataclass
class Read(HTMLParser):
    """What there is to know of a page."""

    links: list[str] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    inline: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _LINKS:
                self.links.append(value or "")
            elif name in _NAMES:
                self.links += [f"#{one}" for one in (value or "").split()]
            elif name == "id":
                self.ids[value or ""] += 1
            elif name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}")
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self.inline.append(tag)


def read_site(folder: Path) -> dict[Path, Read]:
    """The pages of a site, by file."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        pages[path.resolve()] = read = Read()
        read.feed(path.read_text(encoding="utf-8"))
    return pages


def broken_links(folder: Path) -> list[tuple[str, str]]:
    """The links that lead nowhere, each with its page; those to the web are not followed."""
    pages = read_site(folder)
    return [
        (path.name, link)
        for path, page in pages.items()
        for link in dict.fromkeys(page.links)
        if not urlsplit(link).scheme and not _leads(path, link, pages, folder.resolve())
    ]


def _leads(path: Path, link: str, pages: dict[Path, Read], folder: Path) -> bool:
    parts = urlsplit(link)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_relative_to(folder) or not target.is_file():
        return False
    return not parts.fragment or unquote(parts.fragment) in pages[target].ids
