"""A knowledge base that was begun with an earlier kbtool works with this one."""

from __future__ import annotations

from pathlib import Path

from cases import Case, lay_out
from kbtool.checks.run import check
from kbtool.knowledge.loading import open_knowledge_base


def test_what_kbtool_derives_need_not_be_in_the_vocabulary(tmp_path: Path) -> None:
    root = lay_out(Case("S01", "", ()), tmp_path / "project")
    path = root / "kb" / "vocabulary.ttl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.unlink()
    older = [line for line in lines if not line.startswith("kb:unaskedIdentifier ")]
    assert len(older) < len(lines)
    path.write_text("".join(older), encoding="utf-8")
    kb = open_knowledge_base(root)
    found = check(kb, [rule for rule in kb.rules if rule.code == "S01"]).findings
    assert [f.message for f in found] == []
