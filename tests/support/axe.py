"""axe-core in a page that a browser shows: what it objects to, in each colour scheme and at each width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
Look = tuple[Scheme, int]
"""A colour scheme, and a width in pixels."""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = (320, 360, 1440)
LOOKS: tuple[Look, ...] = tuple(product(SCHEMES, WIDTHS))
SOME_LOOKS: tuple[Look, ...] = (("light", 320), ("dark", 360), ("light", 1440), ("dark", 1440))
"""Those of the suite, which looks at one page of each kind; `make axe` takes all, of all pages."""
_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
_RUN = """(options) => axe.run(document, options).then((found) =>
  found.violations.map((one) => one.id + " at " + one.nodes[0].html))"""
_OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
_WIDTH = "document.documentElement.scrollWidth"


def objections(page: Page) -> list[str]:
    """What axe-core objects to on a page as it is shown, each with the first place; what can be unfolded is."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    page.evaluate(_OPEN)
    found: list[str] = page.evaluate(_RUN, _OPTIONS)
    return found


def looked_at(page: Page, looks: Sequence[Look] = LOOKS) -> Iterator[str]:
    """What there is to object to on a page in each look: by axe-core, and that it is wider than the window.

    Args:
        page: the page.
        looks: the colour schemes and widths in which it is looked at.
    """
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        for found in objections(page):
            yield f"{scheme}, {width}: {found}"
        wide = page.evaluate(_WIDTH)
        if wide > width:
            yield f"{scheme}, {width}: it is {wide} pixels wide"


def complaints(page: Page) -> list[str]:
    """What a page says in the console from now on, in which a policy reports what it has refused, and its errors."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said
