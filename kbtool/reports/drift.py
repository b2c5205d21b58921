"""What becomes of the sentences and quotes of an article, as text and JSON."""

from __future__ import annotations

import itertools
import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

from kbtool.authoring.refresh import NewSentence, Refresh, little_left
from kbtool.rdf.namespaces import Names
from kbtool.reports.style import Style, cut
from kbtool.reports.wording import counted
from kbtool.text.changes import Sentence
from kbtool.text.drift import Drift, DriftKind

_VERSION = 1
_SHOWN = 20
"""This many sentences of a kind are in the text; JSON has all."""
_PLACE = 300
"""This many characters of what stands in the place of a quote are in the text."""
_KIND = 11
"""Where the words on a quote begin, behind what became of it."""
_OF_A_QUOTE = r".+ \S+ -> \S+  "
_REASONS = 3
"""So many findings on a new sentence are in the text; JSON has all."""
_SAID = {
    "corrected": "what is on file says so",
    "known": "what is on file says so",
    "known in part": "compared in part: what is on file says so, as far as its words were compared",
    "shortened": "no word of it is new; read it again",
    "perhaps nothing to check": "{says}; give a source if it states something besides",
    "unknown": "nothing on file says so; give its source",
}
"""What is said of a new sentence of which nothing was found."""
_UNTOLD = (DriftKind.EXACT, DriftKind.MOVED)
"""What becomes of quotes of which nobody need do or read anything; the text counts them, and JSON lists them."""


def render_text(refreshes: Sequence[Refresh], one: bool, names: Names, style: Style) -> str:
    """For each article a line for each quote that is not as it was, the counts, and the sentences that changed.

    Args:
        refreshes: the articles with their new texts.
        one: whether one was named, so that its name need not stand above it.
        names: the namespaces of the knowledge base.
        style: the width of lines.
    """
    texts = [_article(new, names) for new in refreshes]
    if not one:
        texts = [
            f"{names.short(new.document.iri)}  {new.snapshot.original.shown}\n{text}"
            for new, text in zip(refreshes, texts, strict=True)
        ]
    lines = "\n".join(texts).splitlines()
    return "".join(f"{row}\n" for line in lines for row in style.hang(line, _hanging(line)))


def _hanging(line: str) -> int:
    """How far what does not fit in a line stands in: below the words of what is listed."""
    if line[:1] != " ":
        return _KIND if re.match(_OF_A_QUOTE, line) else 2
    return len(line) - len(line.lstrip()) + 2 * (line.lstrip()[:1] in "+->?")


def render_json(refreshes: Sequence[Refresh], one: bool, names: Names, style: Style) -> str:
    """All sentences that changed and all quotes; lines and columns are 1-based, offsets 0-based characters.

    Args:
        refreshes: the articles with their new texts.
        one: whether one was named, which then is the whole of the JSON document.
        names: the namespaces of the knowledge base.
        style: of no use for JSON.
    """
    if one:
        return "".join(_json(_content(new)) for new in refreshes)
    documents = [{"document": new.document.iri, **_content(new)} for new in refreshes]
    return _json({"documents": documents})


def _article(new: Refresh, names: Names) -> str:
    """Whether it is another article, the quotes that are not as they were, a line that counts all, and the sentences."""
    told = sorted(
        (drift for drift in new.drifts if drift.kind not in _UNTOLD),
        key=lambda drift: drift.kind.is_harmless,
    )
    another = new.change.little_is_left
    shown = told[:_SHOWN] if another else told
    lines = list(_told(shown, names, another))
    if another:
        lines.insert(0, f"this seems to be another article: it {little_left(new)}")
    if len(told) > len(shown):
        lines.append(f"and {counted(len(told) - len(shown), 'more quote')} (--format json has all)")
    counts = Counter(drift.kind for drift in new.drifts)
    listed = ", ".join(f"{counts[kind]} {kind.value}" for kind in DriftKind if counts[kind])
    count = f"{counted(len(new.drifts), 'quote')}: {listed or 'none'}"
    end = [*_edited(new), *_text_lines(new, names), *_left_out(new), *_next(new)]
    return "\n".join([*lines, count, *end]) + "\n"


