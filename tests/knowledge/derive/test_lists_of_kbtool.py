"""Lists that checks read and that were cut short are told; lists as they came, and with words of one's own, are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cases import ROOT, Case, lay_out
from kbtool.authoring.starter.lock import lock_text
from kbtool.checks.run import check
from kbtool.io.shipped import shipped_lists
from kbtool.knowledge.loading import open_knowledge_base

LANGUAGE = (ROOT / "kb" / "language.ttl").read_text(encoding="utf-8")
WORD = '"call us", '
OWN = 'kb:CallToAction kb:passageCue "ring us" . [] a kb:LayTerm ; kb:termFor "gout" ; kb:writtenAs "the gout" .'


def told(folder: Path, language: str | None, came: bytes = LANGUAGE.encode()) -> list[str]:
    """The codes of what is told of the lists of a knowledge base that has such a kb/language.ttl."""
    root = lay_out(Case("S125", "", ()), folder)
    (root / "kbtool.lock").write_text(
        lock_text(shipped_lists() | {"kb/language.ttl": came}, "1"), encoding="utf-8"
    )
    if language is not None:
        (root / "kb" / "language.ttl").write_text(language, encoding="utf-8", newline="")
    kb = open_knowledge_base(root)
    rules = [rule for rule in kb.rules if rule.code in ("S125", "S126", "S132")]
    return sorted({finding.code for finding in check(kb, rules).findings})


HEAD = LANGUAGE[: LANGUAGE.index("kb:saidAs a ")]
SAVED: dict[str, tuple[str | None, list[str]]] = {
    "as it came": (LANGUAGE, []),
    "with the line ends of Windows": (LANGUAGE.replace("\n", "\r\n"), []),
    "with words of one's own": (LANGUAGE + OWN, []),
    "gone": (None, ["S125", "S126"]),
    "empty": ("", ["S125", "S126"]),
    "nothing but prefixes": (HEAD, ["S125", "S126"]),
    "without one word": (LANGUAGE.replace(WORD, ""), ["S126"]),
    "with a word misspelt": (LANGUAGE.replace(WORD, '"clal us", '), ["S126"]),
    "with a lay term for something else": (
        LANGUAGE.replace('kb:termFor "nausea" ;', 'kb:termFor "vomiting" ;'),
        ["S126"],
    ),
    "with a word that is of another list": (
        LANGUAGE.replace('kb:writtenAs "queasiness"', 'kb:writtenAs "baldness", "queasiness"'),
        ["S132"],
    ),
}


@pytest.mark.parametrize(("language", "said"), SAVED.values(), ids=SAVED)
def test_what_is_shorter_than_kbtools_own_is_told(
    tmp_path: Path, language: str | None, said: list[str]
) -> None:
    assert told(tmp_path / "project", language) == said


OF_OLDER: dict[str, tuple[Callable[[str], str], list[str]]] = {
    "as it came": (lambda text: text, []),
    "with words of one's own": (lambda text: text + OWN, []),
    "nothing but prefixes": (lambda text: HEAD, ["S125", "S126"]),
}


@pytest.mark.parametrize(("change", "said"), OF_OLDER.values(), ids=OF_OLDER)
def test_words_that_an_older_kbtool_did_not_have_are_not_missed(
    tmp_path: Path, change: Callable[[str], str], said: list[str]
) -> None:
    older = LANGUAGE.replace(WORD, "")
    assert told(tmp_path / "project", change(older), older.encode()) == said
