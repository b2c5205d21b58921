"""Of whom, where, how given and when a sentence says what it states, and what else it limits that to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.prose.clauses import is_finite, shares_subject
from kbtool.prose.mention import Mention
from kbtool.prose.noun_phrases import is_everybody_else, stands_alone
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.cues import Effect
from kbtool.rdf.namespaces import KB

_ARTICLES = frozenset({"a", "an", "the", "our", "your", "their", "its", "this", "these", "those"})
PREPOSITIONS = frozenset(
    {
        "in",
        "at",
        "for",
        "with",
        "under",
        "during",
        "among",
        "through",
        "via",
        "within",
        "after",
        "without",
        "by",
    }
)
HAVING = (
    *(["with"], ["who", "have"], ["that", "have"], ["living", "with"], ["who", "live", "with"]),
    *(["suffering", "from"], ["who", "suffer", "from"], ["diagnosed", "with"], ["battling"]),
    *(["struggling", "with"], ["who", "struggle", "with"], ["affected", "by"], ["facing"]),
)
"""The words between people and what they have."""

_GROUP = KB("PersonGroup")
_COMPARATOR = KB("comparator")

_ATTRIBUTES = (
    (_GROUP, KB("Disorder")),
    (KB("Disorder"), _GROUP),
    (KB("MannerOfTreatment"), KB("Treatment")),
)
"""The kinds of what may stand right before a name as an attribute of it, and of what is named."""

_CONCEDING = frozenset({"although", "though", "despite", "while", "because", "since", "once"})
_LEAST = 2
"""Tokens of an opening that has nothing but a name: "while in children, ..."."""

_JOINED = 2
"""Tokens between "after" and the unit of time: "after the first four weeks"."""


def scope_of(
    sentence: Sentence,
    taken: Collection[Mention],
    others: Collection[ox.NamedNode],
    trigger: Collection[int] = (),
) -> dict[ox.NamedNode, list[Mention]]:
    """The qualifiers that a clause states: what is named behind a word that introduces it, and fills no gap.

    Args:
        sentence: the sentence.
        taken: the mentions that fill the gaps of its trigger.
        others: the concepts that are no scope, since the statement is about them.
        trigger: the numbers of the trigger's own words, which name no scope but people: "a potential for addiction".
    """
    spent = {id(each) for each in taken}
    found: dict[ox.NamedNode, list[Mention]] = {}
    for mention in sentence.mentions:
        if id(mention) in spent or mention.node in others:
            continue
        if not (stands_alone(sentence, mention) or _is_attribute(mention, taken)):
            continue
        if _GROUP not in mention.kinds and any(mention.start <= at < mention.end for at in trigger):
            continue
        if is_everybody(sentence, mention):
            continue
        if trigger and (
            not _is_of_clause(sentence, mention, min(trigger))
            or is_denied_apart(sentence, mention, trigger)
            or _is_of_relative(sentence, mention, max(trigger))
            or _is_of_predicate_before(sentence, mention, min(trigger))
        ):
            continue
        for qualifier, (kinds, words) in sentence.lexicon.qualifiers.items():
            if kinds.isdisjoint(mention.kinds):
                continue
            if qualifier == _COMPARATOR and is_everybody_else(sentence, mention):
                continue
            if qualifier in found:
                if _lists(sentence, found[qualifier][-1], mention):
                    found[qualifier].append(mention)
                    break
                continue
            used = sentence.lexicon.used_as.get(mention.node)
            if (
                used
                and qualifier not in used
                and not kinds.isdisjoint(_shared(sentence, qualifier))
            ):
                continue
            is_attribute = bool(used) and any(_beside(mention, each) for each in taken)
            is_attribute |= _is_attribute(mention, taken)
            if qualifier == KB("population") and _have(sentence, mention, others):
                is_attribute = True
            if is_attribute or any(_introduced(sentence, mention, each) for each in words):
                found[qualifier] = [mention]
                break
    for mention in sentence.mentions:
        place = sentence.lexicon.authority_in.get(mention.node)
        if place is not None and (not trigger or _is_of_clause(sentence, mention, min(trigger))):
            found.setdefault(KB("jurisdiction"), [replace(mention, node=place)])
    return found


def is_everybody(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name stands for people as such, so that who is said of them is nobody in particular: "in patients"."""
    everybody = sentence.lexicon.quantities.everybody
    return any(
        each.node in everybody
        for each in sentence.mentions
        if (each.start, each.end) == (mention.start, mention.end)
    )


def scope_places(
    sentence: Sentence, scope: Mapping[ox.NamedNode, Sequence[Mention]]
) -> Iterator[int]:
    """The numbers of the tokens that name qualifiers and introduce those names.

    Args:
        sentence: the sentence.
        scope: the qualifiers that it states, with what it names for each.
    """
    for qualifier, named in scope.items():
        _, introductions = sentence.lexicon.qualifiers.get(qualifier, (frozenset(), ()))
        for mention in named:
            yield from range(mention.start, mention.end)
            for words in introductions:
                yield from _introduction(sentence, mention, words) or ()


def _is_of_relative(sentence: Sentence, mention: Mention, last: int) -> bool:
    """Whether a name stands in a relative clause behind a statement: "is a stimulant that is approved for children"."""
    tokens = sentence.tokens
    return any(
        tokens[at].word in ("that", "which")
        and (at - (tokens[at - 1].word == ",")) in {each.end for each in sentence.mentions}
        and is_finite(tokens, at + 1, sentence.name_starts)
        for at in range(last + 1, mention.start)
    )


