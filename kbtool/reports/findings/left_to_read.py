"""Which sentences of a draft nobody compared, or only in part, and why: what a person has to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from kbtool.checks.sentences import LEFT_OUT, DraftReport, Says, SentenceVerdict, why_unsure
from kbtool.prose.not_taken import Unread
from kbtool.text.stretch import Stretch

if TYPE_CHECKING:
    from kbtool.prose.candidate import NotCounted

_MISSED = (
    Unread.INCOMPLETE,
    Unread.UNSURE,
    Unread.TOO_LONG,
    Unread.SELECTS,
    Unread.REPORTED,
    Unread.SET_ASIDE,
    Unread.SUPPOSED,
)
"""Why a sentence may say what nobody compared, what is worst to miss first; what was too unsure comes before them."""

_PASSING = frozenset({Says.RESTATES, Says.IN_PART})
"""What a sentence says of which something was compared, and nothing is found on that."""


class Left(Struct, frozen=True):
    """A sentence that a person has to read.

    Attributes:
        sentence: the sentence.
        why: why, in words.
    """

    sentence: SentenceVerdict
    why: str


def not_compared(draft: DraftReport, text: str) -> list[Left]:
    """The sentences of which nothing is told, and that may state what was not compared; the worst to miss first.

    Args:
        draft: what became of the sentences of a draft.
        text: its text.
    """
    silent = {each.sentence: each for each in draft.sentences if each.says is Says.NOTHING}
    left = {
        sentence: Left(silent[sentence], _of_what(words, why, text))
        for sentence, words, why in _reasons(draft, text)
        if sentence in silent
    }
    for sentence, each in silent.items():
        if each.unread:
            left[sentence] = Left(each, f"{LEFT_OUT}: {_quoted(each.unread, text)}")
    return list(left.values())


def compared_in_part(draft: DraftReport, text: str) -> list[Left]:
    """The sentences of which something was compared, and some words that may state more were not.

    Args:
        draft: what became of the sentences of a draft.
        text: its text.
    """
    left = {
        each.sentence: Left(each, f"without {_quoted(each.unread, text)}")
        for each in draft.sentences
        if each.unread and each.says is not Says.NOTHING
    }
    passing = {each.sentence: each for each in draft.sentences if each.says in _PASSING}
    for sentence, words, why in _reasons(draft, text):
        # whether words are left that nothing accounts for, what it says beside what is known has told
        is_open = sentence in passing and sentence not in left and why is not Unread.INCOMPLETE
        if is_open:
            told = f"without {_quoted((words,), text)}: {why}"
            left[sentence] = Left(passing[sentence], told)
    return list(left.values())


def _reasons(draft: DraftReport, text: str) -> Iterator[tuple[Stretch, Stretch, str]]:
    """Sentence, words and reason of what was considered and may be stated; of a sentence the worst to miss first."""
    seen = set()
    for hint in sorted(draft.hints, key=lambda each: each.sentence):
        if hint.sentence not in seen:
            yield hint.sentence, hint.words, why_unsure(hint, text)
        seen.add(hint.sentence)
    others: dict[Stretch, list[NotCounted]] = defaultdict(list)
    for each in draft.not_counted:
        if each.why is not Unread.INCOMPLETE:
            others[each.sentence].append(each)
    missed = [
        each
        for each in draft.not_counted
        if each.why in _MISSED and not _is_in(each, others[each.sentence])
    ]
    for each in sorted(missed, key=lambda each: (_MISSED.index(each.why), each.sentence)):
        if each.sentence not in seen:
            yield each.sentence, each.words, each.why
        seen.add(each.sentence)


def _of_what(words: Stretch, why: str, text: str) -> str:
    if why is not Unread.INCOMPLETE:
        return why
    return f"which treatment or condition {_quoted((words,), text)} is said of is not clear"


def _is_in(some: NotCounted, others: Iterable[NotCounted]) -> bool:
    """Whether words that lack something are a part of what says why in their sentence: of a question, say."""
    return some.why is Unread.INCOMPLETE and any(
        other.words.start <= some.words.start and some.words.end <= other.words.end
        for other in others
    )


def _quoted(words: tuple[Stretch, ...], text: str) -> str:
    return f"“{'”, “'.join(' '.join(each.of(text).split()) for each in words)}”"
