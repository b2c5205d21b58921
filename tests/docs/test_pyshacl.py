"""The page on pySHACL, carried out: the rules find there what kbtool finds."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from cases import ROOT, Case, lay_out
from commands import environment, kbtool
from example import ARTICLE, TURTLE

PAGE = (ROOT / "docs" / "how-to" / "use-pyshacl.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL))
WAIVER = """
id:w-{rule} a kb:Waiver ; kb:rule "{rule}" ; kb:claim id:c-2 ; kb:reason "It is known." ;
    kb:owner id:publisher-of-article ; kb:expires "2999-01-31"^^xsd:date .
"""


def test_pyshacl_finds_on_the_export_what_kbtool_finds(tmp_path: Path) -> None:
    turtle = TURTLE + WAIVER.format(rule="C01") + WAIVER.format(rule="C07")
    root = lay_out(Case("", turtle, (), article=ARTICLE), tmp_path / "knowledge")
    for line in BLOCKS["console"].splitlines():
        program, *words = shlex.split(line.removeprefix("$ "))
        assert program == "kbtool"
        result = kbtool(*words, cwd=root)
        assert result.returncode == 0, result.stderr
    (root / "validate.py").write_text(BLOCKS["python"], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "validate.py"],
        cwd=root,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.endswith(" results; the same as kbtool's: True\n"), done.stderr
    found = (root / "findings.ttl").read_text(encoding="utf-8")
    for rule in ("C01", "E01", "X05", "X06", "X08", "W02"):
        assert f"rule:{rule}" in found
