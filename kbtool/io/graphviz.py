"""Pictures of graphs, drawn by graphviz's ``dot``, where that is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence

_SVG = re.compile(rb"<svg.*?</svg>", re.DOTALL)
_SECONDS = 20


def draw(graphs: Sequence[str]) -> list[str] | None:
    """Graphs as SVG, drawn by one call of dot.

    Args:
        graphs: the graphs, in DOT.

    Returns:
        An svg element for each; None, if dot is not installed or does not draw them.
    """
    program = shutil.which("dot")
    if program is None or not graphs:
        return None
    try:
        done = subprocess.run(
            [program, "-Tsvg"],
            input="\n".join(graphs).encode(),
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    drawn = [found.decode() for found in _SVG.findall(done.stdout)]
    return drawn if done.returncode == 0 and len(drawn) == len(graphs) else None
