"""The pieces of a sentence that state something each: coordinated verbs, items of a list, clauses."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kbtool.prose.noun_phrases import COMPARING, PREPOSITIONS
from kbtool.prose.proposing.segments import ENDS_CLAUSE, OPENS_CLAUSE, segments_of
from kbtool.prose.proposing.verbs import first_verb
from kbtool.prose.sentence import Sentence
from kbtool.text.stretch import Stretch
from kbtool.text.tokens import Token

_GOES_ON = frozenset({"to", "that", "where"})
"""Words by which a noun goes on that nothing has been said of yet: "the ability to reduce pain helps"."""

_SUPPOSES = frozenset(
    {"if", "when", "whenever", "whether", "unless", "because", "since", "that", "how"}
)
"""Words behind which a subject stands."""

_ASCRIBES = frozenset({"according"})
"""With what a phrase begins that says by whom the rest is said."""

_ADDS = frozenset({"and", "or"})
"""What adds a subject to another one."""


class Piece(Struct, frozen=True):
    """A piece of a sentence.

    Attributes:
        own: the numbers of its own tokens.
        heads: what it goes on from, the nearest first: the verb of an item, the subject of a verb.
        start: the number of the token from which it is quoted.
    """

    own: range
    heads: tuple[range, ...]
    start: int

    def words(self, sentence: Sentence) -> Stretch:
        """Where its quote stands in the text."""
        return sentence.words(self.start, self.own.stop)


def pieces_of(sentence: Sentence) -> list[Piece]:
    """The pieces of a sentence in order.

    An item of a list is quoted from the verb that the list goes on from, so that its quote says something.

    Args:
        sentence: the sentence.
    """
    tokens = sentence.tokens
    found: list[Piece] = []
    clause: range | None = None
    group: range | None = None
    quoted = sentence.own_from
    for segment in _joined(sentence):
        verb = first_verb(tokens, segment)
        heads: tuple[range, ...] = ()
        start = segment.start
        if clause is None or group is None or _opens_clause(tokens, segment):
            if clause is not None:
                heads = (clause,)
            if clause is not None and _is_label(tokens, clause):
                start, group = clause.start, segment
            else:
                clause = group = segment
            quoted = segment.start
        elif _is_infinitive(tokens, group, segment, verb):
            heads = (group,) if group == clause else (group, clause)
            start = quoted
        elif verb is not None and verb > segment.start:
            clause = group = segment
            quoted = start
        elif verb is not None:
            heads = (clause,)
            if tokens[segment.start].word.endswith("ing"):
                start = quoted if _is_label(tokens, clause) else clause.start
            quoted = start
            group = segment
        else:
            heads = (group,) if group == clause else (group, clause)
            start = quoted
        found.append(Piece(segment, heads, start))
    return found


def _joined(sentence: Sentence) -> list[range]:
    """The parts of a sentence; what states nothing yet, as a subject without its verb, goes with the next one."""
    found: list[range] = []
    for segment in segments_of(sentence):
        last = found[-1] if found else None
        if last is not None and _goes_with_next(sentence, last, segment, is_first=len(found) == 1):
            found[-1] = range(last.start, segment.stop)
        else:
            found.append(segment)
    return found


def _goes_with_next(sentence: Sentence, one: range, other: range, *, is_first: bool) -> bool:
    tokens = sentence.tokens
    if is_first and (_is_adverbial(sentence, one) or _is_bare_label(sentence, one)):
        return True
    between = [token.word for token in tokens[one.stop : other.start]]
    verb = first_verb(tokens, other)
    opens = is_first or _opens_clause(tokens, one)
    if not between and tokens[other.start].word in _GOES_ON:
        return opens and first_verb(tokens, one) is None
    if len(between) == 1 and between[0] in _ADDS and verb is not None and verb > other.start:
        return _ends_in_subject(tokens, one, opens=opens)
    return False


def _ends_in_subject(tokens: Sequence[Token], segment: range, *, opens: bool) -> bool:
    """Whether a part ends in the subject of a verb that is still to come: "if pain or fever"."""
    supposed = [at for at in segment if tokens[at].word in _SUPPOSES]
    if not supposed and not opens:
        return False
    start = supposed[-1] + 1 if supposed else segment.start
    return start < segment.stop and first_verb(tokens, range(start, segment.stop)) is None


def _is_infinitive(tokens: Sequence[Token], group: range, segment: range, verb: int | None) -> bool:
    """Whether a part goes on with the infinitive before it: "to rest, stay calm, or sleep"."""
    first = tokens[segment.start]
    is_base = "VERB" in first.kinds and len(first.word) == len(min(first.forms, key=len))
    is_finite = verb is not None and "AUX" in tokens[verb].kinds
    return (
        is_base
        and not is_finite
        and any(tokens[at].word == "to" and "VERB" in tokens[at + 1].kinds for at in group[:-1])
    )


def _is_label(tokens: Sequence[Token], span: range) -> bool:
    """Whether a span is a label of what follows it: "Preparation: ..."."""
    return span.stop < len(tokens) and tokens[span.stop].word == ":"


def _is_bare_label(sentence: Sentence, segment: range) -> bool:
    """Whether a part is a word that names nothing, and labels the rest: "Note: ..."."""
    is_word = len(segment) == 1 and segment.start not in sentence.named
    return is_word and _is_label(sentence.tokens, segment)


def _is_adverbial(sentence: Sentence, segment: range) -> bool:
    """Whether a part says only in what the rest holds, or what it is held against: "In trials, ...", "Unlike pills, ..."."""
    tokens = sentence.tokens
    opens = tokens[segment.start].word in PREPOSITIONS | COMPARING | _ASCRIBES
    comma = segment.stop < len(tokens) and tokens[segment.stop].word == ","
    verb = first_verb(tokens, range(segment.start + 1, segment.stop))
    return opens and comma and verb is None


def _opens_clause(tokens: Sequence[Token], segment: range) -> bool:
    before = tokens[segment.start - 1].word if segment.start else ""
    return before in ENDS_CLAUSE or tokens[segment.start].word in OPENS_CLAUSE
