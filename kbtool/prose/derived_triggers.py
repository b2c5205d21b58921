"""Triggers that follow by rule from those that are written down: passives, nouns of verbs, and objects that open a sentence.

From "{subject} treats {object}" follow "{object} is treated with {subject}", "{subject} offers treatment of {object}",
"treatment of {object} with {subject}" "{object}, which {subject} treats" and, as of "reduces",
"{subject} leads to reduced {object}"; from "{subject} is useless against {object}" follows "{subject} is useless" in a
sentence that opens with the object, and from "{subject} is an established treatment of {object}" "an established
{object} treatment".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.words.phrase_index import Forms
from kbtool.prose.words.trigger import Slot, Trigger
from kbtool.text.tokens import forms_of, tokens_of

_BE = forms_of("be") | forms_of("get") | forms_of("become")
_OF = forms_of("of")
_WHICH = frozenset({"which"})
_TO = frozenset({"to"})
_TO_OBJECT = frozenset({"of", "from", "in", "for", "against", "to"})
_LEADING = frozenset({"for", "of", "in", "against"})
_DESCRIBED = 4
"""So many words say more of a treatment than that it is one: "is established treatment for"."""
_NOUN_ENDINGS = ("ment", "ion", "tion", "ation", "ition", "ance", "al", "age", "")


class Wording(Struct, frozen=True):
    """The words of which triggers are made by rule.

    Attributes:
        light_verbs: verbs that say no more than the noun behind them: "offers relief".
        agents: words before what does it: "with", "by".
        nouns: nouns for a treatment: "an established treatment for".
    """

    light_verbs: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()


def with_derived(triggers: Iterable[Trigger], wording: Wording) -> Iterator[Trigger]:
    """Triggers, each with those that follow from it.

    Args:
        triggers: those that are written down.
        wording: the words to make more of.
    """
    for trigger in triggers:
        yield trigger
        yield from _of_a_verb(trigger, wording)
        if (fronted := _fronted(trigger)) is not None:
            yield fronted
        if (compound := _compound(trigger, wording)) is not None:
            yield compound


def _of_a_verb(trigger: Trigger, wording: Wording) -> Iterator[Trigger]:
    """What follows from a trigger that is one verb between subject and object."""
    if len(trigger.parts) != 3 or trigger.beside or trigger.words != 1:
        return
    subject, words, object_ = trigger.parts
    if subject is not Slot.SUBJECT or object_ is not Slot.OBJECT or isinstance(words, Slot):
        return
    verbs = frozenset(form for form in words[0] if _is_verb(form))
    nouns = frozenset(noun for verb in verbs for noun in _nouns_of(verb))
    if verbs:
        passive: Forms = (_BE, verbs, wording.agents)
        yield replace(trigger, parts=(Slot.OBJECT, passive, Slot.SUBJECT))
        yield replace(trigger, parts=(object_, (_WHICH,), subject, (verbs,)))
        yield replace(trigger, parts=(subject, (wording.light_verbs, verbs), object_))
        yield replace(trigger, parts=(subject, (wording.light_verbs, _TO, verbs), object_))
    if nouns:
        yield replace(trigger, parts=(subject, (wording.light_verbs, nouns, _TO_OBJECT), object_))
        yield replace(trigger, parts=((nouns, _OF), object_, (wording.agents,), subject))


def _compound(trigger: Trigger, wording: Wording) -> Trigger | None:
    """A trigger that ends in a noun for a treatment, with its object before that: "an established {object} treatment"."""
    *before, last, end = (None, *trigger.parts) if len(trigger.parts) > 1 else (None, None)
    if end is not Slot.OBJECT or last is None or isinstance(last, Slot) or trigger.beside:
        return None
    if len(last) < _DESCRIBED or not last[-1] & _LEADING or last[-2].isdisjoint(wording.nouns):
        return None
    nouns = last[-2] & wording.nouns
    parts = tuple(part for part in before if part is not None)
    return replace(trigger, parts=(*parts, last[:-2], end, (nouns,)), beside=frozenset({end}))


def _fronted(trigger: Trigger) -> Trigger | None:
    """A trigger without what it ends in and the preposition before that, for a sentence that opens with these."""
    *before, last, end = (None, *trigger.parts) if len(trigger.parts) > 1 else (None, None)
    if not isinstance(end, Slot) or last is None or isinstance(last, Slot) or trigger.beside:
        return None
    if end in before or not last[-1] & _PREPOSITIONS:
        return None
    if len(last) == 1:
        rest = tuple(part for part in before if part is not None)
        states = any(len(part) > 1 for part in rest if not isinstance(part, Slot))
        return replace(trigger, parts=rest, fronted=end) if states else None
    if end is Slot.OBJECT and not last[-1] <= _PREPOSITIONS:
        return None
    parts = (*(part for part in before if part is not None), last[:-1])
    return replace(trigger, parts=parts, fronted=end)


@cache
def _is_verb(word: str) -> bool:
    (token,) = tokens_of(word)[:1] or (None,)
    return token is not None and "VERB" in token.kinds


@cache
def _nouns_of(verb: str) -> frozenset[str]:
    """The nouns that a verb makes by its ending, if the dictionary has them: "treatment", "reduction"."""
    stems = {verb, verb.removesuffix("e"), verb.removesuffix("ce") + "ct"}
    made = {stem + ending for stem in stems for ending in _NOUN_ENDINGS}
    made -= {verb.removesuffix("e")} - {verb}
    return frozenset(
        form
        for word in made
        for token in tokens_of(word)[:1]
        if "NOUN" in token.kinds and len(word) > len(verb) - 1
        for form in token.forms
    )


_PREPOSITIONS = frozenset(form for word in PREPOSITIONS | {"that"} for form in forms_of(word))
