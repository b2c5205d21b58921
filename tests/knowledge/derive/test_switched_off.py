"""What is switched off or weakened in the rules is told, and rules as they came are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kbtool
from cases import Case, lay_out
from kbtool.checks.run import check
from kbtool.checks.terms import untold_rules
from kbtool.io.shipped import shipped_shapes
from kbtool.knowledge.derive.switched_off import RuleFiles
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import KB, RULE, SH
from kbtool.reports.formats import FINDINGS
from kbtool.reports.presentation import Presentation

X05 = 'dct:identifier "X05" ; sh:name "claim-against-evidence" ;'


def told(folder: Path, change: Callable[[Path], object]) -> list[str]:
    """What W07 and W08 say of a knowledge base whose rules somebody changed."""
    root = lay_out(Case("W07", "", ()), folder)
    change(root / "shapes")
    kb = open_knowledge_base(root)
    rules = [rule for rule in kb.rules if rule.code in ("W07", "W08")]
    return [f"{f.code} {f.message}" for f in check(kb, rules).findings]


def replacing(file: str, old: str, new: str) -> Callable[[Path], object]:
    def change(shapes: Path) -> None:
        text = (shapes / file).read_text(encoding="utf-8")
        assert old in text
        (shapes / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def rule(code: str, old: str, new: str) -> Callable[[Path], object]:
    """Another text behind the code of a rule of conflicts."""

    def change(shapes: Path) -> None:
        path = shapes / "conflict.ttl"
        head, mark, tail = path.read_text(encoding="utf-8").partition(f'dct:identifier "{code}"')
        assert old in tail
        path.write_text(head + mark + tail.replace(old, new, 1), encoding="utf-8")

    return change


CHANGES = {
    "as they came": (lambda shapes: None, []),
    "with the line ends of Windows": (
        lambda shapes: (shapes / "anchor.ttl").write_bytes(
            (shapes / "anchor.ttl").read_bytes().replace(b"\n", b"\r\n")
        ),
        [],
    ),
    "in other words": (rule("X05", "speaks against", "contradicts"), []),
    "deactivated": (
        replacing("conflict.ttl", X05, f"{X05} sh:deactivated true ;"),
        ["W07 A rule is switched off: X05 claim-against-evidence is deactivated (sh:deactivated)."],
    ),
    "deactivated in part": (
        rule("X05", "sh:sparql [", "sh:sparql [ sh:deactivated true ;"),
        [
            "W07 A rule is switched off: X05 claim-against-evidence has a constraint that is deactivated (sh:deactivated)."
        ],
    ),
    "without a target": (
        rule("X05", "sh:targetClass kb:Claim ;", ""),
        [
            "W07 A rule is switched off: X05 claim-against-evidence has no target.",
            "W08 Weaker than kbtool's own: X05 claim-against-evidence is for other nodes (its target) than in kbtool.",
        ],
    ),
    "with an empty target": (
        rule("X05", "sh:targetClass kb:Claim ;", "sh:targetNode kb:Nothing ;"),
        [
            "W08 Weaker than kbtool's own: X05 claim-against-evidence is for other nodes (its target) than in kbtool."
        ],
    ),
    "milder": (
        rule("X05", "sh:severity sh:Violation", "sh:severity sh:Info"),
        [
            "W08 Weaker than kbtool's own: X05 claim-against-evidence is of severity info, and error in kbtool."
        ],
    ),
    "graver": (rule("X07", "sh:severity sh:Warning", "sh:severity sh:Violation"), []),
    "with another query": (
        rule("X05", "WHERE {", "WHERE { FILTER(false) "),
        ["W08 Weaker than kbtool's own: rules have other constraints than in kbtool: X05."],
    ),
    "missing": (
        lambda shapes: (shapes / "overclaim.ttl").unlink(),
        [
            "W08 Weaker than kbtool's own: rules of kbtool are not there: "
            "O01, O02, O03, O04, O05, O06, O07, O08, O09, O10, O11, O12, O13, O16, O17, O18, O19, O20, O30, O31, O33, O34, O35."
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), CHANGES.values(), ids=CHANGES)
def test_what_is_less_than_kbtools_own_is_told(
    tmp_path: Path, change: Callable[[Path], object], said: list[str]
) -> None:
    assert told(tmp_path / "project", change) == said


def test_rules_that_would_tell_it_and_are_missing_themselves_are_told_besides(
    tmp_path: Path,
) -> None:
    root = lay_out(Case("W07", "", ()), tmp_path / "project")
    (root / "shapes" / "waiver.ttl").unlink()
    (said,) = untold_rules(open_knowledge_base(root))
    assert (
        said
        == "rules of kbtool are not there: W01, W02, W03, W04, W05, W06, W07, W08, W09, W10, W11, W12, W13, W14, W20, W21"
    )


def test_it_is_told_whatever_is_asked_for_and_by_each_format(tmp_path: Path) -> None:
    root = lay_out(Case("W07", "", ()), tmp_path / "project")
    replacing("conflict.ttl", X05, f"{X05} sh:deactivated true ;")(root / "shapes")
    kb = kbtool.load(root)
    report = kbtool.check(kb, paths=["sources/article.txt"], ignore=["E01"])
    assert [f.node for f in report.findings if f.code == "W07"] == [RULE("X05").value]
    for format_ in FINDINGS.names:
        text = FINDINGS.renderer(format_)(report, Presentation())
        assert "X05 claim-against-evidence is deactivated" in " ".join(text.split())
    said = " ".join(FINDINGS.renderer("text")(report, Presentation()).split())
    assert (
        "1 rule did not run (E01); policy packs off: eu, germany, not-read, patient-information, platforms, uk, us-federal, us-virginia"
        in said
    )


@pytest.mark.parametrize(
    ("settings", "left_out"),
    [
        ({"ignored": ("X05",)}, ["X05 claim-against-evidence"]),
        ({"ignored": ("claim-against-evidence",)}, ["X05 claim-against-evidence"]),
        ({"ignored": ("X02", "C06")}, []),
        ({"selected": ("A", "S")}, ["C01 uncited-figure, C07 retracted-reference, "]),
        ({}, []),
    ],
    ids=["by its code", "by its name", "milder ones", "not selected", "no settings"],
)
def test_rules_for_errors_that_the_settings_leave_out_are_told(
    tmp_path: Path, settings: dict[str, tuple[str, ...]], left_out: list[str]
) -> None:
    kb = open_knowledge_base(lay_out(Case("W10", "", ()), tmp_path), **settings)  # type: ignore[arg-type]
    rules = [rule for rule in kb.rules if rule.code == "W10"]
    found = [finding.message for finding in check(kb, rules).findings]
    assert len(found) == len(left_out)
    for message, wanted in zip(found, left_out, strict=True):
        assert message.startswith(f"The settings leave out rules that find errors: {wanted}")


def test_a_policy_pack_that_is_on_leaves_the_rules_as_they_came(tmp_path: Path) -> None:
    root = lay_out(Case("W07", "", ()), tmp_path)
    assert files_of(root, "us-federal").are_as_shipped


@pytest.mark.parametrize("kind", ["sh:NodeShape", "kb:PolicyPack"])
def test_a_file_that_speaks_of_a_rule_of_kbtool_leaves_it_otherwise(
    tmp_path: Path, kind: str
) -> None:
    root = lay_out(Case("W07", "", ()), tmp_path)
    text = f"rule:X05 a {kind} ; sh:targetNode kb:Nothing .\n"
    prefixes = {"rule": RULE, "kb": KB, "sh": SH}.items()
    declared = "".join(f"@prefix {name}: <{space.base}> .\n" for name, space in prefixes)
    (root / "shapes" / "own.ttl").write_text(declared + text, encoding="utf-8")
    assert not files_of(root, "us-federal").are_as_shipped


def files_of(root: Path, *policies: str) -> RuleFiles:
    kb = open_knowledge_base(root, policies=policies)
    own = {file.path.relative_to(root).as_posix(): file for file in kb.shape_files}
    return RuleFiles(own, shipped_shapes())


@pytest.mark.parametrize("on", [(), ("uk",)])
def test_a_policy_pack_that_was_saved_half_is_told_where_it_is_switched_on(
    tmp_path: Path, on: tuple[str, ...]
) -> None:
    root = lay_out(Case("W08", "", ()), tmp_path / "project")
    pack = root / "shapes" / "policy" / "uk.ttl"
    last = pack.read_text(encoding="utf-8").rindex("\nrule:")
    pack.write_text(pack.read_text(encoding="utf-8")[:last], encoding="utf-8")
    kb = open_knowledge_base(root, policies=on)
    said = [f.message for f in check(kb, [r for r in kb.rules if r.code == "W08"]).findings]
    assert ["rules of kbtool are not there" in message for message in said] == [True] * len(on)
