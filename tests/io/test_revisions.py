"""A revision is laid out as Git itself would check it out, and what cannot be had is told."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from commands import environment
from kbtool.errors import InputError
from kbtool.io.revisions import checked_out
from kbtool.io.workspace import Workspace


def git(folder: Path, *arguments: str, **more: str) -> None:
    identity = ["-c", "user.name=tests", "-c", "user.email=tests@example.org"]
    allowed = ["-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main"]
    command = ["git", "-C", str(folder), *identity, *allowed, *arguments]
    subprocess.run(command, check=True, capture_output=True, env=environment() | more)


def commit(folder: Path, **files: str) -> None:
    """Write files (``kb__a_ttl`` is kb/a.ttl) and commit all that there is."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--allow-empty", "--message", "State")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with the three folders, a file in each, and one commit."""
    top = tmp_path / "repository"
    top.mkdir()
    git(top, "init")
    commit(top, kb__a_ttl="# kb\n", shapes__a_ttl="# shapes\n", sources__a_txt="Words.\n")
    return top


def state(top: Path, revision: str = "HEAD") -> dict[str, bytes]:
    """The files of a revision with their bytes, links followed."""
    with checked_out(Workspace(top, top), revision) as workspace:
        return contents(workspace.root)


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for name in ("kb", "shapes", "sources")
        for path in sorted((root / name).rglob("*"))
        if path.is_file() and path.name != ".git"
    }


def assert_same(top: Path) -> None:
    assert state(top) == contents(top)


def test_what_archives_leave_out_or_fill_in_is_there_as_it_is(top: Path) -> None:
    commit(
        top,
        _gitattributes="kb/** export-ignore\nsources/a.txt export-subst\n",
        sources__a_txt="Made from $Format:%H$.\n",
    )
    assert_same(top)


def test_line_ends_filters_and_encodings_are_those_of_the_work_tree(top: Path) -> None:
    git(top, "config", "filter.shout.smudge", "tr a-z A-Z")
    git(top, "config", "filter.shout.clean", "tr A-Z a-z")
    attributes = "*.ttl text eol=crlf\nsources/loud.txt filter=shout\n"
    commit(top, _gitattributes=attributes, kb__b_ttl="a\nb\n", sources__loud_txt="words\n")
    git(top, "rm", "--cached", "-r", "-q", ".")
    git(top, "reset", "--hard")
    assert (top / "kb" / "b.ttl").read_bytes() == b"a\r\nb\r\n"
    assert (top / "sources" / "loud.txt").read_bytes() == b"WORDS\n"
    assert_same(top)


def test_a_filter_that_has_to_run_and_fails_is_told_in_its_own_words(top: Path) -> None:
    commit(top, _gitattributes="sources/a.txt filter=large\n")
    git(top, "config", "filter.large.smudge", "kbtool-has-no-such-filter")
    git(top, "config", "filter.large.required", "true")
    with pytest.raises(InputError, match=r"cannot be checked out: .*smudge filter.* failed"):
        state(top)


def test_links_lead_to_what_they_led_to_in_the_revision(top: Path) -> None:
    (top / "kb" / "shared.ttl").symlink_to("../common/deep/terms.ttl")
    (top / "kb" / "folder").symlink_to("../more")
    (top / "kb" / "whole.ttl").symlink_to(top / "common" / "again.ttl")
    commit(
        top,
        common__deep__terms_ttl="# then\n",
        common__other_ttl="# not wanted\n",
        more__b_ttl="# more\n",
    )
    (top / "common" / "again.ttl").symlink_to("deep/terms.ttl")
    commit(top)
    (top / "common" / "deep" / "terms.ttl").write_text("# now\n", encoding="utf-8")
    with checked_out(Workspace(top, top), "HEAD") as workspace:
        kb = workspace.root / "kb"
        assert (kb / "shared.ttl").read_text(encoding="utf-8") == "# then\n"
        assert (kb / "whole.ttl").read_text(encoding="utf-8") == "# then\n"
        assert (kb / "folder" / "b.ttl").read_text(encoding="utf-8") == "# more\n"
        assert not (workspace.root / "common" / "other.ttl").exists()


@pytest.mark.parametrize("target", ["../../outside.ttl", "{outside}"])
def test_a_link_out_of_the_repository_is_refused(top: Path, target: str) -> None:
    outside = top.parent / "outside.ttl"
    outside.write_text("# nobody knows what it was\n", encoding="utf-8")
    (top / "kb" / "out.ttl").symlink_to(target.format(outside=outside))
    commit(top)
    with pytest.raises(InputError, match="leads out of the repository") as refused:
        state(top)
    assert refused.value.path == "kb/out.ttl"


def test_a_folder_that_is_a_submodule_is_there_as_it_was(top: Path) -> None:
    inner = top.parent / "knowledge"
    inner.mkdir()
    git(inner, "init")
    commit(inner, a_ttl="# first\n", claims__c_ttl="# claims\n")
    git(top, "rm", "-r", "-q", "kb")
    git(top, "submodule", "add", str(inner), "kb")
    commit(top)
    commit(inner, a_ttl="# second\n")
    git(top / "kb", "pull", "-q", "origin", "main")
    commit(top)
    assert_same(top)
    assert state(top, "HEAD~1")["kb/a.ttl"] == b"# first\n"
    git(top, "submodule", "deinit", "--force", "kb")
    with pytest.raises(InputError, match="is a submodule in revision 'HEAD', and is not there"):
        state(top)


def test_a_knowledge_base_further_down_and_odd_names(top: Path) -> None:
    root = top / "be low"
    for name in ("kb", "shapes", "sources"):
        (root / name).mkdir(parents=True)
        (root / name / "überblick [ñ].ttl").write_text("# odd\n", encoding="utf-8")
    commit(top)
    with checked_out(Workspace(root, root), "HEAD") as workspace:
        assert contents(workspace.root) == contents(root)


def test_a_shallow_clone_says_how_to_fetch_more(top: Path) -> None:
    commit(top, kb__a_ttl="# second\n")
    shallow = top.parent / "shallow"
    git(top.parent, "clone", "-q", "--depth", "1", top.as_uri(), str(shallow))
    with pytest.raises(
        InputError, match=r"there is no revision 'HEAD~1'.*the clone is shallow: fetch with depth 0"
    ):
        state(shallow, "HEAD~1")
    with pytest.raises(InputError, match="there is no revision 'nowhere'") as refused:
        state(top, "nowhere")
    assert "shallow" not in str(refused.value)


def test_a_repository_of_somebody_else_is_told_as_such(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(
        InputError, match="does not trust the repository, because it belongs to somebody else"
    ):
        state(top)


def test_nothing_is_left_in_the_repository(top: Path) -> None:
    def listed() -> set[str]:
        return {os.path.join(folder, name) for folder, _, names in os.walk(top) for name in names}

    before = listed()
    state(top)
    assert listed() == before


def test_variables_of_a_hook_lead_to_the_same_repository(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = top / ".git" / "index"
    before = index.read_bytes()
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", str(index))
    monkeypatch.chdir(top)
    assert_same(top)
    assert index.read_bytes() == before
