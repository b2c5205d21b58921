"""Small knowledge bases for tests: an article, what it says, and the project's own vocabulary and rules around them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kbtool.checks import case_files, cases
from kbtool.checks.case_files import DOCUMENT, declared_prefixes, shared_files
from kbtool.checks.cases import Case
from kbtool.io.workspace import Workspace
from kbtool.rdf.namespaces import Names

__all__ = ["CASES", "DOCUMENT", "PREFIXES", "ROOT", "Case", "lay_out", "read_cases"]

ROOT = Path(__file__).parents[2]
PREFIXES = declared_prefixes(Names())
CASES = ROOT / "tests" / "rules"


def read_cases(path: Path) -> list[Case]:
    """The cases of one rule."""
    return list(cases.read_cases(path).cases)


def lay_out(case: Case, root: Path) -> Path:
    """A knowledge base of the project's own vocabulary, derivations and rules with the case in it."""
    case_files.lay_out(case, root, _files(), Names())
    return root


@cache
def _files() -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in shared_files(Workspace(ROOT, ROOT)).items()}
