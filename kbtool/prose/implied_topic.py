"""What a sentence states of the treatment that its page is about, without naming it: "There are no side effects."

Rather nothing than a guess: one that goes on to speak of something else, or has a word that may stand for something, leaves
open what it is said of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kbtool.prose.antecedents import FROM_HEADING, Before, Named
from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.clauses import is_finite
from kbtool.prose.not_taken import Unread
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.own_subjects import set_aside
from kbtool.prose.sections import unknown_nouns
from kbtool.prose.sentence import Sentence
from kbtool.prose.stand_ins import stand_ins
from kbtool.prose.statements import read_statements
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.shortened import DISORDER
from kbtool.rdf.namespaces import KB
from kbtool.text.tokens import tokens_of

_TREATMENT = KB("Treatment")
_TOPICS = frozenset({_TREATMENT, DISORDER})
_OPEN = frozenset(
    {Effect.REPORTS, Effect.REJECTS, Effect.SUPPOSES, Effect.CONDITIONS, Effect.DOUBTS}
    | {Effect.CONTRASTS, Effect.TESTIFIES}
)
_HAD = frozenset({"no", "zero", "few", "fewer", "little", "minimal", "many", "some"})
_GAP = 3
"""Tokens between a preposition and the noun that it goes with."""


def under_topic(
    sentence: Sentence, before: Before, alone: Sequence[Candidate | NotCounted]
) -> Iterator[Candidate]:
    """What a sentence states of the treatment that the headings above it are about.

    It is compared with what is on file, and never taken for a restatement.

    Args:
        sentence: the sentence.
        before: what was named before it.
        alone: what it states as it stands.
    """
    if any(isinstance(each, Candidate) or each.why is not Unread.INCOMPLETE for each in alone):
        return
    topic = implied_topic(sentence, before)
    if topic is None:
        return
    heading = Sentence(sentence.text, topic.sentence, sentence.lexicon, is_heading=True)
    name = heading.words(topic.mention.start, topic.mention.end)
    for whole in _wholes(replace(sentence, leads=(name,), is_heading=False)):
        found = [
            each
            for each in read_statements(whole, Before())
            if isinstance(each, Candidate) and each.subject == topic.mention.node
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


def _wholes(led: Sentence) -> Iterator[Sentence]:
    """A sentence below a name, and where it has no verb with one between: "is safe", "has no side effects"."""
    yield led
    own = led.tokens[led.own_from :]
    if led.has_verb or not own:
        return
    (verb,) = tokens_of("has" if own[0].word in _HAD else "is")
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
    if any(_TREATMENT in m.kinds and not set_aside(sentence, m) for m in sentence.mentions):
        return None
    places = range(sentence.own_from, len(sentence.tokens))
    if stand_ins(sentence, places) or _is_of_something_else(sentence):
        return None
    return topic


def _topic(before: Before) -> Named | None:
    """The one treatment that the nearest heading with a topic is about, where the sentences since speak of no other."""
    above = [each for each in before.heading if not each.mention.kinds.isdisjoint(_TOPICS)]
    nearest = [each for each in above if each.sentence == above[0].sentence]
    treatments = [each for each in nearest if _TREATMENT in each.mention.kinds]
    nodes = {each.mention.node for each in treatments}
    if len(nodes) != 1:
        return None
    named = [each for each in before.subjects if _TREATMENT in each.mention.kinds]
    others = [each for each in named if each.mention.node not in nodes]
    goes_on = any(e.is_near and e.is_subject for e in named if e.mention.node in nodes)
    turned = any(each.is_subject or (each.is_near and not goes_on) for each in others)
    return None if turned else treatments[0]


def _is_of_something_else(sentence: Sentence) -> bool:
    """Whether an unknown noun is what a sentence is about, or stands where that might be named: "with yoga"."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    unknown = unknown_nouns(sentence)
    places = range(sentence.own_from, len(tokens))
    verb = next((at for at in places if is_finite(tokens, at, sentence.name_starts)), 0)
    headed = any(
        tokens[at].word in lexicon.section_words and tokens[at].forms.isdisjoint(lexicon.all_heads)
        for at in range(verb)
        if at not in sentence.named
    )
    return headed or any(
        at < verb or not tokens[at].kinds or _is_behind_preposition(sentence, at, unknown)
        for at in unknown
    )


def _is_behind_preposition(sentence: Sentence, at: int, unknown: Sequence[int]) -> bool:
    tokens = sentence.tokens
    for n in range(at - 1, max(sentence.own_from, at - _GAP) - 1, -1):
        if tokens[n].word in PREPOSITIONS:
            return True
        if not tokens[n].is_word or (tokens[n].kinds & {"VERB", "AUX"} and n not in unknown):
            return False
    return False
