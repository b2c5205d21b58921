"""The pages of the documentation that are made from the code, the shapes and the vocabulary, at build time."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePath
from typing import Any

from sphinx.application import Sphinx

from kbtool_docs import commands, rooms, rules, sources, vocabulary
from kbtool_docs.files import write_pages
from kbtool_docs.highlighting import Turtle

_MANY = 40
"""A branch of more pages is found by its own page, and not beside each of them."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx what to call: pages are generated before it looks which there are."""
    app.connect("config-inited", lambda app, _: generate(Path(app.srcdir)))
    app.connect("source-read", sources.on_source_read)
    app.connect(
        "html-page-context", partial(fold_other_branches, {}), priority=400
    )  # before the theme's
    app.add_lexer("turtle", Turtle)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def fold_other_branches(
    known: dict[tuple[str, PurePath], str],
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Have the side bar of a page unfold the branch that the page is in, and no other; none at all where that is large.

    All rules beside each of hundreds of pages would take most of the time of a build, and most of each page.
    """
    toctree = context.get("toctree")
    if toctree is None:
        return
    branches = (one for one, pages in app.env.toctree_includes.items() if page in pages)
    branch = next((one for one in branches if len(app.env.toctree_includes[one]) > _MANY), None)

    def folded(**options: object) -> str:
        if branch is None:
            return str(toctree(**options | {"collapse": True}))
        place = (branch, PurePath(page).parent)
        if place not in known:  # where its pages are not named, it is the same for each of them
            known[place] = str(toctree(**options | {"collapse": True, "maxdepth": 1}))
        return known[place]

    context["toctree"] = folded


def generate(folder: Path) -> None:
    """Write the generated pages.

    Args:
        folder: the folder of the documentation's sources.
    """
    write_pages(folder / "rules", rules.pages(folder / "_build" / "examples"))
    write_pages(folder / "rooms", rooms.pages())
    write_pages(folder / "reference", commands.pages() | vocabulary.pages())
