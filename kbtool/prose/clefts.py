"""Sentences that turn their order of words to stress one of them: "it is X that ...", "what X does is ..."."""

from __future__ import annotations

from collections.abc import Sequence

from kbtool.prose.noun_phrases import JOINS, PREPOSITIONS, RELATIVE
from kbtool.prose.word_order import DETERMINERS, Order, Words


def cleft(of: Words, places: Sequence[int]) -> Order | None:
    """Say "X ..." for "it is X that ..."."""
    words = [of.words[at] for at in places]
    if len(words) < 5 or words[0] != "it" or words[1] not in ("is", "was", "'s"):
        return None
    that = next((n for n in range(3, min(len(words), 12)) if words[n] in RELATIVE), None)
    if that is None or that + 2 >= len(words) or of.has_denial(places[2:that]):
        return None
    if not any(of.is_named(places[n]) for n in range(2, that)):
        return None
    focus, rest = places[2:that], places[that + 1 :]
    if of.is_verb(of.skip_adverbs(rest[0])):
        return (*focus, *rest)
    if words[2] in PREPOSITIONS:
        return (*rest, *focus)
    verb = of.main_verb(range(rest[0], rest[-1] + 1))
    if verb is None or verb not in rest:
        return None
    at = rest.index(verb) + 1
    return (*rest[:at], *focus, *rest[at:])


def what(of: Words, places: Sequence[int]) -> Order | None:
    """Say "X ..." for "what X does is ...", and "Y causes X" for "what causes X is Y"."""
    words = [of.words[at] for at in places]
    if len(words) < 5 or words[0] != "what":
        return None
    be = next((n for n in range(2, len(words) - 1) if words[n] in ("is", "was")), None)
    if be is None:
        return None
    head = [at for at in places[1:be] if of.words[at] != ","]
    said = places[be + 1 :]
    if of.is_verb(head[0]) or ("VERB" in of.sentence.tokens[head[0]].kinds):
        named = of.name_from(said[0])
        whole = named is not None and named.stop == said[-1] + 1
        return (*said, *head) if whole else None
    does = next((n for n in range(1, len(head)) if of.words[head[n]] in ("does", "do")), 0)
    if not does or not any(of.is_named(at) for at in head[:does]):
        return None
    return (*head[:does], *said)


def is_what(of: Words, places: Sequence[int]) -> Order | None:
    """Say "X ..." or "... X" for "X is what ..."."""
    words = [of.words[at] for at in places]
    at = next((n for n in range(1, len(words) - 2) if words[n : n + 2] == ["is", "what"]), 0)
    name = of.name_ending(places[at]) if at else None
    if name is None:
        return None
    rest = range(places[at + 1] + 1, places[-1] + 1)
    if of.is_verb(of.skip_adverbs(rest.start)):
        return (*name, *rest)
    return (*rest, *name)


def among(of: Words, places: Sequence[int]) -> Order | None:
    """Say "X ..." for "among those that ... is X", "of all, X is the one that ...", "one that ..., that is X"."""
    words = [of.words[at] for at in places]
    that = next((n for n in range(1, len(words) - 2) if words[n] in ("that", "which")), None)
    if that is None or that < 2:
        return None
    if words[0] == "of" and words[that - 1] in ("one", "drug", "medicine", "medication"):
        be = [n for n in range(1, that) if words[n] in ("is", "'s")]
        name = of.name_ending(places[be[-1]]) if be else None
        return (*name, *places[that + 1 :]) if name else None
    last = of.last_name()
    if last is None or places[-1] != last.stop - 1:
        return None
    before = [n for n, at in enumerate(places) if at < last.start]
    if not before:
        return None
    if words[0] == "among" and words[before[-1]] in ("is", "are"):
        return (*last, *places[that + 1 : before[-1]])
    closes = words[before[-1] - 1 : before[-1] + 1] in (["that", "is"], ["that", "'s"])
    if words[0] == "there" and closes:
        until = next(n for n in range(before[-1], 0, -1) if words[n] in ",–—:" or n <= that)
        return (*last, *places[that + 1 : until]) if until > that + 1 else None
    return None


_NONE = frozenset({"no", "not"})
_COUNTS = frozenset({"two", "three", "four", "five", "six", "several"})
_HEAD = 4
"""Tokens in which "with" stands behind what a list is of: "pills with a licence: ..."."""
_THESE = frozenset({"these", "those", "that", "them", "this", "it"})


def none_of_these(of: Words, places: Sequence[int]) -> Order | None:
    """Say "X does no A, no B" for "no A, no B: X does none of these"."""
    words = [of.words[at] for at in places]
    mark = next((n for n, word in enumerate(words) if word in ":–—"), 0)
    none = next((n for n in range(mark + 2, len(words) - 2) if words[n] == "none"), 0)
    if not mark or not none or words[0] not in _NONE or words[none + 1] != "of":
        return None
    if words[none + 2] not in _THESE or any(of.is_verb(at) for at in places[:mark]):
        return None
    if not any(of.is_named(at) for at in places[:mark]):
        return None
    return (*places[mark + 1 : none], *places[:mark])


def before_list(of: Words, places: Sequence[int]) -> Order | None:
    """Say "X, Y and Z are ..." for "three drugs are ...: X, Y and Z", "drugs with ..., namely X, Y and Z"."""
    words = [of.words[at] for at in places]
    colon = words.index(":") if ":" in words else 0
    begins = colon + 1
    if "namely" in words:
        colon, begins = words.index("namely"), words.index("namely") + 1
        colon -= words[colon - 1] == ","
    if colon < 3 or begins >= len(words):
        return None
    items = places[begins:]
    if not all(of.is_named(at) or of.words[at] in JOINS | DETERMINERS for at in items):
        return None
    subject = next((n for n in range(1, colon) if words[n] in ("are", "is")), None)
    with_ = next((n for n in range(1, _HEAD) if words[n] == "with"), None)
    if with_ is not None and not any(of.is_verb(at) for at in places[:colon]):
        if any(of.is_named(at) or of.has_denial([at]) for at in places[:with_]):
            return None
        return (*items, of.verb_before("have", places[with_]), *places[with_ + 1 : colon])
    if subject is None and words[0] in _COUNTS and "VERB" in of.sentence.tokens[places[2]].kinds:
        subject = 2
    if words[0] == "there":
        found = (
            n
            for n in range(2, colon)
            if of.is_participle(places[n]) and words[n - 1] not in PREPOSITIONS
        )
        first = next(found, None)
        if first is None or of.has_denial(places[:first]):
            return None
        return (*items, of.is_before(places[first]), *places[first:colon])
    if subject is None or of.has_denial(places[:subject]):
        return None
    if any(of.is_named(at) for at in places[:subject]):
        return None
    return (*items, *places[subject:colon])
