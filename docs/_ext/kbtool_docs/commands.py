"""The reference of the commands: the help of each."""

from __future__ import annotations

from documentation import command_reference


def pages() -> dict[str, str]:
    """The page by file name."""
    return {"commands.md": f"# Commands\n{command_reference()}"}
