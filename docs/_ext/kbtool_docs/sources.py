"""The project's other Markdown on the site: sections that pages take over, and links that lead out of docs/."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from kbtool_docs.files import ROOT

SECTION = re.compile(r"^```\{section\} (?P<file>[^#\s]+)(?:#(?P<anchor>\S+))?\n```$", re.MULTILINE)
"""How a page takes over a section of another file, or all of it: the block of code is replaced by the text."""

STANDS_FOR = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "how-to/index.md",
    "kbtool/README.md": "architecture.md",
    "shapes/README.md": "rules/index.md",
}
"""Pages that say what these files say, for links to them."""

_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)#\s:]*)(?P<part>#[^)\s]*)?\)")
_HEADING = re.compile(r"(?P<marks>#+) (?P<title>.+)")
_COMMENT = re.compile(r"^<!--.*?-->\n", re.MULTILINE | re.DOTALL)


def on_source_read(app: Sphinx, name: str, source: list[str]) -> None:
    """Put sections and links in their places, and warn of links that lead nowhere."""
    site = Site(Path(app.srcdir))
    page = Path(app.env.doc2path(name)).relative_to(app.srcdir).as_posix()
    for file, _ in sections_of(source[0]):
        app.env.note_dependency(str(ROOT / file))
    source[0], broken = site.finished(source[0], page)
    for target in broken:
        logging.getLogger(__name__).warning("no file %s in the project", target, location=name)


def sections_of(text: str) -> Iterator[tuple[str, str | None]]:
    """The files that a page takes over, each with the anchor of a section, or None for all of it."""
    return ((match["file"], match["anchor"]) for match in SECTION.finditer(text))


@dataclass(frozen=True)
class Site:
    """The sources of the site.

    Attributes:
        folder: where they are.
    """

    folder: Path

    def finished(self, text: str, page: str) -> tuple[str, list[str]]:
        """A page as Sphinx is to read it: sections taken over, links out of the folder led to pages or left out.

        Args:
            text: the page's Markdown.
            page: its path below the folder.

        Returns:
            The text, and the targets of links that lead nowhere.
        """
        broken: list[str] = []
        base = os.path.relpath(self.folder / page, ROOT)
        parts, last = [], 0
        for match in SECTION.finditer(text):
            taken = section((ROOT / match["file"]).read_text(encoding="utf-8"), match["anchor"])
            parts += [
                self._linked(text[last : match.start()], base, page, broken),
                self._linked(taken, match["file"], page, broken),
            ]
            last = match.end()
        return "".join([*parts, self._linked(text[last:], base, page, broken)]), broken

    def _linked(self, text: str, written_in: str, page: str, broken: list[str]) -> str:
        """A text with its links as the site needs them.

        Args:
            text: the text.
            written_in: the file of the project that has it.
            page: the page that shows it.
            broken: takes what leads nowhere.
        """
        here = os.path.relpath(self.folder / page, ROOT)

        def led(match: re.Match[str]) -> str:
            part = match["part"] or ""
            if not match["target"] and written_in == here:
                return match.group()
            target = (
                os.path.normpath(Path(written_in).parent / match["target"])
                if match["target"]
                else written_in
            )
            if (ROOT / target).resolve().is_relative_to(self.folder.resolve()):
                inner = os.path.relpath(ROOT / target, self.folder)
                return f"[{match['text']}]({_from(page, inner)}{part})"
            if target.startswith("..") or not (ROOT / target).exists():
                broken.append(match["target"])
                return match["text"]
            found = self._page_for(target, part)
            return f"[{match['text']}]({_from(page, found)})" if found else match["text"]

        return _LINK.sub(led, text)

    def _page_for(self, file: str, part: str) -> str | None:
        """The page that has a file, or a section of it; with the section's anchor where the page has more."""
        taken = self._taken()
        if (file, part[1:]) in taken:
            return taken[file, part[1:]]
        if (file, None) in taken:
            return taken[file, None] + part
        return STANDS_FOR.get(file)

    def _taken(self) -> dict[tuple[str, str | None], str]:
        """Which page takes over which section of which file."""
        return {
            key: path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*.md")
            for key in sections_of(path.read_text(encoding="utf-8"))
        }


def section(text: str, anchor: str | None) -> str:
    """The text below a heading, with the headings in it raised to follow the title of a page.

    Args:
        text: a file of Markdown.
        anchor: the heading as links name it; None for all below the first.

    Raises:
        ValueError: there is no such heading.
    """
    lines = _COMMENT.sub("", text).splitlines()
    level, kept, fenced = 0, [], False
    for line in lines:
        fenced ^= line.startswith("```")
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading and level and len(heading["marks"]) <= level:
            break
        if level:
            kept.append(line[level - 1 :] if heading else line)
        elif heading and anchor in (None, slug(heading["title"])):
            level = len(heading["marks"])
    if not level:
        raise ValueError(f"no heading {anchor!r}")
    return "\n".join(kept).strip("\n")


def slug(title: str) -> str:
    """A heading as links name it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _from(page: str, target: str) -> str:
    """A target as a page names it; both are below one folder."""
    return os.path.relpath(target, Path(page).parent)
