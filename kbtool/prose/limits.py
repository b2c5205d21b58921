"""What a clause limits a statement to that nothing models: "under supervision"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from kbtool.prose.additions import names_as_reason
from kbtool.prose.circumstances import HEDGED, Circumstances
from kbtool.prose.filled import Filled
from kbtool.prose.limiting_phrases import AMOUNT_SPAN, YEAR, limits_of
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import COMPARING
from kbtool.prose.provisos import PEOPLE, provisos_of
from kbtool.prose.scope import PREPOSITIONS, is_everybody
from kbtool.prose.sentence import Sentence
from kbtool.prose.shares import youngest
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect
from kbtool.rdf.namespaces import KB
from kbtool.text.stretch import Stretch

_WHEN = frozenset({"in", "since", "after", "from", "by", "on", "at", "during", "within"})
_GOING_ON = frozenset({"and", "or", "but", "with", "as", "when", "while", "because"}) | frozenset(
    {"since", "so", "if", "than", "by", "in", "for"}
)
"""Words behind people that tell no more of them by themselves; what they lead to is looked at as such."""

_OPENING = 8
"""Tokens of the longest opening that limits what follows."""

_PARTICIPLES = ("ed", "en", "wn")


def _told_by(sentence: Sentence, other: Filled, mine: Filled) -> set[int]:
    """The tokens that another trigger explains; one with words of the same statement, no quality that it has no gap for."""
    span = set(range(*other.span))
    if set(other.places).isdisjoint(mine.places):
        return span
    filling = [each for slot in other.slots.values() for each in slot]
    qualities = [
        each
        for each in sentence.mentions
        if KB("Characteristic") in each.kinds and each not in filling
    ]
    return span - {at for each in qualities for at in range(each.start, each.end)}


def _named_by_others(reading: Circumstances, beside: Sequence[Filled]) -> set[int]:
    """The tokens of what fills the gaps of other triggers alone."""
    own = {each for slot in reading.filled.slots.values() for each in slot}
    return {
        at
        for other in beside
        for slot in other.slots.values()
        for each in slot
        if each not in own
        for at in range(each.start, each.end)
    }


def _opening(sentence: Sentence, first: int) -> Iterator[range]:
    """An opening participle that says when or how something is so: "Taken once, it ...", and states nothing."""
    tokens, start = sentence.tokens, sentence.own_from
    comma = next((at for at in range(start, first) if tokens[at].word == ","), None)
    opens = tokens[start].word.endswith(_PARTICIPLES) and "VERB" in tokens[start].kinds
    if comma is None or not opens or comma - start > _OPENING:
        return
    if not any("AUX" in tokens[at].kinds for at in range(start, comma)):
        yield range(start, comma)


def _described(reading: Circumstances, subject: Mention, known: Collection[int]) -> Iterator[range]:
    """The adjectives before what a statement is said of, or relates that to, of which nothing is known: "rectal"."""
    sentence = reading.sentence
    cues = {at for each in sentence.contexts for at in range(each.start, each.end)}
    here = [m for m in (subject, reading.object) if m is not None and m.from_before is None]
    for mention in here:
        at = mention.start - 1
        if (
            at >= sentence.own_from
            and ("ADJ" in sentence.tokens[at].kinds or _is_joined(sentence, at))
            and at not in known
            and at not in cues
            and at not in reading.filled.places
            and sentence.tokens[at].word not in sentence.lexicon.small | COMPARING
            and sentence.tokens[at].forms.isdisjoint(sentence.lexicon.idle_adjectives)
            and not _is_of_its_names(sentence, at, mention)
        ):
            yield range(at, mention.start)


def _is_of_its_names(sentence: Sentence, at: int, mention: Mention) -> bool:
    """Whether a word is one of another name of the same: "standard" of "standard insulins", for "insulins"."""
    forms = sentence.tokens[at].forms
    return any(
        not forms.isdisjoint(word)
        for name in sentence.lexicon.names.get(mention.node, ())
        for word in name
    )


def _of_most(reading: Circumstances, end: int) -> Iterator[range]:
    """The people of whom "mostly" is said, behind a statement: "mostly causes it in those who misuse it"."""
    sentence = reading.sentence
    mainly = any(
        said.value.of_one_object and said.start in reading.modality.read for said in sentence.modal
    )
    if (
        not mainly
        or end + 1 >= len(sentence.tokens)
        or sentence.tokens[end].word not in PREPOSITIONS
    ):
        return
    group = any(
        KB("PersonGroup") in each.kinds for each in sentence.mentions if each.start == end + 1
    )
    if group or sentence.tokens[end + 1].word in PEOPLE:
        yield range(end, end + 2)


def _is_joined(sentence: Sentence, at: int) -> bool:
    """Whether a word ends one of several that hyphens join, of no name: "immediate-release"."""
    tokens = sentence.tokens
    return tokens[at].joined and at - 1 not in sentence.named and at not in sentence.named


def all_limits(
    reading: Circumstances,
    subject: Mention,
    beside: Sequence[Filled],
    modelled: Sequence[Mention],
    when: range,
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """What limits a statement that nothing models; and what limits it without a say in whether it is refuted.

    What is said to hold of a form, or in law since a day, is not known to hold where it holds of others, and is refuted
    where it holds of none. What kind of thing something is hangs on nothing.

    Args:
        reading: the statement with what the words around make of it.
        subject: what it is said of.
        beside: the other triggers of its sentence.
        modelled: the names that fill gaps, or say of whom and when it holds.
        when: the tokens that say after which time.
    """
    sentence = reading.sentence
    words = {at for each in modelled for at in range(each.start, each.end)} | set(when)
    words |= {at for said in sentence.modal for at in range(said.start, said.end)}
    words |= reading.widened | reading.everywhere
    words |= {
        at
        for cue in reading.contexts
        if cue.effect is Effect.INSISTS
        for at in range(cue.start, cue.end)
    }
    everybody = [
        each
        for each in sentence.mentions
        if is_everybody(sentence, each) and not _is_told_more_of(sentence, each, words)
    ]
    words |= {at for each in everybody for at in range(each.start, each.end)}
    said = set(words)
    own = words - _named_by_others(reading, beside)
    if not reading.denies:  # what "because of" gives as a reason may be what is denied
        own = set(reading.filled.places)
        apart = [each for each in beside if each.is_complete and own.isdisjoint(each.places)]
        said |= {at for other in apart for at in range(*other.span)}
    words |= {at for other in beside for at in _told_by(sentence, other, reading.filled)}
    first, end = reading.filled.span
    found = list(limits_of(sentence, range(first, end), words))
    form = []
    if subject.from_before is None:
        form = [
            each
            for each in sentence.contexts_at(
                [subject.start, subject.end - 1], frozenset(reading.filled.places)
            )
            if not each.is_ahead
            if each.start == subject.end or each.end == subject.start
        ]
    found += youngest(sentence)
    found += _of_most(reading, end)
    whom = reading.object
    if (
        whom is not None
        and whom.from_before is None
        and KB("PersonGroup") in whom.kinds
        and is_everybody(sentence, whom)
        and _is_told_more_of(sentence, whom, words)
    ):
        found.append(range(whom.end, whom.end + 1))
    described = list(_described(reading, subject, words))
    if sentence.own_from not in reading.widened:
        found += _opening(sentence, first)
    cues = [
        range(context.start, context.end)
        for context in (*reading.contexts, *form)
        if context.effect is Effect.LIMITS
        and not names_as_reason(sentence, context, subject)
        and not _compares_with_all(sentence, context)
        and not _is_filled_in(sentence, context, reading.filled)
        and not said.issuperset(range(context.start, context.end))
    ]
    if reading.denies:
        found += provisos_of(sentence, subject, range(first, end), {*own, *reading.filled.places})
    everything = _words(sentence, [*found, *described, *cues])
    if reading.filled.trigger.relation in sentence.lexicon.of_kinds and _names_a_kind_of(reading):
        return (), everything
    if reading.denies or _is_to_come(reading):
        return everything, ()
    forms = [span for each in form if _names_a_kind(sentence, span := range(each.start, each.end))]
    groups = reading.object is not None and KB("PersonGroup") in reading.object.kinds
    kinds = [
        each
        for each in described
        if not sentence.tokens[each.start].word.endswith("ing")
        and not (groups and reading.object is not None and each.stop == reading.object.start)
    ]
    found += [each for each in described if each not in kinds]
    in_law = reading.filled.trigger.relation in sentence.lexicon.legal
    dates = [each for each in found if in_law and _is_date(sentence, each)]
    rest = [each for each in (*found, *cues) if each not in forms and each not in dates]
    return _words(sentence, rest), _words(sentence, [*dates, *kinds, *forms])


def _names_a_kind_of(reading: Circumstances) -> bool:
    """Whether it is said what kind of thing something is, be it another one than on file: "is a mood disorder"."""
    filled, sentence = reading.filled, reading.sentence
    denied = any(
        each.effect is Effect.NEGATES and each.start in filled.places for each in sentence.contexts
    )
    is_another = filled.trigger.denies and not denied
    is_another = is_another and filled.trigger.relation not in sentence.lexicon.legal
    return (not reading.denies or is_another) and reading.certainty != HEDGED


def _names_a_kind(sentence: Sentence, span: range) -> bool:
    """Whether words beside a name say of which kind it is, and not where or when: "gummies", "rectal"."""
    return all(sentence.tokens[at].may_name for at in span)


def _compares_with_all(sentence: Sentence, cue: Context) -> bool:
    """Whether a cue leads to a comparison with everybody: "younger than" of "no younger than anyone else"."""
    return sentence.tokens[cue.end - 1].word == "than" and cue.end - 1 in sentence.filled


def _is_filled_in(sentence: Sentence, cue: Context, filled: Filled) -> bool:
    """Whether a cue is but what may stand between the words of a trigger: "quit it overnight, and your ..."."""
    inside = filled.places[0] < cue.start and cue.end <= filled.places[-1]
    return inside and sentence.filled.issuperset(range(cue.start, cue.end))


def _is_told_more_of(sentence: Sentence, people: Mention, known: Collection[int]) -> bool:
    """Whether what follows says which people are meant: "people who have it", "people allergic to it", "people over 90"."""
    at = people.end
    if at >= len(sentence.tokens) or at in known:
        return False
    token = sentence.tokens[at]
    return token.is_word and token.word not in _GOING_ON and not token.kinds & {"AUX"}


def _is_to_come(reading: Circumstances) -> bool:
    """Whether something is hedged, or said of days to come."""
    before = reading.sentence.tokens[
        max(0, reading.filled.start - AMOUNT_SPAN) : reading.filled.end
    ]
    return reading.certainty == HEDGED or any(token.word == "will" for token in before)


def _words(sentence: Sentence, spans: Iterable[range]) -> tuple[Stretch, ...]:
    return tuple(sentence.words(each.start, each.stop) for each in spans)


def _is_date(sentence: Sentence, span: range) -> bool:
    """Whether a phrase says no more than when: "in 2022", "since last year"."""
    tokens = [sentence.tokens[at] for at in span]
    return tokens[0].word in _WHEN and all(
        YEAR.fullmatch(token.word)
        or token.word.isdigit()
        or token.word in sentence.lexicon.small
        or not token.forms.isdisjoint(sentence.lexicon.dates)
        for token in tokens[1:]
    )
