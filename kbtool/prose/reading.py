"""The sentences of a draft read one after another, each with what those before it have named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.answers import (
    answers,
    labels_fact,
    lists_hearsay,
    lists_myths,
    may_be_answered,
    told_by_cell,
    told_by_label,
    told_by_sign,
)
from kbtool.prose.bare import listed
from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.columns import Columns, Row
from kbtool.prose.conditions import page_topic, topic_of
from kbtool.prose.elided import elided
from kbtool.prose.figures import GivenFigure, read_figures
from kbtool.prose.framing import told_by_announcement, told_by_heading
from kbtool.prose.implied_topic import under_topic
from kbtool.prose.labels import at_labels
from kbtool.prose.leads import may_deny
from kbtool.prose.myths import told_as_myth
from kbtool.prose.not_taken import Unread
from kbtool.prose.notes import with_notes
from kbtool.prose.page_topics import page_topics
from kbtool.prose.progress import Part, Progress
from kbtool.prose.quoted import quoted_alone
from kbtool.prose.restated import in_plain_order
from kbtool.prose.sentence import Sentence
from kbtool.prose.speakers import with_speakers
from kbtool.prose.statements import read_statements
from kbtool.prose.tables import read_row, told_by_value
from kbtool.prose.taking_back import meant_by_that, taken_back, takes_back
from kbtool.prose.told import Told
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.outline import Outline
from kbtool.text.sentences import sentences
from kbtool.text.stretch import Stretch
from kbtool.text.structure import Block

_DOUBTED = 0.5
"""How sure at most what an item states is that a line above may deny."""


class Reading(Struct, frozen=True):
    """What the sentences of a draft state.

    Attributes:
        sentences: where its sentences stand.
        candidates: what they state, in order.
        figures: the values that they give for quantities on file.
        not_counted: what was considered and is not taken for stated.
        parts: its sentences in their places.
        taken_back: those that others take back, whatever they state.
    """

    sentences: tuple[Stretch, ...]
    candidates: tuple[Candidate, ...]
    figures: tuple[GivenFigure, ...]
    not_counted: tuple[NotCounted, ...]
    parts: tuple[Part, ...]
    taken_back: frozenset[Stretch] = frozenset()


def read_draft(text: str, lexicon: Lexicon, blocks: Sequence[Block] = ()) -> Reading:
    """Read a draft.

    Args:
        text: the draft.
        lexicon: the words of the knowledge base.
        blocks: its lines with what they are, by its format; without any, they are told by their signs.
    """
    stretches = [part for each in sentences(text) for part in at_labels(text, each, lexicon)]
    topics = cache(lambda: page_topics(text, stretches, lexicon))
    progress = Progress(Outline(text, blocks), topics)
    page = cache(lambda: page_topic(text, stretches, lexicon))
    found: list[Candidate | NotCounted] = []
    figures: list[GivenFigure] = []
    revoked: set[Stretch] = set()
    for stretch in stretches:
        sentence = progress.begin(stretch, lexicon)
        topic = partial(topic_of, sentence, progress.before, page)
        sentence = replace(sentence, told=_told(sentence, progress), topic_of=topic)
        mine = _read(sentence, progress)
        if not _states(mine) and progress.head(sentence) is None:
            mine += listed(sentence, progress.listing(sentence), progress.before)
        mine = _in_doubt(sentence, mine, progress, found)
        mine += elided(sentence, mine, progress.stated(sentence, found))
        last = progress.parts[-1] if progress.parts else None
        if not _states(mine) and last and (answered := _answered(last, sentence)):
            found = [each for each in found if each.sentence != last.sentence.stretch] + answered
        elif last and takes_back(sentence, last.sentence, states=_states(mine)):
            back = meant_by_that(progress.parts, sentence)
            revoked |= back
            found = [taken_back(each, back) for each in found]
            figures = [each for each in figures if each.sentence not in back]
        found += mine
        if sentence.told is None or sentence.told.is_true:
            figures += _figures(sentence, progress)
        progress.go_on(sentence, mine)
    parts = progress.parts
    pairs = [(part.sentence, part.before) for part in parts]
    found, figures = with_notes(pairs, found, figures)
    found = with_speakers([part.sentence for part in parts], found)
    return Reading(
        tuple(stretches),
        tuple(each for each in found if isinstance(each, Candidate)),
        tuple(figures),
        tuple(each for each in found if isinstance(each, NotCounted)),
        tuple(parts),
        frozenset(revoked),
    )


def _read(sentence: Sentence, progress: Progress) -> list[Candidate | NotCounted]:
    """What a sentence states; of a row of a table, what its cells state with their heads, too."""
    row = progress.row(sentence)
    if row is None:
        return _read_line(quoted_alone(sentence) or sentence, progress)
    head, mark = progress.head(sentence), progress.outline.at(sentence.stretch.start).mark
    return read_row(sentence, row, head, progress.before, is_head=head is None and bool(mark.heads))


def _figures(sentence: Sentence, progress: Progress) -> list[GivenFigure]:
    """The figures of a sentence; of a row of a table, those that no head of a column makes another's."""
    given = read_figures(sentence, progress.before)
    row = progress.row(sentence)
    if row is None:
        return list(given)
    columns = Columns(sentence.text, row, progress.head(sentence), sentence.lexicon)
    return list(columns.own_figures(given))


