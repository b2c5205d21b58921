"""Signing off: what was read is bound to what it stated, and what is stated otherwise since is told, property by property."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cases import Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from kbtool.errors import InputError
from signing import beside

CASE = "kb/case.ttl"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base all of which is signed."""
    made = lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")
    assert kbtool("sign", "--all", cwd=made).returncode == 0
    return made


def change(root: Path, old: str, new: str) -> None:
    """Change a text in the file of the case."""
    path = root / CASE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def said(root: Path, *args: str) -> tuple[str, str]:
    """What `kbtool sign` says on standard output and on standard error."""
    done = kbtool("sign", *args, cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_nothing_differs_from_what_was_just_signed(root: Path) -> None:
    before = (root / "kb" / "signed.tsv").read_bytes()

    assert said(root) == ("", "kbtool: all is as it was signed\n")
    assert said(root, "--all")[0] == ""
    assert (root / "kb" / "signed.tsv").read_bytes() == before


def test_a_changed_word_is_shown_and_stays_unsigned_until_somebody_signs_it(root: Path) -> None:
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')

    shown, told = said(root)
    assert "id:e-pain (kb/case.ttl:" in shown and ": changed" in shown
    assert "    kb:finding: “A difference from placebo.”" in shown
    assert (
        told == "kbtool: 1 changed: read them against their sources, then name them to sign them\n"
    )
    assert said(root) == (shown, told), "looking at it signs nothing"

    assert said(root, "e-pain")[1] == "kbtool: signed 1 changed in kb/signed.tsv\n"
    assert said(root)[0] == ""


def test_what_waits_for_a_decision_is_not_signed(root: Path) -> None:
    change(
        root, 'kb:finding "No difference', 'kb:undecided "proposition" ; kb:finding "No difference'
    )

    for named in ("e-pain", "--all"):
        told = said(root, named)[1]
        assert "not signed, since it waits for a decision (kb:undecided): id:e-pain\n" in told
    assert "1 changed" in said(root)[1]

    change(root, 'kb:undecided "proposition" ; ', "")
    assert said(root)[1] == "kbtool: all is as it was signed\n"


def test_a_query_that_is_no_text_is_told_with_its_file(root: Path) -> None:
    query = root / "kb" / "queries" / "odd.rq"
    query.parent.mkdir(exist_ok=True)
    query.write_bytes(b'SELECT * { ?s ?p "\xe9" }')

    found = kbtool("check", cwd=root)

    assert (found.returncode, found.stdout) == (2, "")
    assert "kb/queries/odd.rq:1: is not UTF-8" in found.stderr
    assert "this is a bug" not in found.stderr


def test_layout_order_and_prefixes_are_no_change(root: Path) -> None:
    change(root, ' kb:finding "Most had less pain." ;', "")
    text = (root / CASE).read_text(encoding="utf-8")
    full = text.replace(
        "kb:RandomizedControlledTrial", "<https://w3id.org/kbtool/ns#RandomizedControlledTrial>"
    )
    spaced = (
        full.replace(" ; ", " ;\n        ")
        + '\nid:e-pain-open kb:finding "Most had less pain." .\n'
    )
    (root / CASE).write_text(spaced, encoding="utf-8")

    assert said(root)[0] == ""


def test_what_was_moved_to_another_file_is_no_change(root: Path) -> None:
    text = (root / CASE).read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if line.startswith("id:bleeds "))
    change(root, line, "")
    prefixes = "".join(line + "\n" for line in text.split("\n") if line.startswith("@prefix"))
    (root / "kb" / "moved.ttl").write_text(f"{prefixes}\n{line}\n", encoding="utf-8")

    assert said(root)[0] == ""
    said(root, "--all")
    assert "id:bleeds\tkb/moved.ttl\t" in (root / "kb" / "signed.tsv").read_text(encoding="utf-8")


def test_what_is_gone_is_signed_with_removed_alone(root: Path) -> None:
    text = (root / CASE).read_text(encoding="utf-8")
    start = text.index("id:e-headache a ")
    change(root, text[start : text.index("\nid:", start) + 1], "")

    assert said(root)[0] == "id:e-headache (kb/case.ttl): gone\n"
    _, told = said(root, "--all")
    assert told.startswith("kbtool: note: 1 that are gone are not signed: add --removed for that")
    assert "gone" in said(root)[0]
    said(root, "e-headache", "--removed")
    assert said(root)[0] == ""