def _told(drifts: Sequence[Drift], names: Names, another: bool) -> Iterator[str]:
    """What became of quotes; what is the same of several that follow each other, such as their sentence, stands once."""
    each = [_lines(drift, names, another) for drift in drifts]
    for lines, following in itertools.zip_longest(each, each[1:], fillvalue=[""]):
        yield from lines[:1] if lines[1:] == following[1:] else lines


def _left_out(new: Refresh) -> Iterator[str]:
    if comments := new.snapshot.article.comments:
        yield f"left out of the new text: {counted(comments, 'comment')}"


def _next(new: Refresh) -> Iterator[str]:
    """What is not judged, what is lost, and what to do."""
    path = shlex.quote(str(new.document.path))
    if new.change.little_is_left:
        return
    old, text = new.document.text.splitlines(), new.snapshot.article.text.splitlines()
    blank = sum(not line.strip() for line in old) - sum(not line.strip() for line in text)
    if blank > 0:
        yield (
            f"the new text lacks {counted(blank, 'blank line')} and may lack indents of the old one: --accept does not "
            "keep them, and lines are numbered anew"
        )
    if new.change.added:
        yield (
            "what new sentences say was read by a program and encoded by nobody: with --accept, `kbtool check "
            f"{path} --draft` shows all that is known against them, and `kbtool encode {path}` begins their claims"
        )
    if any(drift.kind in (DriftKind.CHANGED, DriftKind.GONE) for drift in new.drifts):
        yield "claims whose words changed or are gone are to be encoded again or taken out; `kbtool check` lists them"


def _edited(new: Refresh) -> Iterator[str]:
    if new.is_edited:
        path = new.document.path
        yield (
            f"{path} is not the text that was taken in (its SHA-256 differs from the recorded one)"
            + (
                ""
                if new.is_recorded
                else ", and nothing is kept of what that said: read each claim again"
            )
        )
    if new.unquoted:
        yield f"{counted(len(new.unquoted), 'sentence')} that nobody has quoted; what came since may be among them:"
        yield from _listed("?", "unquoted", new.unquoted)


def _content(new: Refresh) -> dict[str, object]:
    change = new.change
    return {
        "changed": change.changed,
        "edited": new.is_edited,
        "added": _sentences(change.added),
        "removed": _sentences(change.removed),
        "moved": [
            {"before": before, "line": now.line, "text": now.text} for before, now in new.moved
        ],
        "judged": [
            {
                "line": each.sentence.line,
                "text": each.sentence.text,
                "becomes": each.becomes,
                "says": each.says,
                "why": list(each.why),
                "notCompared": list(each.unread),
                "inPlaceOf": [
                    {"claim": old.iri, "quote": old.quote, "verdict": old.verdict}
                    for old in each.replaced
                ],
                "stillThere": [
                    {"claim": old.iri, "quote": old.quote, "verdict": old.verdict}
                    for old in each.kept
                ],
            }
            for each in new.judged
        ],
        "unquoted": _sentences(new.unquoted),
        "comments": new.snapshot.article.comments,
        "quotes": _quotes(new.drifts),
    }


def _sentences(found: Sequence[Sentence]) -> list[dict[str, object]]:
    return [{"line": sentence.line, "text": sentence.text} for sentence in found]


def _text_lines(new: Refresh, names: Names) -> Iterator[str]:
    """Whether the text itself is another, and the sentences that only one of the two has."""
    change = new.change
    if not change.changed:
        same = (
            "the text is the same"
            if not new.is_edited
            else f"it is the same as {new.document.path} is now"
        )
        yield same + ("" if change.same else ", up to typography and white space")
        return
    if not change.added and not change.removed:
        yield "the text changed: its sentences are the same, in another order or broken elsewhere"
    else:
        yield f"the text changed: {counted(len(change.added), 'sentence')} added, {len(change.removed)} removed"
    yield from _added(new, names)
    yield from _listed("-", "removed", change.removed)
    for before, now in new.moved[:_SHOWN]:
        yield f"  > moved, line {before} -> {now.line}: {cut(' '.join(now.text.split()), _PLACE)}"
    if len(new.moved) > _SHOWN:
        yield f"  > and {len(new.moved) - _SHOWN} more moved"


