"""What a sentence states of the treatment that its page is about, without naming it: "There are no side effects."

Rather nothing than a guess: one that goes on to speak of something else, or has a word that may stand for something, leaves
open what it is said of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from kbtool.prose.answers import behind_answer
from kbtool.prose.antecedents import FROM_HEADING, Before, Named
from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.mention import Mention
from kbtool.prose.not_taken import Unread
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.own_subjects import set_aside
from kbtool.prose.sections import unknown_nouns
from kbtool.prose.sentence import Sentence
from kbtool.prose.stand_ins import stand_ins
from kbtool.prose.statements import read_statements
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.shortened import DISORDER, TREATMENT
from kbtool.text.tokens import tokens_of

_TOPICS = frozenset({TREATMENT, DISORDER})
_OPEN = frozenset(
    {Effect.REPORTS, Effect.REJECTS, Effect.SUPPOSES, Effect.CONDITIONS, Effect.DOUBTS}
    | {Effect.CONTRASTS, Effect.TESTIFIES}
)
_PAST = frozenset({"was", "were", "had", "did"})
"""What tells of some occasion, and not of what the treatment does."""

_ADDING = frozenset({"and", ",", ";", "beyond"})
_GAP = 3
"""Tokens between a preposition and the noun that it goes with."""


def under_topic(
    sentence: Sentence,
    before: Before,
    headings: Callable[[], Sequence[Sentence]],
    alone: Sequence[Candidate | NotCounted],
) -> Iterator[Candidate]:
    """What a sentence states of the treatment that the headings above it are about.

    It is compared with what is on file, and never taken for a restatement.

    Args:
        sentence: the sentence.
        before: what was named before it.
        headings: gives the headings above it, the nearest first.
        alone: what it states as it stands.
    """
    if any(isinstance(each, Candidate) or each.why is not Unread.INCOMPLETE for each in alone):
        return
    topic = implied_topic(sentence, before)
    if topic is None or not _stays_with(topic, headings()):
        return
    heading = Sentence(sentence.text, topic.sentence, sentence.lexicon, is_heading=True)
    name = heading.words(topic.mention.start, topic.mention.end)
    meant = {each.node for each in heading.mentions if each.start == topic.mention.start}
    for whole in wholes(replace(sentence, leads=(name,), is_heading=False)):
        found = [
            each
            for each in read_statements(whole, Before())
            if isinstance(each, Candidate)
            and each.subject in meant
            and all(one.node == each.object for one in _treatments(sentence))
            and is_all_that_is_said(sentence, each)
        ]
        for each in found:
            shown = [topic.sentence, *(one for one in each.borrowed if one != name)]
            yield replace(
                each,
                confidence=round(each.confidence * FROM_HEADING, 2),
                borrowed=tuple(dict.fromkeys(shown)),
                is_gist=True,
                unread=tuple(dict.fromkeys((each.words, *each.unread))),
            )
        if found:
            return


def _stays_with(topic: Named, headings: Sequence[Sentence]) -> bool:
    """Whether no heading below that of the topic may turn to something else, or to another time."""
    below = takewhile(lambda each: each.stretch != topic.sentence, headings)
    return not any(
        unknown_nouns(each)
        or not each.lexicon.unnamed.turns.isdisjoint(token.word for token in each.tokens)
        for each in below
    )


def is_all_that_is_said(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether the sentence has no other words than a statement, or only goes on behind it: "and resolve quickly".

    Args:
        sentence: the sentence.
        candidate: the statement.
    """
    idle = sentence.lexicon.unnamed.idle
    begins = sentence.tokens[behind_answer(sentence)].start
    left = [
        each
        for each in candidate.unread
        if each != candidate.words
        and each.of(sentence.text).lower() not in idle
        and each.start >= begins
    ]
    if not left:
        return True
    behind = candidate.words.end
    if min(each.start for each in left) < behind:
        return False
    return next((t.word in _ADDING for t in sentence.tokens if t.start >= behind), False)


def wholes(led: Sentence) -> Iterator[Sentence]:
    """A sentence below a name, and where it has no verb with one between: "is safe", "has no side effects".

    Args:
        led: the sentence below the name.
    """
    yield led
    own = led.tokens[led.own_from :]
    if led.has_verb or not own:
        return
    (verb,) = tokens_of("has" if own[0].word in led.lexicon.unnamed.counting else "is")
    placed = replace(verb, start=own[0].start, end=own[0].start)
    yield replace(led, plain=(*led.tokens[: led.own_from], placed, *own))


