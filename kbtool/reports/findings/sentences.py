"""What a check of drafts says of sentences: how many were compared, what was not counted, what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kbtool.checks.report import Report
from kbtool.checks.sentences import LEFT_OUT, UNSURE, DraftReport, Says, SentenceVerdict
from kbtool.prose.not_taken import Unread
from kbtool.reports.style import Style
from kbtool.reports.whereabouts import holder
from kbtool.reports.wording import counted, shortened
from kbtool.text.stretch import Stretch

_TOLD = 5
"""Sentences of a kind that are told; the others are counted."""

_MISSED = (
    UNSURE,
    Unread.INCOMPLETE,
    Unread.UNSURE,
    Unread.TOO_LONG,
    Unread.SELECTS,
    Unread.REPORTED,
    Unread.SET_ASIDE,
    Unread.SUPPOSED,
)
"""Why a sentence may say what nobody compared, what is worst to miss first."""

_PASSING = frozenset({Says.NOTHING, Says.RESTATES, Says.IN_PART})
"""What a sentence says that nothing is found on."""

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
        yield from _missed(report, draft)
        yield from _unread(report, draft)
        yield from _without_entry(report, draft)
        yield from _advice(report, draft)
    if report.drafts:
        yield _UNCHECKED


def _missed(report: Report, draft: DraftReport) -> Iterator[str]:
    """The sentences that nothing is found on, and that may state what was not counted."""
    text = _text(report, draft)
    passing = {each.sentence: each for each in draft.sentences if each.says in _PASSING}
    why: dict[Stretch, str] = {}
    reasons = [(each.sentence, UNSURE) for each in draft.hints]
    reasons += [(each.sentence, each.why) for each in draft.not_counted if each.why in _MISSED]
    for sentence, reason in sorted(reasons, key=lambda each: (_MISSED.index(each[1]), each[0])):
        if sentence in passing:
            why.setdefault(sentence, reason)
    for each in draft.sentences:
        if each.says is Says.NOTHING and each.unread:
            why[each.sentence] = f"{LEFT_OUT}: “{'”, “'.join(u.of(text) for u in each.unread)}”"
    told = [f"{_place(text, passing[sentence])} ({reason})" for sentence, reason in why.items()]
    if told:
        yield f"Not compared, to be read by a person: {_few(told)}"


def _unread(report: Report, draft: DraftReport) -> Iterator[str]:
    """The sentences of which all is known but for some of their words, which are told."""
    text = _text(report, draft)
    told = [
        f"“{'”, “'.join(word.of(text) for word in each.unread)}” of “{' '.join(each.sentence.of(text).split())}”"
        for each in draft.sentences
        if each.unread and each.says is not Says.NOTHING
    ]
    if told:
        yield f"Compared in part, the rest to be read by a person: {_few(told)}"


def _without_entry(report: Report, draft: DraftReport) -> Iterator[str]:
    """The sentences that the evidence does not carry, and on which no rule finds anything: what is denied, say."""
    text = _text(report, draft)
    found = {finding.claim for finding in report.findings}
    for says in Says:
        told = [
            _place(text, each)
            for each in draft.sentences
            if each.says is says
            and says not in _PASSING
            and found.isdisjoint(claim.iri for claim in each.claims)
        ]
        if told:
            yield f"{says.of(len(told))}, and no rule is against it: {_few(told)}"


def _place(text: str, told: SentenceVerdict) -> str:
    """A sentence with its line, or where else it stands in its file, its middle left out where it is long."""
    words = f"“{shortened(' '.join(told.sentence.of(text).split()))}”"
    if told.origin is None:
        return f"line {text.count(chr(10), 0, told.sentence.start) + 1} {words}"
    if told.origin.span is not None:
        return f"line {told.origin.span.line} {words}"
    return f"{holder(told.origin)} {words}".lstrip()


def _few(told: list[str]) -> str:
    more = f"; and {len(told) - _TOLD} more, which --format json lists" if len(told) > _TOLD else ""
    return f"{'; '.join(told[:_TOLD])}{more}"


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
