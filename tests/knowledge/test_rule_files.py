"""Files of rules as they are read, once and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import PREFIXES
from kbtool.errors import InputError
from kbtool.knowledge.rule_files import read_rule_files
from kbtool.knowledge.rules import Severity
from kbtool.rdf.namespaces import GRAPH, RULE, SH, Names
from kbtool.rdf.store import read_turtle

TEXT = f"""{PREFIXES}
@prefix rule: <{RULE.base}> .
@prefix sh: <{SH.base}> .
rule:Z01 a sh:NodeShape ;
    dct:identifier "Z01" ; sh:name "harm-played-down" ; sh:description "A harm is played down." ;
    sh:targetClass kb:Claim ; sh:severity sh:Info ; kb:suggestion "Say it." ;
    sh:property [ sh:path kb:says ; sh:minCount 1 ; sh:message "It says nothing." ] .
"""


def severity_in(file: Path, text: str) -> Severity:
    file.write_text(text, encoding="utf-8")
    read = read_turtle(file, "shapes/z.ttl", GRAPH("shapes/z.ttl"))
    return read_rule_files([read], Names())[1][RULE("Z01")].severity


def test_a_rule_that_has_changed_is_as_it_is_now(tmp_path: Path) -> None:
    file = tmp_path / "z.ttl"
    assert severity_in(file, TEXT) is Severity.INFO
    assert severity_in(file, TEXT.replace("sh:Info", "sh:Warning")) is Severity.WARNING
    assert severity_in(file, TEXT) is Severity.INFO
    with pytest.raises(InputError, match="minCuont"):
        severity_in(file, TEXT.replace("minCount", "minCuont"))
