"""The page on pySHACL, carried out: the rules find there what kbtool finds."""

from __future__ import annotations

import re
import runpy
import shlex
import warnings
from pathlib import Path

import pytest

from cases import ROOT, Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from rdflib_queries import parsed_once

PAGE = (ROOT / "docs" / "how-to" / "use-pyshacl.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL))
WAIVER = """
id:w-{rule} a kb:Waiver ; kb:rule "{rule}" ; kb:claim id:c-2 ; kb:reason "It is known." ;
    kb:owner id:publisher-of-article ; kb:expires "2999-01-31"^^xsd:date .
"""


def test_pyshacl_finds_on_the_export_what_kbtool_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    turtle = TURTLE + WAIVER.format(rule="C01") + WAIVER.format(rule="C07")
    root = lay_out(Case("", turtle, (), article=ARTICLE), tmp_path / "knowledge")
    for line in BLOCKS["console"].splitlines():
        program, *words = shlex.split(line.removeprefix("$ "))
        assert program == "kbtool"
        result = kbtool(*words, cwd=root)
        assert result.returncode == 0, result.stderr
    (root / "validate.py").write_text(BLOCKS["python"], encoding="utf-8")
    monkeypatch.chdir(root)
    with parsed_once(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib's and pySHACL's own
        runpy.run_path("validate.py", run_name="__main__")
    assert capsys.readouterr().out.endswith(" results; the same as kbtool's: True\n")
    found = (root / "findings.ttl").read_text(encoding="utf-8")
    for rule in ("C01", "E01", "X05", "X06", "X08", "W02"):
        assert f"rule:{rule}" in found