def implied_topic(sentence: Sentence, before: Before) -> Named | None:
    """The treatment that a sentence is said of without naming it; None, if something else can be meant.

    Args:
        sentence: the sentence.
        before: what was named before it.
    """
    topic = _topic(before)
    if topic is None or sentence.is_heading or sentence.is_question:
        return None
    if any(each.is_cue and each.effect in _OPEN for each in sentence.contexts):
        return None
    if may_not_be_so(sentence):
        return None
    verb = sentence.first_verb or 0
    if any(each.start <= verb for each in _treatments(sentence)):
        return None
    places = range(sentence.own_from, len(sentence.tokens))
    if stand_ins(sentence, places) or is_of_something_else(sentence):
        return None
    return topic


def _treatments(sentence: Sentence) -> list[Mention]:
    """The treatments that a sentence names, and not only for contrast."""
    return [m for m in sentence.mentions if TREATMENT in m.kinds and not set_aside(sentence, m)]


def _topic(before: Before) -> Named | None:
    """The one treatment that the nearest heading with a topic is about, where the sentences since speak of no other."""
    above = [each for each in before.heading if not each.mention.kinds.isdisjoint(_TOPICS)]
    nearest = [each for each in above if each.sentence == above[0].sentence]
    treatments = [each for each in nearest if TREATMENT in each.mention.kinds]
    if not treatments and all(DISORDER in each.mention.kinds for each in above):
        treatments = [each for each in before.page() if TREATMENT in each.mention.kinds]
    if len({each.mention.start for each in treatments}) != 1:
        return None  # one name may mean several
    nodes = {each.mention.node for each in treatments}
    named = [each for each in before.subjects if TREATMENT in each.mention.kinds]
    others = [each for each in named if each.mention.node not in nodes]
    goes_on = any(e.is_near and e.is_subject for e in named if e.mention.node in nodes)
    turned = any(each.is_subject or (each.is_near and not goes_on) for each in others)
    return None if turned else treatments[0]


def is_of_something_else(sentence: Sentence) -> bool:
    """Whether an unknown noun is what a sentence is about, or stands where that might be named: "with yoga".

    Args:
        sentence: the sentence.
    """
    tokens, words = sentence.tokens, sentence.lexicon.unnamed
    unknown = unknown_nouns(sentence)
    places = range(behind_answer(sentence), len(tokens))
    verb = sentence.first_verb
    if verb is None:
        verb = next((at + 1 for at in places if tokens[at].is_word), 0)
    return any(
        (tokens[at].word in words.single or not tokens[at].forms & words.topics)
        and _is_of_its_own(sentence, at)
        for at in range(places.start, verb)
        if at not in sentence.named
    ) or any(
        at < verb or not tokens[at].kinds or _is_behind_preposition(sentence, at, unknown)
        for at in unknown
    )


def _is_of_its_own(sentence: Sentence, at: int) -> bool:
    """Whether a word before the verb may be what the sentence is about, or open it with what it is about."""
    token = sentence.tokens[at]
    if token.word == "," or token.word in PREPOSITIONS:
        return True
    is_noun = "NOUN" in token.kinds and not token.kinds & {"ADJ", "ADV", "AUX"}
    return (
        token.is_word
        and (is_noun or token.word.endswith("ing") or not token.kinds)
        and (token.word not in sentence.lexicon.small)
    )


def may_not_be_so(sentence: Sentence) -> bool:
    """Whether a sentence tells of an occasion, or of what may be: "There were none.", "You may have none.".

    Args:
        sentence: the sentence.
    """
    words = [token.word for token in sentence.tokens[sentence.own_from :]]
    known = sentence.lexicon.unnamed
    if not (_PAST | known.tentative).isdisjoint(words):
        return True
    return any(one == "may" and other in known.happening for one, other in pairwise(words))


def _is_behind_preposition(sentence: Sentence, at: int, unknown: Sequence[int]) -> bool:
    tokens = sentence.tokens
    for n in range(at - 1, max(sentence.own_from, at - _GAP) - 1, -1):
        if tokens[n].word in PREPOSITIONS:
            return True
        if not tokens[n].is_word or (tokens[n].kinds & {"VERB", "AUX"} and n not in unknown):
            return False
    return False
