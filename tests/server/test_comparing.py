"""What changed since a revision, as a browser asks for it: worked out by a worker, and whatever a worker wrote is gone again."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from commands import environment
from example import two_articles
from kbtool.api import check, load
from kbtool.io.revisions import recent
from kbtool.io.workspace import find_workspace
from kbtool.reports.pages.site import Site
from kbtool.server import jobs
from served import Served, serving

BROWSER = {"Accept": "text/html"}


def git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=tests", "-c", "user.email=tests@example.org"]
    command = ["git", "-C", str(root), *identity, *arguments]
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env=environment()
    ).stdout


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base in a repository with two commits, since which a trial has turned round."""
    root = two_articles(tmp_path_factory.mktemp("compared"))
    git(root, "init", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--message", "The <b>first</b> commit")
    git(root, "commit", "--allow-empty", "--message", "Another one")
    path = next(p for p in (root / "kb").glob("*.ttl") if "id:e-pain a" in p.read_text())
    text = path.read_text()
    path.write_text(text.replace("kb:disputes id:treats-pain", "kb:supports id:treats-pain"))
    return root


@pytest.fixture(scope="module")
def compared(root: Path) -> Iterator[Served]:
    kb = load(root)
    with serving(Site(kb, check(kb))) as server:
        yield server


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where temporary folders are put."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def asked(served: Served, **parameters: str) -> requests.Response:
    """The page, when it has been worked out."""
    answer = served.get("/changes", params={**parameters, "wait": "1"}, headers=BROWSER)
    while answer.status_code == 202:
        answer = served.get("/changes", params={**parameters, "wait": "1"}, headers=BROWSER)
    return answer


def test_commits_of_the_knowledge_base_are_offered_and_their_words_are_no_markup(
    compared: Served, root: Path
) -> None:
    commit = git(root, "rev-parse", "--short", "HEAD~1").strip()
    page = compared.get("/changes", headers=BROWSER).text
    assert f'<option value="{commit}">' in page
    assert "The &lt;b&gt;first&lt;/b&gt; commit" in page


def test_verdicts_and_findings_that_changed_are_shown_and_no_folder_is_left(
    compared: Served, folders: Path
) -> None:
    page = asked(compared, since="HEAD")
    assert page.status_code == 200
    row = re.search(r"<tr>(?:(?!</tr>).)*claims/c-pain.*?</tr>", page.text, re.DOTALL)
    assert row is not None
    before, after = re.findall(r'class="verdict v-([a-z-]+)"', row[0])
    assert (before, after) == ("refuted", "supported")
    assert "Findings: " in page.text
    assert list(folders.iterdir()) == []


def test_one_who_cancels_ends_the_work_and_no_folder_is_left(
    compared: Served, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_QUICK", 0.0)
    begun = compared.get("/changes", params={"revision": "HEAD~1"}, headers=BROWSER)
    assert (begun.status_code, 'role="status"' in begun.text) == (202, True)
    job = re.search(r'action="(/jobs/[^"]+/cancel)"', begun.text)
    assert job is not None
    assert compared.post(job[1]).status_code == 200
    assert compared.get(job[1].replace("/cancel", "/state")).status_code == 404
    assert list(folders.iterdir()) == []


def test_what_most_verdicts_hang_on_is_worked_out_by_supposing_each_fall(compared: Served) -> None:
    answer = compared.get("/what-if", params={"rank": "yes", "wait": "1"}, headers=BROWSER)
    while answer.status_code == 202:
        answer = compared.get("/what-if", params={"rank": "yes", "wait": "1"}, headers=BROWSER)
    fallen = answer.text.split("<h2>")[1]
    assert "If one reference fell" in fallen
    assert 'href="/what-if?without=trial-a"' in fallen


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nowhere", "There is no revision &#39;nowhere&#39;"),
        ("--help", "&#39;--help&#39; is no name of a revision"),
        ("--output=x", "is no name of a revision"),
        ("-x", "is no name of a revision"),
        ("a\x01b", "is no name of a revision"),
        ("x" * 201, "is no name of a revision"),
    ],
)
@pytest.mark.parametrize("field", ["since", "revision"])
def test_what_is_no_revision_is_refused_and_begins_nothing(
    compared: Served, folders: Path, revision: str, said: str, field: str
) -> None:
    answer = compared.get("/changes", params={field: revision}, headers=BROWSER)
    assert (answer.status_code, said in answer.text) == (400, True), answer.text
    assert list(folders.iterdir()) == []


def test_without_a_repository_there_is_nothing_to_compare_with(small_base_root: Path) -> None:
    assert recent(find_workspace(small_base_root), 5) == []