def test_of_two_changes_in_a_file_one_may_be_signed(root: Path) -> None:
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')
    change(root, '"Less headache than on placebo."', '"More headache than on placebo."')

    said(root, "e-pain")
    shown, _ = said(root)
    assert "id:e-headache" in shown and "id:e-pain" not in shown
    said(root, CASE)
    assert said(root)[0] == ""


def test_a_dry_run_writes_nothing(root: Path) -> None:
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')
    before = (root / "kb" / "signed.tsv").read_bytes()

    assert said(root, "--all", "--dry-run")[1] == "kbtool: 1 changed; nothing is written\n"
    assert (root / "kb" / "signed.tsv").read_bytes() == before


def test_in_a_repository_the_words_that_were_signed_are_shown_too(root: Path) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "kb"], [*who, "commit", "-qm", "signed"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')
    subprocess.run(["git", *who, "commit", "-qam", "changed"], cwd=root, check=True)

    assert (
        "kb:finding: “A difference from placebo.”, was “No difference from placebo in pain.”"
        in said(root)[0]
    )


def committed(root: Path, *options: str) -> None:
    """Commit all there is, in a repository of its own."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    if not (root / ".git").exists():
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=root, check=True)
    for command in (["add", "-A"], [*who, "commit", "-qm", "changed", *options]):
        subprocess.run(["git", *command], cwd=root, check=True)


def test_in_a_repository_a_check_tells_what_it_was_too(root: Path) -> None:
    committed(root)
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')
    committed(root)

    done = kbtool("check", "--select", "S160", "--format", "json", cwd=root)
    (found,) = json.loads(done.stdout)["findings"]
    assert found["message"] == (
        "Changed since somebody signed it: kb:finding (“A difference from placebo.”, was “No difference from placebo in pain.”)."
    )
    shutil.rmtree(root / ".git")
    change(root, "id:e-pain ", "# Read anew.\nid:e-pain ")
    done = kbtool("check", "--select", "S160", "--format", "json", cwd=root)
    (alone,) = json.loads(done.stdout)["findings"]
    assert "kb:finding (“A difference from placebo.”)." in alone["message"]
    assert alone["fingerprint"] == found["fingerprint"]


def test_two_who_sign_other_nodes_of_one_file_do_not_meet_in_a_merge(root: Path) -> None:
    committed(root)
    for branch, old, new in (
        ("one", '"No difference from placebo in pain."', '"A difference from placebo."'),
        ("other", '"Less headache than on placebo."', '"More headache than on placebo."'),
    ):
        subprocess.run(["git", "checkout", "-qb", branch, "main"], cwd=root, check=True)
        change(root, old, new)
        said(root, "--all")
        committed(root)
    merge = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "merge", "-q", "one"]
    assert subprocess.run(merge, cwd=root, capture_output=True).returncode == 0

    assert said(root) == ("", "kbtool: all is as it was signed\n")
    assert checked(root)[1] == []
    change(root, '"A difference from placebo."', '"No difference from placebo in pain."')
    assert checked(root)[1] == ["S160"]


def test_a_file_as_kbtool_wrote_it_before_is_read(root: Path) -> None:
    path = root / "kb" / "signed.tsv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line]
    files = sorted(f"file\t{row[1]}\t{row[4]}" for row in rows if len(row) == 5)
    assert files
    path.write_text("\n".join([head, *files, *("\t".join(row[:4]) for row in rows), ""]))

    assert said(root)[0] == ""
    assert checked(root)[1] == []
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')
    said(root, "--all")
    assert "\nfile\t" not in path.read_text(encoding="utf-8")
    assert said(root)[0] == ""


def test_derivations_and_named_queries_are_signed_too(root: Path) -> None:
    path = root / "kb" / "derivations" / "verdict.rq"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n", "\n\n"), encoding="utf-8")
    assert said(root)[0] == ""
    path.write_text(text.replace("kb:Refuted", "kb:Supported", 1), encoding="utf-8")

    assert said(root)[0].startswith(
        "kb/derivations/verdict.rq (kb/derivations/verdict.rq): changed"
    )
    done = kbtool("check", "--select", "S160", "--format", "json", cwd=root)
    (found,) = json.loads(done.stdout)["findings"]
    assert found["declared"] == {"file": "kb/derivations/verdict.rq", "line": 1}
    assert said(root, "kb/derivations/verdict.rq")[1].startswith("kbtool: signed 1 changed")
    assert checked(root)[1] == []


def test_where_all_has_to_be_signed_a_lost_file_and_lost_lines_are_told(root: Path) -> None:
    (root / "kbtool.toml").write_text("signed = true\n", encoding="utf-8")
    path = root / "kb" / "signed.tsv"
    text = path.read_text(encoding="utf-8")
    assert checked(root) == (1, [])
    lost = "".join(line for line in text.splitlines(True) if not line.startswith("id:e-pain\t"))
    path.write_text(lost, encoding="utf-8")
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')
    assert checked(root)[1] == ["S163"]

    path.unlink()
    for command in ("check", "sign"):
        done = kbtool(command, cwd=root)
        assert (done.returncode, done.stdout) == (2, "")
        assert "kb/signed.tsv: is not there, and kbtool.toml says that all is signed" in done.stderr


def test_ci_can_insist_that_all_is_signed_whatever_a_change_deletes(root: Path) -> None:
    settings, signatures = root / "kbtool.toml", root / "kb" / "signed.tsv"
    asked = ("check", "--signed", "--select", "S160,S161,S163", "--quiet")
    settings.write_text("signed = true\n", encoding="utf-8")
    assert kbtool(*asked, cwd=root).returncode == 0

    kept = signatures.read_text(encoding="utf-8")
    signatures.write_text(kept.partition("\n")[0] + "\n", encoding="utf-8")
    emptied = kbtool(*asked, "--fail-on", "never", cwd=root)
    assert emptied.returncode == 2
    assert "kb/signed.tsv: has no line of what was signed" in emptied.stderr
    signatures.write_text(kept, encoding="utf-8")

    settings.unlink()
    without_setting = kbtool(*asked, cwd=root)
    signatures.unlink()
    without_both = kbtool(*asked, cwd=root)
    for done in (without_setting, without_both):
        assert (done.returncode, done.stdout) == (2, "")
        assert "kbtool.toml: does not say that all is signed (signed = true)" in done.stderr
    settings.write_text("signed = true\n", encoding="utf-8")
    without_signatures = kbtool(*asked, cwd=root)
    assert without_signatures.returncode == 2
    assert "kb/signed.tsv: is not there" in without_signatures.stderr
    assert kbtool("check", "--quiet", "--select", "S160", cwd=root).returncode == 2

    of_store = kbtool("check", "--signed", "--endpoint", "http://127.0.0.1:9/", cwd=root)
    assert of_store.returncode == 2


def test_of_a_property_of_many_values_those_that_came_and_went_are_shown(root: Path) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    change(root, '"No difference from placebo in pain."', '"One.", "Two.", "Three."')
    said(root, "--all")
    for command in (["init", "-q"], ["add", "kb"], [*who, "commit", "-qm", "signed"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    change(root, '"Two."', '"Four."')
    subprocess.run(["git", *who, "commit", "-qam", "changed"], cwd=root, check=True)

    assert "kb:finding: “Four.” is new; “Two.” is gone" in said(root)[0]


def test_of_a_merge_that_left_two_lines_nothing_they_disagree_on_is_signed(root: Path) -> None:
    path = root / "kb" / "signed.tsv"
    ours = path.read_text(encoding="utf-8")
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')
    said(root, "--all")
    both = sorted({*ours.split("\n"), *path.read_text(encoding="utf-8").split("\n")})
    path.write_text("\n".join(both) + "\n", encoding="utf-8")

    assert "    kb:finding: " in said(root)[0]
    said(root, "e-pain")
    assert said(root)[0] == ""


@pytest.mark.parametrize(
    ("damage", "line", "problem"),
    [
        ("<<<<<<< ours\n", 1, "a merge was left half done here"),
        ("id:e-pain\tkb/case.ttl\n", 1, "is no line of what was signed"),
        ("id:e-pain\tkb/case.ttl\t2026-01-31\tkb:design=zz\n", 1, "is no line of what was signed"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(
    root: Path, damage: str, line: int, problem: str
) -> None:
    path = root / "kb" / "signed.tsv"
    path.write_text(damage + path.read_text(encoding="utf-8"), encoding="utf-8")
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')

    done = kbtool("sign", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"kb/signed.tsv:{line}: {problem}" in done.stderr.replace("error: ", "")


def test_a_name_that_names_nothing_is_refused_and_the_near_one_is_told(root: Path) -> None:
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')

    done = kbtool("sign", "e-pian", cwd=root)
    assert done.returncode == 2
    assert "e-pian is no node of the knowledge base" in done.stderr
    assert "did you mean e-pain?" in done.stderr


def test_a_signed_node_is_told_as_gone_with_its_file_of_which_only_that_was_signed(
    root: Path,
) -> None:
    text = (root / CASE).read_text(encoding="utf-8")
    prefixes = "".join(line + "\n" for line in text.split("\n") if line.startswith("@prefix"))
    more = root / "kb" / "more.ttl"
    concept = "a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel"
    more.write_text(
        f'{prefixes}\nid:tea {concept} "tea" .\nid:mint {concept} "mint" .\n', encoding="utf-8"
    )
    said(root, "tea")
    more.unlink()

    assert said(root)[0] == "id:tea (kb/more.ttl): gone\n"
    assert "S161" in checked(root)[1]
    said(root, "--removed")
    assert said(root) == ("", "kbtool: all is as it was signed\n")


def test_a_signed_node_is_gone_where_a_file_was_put_back_as_it_came_with_kbtool(
    tmp_path: Path,
) -> None:
    assert kbtool("init", "begun", cwd=tmp_path).returncode == 0
    begun = tmp_path / "begun"
    path = begun / "kb" / "vocabulary.ttl"
    came = path.read_bytes()
    path.write_bytes(came + b'\nid:my-setting a kb:Setting ; skos:prefLabel "mine" .\n')
    said(begun, "--all")
    path.write_bytes(came)

    assert said(begun)[0] == "id:my-setting (kb/vocabulary.ttl): gone\n"
    assert "S161" in checked(begun)[1]
    said(begun, "--removed")
    assert said(begun) == ("", "kbtool: all is as it was signed\n")
    assert "vocabulary" not in (begun / "kb" / "signed.tsv").read_text(encoding="utf-8")


def test_an_iri_that_reads_like_a_short_name_is_another_node(root: Path) -> None:
    change(root, "id:e-pain a ", "<id:e-pain> a ")

    shown, _ = said(root)
    assert "id:e-pain (kb/case.ttl): gone" in shown
    assert "<id:e-pain> (kb/case.ttl" in shown and ": new" in shown
    said(root, "--all", "--removed")
    assert said(root)[0] == ""


def test_a_property_that_reads_like_a_short_name_is_another_property(root: Path) -> None:
    change(root, 'kb:finding "No difference', '<kb:finding> "No difference')

    shown, _ = said(root)
    assert "    kb:finding: gone" in shown
    assert "    <kb:finding>: “No difference from placebo in pain.”" in shown
    assert "S160" in checked(root)[1]


@pytest.mark.parametrize("left", ["", "id:e-pain\tkb/case.ttl\t2026-01-31\tkb:design=0\n"])
def test_a_file_that_lost_its_header_is_refused(root: Path, left: str) -> None:
    (root / "kb" / "signed.tsv").write_text(left, encoding="utf-8")

    for command in ("sign", "check"):
        done = kbtool(command, cwd=root)
        assert (done.returncode, done.stdout) == (2, "")
        assert "has no header" in done.stderr and "delete it to begin anew" in done.stderr


def test_a_check_for_ci_writes_nothing_and_fails_on_what_is_changed_gone_or_new(root: Path) -> None:
    assert kbtool("sign", "--check", cwd=root).returncode == 0
    before = (root / "kb" / "signed.tsv").read_bytes()
    with (root / CASE).open("a", encoding="utf-8") as file:
        file.write('id:tea a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "tea" .\n')

    for args in ((), ("tea",), (CASE,)):
        done = kbtool("sign", "--check", *args, cwd=root)
        assert done.returncode == 1
        assert "id:tea (kb/case.ttl" in done.stdout
    assert (root / "kb" / "signed.tsv").read_bytes() == before
    assert kbtool("sign", "--check", "e-pain", cwd=root).returncode == 0
    assert kbtool("sign", "--check", "--all", cwd=root).returncode == 2


def test_before_anything_is_signed_it_says_how_to_begin(tmp_path: Path) -> None:
    made = lay_out(Case("E01", TURTLE, (), article=ARTICLE), tmp_path / "project")

    assert said(made)[1] == "kbtool: nothing is signed yet: `kbtool sign --all` begins\n"
    assert not (made / "kb" / "signed.tsv").exists()


def checked(root: Path, *paths: str) -> tuple[int, list[str]]:
    """The exit code of a check, and the codes of what it finds on what is not as it was signed."""
    done = kbtool("check", *paths, "--format", "json", cwd=root)
    found = json.loads(done.stdout)["findings"] if done.stdout else []
    return done.returncode, [f["code"] for f in found if f["code"].startswith("S16")]


def test_a_check_tells_of_it_until_it_is_signed(root: Path) -> None:
    assert checked(root)[1] == []
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')
    assert checked(root) == (1, ["S160"])
    assert checked(root, "sources/article.txt") == (1, ["S160"])
    said(root, "e-pain")
    assert checked(root)[1] == []


def test_what_is_gone_is_told_of_its_file_and_each_article_but_not_of_a_draft(root: Path) -> None:
    text = (root / CASE).read_text(encoding="utf-8")
    start = text.index("id:e-headache a ")
    change(root, text[start : text.index("\nid:", start) + 1], "")
    draft = root.parent / "draft.ttl"
    draft.write_text(text[: text.index("id:")], encoding="utf-8")
    with draft.open("a", encoding="utf-8") as file:
        file.write('id:tea a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "tea" .\n')

    for path in ("sources/article.txt", CASE):
        assert "S161" in checked(root, path)[1]
    assert checked(root, str(draft))[1] == []


def test_of_a_draft_in_prose_one_line_tells_that_the_evidence_was_changed_since(root: Path) -> None:
    draft = root.parent / "draft.md"
    draft.write_text("Tea helps with headache.\n", encoding="utf-8")
    before = kbtool("check", str(draft), cwd=root)
    assert "signed" not in before.stderr
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')

    after = kbtool("check", str(draft), cwd=root)
    assert (
        "kbtool: note: 1 node is not as it was signed: `kbtool sign` shows what differs\n"
        in after.stderr
    )
    assert after.returncode == before.returncode


def test_a_check_ends_where_a_merge_was_left_half_done(root: Path) -> None:
    path = root / "kb" / "signed.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "=======\n", encoding="utf-8")

    done = kbtool("check", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a merge was left half done here" in done.stderr


def test_what_came_with_kbtool_needs_no_signature(tmp_path: Path) -> None:
    assert kbtool("init", "begun", cwd=tmp_path).returncode == 0
    begun = tmp_path / "begun"
    assert "5 new" in said(begun, "--all")[1]
    assert "vocabulary" not in (begun / "kb" / "signed.tsv").read_text(encoding="utf-8")
    assert said(begun)[0] == ""


def test_line_ends_of_another_system_are_no_change(root: Path) -> None:
    for path in (root / "kb" / "signed.tsv", root / CASE):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert said(root)[0] == ""
    assert checked(root)[1] == []
    change(root, '"No difference from placebo in pain."', '"A difference from placebo."')
    assert checked(root)[1] == ["S160"]
    said(root, "e-pain")
    assert checked(root)[1] == []


def test_a_rule_that_was_changed_or_is_gone_is_told_like_any_node(root: Path) -> None:
    shapes = root / "shapes" / "conflict.ttl"
    text = shapes.read_text(encoding="utf-8")
    start, end = text.index("\nrule:X05 ") + 1, text.index("\nrule:X06 ") + 1
    other = text.replace(text[start:end], "").replace(
        'sh:name "incompatible-statements"',
        'sh:deactivated true ; sh:name "incompatible-statements"',
    )
    assert other.count("sh:deactivated") == 1
    shapes.write_text(other, encoding="utf-8")

    shown, _ = said(root)
    line = text[: text.index("\nrule:X03 ")].count("\n") + 2
    assert f"rule:X03 (shapes/conflict.ttl:{line}): changed\n    sh:deactivated: “true”\n" in shown
    assert "rule:X05 (shapes/conflict.ttl): gone\n" in shown
    done = kbtool("check", cwd=root)
    assert f"shapes/conflict.ttl:{line}" in done.stdout
    assert "rule:X03 of shapes/conflict.ttl: sh:deactivated" in done.stdout
    assert "rule:X05 (shapes/conflict.ttl)" in done.stdout


def test_a_line_that_was_lost_or_damaged_is_told_though_its_file_is_as_it_was(root: Path) -> None:
    path = root / "kb" / "signed.tsv"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if line.startswith("id:e-pain\t"))

    path.write_text(text.replace(f"{line}\n", ""), encoding="utf-8")
    assert [each.node for each in beside(root).differs] == ["id:e-pain"]
    path.write_text(text.replace(line, line.replace("kb:finding=", "kb:finding")), encoding="utf-8")
    with pytest.raises(InputError, match="is no line of what was signed"):
        beside(root)
