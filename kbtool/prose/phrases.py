"""Where the words of a trigger stand in a sentence, and where its clauses end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from kbtool.prose.clauses import is_finite_auxiliary, shares_subject
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.lexicon import Lexicon
from kbtool.prose.words.phrase_index import Forms
from kbtool.text.tokens import Token, forms_of, same

GAP = 12
"""Tokens in which what fills a gap, or the next words of a trigger, are looked for."""

_SKIPPED = 3
"""So many light words may stand between two words of a trigger: articles, adverbs, adjectives."""

_BOUNDS = frozenset({"more", "less", "fewer", "rather", "other", "sooner", "later", "longer"})
"""Words behind which "than" leads to no other one of a kind: "in less than a day"."""

_OWNING = "'s"
_AFTER_BE = ("ing", "ed", "en", "wn")
"""How verbs end behind "is": "it's raised"; of "a child's hunger" it is no verb."""

_ADVERBIAL = frozenset({"ADV", "PART"})
_LIGHT = frozenset({"ADJ", "ADV", "AUX", "PART"})
_DETERMINERS = frozenset(
    {"a", "an", "the", "any", "its", "this", "that", "these", "their", "your", "our", "some", "non"}
    | {"no", "every", "each", "all", "un", "little"}
)
_NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"}
    | {"several", "few", "half", "couple", "dozen", "to"}
)
_ASIDE = frozenset({"by", "in", "at", "with"})
"""Words that begin what may stand between two words of a trigger: "approved by the agency for"."""

_BEFORE_NOUNS = frozenset(
    {"of", "with", "from", "by", "on", "in", "for", "to", "as", "through", "via", "or", "include"}
)
_RELATIVE = frozenset({"which", "that", "who"})
_BE = forms_of("be")


def is_light(token: Token) -> bool:
    """Whether a word may stand between those of a trigger, or before a name, without changing what is said."""
    if not token.is_word:
        return False
    return token.word in _DETERMINERS or bool(token.kinds & _LIGHT)


def has_content(lexicon: Lexicon, token: Token) -> bool:
    """Whether a word of a trigger means something by itself: not so those of "{subject} is often a {object}"."""
    return token.word not in lexicon.small and token.kinds != {"ADV"}


def spans_of(sentence: Sentence, groups: Sequence[Forms], place: int) -> list[list[int]] | None:
    """Where the words of each group of a trigger stand.

    Args:
        sentence: the sentence.
        groups: the words between the gaps.
        place: the number of the token with which the first group begins.

    Returns:
        The numbers of the tokens, group by group; None, if the words do not stand there, or not in one clause.
    """
    spans: list[list[int]] = []
    for number, group in enumerate(groups):
        starts = [place] if number == 0 else range(place, min(place + GAP, len(sentence.tokens)))
        span = next(filter(None, (_words(sentence, group, start) for start in starts)), None)
        if span is None or (spans and _has_ended(sentence, spans[-1][-1], _joint(sentence, span))):
            return None
        spans.append(span)
        place = span[-1] + 1
    return spans


def _has_ended(sentence: Sentence, left: int, right: int) -> bool:
    """Whether a clause or a predicate ends between two words of a trigger: "leaves it as it is and must not be given"."""
    tokens = sentence.tokens
    commas = [at for at in range(left + 1, right) if tokens[at].word == ","]
    # "leaves it unchanged, as tea must not be"
    joined = bool(commas) and any(map(is_finite_auxiliary, tokens[commas[-1] : right]))
    return joined or has_ended(sentence, left, right) or begins_another(sentence, left + 1, right)


def begins_another(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the next predicate of the same subject begins in a stretch: "and cannot" of "is mild and cannot cause gout".

    Args:
        sentence: the sentence.
        start: the number of the first word of the stretch.
        end: the number behind its last word.
    """
    tokens, names = sentence.tokens, sentence.name_starts
    verbs = (at for at in range(start, end) if is_finite_auxiliary(tokens[at]))
    return any(shares_subject(tokens, at, names) for at in verbs)


