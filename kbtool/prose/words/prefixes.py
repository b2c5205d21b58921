"""Words that a prefix denies: "unapproved" is "un" and "approved"."""

from __future__ import annotations

import re

from kbtool.text.tokens import Token, forms_of, tokens_of

_PREFIX = re.compile(r"(?:un|non|in|im|ir|il)(?=\w{4})")


def without_prefix(token: Token) -> tuple[Token, Token] | None:
    """A word as its prefix that denies, and the rest; None, if it has none."""
    match = _PREFIX.match(token.word)
    if match is None or token.joined or token.kinds & {"NOUN", "VERB"}:
        return None
    rest, middle = token.word[match.end() :], token.start + match.end()
    (stem,) = tokens_of(rest)[:1] or (None,)
    if stem is None or not stem.kinds & {"ADJ", "VERB"}:
        return None
    un = forms_of("un")
    return (
        Token("un", un, frozenset(), token.start, middle, token.joined),
        Token(rest, stem.forms, stem.kinds, middle, token.end, True),
    )
