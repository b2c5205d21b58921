"""The documentation cannot go stale: its generated parts are current, and every shell line of the pages runs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cogapp import Cog

from cases import PREFIXES
from commands import environment, kbtool
from documentation import GENERATED, ROOT, command_reference
from example import ARTICLE, two_articles
from kbtool.reports.commented import word
from registry_server import XML, json_reply, pubmed_record, registries, variable
from tests.bench.engines import ENGINES
from tests.bench.measure import arguments
from tests.references.registries.test_retraction_watch import HEAD, ROWS
from web_server import Reply, serving

PAGES = [
    ROOT / "README.md",
    ROOT / "docs" / "engine.md",
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
LINES = [
    re.split(r" {2,}", line.strip())[0]
    for line in re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL).splitlines()
    if line.startswith("    ")
]
OURS = list(
    dict.fromkeys(
        line for line in LINES if "kbtool " in line and not line.startswith(("pip ", "python "))
    )
)
SHIPPED = (
    *("fuse-", "vit-", "virginia-", "feder-", "faraone-", "chung-", "ketamine"),
    "kb/evidence/",
)
"""What names something of the project's own knowledge base: a line with it is tried in a copy of that, any other in a small one."""
DRAFT = (
    PREFIXES
    + """
id:draft-claim a kb:Claim ; prov:wasQuotedFrom id:{article} ; oa:exact "{quote}" ;
    kb:asserts id:{proposition} ; kb:certainty kb:Categorical .
"""
)
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
[] a sh:NodeShape ; sh:targetSubjectsOf <http://e/p> ; sh:property [ sh:path <http://e/p> ; sh:maxCount 1 ] .
"""


@pytest.mark.parametrize("name", GENERATED)
def test_generated_parts_are_current(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    arguments = ["cog", "--check", "-I", str(ROOT / "tests" / "support"), name]
    assert Cog().main(arguments) == 0, "write them again with `make docs`"


def test_the_reference_of_commands_leaves_them_as_they_are(tmp_path: Path) -> None:
    assert "-h, --help" in command_reference()
    for words in (["check"], ["claim", "new"]):
        assert kbtool(*words, "-h", cwd=tmp_path).stdout.startswith(f"Usage: kbtool {words[0]}")


@pytest.fixture(scope="module")
def registries_there() -> Iterator[str]:
    """The registries on loopback, with one more paper that the pages name."""
    doi = "10.1001/jamanetworkopen.2019.14344"
    paper = {
        "DOI": doi,
        "author": [{"family": "Chung"}, {"family": "Doe"}],
        "issued": {"date-parts": [[2019, 11, 1]]},
    }
    record = pubmed_record("31675080", "A paper", author="Chung", year="2019", doi=doi)
    replies = registries()
    replies[f"/crossref/works/{doi}"] = json_reply({"message": paper})
    known = replies["/pubmed/efetch.fcgi"]
    assert callable(known)
    replies["/pubmed/efetch.fcgi"] = lambda query: (
        Reply(record, headers=XML) if query["id"] == "31675080" else known(query)
    )
    with serving(replies) as server:
        yield variable(server.address)


@pytest.fixture(scope="module")
def shipped_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the project's knowledge."""
    folder = tmp_path_factory.mktemp("shipped")
    for name in ("kb", "shapes", "sources"):
        subprocess.run(["cp", "-r", ROOT / name, folder], check=True)
    draft = DRAFT.format(
        article="fuse-mind-and-body",
        quote="ketamine therapy is gaining attention",
        proposition="ketamine-gaining-popularity-for-adhd",
    )
    article = (ROOT / "sources" / "fuse-mind-and-body.txt").read_text(encoding="utf-8")
    return repository(folder, article, draft)


