"""Pictures of each kind of page, light and dark, at three widths: for whoever changes how pages look.

Pages of the static site are taken from files, those that only a server has from a server.

make screenshots
python tests/bench/screenshots.py site-pictures --width 360 --scheme dark
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from playwright.sync_api import Page

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "support")]

from axe import SCHEMES, WIDTHS
from browser import browser
from cases import ROOT
from kbtool.api import check, load
from kbtool.io.graphviz import draw
from kbtool.io.history import LineHistory
from kbtool.io.site_folder import write_site
from kbtool.reports.pages import Site, files
from served import serving

_READ = "draft/read"
_PATIENCE = 300_000
"""Milliseconds that a page which is worked out is waited for."""
PAGES = (
    "",
    "articles/virginia-infusion-therapies",
    "claims/vit-non-addictive",
    "conflicts",
    "evidence",
    "references",
    "references/ketamine-injection-label",
    "rules",
    "rules/X05",
)
SERVED = (
    "sparql",
    "sparql?name=claims-by-verdict",
    "draft",
    "what-if",
    "what-if?without=ketamine-injection-label",
    "changes",
    "decide?claim=vit-non-addictive",
)
"""Addresses of pages that only a server has; that of a draft that was read is another one each time."""
DRAFT = """# Ketamine for ADHD

Ketamine is a safe, non-addictive alternative to Adderall. It works within hours, and has no side effects.

> Patients say that it changed their lives.

Ketamine is approved by the FDA as an anesthetic.
"""
"""A text that nobody has published."""


def main(words: Sequence[str] | None = None) -> int:
    """Write the pictures.

    Args:
        words: the command line; that of the process, if None.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=Path("screenshots"))
    parser.add_argument("--width", type=int, action="append")
    parser.add_argument("--scheme", choices=SCHEMES, action="append")
    parser.add_argument("--height", type=int, default=1000)
    parser.add_argument(
        "--page", action="append", help="the address of a page; “draft/read” is a draft"
    )
    chosen = parser.parse_args(words)
    kb = load(ROOT)
    site = Site(kb, check(kb), draw=draw, history=LineHistory(ROOT).of)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    wanted = chosen.page or (*PAGES, *SERVED, _READ)
    static = [one for one in wanted if one not in (*SERVED, _READ)]
    looks = list(product(chosen.scheme or SCHEMES, chosen.width or WIDTHS))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "site"
        served = None
        if len(static) < len(wanted):
            served = stack.enter_context(serving(site, decisions=True, seconds=10))
        write_site(folder, dict(files(site, only=static)))
        context = stack.enter_context(browser()).new_context()
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        if served is not None:
            page.goto(served.address + served.access.link)
        for address in wanted:
            if address in static or served is None:
                page.goto((folder / f"{address or 'index'}.html").as_uri())
            elif address == _READ:
                _read_draft(page, served.address)
            else:
                page.goto(f"{served.address}/{address}")
            page.locator("[data-state]").wait_for(state="detached")
            for scheme, width in looks:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": chosen.height})
                page.reload()
                name = "-".join(filter(None, re.split(r"[/?=]", address))) or "index"
                written = chosen.folder / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=written)
                print(written)
    return 0


def _read_draft(page: Page, server: str) -> None:
    page.goto(f"{server}/draft")
    page.get_by_label("Text or Markdown").fill(DRAFT)
    page.get_by_role("button", name="Check").click()
    page.locator(".note").first.wait_for()


if __name__ == "__main__":
    sys.exit(main())
