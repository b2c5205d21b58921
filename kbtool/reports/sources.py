"""What was found of an article that is taken in, as text."""

from __future__ import annotations

from kbtool.authoring.sources import NewSource
from kbtool.reports.wording import counted
from kbtool.text.snapshot import Snapshot

_UNBOUND = "not stated, so policy packs cannot tell whether they bind it: {}"
_MISSING = {
    "publisher": "not stated, but a document needs one: add it, or use --publisher",
    "page kind": _UNBOUND.format("--kind"),
    "promotes": _UNBOUND.format("--promotes"),
    "audience": _UNBOUND.format("--audience"),
    "readers in": _UNBOUND.format("--directed-at"),
}


def render_new_source(new: NewSource, snapshot: Snapshot, shown: str, *, written: bool) -> str:
    """What was found, what is left for a person to look at, and the next step.

    Args:
        new: the article.
        snapshot: what was extracted, and what from.
        shown: the path of the text, as the user sees it.
        written: whether it was; else the declaration follows.
    """
    lines = snapshot.article.text.splitlines()
    paragraphs = sum(1 for line in lines if line.strip())
    words = sum(len(line.split()) for line in lines)
    kept = "" if snapshot.is_extracted else ", kept byte for byte"
    found = [
        f"{shown}: {counted(paragraphs, 'paragraph')}, {counted(words, 'word')}, from {snapshot.format.value}{kept}",
        *(
            f"  {what:<10} {said or _MISSING.get(what, 'not stated')}"
            for what, said in new.facts.items()
        ),
        *(f"note: {note}" for note in snapshot.article.notes),
        "All of this is what the article says of itself, or you did; read it, and correct it in sources/sources.ttl.",
    ]
    if not written:
        return "\n".join([*found, "", new.turtle])
    steps = [f"next: kbtool check {shown}", f"      kbtool encode {new.name}"]
    return "\n".join([*found, *steps]) + "\n"
