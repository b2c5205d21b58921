"""The parts of a file without lines that words stand in: paragraphs and pages."""

from __future__ import annotations

from msgspec import Struct

from kbtool.text.stretch import Stretch


class Paragraph(Struct, frozen=True):
    """A place in a file of paragraphs.

    Attributes:
        number: the number of the paragraph in the body, from 1; empty ones and those in tables count.
        characters: the characters within it, from 0; the end is exclusive, and that of the paragraph, if the words go on in
            the next one.
    """

    number: int
    characters: Stretch


class Page(Struct, frozen=True):
    """A page of a file, where words begin.

    Attributes:
        number: its number, from 1.
    """

    number: int
