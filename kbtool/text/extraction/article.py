"""What is taken from an article: its text, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from kbtool.io.controls import named_controls
from kbtool.text.stretch import Stretch
from kbtool.text.structure import Block, Kind, Paragraph

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_HALVES = frozenset(map(chr, range(0xD800, 0xE000)))
_SPACE = re.compile(r"[ \r\f\v]+")
_DAY = re.compile(r"\s*(\d{4})([-/])(\d{2})\2(\d{2})(?!\d)")
_NO_TITLE = re.compile(
    r"\(?(?:untitled|no title|title|document|presentation|slide|powerpoint presentation)\)?[ -]?\d*"
    r"|microsoft (?:word|excel|powerpoint) - .*|[^ ]+\.(?:docx?|odt|rtf|tex|dvi|indd|qxd|pptx?|xlsx?|pdf)",
    re.IGNORECASE,
)
_NOBODY = frozenset({
    "admin", "administrator", "anonymous", "author", "guest", "none", "owner", "python-docx", "unknown", "unspecified",
    "user",
})  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class Article(Struct, frozen=True):
    """An article as extracted. Whatever it does not state is None.

    Attributes:
        text: its text, one paragraph a line.
        title: its title.
        creator: who wrote it.
        issued: when it was published.
        publisher: who publishes it.
        canonical: its address, absolute or relative to where it was fetched.
        license: its licence, an address or words.
        language: a language tag (BCP 47).
        notes: what a person should know of the extraction, a sentence each.
        facts: what its front matter states, or its meta elements for kbtool, by name in small letters.
        comments: how many comments that somebody wrote into it are left out.
        blocks: its lines in order, with what they are; none of a format that does not say it.
    """

    text: str
    title: str | None = None
    creator: str | None = None
    issued: date | None = None
    publisher: str | None = None
    canonical: str | None = None
    license: str | None = None
    language: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    comments: int = 0
    blocks: tuple[Block, ...] = ()


def without_controls(text: str) -> str:
    """The text without control characters other than tab and line ends, and without halves of characters."""
    return _CONTROL.sub("", text)


def controls_left_out(text: str) -> tuple[str, ...]:
    """A note on the control characters of a text, which are left out of it; none, if it has none."""
    named = named_controls("".join(sorted(set(_CONTROL.findall(text)) - _HALVES)))
    return (f"left out: control characters: {named}",) if named else ()


def one_line(value: object) -> str | None:
    """A stated value on one line; None if it says nothing."""
    return (" ".join(without_controls(value).split()) or None) if isinstance(value, str) else None


def stated_title(value: object) -> str | None:
    """A title as stated; None for what programs write of themselves, such as "untitled" or the name of a file."""
    title = one_line(value)
    return None if title and _NO_TITLE.fullmatch(title) else title


def stated_name(value: object) -> str | None:
    """Who wrote it, as stated; None for what programs write where nobody is named."""
    name = one_line(value)
    return None if name and name.strip("()").casefold() in _NOBODY else name


def stated_day(value: object) -> date | None:
    """The day that an ISO 8601 date or time begins with; None for anything that would have to be guessed."""
    match = _DAY.match(value) if isinstance(value, str) else None
    try:
        return date(int(match[1]), int(match[3]), int(match[4])) if match else None
    except ValueError:
        return None


def stated_language(value: object) -> str | None:
    """A language tag as stated; None for what is none."""
    tag = one_line(value)
    return tag.replace("_", "-") if tag and _LANGUAGE.fullmatch(tag) else None


def lay_out(paragraphs: Iterable[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """The text of paragraphs, one a line, and its lines with what they are.

    Runs of white space are one space, as on a page; other spaces, such as fixed ones, stay. Of an item of several lines the
    first one is the item.
    """
    lines: list[str] = []
    blocks: list[Block] = []
    at = 0
    for paragraph in paragraphs:
        mark = paragraph.mark
        for line in without_controls(paragraph.text).splitlines():
            cells = [_SPACE.sub(" ", cell).strip(" ") for cell in line.split("\t")]
            if any(cell.strip() for cell in cells):
                lines.append("\t".join(cells).rstrip("\t"))
                blocks.append(Block(Stretch(at, at + len(lines[-1])), mark))
                at += len(lines[-1]) + 1
                mark = replace(mark, kind=Kind.PARAGRAPH) if mark.kind is Kind.ITEM else mark
    return "".join(f"{line}\n" for line in lines), tuple(blocks)
