"""One value of a Turtle file changes, as if by hand, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kbtool.errors import InputError
from kbtool.rdf.namespaces import KB
from kbtool.rdf.store import TurtleFile, read_turtle
from kbtool.rdf.turtle.edit import FileEdits
from kbtool.rdf.turtle.write import Property, Value, says

SAME = "@prefix kb: <https://w3id.org/kbtool/ns#> .\n@prefix e: <https://example.org/> .\n"


def file(tmp_path: Path, text: str) -> TurtleFile:
    (tmp_path / "a.ttl").write_text(text, encoding="utf-8")
    return read_turtle(tmp_path / "a.ttl", "a.ttl", ox.NamedNode("urn:graph"))


def edited(tmp_path: Path, text: str, value: Value, *more: Property) -> str:
    """The text with another kb:status of https://example.org/a."""
    read = file(tmp_path, text)
    edits = FileEdits([read])
    edits.put("https://example.org/a", KB("status"), value, *more)
    return edits.changed()[read.path]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("e:a kb:status kb:Old .\n", "e:a kb:status kb:New .\n"),
        ("e:a kb:status kb:Old.\n", "e:a kb:status kb:New.\n"),
        ("e:a kb:n 1 ; kb:status kb:a.b ; kb:m 2 .\n", "e:a kb:n 1 ; kb:status kb:New ; kb:m 2 .\n"),
        (r"e:a kb:status kb:a\,b .", "e:a kb:status kb:New ."),
        ("e:a kb:status kb:a%2Fb .\n", "e:a kb:status kb:New .\n"),
        ("<https://example.org/a> kb:status 5 .\n", "<https://example.org/a> kb:status kb:New .\n"),
        ('e:b kb:x "\u2028\x85\x0c" .\ne:a kb:status "old" .', 'e:b kb:x "\u2028\x85\x0c" .\ne:a kb:status kb:New .'),
    ],
)  # fmt: skip
def test_the_value_changes_and_nothing_else(tmp_path: Path, before: str, after: str) -> None:
    assert edited(tmp_path, SAME + before, KB("New")) == SAME + after


def test_a_subject_may_be_written_with_escapes(tmp_path: Path) -> None:
    text = SAME + "e:a\\,b kb:status kb:Old .\n"
    read = file(tmp_path, text)
    edits = FileEdits([read])
    edits.put("https://example.org/a,b", KB("status"), KB("New"))
    assert edits.changed()[read.path] == text.replace("Old", "New")


def test_names_are_written_with_the_prefixes_of_the_file(tmp_path: Path) -> None:
    own = (
        "@prefix k: <https://w3id.org/kbtool/ns#> .\n@prefix kb: <https://example.org/> .\n"
        "@prefix x: <http://www.w3.org/2001/XMLSchema#> .\n"
    )
    added = says(KB("on"), date(2026, 1, 2))
    assert edited(tmp_path, own + "kb:a k:status k:Old .\n", KB("New"), added) == (
        own + 'kb:a k:status k:New ; k:on "2026-01-02"^^x:date .\n'
    )


def test_a_prefix_means_what_was_declared_last_before_it(tmp_path: Path) -> None:
    text = (
        SAME + "e:a kb:status kb:Old .\n\n@prefix e: <urn:other:> .\n\ne:a kb:status kb:Other .\n"
    )
    read = file(tmp_path, text)
    assert read.lines == {"https://example.org/a": 3, "urn:other:a": 7}
    assert edited(tmp_path, text, KB("New")) == text.replace("Old", "New")


def test_a_value_over_several_lines_is_not_changed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not found once, on one line") as caught:
        edited(tmp_path, SAME + 'e:a kb:status """a\nb""" .\n', KB("New"))
    assert (caught.value.path, caught.value.line) == ("a.ttl", 3)