def _read_line(sentence: Sentence, progress: Progress) -> list[Candidate | NotCounted]:
    """What a sentence states; of an item of a list, what it states as the end of the line above, or else by itself."""
    alone = list(read_statements(sentence, progress.before))
    leads = progress.leads.above(sentence)
    if not leads:
        plain = list(in_plain_order(sentence, progress.before, alone))
        above = partial(progress.headings, sentence)
        return [*alone, *(plain or under_topic(sentence, progress.before, above, alone))]
    lines = tuple(each.stretch for each in leads)
    whole = replace(sentence, leads=lines, is_heading=False)
    if sentence.told is not None and sentence.told.words in lines:
        denied = list(read_statements(replace(whole, told=None), progress.before))
        own = read_statements(replace(sentence, told=None), progress.before)
        if _denies(denied) and not _denies(list(own)):
            return denied  # "It does not:" denies its items once, and not as words and as an answer
    joined = list(read_statements(whole, progress.before))
    told = any(isinstance(each, Candidate) or each.why is not Unread.INCOMPLETE for each in joined)
    return joined if told else alone


def _denies(found: Sequence[Candidate | NotCounted]) -> bool:
    return any(isinstance(each, Candidate) and each.denies for each in found)


def _in_doubt(
    sentence: Sentence,
    mine: list[Candidate | NotCounted],
    progress: Progress,
    found: Sequence[Candidate | NotCounted],
) -> list[Candidate | NotCounted]:
    """What an item of a list states, as a hint where a line above may deny it: "None of these:"."""
    states = {each.sentence for each in found if isinstance(each, Candidate)}
    block = progress.outline.at(sentence.stretch.start)
    doubts = {
        lead.stretch
        for lead in progress.leads.all_above(block)
        if lead.stretch not in states and may_deny(lead)
    }
    return [
        replace(
            each, limits=(*each.limits, *sorted(doubts)), confidence=min(each.confidence, _DOUBTED)
        )
        if isinstance(each, Candidate)
        and not each.denies
        and doubts
        and doubts.isdisjoint(each.borrowed)
        else each
        for each in mine
    ]


def _states(mine: Sequence[Candidate | NotCounted]) -> bool:
    return any(isinstance(each, Candidate) for each in mine)


def _told(sentence: Sentence, progress: Progress) -> Told | None:
    """What the cells beside a sentence, or the heading above it, say of it."""
    if (row := progress.row(sentence)) is not None:
        cell = told_by_cell(sentence, row.cells) or _told_by_head(sentence, progress.head(sentence))
        return cell or told_by_sign(sentence)
    value = told_by_value(sentence) or told_by_label(sentence)
    value = value or told_by_sign(sentence) or _asked_of(progress)
    value = value or told_as_myth(sentence, progress.myths, progress.outline)
    return value or _framed(sentence, progress)


def _framed(sentence: Sentence, progress: Progress) -> Told | None:
    """What the headings above a sentence, or one that announces it, leave open of it; not so behind a label of facts."""
    if labels_fact(sentence):
        return None
    announced = told_by_announcement(progress.section(sentence))
    return announced or told_by_heading(progress.headings(sentence))


def _asked_of(progress: Progress) -> Told | None:
    """What the sentence before leaves open of one: "True or false?"."""
    last = progress.parts[-1].sentence if progress.parts else None
    if last is None or not last.is_question or last.mentions or not lists_hearsay(last):
        return None
    return Told(None, last.stretch)


def _told_by_head(sentence: Sentence, table: Row | None) -> Told | None:
    """What the head of the first column says of what stands below it: below "Myth" it is open what is so."""
    if table is None:
        return None
    head = Sentence(sentence.text, table.cells[0], sentence.lexicon, is_heading=True)
    return Told(None, table.cells[0]) if lists_myths(head) or lists_hearsay(head) else None


def _answered(asked: Part, sentence: Sentence) -> list[Candidate | NotCounted]:
    """What a question states with the answer to it; nothing, if a sentence is none."""
    says = answers(sentence)
    if says is None or not may_be_answered(asked.sentence):
        return []
    told = Told(says, sentence.stretch, is_answer=True)
    return list(read_statements(replace(asked.sentence, told=told), asked.before))
