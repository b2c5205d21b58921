"""Characters that a terminal or a log obeys instead of showing them, as signs that all can see."""

from __future__ import annotations

import re
import unicodedata

_OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\r(?!\n)|#(?=#\\[)"
)
"""C0 and C1 control characters, line separators, embeddings, overrides and isolates of direction (Unicode Standard Annex 9),
and what begins an older command in a log of GitHub Actions. Tabs and line ends are what they seem."""
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_MOST_NAMED = 5


def escaped(text: str) -> str:
    r"""A text with a ``\u`` escape in the place of each character that would be obeyed.

    JSON, Turtle and N-Quads read the escape as the character, so a whole document in one of them keeps its values.
    """
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def without_commands(text: str) -> str:
    r"""A text for people, escaped, of which no line is a command to GitHub Actions: the colon that would begin it is."""
    return _COMMAND.sub(r"\1\\u003a", escaped(text))


def named_controls(text: str) -> str:
    """The characters of a text that would be obeyed, by code point and name; empty if there are none."""
    found = sorted({match[0] for match in _OBEYED.finditer(text)} - {"#"})
    names = [f"U+{ord(c):04X} ({unicodedata.name(c, 'control character')})" for c in found]
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
