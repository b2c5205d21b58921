"""axe-core over all pages of the static site, light and dark, at 320, 360 and 1440 pixels: no violation, nothing that a policy
refuses, nothing wider than the window. Pages that only a server has are in tests/server/test_in_browser.py.

make axe
python tests/bench/accessibility.py --every 10
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "support")]

from axe import complaints, looked_at
from browser import browser
from cases import ROOT
from kbtool.checks.run import check
from kbtool.io.graphviz import draw
from kbtool.io.history import LineHistory
from kbtool.io.site_folder import write_site
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.reports.pages import Site, files
from kbtool.reports.pages.links import file_of


def main(words: Sequence[str] | None = None) -> int:
    """Look at the pages, and print what there is to object to.

    Args:
        words: the command line; that of the process, if None.

    Returns:
        The exit code: 1, if there is anything.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--root", type=Path, default=ROOT, help="the knowledge base")
    parser.add_argument("--every", type=int, default=1, help="one page in so many")
    parser.add_argument("--page", action="append", help="the address of a page")
    chosen = parser.parse_args(words)
    kb = open_knowledge_base(chosen.root)
    history = LineHistory(kb.workspace.relative_to).of
    site = Site(kb, check(kb, list(kb.rules)), draw=draw, history=history)
    pages = chosen.page or list(site.addresses())[:: chosen.every]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        write_site(Path(folder) / "site", dict(files(site, only=pages)))
        page = chromium.new_page()
        said = complaints(page)
        for number, address in enumerate(pages, 1):
            page.goto((Path(folder) / "site" / file_of(address)).as_uri())
            for one in (*looked_at(page), *said):
                wrong += 1
                print(f"{address or 'overview'}: {one}", flush=True)
            said.clear()
            if sys.stderr.isatty():
                print(f"\r{number} of {len(pages)} pages", end="", file=sys.stderr, flush=True)
    print(f"{len(pages)} pages, {wrong or 'nothing'} to object to")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
