"""Policy packs as text: whom they bind, which articles they reach, and their rules with their sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.packs import Pack
from kbtool.knowledge.rules import Rule
from kbtool.reports.binding import whether
from kbtool.reports.rule_words import IN_PACK, origin_of
from kbtool.reports.style import Style, finished
from kbtool.reports.wording import counted


def listed(kb: KnowledgeBase, on: Collection[str], style: Style) -> str:
    """All packs of a knowledge base that was opened with all of them.

    Args:
        kb: the knowledge base.
        on: the names of those that its settings switch on.
        style: how it is shown.
    """
    lines: list[str] = []
    for pack in kb.packs:
        state = "on" if {pack.name, *pack.former_names} & set(on) else "off"
        lines += [
            f"{style.bold(pack.name)}  {state}, {counted(len(pack.rules), 'rule')}",
            *style.wrap(pack.label or "says nothing of itself, and binds every page", "    "),
            *(line for text in _reaches(kb, pack) for line in style.wrap(text, "    ")),
            "",
        ]
    lines += style.wrap(
        "Switch a pack on with --policy NAME, or policies in kbtool.toml; `kbtool policy show NAME` lists its rules."
        if kb.packs
        else "There is no policy pack: shapes/policy/ has none.",
        "",
    )
    return finished("\n".join(lines)) + "\n"


def shown(kb: KnowledgeBase, name: str, style: Style) -> str:
    """One pack.

    Args:
        kb: the knowledge base, opened with the pack.
        name: the name of the pack.
        style: how it is shown.
    """
    pack = next(pack for pack in kb.packs if pack.name == name)
    lines = [f"{style.bold(pack.name)}  {pack.label}", ""]
    if pack.about:
        lines += [*style.wrap(pack.about, ""), ""]
    lines += [*(line for text in _bounds(kb, pack) for line in style.wrap(text, "", 2)), ""]
    lines += [*(line for text in _reaches(kb, pack) for line in style.wrap(text, "", 2)), ""]
    rules = sorted((r for r in kb.rules if r.iri in pack.rules), key=lambda rule: rule.code)
    for rule in rules:
        lines += [*_rule(rule, kb, style), ""]
    return finished("\n".join(lines)) + "\n"


def _rule(rule: Rule, kb: KnowledgeBase, style: Style) -> Iterator[str]:
    held = "" if rule.holds_on(kb.today) else ", not in force"
    yield style.bold(f"{rule.code} {rule.name}") + f"  {rule.severity}{held}"
    for label, text in origin_of(rule):
        if label != IN_PACK:
            yield from style.wrap(f"{label}: {text}", "    ", 6)


def _bounds(kb: KnowledgeBase, pack: Pack) -> Iterator[str]:
    if pack.places:
        yield f"Places: {', '.join(sorted(pack.places))}"
    for what, iris in (("Kinds of page", pack.page_kinds), ("Audience", pack.audiences)):
        if iris:
            yield f"{what}: {', '.join(sorted(kb.labels.label(ox.NamedNode(iri)) for iri in iris))}"
    if pack.former_names:
        yield f"Also called: {', '.join(pack.former_names)}"


def _reaches(kb: KnowledgeBase, pack: Pack) -> Iterator[str]:
    paths = {document.iri: str(document.path) for document in kb.documents}
    for reach in kb.reaches:
        if reach.pack == pack.name and reach.document in paths:
            rules = f"{', '.join(reach.rules)}: " if reach.rules else ""
            yield f"{paths[reach.document]}: {rules}{whether(reach)}"
