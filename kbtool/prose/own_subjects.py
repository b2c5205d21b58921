"""Which name in its own sentence a trigger is said of, and whether it leaves its subject out."""

from __future__ import annotations

from collections.abc import Sequence

from kbtool.prose.clauses import is_finite
from kbtool.prose.filled import Filled
from kbtool.prose.lists import CONJUNCTIONS
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.trigger import Slot
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token

_GOING_ON = frozenset({"and", "or", "but", "nor"})
_BEFORE_PARTICIPLES = frozenset({"without", "by", "while", "thereby", "of"})
_LISTS = frozenset({",", "and", "or"})
_ARTICLES = frozenset({"a", "an", "the"})
_DETERMINERS = _ARTICLES | {"this", "our", "your", "these"}
_OPENING = 16
"""Tokens of the longest opening."""

_JOINED = 2
"""Tokens that a hyphen may join before a participle: "FDA-approved"."""

_RELATED = 6
"""Tokens in which "who have never had" stands before what some do not have."""

_BEHIND = 3
"""Tokens behind a trigger in which stands what it is of."""

_DENIED = frozenset({"not", "n't", "never"})
_OF_PEOPLE = frozenset({"who", "whose"})
_RELATIVE = frozenset({"that", "which", "who"})
_LIGHT = frozenset({"ADJ", "ADV", "PART", "AUX"})