def _added(new: Refresh, names: Names) -> Iterator[str]:
    """The sentences that came, each with what is known of it, beside the claims whose words it took the place of."""
    judged = {each.sentence: each for each in new.judged}
    shown = new.change.added[:_SHOWN]
    for sentence, line in zip(shown, _listed("+", "added", shown), strict=True):
        yield line
        if sentence in judged:
            yield from _verdict(judged[sentence], names)
    if more := len(new.change.added) - len(shown):
        yield f"  + and {more} more added"


def _verdict(each: NewSentence, names: Names) -> Iterator[str]:
    why = each.why[0] if each.why else _SAID.get(each.becomes, each.says).format(says=each.says)
    yield f"    {each.becomes}: {why}"
    for more in each.why[1:_REASONS]:
        yield f"      {more}"
    if each.unread:
        yield f"      not compared: “{'”, “'.join(each.unread)}”"
    if each.kept:
        claims = (f"{names.short(old.iri)} ({old.verdict})" for old in each.kept)
        yield f"      what still stands there: {', '.join(claims)}"
    if each.replaced:
        claims = (f"{names.short(old.iri)} ({old.verdict})" for old in each.replaced)
        yield f"      what stood there: {', '.join(claims)}"


def _listed(mark: str, kind: str, found: Sequence[Sentence]) -> Iterator[str]:
    for sentence in found[:_SHOWN]:
        yield f"  {mark} line {sentence.line}: {' '.join(sentence.text.split())}"
    if len(found) > _SHOWN:
        yield f"  {mark} and {len(found) - _SHOWN} more {kind}"


def _quotes(drifts: Sequence[Drift]) -> list[dict[str, object]]:
    return [
        {
            "node": drift.node,
            "kind": drift.kind.value,
            "quote": drift.quote.exact,
            "before": drift.before,
            "after": drift.after,
            "start": drift.start,
            "says": drift.says,
            "difference": drift.difference,
            "score": drift.score,
            "sentence": drift.sentence,
            "inPlace": drift.in_place
            and {"line": drift.in_place.line, "text": drift.in_place.text},
        }
        for drift in drifts
    ]


def _json(content: dict[str, object]) -> str:
    return json.dumps({"version": _VERSION, **content}, indent=2, ensure_ascii=False) + "\n"


def _lines(drift: Drift, names: Names, another: bool) -> list[str]:
    """What became of a quote; in another article, nothing took the place of its sentence."""
    places = [
        f"{place.line}:{place.column}" if place else "nowhere"
        for place in (drift.before, drift.after)
    ]
    where = f"{places[0]} -> {places[1]}"
    first = f"{drift.kind.value:<10} {where}  {names.short(drift.node)}  “{' '.join(drift.quote.exact.split())}”"
    stood = drift.before is not None or drift.was_lost
    if drift.kind is DriftKind.GONE and stood and not another:
        return [first, f"           {_in_its_place(drift.in_place)}"]
    if drift.difference is None:
        return [first]
    says = drift.sentence if drift.kind is DriftKind.IN_CHANGED else drift.says
    lines = [first, f"           {drift.difference}"]
    if says:
        alike = drift.kind is DriftKind.CHANGED and drift.score
        share = f" ({drift.score:g}% alike, a suggestion)" if alike else ""
        lines.append(f"           now: “{' '.join(says.split())}”{share}")
    return lines


def _in_its_place(sentence: Sentence | None) -> str:
    if sentence is None:
        return "nothing stands in its place"
    return f"now in its place, line {sentence.line}: “{cut(sentence.text, _PLACE)}”"
