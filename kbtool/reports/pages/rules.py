"""The rules: the catalogue by family, and a page for each with its shape, its examples, and where it fires."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from msgspec import Struct

from kbtool.checks.cases import NO_ARTICLE, Case, cases_of
from kbtool.checks.findings import Finding
from kbtool.knowledge.rules import Rule
from kbtool.reports.binding import unreached
from kbtool.reports.pages.examples import apart
from kbtool.reports.pages.here import Here, Page
from kbtool.reports.rule_words import in_general, origin_of

FIRES = 100
"""Findings that are listed of one rule."""
_SHORT = 200
"""Characters of an example that is shown whole."""
_FEW = 4
"""Differences by which two examples are told apart at most; the others are counted."""


class Family(Struct, frozen=True):
    """Rules of one kind.

    Attributes:
        letter: the letter that their codes begin with.
        pack: the policy pack that they are of; empty, if they are of none.
        name: what they are about: their pack, or by the file that most of them stand in.
        rules: each with how many findings it has.
    """

    letter: str
    pack: str
    name: str
    rules: tuple[tuple[Rule, int], ...]

    @property
    def anchor(self) -> str:
        """Its name on the page."""
        return "-".join(filter(None, ("family", self.letter, self.pack)))


class Example(Struct, frozen=True):
    """A case of a rule.

    Attributes:
        case: the case.
        words: the line of the article that is flagged, or all that passes, if that is short.
        unlike: what sets it apart from the first that is flagged, in words, where both have the same words.
        more: how many differences there are besides.
    """

    case: Case
    words: str
    unlike: tuple[str, ...] = ()
    more: int = 0


def catalogue_page(here: Here) -> Page:
    """All rules."""
    holdings = here.holdings
    return here.render(
        "catalogue.html",
        "Rules",
        families=_families(here),
        total=len(holdings.rules),
        off=holdings.report.packs_off,
        unreached=list(unreached(holdings.report)),
    )


def _families(here: Here) -> list[Family]:
    holdings = here.holdings
    packs = {iri: pack.name for pack in holdings.kb.packs for iri in pack.rules}
    kinds: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    for rule in sorted(holdings.rules.values(), key=_code):
        kinds[rule.code[:1], packs.get(rule.iri, "")].append(rule)
    found = []
    for (letter, pack), rules in sorted(kinds.items(), key=lambda one: one[0]):
        counted = tuple((rule, len(holdings.of_rule.get(rule.code, ()))) for rule in rules)
        declared = [holdings.kb.places.declared(rule.iri) for rule in rules]
        files = [Path(one.file).stem for one in declared if one is not None]
        name = max(set(files), key=lambda one: (files.count(one), one), default=letter)
        named = f"policy pack {pack}" if pack else name.replace("-", " ")
        found.append(Family(letter, pack, named, counted))
    return found


def _code(rule: Rule) -> tuple[str, int, str]:
    number = re.search(r"\d+", rule.code)
    return rule.code[:1], int(number[0]) if number else 0, rule.code


def rule_page(here: Here, code: str) -> Page:
    """The page of a rule.

    Args:
        here: where it is.
        code: its code.
    """
    holdings = here.holdings
    rule = holdings.rules[code]
    found = holdings.of_rule.get(code, ())
    declared = holdings.kb.places.declared(rule.iri)
    block = holdings.blocks.block(declared.file, rule.iri.value) if declared else None
    cases = cases_of(rule, holdings.kb.workspace)
    return here.render(
        "rule.html",
        f"{rule.code} {rule.name}",
        rule=rule,
        says=[in_general(message) for message in rule.messages],
        help=in_general(rule.suggestion),
        origin=origin_of(rule),
        ran=rule.code not in holdings.report.left_out,
        flagged=[_example(here, case, cases[0]) for case in cases if case.at],
        passes=[_example(here, case, cases[0]) for case in cases if not case.at],
        found=found[:FIRES],
        more=len(found[FIRES:]),
        declared=declared,
        block=block,
        where=where,
    )


def where(finding: Finding) -> str:
    """Where a finding stands, in a few words."""
    if finding.document:
        return f"{finding.document}:{finding.span.line}" if finding.span else finding.document
    return f"{finding.declared.file}:{finding.declared.line}" if finding.declared else ""


def _example(here: Here, case: Case, first: Case) -> Example:
    lines = case.article.splitlines()
    place, _, _ = (case.at[0] if case.at else "").partition(":")
    words = lines[int(place) - 1] if place.isdecimal() and int(place) <= len(lines) else ""
    if not case.at and case.article not in ("", NO_ARTICLE) and len(case.article) <= _SHORT:
        words = case.article.strip()
    if case is first or case.article != first.article:
        return Example(case, words)
    kb = here.holdings.kb
    unlike = apart(case, first, kb.labels, kb.names.prefixes)
    return Example(case, words, unlike[:_FEW], len(unlike[_FEW:]))
