"""What a check of drafts says of sentences: how many were compared, what was not counted, what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kbtool.checks.report import Report
from kbtool.checks.sentences import UNSURE, DraftReport, Says, SentenceVerdict
from kbtool.prose.not_taken import Unread
from kbtool.reports.findings.left_to_read import compared_in_part, not_compared
from kbtool.reports.style import Style
from kbtool.reports.whereabouts import holder
from kbtool.reports.wording import counted, shortened
from kbtool.text.searchable import SearchableText
from kbtool.text.stretch import Stretch

FEW = 5
"""Sentences of a kind that are told, where nobody asks for all; the others are counted."""

_ALL = "all with --all or --format json"

_PASSING = frozenset({Says.NOTHING, Says.RESTATES, Says.IN_PART})
"""What a sentence says that nothing is found on."""

_UNCHECKED = (
    "Not checked: citations, pictures, and every sentence of which nothing is known. "
    "Nothing known does not mean sound."
)


class Remark(Struct, frozen=True):
    """What is said of some sentences of a draft.

    Attributes:
        words: what is said.
        sentences: those of which it is said, each with its place.
    """

    words: str
    sentences: tuple[str, ...] = ()

    def lines(self, style: Style) -> Iterator[str]:
        """The remark as lines of text, each of its sentences below it."""
        yield from style.wrap(self.words, "", 2)
        for sentence in self.sentences:
            yield from style.wrap(f"- {sentence}", "  ", 4)


def in_short(report: Report) -> Iterator[str]:
    """What was compared, with what no check of prose can see: a draft without findings is not sound for that."""
    yield from compared(report)
    if report.drafts:
        yield _UNCHECKED


def compared(report: Report) -> Iterator[str]:
    """Of each draft, a line: how many sentences were compared, and what they say beside what is known."""
    for draft in report.drafts:
        left = {each.sentence.sentence for each in not_compared(draft, _text(report, draft))}
        said = Counter(each.says for each in draft.sentences if each.sentence not in left)
        known = ", ".join(says.of(said[says]) for says in Says if said[says])
        of_all = f"{said.total()} of " if left else ""
        sentences = counted(len(draft.sentences), "sentence")
        rest = f"; {len(left)} not compared, which a person has to read" if left else ""
        told = f": {known}" if known else ""
        yield f"{draft.path}: {of_all}{sentences} compared with what is known{told}{rest}"


def not_counted(report: Report, most: int | None) -> Iterator[Remark]:
    """What was considered and is not taken for stated, by reason, and what no check of prose can see.

    Args:
        report: a report on drafts.
        most: how many sentences of a kind are told, if not all; the others are counted.
    """
    for draft in report.drafts:
        yield from _to_read(report, draft, most)
        yield from _without_entry(report, draft, most)
        yield from map(Remark, _advice(report, draft))
        if told := _left_out(draft, _text(report, draft)):
            yield Remark(f"Considered and not counted besides in {draft.path}: {told}")
    if report.drafts:
        yield Remark(_UNCHECKED)


def _to_read(report: Report, draft: DraftReport, most: int | None) -> Iterator[Remark]:
    """The sentences that nothing is found on, and that a person has to read."""
    text = _text(report, draft)
    document = SearchableText(text)
    for head, left in (
        ("Not compared, to be read by a person", not_compared(draft, text)),
        ("Compared in part, the rest to be read by a person", compared_in_part(draft, text)),
    ):
        told = [
            (each.sentence.sentence, f"{_place(document, each.sentence)}: {each.why}")
            for each in left
        ]
        if told:
            yield _remark(head, told, most)


def _without_entry(report: Report, draft: DraftReport, most: int | None) -> Iterator[Remark]:
    """The sentences that the evidence does not carry, and on which no rule finds anything: what is denied, say."""
    document = SearchableText(_text(report, draft))
    found = {finding.claim for finding in report.findings}
    for says in Says:
        told = [
            (each.sentence, _place(document, each))
            for each in draft.sentences
            if each.says is says
            and says not in _PASSING
            and found.isdisjoint(claim.iri for claim in each.claims)
        ]
        if told:
            yield _remark(f"{says.of(len(told))}, and no rule is against it", told, most)


def _remark(head: str, told: Sequence[tuple[Stretch, str]], most: int | None) -> Remark:
    """A head with the first sentences of some below it, in the order in which they stand."""
    first = sorted(told[:most])
    more = f" ({len(first)} of {len(told)}, {_ALL})" if len(first) < len(told) else ""
    return Remark(f"{head}{more}:", tuple(words for _, words in first))


def _place(document: SearchableText, told: SentenceVerdict) -> str:
    """A sentence with its line, or where else it stands in its file, its middle left out where it is long."""
    words = f"“{shortened(' '.join(told.sentence.of(document.text).split()))}”"
    if told.origin is None:
        return f"line {document.position(told.sentence.start)[0]} {words}"
    if told.origin.span is not None:
        return f"line {told.origin.span.line} {words}"
    return f"{holder(told.origin)} {words}".lstrip()


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


def _left_out(draft: DraftReport, text: str) -> str:
    """What was not counted of the sentences that no list tells of, by reason; the lack of a name is none for the others."""
    told = {
        each.sentence.sentence
        for each in (*not_compared(draft, text), *compared_in_part(draft, text))
    }
    considered = {
        (each.sentence, str(each.why))
        for each in draft.not_counted
        if each.why is not Unread.INCOMPLETE
    }
    considered |= {(each.sentence, UNSURE) for each in draft.hints}
    reasons = Counter(why for sentence, why in sorted(considered) if sentence not in told)
    return ", ".join(f"{number} {why}" for why, number in reasons.most_common())
