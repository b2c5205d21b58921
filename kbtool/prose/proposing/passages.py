"""Which sentences state nothing to check: headings, questions, names, addresses, calls to action, navigation."""

from __future__ import annotations

import re

from kbtool.prose.answers import answer_of
from kbtool.prose.progress import Part
from kbtool.prose.proposing.verbs import first_verb
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.structure import Kind

_LONG = 12
"""Words of the longest line that is taken for a heading and not for an item."""

_NAME = 5
"""Words of the longest line that is taken for a name."""

_MARKED = re.compile(r"[ \t>]*(?:[-*+•–#]+|\d{1,2}[.)])?[ \t]*$")
"""What may stand before a line: a sign of a list, or its number."""

_LITTLE = 3
"""Letters of the longest word that a title has in small letters."""


_ASKING = frozenset({"what", "how", "why", "who", "when", "where", "which"})
"""Words with which a title asks, behind a colon."""

_STRONG = ("**", "__")
"""What stands on both sides of a line that is a title by its looks."""

_AGAINST = frozenset({"vs", "versus"})
"""What sets one thing against another."""

_TITLED = (Kind.HEADING, Kind.TERM)


def kind_of_passage(
    part: Part, lexicon: Lexicon, *, states: bool = False, by_words: bool = False
) -> str | None:
    """Of which kind a sentence is that states nothing to check; None, if it may state something.

    An item of a list, "less pain", says what the line above begins, and is no name or heading.

    Args:
        part: the sentence in its place.
        lexicon: the words by which such passages are known.
        states: whether it was read as a statement, as a heading may be.
        by_words: whether its words have to say so, and not its place alone: nothing is to be missed.
    """
    sentence = part.sentence
    if sentence.is_question and not _leads_on(sentence):
        asks = sentence.stretch.of(sentence.text).rstrip().endswith("?")
        is_head = part.is_head or sentence.is_heading or part.block.mark.kind in _TITLED
        return "Heading" if is_head and not asks else "Question"
    tokens = sentence.tokens
    if not by_words and is_bare_answer(sentence):
        return "Transition"
    for place in range(len(tokens)):
        for _, _, kind in lexicon.passage_index.at(tokens, place):
            return kind
    if _leads_on(sentence):
        return None
    if part.is_head and not states and not by_words:
        return "Heading"
    if part.is_item:
        return "Heading" if _is_numbered_title(sentence) else None
    is_titled = part.block.mark.kind in _TITLED and not by_words
    if is_titled and not states and not (_has_verb(sentence) and not _asks_behind_colon(sentence)):
        return "Heading"
    if not by_words and not states and _is_marked_or_compares(sentence):
        return "Heading"
    is_stated = _labels_a_statement(sentence) or (states and _has_verb(sentence))
    if sentence.is_heading and _is_title(sentence) and not is_stated:
        return "Heading"
    if _is_line(sentence) and not sentence.mentions and _verb(sentence) is None:
        words = [token for token in tokens if token.is_word]
        if len(words) <= _NAME and any(not each.kinds and each.word.isalpha() for each in words):
            return "Byline"
    return "Heading" if _is_numbered_title(sentence) else None


def is_bare_answer(sentence: Sentence) -> bool:
    """Whether a sentence is a "yes" or "no" and nothing else, which says something with its question alone."""
    is_worded = any(token.is_word for token in sentence.tokens)
    return is_worded and answer_of(sentence.lexicon, sentence.tokens) is not None


def _verb(sentence: Sentence) -> int | None:
    return first_verb(sentence.tokens, range(sentence.own_from, len(sentence.tokens)))


def _has_verb(title: Sentence) -> bool:
    """Whether a title has a verb: not a noun that may be one, "Benefits of"."""
    verb, tokens = _verb(title), title.tokens
    if verb is None:
        return False
    behind = tokens[verb + 1].word if verb + 1 < len(tokens) else "of"
    return not (verb == title.own_from and "NOUN" in tokens[verb].kinds and behind == "of")


def _leads_on(sentence: Sentence) -> bool:
    """Whether it says something before a list: "How you respond depends on several factors:"."""
    return sentence.stretch.of(sentence.text).rstrip().endswith(":") and _verb(sentence) is not None


def _labels_a_statement(sentence: Sentence) -> bool:
    """Whether a line is a label with a statement behind it: "Duration: it may last for weeks"; the title is none."""
    if not sentence.text[: sentence.stretch.start].strip():
        return False
    colons = [at for at, token in enumerate(sentence.tokens) if token.word == ":"]
    rest = range(colons[0] + 1, len(sentence.tokens)) if colons else range(0)
    return first_verb(sentence.tokens, rest) is not None


def _asks_behind_colon(sentence: Sentence) -> bool:
    """Whether a title is a label of what it asks: "Ketamine and sleep: what the research says"."""
    tokens = sentence.tokens
    behind = [tokens[at + 1].word for at in range(len(tokens) - 1) if tokens[at].word == ":"]
    return any(word in _ASKING for word in behind)


def _is_marked_or_compares(sentence: Sentence) -> bool:
    """Whether a line without a verb is marked as a whole, or sets one thing against another: "**Sleep**", "A vs. B"."""
    if not _is_line(sentence) or _verb(sentence) is not None:
        return False
    text, stretch = sentence.text, sentence.stretch
    line = text[text.rfind("\n", 0, stretch.start) + 1 :].partition("\n")[0].strip()
    is_marked = any(
        line.startswith(mark) and line.endswith(mark) and line.count(mark) == 2 for mark in _STRONG
    )
    words = [token.word for token in sentence.tokens if token.is_word]
    return is_marked or (len(words) <= _NAME and any(word in _AGAINST for word in words[1:-1]))


def _words(sentence: Sentence) -> list[str]:
    return [w for w in sentence.stretch.of(sentence.text).split() if w[:1].isalpha()]


def _is_title(sentence: Sentence) -> bool:
    """Whether a line is worded as a title: short, with capitals, or with nothing that is known."""
    words = _words(sentence)
    text, stretch = sentence.text, sentence.stretch
    if stretch.of(text).startswith("#") or not text[: stretch.start].strip():
        return True
    if not sentence.mentions:
        return len(words) <= _LONG
    capital = sum(word[0].isupper() for word in words)
    return len(words) <= _LONG and 2 * capital > len(words)


def _is_line(sentence: Sentence) -> bool:
    """Whether it is a whole line, but for a sign of a list, and does not end as a sentence does."""
    text, stretch = sentence.text, sentence.stretch
    before = text[text.rfind("\n", 0, stretch.start) + 1 : stretch.start]
    ends = text.find("\n", stretch.end)
    behind = text[stretch.end : ends if ends >= 0 else len(text)]
    said = stretch.of(text).rstrip()
    return not behind.strip() and _MARKED.match(before) is not None and said[-1:] not in ".!;:"


def _is_numbered_title(sentence: Sentence) -> bool:
    """Whether it is a line with a number and a capital in all of its longer words: "2. Rapid Mood Support"."""
    text, stretch = sentence.text, sentence.stretch
    before = text[text.rfind("\n", 0, stretch.start) + 1 : stretch.start]
    words = _words(sentence)
    return (
        _is_line(sentence)
        and before.strip(" \t#*-")[:1].isdecimal()
        and 1 < len(words) <= _LONG
        and all(word[0].isupper() or len(word) <= _LITTLE for word in words)
        and _verb(sentence) is None
    )
