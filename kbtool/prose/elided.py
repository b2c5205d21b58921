"""Statements that leave their predicate to the one before: "X is approved; Y is not", "and so is Y"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.clauses import is_finite_auxiliary
from kbtool.prose.lists import listed_before
from kbtool.prose.mention import Mention
from kbtool.prose.sentence import Sentence
from kbtool.prose.unread import unread_words
from kbtool.prose.words.cues import Effect

_OPENS = frozenset(
    {";", ",", "but", "while", "whereas", "and", "though", "although", "—", "–", ":"}
)
"""What may stand before such a clause."""
_LAST = frozenset({"yet", "either", "though", "however"})
"""What may stand behind it."""
_TURNING = frozenset({"so", "as", "neither", "nor"})
"""What may stand before the verb of a clause that says of its name what is said before."""
_ALIKE = (
    *(("the", "same", verb, "for") for verb in ("goes", "holds")),
    *(("the", "same", verb, "to") for verb in ("applies",)),
    *(("the", "same", "is", "true", word) for word in ("of", "for")),
    *(("the", "same", "can", "be", "said", word) for word in ("of", "for")),
)
"""Words that say of the name behind them what is said before."""
_UNLIKE = (("not", "so"), ("not", "so", "with"), ("not", "so", "for"))
"""Words that deny it of that."""
_BEFORE = frozenset({"a", "an", "the", "most", "plain", "only"})
_FROM_BEFORE = 0.85
"""By this much it is less likely that the sentence before is meant."""


def elided(
    sentence: Sentence, mine: Sequence[Candidate | NotCounted], earlier: Iterable[Candidate]
) -> list[Candidate | NotCounted]:
    """What a sentence states by a name, an auxiliary and perhaps "not", where that is all that its last clause has.

    Args:
        sentence: the sentence.
        mine: what it states by itself.
        earlier: what the sentence before states.
    """
    found = _turned_clause(sentence) or _likening(sentence) or _clause(sentence)
    if found is None or sentence.is_question or sentence.told is not None:
        return []
    starts, verb, denies, first = found
    begins = sentence.tokens[starts].start
    own = [e for e in mine if isinstance(e, Candidate) and e.words.end <= begins]
    whole = all(not token.is_word for token in sentence.tokens[sentence.own_from : starts])
    said = list(earlier) if whole else own
    return list(_stated(sentence, starts, verb, first, said, denies=denies, borrows=whole))


def _turned_clause(sentence: Sentence) -> tuple[int, int, None, Mention] | None:
    """The same of a clause that has its verb first and says of its name what is said before: "as is", "and so does"."""
    tokens, own = sentence.tokens, sentence.own_from
    end = len(tokens)
    while end > own and not tokens[end - 1].is_word:
        end -= 1
    for first in sentence.mentions:
        verb = first.start - 1
        while verb > own and tokens[verb].word in _BEFORE:
            verb -= 1
        if (
            first.end == end
            and verb > own
            and is_finite_auxiliary(tokens[verb])
            and tokens[verb - 1].word in _TURNING
        ):
            at = verb - 1
            opens = at == own or tokens[at - 1].word in _OPENS
            return (at, verb, None, first) if opens else None
    return None


def _likening(sentence: Sentence) -> tuple[int, int, bool | None, Mention] | None:
    """The same of a clause that says that another one holds for its name, or does not: "the same goes for", "not so"."""
    tokens, own = sentence.tokens, sentence.own_from
    end = len(tokens)
    while end > own and not tokens[end - 1].is_word:
        end -= 1
    for first in sentence.mentions:
        at = first.start
        while at > own and tokens[at - 1].word in _BEFORE - {"only"}:
            at -= 1
        for phrase in (*_ALIKE, *_UNLIKE):
            begins = at - len(phrase)
            if first.end != end or begins < own:
                continue
            words = tuple(token.word for token in tokens[begins:at])
            if words == phrase and (begins == own or tokens[begins - 1].word in _OPENS):
                return begins, at - 1, True if phrase in _UNLIKE else None, first
    return None


def _clause(sentence: Sentence) -> tuple[int, int, bool, Mention] | None:
    """The first token of the last clause, that of its auxiliary, whether that is denied, and what it is said of."""
    tokens = sentence.tokens
    at = len(tokens) - 1
    while at > 0 and (not tokens[at].is_word or tokens[at].word in _LAST):
        at -= 1
    denies = tokens[at].word == "not"
    at -= denies
    if at <= sentence.own_from or not is_finite_auxiliary(tokens[at]):
        return None
    named = [each for each in sentence.mentions if each.end == at]
    if not named:
        return None
    starts = min(
        each.start for m in named for each in listed_before(sentence, sentence.mentions, m)
    )
    while starts > sentence.own_from and (
        tokens[starts - 1].kinds == {"ADJ"} or tokens[starts - 1].word in _BEFORE
    ):
        starts -= 1
    opens = starts == sentence.own_from or tokens[starts - 1].word in _OPENS
    return (starts, at, denies, named[0]) if opens else None


def _stated(
    sentence: Sentence,
    starts: int,
    verb: int,
    first: Mention,
    said: Sequence[Candidate],
    *,
    denies: bool | None,
    borrows: bool,
) -> Iterator[Candidate]:
    if not said:
        return
    last = max(each.words.start for each in said)
    names = [m for m in sentence.mentions if starts <= m.start and m.end <= max(verb, first.end)]
    read = {at for m in names for at in range(m.start, m.end)} | {verb}
    if denies is None:
        read |= set(range(starts, verb))
    read |= {at for at in range(verb, len(sentence.tokens)) if sentence.tokens[at].word == "not"}
    left, begins = unread_words(sentence, read, starts), sentence.tokens[starts].start
    about = {each.subject for each in said}
    negated = _is_negated(sentence, starts)
    for each in said:
        if denies is not None and _is_by_its_opposite(each, said, negated=negated):
            continue
        kinds = sentence.lexicon.kinds[each.relation].subject
        for mention in listed_before(sentence, sentence.mentions, first):
            apart = each.words.end > last or each.words.start == last
            if not apart or mention.node in about or not mention.fits(kinds) or each.modality:
                continue
            sure = each.confidence * (_FROM_BEFORE if borrows else 1)
            yield replace(
                each,
                sentence=sentence.stretch,
                words=sentence.words(starts, len(sentence.tokens)),
                subject=mention.node,
                denies=each.denies if denies is None else denies,
                insists=None,
                confidence=round(sure, 2),
                borrowed=(each.sentence,) if borrows else each.borrowed,
                unread=tuple(dict.fromkeys([*(u for u in each.unread if u.end <= begins), *left])),
            )


def _is_negated(sentence: Sentence, starts: int) -> bool:
    """Whether a word of denial stands before a clause."""
    cues = (each for each in sentence.contexts if each.is_cue and each.start < starts)
    return any(each.effect is Effect.NEGATES for each in cues)


def _is_by_its_opposite(each: Candidate, said: Sequence[Candidate], *, negated: bool) -> bool:
    """Whether the same words state one thing and deny another by it, and this is the other: not to be turned round again."""
    both = any(other.words == each.words and other.denies is not each.denies for other in said)
    return both and each.denies is not negated
