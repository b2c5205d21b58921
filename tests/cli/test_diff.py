"""What changed since a revision, as reviewers of a change read it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import environment, kbtool
from example import ARTICLE, TURTLE
from kbtool.errors import InputError
from kbtool.io.revisions import found_revision
from kbtool.io.workspace import Workspace


def git(root: Path, *arguments: str, more: Mapping[str, str] | None = None) -> None:
    identity = ["-c", "user.name=tests", "-c", "user.email=tests@example.org"]
    command = ["git", "-C", str(root), *identity, *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**environment(), **(more or {})})


@pytest.fixture(params=[".", "below/it"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A knowledge base in a repository, at its top and further down, with one commit."""
    top = tmp_path / "repository"
    folder = top / request.param
    folder.mkdir(parents=True)
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), folder)
    for name in ("vocabulary.ttl", "levels.ttl", "base.ttl"):
        text = (root / "kb" / name).read_text(encoding="utf-8")
        (root / "kb" / name).unlink()
        (root / "kb" / name).write_text(text, encoding="utf-8")
    git(top, "init", "--initial-branch", "main")
    git(top, "add", ".")
    git(top, "commit", "--message", "First")
    return root


def change(root: Path, old: str, new: str) -> None:
    path = root / "kb" / "case.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit(root: Path) -> None:
    """One claim less, one worded otherwise, and evidence that turns a verdict round."""
    change(root, "kb:disputes id:treats-pain", "kb:supports id:treats-pain")
    change(root, 'oa:exact "It may help fever"', 'oa:exact "may help fever"')
    path = root / "kb" / "case.ttl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(ln for ln in lines if not ln.startswith("id:c-5 ")), encoding="utf-8")


def test_nothing_changed(root: Path) -> None:
    result = kbtool("diff", "HEAD", cwd=root)
    assert result.returncode == 0
    head, _, rest = result.stdout.partition("\n\n")
    assert re.fullmatch(
        r"From [0-9a-f]{10} of \d{4}-\d\d-\d\d \(HEAD\) to the files as they are now", head
    )
    assert rest == "Verdicts: none changed\n\nClaims: none changed\n\nFindings: none changed\n"


def test_a_day_or_a_time_is_the_last_commit_until_then(tmp_path: Path) -> None:
    git(tmp_path, "init", "--initial-branch", "main")
    for of in ("2021-03-01", "2021-03-05"):
        at = {"GIT_AUTHOR_DATE": f"{of}T12:00:00Z", "GIT_COMMITTER_DATE": f"{of}T12:00:00Z"}
        git(tmp_path, "commit", "--allow-empty", "--message", of, more=at)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", str(tmp_path), str(clone))
    workspace = Workspace(clone, clone)

    def day(name: str) -> str:
        return found_revision(workspace, name).day

    assert [day(name) for name in ("HEAD", "HEAD~1")] == ["2021-03-05", "2021-03-01"]
    assert [day(name) for name in ("2021-03-05", "2021-03-04", "2021-03-01")] == [
        "2021-03-05", "2021-03-01", "2021-03-01",
    ]  # fmt: skip
    assert day("2021-03-05T11:59Z") == "2021-03-01"
    for reflog in ("HEAD@{2021-03-04}", "main@{2021-03-04}", "@{2021-03-04}"):
        assert day(reflog) == "2021-03-01"
    assert day("1 month ago") == day("HEAD@{last month}") == "2021-03-05"
    with pytest.raises(InputError, match="no commit until '2020-12-31'") as none:
        day("2020-12-31")
    assert none.value.help == "the first one is of 2021-03-01"


def test_text(root: Path) -> None:
    edit(root)
    text = kbtool("diff", "HEAD", cwd=root).stdout
    assert text.partition("\n\n")[2].startswith("Verdicts: 2 went from refuted to supported\n")
    assert "\nClaims: 0 added, 1 removed, 3 changed\n  - c-5 [not assessed]" in text
    assert "      verdict: refuted -> supported\n" in text
    assert "      quote: It may help fever -> may help fever\n" in text
    assert "Verdicts: 2 went from refuted to supported\n" in text
    assert "  - sources/article.txt:1:23 error X05 The evidence speaks against" in text


