"""What is begun hangs on what files state and where quotes stand, and on nothing that is derived of them."""

from __future__ import annotations

from pathlib import Path

from articles import article, base, topic
from kbtool.api import load
from kbtool.authoring.encoding import covered_share, encode
from kbtool.authoring.nodes import new_proposition
from kbtool.authoring.quoting import new_claim
from kbtool.knowledge.lookup import find_document

SAID = "The burn drug treats the ache ill. Ache drug is not approved in children."


def test_nothing_derived_is_read(tmp_path: Path) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"))
    article(root, "ache").write_text(f"The ache drug helps. {SAID}", encoding="utf-8")
    begun = []
    for asked in (None, ["start"]):
        kb = load(root, asked=asked)
        document = find_document(kb, "ache")
        begun.append([
            encode(kb, document).turtle,
            repr(covered_share(kb, document)),
            new_claim(kb, document, "The burn drug treats the ache ill.", None),
            new_proposition(kb, "burn drug", "treats", "ache ill", {}).turtle,
        ])  # fmt: skip
    assert begun[0] == begun[1]
    assert "kb:asserts" in begun[0][0]


def test_a_claim_or_a_node_needs_not_even_where_quotes_stand(tmp_path: Path) -> None:
    root = base(tmp_path / "kb", topic("ache"))
    begun = [
        (
            new_claim(kb, find_document(kb, "ache"), "The ache drug helps.", None),
            new_proposition(kb, "ache drug", "worsens", "ache ill", {}).turtle,
        )
        for kb in (load(root), load(root, asked=()))
    ]
    assert begun[0] == begun[1]
