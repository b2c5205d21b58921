"""The commands that rules name can be typed as they are printed; words in capitals are what the reader fills in."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from kbtool.cli import cli
from kbtool.knowledge.queries import read_named_queries
from kbtool.knowledge.rules import Rule, read_rules
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import build_store, read_turtle
from kbtool.reports.rule_words import in_general

ROOT = Path(__file__).parents[2]
SHAPES = [read_turtle(p, p.name, GRAPH(p.name)) for p in sorted((ROOT / "shapes").rglob("*.ttl"))]
RULES = {rule.code: rule for rule in read_rules(build_store(SHAPES)).values()}
QUERIES = read_named_queries(ROOT / "kb" / "queries")


def commands(rule: Rule) -> list[str]:
    """The commands that a rule's texts name, without "kbtool"."""
    texts = (
        *(rule.description, *rule.messages, rule.suggestion),
        *(rule.gathered_suggestion, rule.curator_suggestion),
    )
    return [c for said in texts for c in re.findall(r"`kbtool ([^`]+)`", in_general(said))]


NAMED = sorted((code, command) for code, rule in RULES.items() for command in commands(rule))


def test_rules_name_commands() -> None:
    assert ("C10", "query uncited-claims --param document=DOCUMENT") in NAMED


@pytest.mark.parametrize(("code", "line"), NAMED)
def test_a_command_that_a_rule_names_is_one(code: str, line: str) -> None:
    command: click.Command = cli
    words = shlex.split(line)
    while isinstance(command, click.Group):
        _, found, words = command.resolve_command(click.Context(command), words)
        assert found is not None
        command = found
    if words or line.startswith("query"):
        command.make_context(line, words)


@pytest.mark.parametrize(("code", "line"), [(c, n) for c, n in NAMED if n.startswith("query")])
def test_a_query_that_a_rule_names_has_all_that_it_needs(code: str, line: str) -> None:
    _, name, *options = shlex.split(line)
    given = {option.partition("=")[0] for option in options}
    assert {p.name for p in QUERIES[name].parameters if p.default is None} <= given