def test_between_two_revisions_the_files_as_they_are_do_not_count(root: Path) -> None:
    edit(root)
    git(root, "commit", "--all", "--message", "Second")
    change(root, "id:c-2 a kb:Claim", "id:c-two a kb:Claim")
    forward = json.loads(kbtool("diff", "HEAD~1", "HEAD", "--format", "json", cwd=root).stdout)
    assert forward["verdicts"] == [{"from": "refuted", "to": "supported", "claims": 2}]
    assert [claim["iri"].rpartition("/")[2] for claim in forward["claims"]["removed"]] == ["c-5"]
    back = json.loads(kbtool("diff", "HEAD", "HEAD~1", "--format", "json", cwd=root).stdout)
    assert back["claims"]["added"] == forward["claims"]["removed"]
    assert back["findings"]["new"] == forward["findings"]["gone"]


@pytest.mark.parametrize(
    ("topic", "claims"),
    [
        ("pain", ["c-pain", "c-wonders"]),
        ("Fever", ["c-fever"]),
        ("effectiveness", ["c-fever", "c-pain", "c-wonders"]),
        ("duration", ["c-5"]),
        ("safety", []),
    ],
)
def test_of_a_topic_only_what_concerns_it(root: Path, topic: str, claims: list[str]) -> None:
    edit(root)
    told = json.loads(kbtool("diff", "HEAD", "--topic", topic, "--format", "json", cwd=root).stdout)
    listed = [claim["iri"] for kind in told["claims"].values() for claim in kind]
    assert sorted(iri.rpartition("/")[2] for iri in listed) == claims


def test_a_topic_that_nothing_concerns_is_no_answer(root: Path) -> None:
    result = kbtool("diff", "HEAD", "--topic", "astronomy", cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert "nothing on file concerns 'astronomy'" in result.stderr


def test_markdown_for_a_pull_request(root: Path) -> None:
    change(root, 'oa:exact "It may help fever"', 'oa:exact "may <b>help</b> | @fever"')
    edit_free = kbtool("diff", "HEAD", "--output", "change.md", cwd=root)
    assert (edit_free.returncode, edit_free.stdout) == (0, "")
    text = (root / "change.md").read_text(encoding="utf-8")
    assert text.startswith("### Medical claims\n")
    assert "may &lt;b>help&lt;/b> \\| @\u200bfever" in text
    assert "<b>" not in text
    assert text.count("<details>") == text.count("</details>")


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~9"])
def test_a_revision_that_does_not_exist_is_refused(root: Path, revision: str) -> None:
    result = kbtool("diff", "--", revision, cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"there is no revision {revision!r}" in result.stderr


@pytest.mark.parametrize(
    "revision", ["--all", "--output=x", "-h", "", "a\x1bb", "HEAD" + "~1" * 99]
)
def test_what_names_no_revision_is_never_shown_to_git(root: Path, revision: str) -> None:
    result = kbtool("diff", "--", revision, cwd=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"{revision[:40]!r} is no name of a revision" in result.stderr
    assert not (root / "x").exists()


def test_a_revision_without_knowledge_is_refused(root: Path) -> None:
    git(root, "checkout", "--orphan", "empty")
    git(root, "rm", "-r", "--cached", ".")
    git(root, "commit", "--allow-empty", "--message", "Nothing")
    result = kbtool("diff", "empty", cwd=root)
    assert (result.returncode, "has no kb, shapes, sources in revision" in result.stderr) == (
        2,
        True,
    )


def test_a_revision_that_cannot_be_checked_is_named(root: Path) -> None:
    change(root, "id:safe a kb:Proposition", "id:safe a a kb:Proposition")
    git(root, "commit", "--all", "--message", "Broken")
    change(root, "id:safe a a kb:Proposition", "id:safe a kb:Proposition")
    result = kbtool("diff", "HEAD", cwd=root)
    assert result.returncode == 2
    assert "revision 'HEAD' cannot be checked: kb/case.ttl:" in result.stderr


def test_outside_of_a_repository(tmp_path: Path) -> None:
    root = lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    result = kbtool("diff", "HEAD", cwd=root)
    assert (result.returncode, "is in no Git repository" in result.stderr) == (2, True)