def _joint(sentence: Sentence, span: Sequence[int]) -> int:
    """Where a group of words begins; before the conjunction that leads to its clause, if that is one: "and your skin"."""
    return span[0] - (len(span) > 1 and span[0] in sentence.clauses)


def is_participle(sentence: Sentence, place: int) -> bool:
    """Whether a past form is none of a verb in the active: "is treated", "with reduced anxiety"."""
    tokens = sentence.tokens
    if not tokens[place].word.endswith(("ed", "en", "wn")):
        return False
    at = place - 1
    while at >= 0 and is_light(tokens[at]) and not same(tokens[at], _BE):
        if tokens[at].word in _DETERMINERS or tokens[at].kinds == {"ADJ"}:
            return True
        at -= 1
    return at >= 0 and (same(tokens[at], _BE) or tokens[at].word in _BEFORE_NOUNS)


def is_verb_of_another(sentence: Sentence, before: int, name: Mention) -> bool:
    """Whether a name begins with the verb of another predicate: "is gentle on the skin and does not raise blood pressure".

    Args:
        sentence: the sentence.
        before: the number behind the words that the name would be the object of.
        name: the name.
    """
    tokens = sentence.tokens
    if "VERB" not in tokens[name.start].kinds:
        return False
    at = name.start - 1
    while at >= before and tokens[at].kinds <= _ADVERBIAL:
        at -= 1
    if at < before or "AUX" not in tokens[at].kinds:
        return False
    return tokens[at].word != _OWNING or tokens[name.start].word.endswith(_AFTER_BE)


def has_ended(sentence: Sentence, left: int, right: int) -> bool:
    """Whether a clause ends between two tokens.

    A relative pronoun right behind a name goes on with it, and what stands in brackets between them ends nothing.
    """
    tokens = sentence.tokens
    inside = 0
    for at in range(left + 1, right):
        word = tokens[at].word
        if word in "([":
            inside += 1
        elif word in ")]":
            if not inside:
                return True
            inside -= 1
    if inside or not sentence.shares_clause(left, right):
        return True
    return any(
        left < at < right
        and tokens[at].word not in "()[]"
        and not _goes_on_with(tokens, left, at)
        and not _in_brackets(tokens, left, at)
        for at in sentence.ends
    )


def _goes_on_with(tokens: Sequence[Token], left: int, at: int) -> bool:
    """Whether a relative pronoun goes on with the name before it; "who" behind a comma alone, since it else selects."""
    word = tokens[at].word
    return word in _RELATIVE and at - left <= 2 and (word != "who" or at - left == 2)


def _in_brackets(tokens: Sequence[Token], left: int, at: int) -> bool:
    words = [token.word for token in tokens[left + 1 : at]]
    return words.count("(") + words.count("[") > words.count(")") + words.count("]")


def _words(sentence: Sentence, group: Forms, start: int) -> list[int] | None:
    """The numbers of the tokens that are the words of a group; light words may stand between them."""
    tokens = sentence.tokens
    if start >= len(tokens) or not _is(tokens[start], group[0]):
        return None
    return next(_ways(sentence, group, [start]), None)


def _ways(sentence: Sentence, group: Forms, found: list[int]) -> Iterator[list[int]]:
    """The ways in which the words of a group stand there, the first of which are found: "the" may be passed over as well."""
    if len(found) == len(group):
        if not _only_seems(sentence, found):
            yield found
        return
    for at in _next(sentence, found[-1] + 1, group[len(found)]):
        yield from _ways(sentence, group, [*found, at])


