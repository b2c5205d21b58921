"""Which of the formats that there are a client wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class _Range(NamedTuple):
    media: str
    quality: float

    def fits(self, media_type: str) -> int:
        """How exactly it names a media type: 0, if not at all."""
        if self.media == media_type:
            return 3
        if self.media == f"{media_type.partition('/')[0]}/*":
            return 2
        return 1 if self.media == "*/*" else 0


def negotiated(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type that a client wants most; None, if it wants none of those.

    Args:
        accept: the Accept header; None or empty, if it has none, so that it takes anything.
        offered: the media types that there are, the usual one first.
    """
    if not accept or not accept.strip():
        return offered[0]
    ranges = [_read(part) for part in accept.split(",") if part.strip()]
    best, chosen = 0.0, None
    for media_type in offered:
        fitting = [
            (each.fits(media_type), each.quality) for each in ranges if each.fits(media_type)
        ]
        quality = max(fitting)[1] if fitting else 0.0
        if quality > best:
            best, chosen = quality, media_type
    return chosen


def _read(text: str) -> _Range:
    media, *parameters = (part.strip() for part in text.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().casefold() == "q":
            quality = _quality(value.strip())
    return _Range(media.casefold(), quality)


def _quality(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0
