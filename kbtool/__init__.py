"""kbtool: a knowledge base of medical claims with the evidence for and against each of them.

What is named in ``__all__`` is public, and under semantic versioning; it is imported when it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from kbtool.version import __version__

if TYPE_CHECKING:
    from kbtool.api import (
        anchor,
        check,
        check_drafts,
        compare,
        explain,
        load,
        query,
        validate,
        verify,
    )
    from kbtool.errors import InputError, KbtoolError
    from kbtool.reports.views import KnowledgeBase, Report

__all__ = [
    "InputError",
    "KbtoolError",
    "KnowledgeBase",
    "Report",
    "__version__",
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

_MODULES = {
    "InputError": "kbtool.errors",
    "KbtoolError": "kbtool.errors",
    "KnowledgeBase": "kbtool.reports.views",
    "Report": "kbtool.reports.views",
}


def __getattr__(name: str) -> object:
    """A public name, once it is used (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_MODULES.get(name, "kbtool.api")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted({*globals(), *__all__})
