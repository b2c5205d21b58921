"""What is no article or draft: text that is too long to be one, and bytes that are no text of one kind."""

from __future__ import annotations

from pathlib import Path

from kbtool.errors import InputError
from kbtool.io.originals import Original
from kbtool.io.worker import limited
from kbtool.text.extraction import Format
from kbtool.text.extraction.decoding import decode
from kbtool.text.searchable import SearchableText
from kbtool.text.sentences import sentences
from kbtool.text.snapshot import Snapshot, take

MOST_CHARACTERS = 500_000
"""An article, or the draft of one, has fewer; a book of 300 pages has as many."""
LONGEST_SENTENCE = 20_000
"""Characters of a sentence; more are a text whose ends of sentences are lost."""
_BYTES = 4
"""A character has so many at most, in UTF-8 and in UTF-16."""
_BARE = frozenset({"", ".txt", ".text", ".md", ".markdown"})
_PACKED = (b"%PDF", b"PK")
_WRITTEN = (Format.PLAIN, Format.MARKDOWN, Format.HTML)


def take_draft(original: Original) -> Snapshot:
    """The text of an article or a draft, if it can be read as somebody wrote it, in bounded time.

    Raises:
        InputError: there is no text, it is too long, has a sentence that is, or is in more than one encoding.
    """
    if _is_bare(original):
        _refuse_long(len(original.data) // _BYTES, original.shown)
    with limited(
        "the extraction of the text",
        path=original.shown,
        narrow="give a part of it, or its text as .txt",
    ):
        snapshot = take(original)
    text, shown = snapshot.article.text, original.shown
    refuse_unbounded(text, shown, has_lines=snapshot.format is Format.PLAIN)
    if snapshot.format in _WRITTEN:
        _refuse_mixed(original.data, shown)
    return snapshot


def refuse_unbounded(text: str, shown: str, *, has_lines: bool = True) -> None:
    """Refuse text that cannot be read in bounded time.

    Args:
        text: the text.
        shown: its file as the user sees it.
        has_lines: whether its lines are those of the file.

    Raises:
        InputError: it is too long, or has a sentence that is; with the line.
    """
    _refuse_long(len(text), shown)
    for sentence in sentences(text):
        length = sentence.end - sentence.start
        if length > LONGEST_SENTENCE:
            line = SearchableText(text).position(sentence.start).line if has_lines else None
            raise InputError(
                f"has a sentence of {length:,} characters, more than {LONGEST_SENTENCE:,}",
                path=shown,
                line=line,
                help="end sentences with full stops, and paragraphs with line ends",
            )


def _is_bare(original: Original) -> bool:
    """Whether all that is in a file may be text."""
    return Path(original.name).suffix.casefold() in _BARE and not original.data.startswith(_PACKED)


def _refuse_long(length: int, shown: str) -> None:
    if length > MOST_CHARACTERS:
        raise InputError(
            f"is longer than {MOST_CHARACTERS:,} characters of text",
            path=shown,
            help="give it in parts, an article or a chapter at a time",
        )


def _refuse_mixed(data: bytes, shown: str) -> None:
    """Refuse bytes of which some are UTF-8 beyond ASCII and others are not, unless the encoding is stated."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        read = data.decode("utf-8", "surrogateescape")
        is_mixed = any(ord(each) > 127 and not "\ud800" <= each <= "\udfff" for each in read)
        if is_mixed and decode(data, None).guessed:
            raise InputError(
                "is in more than one encoding: some of it is UTF-8, and this line is not",
                path=shown,
                line=data.count(b"\n", 0, error.start) + 1,
                help="open it in an editor, mend the odd characters, and save it as UTF-8",
            ) from error
