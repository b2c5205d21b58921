"""Titles in another spelling: what catalogues, printers and people write otherwise without another paper being meant."""

from __future__ import annotations

import re

_NUMBERED = r"(part|phase|volume|chapter|section|study|type)"
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ø": "oe",
        "Ø": "Oe",
        "å": "aa",
        "Å": "Aa",
    }
)
_AS_ONE = (
    (r"^(?:the|an?) ", ""),
    (r" review$", ""),
    (r"\bvs\b", "versus"),
    (rf"\b{_NUMBERED} ({'|'.join(_ROMAN)})\b", lambda found: f"{found[1]} {_ROMAN[found[2]]}"),
    (r"(?<=\w)is(?=e[sdr]?\b|ing\b|ations?\b)", "iz"),
    (r"(?<=\w)ys(?=e[sdr]?\b|ing\b)", "yz"),
    (r"(?<=\w\w)our(?=s?\b|al\b|ally\b|able\b|ed\b|ing\b)", "or"),
    (r"ae|oe", "e"),
    (r"(?<=[^\W\d_]{2})tre(?=s?\b)", "ter"),
    (r"(?<=\w)ll(?=ed\b|ing\b|er\b)", "l"),
    (r"\bprogrammes?\b", "program"),
)  # fmt: skip


def spelt_alike(words: list[str]) -> str:
    """The words of a title, in lower case, in one spelling: American, without a first article, "vs" as "versus".

    Args:
        words: the words and figures; what they become is for comparing alone.
    """
    text = " ".join(words)
    for pattern, instead in _AS_ONE:
        text = re.sub(pattern, instead, text)
    return re.sub(r"(?<!\d) | (?!\d)", "", text)


def umlauts_spelt(text: str) -> str:
    """A text with umlauts as two letters, as catalogues without them write: "Schoen" for "Schön"."""
    return text.translate(_UMLAUTS)
