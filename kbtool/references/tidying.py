"""Identifiers as they come from reference lists, pages and mails, freed of what surrounds them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from kbtool.text.typography import INVISIBLE

_AROUND = {"(": ")", "[": "]", "{": "}", "<": ">", '"': '"', "'": "'", "“": "”", "‘": "’"}
_ENTITY = re.compile(r"&(?:lt|gt|amp|#\d{2,4});")
_ARXIV = re.compile(
    r"(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:\s*)((?:[a-z-]+(?:\.[a-z]{2})?/\d{7})|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_POSTED_VERSION = re.compile(r"(10\.\d{4,9}/\d{4}\.\d{2}\.\d{2}\.\d{6,8})v\d+")
_LANDING = re.compile(
    r"(?:/(?:full|abstract|pdf|meta|epub)|\.full(?:-text)?|\.(?:pdf|abstract|short))+$",
    re.IGNORECASE,
)


def tidied(said: str) -> str:
    """What was written, without marks around it, invisible characters and escapes; a number of arXiv as its DOI.

    The DOIs of arXiv: https://info.arxiv.org/help/doi.html
    """
    text = "".join(c for c in said if c not in INVISIBLE).strip()
    while len(text) > 2 and _AROUND.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    arxiv = _ARXIV.fullmatch(text.rstrip(".,; "))
    if arxiv:
        return f"10.48550/arXiv.{arxiv[1]}"
    if re.match(r"https?://", text, re.IGNORECASE):
        return text
    while _ENTITY.search(text):
        from html import unescape

        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    return re.sub(r"^(?:info:doi/|urn:doi:|doi:\s*)+", "doi:", text, flags=re.IGNORECASE).rstrip(
        " .,;:"
    )


def doi(said: str) -> str:
    """A DOI without the punctuation of the sentence around it, percent-encoding, and the version of a preprint's page."""
    text = unquote(said) if re.search(r"%[0-9A-Fa-f]{2}", said) else said
    while text[-1:] in ".,;:\"'”’" or (text[-1:] in ")]}" and _is_unbalanced(text)):
        text = text[:-1]
    version = _POSTED_VERSION.fullmatch(text)
    return version[1] if version else text


def doi_of_page(said: str) -> str:
    """The DOI in the address of a page, without what says which view of the paper it is: ``/full``, ``.pdf``."""
    return doi(_LANDING.sub("", said))


def _is_unbalanced(text: str) -> bool:
    opening = {")": "(", "]": "[", "}": "{"}[text[-1]]
    return text.count(text[-1]) > text.count(opening)
