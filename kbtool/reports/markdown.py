"""Text of others in Markdown: shown as it is, and never read as markup."""

from __future__ import annotations

import re


def as_markdown(text: str) -> str:
    """A text as Markdown shows it, in a line: nothing in it is markup, a mention or the end of a cell."""
    escaped = re.sub(r"([\\`*_{}\[\]()#+!|~$])", r"\\\1", " ".join(text.split()))
    return escaped.replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b")
