"""From operators and knowledge bases to mutants: one for each property of each kind of node, chosen by a seed."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from kbtool.rdf.namespaces import KB, RDF
from tests.mutants import (
    literal_edits,
    near_edits,
    node_edits,
    statement_edits,
    text_edits,
    tired_edits,
    word_edits,
)
from tests.mutants.base import Base, Statement, shown
from tests.mutants.change import Change, Site

HERE = Path(__file__).parent
TERMS = ("kb/vocabulary.ttl", "kb/levels.ttl")
"""The files that declare terms; kbtool init writes them, and knowledge bases leave them as they are."""
TRIES = 100
"""How many statements of a cell are tried until an operator applies."""
EDITS = (
    statement_edits.EDITS
    | near_edits.EDITS
    | literal_edits.EDITS
    | node_edits.EDITS
    | text_edits.EDITS
    | word_edits.EDITS
    | tired_edits.EDITS
)


@dataclass(frozen=True)
class Operator:
    """One kind of slip, as operators.toml has it.

    Attributes:
        name: what the score calls it.
        on: "statement", "node" or "file".
        edit: the name of the edit.
        given: what the edit takes.
        kinds: the kinds of node that it is for; all, if empty.
        properties: the properties that it is for; all, if empty.
        times: how many of each cell.
    """

    name: str
    on: str
    edit: str
    given: Mapping[str, object] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    times: int = 1


@dataclass(frozen=True)
class Mutant:
    """One slip in one knowledge base.

    Attributes:
        operator: the operator's name.
        base: the name of the knowledge base.
        kind: the kind of the node.
        property: the property of the statement; empty for a whole node or file.
        node: the node.
        change: what was changed.
    """

    operator: str
    base: str
    kind: str
    property: str
    node: str
    change: Change


@dataclass(frozen=True)
class Exemption:
    """Mutants that leave a file somebody could have meant, as exempt.toml has it: patterns, and why."""

    reason: str
    operators: tuple[str, ...] = ("*",)
    kinds: tuple[str, ...] = ("*",)
    properties: tuple[str, ...] = ("*",)

    def holds(self, mutant: Mutant) -> bool:
        """Whether a mutant is one of them."""
        parts = (
            (mutant.operator, self.operators),
            (mutant.kind, self.kinds),
            (mutant.property, self.properties),
        )
        return all(any(fnmatchcase(part, p) for p in patterns) for part, patterns in parts)


def read_operators() -> list[Operator]:
    """The operators, in the order of the file."""
    return [
        Operator(
            name=entry["name"],
            on=entry["on"],
            edit=entry["edit"],
            given=entry.get("with", {}),
            kinds=tuple(entry.get("kinds", ())),
            properties=tuple(entry.get("properties", ())),
            times=entry.get("times", 1),
        )
        for entry in _read("operators.toml")["operator"]
    ]


def read_exemptions() -> list[Exemption]:
    """The exemptions, in the order of the file."""
    return [
        Exemption(
            entry["reason"],
            *(tuple(entry.get(name, ("*",))) for name in ("operators", "kinds", "properties")),
        )
        for entry in _read("exempt.toml").get("exempt", [])
    ]


def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def mutants(
    base: Base, operators: Iterable[Operator], seed: int, vocabulary: bool = False
) -> Iterator[Mutant]:
    """The mutants of a knowledge base: for each operator, as many of each cell as it says, where it applies.

    Args:
        base: the knowledge base.
        operators: the operators.
        seed: chooses the statements; the same seed gives the same mutants.
        vocabulary: in the files that declare terms, too.
    """
    cells = _cells(base, vocabulary)
    for operator in operators:
        for (kind, name), statements in cells[operator.on].items():
            if (operator.kinds and kind not in operator.kinds) or (
                operator.properties and name not in operator.properties
            ):
                continue
            rng = random.Random(f"{seed} {base.name} {operator.name} {kind} {name}")
            made = 0
            for statement in rng.sample(statements, min(len(statements), TRIES)):
                change = EDITS[operator.edit](Site(base, statement, rng), **operator.given)
                if change is not None:
                    node = shown(statement.subject)
                    yield Mutant(operator.name, base.name, kind, name, node, change)
                    made += 1
                if made == operator.times:
                    break


def _cells(base: Base, vocabulary: bool) -> dict[str, dict[tuple[str, str], list[Statement]]]:
    """The statements that operators of each sort are applied to, by kind of node and property."""
    found: dict[str, dict[tuple[str, str], list[Statement]]] = {
        "statement": {},
        "node": {},
        "file": {},
    }
    for s in base.statements:
        kind = base.kinds.get(s.subject)
        term = s.file in TERMS or s.subject.value.startswith(KB.base)
        if kind is None or (term and not vocabulary):
            continue
        if s.predicate == RDF("type"):
            found["node"].setdefault((kind, ""), []).append(s)
            found["file"].setdefault((s.file, ""), []).append(s)
        else:
            found["statement"].setdefault((kind, shown(s.predicate)), []).append(s)
    return found
