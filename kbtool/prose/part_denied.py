"""Where a sentence denies something else than what its words state: that it is said, or comes at once.

"No leaflet says that it is sedating" and "it does not help at once" deny neither that it sedates nor that it helps.
"""

from __future__ import annotations

from collections.abc import Iterator

from kbtool.prose.circumstances import ANECDOTAL, TURNING, Circumstances
from kbtool.prose.clauses import is_finite
from kbtool.prose.not_taken import Unread
from kbtool.prose.sentence import Sentence
from kbtool.prose.shares import is_of_a_share
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.lexicon import Lexicon
from kbtool.prose.words.phrase_index import Forms
from kbtool.rdf.namespaces import KB

_PARTICIPLES = ("ed", "wn", "ld", "id")
_WHO = frozenset({"who", "whom", "whose", "that", "which"})
_NOT_SAYING = _WHO | {"to"}
"""Words before a verb of saying by which it says nothing: "those who told us", "no lie to say"."""
_SHOWING = frozenset({"that", "for", "which", "showing", "to"})
"""Words between a noun for evidence and what it would show."""
_CAN = frozenset({"can", "could", "should"})
_NOUNS_OF_DENIAL = frozenset({"no", "without", "neither"})
"""Words of denial that stand before a noun."""
_DENIALS = frozenset({"never", "not", "nobody", "one", "none", "nor", "nothing", "no"})
_LIGHT = frozenset({"ADV", "PART"})
_SENSES = frozenset({"feel", "look", "sound", "seem", "just", "much", "act"})
"""Words before a "like" that is no likeness of what stands before it."""
_PARTING = frozenset({",", "and", ";", ":", "–", "—"})
_EXCEPTING = frozenset({"apart", "aside", "except", "besides", "beyond", "excluding", "outside"})
_OTHER_PEOPLE = frozenset(
    {"those", "people", "others", "persons", "individuals", "peers", "anyone", "someone", "ones"}
)
_GROUP = KB("PersonGroup")
_FURTHEST = 6
"""Tokens in which "does" follows the "as" of "as the tablet does"."""


def why_beside(reading: Circumstances) -> Unread | None:
    """Why a denial is none of what is stated, if it is of something else; None, if it is not.

    Args:
        reading: a statement with what the words around make of it.
    """
    denials = [each for each in reading.contexts if each.effect is Effect.NEGATES]
    if any(_is_of_evidence(reading, each) for each in denials):
        return Unread.OPEN
    if any(_is_of_saying(reading, each) for each in denials):
        return Unread.UNSAID
    starts = [each.end for each in denials]
    if reading.filled.trigger.denies:
        starts.append(reading.filled.start + 1)
    if any(_is_of_one_of_them(reading, each) for each in starts):
        return Unread.PARTLY
    if any(_denies_by_itself(reading.sentence, each) for each in _focuses(reading)):
        return Unread.PARTLY
    if is_of_a_share(reading):
        return Unread.PARTLY
    of_one = reading.certainty == ANECDOTAL and any(
        each.effect is Effect.TESTIFIES for each in reading.contexts
    )
    if of_one and reading.denies and reading.filled.trigger.object_kinds:
        return Unread.PARTLY  # "my liver stayed healthy" is said of no other liver
    if not _has_word_of_denial(reading):
        return None
    if of_one:
        return Unread.PARTLY  # what did not happen to one may happen to others
    if _is_narrowed(reading) or _is_of_part_of_a_group(reading):
        return Unread.PARTLY
    beside = any(_focuses(reading)) or _is_likened(reading) or _is_with_another(reading)
    return Unread.PARTLY if beside else None


def _has_word_of_denial(reading: Circumstances) -> bool:
    """Whether a word of denial denies it, be it one of its own, and not what is said in its place: "combines well"."""
    own = frozenset(reading.filled.places)
    return reading.denies and any(
        each.effect in TURNING
        and each.is_cue
        and (each in reading.contexts or not own.isdisjoint(range(each.start, each.end)))
        for each in reading.sentence.contexts
    )


def _focuses(reading: Circumstances) -> Iterator[Context]:
    """The words that a denial is of, beside it: "at once"; none of a verb before: "quit at once, and ..."."""
    own = [
        each.start
        for each in reading.sentence.contexts
        if each.effect is Effect.NEGATES and each.start in reading.filled.places
    ]
    denials = [each.start for each in reading.contexts if each.effect is Effect.NEGATES] or own
    first = min(denials, default=reading.filled.start)
    return (
        each
        for each in reading.contexts
        if each.effect is Effect.FOCUSES
        and not (each.end <= first and _is_of_verb_before(reading.sentence, each, first))
    )


