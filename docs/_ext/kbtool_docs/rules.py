"""A page for each rule, from its shape and its cases, and an index of them by family."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cases import CASES, DOCUMENT, Case, read_cases
from kbtool.checks.cases import NO_ARTICLE
from kbtool.knowledge.rules import Rule, read_rules
from kbtool.rdf.namespaces import GRAPH
from kbtool.rdf.store import TurtleFile, build_store, read_turtle
from kbtool.reports.rule_words import in_general, origin_of
from kbtool_docs.examples import Example, Mark, run_examples
from kbtool_docs.files import ROOT
from kbtool_docs.markdown import block, plain, table

FAMILY = re.compile(r"^\| `(?P<file>[^`]+)` \| (?P<letter>[A-Z]) \| (?P<asks>.+) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Family:
    """A family of rules.

    Attributes:
        letter: what its codes begin with.
        file: its file, or folder, in shapes/.
        asks: the question that its rules ask.
    """

    letter: str
    file: str
    asks: str


@dataclass(frozen=True)
class Shown:
    """A rule with all that its page shows.

    Attributes:
        rule: the rule.
        file: the file that has its shape, relative to shapes/.
        shape: the shape as it stands there.
        flagged: a case that it flags.
        passes: the nearest case that it does not flag.
    """

    rule: Rule
    file: str
    shape: str
    flagged: Case
    passes: Case


def pages(cache: Path) -> dict[str, str]:
    """The pages by file name.

    Args:
        cache: a folder for what kbtool said of the examples.
    """
    rules = read_shown()
    examples = run_examples([shown.flagged for shown in rules], cache)
    found = {
        f"{shown.rule.code}.md": page(shown, example)
        for shown, example in zip(rules, examples, strict=True)
    }
    return found | {"index.md": index([shown.rule for shown in rules], read_families())}


def read_shown() -> list[Shown]:
    """All rules of shapes/, by code."""
    found = []
    for path in sorted((ROOT / "shapes").rglob("*.ttl")):
        file = read_turtle(path, path.name, GRAPH(path.name))
        for rule in read_rules(build_store([file])).values():
            cases = read_cases(CASES / f"{rule.code}-{rule.name}.toml")
            found.append(
                Shown(
                    rule,
                    path.relative_to(ROOT / "shapes").as_posix(),
                    statement_of(file, rule.iri.value),
                    next(case for case in cases if case.at),
                    next(case for case in cases if not case.at),
                )
            )
    return sorted(found, key=lambda shown: shown.rule.code)


def read_families() -> list[Family]:
    """The families, from the table in shapes/README.md."""
    text = (ROOT / "shapes" / "README.md").read_text(encoding="utf-8")
    return [Family(m["letter"], m["file"], m["asks"]) for m in FAMILY.finditer(text)]


def statement_of(file: TurtleFile, subject: str) -> str:
    """The lines of a file from a subject to the next."""
    first = file.lines[subject]
    last = min((n for n in file.lines.values() if n > first), default=None)
    lines = file.text.splitlines()[first - 1 : last and last - 1]
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return "\n".join(lines)


def index(rules: Sequence[Rule], families: Iterable[Family]) -> str:
    """The page that lists the rules by family."""
    parts = [
        "# The rules\n\nEach rule is a SHACL shape, and its page is made from it: `kbtool explain CODE` prints the same "
        "words. An **error** is wrong or would mislead, a **warning** is for an editor to look at, an **info** is good "
        "to know. [How to add a rule](../how-to/add-a-rule.md).\n"
    ]
    for family in families:
        own = [rule for rule in rules if rule.code.startswith(family.letter)]
        rows = [
            (f"[{rule.code}]({rule.code}.md)", rule.name, rule.severity, _first(rule))
            for rule in own
        ]
        codes = "\n".join(rule.code for rule in own)
        parts += [
            f"## {family.letter}: {plain(family.asks)}\n",
            table(("", "rule", "severity", "why"), rows),
            f"```{{toctree}}\n:hidden:\n\n{codes}\n```\n",
        ]
    return "\n".join(parts)


def _first(rule: Rule) -> str:
    """The first sentence on why a rule matters."""
    first = re.split(r"(?<=[.:])\s", rule.description, maxsplit=1)[0]
    return plain(first.rstrip(":."))


def page(shown: Shown, example: Example) -> str:
    """The page of a rule."""
    rule = shown.rule
    facts = [
        ("severity", f"**{rule.severity}**"),
        ("help", plain(in_general(rule.suggestion))),
        *((label, plain(text)) for label, text in origin_of(rule)),
        *([("policy pack", f"`{Path(shown.file).stem}`")] if rule.binds else []),
        *([("records", f"`kb:{rule.derives.value.rpartition('#')[2]}`")] if rule.derives else []),
        ("tests", f"`tests/rules/{rule.code}-{rule.name}.toml`"),
    ]
    parts = [
        f"({rule.name})=\n# {rule.code} {rule.name}\n",
        f"{plain(rule.description)}\n",
        table(("severity", facts[0][1]), facts[1:]),
        "It says:\n",
        *(f"> {plain(in_general(message))}\n" for message in rule.messages),
        "## Flagged\n",
        *_texts(shown.flagged, example.marks),
        *_turtle(shown.flagged, example.lines),
        f"`kbtool check --select {rule.code}` says:\n",
        block(example.printed, "text"),
        "## Not flagged\n",
        "The nearest case that the rule lets pass.\n",
        *_texts(shown.passes, ()),
        *_turtle(shown.passes, ()),
        "## The shape\n",
        f"In `shapes/{shown.file}`:\n",
        block(shown.shape, "turtle"),
    ]
    return "\n".join(parts)


def _texts(case: Case, marks: Sequence[Mark]) -> Iterable[str]:
    """The articles of a case with the passages marked; none, where nothing in them matters."""
    if case.article == NO_ARTICLE and not case.other and not marks:
        return
    for name, text in (("article", case.article), ("other", case.other)):
        if text is not None:
            title = "Article" if name == "article" else "Another article"
            own = [mark for mark in marks if mark.text == name]
            yield (
                f'<div class="article"><p class="article-title">{title}</p>\n'
                f"<blockquote>{marked(text, own)}</blockquote></div>\n"
            )


def marked(text: str, marks: Iterable[Mark]) -> str:
    """A text as HTML, with passages marked; line breaks and blank lines are kept."""
    parts, last = [], 0
    for mark in sorted(set(marks), key=lambda mark: (mark.start, mark.end)):
        start = max(mark.start, last)
        if mark.end > start:
            parts.append(html.escape(text[last:start]))
            parts.append(f"<mark>{html.escape(text[start : mark.end])}</mark>")
            last = mark.end
    parts.append(html.escape(text[last:]))
    return "".join(parts).strip("\n").replace("\n", "<br>")


def _turtle(case: Case, lines: Sequence[int]) -> Iterable[str]:
    """The Turtle of a case, where it has some; with the declaration of its article, where that is what matters."""
    if case.document is not None:
        yield "In `sources/sources.ttl`:\n"
        yield block(case.document, "turtle")
    elif not case.turtle.strip().strip("#"):
        yield block(DOCUMENT.format(name="article", sha256="..."), "turtle")
    if case.turtle.strip():
        skipped = len(case.turtle) - len(case.turtle.lstrip("\n"))
        yield "In `kb/`:\n"
        yield block(case.turtle, "turtle", emphasized=(line - skipped for line in lines))
