"""Where words of an extracted text stand in the file that it was extracted from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from kbtool.text.alignment import Alignment
from kbtool.text.extraction import Format
from kbtool.text.extraction.decoding import decode
from kbtool.text.extraction.places import pdf_pages, word_paragraphs
from kbtool.text.holders import Page, Paragraph
from kbtool.text.masking import masked_html, masked_markdown
from kbtool.text.searchable import SearchableText
from kbtool.text.snapshot import Snapshot
from kbtool.text.stretch import Stretch

_MASKS = {Format.HTML: masked_html, Format.MARKDOWN: masked_markdown}


class Origins:
    """Where the words of an article stand in the file that it is from, by what such a file has: none rather than wrong.

    Args:
        snapshot: the article with its file.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def place(self, words: Stretch) -> Stretch | Paragraph | Page | None:
        """The place of some words of one sentence, if it is known.

        Args:
            words: where they stand in the text.

        Returns:
            A stretch of ``source``, if that is text; else a paragraph or page.
        """
        found = words if self._alignment is None else self._alignment.place(words)
        if found is None or self.source is not None:
            return found
        number = bisect_right(self._starts, found.start)
        if self._snapshot.format is Format.PDF:
            return Page(number)
        begins, whole = self._starts[number - 1], len(self._parts[number - 1])
        return Paragraph(number, Stretch(found.start - begins, min(found.end - begins, whole)))

    @property
    def format(self) -> Format:
        """What the file is."""
        return self._snapshot.format

    @cached_property
    def source(self) -> SearchableText | None:
        """The file as text, without a mark of its encoding; None, if it is no text."""
        if self._snapshot.format is Format.PLAIN:
            return SearchableText(self._snapshot.article.text)
        if self._snapshot.format in _MASKS:
            return SearchableText(
                decode(self._snapshot.original.data, None).text.removeprefix("\ufeff")
            )
        return None

    @cached_property
    def _alignment(self) -> Alignment | None:
        """How text and file go together; None, if they are the same."""
        text = self._snapshot.article.text
        if self._snapshot.format is Format.PLAIN:
            return None
        if self.source is not None:
            return Alignment(text, _MASKS[self._snapshot.format](self.source.text))
        return Alignment(text, "\n".join(self._parts))

    @cached_property
    def _parts(self) -> Sequence[str]:
        read = pdf_pages if self._snapshot.format is Format.PDF else word_paragraphs
        return read(self._snapshot.original.data)

    @cached_property
    def _starts(self) -> Sequence[int]:
        starts = [0]
        for part in self._parts:
            starts.append(starts[-1] + len(part) + 1)
        return starts[:-1]
