"""The knowledge base in the formats of others. A new one is a module with a function of this signature, and a line here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kbtool.knowledge.base import KnowledgeBase


class Exporter(Protocol):
    """Writes a knowledge base, with all that is derived, in a format."""

    def __call__(self, kb: KnowledgeBase) -> str:
        """The knowledge base in the format."""


_MODULES = {
    "nanopub": "nanopub",
    "claimreview": "claimreview",
    "annotations": "annotations",
    "nquads": "nquads",
    "csv": "claims_csv",
}
EXPORTS = tuple(_MODULES)


def exporter(format_: str) -> Exporter:
    """The exporter of a format; its module is imported now."""
    export = importlib.import_module(f"kbtool.reports.exports.{_MODULES[format_]}").export
    assert callable(export)
    return export  # type: ignore[no-any-return]
