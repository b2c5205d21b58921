"""Text of others in Markdown: shown as it is, and never read as markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"""
    [\\`*\[\]|~$]             # spans of code, emphasis, links, cells, strikethrough, formulas
    | (?<!\w)_ | _(?!\w)      # emphasis; not between letters (CommonMark 0.31, section 6.2)
    | <(?=[A-Za-z/!?])        # tags, comments, addresses
    | &(?=\#?\w+;)            # entities
    | ^(?:[-+>=](?=\s|$|[-+>=])|\#+(?=\s|$)|>)   # lists, headings, rules, quotations
    """,
    re.VERBOSE,
)
"""What Markdown (CommonMark 0.31 with GitHub's tables, strikethrough and formulas) may read as more than a character."""
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
"""What begins a list that is numbered."""
_MENTION = re.compile(r"@|#(?=\d)")
"""What GitHub makes a link of, to somebody or to an issue, whatever stands before it."""


def as_markdown(text: str) -> str:
    """A text as Markdown shows it, in a line: nothing in it is markup, a mention or the end of a cell.

    Signs that mean nothing where they stand are left as they are, so that the source can be read as well.
    """
    escaped = _MARKUP.sub(_escaped, " ".join(text.split()))
    return _MENTION.sub("\\g<0>\u200b", _NUMBER.sub(r"\1\\\2", escaped))


def _escaped(markup: re.Match[str]) -> str:
    """A sign that stands for itself; "<" as an entity, which is read in HTML that stands in Markdown, too."""
    return "&lt;" if markup[0] == "<" else f"\\{markup[0]}"
