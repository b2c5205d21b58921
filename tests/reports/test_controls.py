"""Whatever a knowledge base, an article or an argument holds, no terminal and no log obeys it; data keep their values."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest
from click import unstyle

from cases import Case, lay_out
from commands import kbtool
from example import ARTICLE, TURTLE
from kbtool.cli.running import ProgressLine
from kbtool.io.controls import escaped, named_controls, without_commands
from kbtool.rdf.turtle.write import literal, term
from kbtool.reports.formats import EXPORTS, FINDINGS, RESULTS
from kbtool.reports.style import Style, finished

HOSTILE = "\x1b[3A\x1b[J\x07\x9b31m\u202eevil\u2066\r##[error]x\n::error::x"
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\r(?!\n)|##\\[")
COMMAND = re.compile(r"^\s*::(?!(error|warning|notice) title=|group::All|endgroup::)", re.MULTILINE)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base that is hostile wherever people write words."""
    said = "".join(f"\\u{ord(c):04x}" for c in HOSTILE)
    turtle = TURTLE.replace("No difference from placebo in pain.", said).replace(
        "A label lists", said
    )
    turtle += f"""
id:ibuprofen skos:prefLabel "{said}" .
id:trial-a rdfs:label "{said}" .
id:c-evil a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Evil {said} it is" ; kb:asserts id:safe ; kb:certainty kb:Categorical .
id:w a kb:Waiver ; kb:rule "A02" ; kb:claim id:c-evil ; kb:reason "{said}" ; kb:owner id:trial-a ; kb:expires "2099-01-01"^^xsd:date .
"""
    article = f"{ARTICLE}Evil {HOSTILE} it was.\n"
    return lay_out(Case("E01", turtle, (), article=article), tmp_path_factory.mktemp("evil"))


def run(root: Path, *args: str) -> tuple[str, str]:
    """What a command prints, on standard output and on standard error."""
    result = kbtool(*args, cwd=root)
    return result.stdout, result.stderr


COMMANDS = [
    *(("check", "--show", "info", "--format", name) for name in FINDINGS.names),
    *(("export", name) for name in EXPORTS.names if name != "nanopub"),
    *(("query", "--format", name, "claims-by-verdict") for name in RESULTS.names if name != "turtle"),
    ("query", "CONSTRUCT.rq"),
    ("explain", "c-evil"),
    ("explain", "c-safe"),
    ("explain", "c-safe", "c-evil"),
    ("explain", HOSTILE),
    ("check", HOSTILE),
    ("check", "--select", HOSTILE),
    ("query", HOSTILE),
    ("export", HOSTILE),
    ("fmt", HOSTILE),
    ("fmt", "--diff"),
    ("claim", "new", "article", f"Evil {HOSTILE} it was"),
    ("resolve", "c-safe", "supported", "--reason", HOSTILE, "--reviewer", HOSTILE, "--dry-run"),
    ("source", "add", "evil.txt", "--dry-run", "--title", HOSTILE, "--publisher", HOSTILE),
    ("source", "add", "evil.html", "--dry-run"),
    ("source", "refresh", "article", "evil.txt"),
    (HOSTILE,),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command)[:30])
def test_no_command_writes_what_a_terminal_or_a_log_obeys(
    root: Path,
    command: tuple[str, ...],
) -> None:
    (root / "evil.txt").write_text(f"It is evil {HOSTILE}.\n", encoding="utf-8", newline="")
    (root / "evil.html").write_text(f"<h1>Evil</h1><p>It {HOSTILE} is.</p>", encoding="utf-8")
    (root / "CONSTRUCT.rq").write_text("CONSTRUCT WHERE { ?s skos:prefLabel ?o }", encoding="utf-8")
    out, err = run(root, *command)
    assert out + err
    assert "this is a bug" not in err
    assert "kb/case.ttl" not in err
    for text in (out, err):
        assert RAW.search(text) is None
    if "csv" not in command:
        assert COMMAND.search(out + "\n" + err) is None


def test_machine_formats_keep_the_values(
    root: Path,
) -> None:
    out, _ = run(root, "check", "--format", "json", "--show", "info")
    quotes = [finding["quote"] for finding in json.loads(out)["findings"]]
    assert any(quote and HOSTILE in quote for quote in quotes)
    out, _ = run(root, "export", "nquads")
    values = {q.object.value for q in ox.parse(out, format=ox.RdfFormat.N_QUADS) if isinstance(q.object, ox.Literal)}  # fmt: skip
    assert HOSTILE in values
    out, _ = run(root, "check", "--format", "junit", "--show", "info")
    assert "\ufffd[3A\ufffd[J\ufffd\\u009b31m\\u202eevil" in "".join(ET.fromstring(out).itertext())


def test_what_is_added_by_its_author_is_told_of_it(
    root: Path,
) -> None:
    (root / "evil.txt").write_text("It is \x1b[8msafe\u202e.\n", encoding="utf-8")
    out, _ = run(root, "source", "add", "evil.txt", "--dry-run")
    assert "note: its text holds U+001B (control character), U+202E (RIGHT-TO-LEFT OVERRIDE)" in out
    (root / "evil.html").write_text("<p>It is \x1b[8msafe.</p>", encoding="utf-8")
    out, _ = run(root, "source", "add", "evil.html", "--dry-run")
    assert "note: left out: control characters: U+001B (control character)" in out


def test_progress_obeys_nothing_either(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("kbtool.cli.running._QUIET_FOR", -1)
    monkeypatch.setenv("TERM", "xterm")
    ProgressLine().say("reading \x1b[8mfile")
    assert capsys.readouterr().err == "\r\x1b[2Kreading \\u001b[8mfile ..."


def test_marks_of_kbtool_are_kept_and_those_of_data_are_not() -> None:
    text = finished(Style(colour=True).bold("a \x1b[8mquote") + " and \x1b[1mmore")
    assert text == "\x1b[1ma \\u001b[8mquote\x1b[0m and \\u001b[1mmore"
    assert unstyle(text) == "a \\u001b[8mquote and \\u001b[1mmore"


@pytest.mark.parametrize("text", [HOSTILE, "a\\\x1bb", '"\u2028"', "##[", "###[x"])
def test_json_and_turtle_read_an_escape_as_the_character(text: str) -> None:
    document = json.dumps(text, ensure_ascii=False)
    assert json.loads(escaped(document)) == text
    written = term(literal(text))
    assert RAW.search(written) is None
    assert next(ox.parse(f"<a:a> <a:b> {written} .", format=ox.RdfFormat.TURTLE)).object.value == text  # fmt: skip


def test_what_is_no_command_stays_as_it_is() -> None:
    text = "One\ttwo.\r\nstd::vector, שלום\u200f, ❤\ufe0f, #[x]\n: a\n"
    assert without_commands(text) == text
    assert named_controls(text) == ""
    assert without_commands("  ::error::x\n::x") == "  \\u003a:error::x\n\\u003a:x"