def _only_seems(sentence: Sentence, found: Sequence[int]) -> bool:
    """Whether one of the words is no plain denial because of one that was passed over: "not" of "not only", "not always"."""
    passed = set(range(found[0], found[-1])).difference(found)
    if any(
        said.start in passed and _denies(sentence, said.start - 1, found) for said in sentence.modal
    ):
        return True
    relative = [at for at in found if sentence.tokens[at].word in _RELATIVE]
    if relative and any(at > relative[0] and _is_denial(sentence, at) for at in passed):
        return True
    beside = {*passed, found[0] - 1}
    return any(
        effect is Effect.NEGATES
        and _meets(range(at, end), beside)
        and _meets(range(at, end), found)
        for at in (*found, *beside)
        if at >= 0
        for end, _, effect in sentence.lexicon.pseudo_index.at(sentence.tokens, at)
    )


def _meets(words: range, others: Collection[int]) -> bool:
    return any(at in others for at in words)


def _denies(sentence: Sentence, at: int, found: Sequence[int]) -> bool:
    """Whether a word of a trigger is one of denial by itself."""
    return at in found and _is_denial(sentence, at)


def _is_denial(sentence: Sentence, at: int) -> bool:
    return any(
        end == at + 1 and cue.effect is Effect.NEGATES
        for end, _, cue in sentence.lexicon.cue_index.at(sentence.tokens, at)
    )


def _next(sentence: Sentence, place: int, forms: frozenset[str]) -> Iterator[int]:
    """Where the next word of a group may stand: the first token that is one, and what may stand behind that instead."""
    tokens, skipped = sentence.tokens, 0
    while place < len(tokens):
        if _is(tokens[place], forms):
            yield place
        behind = _behind_aside(sentence, place)
        if behind is not None:
            place = behind
            continue
        if _joins_adjectives(tokens, place):
            place += 1
            continue
        if skipped == _SKIPPED or not (is_light(tokens[place]) or _is_number(tokens[place])):
            return
        if compares(tokens, place):
            return
        skipped += not _is_number(tokens[place])
        place += 1


def compares(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word leads to what something is compared with: "better than an approved drug", and not "more than 3".

    Args:
        tokens: the words of a sentence.
        place: the number of the word.
    """
    return place > 0 and tokens[place].word == "than" and tokens[place - 1].word not in _BOUNDS


def _joins_adjectives(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word stands between two adjectives of one noun: "safe and effective treatment", "a safe, proven one"."""
    if not 0 < place < len(tokens) - 1 or tokens[place].word not in ("and", ","):
        return False
    if tokens[place].word == "and":
        return "ADJ" in tokens[place - 1].kinds and "ADJ" in tokens[place + 1].kinds
    article = any(token.word in ("a", "an", "the") for token in tokens[max(0, place - 3) : place])
    return article and _may_describe(tokens[place - 1]) and _may_describe(tokens[place + 1])


def _may_describe(token: Token) -> bool:
    """Whether a word is an adjective, or a participle used as one: "established"."""
    return "ADJ" in token.kinds or ("VERB" in token.kinds and token.word.endswith("ed"))


def _is(token: Token, forms: frozenset[str]) -> bool:
    """Whether a token is a word of a trigger; a comparative only where the trigger has one: "faster" is not "fast"."""
    if token.forms.isdisjoint(forms):
        return False
    compares = token.word.endswith(("er", "est")) and token.kinds & {"ADJ", "ADV"}
    return not compares or token.word in forms


def _behind_aside(sentence: Sentence, place: int) -> int | None:
    """The place behind a preposition and a name that stand between two words: "by the agency"."""
    tokens = sentence.tokens
    fillers = [end for end, _, _ in sentence.lexicon.filler_index.at(tokens, place)]
    if fillers:
        return max(fillers)
    if tokens[place].word not in _ASIDE:
        return None
    at = place + 1
    while at < len(tokens) and tokens[at].word in _DETERMINERS:
        at += 1
    return max((each.end for each in sentence.names if each.start == at), default=None)


@cache
def _is_numeral(word: str) -> bool:
    return word[0].isdigit() or word in _NUMBERS


def _is_number(token: Token) -> bool:
    return _is_numeral(token.word)
