"""The public interface: what ``import kbtool`` offers.

A function takes a knowledge base or plain values and returns frozen values. None writes a file, prints, or depends on the
working directory, and none changes what it is given. What cannot be read or trusted raises ``kbtool.InputError``, with
``path``, ``line`` and ``help``.
"""

from kbtool.api.asking import anchor, compare, explain, query
from kbtool.api.checking import check, check_drafts, load
from kbtool.api.outside import validate, verify

__all__ = [
    "anchor",
    "check",
    "check_drafts",
    "compare",
    "explain",
    "load",
    "query",
    "validate",
    "verify",
]
