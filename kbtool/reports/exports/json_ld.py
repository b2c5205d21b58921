"""JSON-LD that may stand in a page as it is."""

from __future__ import annotations

import json
from typing import Any


def json_ld(document: dict[str, Any]) -> str:
    """A document as JSON in which no text ends the script element that it may be put in, or begins a comment.

    Source: HTML, 4.12.1.3, "Restrictions for contents of script elements"; the escape is JSON's own (RFC 8259, section 7).
    """
    return json.dumps(document, indent=2, ensure_ascii=False).replace("<", "\\u003c") + "\n"
