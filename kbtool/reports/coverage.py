"""How much of an article is encoded, as a list of what is left to do."""

from __future__ import annotations

from kbtool.authoring.encoding import Coverage
from kbtool.reports.style import Style
from kbtool.reports.wording import counted


def render(found: Coverage, style: Style) -> str:
    """The sentences that nobody has encoded, in reading order, and how many of all are."""
    document = found.document
    lines: list[str] = []
    for stretch in found.left:
        line, column = document.position(stretch.start)
        words = " ".join(stretch.of(document.text).split())
        mark = "(to decide) " if stretch in found.waiting else ""
        lines += style.wrap(f"{document.path}:{line}:{column} {mark}{words}", "", 4)
    done = found.sentences - len(found.left)
    last = f"{document.path}: {done} of {counted(found.sentences, 'sentence')} encoded ({found.percent:.0f}%)"
    if found.waiting:
        verb = "has" if len(found.waiting) == 1 else "have"
        none = len(found.left) - len(found.waiting)
        last += (
            f"; {len(found.waiting)} {verb} claims that wait for a decision, {none} no claim yet"
        )
    if found.idle:
        verbs = ("seems", "is") if found.idle == 1 else ("seem", "are")
        last += f"; {counted(found.idle, 'line')} that {verbs[0]} to state nothing {verbs[1]} not counted"
    return "\n".join([*lines, style.bold(last)]) + "\n"