def set_aside(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name is there for contrast: "unlike opioids", ", not opioids,"."""
    before = [token.word for token in sentence.tokens[max(0, mention.start - 2) : mention.start]]
    if before[1:] == ["not"] and before[0] in (",", "(", "but", "and"):
        return True
    return any(
        context.effect is Effect.CONTRASTS for context in sentence.contexts_at([mention.start])
    )


def is_told_apart(sentence: Sentence, mention: Mention) -> bool:
    """Whether something of which nothing is known is said not to be what a name stands for: "dyslexia is not ADHD"."""
    tokens, at = sentence.tokens, mention.start - 1
    while at > sentence.own_from and tokens[at].word in _DETERMINERS:
        at -= 1
    first = sentence.own_from
    if (
        at < first + 2
        or tokens[at].word not in _DENIED | {"no"}
        or "be" not in tokens[at - 1].forms
    ):
        return False
    subject = tokens[at - 2]
    known = any(each.start < at for each in sentence.mentions)
    is_noun = not subject.kinds or bool(subject.kinds & {"NOUN", "PROPN"})
    return not known and is_noun and "PRON" not in subject.kinds


def named_as(
    sentence: Sentence, filled: Filled, own: Sequence[Mention], kinds: frozenset[Term]
) -> tuple[Mention, ...]:
    """What a sentence says the subject of a relative clause to be: "ADHD" of "ADHD is a condition that affects"."""
    tokens = sentence.tokens
    for each in own:
        at = each.start - 1
        while at >= 0 and (tokens[at].word in _ARTICLES or tokens[at].kinds & {"ADJ", "ADV"}):
            at -= 1
        relative = any(tokens[n].word in _RELATIVE for n in range(each.end, filled.start))
        if relative and at > 0 and "be" in tokens[at].forms:
            found = [m for m in sentence.mentions if m.end <= at and m.fits(kinds)]
            nearest = max((m.end for m in found), default=0)
            return tuple(m for m in found if m.end == nearest)
    return ()


def is_attribute(sentence: Sentence, filled: Filled, subject: Mention) -> bool:
    """Whether a participle goes with the noun behind it in a list that what stands before is an item of, and is no verb."""
    tokens = sentence.tokens
    verb = tokens[filled.start]
    objects = filled.slots.get(Slot.OBJECT, ())
    between = range(subject.end, filled.start)
    return (
        verb.word.endswith("ed")
        and any(each.start == filled.start + 1 for each in objects)
        and bool(between)
        and tokens[filled.start - 1].word in _LISTS
        and all(tokens[at].word in _LISTS or at in sentence.named for at in between)
    )


def is_of_those_without(sentence: Sentence, filled: Filled, mention: Mention) -> bool:
    """Whether a name says what those of whom a sentence speaks do not have: "people who have never had gout"."""
    before = [token.word for token in sentence.tokens[max(0, mention.start - 2) : mention.start]]
    if before[1:] == ["without"] and before[0] in sentence.lexicon.plain_words:
        return True
    first = max(sentence.own_from, mention.start - _RELATED)
    words = [sentence.tokens[at].word for at in range(first, mention.start)]
    relative = [first + at for at, word in enumerate(words) if word in _OF_PEOPLE]
    if not relative or any(relative[-1] < at < mention.start for at in filled.places):
        return False
    return any(
        each.is_cue and each.effect is Effect.NEGATES and relative[-1] < each.start < mention.start
        for each in sentence.contexts
    )


def is_object_of_another(sentence: Sentence, filled: Filled, mention: Mention) -> bool:
    """Whether a name is what somebody else does something with, and that one does more: "we sell morvexa and treat gout"."""
    tokens = sentence.tokens
    between = range(mention.end, filled.start)
    joined = [tokens[at] for at in between]
    if mention.from_before is not None or not any(each.word in _GOING_ON for each in joined):
        return False
    if "VERB" not in tokens[filled.start].kinds or not all(
        each.word in _GOING_ON or each.kinds & _LIGHT for each in joined
    ):
        return False
    at = mention.start - 1
    while at > sentence.own_from and tokens[at].word in _DETERMINERS:
        at -= 1
    doing = at > sentence.own_from and at not in sentence.named
    return (
        doing
        and "VERB" in tokens[at].kinds
        and (not tokens[at].kinds & {"AUX", "ADP"} or tokens[at - 1].word in _DENIED)
        and tokens[at].word not in _GOING_ON
        and not tokens[at].word.endswith("ing")
        and any(
            tokens[n].kinds & {"NOUN", "PRON", "PROPN"} and n not in sentence.named
            for n in range(sentence.own_from, at)
        )
    )


def other_than_set_aside(
    sentence: Sentence, filled: Filled, kinds: frozenset[Term]
) -> tuple[Mention, ...]:
    """The nearest name before a trigger that may be its subject, where the one that fills its gap is there for contrast."""
    if not filled.slots.get(Slot.SUBJECT):
        return ()
    found = [
        each
        for each in sentence.mentions
        if each.end <= filled.start and each.fits(kinds) and not set_aside(sentence, each)
    ]
    nearest = max((each.end for each in found), default=0)
    return tuple(each for each in found if each.end == nearest)


def named_behind_opening(
    sentence: Sentence, filled: Filled, kinds: frozenset[Term]
) -> tuple[Mention, ...]:
    """What an opening without a verb of its own is said of: "Approved for ADHD, morvexa ...", "Safe and effective, ..."."""
    tokens, start = sentence.tokens, sentence.own_from
    comma = next((n for n in range(filled.end, len(tokens)) if tokens[n].word in (",", ":")), None)
    first = filled.places[0]
    opens = _may_open(tokens[start]) or (first - start <= _JOINED and tokens[first].joined)
    if comma is None or comma - start > _OPENING or not opens:
        return ()
    if any(is_finite(tokens, n, sentence.name_starts) for n in range(start + 1, comma)):
        return ()
    at = comma + 1
    while at < len(tokens) and tokens[at].word in _DETERMINERS:
        at += 1
    return tuple(
        m
        for m in sentence.mentions
        if m.start == at and m.fits(kinds) and not breaks_off(sentence, m.end)
    )


def breaks_off(sentence: Sentence, start: int) -> range:
    """The auxiliaries that a clause has alone: "is not", "may soon be"; none of any other.

    What stands before it is the rest: "Approved for ADHD, morvexa is not". Where a cue at its end denies that already, as
    "no longer" does, it is none.

    Args:
        sentence: the sentence.
        start: the number of the first token behind the name that the clause is of.
    """
    tokens = sentence.tokens
    end = next((n for n in range(start, len(tokens)) if not tokens[n].is_word), len(tokens))
    words = tokens[start:end]
    light = all(token.kinds & {"AUX", "ADV", "PART"} for token in words)
    turned = any(
        start <= each.start < end and any(part.start < start for part in each.reached)
        for each in sentence.contexts
    )
    if not words or not light or "AUX" not in words[0].kinds or turned:
        return range(0)
    return range(start, end)


def named_before_colon(
    sentence: Sentence, filled: Filled, kinds: frozenset[Term]
) -> tuple[Mention, ...]:
    """What stands alone before a colon, and what follows is said of it: "Morvexa: approved for fever"."""
    tokens, start = sentence.tokens, sentence.own_from
    colon = next((n for n in range(start, filled.start) if tokens[n].word == ":"), None)
    if colon is None or any(
        tokens[n].kinds & {"NOUN", "PRON"}
        and "ADV" not in tokens[n].kinds
        and n not in sentence.named
        for n in range(colon + 1, filled.start)
    ):
        return ()
    first = next((n for n in range(start, colon) if tokens[n].word not in _DETERMINERS), colon)
    return tuple(
        m for m in sentence.mentions if m.start == first and m.end == colon and m.fits(kinds)
    )


def _may_open(token: Token) -> bool:
    """Whether a word begins an opening that is said of what stands behind it: a participle, or an adjective."""
    participle = "VERB" in token.kinds and token.word.endswith(("ing", "ed", "en", "wn"))
    return participle or "ADJ" in token.kinds or token.word in ("non", "un", "free", "having")


def goes_on(sentence: Sentence, filled: Filled) -> bool:
    """Whether a verb goes on with the subject of the verb before it: "blocks ... and improves"."""
    at = filled.start - 1
    tokens = sentence.tokens
    while (
        at >= 0
        and (tokens[at].kinds & {"ADV", "AUX", "PART"} or tokens[at].word in ("not", "no"))
        and tokens[at].word not in _GOING_ON | _BEFORE_PARTICIPLES
    ):
        at -= 1
    if at < 0 or "VERB" not in tokens[filled.start].kinds:
        return False
    participle = tokens[filled.start].word.endswith("ing")
    return tokens[at].word in _GOING_ON or (participle and tokens[at].word in _BEFORE_PARTICIPLES)


def has_unknown_subject(sentence: Sentence, filled: Filled) -> bool:
    """Whether a verb has a subject of its own that nobody knows: "whereas pills take weeks", "did not respond to pills"."""
    tokens, at = sentence.tokens, filled.start - 1
    if filled.trigger.parts[-1:] == (Slot.SUBJECT,):
        behind = tokens[filled.end : filled.end + _BEHIND]
        return any("NOUN" in token.kinds for token in behind)
    while at >= 0 and tokens[at].kinds & {"ADV", "AUX", "PART"}:
        at -= 1
    if at < 0 or "VERB" not in tokens[filled.start].kinds:
        return False
    is_gerund = tokens[at].word.endswith("ing") and "VERB" in tokens[at].kinds
    if is_gerund and at + 1 < filled.start and tokens[at - 1].word in CONJUNCTIONS:
        return True  # "and stopping can raise it"
    in_cue = any(each.start <= at < each.end for each in sentence.contexts)
    begins = at - 1 in sentence.ends or tokens[at - 1].word in _ARTICLES
    return (
        (tokens[at].kinds == {"NOUN"} or ("NOUN" in tokens[at].kinds and begins))
        and at not in sentence.named
        and tokens[at].word not in sentence.lexicon.small
        and not in_cue
    )


def has_verb_of_command(token: Token) -> bool:
    """Whether a word may tell somebody to do something: a verb as the dictionary has it, and no adjective."""
    return (
        "VERB" in token.kinds
        and token.word in token.forms
        and not (token.kinds & {"ADJ", "ADV"} or token.word.endswith(("ed", "ing", "s")))
    )


def _may_be_a_noun(token: Token) -> bool:
    is_noun = not token.kinds or bool(token.kinds & {"NOUN", "PRON"})
    return token.is_word and (is_noun or token.word.endswith("ing"))


def _says_of_what(behind: Sequence[Token]) -> bool:
    """Whether words go on to say of what something is: "no risk of losing it", "no risk in asking"."""
    words = [token.word for token in behind]
    return words[:1] == ["of"] or (words[:1] == ["in"] and words[-1].endswith("ing"))


def has_no_subject(sentence: Sentence, filled: Filled) -> bool:
    """Whether nothing but light words stands before a trigger: an item of a list, or a heading.

    A gap behind the words of a trigger leaves nothing out where another noun is in it: "addicted to something".
    """
    behind = [token for token in sentence.tokens[filled.end :] if token.word not in _ARTICLES][:2]
    last = filled.trigger.parts[-1]
    if last is Slot.SUBJECT and behind and _may_be_a_noun(behind[0]):
        return False
    if not isinstance(last, Slot) and _says_of_what(behind):
        return False
    return all(
        token.word in sentence.lexicon.small
        or not token.is_word
        or bool(token.kinds & _LIGHT)
        or token.word in ("no", "non", "un", "zero", "without", "fewer", "less", "more")
        for token in sentence.tokens[: filled.start]
    )
