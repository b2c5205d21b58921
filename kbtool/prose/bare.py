"""Lists without verbs: "dizziness" below "Side effects", "No side effects", and "None." below such a heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbtool.prose.answers import heading_says, says_no
from kbtool.prose.antecedents import FROM_HEADING, Before
from kbtool.prose.candidate import Candidate
from kbtool.prose.circumstances import CATEGORICAL, HEDGED
from kbtool.prose.lists import CONJUNCTIONS
from kbtool.prose.mention import Mention
from kbtool.prose.sections import turns_away
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect, Heading
from kbtool.rdf.terms import Term

_SURE = 0.95
_NO = frozenset({"no", "zero", "without", "none", "never"})
_FREE = frozenset({"free", "of"})
_JOINS = CONJUNCTIONS | {","}
_COUNTED = 12
"""Tokens of the longest line that is such a list."""


def listed(sentence: Sentence, heading: Sentence | None, before: Before) -> list[Candidate]:
    """What a line states of the topic of its page by naming things that a heading lists, or that are themselves called so.

    Args:
        sentence: the line.
        heading: the line above its list, or the heading above.
        before: what was named before.
    """
    below = heading is not None and Heading.POSSIBLE in heading_says(heading)
    if below and heading is not None and says_no(sentence):
        return list(_stated(heading, sentence, heading, before, denies=True))
    if sentence.told is not None or sentence.is_question or len(sentence.tokens) > _COUNTED:
        return []
    denies = _denied(sentence)
    names_them = denies and Heading.POSSIBLE in heading_says(sentence)
    if denies is None or not (below or denies):
        return []
    shown = heading if below or not names_them else None
    return list(_stated(sentence, sentence, shown, before, denies=denies))


def _denied(sentence: Sentence) -> bool | None:
    """Whether a line that has names and nothing else denies them; None, if it has other words."""
    rest = [
        token.word
        for at, token in enumerate(sentence.tokens)
        if at >= sentence.own_from and at not in sentence.named and token.is_word
    ]
    rest = [word for word in rest if word not in _JOINS]
    if not sentence.mentions or sentence.quotations or len(rest) > len(_FREE):
        return None
    other = any(each.effect is not Effect.NEGATES for each in sentence.contexts)
    if other or not rest:
        return None if other else False
    return True if (len(rest) == 1 and rest[0] in _NO) or rest == ["free", "of"] else None


def _stated(
    named: Sentence, sentence: Sentence, heading: Sentence | None, before: Before, *, denies: bool
) -> Iterator[Candidate]:
    """The statements on the topic and what a sentence names."""
    for relation in sorted(named.lexicon.listed_by, key=str):
        kinds = named.lexicon.kinds[relation]
        objects = [each for each in named.mentions if each.kinds and each.fits(kinds.object)]
        for subject in _topics(heading, before, kinds.subject, objects):
            sure = _SURE if subject.from_before is None else _SURE * FROM_HEADING
            shown = {subject.from_before, None if heading is None else heading.stretch} - {None}
            for each in objects:
                yield Candidate(
                    sentence=sentence.stretch,
                    words=sentence.words(sentence.own_from, len(sentence.tokens)),
                    relation=relation,
                    subject=subject.node,
                    object=each.node,
                    denies=denies,
                    certainty=CATEGORICAL if denies else HEDGED,
                    confidence=round(sure, 2),
                    borrowed=tuple(sorted(filter(None, shown))),
                )


def _topics(
    heading: Sentence | None, before: Before, kinds: frozenset[Term], objects: Sequence[Mention]
) -> Sequence[Mention]:
    """What a list is of: what its heading names, or the nearest heading above; nothing, if that is not one thing."""
    taken = {each.node for each in objects}
    if heading is not None:
        fits = [m for m in heading.mentions if m.kinds and m.fits(kinds) and m.node not in taken]
        found = [each for each in fits if not turns_away(heading, each)]
        if fits and not found:
            return ()
        own = [each.named_in(heading.stretch, range(0)) for each in found]
        if own:
            return own if len({each.node for each in own}) == 1 else ()
    above = [e for e in before.heading if e.mention.kinds and e.mention.fits(kinds)]
    above = [e for e in above if e.mention.node not in taken and not _is_class(e.mention, objects)]
    near = [each for each in above if each.sentence == above[0].sentence]
    if len({each.mention.node for each in near}) != 1:
        return ()
    return [near[0].mention.named_in(near[0].sentence, range(0))]


def _is_class(mention: Mention, objects: Sequence[Mention]) -> bool:
    """Whether a name is of the kind of what is listed, and so the name of the list."""
    return any(mention.kinds == each.kinds for each in objects)