def _is_of_verb_before(sentence: Sentence, focus: Context, denial: int) -> bool:
    """Whether words are of a verb before them, and what denies is parted from it: "quits overnight, her mood ..."."""
    tokens = sentence.tokens
    doing = any(
        "VERB" in tokens[at].kinds and "AUX" not in tokens[at].kinds and at not in sentence.named
        for at in range(sentence.own_from, focus.start)
    )
    parts = (tokens[at].word for at in range(focus.end, denial))
    lacks = tokens[denial].word == "without" or tokens[denial - 1].word == "with"
    parted = lacks or any(word in _PARTING for word in parts)
    return doing and parted


def _denies_by_itself(sentence: Sentence, focus: Context) -> bool:
    """Whether a word of denial is one of such words: "no two"."""
    return any(
        each.effect is Effect.NEGATES and focus.start <= each.start and each.end <= focus.end
        for each in sentence.contexts
    )


def _is_of_saying(reading: Circumstances, denial: Context) -> bool:
    """Whether a verb or noun of saying stands between a denial and what is stated: "nobody told me", "no mention of"."""
    sentence, first = reading.sentence, min(reading.filled.places)
    tokens = sentence.tokens
    for at in range(denial.end, first):
        token = tokens[at]
        if (
            at in reading.filled.places
            or token.forms.isdisjoint(sentence.lexicon.saying)
            or not denial.reaches([at])
        ):
            continue
        before = tokens[at - 1].word
        if not (_is_adjective(sentence, at) or before in _NOT_SAYING or _can_not_be(sentence, at)):
            return True
    return any(
        denial.reaches([at]) and not tokens[at].forms.isdisjoint(sentence.lexicon.vouching)
        for at in range(denial.end, first)
        if at not in reading.filled.places
    )


def _is_of_evidence(reading: Circumstances, denial: Context) -> bool:
    """Whether what is denied is that there is evidence for it: "evidence that X helps does not exist"."""
    sentence, first = reading.sentence, min(reading.filled.places)
    tokens, words = sentence.tokens, sentence.lexicon
    if denial.start < first or not any(
        not token.forms.isdisjoint(words.existing)
        for token in tokens[denial.start : denial.end + 1]
    ):
        return False
    return any(
        not tokens[at].forms.isdisjoint(words.evidence) and tokens[at + 1].word in _SHOWING
        for at in range(sentence.own_from, first)
    )


def _is_adjective(sentence: Sentence, at: int) -> bool:
    """Whether a word is a participle before a noun, and no verb: "no well known risk"."""
    tokens, before = sentence.tokens, at - 1
    if not tokens[at].word.endswith(_PARTICIPLES):
        return False
    while before >= 0 and tokens[before].kinds == {"ADV"} and tokens[before].word not in _DENIALS:
        before -= 1
    if before < 0 or tokens[before].word in _NOUNS_OF_DENIAL:
        return True
    is_of = tokens[before].kinds & {"AUX", "NOUN", "PRON", "PROPN"}
    return not (is_of or tokens[before].word in _DENIALS)


def _can_not_be(sentence: Sentence, at: int) -> bool:
    """Whether a verb is of what nobody can say: "it cannot be said to be sedating" denies that it is."""
    return any(token.word in _CAN for token in sentence.tokens[max(0, at - 3) : at])


def _is_of_one_of_them(reading: Circumstances, start: int) -> bool:
    """Whether nouns name what is stated, and a verb behind them says what none of it does: "no link is as strong".

    Not so where the verb says no more than that there is none: "no link exists".

    Args:
        reading: the statement.
        start: the number of the token behind the word of denial.
    """
    sentence = reading.sentence
    tokens, places = sentence.tokens, reading.filled.places
    if tokens[start - 1].word not in _NOUNS_OF_DENIAL or start - 1 > min(places):
        return False
    if any(_is_verb(sentence, at) for at in range(start, max(places) + 1)):
        return False
    verb = max(reading.filled.span[1], reading.object.end if reading.object else 0)
    while verb < len(tokens) and tokens[verb].kinds and tokens[verb].kinds <= _LIGHT:
        verb += 1
    if verb >= len(tokens) or not _is_verb(sentence, verb):
        return False
    end = next((at for at in range(verb, len(tokens)) if not tokens[at].is_word), len(tokens))
    return all(tokens[at].forms.isdisjoint(sentence.lexicon.existing) for at in range(verb, end))


