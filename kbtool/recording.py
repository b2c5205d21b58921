"""Writing the results of checks into the files of a knowledge base."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kbtool.namespaces import KB
from kbtool.nodes import one
from kbtool.opening import KnowledgeBase
from kbtool.rdf import parse_turtle
from kbtool.retractions import RetractionCheck
from kbtool.turtle_edit import FileEdits


def recorded_checks(kb: KnowledgeBase, checks: Iterable[RetractionCheck]) -> dict[Path, bytes]:
    """The files that change when results are recorded: each reference's status, and the day of the check.

    Raises:
        InputError: a reference is not written as the house style has it, so it cannot be changed.
    """
    edits = FileEdits(kb.files)
    day = f'"{kb.today.isoformat()}"^^<http://www.w3.org/2001/XMLSchema#date>'
    for check in checks:
        subject, status = check.reference.value, KB("retractionStatus")
        if one(kb.store, check.reference, KB("retractionChecked")) is None:
            value = f"kb:{check.status} ; kb:retractionChecked {day}"
            edits.put(subject, status, value)
        else:
            edits.put(subject, status, f"kb:{check.status}")
            edits.put(subject, KB("retractionChecked"), day)
    changed = edits.changed()
    for path, text in changed.items():
        parse_turtle(text, kb.workspace.shown(path))
    return {path: text.encode() for path, text in changed.items()}
