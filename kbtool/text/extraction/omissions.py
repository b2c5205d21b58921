"""What is left out of an article, as notes: nothing is dropped without a word, and no page floods the screen."""

from __future__ import annotations

from collections import Counter

SHOWN = 20
_LONGEST = 160


class Omissions:
    """Collects what is left out, by kind."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, None]] = {}
        self._counts: Counter[str] = Counter()

    def add(self, kind: str, text: str | None) -> None:
        """Name a text that is left out.

        Args:
            kind: what it is, such as "deleted".
            text: its words; without any there is nothing to name.
        """
        said = " ".join((text or "").split())
        if said:
            self._kinds.setdefault(kind, {})[said] = None
            self._counts[kind] += 1

    @property
    def comments(self) -> int:
        """How many comments are left out."""
        return self._counts["comment"]

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence for each text, twenty of a kind at most, and how many more there are."""
        return tuple(
            note
            for kind, texts in self._kinds.items()
            for note in named(list(texts), kind, f"more {kind}")
        )


def named(texts: list[str], kind: str = "", rest: str = "more passages") -> list[str]:
    """Notes on texts that are left out.

    Args:
        texts: their words, on one line each.
        kind: what they are; empty for passages of a page.
        rest: what those that are only counted are called.
    """
    what = f"{kind} " if kind else ""
    notes = [
        f"left out: {what}“{text if len(text) < _LONGEST else text[: _LONGEST - 3] + '...'}”"
        for text in texts[:SHOWN]
    ]
    more = len(texts) - len(notes)
    return [*notes, *([f"left out: {more} {rest}"] if more else [])]
