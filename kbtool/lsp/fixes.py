"""What would mend a finding: the sentence that could stand, or an exception whose reasons are left to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kbtool.checks.findings import Finding
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.places import Span
from kbtool.lsp.positions import Places
from kbtool.lsp.shown import Fix
from kbtool.rdf.namespaces import KB
from kbtool.rdf.other_prefixes import declarations
from kbtool.rdf.terms import instances
from kbtool.rdf.turtle.write import free_name, name_stem, says, statement

_BLOCK = re.compile(
    r"<(?:p|li|h[1-6]|td|th|tr|table|ul|ol|dl|dt|dd|div|blockquote|figcaption|section|article|main|body)\b[^<>]*>",
    re.IGNORECASE,
)
_SHOWN = 80
"""Characters of a sentence in the title of a fix."""


def of_draft(
    finding: Finding, path: str, places: Places, *, alone: bool, may_except: bool
) -> Iterator[Fix]:
    """The fixes of a finding in a draft.

    Args:
        finding: the finding.
        path: the draft, absolute.
        places: its places.
        alone: whether its sentence states nothing else, which would be lost with the sentence.
        may_except: whether comments in the draft except from rules.
    """
    quote = finding.in_file
    read = finding.read_as
    sentence = read.origin.span if read and read.origin else None
    replaced = sentence if alone and sentence else quote
    if finding.passing and replaced is not None:
        words = finding.passing if replaced == sentence else _within(finding.passing)
        yield _replacing(words, path, places, replaced)
    if may_except and finding.claim and quote is not None:
        start = _paragraph(places.text, quote.start, path)
        line = f'<!-- kbtool: ignore {finding.code} reason="" owner="" until="" -->\n'
        yield Fix(
            f"Except this paragraph from {finding.code}: name the reason, the owner, and the last day",
            path,
            places.range(start, start),
            line,
            settles=False,
        )


def of_claim(finding: Finding, path: str, places: Places) -> Iterator[Fix]:
    """The sentence that could stand in an article in the place of a claim's words.

    Args:
        finding: the finding.
        path: the article, absolute.
        places: its places.
    """
    if finding.passing and finding.span is not None:
        words = finding.passing
        behind = places.text[finding.span.end : finding.span.end + 1]
        yield _replacing(words.rstrip(".") if behind == "." else words, path, places, finding.span)


def waiver(finding: Finding, kb: KnowledgeBase, path: str, places: Places) -> Iterator[Fix]:
    """A waiver at the end of a Turtle file that has the prefixes for it.

    Args:
        finding: the finding.
        kb: the knowledge base.
        path: the file, absolute.
        places: its places.
    """
    prefixes = {match[1]: match[2] for match in declarations(places.text)}
    if any(prefixes.get(name) != kb.names.prefixes[name] for name in ("id", "kb")):
        return
    taken = {node.value for node in instances(kb.store, KB("Waiver"))}
    stem = name_stem(f"waiver-{finding.code.casefold()}-{kb.names.short(finding.node)}")
    name = free_name(stem, lambda local: kb.names.node(local).value not in taken)
    turtle = statement(
        kb.names.node(name),
        KB("Waiver"),
        says(KB("rule"), finding.code),
        says(KB("claim"), ox.NamedNode(finding.claim or finding.node)),
        says(KB("reason"), ""),
        says(KB("owner"), ""),
        says(KB("expires"), ""),
        prefixes=kb.names.prefixes,
    )
    end = len(places.text)
    gap = "\n" if places.text.endswith("\n") else "\n\n"
    yield Fix(
        f"Accept {finding.code} for a time: name the reason, the owner, and the last day",
        path,
        places.range(end, end),
        gap + turtle,
        settles=False,
    )


def _replacing(words: str, path: str, places: Places, span: Span) -> Fix:
    shown = words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return Fix(
        f"Replace it in {Path(path).name} with “{shown}”",
        path,
        places.range(span.start, span.end),
        words,
        settles=True,
    )


def _within(sentence: str) -> str:
    """A sentence as a part of another one."""
    return sentence.removesuffix(".")


def _paragraph(text: str, start: int, path: str) -> int:
    """Where a comment on the paragraph of some words has its place."""
    if Path(path).suffix.casefold() in (".html", ".htm"):
        tags = list(_BLOCK.finditer(text, 0, start))
        return tags[-1].start() if tags else start
    blank = list(re.finditer(r"^[ \t]*\r?\n", text[:start], re.MULTILINE))
    return blank[-1].end() if blank else 0
