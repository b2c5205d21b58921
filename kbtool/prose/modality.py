"""Of how many, how often, how strictly and in which degree a sentence says what it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

import pyoxigraph as ox
from msgspec import Struct, field
from msgspec.structs import replace

from kbtool.prose.clauses import before_adverbs
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.modals import Said
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term

_JOINING = frozenset({"and", "but", "or", "nor", "yet", "so", ",", "which", "that", "who"})
"""Words between a predicate and the next one of the same subject."""

_SUBORDINATES = frozenset({"because", "since", "while", "whereas", "though", "although", ";", ":"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "you", "this", "these"})

_OTHER_CLAUSE = frozenset({"that", "whether"})
_RELATIVE = frozenset({"which", "who", "whose", "whom"})
_OF_WORDS = frozenset({Effect.NEGATES, Effect.INSISTS})
_OTHERS = frozenset({Effect.CONTRASTS, Effect.REPORTS})
"""The effects of cues of which the words count nothing here: "some people" of "some people think"."""

_NOBODY = frozenset({"nobody", "none", "one", "single"})
_LACKING = frozenset({"without"})
_TWICE = 2
"""Denials of which the one takes back the other: "nobody ... without"."""

_ALL = frozenset({"all", "every", "each"})
_LIGHT = frozenset({"AUX", "ADV", "PART"})
_LEADING = frozenset({"while", "when", "if", "once", "where", "because", "until", "since"})
"""Words that lead to the clause of which "only" before them is said."""


class Modality(Struct, frozen=True):
    """What modal words make of a statement.

    Attributes:
        values: the value of each modal qualifier that is said, or denied where the statement is.
        flips: how often modal words turn the statement round: "rarely".
        words: the tokens of modal words, which are no other cues.
        read: the tokens of all modal words that are taken in.
        spares_nobody: whether all are meant, since nobody is without it.
        is_open: whether what is left is less than a denial: "often does not", "some do not".
    """

    values: Mapping[ox.NamedNode, ox.NamedNode] = field(default_factory=dict)
    flips: int = 0
    words: Set[int] = frozenset()
    is_open: bool = False
    read: Set[int] = frozenset()
    spares_nobody: bool = False

    def without(self, plain: Set[Term]) -> Modality:
        """The same without values that add nothing to the statement."""
        values = {name: each for name, each in self.values.items() if each not in plain}
        return replace(self, values=values)


def modality_at(
    sentence: Sentence,
    places: Sequence[int],
    contexts: Sequence[Context],
    inherent: Set[ox.NamedNode],
    denying: Set[int] = frozenset(),
    left_out: Set[int] = frozenset(),
    turned: range = range(0),
) -> Modality:
    """What the modal words of a clause make of a statement.

    What stands before a modal word denies it ("not always"); behind it, it denies the statement of all, of most, or of
    some of which the word speaks.

    Args:
        sentence: the sentence.
        places: the numbers of the words of the statement.
        contexts: what reaches the statement.
        inherent: the modal qualifiers that its predicate says by itself: "must" of "requires".
        denying: the numbers of words of a trigger that deny by themselves: "free of".
        left_out: the numbers of words that say nothing of the statement: "no matter how often".
        turned: what stands between an object and the subject behind it, where "mostly" is of that: "is mostly caused by it".
    """
    denials = [each for each in contexts if each.effect is Effect.NEGATES]
    values: dict[ox.NamedNode, ox.NamedNode] = {}
    words: set[int] = set()
    read: dict[object, set[int]] = {}
    stronger: set[int] = set()
    words.update(_of_some(sentence, denials, places))
    flips, is_open = 0, bool(words)
    for said in sentence.modal:
        mine = range(said.start, said.end)
        if said.start in left_out:
            continue
        free_choice = sentence.tokens[said.start].word.startswith("any")
        if free_choice and any(each.start < said.start for each in denials):
            read[said] = set(mine)
            continue
        denied = [each for each in denials if each.start < said.start <= each.end + 1]
        if denied and said.value.qualifier not in inherent and set(mine) <= set(places):
            values[said.value.qualifier] = said.value.node
            read[said.value.qualifier] = set(mine)
            continue
        if not _is_said_by_trigger(sentence, said, places) and not _is_of(sentence, said, places):
            if denied and said.end <= min(places):
                words.update(at for each in denied for at in range(each.start, each.end))
                is_open = True
            continue
        if said.value.of_one_object and _singles_out(sentence, said, places):
            continue
        if _is_denied_beside(sentence, said, denials) or (
            said.value.of_one_object
            and (said.start in turned or _is_behind(sentence, said, places))
        ):
            is_open = True
            continue
        if _strengthens(sentence, said, denials, denying):
            words.update(mine)
            stronger.update(mine)
            continue
        if said.denies and _is_denied_by_trigger(sentence, mine, denying):
            words.update(mine)
            continue
        if said.denies:
            flips += 1
            words.update(mine)
            values[said.value.qualifier] = said.value.node
            read[said.value.qualifier] = set(mine)
            continue
        behind = [
            each for each in denials if each.start >= said.end and not _is_double(each, denials)
        ]
        if not behind:
            values[said.value.qualifier] = said.value.node
            read[said.value.qualifier] = set(mine)
        elif said.value.ranges and said.value.node in sentence.lexicon.scales.majority:
            if said.value.node not in sentence.lexicon.scales.entails_plain:
                values[said.value.qualifier] = said.value.node
                read[said.value.qualifier] = set(mine)
        elif said.value.ranges and said.value.node not in sentence.lexicon.scales.entails_plain:
            is_open = True
    everybody = not flips and _spares_nobody(sentence, denials, denying)
    if everybody:
        values.setdefault(KB("quantifier"), KB("All"))
    taken = frozenset(words - stronger).union(*read.values())
    return Modality(values, flips, frozenset(words), is_open, taken, everybody)


def _spares_nobody(sentence: Sentence, denials: Sequence[Context], denying: Set[int]) -> bool:
    """Whether nobody is spared, so that all are meant: "no one takes it without getting drowsy"."""
    spans, tokens = {(each.start, each.end) for each in denials}, sentence.tokens
    people = {each.start for each in sentence.mentions if KB("PersonGroup") in each.kinds}
    starts = {*denying, *(start for start, _ in spans)}
    nobody = any(tokens[end - 1].word in _NOBODY or end in people for _, end in spans)
    nobody |= any(tokens[at].word in _NOBODY for at in denying)
    lacking = any(tokens[at].word in _LACKING for at in starts)
    return nobody and lacking and len(spans) + bool(denying) == _TWICE


def _of_some(
    sentence: Sentence, denials: Sequence[Context], places: Sequence[int]
) -> Iterator[int]:
    """The words of denial before "all" of what is no group of people: "not all infusions help" denies it of some."""
    counted = {said.start for said in sentence.modal}
    for each in denials:
        all_of = each.end < max(places) and sentence.tokens[each.end].word in _ALL
        all_of = all_of and each.end not in places
        if all_of and each.end not in counted and sentence.tokens[each.start].word == "not":
            yield from range(each.start, each.end)


def _is_denied_by_trigger(sentence: Sentence, said: range, denying: Set[int]) -> bool:
    """Whether the denial of modal words is one that a trigger spells out: "not have to" of "you do not have to stop it"."""
    return any(
        each.effect is Effect.NEGATES and denying >= set(range(each.start, each.end))
        for each in sentence.contexts
        if said.start <= each.start and each.end <= said.stop
    )


def _is_said_by_trigger(sentence: Sentence, said: Said, places: Sequence[int]) -> bool:
    """Whether "everybody" is a word of a statement that has no word of denial: "everybody with gout has it"."""
    return (
        said.value.ranges
        and said.start in places
        and said.value.node in sentence.lexicon.scales.entails_plain
        and not any(
            each.effect is Effect.NEGATES and each.start in places for each in sentence.contexts
        )
    )


def _strengthens(
    sentence: Sentence, said: Said, denials: Sequence[Context], denying: Set[int]
) -> bool:
    """Whether a modal word stands before words of denial and makes them stronger: "completely free of"."""
    if said.value.ranges or said.value.node not in sentence.lexicon.scales.entails_plain:
        return False
    return said.end in denying or any(each.start == said.end for each in denials)


def _is_double(context: Context, denials: Sequence[Context]) -> bool:
    """Whether a word of denial is itself denied: "is always not without risks"."""
    return any(other is not context and other.reaches([context.start]) for other in denials)


def _is_of(sentence: Sentence, said: Said, places: Sequence[int]) -> bool:
    """Whether a modal word speaks of a statement: in its clause, no part of it, and a verb right before it."""
    mine = range(said.start, said.end)
    first, last = min(places), max(places)
    if not sentence.shares_clause(said.start, first):
        return False
    if any(
        each.effect in _OTHERS or (not each.is_cue and each.effect in _OF_WORDS)
        for each in sentence.contexts
        if each.start < said.end and said.start < each.end
    ):
        return False
    if said.start in places or any(
        each.start <= said.start < each.end and (each.start, each.end) != (said.start, said.end)
        for each in sentence.mentions
    ):
        return False
    behind = [sentence.tokens[at] for at in range(last + 1, said.start)]
    if any(token.word == "," for token in behind) and any("AUX" in t.kinds for t in behind):
        return False
    if _is_inserted(sentence, said, places):
        return False
    between = [*range(said.end, first), *range(last + 1, said.start)]
    if any(sentence.tokens[at].word in _OTHER_CLAUSE for at in between) or any(
        at in between for at in sentence.ends
    ):
        return False
    kinds = [sentence.tokens[at].kinds for at in mine]
    has_verb = any("AUX" in each or ("VERB" in each and "NOUN" not in each) for each in kinds)
    has_verb &= all(sentence.tokens[at].word not in _PRONOUNS for at in mine)  # "whoever you are"
    if has_verb and said.start > last and _is_of_another_verb(sentence, said.start, places):
        return False
    if said.denies and "ADJ" in kinds[-1] and _is_noun(sentence, said.end):
        return False
    if has_verb and said.end <= first:
        return all(
            sentence.tokens[at].kinds & _LIGHT or sentence.tokens[at].word in ("to", "be")
            for at in range(said.end, first)
        )
    return True


def _is_of_another_verb(sentence: Sentence, at: int, places: Sequence[int]) -> bool:
    """Whether a modal verb behind a statement begins another predicate, of the same thing or of something else.

    "is kind to the skin and so must not be swallowed", "relieves pain, so it need not be", "relieves pain, as tea must not".
    """
    tokens = sentence.tokens
    before = before_adverbs(tokens, at)
    if tokens[before].word in _JOINING:
        return True
    between = range(max(places), at)
    if any(
        tokens[n].word in _SUBORDINATES or (tokens[n].word == "as" and tokens[n - 1].word == ",")
        for n in between
    ):
        return True
    joined = any(tokens[n].word in _JOINING for n in between)
    has_verb = any(
        "AUX" in tokens[n].kinds or ("VERB" in tokens[n].kinds and tokens[n].word.endswith("s"))
        for n in places
    )
    return joined and (has_verb or tokens[before].word in _PRONOUNS)


def _is_denied_beside(sentence: Sentence, said: Said, denials: Sequence[Context]) -> bool:
    """Whether "not" before "everyone" is no denial that reaches the statement, or one of its own: "not always restless"."""
    plain = said.value.node in sentence.lexicon.scales.entails_plain
    if said.denies or said.value.of_one_object or not plain or said.start == sentence.own_from:
        return False
    before = sentence.tokens[said.start - 1].word == "not"
    return before and all(each.end != said.start for each in denials)


def _is_behind(sentence: Sentence, said: Said, places: Sequence[int]) -> bool:
    """Whether a word behind a statement is of a phrase or clause that it stands before: ", mostly at the start"."""
    behind = sentence.tokens[said.end : said.end + 1]
    return said.start > max(places) and any(each.word in PREPOSITIONS | _LEADING for each in behind)


def _singles_out(sentence: Sentence, said: Said, places: Sequence[int]) -> bool:
    """Whether a word opens a sentence and is of what follows it, which the statement is of: "only X is approved for Y"."""
    at = said.end
    while at < len(sentence.tokens) and sentence.tokens[at].word in ("the", "a", "an", "our"):
        at += 1
    opens = said.start == sentence.own_from and at < min(places)
    return opens and at not in places and "VERB" not in sentence.tokens[at].kinds


def _is_inserted(sentence: Sentence, said: Said, places: Sequence[int]) -> bool:
    """Whether of a modal word and a statement one stands in a relative clause that a comma ends: ", which many have,"."""
    words = [token.word for token in sentence.tokens]
    first, last = min(places), max(places)
    if _is_in_relative(sentence, said) and "," in words[said.end : first]:
        return True
    opened = [at for at in range(1, len(words)) if words[at] in _RELATIVE and words[at - 1] == ","]
    closed = [at for at in range(len(words)) if words[at] == ","]
    for start in opened:
        end = next((at for at in closed if at > start), len(words))
        if start < said.start < end < len(words) and not any(start < at < end for at in places):
            return True
        if start < last < end <= said.start:
            return True
    return False


def _is_in_relative(sentence: Sentence, said: Said) -> bool:
    """Whether a modal word stands right behind the word that begins a relative clause: "pills that mainly act on it"."""
    if said.start < 2 or sentence.tokens[said.start - 1].word not in _RELATIVE | {"that"}:
        return False
    return said.end < len(sentence.tokens) and "VERB" in sentence.tokens[said.end].kinds


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether a word before it is its attribute: "in rare cases"."""
    return at < len(sentence.tokens) and "NOUN" in sentence.tokens[at].kinds
