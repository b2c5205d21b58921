"""Colour on a terminal, and none elsewhere; lines as wide as it."""

from __future__ import annotations

import re
import secrets
import textwrap
from urllib.parse import quote

import click
from msgspec import Struct

from kbtool.io.controls import escaped, without_commands
from kbtool.knowledge.places import Declared
from kbtool.knowledge.rules import Severity

_ESCAPE = f"\ufdd0{secrets.token_hex(8)}\ufdd1"
"""What stands in a text for the escape of a mark until it is finished; no file can know it."""
_ADDRESS = re.compile("[!-~]+")
"""What an address in a hyperlink is made of (OSC 8: characters from 32 to 126)."""
_COMMAND = re.compile(
    r"`[^`]+`|(?<=: )kbtool [^;]+$|\bkbtool [a-z][\w-]*(?: --[\w-]+(?: [\w.=/-]+)?)+"
)
_SPACE = "\ufdd2"
"""What stands for a space at which no line is broken."""
_SEVERITIES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
SIGNS = {Severity.ERROR: "✕", Severity.WARNING: "▲", Severity.INFO: "·"}
_VERDICTS = {
    "supported": "green",
    "supported in part": "cyan",
    "against in part": "red",
    "refuted": "red",
    "conflicting": "magenta",
    "insufficient": "yellow",
}


class Style(Struct, frozen=True):
    """Marks parts of a text, and breaks it into lines.

    Attributes:
        colour: whether to use terminal colours.
        width: characters in a line.
        links: the address of the working directory, ending in a slash, by which files are linked; empty for no links.
        plain: whether words stand for signs and nothing stands in columns, as a screen reader reads it.
    """

    colour: bool = False
    width: int = 100
    plain: bool = False
    links: str = ""

    def severity(self, severity: Severity, text: str) -> str:
        """A text in the colour of a severity."""
        return self._mark(text, fg=_SEVERITIES[severity], bold=True)

    def stars(self, number: int) -> str:
        """How well a verdict is founded, 0 to 4."""
        return f"{number} of 4 stars" if self.plain else "★" * number + "☆" * (4 - number)

    def judged(self, verdict: str, text: str) -> str:
        """A text in the colour of a verdict."""
        return self._mark(text, fg=_VERDICTS.get(verdict), bold=True)

    def verdict(self, verdict: str, text: str | None = None) -> str:
        """A verdict, or a text about it, in brackets and in the verdict's colour."""
        return self._mark(f"[{text or verdict}]", fg=_VERDICTS.get(verdict))

    def place(self, text: str, path: str | None = None, line: int | None = None) -> str:
        """A place in a file, with a link to it where the terminal has links."""
        address = f"{self.links}{quote(path)}#{line or 1}" if self.links and path else None
        return self.link(self._mark(text, bold=True), address)

    def link(self, text: str, address: str | None) -> str:
        """A text, but for the spaces before it, as a hyperlink (OSC 8) where the terminal has them."""
        if not self.links or not address or not _ADDRESS.fullmatch(address):
            return text
        words = text.lstrip(" ")
        before = text[: len(text) - len(words)]
        return f"{before}{_ESCAPE}]8;;{address}{_ESCAPE}\\{words}{_ESCAPE}]8;;{_ESCAPE}\\"

    def help(self, text: str) -> str:
        """A suggestion."""
        return self._mark(text, fg="cyan")

    def bold(self, text: str) -> str:
        """A text that stands out."""
        return self._mark(text, bold=True)

    def wrap(self, text: str, indent: str, hanging: int | None = None) -> list[str]:
        """A text as lines, with an indent, and another one for the lines after the first.

        Names and commands stand whole, so that they can be copied; a longer one sticks out.
        """
        lines = textwrap.wrap(
            _COMMAND.sub(lambda command: whole(command[0]), " ".join(text.split())),
            self.width,
            initial_indent=indent,
            subsequent_indent=" " * hanging if hanging is not None else indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [line.replace(_SPACE, " ") for line in lines] or [indent]

    def hang(self, line: str, hanging: int) -> list[str]:
        """A line as it stands, spaces and all, broken where it is longer than one, with an indent for what follows."""
        kept = _COMMAND.sub(lambda command: whole(command[0]), line)
        lines = textwrap.wrap(
            kept,
            self.width,
            subsequent_indent=" " * hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [each.replace(_SPACE, " ") for each in lines] or [line]

    def rows(self, text: str, indent: str, most: int) -> list[str]:
        """A text as so many lines at most, with an indent; of a longer one the beginning, with … for the rest."""
        lines = self.wrap(text, indent)
        if len(lines) <= most:
            return lines
        rest = " ".join(line.strip() for line in lines[most - 1 :])
        return [*lines[: most - 1], indent + cut(rest, self.width - len(indent))]

    def _mark(self, text: str, *, fg: str | None = None, bold: bool = False) -> str:
        if not self.colour:
            return text
        return click.style(escaped(text), fg=fg, bold=bold).replace("\x1b", _ESCAPE)


def whole(text: str) -> str:
    """A name or command as `Style.wrap` does not break it over lines."""
    return text.replace(" ", _SPACE)


def headed(name: str, declared: Declared | None, style: Style) -> list[str]:
    """The head of a page: a name and where it is declared, below it where the line has no room."""
    where = f"{declared.file}:{declared.line}" if declared else ""
    if where and len(name) + 2 + len(where) > style.width:
        return [style.bold(name), f"  {where}"]
    return [f"{style.bold(name)}  {where}".rstrip()]


def cut(text: str, room: int, middle: bool = False) -> str:
    """A text as one line; of one that is longer than its room whole words are left out, at the end or in the middle."""
    said = " ".join(text.split())
    if len(said) <= room:
        return said
    start = _first_words(said, (room - 3) // 2 if middle else room - 2)
    end = _first_words(said[::-1], room - 3 - len(start))[::-1] if middle else ""
    return f"{start} … {end}".rstrip()


def _first_words(text: str, room: int) -> str:
    """The words at the beginning of a text for which there is room; of a longer word its beginning."""
    kept = text[:room]
    if text[room : room + 1].isspace() or " " not in kept:
        return kept.rstrip()
    return kept.rpartition(" ")[0].rstrip()


def finished(text: str) -> str:
    """A text for people as it may reach a terminal: it obeys its marks, and nothing that the text holds besides."""
    return without_commands(text).replace(_ESCAPE, "\x1b")
