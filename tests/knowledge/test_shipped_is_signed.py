"""The project's own knowledge base is signed: whoever changes it reads what changed against its source, and signs that."""

from __future__ import annotations

from commands import ROOT
from signing import beside


def test_all_that_is_shipped_is_as_it_was_signed() -> None:
    found = beside(ROOT)

    assert found.is_there
    assert [each.node for each in found.differs] == [], (
        "`kbtool sign` shows what differs, and signs it"
    )
