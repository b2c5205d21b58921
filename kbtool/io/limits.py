"""How much one piece of work may take, and how deep what it reads may be nested; by setting."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """What one rule, derivation or query may take, and what is too deep to be read.

    Attributes:
        seconds: of one rule or derivation.
        query_seconds: of one query.
        memory: in megabytes, by which one of them may grow the process.
        broader: concepts in a chain of skos:broader.
        nesting: brackets within brackets in a Turtle file.
    """

    seconds: float = 120
    query_seconds: float = 30
    memory: float = 4096
    broader: float = 1000
    nesting: float = 100


NAMES = tuple(name.replace("_", "-") for name in Limits.__struct_fields__)
"""The limits as settings name them."""


class _InForce:
    limits = Limits()


def in_force() -> Limits:
    """The limits that hold in this process."""
    return _InForce.limits


def enforce(limits: Limits) -> None:
    """Let limits hold in this process from now on."""
    _InForce.limits = limits


def raising(name: str) -> str:
    """How to raise a limit, for messages."""
    return f"allow more with {name} in [limits] of kbtool.toml"
