"""The cases of a rule, tests/rules/CODE-name.toml: snippets that it flags, with the places, and near ones that it passes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.workspace import Workspace
from kbtool.knowledge.rules import Rule

_KINDS = ("flagged", "passes")
_TEXTS = (
    "turtle",
    "article",
    "other",
    "document",
    "shapes",
    "settings",
    "lacks",
    "unread",
    "signed",
    "message",
    "today",
)
_FILE = re.compile(r"(?P<code>[A-Z]\d+)-(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*(flagged|passes)[ \t]*\]\]", re.MULTILINE)
_PLACE = re.compile(
    r"(other )?[1-9]\d*:[1-9]\d*|(kb|base|shapes|prefixes):[1-9]\d*|kb|sources|vocabulary|signed"
)


NO_ARTICLE = "Nothing to see here."
"""The text of the article of a case that is not on one."""


class Case(Struct, frozen=True):
    """A snippet, and where a rule flags it.

    Attributes:
        rule: the code of the rule.
        turtle: what the knowledge base says; prefixes are declared already.
        at: where the rule flags it: "1:5" is a line and column of the article, "other 1:5" of the second one, "kb:3" a line
            of the Turtle, "kb" a node in it without a name, "base:3" a line of base.ttl, "vocabulary" a term, "sources" the
            declaration of the articles, "signed" what was signed. Empty if it passes.
        article: the text of the article.
        other: the text of a second article, if there is one.
        document: the declaration of the article, in the place of the usual one.
        shapes: what a file of shapes of its own says, beside the rules; "shapes:2" is a place in it.
        settings: what kbtool.toml says of the rules that hold: select and ignore.
        lacks: a text that is left out of the vocabulary, wherever it stands there.
        unread: the path of a file that lies beside the others and is not read, for its ending or its folder.
        signed: what the Turtle was when somebody signed it; nothing is signed, if None.
        message: what the finding says, if that is part of the case.
        today: the day on which it is checked, such as "2026-11-28"; the day of the test, if None.
        label: which case of its file it is, such as "flagged 2".
        line: the line of its file on which it begins, if known.
    """

    rule: str
    turtle: str
    at: tuple[str, ...]
    article: str = NO_ARTICLE
    other: str | None = None
    document: str | None = None
    shapes: str | None = None
    settings: str | None = None
    lacks: str | None = None
    unread: str | None = None
    signed: str | None = None
    message: str | None = None
    today: date | None = None
    label: str = ""
    line: int | None = None


class CaseFile(Struct, frozen=True):
    """The cases of one rule.

    Attributes:
        shown: the file's path as messages name it.
        code: the code of the rule.
        name: the name of the rule.
        cases: its cases, those that it flags first.
    """

    shown: str
    code: str
    name: str
    cases: tuple[Case, ...]


def example_of(rule: Rule, workspace: Workspace) -> Case | None:
    """A case that a rule flags, if possible with its message; None, if none can be read, of which `kbtool test` tells."""
    flagged = [case for case in cases_of(rule, workspace) if case.at]
    return next((case for case in flagged if case.message), flagged[0] if flagged else None)


def cases_of(rule: Rule, workspace: Workspace) -> tuple[Case, ...]:
    """The cases of a rule; none, if they cannot be read, of which `kbtool test` tells."""
    path = workspace.cases / f"{rule.code}-{rule.name}.toml"
    try:
        return read_cases(path).cases if path.is_file() else ()
    except InputError:
        return ()


def read_cases(path: Path, shown: str | None = None) -> CaseFile:
    """Read the cases of one rule.

    Args:
        path: the file.
        shown: its path as messages name it.

    Raises:
        InputError: it cannot be read, or holds something else than cases.
    """
    shown = shown or str(path)
    named = _FILE.fullmatch(path.stem)
    if named is None or path.suffix != ".toml":
        raise InputError(
            "is not named after a rule",
            path=shown,
            help="name it CODE-name.toml after the rule's code and name, such as Z01-harm-played-down.toml",
        )
    text = read_text(path, shown).text
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"is not valid TOML: {error}", path=shown, help="correct the file at this place"
        ) from error
    for key in data:
        if key not in _KINDS:
            raise _wrong(shown, None, f"holds {key!r}, which is not a kind of case", _form())
    cases: list[Case] = []
    for kind in _KINDS:
        tables = data.get(kind)
        if not isinstance(tables, list) or not tables:
            raise _wrong(shown, None, f"has no [[{kind}]]", _form())
        lines = [text.count("\n", 0, m.start()) + 1 for m in _HEADER.finditer(text) if m[1] == kind]
        known = len(lines) == len(
            tables
        )  # else one stands in a text, or the tables are written otherwise
        for index, table in enumerate(tables):
            line = lines[index] if known else None
            cases.append(_case(shown, named["code"], f"{kind} {index + 1}", line, table))
    return CaseFile(shown, named["code"], named["name"], tuple(cases))


def case_paths(folder: Path, shown: Callable[[Path], str]) -> list[Path]:
    """The files of cases in a folder, sorted.

    Args:
        folder: the folder, which need not be there.
        shown: gives a path as messages name it.

    Raises:
        InputError: one lies further down or ends otherwise, so that it would not be read.
    """
    found = sorted(folder.glob("*.toml"))
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() == ".toml" and path not in found:
            raise InputError(
                "is a file of cases that would not be read",
                path=shown(path),
                help=f"files of cases lie in {shown(folder)} itself, and end in .toml",
            )
    return found


def rule_of(file: CaseFile, rules: Iterable[Rule]) -> Rule:
    """The rule that a file has cases of.

    Raises:
        InputError: there is none with this code, or it has another name.
    """
    rule = next((rule for rule in rules if rule.code == file.code), None)
    if rule is None:
        raise InputError(
            f"holds cases of {file.code}, and no rule has this code",
            path=file.shown,
            help="write the rule into shapes/, or correct the name of the file",
        )
    if rule.name != file.name:
        raise InputError(
            f"is named after {file.code} {file.name}, and the name of {file.code} is {rule.name}",
            path=file.shown,
            help=f"call it {file.code}-{rule.name}.toml",
        )
    return rule


def _case(shown: str, code: str, label: str, line: int | None, table: object) -> Case:
    if not isinstance(table, Mapping):
        raise _wrong(shown, line, f"{label} is not a table", _form())
    for key, value in table.items():
        if key not in (*_TEXTS, "at"):
            known = ", ".join(("at", *_TEXTS))
            raise _wrong(
                shown,
                line,
                f"{label} has {key!r}, which is not part of a case",
                f"a case has {known}",
            )
        if key in _TEXTS and not isinstance(value, str):
            raise _wrong(
                shown, line, f"{label}: {key} is not text", f"put {key} into quotation marks"
            )
    if "turtle" not in table:
        raise _wrong(shown, line, f"{label} has no turtle", "say in Turtle what the case is")
    fields: dict[str, Any] = {key: table[key] for key in _TEXTS if key in table}
    if "today" in fields:
        try:
            fields["today"] = date.fromisoformat(fields["today"])
        except ValueError as error:
            raise _wrong(
                shown, line, f"{label}: today is no day", 'write it as "2026-11-28"'
            ) from error
    at = _places(shown, line, label, table.get("at"))
    flagged = label.startswith("flagged")
    if flagged and not at:
        raise _wrong(shown, line, f"{label} does not say where", 'give the places: at = ["1:5"]')
    if not flagged and (at or "message" in table):
        raise _wrong(
            shown, line, f"{label} has a place or message", "what is flagged stands in [[flagged]]"
        )
    return Case(code, at=at, label=label, line=line, **fields)


def _places(shown: str, line: int | None, label: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(place, str) for place in value):
        raise _wrong(shown, line, f"{label}: at is not a list of places", 'such as at = ["1:5"]')
    for place in value:
        if not _PLACE.fullmatch(place):
            raise _wrong(
                shown,
                line,
                f"{label}: at names {place!r}, which is not a place",
                'a place is "LINE:COLUMN" of the article, "other LINE:COLUMN" of the second one, "kb:LINE" of the '
                'Turtle, or "sources"',
            )
    return tuple(value)


def _wrong(shown: str, line: int | None, message: str, advice: str) -> InputError:
    return InputError(message, path=shown, line=line, help=advice)


def _form() -> str:
    return "a file of cases has a table [[flagged]] for each that the rule flags, and [[passes]] for each near miss"
