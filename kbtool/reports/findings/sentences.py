"""What a check of drafts says of sentences: how many were compared, what was not counted, what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kbtool.checks.report import Report
from kbtool.checks.sentences import UNSURE, DraftReport, Says
from kbtool.reports.style import Style
from kbtool.reports.wording import counted

_TOLD = 5
"""Sentences of which it is told which words were not compared; the others are counted."""

_UNCHECKED = (
    "Not checked: citations, pictures, and every sentence of which nothing is known. "
    "Nothing known does not mean sound."
)


def compared(report: Report, style: Style) -> Iterator[str]:
    """Of each draft how many sentences were compared, and what they say beside what is known."""
    for told in _compared(report):
        yield from style.wrap(told, "", 2)


def in_short(report: Report) -> Iterator[str]:
    """The same, a line each, with what no check of prose can see: a draft without findings is not sound for that."""
    yield from _compared(report)
    if report.drafts:
        yield _UNCHECKED


def _compared(report: Report) -> Iterator[str]:
    for draft in report.drafts:
        said = Counter(each.says for each in draft.sentences)
        known = ", ".join(says.of(said[says]) for says in Says if said[says])
        first = (
            f"{draft.path}: {counted(len(draft.sentences), 'sentence')} compared with what is known"
        )
        yield f"{first}: {known}"


def not_counted(report: Report) -> Iterator[str]:
    """What was considered and is not taken for stated, by reason, and what no check of prose can see."""
    for draft in report.drafts:
        if told := _left_out(draft):
            yield f"Considered and not counted in {draft.path}: {told}"
        yield from _unread(report, draft)
        yield from _advice(report, draft)
    if report.drafts:
        yield _UNCHECKED


def _unread(report: Report, draft: DraftReport) -> Iterator[str]:
    """The sentences of which all is known but for some of their words, which are told."""
    text = _text(report, draft)
    in_part = [each for each in draft.sentences if each.says is Says.IN_PART]
    told = [
        f"“{'”, “'.join(word.of(text) for word in each.unread)}” of “{' '.join(each.sentence.of(text).split())}”"
        for each in in_part[:_TOLD]
    ]
    if told:
        more = f"; and {len(in_part) - _TOLD} more" if len(in_part) > _TOLD else ""
        yield f"Known, but for words that were not compared: {'; '.join(told)}{more}"


def _advice(report: Report, draft: DraftReport) -> Iterator[str]:
    """Where others think otherwise, which decides nothing, and what they find near to sentences with nothing known."""
    advice = draft.advice
    if advice is None:
        return
    text = _text(report, draft)

    def words(number: int) -> str:
        return " ".join(draft.sentences[number].sentence.of(text).split())

    for number, opinion in advice.against(draft):
        why = f": {opinion.why}" if opinion.why else ""
        yield f"The judge thinks otherwise, which decides nothing ({opinion.thinks}): “{words(number)}”{why}"
    for number, near in sorted(advice.near.items()):
        if draft.sentences[number].says is Says.NOTHING:
            yield f"On file, and maybe near to “{words(number)}”: {'; '.join(near)}"


def _text(report: Report, draft: DraftReport) -> str:
    return next(tally.text for tally in report.documents if tally.path == draft.path)


def _left_out(draft: DraftReport) -> str:
    reasons = Counter(each.why for each in draft.not_counted)
    told = [f"{number} {why}" for why, number in reasons.most_common()]
    if draft.hints:
        told.append(f"{len(draft.hints)} {UNSURE}")
    return ", ".join(told)
