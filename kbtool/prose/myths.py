"""What stands below a heading of myths, and so is not so: "Common myths" above items, paragraphs or headings."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.answers import lists_hearsay, lists_myths
from kbtool.prose.leads import is_first
from kbtool.prose.sentence import Sentence
from kbtool.prose.told import Told
from kbtool.prose.words.cues import Effect
from kbtool.text.outline import Outline, level_of
from kbtool.text.stretch import Stretch
from kbtool.text.structure import LOWEST, Block, Kind

_LISTED = frozenset({Kind.ITEM, Kind.TERM})


class Myths(Struct, frozen=True):
    """The myths that are being read.

    Attributes:
        words: the line that says that they are some.
        block: that line.
        headed: whether they are headings themselves.
        listed: whether they are the items of one list.
        heard: whether it is open what of them is so.
    """

    words: Stretch
    block: Block
    headed: bool = False
    listed: bool = False
    heard: bool = False


def told_as_myth(sentence: Sentence, myths: Myths | None, outline: Outline) -> Told | None:
    """What a heading of myths says of a sentence below it: that it is not so, or that this is open.

    Args:
        sentence: the sentence.
        myths: the myths that are being read.
        outline: the lines of the text.
    """
    block = outline.at(sentence.stretch.start)
    if myths is None or sentence.is_question or not is_first(sentence, block):
        return None
    mark = block.mark
    listed = mark.kind in _LISTED
    if myths.listed and not listed:
        return None
    if mark.depth and (not listed or mark.depth > myths.block.mark.depth + 1):
        return None  # what an item goes on with answers it
    if myths.headed and not (sentence.is_heading and not listed):
        return None
    if listed and _is_below_other(block, myths, outline):
        return None
    whole = not sentence.text[sentence.stretch.end : block.line.end].strip()
    is_myth = (listed or whole) and not myths.heard
    return Told(False if is_myth else None, myths.words)


def myths_after(
    myths: Myths | None, sentence: Sentence, outline: Outline, *, states: bool
) -> Myths | None:
    """The myths that are being read behind a sentence.

    Args:
        myths: those before it.
        sentence: the sentence.
        outline: the lines of the text.
        states: whether it states something, or would if it were not denied.
    """
    block = outline.at(sentence.stretch.start)
    mark = block.mark
    leads = sentence.stretch.of(sentence.text).rstrip().endswith(":")
    rejects = any(each.effect is Effect.REJECTS and each.is_ahead for each in sentence.contexts)
    if rejects and (states or not (sentence.is_heading or leads)) and not mark.depth:
        return None  # "Myth: ..." is one by itself
    if mark.kind is Kind.ROW:
        return myths
    if mark.depth:
        return myths
    if not states and (sentence.is_heading or leads):
        are_myths, heard = lists_myths(sentence), lists_hearsay(sentence)
        listed = mark.kind is not Kind.HEADING and leads and outline.leads(block)
        if are_myths or heard:
            return Myths(sentence.stretch, block, listed=listed, heard=heard and not are_myths)
    if myths is not None and myths.listed:
        return None
    if not sentence.is_heading:
        return myths
    if myths is None or (mark.kind is Kind.HEADING and not _holds(myths.block, block, outline)):
        return None
    if states or (sentence.is_question and mark.kind is Kind.HEADING):
        return replace(myths, headed=True)
    return None


def _holds(one: Block, other: Block, outline: Outline) -> bool:
    """Whether one heading stands above another one by their levels, or right above it."""
    above = outline.heading(other.line.start)
    seen = 0
    while above is not None and above != one and seen < LOWEST:
        above, seen = outline.heading(above.line.start), seen + 1
    return above == one


def _is_below_other(block: Block, myths: Myths, outline: Outline) -> bool:
    """Whether another heading stands between a list and the heading of myths, which says more than a mere line can."""
    heading = outline.heading(block.line.start)
    return (
        heading is not None
        and heading.line.start > myths.words.start
        and 0 < level_of(heading.mark) <= LOWEST
    )
