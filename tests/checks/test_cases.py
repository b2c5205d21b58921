"""A file of cases that is not one says what is wrong, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.checks.case_runs import Found, differences
from kbtool.checks.cases import Case, read_cases
from kbtool.errors import InputError

GOOD = """\
[[flagged]]
at = ["1:1", "other 2:3", "kb:1", "kb", "base:3", "sources"]
message = "It is said."
article = "One."
other = "Two."
turtle = '''
id:x a kb:Concept .
'''

[[passes]]
turtle = ""
document = "id:article a kb:Document ."

[[passes]]
turtle = ""
"""


def written(folder: Path, text: str, name: str = "Z01-harm-played-down.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_has_what_a_rule_flags_and_what_it_passes(tmp_path: Path) -> None:
    file = read_cases(written(tmp_path, GOOD))
    assert (file.code, file.name) == ("Z01", "harm-played-down")
    assert [(case.label, case.line) for case in file.cases] == [
        ("flagged 1", 1),
        ("passes 1", 10),
        ("passes 2", 14),
    ]
    flagged, passed, _ = file.cases
    assert flagged.at == ("1:1", "other 2:3", "kb:1", "kb", "base:3", "sources")
    assert (flagged.article, flagged.other, flagged.message) == ("One.", "Two.", "It is said.")
    assert flagged.turtle == "id:x a kb:Concept .\n"
    assert (passed.at, passed.article) == ((), "Nothing to see here.")


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("[[flagged]]", "[[flags]]"), None, "holds 'flags', which is not a kind of case"),
        (("[[flagged]]", "[flagged]"), None, r"has no \[\[flagged\]\]"),
        (('at = ["1:1"', 'on = ["1:1"'), 1, "flagged 1 has 'on', which is not part of a case"),
        (("at = [", "# "), 1, "flagged 1 does not say where"),
        (("at = [", "at = [1, "), 1, "flagged 1: at is not a list of places"),
        (('"kb:1"', '"kb:0"'), 1, "flagged 1: at names 'kb:0', which is not a place"),
        (('"One."', "1"), 1, "flagged 1: article is not text"),
        (('turtle = ""\ndocument', "document"), 10, "passes 1 has no turtle"),
        (("document", 'at = ["1:1"]\ndocument'), 10, "passes 1 has a place or message"),
        (("document", 'message = "It is said."\ndocument'), 10, "passes 1 has a place or message"),
        (("[[passes]]", "[[passes]"), None, "is not valid TOML"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_case_and_line(
    tmp_path: Path, change: tuple[str, str], line: int | None, message: str
) -> None:
    path = written(tmp_path, GOOD.replace(*change, 1))
    with pytest.raises(InputError, match=message) as caught:
        read_cases(path, "tests/rules/Z01-harm-played-down.toml")
    assert caught.value.path == "tests/rules/Z01-harm-played-down.toml"
    assert caught.value.line == line
    assert caught.value.help


@pytest.mark.parametrize(
    "name", ["Z01.toml", "harm-played-down.toml", "z01-harm.toml", "Z01-harm.txt"]
)
def test_a_file_is_named_after_its_rule(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="is not named after a rule"):
        read_cases(written(tmp_path, GOOD, name))


def test_a_header_within_a_text_is_no_case_and_takes_the_lines_from_those_that_are(
    tmp_path: Path,
) -> None:
    file = read_cases(written(tmp_path, GOOD.replace("id:x a kb", "[[flagged]]\nid:x a kb")))
    assert [case.line for case in file.cases] == [None, 11, 15]


def test_a_case_that_does_not_hold_says_what_was_expected_and_what_was_found() -> None:
    case = Case("Z01", "", ("1:5", "1:1"), message="It is said.")
    assert differences(case, Found(("1:1", "1:5"), ("It is said.",))) == []
    assert differences(case, Found((), ())) == ["expected 1:1, 1:5, found nothing"]
    assert differences(case, Found(("1:1", "1:5"), ("Is it?", "It is."))) == [
        "expected the message “It is said.”, found “Is it?” and “It is.”"
    ]
    assert differences(Case("Z01", "", ()), Found(("kb:2",), ("It is.",))) == [
        "expected nothing, found kb:2"
    ]


def test_a_case_that_passes_by_a_misspelled_term_does_not_hold() -> None:
    near_miss = Case("Z01", "", ())
    assert differences(near_miss, Found((), (), ("kb:gifes",))) == [
        "names kb:gifes, which nothing declares, so it may pass for that alone"
    ]
