"""A document is meant by its name or by the path of its text, whatever the command; what one advises runs as it is printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool

ARTICLE = "Ibuprofen treats pain. It may help fever.\nIt is safe.\n"
TURTLE = """
id:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .
id:c-pain a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen treats pain" ; oa:start 0 ;
    kb:asserts id:p ; kb:certainty kb:Categorical .
id:c-fever a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It may help fever" ;
    kb:asserts id:p ; kb:certainty kb:Hedged .
"""
QUERY = """# Which claims does an article make?
# ?document a kb:Document: the article
SELECT ?claim WHERE { ?claim prov:wasQuotedFrom ?document } ORDER BY ?claim
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(Case("A01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    (root / "kb" / "queries").mkdir(exist_ok=True)
    (root / "kb" / "queries" / "claims-of.rq").write_text(QUERY, encoding="utf-8")
    (root / "new.txt").write_text(ARTICLE.replace("may help", "cures"), encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "command",
    [
        "suggest {} --format markdown",
        "encode {}",
        "coverage {}",
        "source refresh {} new.txt",
        'claim new {} "It is safe"',
        "explain {}",
        "explain {}:1",
        "query claims-of --param document={}",
        "check {}",
        "check {} --draft",
    ],
)
@pytest.mark.parametrize("name", ["sources/article.txt", "sources/../sources/article.txt"])
def test_a_path_is_as_good_as_a_name(root: Path, command: str, name: str) -> None:
    by_name, by_path = (
        kbtool(*shlex.split(command.format(given)), cwd=root) for given in ("article", name)
    )
    assert by_path.returncode in (0, 1), by_path.stderr
    said = by_path.stdout.replace(name, "sources/article.txt")
    assert (by_path.returncode, said) == (by_name.returncode, by_name.stdout)


def test_a_path_may_begin_in_the_working_directory_or_in_the_knowledge_base(root: Path) -> None:
    (root / "below").mkdir()
    for path in (
        "../sources/article.txt",
        "sources/article.txt",
        str(root / "sources/article.txt"),
    ):
        for command in ("coverage", "check"):
            result = kbtool(command, path, "--root", str(root), cwd=root / "below")
            assert result.returncode in (0, 1), result.stderr


def test_what_has_neither_a_name_nor_a_path_is_refused(root: Path) -> None:
    for command in ("coverage", "check"):
        result = kbtool(command, "sources/other.txt", cwd=root)
        assert (result.returncode, result.stdout) == (2, "")
        assert "sources/other.txt" in result.stderr


def test_the_commands_that_refresh_advises_run_as_they_are_printed(root: Path) -> None:
    result = kbtool("source", "refresh", "article", "new.txt", "--accept", cwd=root)
    advised = re.findall(r"`kbtool ([^`]+)`", " ".join(result.stdout.split()))
    assert {command.split()[0] for command in advised} == {"check", "encode"}
    for command in advised:
        ran = kbtool(*shlex.split(command), cwd=root)
        assert ran.returncode in (0, 1), (command, ran.stderr)
