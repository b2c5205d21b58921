"""Where clauses with a subject of their own begin: "X is approved, and many patients feel better"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kbtool.text.tokens import Token

_NOTS = frozenset({"not", "never"})
_COORDINATES = frozenset({"and", "but", "or", "so", "yet", "nor", "while", "whereas", "&"})
_SUBORDINATES = frozenset({"while", "whereas", "as"})
_NOT_FINITE = frozenset({"be", "been", "being", "having"})
_DETERMINERS = frozenset(
    {"a", "an", "the", "this", "these", "our", "your", "its", "their", "any", "no", "most", "all"}
    | {"every"}
)
_PRONOUNS = frozenset({"i", "we", "you", "he", "she", "they"})
"""Words that nothing but the subject of a clause is; "it" is as often its object."""

_COUNTING = frozenset({"most", "many", "some", "all", "everyone", "everybody", "anyone", "few"})
_PLURAL = frozenset({"are", "were", "have", "do"})
_FRONTING = frozenset({"in", "for", "with", "at", "among", "after", "during", "without", "on"})
_ABSOLUTE = 6
"""Tokens in which the participle of a clause follows its "with"."""

_SUBJECT = 8
"""Tokens in which the verb of a clause follows its conjunction."""


def clause_starts(
    tokens: Sequence[Token], names: Mapping[int, int], own_from: int = 0
) -> Iterator[int]:
    """The numbers of the conjunctions that begin a clause with a subject of its own.

    What "and" adds to a subject or an object begins none, and neither does a verb that goes on with the subject before.

    Args:
        tokens: the words of a sentence.
        names: where names of concepts begin, and where they end.
        own_from: the number of the first token that is the sentence's own.
    """
    begin = own_from
    ends = set(names.values())
    for at in range(own_from + 1, len(tokens) - 1):
        if _is_absolute(tokens, at) or _commands(tokens, at):
            yield at
            begin = at + 1
            continue
        if tokens[at].word == ";" and _goes_on_anew(tokens, names, begin, at):
            yield at
            begin = at + 1
            continue
        if tokens[at].word not in _COORDINATES and not _tells_alike(tokens, at):
            continue
        if not _is_apart(tokens, at) and not _has_verb(tokens, names, range(begin, at)):
            continue
        verb = _verb_of_own(tokens, names, at + 1)
        if verb is None or _adds_to_subject(tokens, names, ends, at, verb):
            continue
        yield at
        begin = at + 1


def is_finite(tokens: Sequence[Token], at: int, names: Collection[int] = ()) -> bool:
    """Whether a word is a verb with its own tense, as far as its form shows.

    Args:
        tokens: the words of a sentence.
        at: the number of the word.
        names: where names of concepts begin.
    """
    token = tokens[at]
    if "AUX" in token.kinds:
        return is_finite_auxiliary(token)
    if "VERB" not in token.kinds or not token.word.endswith("s") or len(token.forms) < 2:
        return False
    if "NOUN" not in token.kinds:
        return True
    if at + 1 >= len(tokens):
        return False
    behind = tokens[at + 1]
    is_object = behind.kinds == frozenset({"NOUN"}) or behind.word[0].isdigit()
    is_named = at in names and "NOUN" in behind.kinds  # "raises blood pressure", if that is a name
    return at + 1 in names or behind.word in _DETERMINERS or is_object or is_named


def is_finite_auxiliary(token: Token) -> bool:
    """Whether a word is an auxiliary verb with its own tense: "is", "may", and not "being"."""
    return "AUX" in token.kinds and token.word not in _NOT_FINITE


def selects(tokens: Sequence[Token], at: int, names: Mapping[int, int]) -> bool:
    """Whether a verb only says which people or things are meant: "patients who are not dependent on it have no ...".

    Args:
        tokens: the words of a sentence.
        at: the number of the verb, or of the adjective behind it.
        names: where names of concepts begin, and where they end.
    """
    while at > 0 and (
        {"AUX", "ADV", "PART"} & tokens[at - 1].kinds or tokens[at - 1].word == "not"
    ):
        at -= 1
    if at > 1 and tokens[at - 1].word == "that":
        return any(
            end == at - 1 and (not start or not _introduces(tokens[start - 1]))
            for start, end in names.items()
        )
    return at > 1 and tokens[at - 1].word in ("who", "whom") and tokens[at - 2].word != ","


def _introduces(token: Token) -> bool:
    """Whether a word stands before what a sentence says that something is, or says of it: "is a drug that ..."."""
    return token.word in _DETERMINERS or bool(token.kinds & {"AUX", "VERB", "ADJ"})


def shares_subject(tokens: Sequence[Token], at: int, names: Collection[int]) -> bool:
    """Whether a verb goes on with the subject of the verb before it: "is made here, relieves pain and causes ...".

    Args:
        tokens: the words of a sentence.
        at: the number of the verb, or of a participle or infinitive behind its auxiliaries.
        names: where names of concepts begin.
    """
    verb = _first_verb(tokens, at)
    joins = before_adverbs(tokens, verb)
    joined = joins > 0 and (tokens[joins].word in _COORDINATES or tokens[joins].word == ",")
    return joined and is_finite(tokens, verb, names)


def joint_before(tokens: Sequence[Token], at: int) -> int:
    """The number of the word before all of a verb: of "and" in "and so must not be given".

    Args:
        tokens: the words of a sentence.
        at: the number of the verb, or of a participle or infinitive behind its auxiliaries.
    """
    return before_adverbs(tokens, _first_verb(tokens, at))


def _first_verb(tokens: Sequence[Token], at: int) -> int:
    """The number of the first auxiliary of a verb, or of the verb itself."""
    while at > 1 and (tokens[at - 1].kinds & {"AUX", "PART"} or tokens[at - 1].word in _NOTS):
        at -= 1
    return at


def before_adverbs(tokens: Sequence[Token], at: int) -> int:
    """The number of the word before a verb and the adverbs before that: of "and" in "and so must".

    Args:
        tokens: the words of a sentence.
        at: the number of the verb.
    """
    before = at - 1
    while before > 0 and tokens[before].kinds == frozenset({"ADV"}):
        before -= 1
    return before


def _is_absolute(tokens: Sequence[Token], at: int) -> bool:
    """Whether "with" adds what others do, which limits nothing: "it works fast, with some people noticing ..."."""
    if tokens[at].word != "with" or tokens[at - 1].word != ",":
        return False
    for token in tokens[at + 1 : at + _ABSOLUTE]:
        if not token.is_word or token.word in _COORDINATES:
            return False
        if token.word.endswith("ing") and "VERB" in token.kinds:
            return token.word not in _NOT_FINITE
    return False


def _goes_on_anew(tokens: Sequence[Token], names: Mapping[int, int], begin: int, at: int) -> bool:
    """Whether a semicolon stands between two clauses that have a verb each, the second behind a subject of its own."""
    verb = _verb_of_own(tokens, names, at + 1)
    return verb is not None and _has_verb(tokens, names, range(begin, at))


def _has_verb(tokens: Sequence[Token], names: Mapping[int, int], places: range) -> bool:
    return any(is_finite(tokens, at, names) for at in places)


def has_verb_of_its_own(tokens: Sequence[Token], names: Mapping[int, int], start: int) -> bool:
    """Whether a finite verb stands behind a subject that begins at a token.

    Args:
        tokens: the words of a sentence.
        names: where names of concepts begin, and where they end.
        start: the number of the token.
    """
    return _verb_of_own(tokens, names, start) is not None


def _verb_of_own(tokens: Sequence[Token], names: Mapping[int, int], start: int) -> int | None:
    """The number of the finite verb behind a subject that begins at a token."""
    at = start
    while at < len(tokens) and tokens[at].kinds == {"ADV"} and tokens[at].word not in _FRONTING:
        at += 1
    if at >= len(tokens) or is_finite(tokens, at, names):
        return None
    joined = tokens[start - 1].word not in _SUBORDINATES
    if joined and (verb := _verb_of_pronoun(tokens, at)) is not None:
        return verb
    if joined and start > 1 and tokens[start - 2].word == "," and tokens[at].word in _COUNTING:
        verb = at + 2  # "and most people swallow it"
        if verb < len(tokens) and "VERB" in tokens[verb].kinds and "NOUN" in tokens[at + 1].kinds:
            return verb
    if tokens[at].word in _FRONTING:  # "but in adults, it ..."
        comma = next((n for n in range(at, min(len(tokens), at + 5)) if tokens[n].word == ","), at)
        at = min(comma + 1, len(tokens) - 1) if comma > at else at
    for place in range(at, min(len(tokens), at + _SUBJECT)):
        if not tokens[place].is_word or tokens[place].word in _COORDINATES:
            return None
        if place > at and is_finite(tokens, place, names):
            return place
    return None


def _verb_of_pronoun(tokens: Sequence[Token], at: int) -> int | None:
    """The number of the verb right behind a pronoun that is its subject: "and I found", "so you never need"."""
    if tokens[at].word not in _PRONOUNS:
        return None
    verb = at + 1
    while verb < len(tokens) and tokens[verb].kinds == {"ADV"}:
        verb += 1
    return verb if verb < len(tokens) and tokens[verb].kinds & {"VERB", "AUX"} else None


def _is_apart(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word behind a comma can only lead to another clause, whatever stands before: ", so", ", and they"."""
    if tokens[at - 1].word != ",":
        return False
    return tokens[at].word in ("so", "as") or tokens[at + 1].word in _PRONOUNS


def _tells_alike(tokens: Sequence[Token], at: int) -> bool:
    """Whether "as" leads to the last part of a sentence behind its last comma: ", as most of us have noticed"."""
    return (
        tokens[at].word == "as"
        and tokens[at - 1].word == ","
        and tokens[at + 1].word in _COUNTING
        and all(token.word != "," for token in tokens[at:])
    )


def _commands(tokens: Sequence[Token], at: int) -> bool:
    """Whether "so" behind a comma leads to what somebody is to do: ", so carry on with it"."""
    if tokens[at].word != "so" or tokens[at - 1].word != ",":
        return False
    verb = tokens[at + 1]
    return (
        "VERB" in verb.kinds and verb.word in verb.forms and not verb.kinds & {"ADJ", "ADV", "AUX"}
    )


def _adds_to_subject(
    tokens: Sequence[Token], names: Mapping[int, int], ends: Collection[int], at: int, verb: int
) -> bool:
    """Whether "and" joins two names that share a verb: "studies show that X and Y are safe"."""
    return (
        tokens[at].word in ("and", "or", "&")
        and tokens[verb].word in _PLURAL
        and at in ends
        and names.get(at + 1) == verb
    )
