"""The project's own knowledge base is signed: whoever changes it reads what changed against its source, and signs that."""

from __future__ import annotations

from commands import ROOT
from kbtool.io.workspace import Workspace
from kbtool.knowledge.beside_signed import refuse_unsigned
from signing import beside


def test_all_that_is_shipped_is_as_it_was_signed() -> None:
    found = beside(ROOT)

    assert found.is_there
    assert [each.node for each in found.differs] == [], (
        "`kbtool sign` shows what differs, and signs it"
    )


def test_the_shipped_knowledge_base_says_that_all_is_signed() -> None:
    refuse_unsigned(Workspace(ROOT, ROOT))
