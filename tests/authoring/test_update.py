"""`kbtool init --update`: a knowledge base that was begun with an earlier kbtool gets what is general anew, and keeps its own.

begun-0.1.tar.gz is what kbtool 0.1 wrote before there was a kbtool.lock, with the article and the rule that CONTRIBUTING.md showed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from commands import kbtool
from earlier import EARLIER, ROOT, digests, git, last_commit_without_lock
from kbtool.authoring.starter.files import general_files, is_general, starter_files
from kbtool.authoring.starter.lock import LOCK, Origins, lock_text, read_origins
from kbtool.authoring.starter.update import Fate, plan_update
from kbtool.checks.terms import silent_rules
from kbtool.errors import InputError
from kbtool.io.shipped import digest
from kbtool.io.transactions.recovery import FORWARD
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from tests.io.transactions.test_writing import PowerFailure, power_for

FINDINGS = [
    ("C01", "error", "sources/metformin-at-a-glance.txt", 3, 79),
    ("X06", "error", "sources/metformin-at-a-glance.txt", 3, 79),
    ("Z01", "warning", "sources/metformin-at-a-glance.txt", 3, 79),
    ("C02", "warning", "sources/metformin-at-a-glance.txt", 3, 122),
    ("E01", "error", "sources/metformin-at-a-glance.txt", 3, 122),
    ("C22", "info", "kb/references.ttl", 12, None),
]
"""What kbtool 0.1 found in it."""

NEW_FINDINGS = [
    *FINDINGS[:-1],
    *(
        ("S45", "info", "kb/concepts.ttl", line, None)
        for line in (11, 13, 15, 19, 21, 23, 25, 27, 29)
    ),
    *(("E14", "warning", "kb/evidence/metformin.ttl", line, None) for line in (15, 23)),
    FINDINGS[-1],
    ("S129", "info", "kb/references.ttl", 12, None),
]
"""What is found with the rules of now: its own concepts have no kinds, its evidence from labels no sections, a reference no day."""

OLDER = (
    "kbtool: note: the rules are older than kbtool's own\n"
    "help: `kbtool init --update` shows what is new, and brings them up to date\n"
)

OLD = "kb/derivations/40-levels.rq"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    with tarfile.open(Path(__file__).with_name("begun-0.1.tar.gz")) as archive:
        archive.extractall(folder, filter="data")
    return folder / "begun-0.1"


@pytest.fixture
def begun(kept: Path, tmp_path: Path) -> Path:
    """The knowledge base that was begun with kbtool 0.1."""
    return shutil.copytree(kept, tmp_path / "begun")


def found(root: Path, said: str = "") -> list[tuple[str, str, str, int, int | None]]:
    checked = kbtool("check", "--format", "json", cwd=root)
    assert (checked.returncode, checked.stderr) == (1, said)
    return [
        (f["code"], f["severity"], f["document"], f["span"]["line"], f["span"]["column"])
        if f["span"]
        else (f["code"], f["severity"], f["declared"]["file"], f["declared"]["line"], None)
        for f in json.loads(checked.stdout)["findings"]
    ]


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def general(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in contents(root).items() if is_general(name)}


def change(path: Path, more: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def test_a_knowledge_base_begun_earlier_checks_as_it_did(begun: Path) -> None:
    assert found(begun, OLDER) == FINDINGS


def test_an_older_rule_that_was_changed_here_is_told_as_weaker(begun: Path) -> None:
    change(begun / "shapes" / "anchor.ttl", "# changed here\n")
    said = kbtool("check", "--quiet", cwd=begun).stderr
    assert OLDER in said
    assert "kbtool: warning: in the rules, rules have other constraints than in kbtool: A" in said
    assert ", C02" not in said


def test_it_is_brought_up_to_date_and_checks_as_well(begun: Path) -> None:
    before = contents(begun)
    own = {name for name in before if not is_general(name)} | {
        "shapes/house.ttl",
        "kb/queries/harm-figures.rq",
    }
    updated = kbtool("init", "--update", "--accept", cwd=begun)
    assert updated.returncode == 0
    told = [line for line in updated.stderr.splitlines() if "warning" in line]
    assert told == [
        "kbtool: warning: the verdict on glance-faster-than-insulin changes from insufficient to not assessed"
    ]
    after = contents(begun)
    assert {name: after[name] for name in own} == {name: before[name] for name in own}
    assert {n: d for n, d in general(begun).items() if n not in own} == general_files()
    assert OLD not in after
    assert found(begun) == NEW_FINDINGS
    again = kbtool("init", "--update", cwd=begun)
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr == "kbtool: all files that came with kbtool are up to date\n"


def test_the_difference_is_shown_first_and_nothing_is_written(begun: Path, tmp_path: Path) -> None:
    before = contents(begun)
    shown = kbtool("init", "--update", begun.name, cwd=tmp_path)
    assert shown.returncode == 0
    assert shown.stderr.endswith("nothing is written yet, --accept writes it\n")
    assert contents(begun) == before
    patch = shutil.which("patch")
    if patch is None:
        pytest.skip("there is no patch")
    subprocess.run(
        [patch, "-s", "-E", "-p0", "-d", str(begun)], input=shown.stdout.encode(), check=True
    )
    kept = {"shapes/house.ttl", "kb/queries/harm-figures.rq"}
    assert {n: d for n, d in general(begun).items() if n not in kept} == general_files()


def test_what_its_owner_changed_is_left_and_named_and_what_its_owner_removed_stays_away(
    tmp_path: Path,
) -> None:
    kbtool("init", "begun", cwd=tmp_path)
    root = tmp_path / "begun"
    lock = root / LOCK
    for name in ("kb/levels.ttl", "shapes/structure.ttl", "shapes/README.md"):
        lock.write_text(
            lock_with(lock, name, "0" * 64), encoding="utf-8"
        )  # kbtool had another one then
    change(root / "kb" / "levels.ttl", "# ours\n")
    change(root / "kb" / "vocabulary.ttl", "# ours\n")
    (root / "shapes" / "README.md").unlink()
    (root / "sources" / "README.md").unlink()
    before = contents(root)
    updated = kbtool("init", "--update", "--accept", "begun", cwd=tmp_path)
    assert updated.returncode == 0
    assert (
        "kbtool: warning: kb/levels.ttl was changed here and by kbtool; it stays as it is"
        in updated.stderr
    )
    assert (
        "shapes/README.md was removed here and changed by kbtool; it stays away" in updated.stderr
    )
    assert "vocabulary" not in updated.stderr  # kbtool has changed nothing there
    assert "# -# ours" in updated.stdout.splitlines()
    after = contents(root)
    assert after.pop(LOCK) != before.pop(LOCK)
    assert after == before
    again = kbtool("init", "--update", "begun", cwd=tmp_path)
    assert again.stderr == (
        "kbtool: other files that came with kbtool are up to date; changed or removed here: "
        "kb/levels.ttl, kb/vocabulary.ttl, shapes/README.md, sources/README.md\n"
    )


def lock_with(lock: Path, name: str, sha256: str) -> str:
    text = lock.read_text(encoding="utf-8")
    changed = re.sub(rf'"{re.escape(name)}" = "\w+"', f'"{name}" = "{sha256}"', text)
    assert changed != text
    return changed


def test_a_derivation_of_ones_own_runs_beside_those_that_are_new(begun: Path) -> None:
    own = begun / "kb" / "derivations" / "35-mine.rq"
    own.write_text(
        "PREFIX kb: <https://w3id.org/kbtool/ns#>\n"
        "CONSTRUCT { ?claim kb:mine true } WHERE { ?claim a kb:Claim }\n",
        encoding="utf-8",
    )
    assert kbtool("init", "--update", "--accept", cwd=begun).returncode == 0
    assert own.exists()
    kb = open_knowledge_base(begun)
    assert "mine" in str(list(kb.store.quads_for_pattern(None, None, None, None)))


def test_a_derivation_that_was_changed_and_is_gone_from_kbtool_bars_the_update(begun: Path) -> None:
    change(begun / OLD, "# ours\n")
    before = contents(begun)
    refused = kbtool("init", "--update", "--accept", cwd=begun)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"{OLD}: was changed here, and kbtool no longer has it" in refused.stderr
    assert contents(begun) == before


def test_what_could_not_be_read_afterwards_is_refused(begun: Path) -> None:
    moved = (begun / "shapes" / "overclaim.ttl").rename(begun / "shapes" / "ours.ttl")
    moved.write_text(moved.read_text(encoding="utf-8").replace("rule:O", "rule:ours-O"), "utf-8")
    before = contents(begun)
    refused = kbtool("init", "--update", "--accept", cwd=begun)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "after the update: " in refused.stderr
    assert "help: nothing is written; change your own files first" in refused.stderr
    assert "kbtool-update-" not in refused.stderr
    assert contents(begun) == before


def test_rules_that_would_find_nothing_for_want_of_a_term_are_named_then_and_at_each_check(
    begun: Path,
) -> None:
    vocabulary = begun / "kb" / "vocabulary.ttl"
    text = vocabulary.read_text(encoding="utf-8")
    vocabulary.write_text(re.sub(r"(?ms)^kb:cites .*?\.\n(?=\n)", "", text), encoding="utf-8")
    assert "\nkb:cites " not in vocabulary.read_text(encoding="utf-8")
    said = "reads kb:cites, which the vocabulary lacks, so it may find nothing"
    updated = kbtool("init", "--update", "--accept", cwd=begun)
    assert said in updated.stderr
    assert "kb/vocabulary.ttl was changed here, and perhaps by kbtool" in updated.stderr
    assert said in kbtool("check", cwd=begun).stderr


def test_no_rule_of_kbtools_own_lacks_a_term(shipped: KnowledgeBase) -> None:
    assert silent_rules(shipped, list(shipped.rules)) == []


def test_a_power_failure_leaves_all_old_or_all_new(begun: Path) -> None:
    update = plan_update(general(begun), general_files(), read_origins(begun / LOCK, LOCK, "0.1.0"))
    from kbtool.io.transactions.writing import write_files

    files = {begun / name: data for name, data in update.files.items()}
    with pytest.raises(PowerFailure), power_for(3 * len(files) + 12, PowerFailure()):
        write_files(files)
    assert (begun / FORWARD).exists()
    assert found_after_recovery(begun) == NEW_FINDINGS
    assert general(begun).keys() - general_files().keys() == {
        "shapes/house.ttl",
        "kb/queries/harm-figures.rq",
    }


def found_after_recovery(root: Path) -> list[tuple[str, str, str, int, int | None]]:
    assert "a change of" in kbtool("check", "--quiet", cwd=root).stderr
    return found(root)


def test_where_no_knowledge_base_is_nothing_is_updated(tmp_path: Path) -> None:
    refused = kbtool("init", "--update", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is not in a knowledge base" in refused.stderr
    missing = kbtool("init", "--update", "nowhere", cwd=tmp_path)
    assert missing.returncode == 2
    assert "nowhere: does not exist, so it is no knowledge base" in missing.stderr
    assert "--root" not in missing.stderr
    assert kbtool("init", "--accept", cwd=tmp_path).returncode == 2
    assert list(tmp_path.iterdir()) == []


OURS = {"kb/a.ttl": b"new\n"}


@pytest.mark.parametrize(
    ("there", "came", "certain", "fate"),
    [
        (b"old\n", b"old\n", True, Fate.REPLACED),
        (b"old\r\n", b"old\n", True, Fate.REPLACED),
        (b"old\n", b"old\n", False, Fate.REPLACED),
        (b"new\n", b"old\n", True, None),
        (b"own\n", b"old\n", True, Fate.LEFT),
        (b"own\n", b"old\n", False, Fate.LEFT),
        (b"own\n", b"new\n", True, None),
        (b"own\n", b"new\n", False, Fate.LEFT),
        (b"own\n", None, True, Fate.LEFT),
        (None, None, True, Fate.ADDED),
        (None, b"old\n", False, Fate.ADDED),
        (None, b"old\n", True, Fate.STAYS_DELETED),
        (None, b"new\n", True, None),
    ],
)
def test_what_becomes_of_a_file_that_kbtool_has(
    there: bytes | None, came: bytes | None, certain: bool, fate: Fate | None
) -> None:
    known = {} if came is None else {"kb/a.ttl": frozenset({digest(came)})}
    files = {} if there is None else {"kb/a.ttl": there}
    update = plan_update(files, OURS, Origins(known, certain))
    assert [change.fate for change in update.changes] == ([] if fate is None else [fate])
    written = fate in (Fate.REPLACED, Fate.ADDED)
    assert update.files == (OURS if written else {})


@pytest.mark.parametrize(
    ("there", "linked", "fate"),
    [
        (b"old\n", (), Fate.REMOVED),
        (b"own\n", (), Fate.KEPT),
        (b"old\n", ("kb/a.ttl",), Fate.KEPT),
        (None, (), None),
    ],
)
def test_what_becomes_of_a_file_that_kbtool_has_no_longer(
    there: bytes | None, linked: tuple[str, ...], fate: Fate | None
) -> None:
    origins = Origins({"kb/a.ttl": frozenset({digest(b"old\n")})}, certain=True)
    files = {} if there is None else {"kb/a.ttl": there}
    update = plan_update(files, {}, origins, linked)
    assert [change.fate for change in update.changes] == ([] if fate is None else [fate])
    assert update.files == ({"kb/a.ttl": None} if fate is Fate.REMOVED else {})


def test_a_lock_says_what_came(tmp_path: Path) -> None:
    path = tmp_path / LOCK
    files = {"kb/levels.ttl": b"old\n", "sources/README.md": b"page\n"}
    path.write_text(lock_text(files, "0.1.0"), encoding="utf-8")
    origins = read_origins(path, LOCK, "0.1.0")
    known = {name: frozenset({digest(data)}) for name, data in files.items()}
    assert origins == Origins(known, certain=True)


def test_a_lock_of_a_newer_kbtool_or_one_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / LOCK
    path.write_text(lock_text(general_files(), "0.10.0"), encoding="utf-8")
    with pytest.raises(InputError, match=r"written by kbtool 0\.10\.0, and this is kbtool 0\.9\.1"):
        read_origins(path, LOCK, "0.9.1")
    assert read_origins(path, LOCK, "0.10.0").certain
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for end in range(1, len(lines)):
        path.write_text("".join(lines[:end]), encoding="utf-8")
        with pytest.raises(InputError, match=r"cut off|names no files"):
            read_origins(path, LOCK, "0.10.0")


def test_what_its_owner_wrote_for_git_is_left_and_what_it_lacks_is_said(begun: Path) -> None:
    own = begun / ".gitattributes"
    own.write_text("*.ttl text eol=lf\n", encoding="utf-8")
    updated = kbtool("init", "--update", "--accept", cwd=begun)
    assert own.read_text(encoding="utf-8") == "*.ttl text eol=lf\n"
    assert ".gitattributes is left as it is; Git keeps the line ends of articles if it says: " in (
        updated.stderr
    )
    assert "*.ttl" not in updated.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[files", "is not valid TOML"),
        ("kbtool = 1", "names no files"),
        (
            '[files]\n"../precious.ttl" = "00"',
            "names '../precious.ttl', which never came with kbtool",
        ),
        ('[files]\n"kb/concepts.ttl" = "00"', "which never came with kbtool"),
        ('[files]\n"shapes/../shapes/x.ttl" = "00"', "which never came with kbtool"),
        ('[files]\n"kb/levels.ttl" = "00"', "has no SHA-256 for 'kb/levels.ttl'"),
    ],
)
def test_a_lock_that_kbtool_did_not_write_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / LOCK
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_origins(path, LOCK, "0.1.0")
    assert message in caught.value.message


def test_what_is_general_is_told_by_its_path() -> None:
    assert all(map(is_general, general_files()))
    assert not any(map(is_general, starter_files().keys() - general_files().keys()))


def test_all_that_kbtool_had_before_there_was_a_lock_is_known() -> None:
    if not (ROOT / ".git").exists() or git("rev-parse", "--is-shallow-repository") != b"false\n":
        pytest.skip("the history is not here")
    known = json.loads((ROOT / EARLIER).read_text(encoding="utf-8"))
    assert known == digests(last_commit_without_lock()), "python tests/support/earlier.py"


def test_what_is_no_file_in_the_folders_does_not_matter(begun: Path) -> None:
    (begun / "kb" / "loop").symlink_to(begun / "kb")
    (begun / "sources" / "gone").symlink_to(begun / "nothing")
    os.mkfifo(begun / "sources" / "pipe")
    updated = kbtool("init", "--update", "--accept", cwd=begun)
    assert (updated.returncode, "Traceback" in updated.stderr) == (0, False)
    assert found(begun) == NEW_FINDINGS


def test_verdicts_that_change_are_told_before_anything_is_written(begun: Path) -> None:
    # Among numbered derivations it runs before the verdict; among those that say what they run after, behind all of them.
    (begun / "kb" / "derivations" / "64-own.rq").write_text(
        "# Evidence from this label is set aside.\n"
        "PREFIX kb: <https://w3id.org/kbtool/ns#>\n"
        "CONSTRUCT { ?line kb:outweighed true } WHERE { ?line a kb:EvidenceLine }\n",
        encoding="utf-8",
    )
    assert "insufficient" in kbtool("check", cwd=begun).stdout
    before = contents(begun)
    shown = kbtool("init", "--update", cwd=begun)
    assert (
        "warning: the verdict on glance-diarrhea changes from insufficient to refuted"
        in shown.stderr
    )
    assert contents(begun) == before