@pytest.fixture(scope="module")
def small_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two short articles, of which one is about what the other is about."""
    folder = two_articles(tmp_path_factory.mktemp("small"))
    shutil.copy(ROOT / "kb" / "language.ttl", folder / "kb")
    draft = DRAFT.format(article="other", quote="treats fever", proposition="treats-fever")
    return repository(folder, ARTICLE, draft)


def repository(folder: Path, article: str, draft: str) -> Path:
    """A knowledge base as a repository, with a newcomer's files and `kbtool` beside it.

    Args:
        folder: the knowledge base.
        article: the text of an article of it.
        draft: a draft in Turtle.
    """
    (folder / "draft.ttl").write_text(draft, encoding="utf-8")
    (folder / "new.txt").write_text(f"New.\n{article}", encoding="utf-8")
    (folder / "for-the-editor.docx").write_bytes(word.render("A copy", article, ()))
    (folder / "draft.docx").write_bytes(word.render("A draft", article, ()))
    (folder / "draft.md").write_text(article, encoding="utf-8")
    (folder / "article.html").write_text(
        "<html><p>Ibuprofen treats pain.</p></html>", encoding="utf-8"
    )
    (folder / "retraction_watch.csv").write_text(HEAD + ROWS, encoding="utf-8")
    (folder / "data.ttl").write_text("<http://e/a> <http://e/p> 1, 2 .\n", encoding="utf-8")
    (folder / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    judge = (ROOT / "docs" / "how-to" / "ask-others.md").read_text(encoding="utf-8")
    (folder / "judge.py").write_text(judge.split("```python\n")[1].split("```")[0])
    (folder / "retriever.py").write_text("print('{\"near\": []}')\n", encoding="utf-8")
    (folder / "bin").mkdir()
    script = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kbtool "$@"\n'
    (folder / "bin" / "kbtool").write_text(script, encoding="utf-8")
    (folder / "bin" / "kbtool").chmod(0o755)
    git = ["git", "-c", "user.name=tests", "-c", "user.email=tests@example.org"]
    for words in (
        ["init"],
        ["add", "."],
        ["commit", "-m", "1"],
        ["commit", "--allow-empty", "-m", "2"],
    ):
        subprocess.run([*git, *words], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def scratch(line: str, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The repository for a line. It is put back after it, so that the next one finds what followed from it."""
    name = "shipped_copy" if any(word in line for word in SHIPPED) else "small_one"
    folder: Path = request.getfixturevalue(name)
    yield folder
    for words in (["checkout", "--quiet", "."], ["clean", "-dfq", "kb", "shapes", "sources"]):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def test_the_pages_have_shell_lines_of_every_kind() -> None:
    assert len(OURS) >= 15
    for command in ("check", "explain", "query", "shacl", "resolve", "diff", "export"):
        assert any(f"kbtool {command}" in line for line in OURS)


@pytest.mark.parametrize("line", OURS)
def test_each_line_runs(line: str, scratch: Path, registries_there: str) -> None:
    path = f"{scratch / 'bin'}{os.pathsep}{os.environ['PATH']}"
    variables = environment() | {
        "PATH": path,
        "KBTOOL_REGISTRIES": registries_there,
        "XDG_CACHE_HOME": str(scratch / "cache"),
    }
    if line.startswith("kbtool ") and not set(line) & set("|<>&;$*`"):
        result = kbtool(*shlex.split(line)[1:], cwd=scratch, env=variables)
    else:
        result = subprocess.run(
            line,
            shell=True,
            cwd=scratch,
            env=variables,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    assert result.returncode in (0, 1), result.stderr
    assert "error:" not in result.stderr


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("make ")])
def test_each_make_line_has_its_target(line: str) -> None:
    result = subprocess.run([*shlex.split(line), "--dry-run"], cwd=ROOT, capture_output=True)
    assert result.returncode == 0


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("python ")])
def test_each_benchmark_line_is_understood(line: str) -> None:
    script, *words = shlex.split(line)[1:]
    assert script == "tests/bench/measure.py"
    options = arguments().parse_args(words)
    assert set(options.engines.split(",")) <= set(ENGINES)


@pytest.mark.parametrize(
    "line",
    [
        line
        for line in LINES
        if not line.startswith(("make ", "python ", "pip ", "kbtool ", "echo "))
    ],
)
def test_no_line_is_left_out(line: str) -> None:
    raise AssertionError(f"no test runs the line {line!r} of the documentation")


def test_the_action_fits_the_schema_of_github() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-actions",
    ]
    result = subprocess.run(
        [*command, "action.yml"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stdout