def _is_verb(sentence: Sentence, at: int) -> bool:
    """Whether a word behind nouns is their verb; what may be a noun, too, before an adjective: "goes unnoticed"."""
    tokens = sentence.tokens
    if is_finite(tokens, at, sentence.name_starts):
        return True
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    third = "VERB" in tokens[at].kinds and tokens[at].word.endswith("s")
    is_third = third and at not in sentence.named
    return is_third and behind is not None and bool(behind.kinds & {"ADJ", "ADV"})


def _is_likened(reading: Circumstances) -> bool:
    """Whether what is denied is only that it is so as of something else: "not sedating like X", "as X is"."""
    sentence, first = reading.sentence, min(reading.filled.places)
    tokens = sentence.tokens
    for at in range(first + 1, len(tokens)):
        if at in reading.filled.places or not sentence.shares_clause(first, at):
            continue
        before = tokens[at - 1]
        if not before.is_word or not before.forms.isdisjoint(_SENSES):
            continue
        if tokens[at].word == "like":
            return not _names_examples(sentence, at)
        if tokens[at].word == "as" and _compares(sentence, at):
            return True
    return False


def _is_narrowed(reading: Circumstances) -> bool:
    """Whether a clause says of which part of the object it is denied: "not for a fever that responds to rest"."""
    object_, tokens = reading.object, reading.sentence.tokens
    if (
        object_ is None
        or object_.end + 1 >= len(tokens)
        or object_.start < max(reading.filled.places)
    ):
        return False
    verb = tokens[object_.end + 1]
    return tokens[object_.end].word == "that" and bool(verb.kinds & {"VERB", "AUX"})


def _is_of_part_of_a_group(reading: Circumstances) -> bool:
    """Whether it is denied of some of those for whom a name stands, or all but one: "never for toddlers", "apart from"."""
    sentence, first = reading.sentence, min(reading.filled.places)
    if sentence.tokens[first].word in _EXCEPTING:
        return True
    return any(sentence.shares_clause(first, at) for at in parts_of_groups(sentence))


def parts_of_groups(sentence: Sentence) -> Iterator[int]:
    """Where a sentence names some of those for whom a name on file stands: "toddlers", for children."""
    for at in range(sentence.own_from, len(sentence.tokens)):
        if any(sentence.lexicon.parts_index.at(sentence.tokens, at)) and not any(
            all(_is_part(sentence.lexicon, name) for name in sentence.lexicon.names[each.node])
            for each in sentence.mentions
            if each.start <= at < each.end and each.node in sentence.lexicon.names
        ):
            yield at


def _is_part(lexicon: Lexicon, name: Forms) -> bool:
    return any(
        len(part) == len(name) and all(map(frozenset.intersection, part, name))
        for part in lexicon.parts_of_groups
    )


def _names_examples(sentence: Sentence, at: int) -> bool:
    """Whether "like" leads to an example of the noun before it: "side effects like nausea"."""
    token = sentence.tokens[at - 1]
    return "NOUN" in token.kinds and "ADJ" not in token.kinds and token.word.endswith("s")


def _compares(sentence: Sentence, at: int) -> bool:
    """Whether "as" leads to a name and a bare auxiliary that ends its clause: "as the tablet does"."""
    tokens = sentence.tokens
    for verb in range(at + 2, min(at + _FURTHEST, len(tokens))):
        if not tokens[verb].is_word:
            return False
        if "AUX" in tokens[verb].kinds:
            return verb + 1 >= len(tokens) or not tokens[verb + 1].is_word
    return False


def _is_with_another(reading: Circumstances) -> bool:
    """Whether a denial goes on with "without": "no effect on pain without side effects" denies the one without the other."""
    last = max(reading.filled.span[1], reading.object.end if reading.object else 0)
    own = set(reading.filled.places)
    return any(
        each.is_cue
        and each.effect is Effect.NEGATES
        and each.start >= last
        and each not in reading.contexts
        and reading.sentence.tokens[each.start].word == "without"
        and own.isdisjoint(range(each.start, each.end))
        and reading.sentence.shares_clause(each.start, min(own))
        and reading.sentence.tokens[each.start - 1].is_word
        and reading.sentence.tokens[each.start - 1].word not in ("and", "or")
        and not _is_of_other_people(reading.sentence, each.start)
        and each.stands_among(reading.sentence.contexts)
        for each in reading.sentence.contexts
    )


def _is_of_other_people(sentence: Sentence, at: int) -> bool:
    """Whether "without" tells people who do not have it, with whom others are compared: "than those without it"."""
    people, before = sentence.tokens[at - 1], sentence.tokens[sentence.own_from : at - 1]
    told = people.word in _OTHER_PEOPLE or any(
        each.end == at and _GROUP in each.kinds for each in sentence.mentions
    )
    return told and any(token.word in ("than", "as") for token in before)
