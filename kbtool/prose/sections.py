"""What the headings above a line leave to be spoken of: a heading may turn to something else, or away from what it names.

Rather nothing than a guess: below "Alternatives to X", "Weight loss" or "In the control group" nothing is said of the X of
the title.
"""

from __future__ import annotations

from collections.abc import Sequence

from kbtool.prose.antecedents import Named
from kbtool.prose.clauses import is_finite
from kbtool.prose.mention import Mention
from kbtool.prose.own_subjects import set_aside
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.shortened import DISORDER, TREATMENT
from kbtool.text.number_words import CARDINALS, SCALES

_NOUNS = frozenset({"NOUN", "PROPN"})
_NUMBERS = CARDINALS.keys() | SCALES.keys()
_OTHERS = frozenset({"ADJ", "ADV", "PART", "AUX", "VERB"})
_ARTICLES = frozenset({"a", "an", "the"})
_DETERMINERS = _ARTICLES | {"my", "our", "your", "his", "her", "their", "this", "that", "no"}
_SUPPOSING = frozenset({Effect.SUPPOSES, Effect.CONDITIONS, Effect.CONTRASTS})


def above(named: Sequence[Named], further: Sequence[Named], *, turns: bool) -> Sequence[Named]:
    """What may be meant below a heading without being named there, the nearest first.

    Args:
        named: what the heading speaks of.
        further: what may be meant below the headings above it.
        turns: whether the heading turns to something else.
    """
    kinds = [each.mention.kinds for each in named]
    known = {each.mention.node for each in further}
    if any(TREATMENT in each for each in kinds):
        return named
    if any(DISORDER in e.mention.kinds and e.mention.node not in known for e in named):
        return named
    return named if turns else (*named, *further)


def names_something_else(sentence: Sentence) -> bool:
    """Whether a noun of a sentence is no name of anything known, and not one that says no more than what it is about.

    A word that may be a noun or something else is one where a subject stands: "Exercise is free". A heading may say that it
    turns to others: "Other treatments".

    Args:
        sentence: the sentence.
    """
    if sentence.is_heading and not sentence.lexicon.other_adjectives.isdisjoint(sentence.forms):
        return True
    return bool(unknown_nouns(sentence))


def unknown_nouns(sentence: Sentence) -> list[int]:
    """The tokens of a sentence that are nouns, name nothing known, and say more than what it is about.

    Args:
        sentence: the sentence.
    """
    lexicon, tokens = sentence.lexicon, sentence.tokens
    idle = lexicon.idle | lexicon.all_heads | lexicon.light_nouns | lexicon.section_words
    cues = {at for each in sentence.contexts for at in range(each.start, each.end)}
    places = range(sentence.own_from, len(tokens))
    verb = len(tokens) if sentence.first_verb is None else sentence.first_verb
    return [
        at
        for at in places
        if (tokens[at].kinds & _NOUNS or not tokens[at].kinds)
        and (not tokens[at].kinds & _OTHERS or (at < verb and _is_noun(sentence, at)))
        and tokens[at].is_word
        and not tokens[at].word[0].isdigit()
        and tokens[at].word not in _NUMBERS
        and at not in sentence.named
        and at not in cues
        and tokens[at].word not in lexicon.small | lexicon.plain_words
        and tokens[at].forms.isdisjoint(idle)
    ]


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether a word that may be something else is a noun, by what stands beside it: "my visit", "exercise is"."""
    tokens = sentence.tokens
    before = tokens[at - 1] if at > sentence.own_from else None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and before.word in _DETERMINERS:
        return True
    if behind is None or not behind.is_word:
        return sentence.is_heading
    return bool(behind.kinds & (_NOUNS | {"AUX"})) or is_finite(tokens, at + 1)


def turns_away(heading: Sentence, mention: Mention) -> bool:
    """Whether a heading names something only to speak of another: "Alternatives to X", "Instead of X", "If you stop X".

    Args:
        heading: the heading.
        mention: what it names.
    """
    tokens, start = heading.tokens, mention.start
    while start > heading.own_from and tokens[start - 1].word in _ARTICLES:
        start -= 1
    index = heading.lexicon.turning_index
    turned = any(
        end == start for at in range(heading.own_from, start) for end, _, _ in index.at(tokens, at)
    )
    supposed = any(
        each.effect in _SUPPOSING and each.reaches([mention.start]) for each in heading.contexts
    )
    return turned or supposed or set_aside(heading, mention)
