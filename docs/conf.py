"""The site of the documentation; `make docs` builds it."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "docs" / "_ext"), str(ROOT / "tests" / "support"), str(ROOT)]

from kbtool.version import __version__  # noqa: E402

project = "kbtool"
author = "the authors of kbtool"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "kbtool_docs"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4
nitpicky = True
autodoc_preserve_defaults = True
nitpick_ignore_regex = [("py:class", ".*")]  # types in signatures; not all of them have a page
autodoc_typehints_format = "short"
python_display_short_literal_types = True
suppress_warnings = ["misc.highlighting_failure"]  # the lexer of SPARQL lacks its paths

html_theme = "furo"
html_title = "kbtool"
html_static_path = ["_static"]
html_css_files = ["kbtool.css"]
html_copy_source = False
html_show_copyright = False
html_theme_options: dict[str, object] = {"top_of_page_buttons": []}
pygments_style = "friendly"
