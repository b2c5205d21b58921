"""Whether a name stands for what it names, or is a part of the name of something else: "insulin clinics"."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kbtool.prose.mention import Mention
from kbtool.prose.phrases import is_light
from kbtool.prose.sentence import Sentence
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token

JOINS = frozenset({"and", "or", "nor", ",", "&"})
"""What joins the things that a list names."""

PREPOSITIONS = frozenset(
    {"of", "with", "from", "by", "on", "in", "for", "to", "at", "about", "during", "as", "after"}
    | {
        "before",
        "without",
        "into",
        "through",
        "via",
        "under",
        "among",
        "between",
        "against",
        "over",
    }
)
"""Words behind which a name depends on another one."""

COMPARING = frozenset({"than", "like", "unlike", "versus", "vs", "beside", "besides", "despite"})
"""Words before what something is compared with."""

COMPARED_WITH = frozenset({"than", "versus", "vs", "with", "to", "as"})
_OF_EVERYBODY = frozenset(
    {"the", "an", "a", "average", "typical", "ordinary", "general", "other", "rest", "of", "most"}
    | {"in", "among", "for", "wider", "normal", "your", "any"}
)
_EVERYBODY = frozenset(
    {"person", "people", "population", "public", "persons", "individual", "individuals", "citizen"}
)

RELATIVE = frozenset({"which", "that", "who"})

_ANYONE = frozenset({"anyone", "anybody", "everyone", "everybody", "others", "usual", "average"})
_OF_A_TOPIC = frozenset({"about", "of"})
_DETERMINERS = frozenset(
    {"a", "an", "the", "any", "our", "your", "their", "this", "his", "her", "my"}
)
_LEADING = frozenset({"of", "with", "from", "by", "on", "in", "to", "about"})
"""Prepositions that begin no clause: not "for", "after" or "as"."""


def is_compared_with(sentence: Sentence, mention: Mention) -> bool:
    """Whether something is named to compare another thing with it: "sooner than X does".

    Args:
        sentence: the sentence.
        mention: what is named.
    """
    at = mention.start - 1
    while at > sentence.own_from and is_light(sentence.tokens[at]):
        at -= 1
    return at >= 0 and sentence.tokens[at].word in COMPARING


def is_nothing_between(tokens: Sequence[Token]) -> bool:
    """Whether words between a name and what is said of it are none, or light, or name something to compare it with."""
    aside: list[list[Token]] = [[]]
    for token in tokens:
        if token.word == ",":
            aside.append([])
        else:
            aside[-1].append(token)
    return all(
        any(token.word in COMPARING for token in each)
        or all(is_light(token) or token.word in JOINS | RELATIVE for token in each)
        for each in aside
    )


def stands_alone(sentence: Sentence, mention: Mention, places: Set[int] = frozenset()) -> bool:
    """Whether a name is no part of a longer noun phrase that speaks of something else: "ketamine clinics".

    Args:
        sentence: the sentence.
        mention: the name.
        places: the numbers of tokens that are no part of what is named, such as the words of a trigger.
    """
    tokens, at = sentence.tokens, mention.end
    if at >= len(tokens) or at in places:
        return True
    if at in sentence.named:
        return _leaves_as_is(sentence, mention)
    following = tokens[at]
    if "NOUN" not in following.kinds or following.word in PREPOSITIONS | JOINS:
        return True
    if following.word in sentence.lexicon.small or "AUX" in following.kinds:
        return True
    if not following.forms.isdisjoint(sentence.lexicon.dates):
        return True  # "approved for it years ago"
    heads = (sentence.lexicon.heads.get(kind, frozenset()) for kind in mention.kinds)
    if any(not following.forms.isdisjoint(words) for words in heads):
        return True
    return not _is_noun(sentence, at)


def _leaves_as_is(sentence: Sentence, mention: Mention) -> bool:
    """Whether the name right behind a name is of a kind that leaves it as it is, or names something apart."""
    allowed = frozenset[Term]().union(
        *(sentence.lexicon.head_kinds.get(kind, frozenset()) for kind in mention.kinds)
    )
    behind = [each for each in sentence.mentions if each.start <= mention.end < each.end]
    before = mention.start - 1
    if before == sentence.own_from and sentence.tokens[before].word in PREPOSITIONS:
        return True  # "In Norland velorastat is ..."
    following = sentence.tokens[mention.end]
    if following.word in PREPOSITIONS:
        return True  # "cures it for good"
    kinds = following.kinds
    if kinds and kinds != {"NOUN"}:
        return True
    return any(not each.kinds.isdisjoint(allowed) for each in behind)


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether a word behind a name is a noun, and no verb of which the name is the subject."""
    token = sentence.tokens[at]
    if not token.kinds & {"VERB", "ADJ", "ADV"}:
        return True
    if _ends_phrase(sentence, at):
        return True
    if token.kinds & {"ADJ", "ADV"} or token.word.endswith(("ed", "ing")):
        return False
    if len(token.forms) == 1:
        return not sentence.tokens[at - 1].word.endswith("s")
    behind = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    return (
        behind is not None
        and bool(behind.kinds)
        and ("AUX" in behind.kinds or behind.kinds == {"VERB"})
    )


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    """Whether a word ends the clause of a name that a preposition leads to: "in your ketamine records."."""
    tokens = sentence.tokens
    if (at + 1 < len(tokens) and tokens[at + 1].is_word) or "VERB" not in tokens[at].kinds:
        return False
    first = max((each.start for each in sentence.names if each.end == at), default=at - 1)
    while first > sentence.own_from and tokens[first - 1].word in _DETERMINERS:
        first -= 1
    return first > sentence.own_from and tokens[first - 1].word in _LEADING


def ends_opening(sentence: Sentence, at: int) -> bool:
    """Whether a noun ends a phrase that opens a sentence, and is no part of the name behind it: "Under federal law X"."""
    tokens = sentence.tokens
    while at > sentence.own_from and tokens[at].kinds & {"NOUN", "ADJ"}:
        at -= 1
    return at == sentence.own_from and tokens[at].word in PREPOSITIONS


def may_be_of_a_verb(token: Token) -> bool:
    """Whether a preposition right behind a verb may belong to it: "goes through", "spray it on"."""
    return token.word in PREPOSITIONS - _OF_A_TOPIC


def compares_with_anyone(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word compares with everybody else, or ends such words: "no likelier than anyone else to have it"."""
    words = [token.word for token in tokens[max(0, at - 3) : at + 2]]
    here = len(words) - 2
    compares = [n for n in range(here + 1) if words[n] in COMPARING and words[n + 1] in _ANYONE]
    return bool(compares) and words[here] in ("to", words[compares[-1]])


def is_everybody_else(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name behind a word that compares stands for no more than everybody: "than the average person".

    Args:
        sentence: the sentence.
        mention: the people who are named.
    """
    tokens, at = sentence.tokens, mention.start - 1
    while at > sentence.own_from and tokens[at].word in _OF_EVERYBODY:
        at -= 1
    named = {token.word for token in tokens[mention.start : mention.end]}
    return tokens[at].word in COMPARED_WITH and named <= _OF_EVERYBODY | _EVERYBODY


def is_turned_from(sentence: Sentence, mention: Mention) -> bool:
    """Whether the line above an item names something only to speak of others: "Alternatives to X:"."""
    start, index = mention.start, sentence.lexicon.turning_index
    return mention.end <= sentence.own_from and any(
        end == start for at in range(start) for end, _, _ in index.at(sentence.tokens, at)
    )
