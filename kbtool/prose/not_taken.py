"""Why what a sentence speaks of is not taken for what it states, apart from the modules that read the forms of words."""

from __future__ import annotations

from enum import StrEnum


class Unread(StrEnum):
    """Why what a sentence speaks of is not taken for what it states."""

    QUESTION = "a question"
    REPORTED = "said of others"
    SUPPOSED = "supposed, not stated"
    SELECTS = "says of whom it speaks, and not that it is so"
    OPEN = "says that it is not known, or not shown"
    NAMED = "in quotation marks, as a name"
    TAKEN_BACK = "taken back by the next sentence"
    SET_ASIDE = "named only to set it aside"
    MYTH = "below a heading of myths"
    UNSURE = "too unlike what is on file to be sure"
    UNSAID = "denies that it is said or known, and not that it is so"
    PARTLY = "denies only that it is so in the way that it names"
    NOT_NEEDED = "says that it need not be so"
    INCOMPLETE = "does not say of what"
    TITLE = "a title, which names what it is about"
    TOO_LONG = "too long for a sentence"
