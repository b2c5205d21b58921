"""Addresses that articles state."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_BEYOND_ASCII = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_NAME = rf"(?:[\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{{2}}|[{_BEYOND_ASCII}])"
_CHARACTER = rf"(?:{_NAME}|[:@])"
_IRI = (
    rf"https?://(?:(?:{_NAME}|:)*@)?(?:{_NAME}+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?"
    rf"(?:/{_CHARACTER}*)*(?:\?(?:{_CHARACTER}|[/?])*)?(?:#(?:{_CHARACTER}|[/?])*)?"
)
"""An IRI (RFC 3987, section 2.2) of the web, without characters of private use; compiled where one is looked at."""


def absolute(value: str | None, base: str | None) -> str | None:
    """A stated address as an absolute http or https IRI.

    Args:
        value: the address as stated, absolute or relative; None or empty if there is none.
        base: where it was stated; None if that has no address.

    Returns:
        The IRI; None if it is none.
    """
    if not value:
        return None
    try:
        found = urljoin(base or "", value)
        host = urlsplit(found).hostname
    except ValueError:
        return None
    flags = re.ASCII | re.IGNORECASE
    return found if host and re.fullmatch(_IRI, found, flags) else None
