"""Pictures of each kind of page of the static site, light and dark, at three widths: for whoever changes how pages look.

make screenshots
python tests/bench/screenshots.py site-pictures --width 360 --scheme dark
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "support")]

from browser import browser
from cases import ROOT
from kbtool.checks.run import check
from kbtool.io.graphviz import draw
from kbtool.io.history import LineHistory
from kbtool.io.site_folder import write_site
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.reports.pages import Site, files

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
WIDTHS, SCHEMES = (320, 360, 1440), ("light", "dark")


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
    parser.add_argument("--page", action="append", help="the address of a page")
    chosen = parser.parse_args(words)
    kb = open_knowledge_base(ROOT)
    site = Site(kb, check(kb, list(kb.rules)), draw=draw, history=LineHistory(ROOT).of)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    pages = chosen.page or PAGES
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        write_site(Path(folder) / "site", dict(files(site, only=pages)))
        for scheme in chosen.scheme or SCHEMES:
            for width in chosen.width or WIDTHS:
                page = chromium.new_page(
                    color_scheme="dark" if scheme == "dark" else "light",
                    viewport={"width": width, "height": chosen.height},
                )
                for address in pages:
                    name = address or "index"
                    page.goto((Path(folder) / "site" / f"{name}.html").as_uri())
                    written = chosen.folder / f"{name.replace('/', '-')}-{width}-{scheme}.png"
                    page.screenshot(path=written)
                    print(written)
                page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
