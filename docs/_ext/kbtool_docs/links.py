"""Links from the documentation to files of the project that are no pages of the site."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx
from sphinx.util import logging

from kbtool_docs.files import ROOT

_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)#\s:]+)(?P<part>#[^)\s]*)?\)")


def on_source_read(app: Sphinx, name: str, source: list[str]) -> None:
    """Let links to files outside of docs/ be their text, and warn of those that lead nowhere."""
    page = Path(app.env.doc2path(name))
    source[0], broken = without_outer_links(source[0], page, Path(app.srcdir))
    for target in broken:
        logging.getLogger(__name__).warning("no file %s in the project", target, location=name)


def without_outer_links(text: str, page: Path, folder: Path) -> tuple[str, list[str]]:
    """A page with its links to files outside of the documentation replaced by their text.

    On the site there is no such file; where the repository is read they are links.

    Args:
        text: the page's Markdown.
        page: the file that it stands in.
        folder: the folder of the documentation's sources.

    Returns:
        The text, and the targets of links that lead nowhere.
    """
    broken = []

    def replaced(match: re.Match[str]) -> str:
        target = (page.parent / match["target"]).resolve()
        if target.is_relative_to(folder.resolve()):
            return match.group()
        if not target.exists() or not target.is_relative_to(ROOT):
            broken.append(str(PurePosixPath(match["target"])))
        return match["text"]

    return _LINK.sub(replaced, text), broken
