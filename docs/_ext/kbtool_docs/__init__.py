"""The pages of the documentation that are made from the code, the shapes and the vocabulary, at build time."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from kbtool_docs import commands, rooms, rules, sources, vocabulary
from kbtool_docs.files import write_pages
from kbtool_docs.highlighting import Turtle


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx what to call: pages are generated before it looks which there are."""
    app.connect("config-inited", lambda app, _: generate(Path(app.srcdir)))
    app.connect("source-read", sources.on_source_read)
    app.add_lexer("turtle", Turtle)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def generate(folder: Path) -> None:
    """Write the generated pages.

    Args:
        folder: the folder of the documentation's sources.
    """
    write_pages(folder / "rules", rules.pages(folder / "_build" / "examples"))
    write_pages(folder / "rooms", rooms.pages())
    write_pages(folder / "reference", commands.pages() | vocabulary.pages())
