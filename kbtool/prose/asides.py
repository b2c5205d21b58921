"""What stands before or amid subject and verb, and what it says of a name: "X, which helps,", "Made here, X ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbtool.prose.clauses import is_finite
from kbtool.prose.noun_phrases import JOINS, PREPOSITIONS, RELATIVE
from kbtool.prose.own_subjects import breaks_off
from kbtool.prose.word_order import DETERMINERS, Order, Words
from kbtool.prose.words.cues import Effect

_SUPPOSING = frozenset({"if", "when", "once", "while", "where", "until", "unless", "whether"})
_SUBJECTS = DETERMINERS | {"you", "your", "they", "somebody", "someone", "anyone", "there"}
_BEFORE_SHOULD = frozenset({"what", "when", "how", "why", "where", "who", "which", "and", "or"})
_GIVEN = frozenset({"because", "since", "as", "although", "though", "while"})


def insertions(of: Words) -> list[range]:
    """What stands between marks before a verb or "that", names nothing by way of a limit, and counts nothing."""
    found: list[range] = []
    for first, last in _pairs(of):
        behind = of.skip_adverbs(last + 1)
        ends = behind < of.end and (
            of.is_verb(first - 1) or of.is_verb(behind) or of.words[behind] in RELATIVE
        )
        relative = of.words[first + 1] in PREPOSITIONS and of.words[first + 2] in ("which", "whom")
        if relative and behind < of.end:
            ends = ends or "VERB" in of.sentence.tokens[behind].kinds
        if ends and _may_go(of, first + 1, last):
            found.append(range(first, last + 1))
    return found


def _pairs(of: Words) -> Iterator[tuple[int, int]]:
    """The marks around what may be inserted: two commas, two dashes, or brackets."""
    words = of.words
    for first in range(1, of.end):
        closing = {",": ",", "(": ")", "–": "–", "—": "—"}.get(words[first])
        if closing is not None and closing in words[first + 1 : of.end]:
            last = words.index(closing, first + 1)
            if last > first + 1:
                yield first, last


def _may_go(of: Words, first: int, last: int) -> bool:
    sentence, head = of.sentence, of.words[first]
    inside = range(first, last)
    if head in JOINS or any(of.words[at][0].isdigit() for at in inside):
        return False
    harmless = sentence.lexicon.gist_words | sentence.lexicon.small
    if all(of.words[at] in harmless for at in inside):
        return True
    limits = {Effect.LIMITS, Effect.SUPPOSES}
    if any(each.start in inside and each.effect in limits for each in sentence.contexts):
        return False
    if head in PREPOSITIONS and of.words[first + 1] in ("which", "whom"):
        return True  # "X, in which ..., helps"
    leads = head in PREPOSITIONS | _SUPPOSING or of.is_participle(first)
    return not leads


def relatives(of: Words) -> Iterator[Order]:
    """What is said between marks, or at the end, of the name before: "X, which ...", "X, a ...", "X, approved ..."."""
    for first in range(1, of.end):
        if of.words[first] not in ",(–—":
            continue
        name = of.name_ending(first)
        if name is None or first + 2 >= of.end or of.depends(name.start):
            continue
        marks = (at for at in range(first + 1, of.end) if of.words[at] in ",)–—;:")
        last = next(marks, of.end)
        head = first + 1
        if of.words[head] in ("which", "who"):
            yield from _relative(of, name, range(head + 1, last))
            if last < of.end and of.words[last] == ",":
                yield from _relative(of, name, range(head + 1, of.end))
        elif of.words[head] in DETERMINERS | {"originally"} or of.is_participle(head):
            behind = of.skip_adverbs(last + 1)
            closed = last == of.end or (
                behind < of.end and "VERB" in of.sentence.tokens[behind].kinds
            )
            closed = closed or of.is_verb(behind)
            if closed and not (of.words[head] == "the" and last == of.end):
                yield (*name, of.is_before(head), *range(head, last))


def _relative(of: Words, name: range, clause: range) -> Iterator[Order]:
    first = of.skip_adverbs(clause.start)
    if first >= clause.stop:
        return
    if of.is_verb(first):
        yield (*name, *clause)
    elif (verb := of.main_verb(clause)) is not None:
        yield (*range(clause.start, verb + 1), *name, *range(verb + 1, clause.stop))


def openings(of: Words, places: Sequence[int]) -> Iterator[Order]:
    """What an opening participle says of the name behind its comma: "Approved for X, Y ...", "..., Y is not"."""
    tokens, words = of.sentence.tokens, of.words
    comma = next((n for n, at in enumerate(places) if words[at] == ","), None)
    if comma is None or not places:
        return
    first = places[0]
    name = of.name_from(places[comma] + 1)
    is_having = words[first] in ("having", "being")
    if name is None or not (of.is_participle(first) or is_having):
        return
    opening = places[1 if is_having else 0 : comma]
    names = of.sentence.name_starts
    if any(is_finite(tokens, at, names) and tokens[at].word != "'s" for at in opening):
        return
    if rest := breaks_off(of.sentence, name.stop):
        if rest.stop == of.end or of.has_denial(rest):
            yield (*name, *rest, *opening)
        return
    verb = "has" if words[first] == "having" else "is"
    yield (*name, of.verb_before(verb, first), *opening)
    for n, at in enumerate(opening[:-1]):
        if words[at] == "and" and of.is_participle(opening[n + 1]):
            yield (*name, of.verb_before(verb, first), *opening[n + 1 :])


def before_main(of: Words, places: Sequence[int]) -> Order | None:
    """What a clause says of "it" that stands before the one that names it: "Because it was approved, X ..."."""
    words = [of.words[at] for at in places]
    if len(words) < 6 or words[0] not in _GIVEN or words[1] not in ("it", "they"):
        return None
    comma = words.index(",") if "," in words else 0
    name = of.name_from(places[comma] + 1) if comma > 3 else None
    if name is None or not of.is_verb(of.skip_adverbs(places[2])):
        return None
    return (*name, *places[2:comma])


def inverted(of: Words, places: Sequence[int]) -> Order | None:
    """Say "if you have X, ..." for "should you have X, ..." and "..., should you have X"."""
    words = [of.words[at] for at in places]
    first = next(
        (n for n, word in enumerate(words[:-2]) if word == "should" and _opens(words, n)), None
    )
    if first is None:
        return None
    comma, if_ = of.if_before(places[first])
    if not first:
        return (if_, *places[1:])
    return (if_, *places[first + 1 :], comma, *places[: first - (words[first - 1] == ",")])


def _opens(words: Sequence[str], at: int) -> bool:
    """Whether "should" stands before its subject, and behind none."""
    return words[at + 1] in _SUBJECTS and (at == 0 or words[at - 1] not in _BEFORE_SHOULD)
