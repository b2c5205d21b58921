"""The knowledge base that the tutorial builds from an empty folder, with the registries on loopback."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

from commands import ROOT, command, environment
from registry_server import registries, variable
from tests.mutants.base import Base
from web_server import serving

BLOCKS = re.findall(
    r"```(\w+)\n(.*?)```", (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"), re.DOTALL
)


def walkthrough(folder: Path) -> Base:
    """The tutorial carried out in an empty folder, up to where the knowledge base is whole.

    Args:
        folder: the folder.
    """
    article, turtle = (
        next(b for kind, b in BLOCKS if kind == name) for name in ("markdown", "turtle")
    )
    lines = [line[2:] for kind, block in BLOCKS if kind == "console" for line in block.splitlines()]
    (folder / "glance.md").write_text(article, encoding="utf-8")
    with serving(registries()) as server:
        own = {
            "KBTOOL_REGISTRIES": variable(server.address),
            "XDG_CACHE_HOME": str(folder / ".cache"),
        }
        for line in lines:
            words = shlex.split(line)[1:]
            if words[0] in ("init", "source") or words[:2] == ["cite", "add"]:
                subprocess.run(
                    command(words),
                    cwd=folder,
                    env=environment() | own,
                    capture_output=True,
                    check=True,
                )
    (folder / "kb" / "claims" / "cerebrolysin-at-a-glance.ttl").write_text(turtle, encoding="utf-8")
    return Base.read("walk-through", folder)
