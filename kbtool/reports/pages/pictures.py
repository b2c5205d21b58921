"""How claims, what they state, evidence and references hang together, as graphs to be drawn."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kbtool.knowledge.model import Claim, EvidenceLine
from kbtool.reports.judgements import look
from kbtool.reports.pages.clashes import Clash
from kbtool.reports.pages.here import Here
from kbtool.reports.style import cut

Draw: TypeAlias = Callable[[Sequence[str]], Sequence[str] | None]
"""Draws graphs, in DOT, as svg elements; None, if it cannot."""

_LINES = 4
"""Items of evidence that a picture has of a claim; the page of the claim has all."""
_WIDE, _LONG = 26, 78
"""Characters in a line of a node, and in all of it."""
_NAMES = re.compile(r"<title>.*?</title>|<!--.*?-->|\n")
_SIZE = re.compile(r'<svg width="[^"]*" height="[^"]*"')


def picture(here: Here, clash: Clash) -> str:
    """A clash as a graph in DOT: its claims, what they state, the evidence that decides, and the references of that."""
    return "\n".join(_Graph(here, f"drawn-{clash.name}").of(clash))


def cleaned(svg: str, clash: Clash) -> str:
    """A drawn graph without what is not needed in a page, as wide as there is room."""
    named = (
        f'<svg class="picture" role="group" aria-label="How clash {clash.number} hangs together"'
    )
    return _SIZE.sub(named, _NAMES.sub("", svg), count=1)


class _Graph:
    def __init__(self, here: Here, name: str) -> None:
        self._here, self._kb = here, here.holdings.kb
        self._name = name
        self._ids: dict[str, str] = {}

    def of(self, clash: Clash) -> Iterator[str]:
        yield f"digraph {{ id={_text(self._name)} rankdir=LR bgcolor=transparent nodesep=0.16 ranksep=0.45 pad=0.05"
        yield 'node [shape=box style=rounded fontname="sans-serif" fontsize=11 margin="0.12,0.07" height=0.4]'
        yield 'edge [fontname="sans-serif" fontsize=10 arrowsize=0.6]'
        others = (o.iri for o in clash.finding.related if o.iri in self._kb.claims)
        for iri in dict.fromkeys([clash.claim.iri, *others]):
            yield from self._claim(self._kb.claims[iri])
        yield "}"

    def _claim(self, claim: Claim) -> Iterator[str]:
        kind = f"claim v-{look(claim.verdict.label).key}"
        quoted = f"“{cut(claim.quote, _LONG)}”"
        yield from self._node(claim.iri, quoted, kind, self._here.to(claim.iri))
        held = claim.question_iri
        if held is None or claim.stance is None:
            return
        stated = self._kb.labels.label(ox.NamedNode(held))
        yield from self._node(held, cut(stated, _LONG), "statement")
        yield self._edge(claim.iri, held, claim.stance)
        lines = list(self._kb.reader.lines(ox.NamedNode(claim.iri)))
        deciding = [line for line in lines if line.decisive or line.decisive_in_part] or lines
        for line in sorted(deciding, key=lambda line: line.evidence.iri)[:_LINES]:
            yield from self._evidence(line, held)

    def _evidence(self, line: EvidenceLine, held: str) -> Iterator[str]:
        evidence, source = line.evidence, line.evidence.source
        kind = (
            "evidence for"
            if line.supporting
            else "evidence against"
            if line.disputing
            else "evidence"
        )
        about = line.via.iri if line.via else held
        if about != held:
            yield from self._node(
                about, cut(line.via.label if line.via else "", _LONG), "statement"
            )
            yield self._edge(about, held, "bears on")
        yield from self._node(evidence.iri, cut(evidence.finding, _LONG), kind)
        yield self._edge(evidence.iri, about, evidence.bearing or "is about")
        if source is not None:
            link = self._here.to(source.iri)
            yield from self._node(source.iri, cut(source.label, _LONG), "reference", link)
            yield self._edge(source.iri, evidence.iri, "found")

    def _node(self, iri: str, words: str, kind: str, link: str | None = None) -> Iterator[str]:
        if iri in self._ids:
            return
        name = self._ids[iri] = f"n{len(self._ids)}"
        lines = "\\n".join(_escaped(line) for line in textwrap.wrap(words, _WIDE)) or " "
        url = f" URL={_text(link)} tooltip={_text(words)}" if link else ""
        yield f'{name} [id={_text(f"{self._name}-{name}")} class="{kind}" label="{lines}"{url}]'

    def _edge(self, start: str, end: str, words: str) -> str:
        return f"{self._ids[start]} -> {self._ids[end]} [label={_text(words)}]"


def _escaped(words: str) -> str:
    """Words as they stand in a string of DOT, in which a backslash and a quotation mark mean something."""
    return words.replace("\\", "\\\\").replace('"', '\\"')


def _text(words: str) -> str:
    return f'"{_escaped(" ".join(words.split()))}"'
