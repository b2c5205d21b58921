"""Statements among comments: those of a node's lines and whole nodes, and no words, proposals or texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.knowledge.derive.taken_out import taken_out_quads
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import TurtleFile
from kbtool.rdf.terms import value

HEAD = "@prefix kb: <http://ex/kb#> .\n@prefix id: <http://ex/id/> .\n"


def told(text: str) -> list[tuple[str, str]]:
    file = TurtleFile(Path("a.ttl"), "a.ttl", GRAPH("a.ttl"), HEAD + text)
    return [(value(q.subject)[-1], value(q.object)) for q in taken_out_quads([file], None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id:a kb:p 1 ;\n    # kb:q id:b ;\n    kb:r 2 .\n", [("a", "kb:q id:b ;")]),
        ("id:a kb:p 1 ; # kb:q id:b ;\n    kb:r 2 .\n", [("a", "kb:q id:b ;")]),
        ('id:a kb:p 1 .\n#id:b kb:q "x" .\n', [("a", 'id:b kb:q "x" .')]),
        ("# id:b a kb:C .\n\nid:a kb:p 1 .\n", [("a", "id:b a kb:C .")]),
        ("id:a kb:p id:b,\n    # id:c,\n    id:d .\n", [("a", "id:c,")]),
        (
            "id:a kb:p [ kb:q 1 ] .\n[] kb:p 2 .\n# <http://ex/z> kb:q 1 .\n",
            [("a", "<http://ex/z> kb:q 1 .")],
        ),
        ("id:a kb:p 1 .\n# a kb:C ;\n", [("a", "a kb:C ;")]),
    ],
    ids=[
        "a line",
        "behind one",
        "a node",
        "before any",
        "of a list",
        "after one without name",
        "a type",
    ],
)
def test_a_statement_among_comments_is_told(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "# kb:p says what it is.\nid:a kb:p 1 .\n",
        "# kb:p names, and no more is said.\nid:a kb:p 1 .\n",
        "# id:b.\nid:a kb:p 1 .\n",
        "# a word.\nid:a kb:p 1 .\n",
        "#   kb:asserts id:b ;    # proposed\nid:a kb:p 1 .\n",
        'id:a kb:p """\n# kb:q id:b ;\n""" .\n',
        "id:a kb:p <http://ex/x#kb:q> .\n",
        "# ---- kb:p ----\nid:a kb:p 1 .\n",
    ],
)
def test_words_proposals_and_texts_are_none(text: str) -> None:
    assert told(text) == []