def _is_of_predicate_before(sentence: Sentence, mention: Mention, trigger: int) -> bool:
    """Whether a name limits what is said first, and not what is said next: "suits children and can cause gout"."""
    tokens, names = sentence.tokens, sentence.name_starts
    opening = tokens[sentence.own_from].word
    closed = any(tokens[at].word == "," for at in range(mention.end, trigger))
    if opening in _CONCEDING and closed and mention.start > sentence.own_from + _LEAST:
        return True  # "although approved for children, it can cause gout"
    is_first = not any(is_finite(tokens, at, names) for at in range(mention.start))
    return not is_first and any(
        shares_subject(tokens, at, names) for at in range(mention.end, trigger + 1)
    )


def _is_of_clause(sentence: Sentence, mention: Mention, trigger: int) -> bool:
    """Whether what is named limits a clause: its own, or one behind it, if it opens the sentence: "in adults, ..."."""
    if sentence.shares_clause(mention.start, trigger):
        return True
    comma = next((at for at in range(mention.end, trigger) if sentence.tokens[at].word == ","), 0)
    opens = sentence.tokens[sentence.own_from].word in PREPOSITIONS
    return opens and mention.end == comma and mention.start < trigger


def is_denied_apart(sentence: Sentence, mention: Mention, trigger: Collection[int]) -> bool:
    """Whether "not" stands before what is named and behind a statement: "approved for one, not for the other"."""
    return any(
        each.effect is Effect.NEGATES and each.is_cue and each.reaches([mention.start])
        for each in sentence.contexts
        if max(trigger) < each.start
    )


def _lists(sentence: Sentence, one: Mention, other: Mention) -> bool:
    """Whether two names stand side by side in a list: "children and adults"."""
    between = [token.word for token in sentence.tokens[one.end : other.start]]
    return 0 < len(between) <= _JOINED and bool({"and", "or", "&"} & set(between))


def _beside(mention: Mention, named: Mention) -> bool:
    """Whether a name is an attribute of another: "intravenous morvexa"."""
    return mention.end == named.start


def _is_attribute(mention: Mention, taken: Collection[Mention]) -> bool:
    """Whether a group stands before its disorder, or that before the group, or a form before a treatment: "adult ADHD"."""
    return any(
        _beside(mention, each)
        and any(one in mention.kinds and other in each.kinds for one, other in _ATTRIBUTES)
        for each in taken
    )


def _have(sentence: Sentence, group: Mention, others: Collection[ox.NamedNode]) -> bool:
    """Whether a group is of those who have what a statement is about, or of those to whom it happens: "adults with ADHD"."""
    if group.node in sentence.lexicon.quantities.everybody:
        return False
    start = group.start
    while start > sentence.own_from and sentence.tokens[start - 1].word in _ARTICLES:
        start -= 1
    if start == sentence.own_from and group.end < len(sentence.tokens):
        verb = sentence.tokens[group.end]  # "adults sleep better on it"
        if verb.word == "on" or ("VERB" in verb.kinds and "ADJ" not in verb.kinds):
            return True
    behind = next((each for each in sentence.mentions if each.start >= group.end), None)
    if behind is None or behind.node not in others:
        return False
    between = [token.word for token in sentence.tokens[group.end : behind.start]]
    return between in HAVING


def _shared(sentence: Sentence, qualifier: ox.NamedNode) -> frozenset[object]:
    """The kinds of concept that another qualifier takes as well."""
    return frozenset(
        kind
        for other, (kinds, _) in sentence.lexicon.qualifiers.items()
        if other != qualifier
        for kind in kinds
    )


def _introduced(sentence: Sentence, mention: Mention, words: Sequence[frozenset[str]]) -> bool:
    """Whether words stand right before a name, articles and adjectives left out."""
    return _introduction(sentence, mention, words) is not None


def _introduction(
    sentence: Sentence, mention: Mention, words: Sequence[frozenset[str]]
) -> range | None:
    """Where words stand right before a name, articles and adjectives left out; None, if they do not."""
    at = mention.start - 1
    while at >= 0 and (
        sentence.tokens[at].kinds & {"ADJ"} or sentence.tokens[at].word in _ARTICLES
    ):
        at -= 1
    at = _before_head(sentence, mention, at)
    start = at - len(words) + 1
    inside = any(
        each.start <= start and at < each.end and each.end - each.start > len(words)
        for each in sentence.contexts
    )
    along = len(words) == 1 and start > 0 and sentence.tokens[start - 1].word == "along"
    if inside or along:
        return None  # "than" of "rather than", "with" of "along with"
    stands = start >= 0 and all(
        not sentence.tokens[start + n].forms.isdisjoint(forms) for n, forms in enumerate(words)
    )
    return range(start, at + 1) if stands else None


def _before_head(sentence: Sentence, mention: Mention, at: int) -> int:
    """The token before a noun that leaves a name as it is, and the article of that: "at" of "at a dose of 40 mg"."""
    heads = [sentence.lexicon.heads.get(kind, frozenset()) for kind in mention.kinds]
    if at < 1 or sentence.tokens[at].word != "of":
        return at
    if all(sentence.tokens[at - 1].forms.isdisjoint(words) for words in heads):
        return at
    at -= 2
    while at >= 0 and sentence.tokens[at].word in _ARTICLES:
        at -= 1
    return at
