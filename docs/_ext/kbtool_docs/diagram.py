"""The diagram of the vocabulary: classes, and the properties that lead from one to another."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from itertools import product

from sphinx.errors import ExtensionError

from kbtool.rdf.namespaces import KB
from kbtool_docs.terms import Origin, Term

CLASS = "rdfs:Class"
STANDARD = {
    ("kb:Claim", "kb:Document"): "prov:wasQuotedFrom",
    ("kb:NonClaim", "kb:Document"): "prov:wasQuotedFrom",
    ("kb:Evidence", "kb:Reference"): "cito:citesAsEvidence",
}
"""Properties of other vocabularies that the picture would be wrong without."""

FONT = "Helvetica, Arial, sans-serif"
STATED, DERIVED = "#1d4f91", "#a04a00"


def diagram(terms: Sequence[Term], *, derived: bool) -> str:
    """The diagram in Graphviz's language.

    Left out are classes whose members are a list, and those of other vocabularies: an edge to each would hide the rest.

    Args:
        terms: the terms of the vocabulary.
        derived: whether to show what is derived, or what is stated.
    """
    lists = {name for term in terms if term.schemes for name in term.types}
    classes = {t.name: t for t in terms if CLASS in t.types and t.name not in lists}
    edges: dict[tuple[str, str], list[str]] = {}
    if not derived:
        edges |= {edge: [name] for edge, name in STANDARD.items()}
    for term in terms:
        name = "qualifiers" if "kb:Qualifier" in term.types else _local(term.name)
        for start, end in product(term.domain, term.range):
            if start in classes and end in classes and _derived(term, classes[start]) == derived:
                names = edges.setdefault((start, end), [])
                names += [name] if name not in names else []
    shown = {name for edge in edges for name in edge}
    lines = [
        "digraph vocabulary {",
        '  graph [rankdir=LR, nodesep=0.35, ranksep=0.9, bgcolor="transparent"];',
        f'  node [shape=box, style="rounded,filled", fillcolor="#eef4fb", color="{STATED}", '
        f'fontname="{FONT}", fontsize=12, fontcolor="#111111", margin="0.12,0.06"];',
        f'  edge [color="{STATED}", fontcolor="{STATED}", fontname="{FONT}", fontsize=10, arrowsize=0.7];',
        *(_node(classes[name]) for name in classes if name in shown),
        *(_edge(edge, names, derived) for edge, names in edges.items()),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _derived(term: Term, of: Term) -> bool:
    """Whether a property is derived on a class."""
    on = term.values.get(KB("derivedOn").value, ())
    return Origin.DERIVED in (term.origin, of.origin) or of.name in on


def _node(term: Term) -> str:
    looks = (
        f', style="rounded,filled,dashed", fillcolor="#fff4e8", color="{DERIVED}"'
        if term.origin is Origin.DERIVED
        else ""
    )
    return f'  "{term.name}" [label="{_local(term.name)}", URL="#{anchor(term.name)}"{looks}];'


def _edge(edge: tuple[str, str], names: Iterable[str], derived: bool) -> str:
    label = r"\n".join(names)
    looks = f', style=dashed, color="{DERIVED}", fontcolor="{DERIVED}"' if derived else ""
    return f'  "{edge[0]}" -> "{edge[1]}" [label="{label}"{looks}];'


def anchor(name: str) -> str:
    """The id of a term on the page of the vocabulary."""
    return name.replace(":", "-")


def _local(name: str) -> str:
    return name.partition(":")[2]


def draw(dot: str, title: str) -> str:
    """A diagram as SVG, to stand in a page.

    Args:
        dot: the diagram in Graphviz's language.
        title: what it shows, in words.

    Raises:
        ExtensionError: Graphviz is not installed.
    """
    program = shutil.which("dot")
    if program is None:
        raise ExtensionError(
            "the diagram of the vocabulary needs Graphviz: apt-get install graphviz, or brew install graphviz"
        )
    done = subprocess.run(
        [program, "-Tsvg"], input=dot, capture_output=True, check=True, encoding="utf-8"
    )
    svg = done.stdout[done.stdout.index("<svg") :]
    svg = re.sub(r"<!--.*?-->\n?", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<title>.*?</title>\n?", "", svg, flags=re.DOTALL)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{title}" ', 1)
    return f'<div class="diagram">\n{svg.replace(chr(10) * 2, chr(10)).strip()}\n</div>\n'
