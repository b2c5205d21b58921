"""Values are structs: what a type checker does not see of them."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from commands import ROOT


def test_the_usual_value_of_a_field_is_asked_of_no_class() -> None:
    """``Limits.seconds`` is the usual value with a dataclass, and a descriptor with a struct."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in _files("kbtool", "tests", "docs")}
    fields = _fields(tree for path, tree in trees.items() if path.is_relative_to(ROOT / "kbtool"))
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.attr in fields.get(node.value.id, ())
    ]
    assert asked == []


def test_a_struct_is_told_from_other_classes() -> None:
    fields = _fields([ast.parse("class A(Struct, frozen=True):\n    one: int = 1\n    TWO = 2\n")])
    assert dict(fields) == {"A": {"one"}}


def _files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def _fields(trees: Iterable[ast.AST]) -> dict[str, set[str]]:
    """The fields of each struct, by the name of its class."""
    found: dict[str, set[str]] = defaultdict(set)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and _is_struct(node):
                found[node.name] |= {
                    each.target.id
                    for each in node.body
                    if isinstance(each, ast.AnnAssign)
                    and isinstance(each.target, ast.Name)
                    and "ClassVar" not in ast.unparse(each.annotation)
                }
    return found


def _is_struct(node: ast.ClassDef) -> bool:
    bases = {ast.unparse(base) for base in node.bases}
    return "Struct" in bases or "frozen" in {each.arg for each in node.keywords}
