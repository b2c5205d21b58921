"""What other words say of a sentence."""

from __future__ import annotations

from msgspec import Struct

from kbtool.text.stretch import Stretch


class Told(Struct, frozen=True):
    """What other words say of a sentence: the answer to it, the cell beside it, or the heading above it.

    Attributes:
        is_true: whether they say that it is so; None, if they leave it open.
        words: where they stand.
        is_answer: whether they answer it, so that it asks for nothing any more.
        is_sign: whether they are a sign before or behind it: "❌".
    """

    is_true: bool | None
    words: Stretch
    is_answer: bool = False
    is_sign: bool = False
