"""`kbtool init`: a knowledge base for any drug, from what is general in this one; nothing is written over."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from commands import kbtool
from kbtool.authoring.starter.files import starter_files
from kbtool.checks.run import check
from kbtool.errors import InputError
from kbtool.io.settings import find_settings
from kbtool.io.transactions.recovery import FORWARD
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.queries import read_named_queries
from kbtool.rdf.sparql import Graph, Table, run_query
from tests.docs import test_contributing
from tests.io.transactions.test_writing import PowerFailure, power_for

ROOT = Path(__file__).parents[2]
OURS = (
    "ketamin",
    "adhd",
    "virginia infusion",
    "fuse-",
    "vit-",
    "cog.out",
    "only in kbtool's repository",
)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    for name, data in starter_files().items():
        path = tmp_path / "begun" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "begun"


def test_a_newcomer_begins_and_is_told_what_comes_next(tmp_path: Path) -> None:
    made = kbtool("init", "knowledge", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("Made a knowledge base in knowledge (")
    assert "kbtool source add" in made.stdout
    checked = kbtool("check", "--show", "info", cwd=tmp_path / "knowledge")
    assert checked.returncode == 0
    assert checked.stdout.startswith(
        "Policy packs off: eu, germany, not-read, patient-information, platforms, uk, us-federal, us-virginia\nFound 0 errors, 0 warnings and 0 notes in 0 claims"
    )
    assert checked.stderr == (
        "kbtool: nothing to check yet: sources/sources.ttl declares no article\n"
        "help: take one in with `kbtool source add`; CONTRIBUTING.md shows how\n"
    )


def test_this_folder_is_meant_where_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    made = kbtool("init", cwd=tmp_path)
    assert made.stdout.startswith("Made a knowledge base in this folder (")
    assert {path.name for path in tmp_path.iterdir()} == {
        "kb", "shapes", "sources", "tests", "kbtool.toml", "kbtool.lock", "CONTRIBUTING.md", ".gitattributes",
        "notes.txt",
    }  # fmt: skip


def test_a_clone_with_the_line_ends_of_windows_has_nothing_to_tell(tmp_path: Path) -> None:
    made = kbtool("init", "knowledge", cwd=tmp_path)
    assert made.returncode == 0
    knowledge, clone = tmp_path / "knowledge", tmp_path / "clone"
    article = b"One line.\nAnother.\n"
    (knowledge / "sources" / "first.txt").write_bytes(article)
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *command], cwd=knowledge, check=True)
    subprocess.run(
        ["git", "clone", "-q", "-c", "core.autocrlf=true", str(knowledge), str(clone)], check=True
    )
    assert (clone / "sources" / "first.txt").read_bytes() == article
    assert kbtool("fmt", "--check", cwd=clone).returncode == 0


def test_attributes_of_git_that_are_there_stay_and_what_they_lack_is_told(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("* text=auto\n", encoding="utf-8")
    made = kbtool("init", cwd=tmp_path)
    assert made.returncode == 0
    assert (tmp_path / ".gitattributes").read_text(encoding="utf-8") == "* text=auto\n"
    assert "note: .gitattributes is left as it is" in made.stderr
    assert "    sources/*.txt -text\n" in made.stderr


@pytest.mark.parametrize(
    "name", ["kbtool.toml", "kb/concepts.ttl", "kb/mine.ttl", "sources/article.txt"]
)
def test_nothing_is_written_where_something_is_there(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", encoding="utf-8")
    refused = kbtool("init", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"{name}: already exists" in refused.stderr
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.read_text(encoding="utf-8") for path in files] == ["mine"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "knowledge").write_text("mine", encoding="utf-8")
    refused = kbtool("init", "knowledge", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "knowledge: cannot be written" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["knowledge"]


def test_a_knowledge_base_that_was_begun_when_the_power_failed_is_finished_by_the_next_command(
    tmp_path: Path,
) -> None:
    from kbtool.io.transactions.writing import write_files

    for name in ("kb/claims", "kb/evidence", "kb/propositions", "kb/derivations", "kb/queries", "shapes/policy", "sources", "tests/rules"):  # fmt: skip
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    files = {tmp_path / name: data for name, data in starter_files().items()}
    steps = 3 + 2 * len(files) + 20  # into the renames
    with pytest.raises(PowerFailure), power_for(steps, PowerFailure()):
        write_files(files)
    assert (tmp_path / FORWARD).exists()
    checked = kbtool("check", cwd=tmp_path)
    assert checked.returncode == 0
    assert f"finished a change of {len(files)} files" in checked.stderr
    assert {path: path.read_bytes() for path in files} == files


def test_nothing_of_this_knowledge_base_is_in_a_new_one() -> None:
    for name, data in starter_files().items():
        found = [word for word in OURS if word in data.decode().lower()]
        assert not found, f"{name}: {found}"


def test_links_in_its_pages_lead_to_files_that_are_there(begun: Path) -> None:
    for page in begun.rglob("*.md"):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_named_query_runs_in_it(begun: Path) -> None:
    kb = open_knowledge_base(begun)
    check(kb, list(kb.rules))
    for query in read_named_queries(kb.workspace.queries).values():
        bound = {ox.Variable(p.name): kb.names.node("anything") for p in query.parameters}
        assert isinstance(run_query(kb.store, query.text, bound=bound), Table | Graph)


def test_its_policy_packs_hold_when_they_are_switched_on(begun: Path) -> None:
    without = open_knowledge_base(begun)
    packs = list(without.workspace.policies)
    assert packs
    kb = open_knowledge_base(begun, policies=packs)
    assert len(kb.rules) > len(without.rules)
    assert check(kb, list(kb.rules)).findings == ()


def test_the_settings_that_stand_in_it_as_comments_are_settings(begun: Path) -> None:
    path = begun / "kbtool.toml"
    assert find_settings(begun).select == ()
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join(line.removeprefix("# ") for line in lines if " = " in line or "# [" in line)
    )
    assert find_settings(begun).policies == ("us-federal",)
    assert set(find_settings(begun).policies) <= {p.stem for p in begun.glob("shapes/policy/*")}


def test_the_article_of_contributing_md_comes_out_the_same_in_it(begun: Path) -> None:
    test_contributing.follow(begun)
    kb = open_knowledge_base(begun)
    found = check(kb, list(kb.rules)).findings
    assert sorted((f.code, f.claim and f.claim.rpartition("/")[2]) for f in found if f.severity != "info") == [
        ("C01", "glance-diarrhea"),
        ("C02", "glance-faster-than-insulin"),
        ("E01", "glance-faster-than-insulin"),
        ("X06", "glance-diarrhea"),
    ]  # fmt: skip


def test_a_wheel_carries_all_of_it(tmp_path: Path) -> None:
    """The package as `force-include` lays it out, without the repository around it."""
    package = tmp_path / "kbtool"
    shutil.copytree(ROOT / "kbtool", package)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["kbtool"]
    for source, place in wheel["force-include"].items():
        target = tmp_path / place
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, target)
    assert starter_files(package=package) == starter_files()


def test_a_package_that_lacks_a_part_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "kbtool" / "authoring" / "starter" / "general").mkdir(parents=True)
    with pytest.raises(InputError, match=r"lacks CONTRIBUTING\.md"):
        starter_files(package=tmp_path / "kbtool")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        refused = kbtool("init", "knowledge", cwd=tmp_path)
        assert refused.returncode == 2
        assert "cannot be written" in refused.stderr
    finally:
        tmp_path.chmod(0o755)
