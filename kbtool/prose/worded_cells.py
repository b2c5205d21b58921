"""What the cells of a row state in words of their own of the treatment that the row is of: "No potential for abuse"."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from kbtool.prose.answers import heading_says
from kbtool.prose.antecedents import FROM_HEADING, Before
from kbtool.prose.candidate import Candidate
from kbtool.prose.columns import Columns, Row, answer_in
from kbtool.prose.implied_topic import (
    is_all_that_is_said,
    is_of_something_else,
    may_not_be_so,
    wholes,
)
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.sections import unknown_nouns
from kbtool.prose.sentence import Sentence
from kbtool.prose.statements import read_statements
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.shortened import TREATMENT
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import tokens_of

_GROUP = KB("PersonGroup")
_OPEN = frozenset(
    {Effect.REPORTS, Effect.REJECTS, Effect.SUPPOSES, Effect.CONDITIONS, Effect.DOUBTS}
    | {Effect.CONTRASTS, Effect.NEGATES}
)
"""What a head does to the cells below it that they do not say themselves."""


def worded_cells(sentence: Sentence, row: Row, columns: Columns) -> Iterator[Candidate]:
    """What cells state of the one treatment that the first cell of their row names, or the head of their column.

    It is compared with what is on file, and never taken for a restatement.

    Args:
        sentence: the row.
        row: its cells.
        columns: the table.
    """
    first = row.cells[0]
    meant = _treatment(sentence, first)
    for column, cell in enumerate(row.cells):
        says = answer_in(sentence.text, cell, sentence.lexicon)
        if not column or not cell.of(sentence.text).strip() or says is not None:
            continue
        above = columns.above(column)
        head = None if above is None else _plain_head(sentence, above, columns)
        alone = Sentence(sentence.text, cell, sentence.lexicon)
        named = [each for each in alone.mentions if TREATMENT in each.kinds]
        if (above is not None and head is None) or columns.denying_beside(column):
            continue
        if alone.is_question or is_of_something_else(alone) or may_not_be_so(alone):
            continue
        if any(each.is_cue and each.effect in _OPEN - {Effect.NEGATES} for each in alone.contexts):
            continue
        for whole, subjects, shown in _readings(alone, first, head, meant):
            found = [
                replace(
                    each,
                    sentence=sentence.stretch,
                    words=cell,
                    confidence=round(each.confidence * FROM_HEADING, 2),
                    borrowed=shown,
                    is_gist=True,
                    unread=(cell,),
                )
                for each in read_statements(whole, Before())
                if isinstance(each, Candidate)
                and each.subject in subjects
                and all(one.node == each.object for one in named)
                and is_all_that_is_said(whole, each)
            ]
            yield from found
            if found:
                break


def _readings(
    alone: Sentence, first: Stretch, head: Sentence | None, meant: frozenset[Term]
) -> Iterator[tuple[Sentence, frozenset[Term], tuple[Stretch, ...]]]:
    """A cell as a sentence, in the ways that its table may mean, with what it is said of and the head that it takes in."""
    if meant:
        if head is not None and _treatment(alone, head.stretch):
            return
        for whole in wholes(replace(alone, leads=(first,))):
            yield whole, meant, ()
        if head is not None and not alone.has_verb:
            yield replace(alone, leads=(first, head.stretch)), meant, (head.stretch,)
        return
    above = frozenset[Term]() if head is None else _treatment(alone, head.stretch)
    if head is None or not above or alone.has_verb or not _is_group(alone, first):
        return
    led = replace(alone, leads=(head.stretch,))
    is_, for_ = tokens_of("is for", Stretch(0, 6))
    own = led.tokens[led.own_from :]
    if not own:
        return
    group = [
        replace(token, start=own[-1].end, end=own[-1].end)
        for token in (for_, *tokens_of(alone.text, first))
    ]
    verb = replace(is_, start=own[0].start, end=own[0].start)
    whole = replace(led, plain=(*led.tokens[: led.own_from], verb, *own, *group))
    yield whole, above, (head.stretch,)


def _is_group(sentence: Sentence, cell: Stretch) -> bool:
    """Whether a cell names people, and has no verb: "pregnant women"."""
    whole = Sentence(sentence.text, cell, sentence.lexicon)
    return not whole.has_verb and any(_GROUP in each.kinds for each in whole.mentions)


def _treatment(sentence: Sentence, cell: Stretch) -> frozenset[Term]:
    """The treatment that is all that a cell names; whatever its name may mean."""
    whole = Sentence(sentence.text, cell, sentence.lexicon, is_heading=True)
    words = [at for at, token in enumerate(whole.tokens) if token.is_word]
    return frozenset(
        each.node
        for each in whole.mentions
        if TREATMENT in each.kinds and words and (each.start, each.end) == (words[0], words[-1] + 1)
    )


def _plain_head(sentence: Sentence, above: Stretch, columns: Columns) -> Sentence | None:
    """The head of a column without what is in brackets; None, if what stands below it may be of something else."""
    text = sentence.text
    bracket = above.of(text).find("(")
    words = Stretch(above.start, above.start + bracket) if bracket > 0 else above
    head = Sentence(text, words, sentence.lexicon, is_heading=True)
    if _treatment(sentence, words):
        return head
    turned = any(each.is_cue and each.effect in _OPEN for each in head.contexts)
    if turned or heading_says(head) or unknown_nouns(head):
        return None
    tokens = [token for token in head.tokens if token.is_word]
    if any(token.word in sentence.lexicon.unnamed.turns for token in tokens):
        return None
    if tokens and tokens[-1].word in PREPOSITIONS:
        words = Stretch(words.start, tokens[-1].start)  # which leads to the cells: "Approved for"
    return None if columns.limits(words) else head
