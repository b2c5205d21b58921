"""Pages of the documentation, carried out as a reader would: their files saved, their commands run."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from commands import kbtool

_STEP = re.compile(
    r"^(?P<how>New file|At the end of) `(?P<path>[^`]+)`:\n\n```\w+\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<lines>.*?)^```$(?:\n\n```text\n(?P<printed>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)


def whatever_rules(text: str) -> str:
    """A text that does not say how many rules there are, as pages have it, since a new rule changes no page."""
    return re.sub(r"\(\d+ of \d+ rules\)", "(... of ... rules)", text)


@dataclass(frozen=True)
class Printed:
    """A command of a page.

    Attributes:
        line: the command.
        shown: what the page says that it prints; None if it does not say.
        printed: what it printed.
        code: its exit code.
    """

    line: str
    shown: str | None
    printed: str
    code: int


def carry_out(page: Path, folder: Path) -> list[Printed]:
    """Do in a folder what a page says, from top to bottom.

    Args:
        page: a page of Markdown.
        folder: the working directory.

    Returns:
        Each command that the page has, with what it printed.
    """
    found = []
    for step in _STEP.finditer(page.read_text(encoding="utf-8")):
        if step["path"]:
            path = folder / step["path"]
            assert path.exists() == (step["how"] != "New file"), path
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") + "\n" if path.exists() else ""
            path.write_text(before + step["text"], encoding="utf-8")
            continue
        for line in step["lines"].splitlines():
            program, *words = shlex.split(line.removeprefix("$ "), comments=True)
            assert program == "kbtool", line
            result = kbtool(*words, cwd=folder)
            assert result.returncode in (0, 1), result.stderr
            shown = step["printed"]
            found.append(Printed(line, shown, whatever_rules(result.stdout), result.returncode))
    return found
