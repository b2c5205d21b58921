"""Cues of context: words that change what a statement near them says, and what headings say of what stands below them."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from kbtool.prose.words.phrase_index import Forms


class Effect(Enum):
    """What a cue of context does to what it reaches (ConText: Harkema et al. 2009, J Biomed Inform 42:839-851)."""

    NEGATES = "Negation"
    SPECULATES = "Speculation"
    REPORTS = "Attribution"
    REJECTS = "Rejection"
    SUPPOSES = "Supposition"
    CONDITIONS = "Proviso"
    DOUBTS = "OpenQuestion"
    LIMITS = "Restriction"
    CONTRASTS = "Contrast"
    TESTIFIES = "Testimony"
    VOUCHES = "OwnVoice"
    INSISTS = "Emphasis"
    FOCUSES = "Focus"


class Heading(Enum):
    """What a heading, or the label before a colon, says of what stands below or behind it."""

    MYTHS = "Rejection"
    FACTS = "Affirmation"
    HEARD = "Attribution"
    POSSIBLE = "Speculation"
    FRAMED = "Supposition"


class Withdrawal(Enum):
    """What words do in a short sentence that takes back what stands before it, or behind."""

    REVOKES = "revokingWords"
    REVOKES_BEHIND = "withdrawingWords"
    DISOWNS = "disowningWords"
    POINTS_BACK = "pointingBack"
    POINTS_TO_ALL = "pointingToAll"
    POINTS_AHEAD = "pointingAhead"
    PRETENDS = "pretendingWords"


class Reach(Enum):
    """Which way a cue of context reaches."""

    CLAUSE = "cueBefore"
    PHRASE = "phraseCueBefore"
    BEHIND = "cueBehind"
    RIGHT_BEFORE = "cueRightBefore"
    RIGHT_BEHIND = "cueRightBehind"
    AROUND = "cueAround"
    AT_END = "cueAtEnd"
    APART = "cueApart"


class Cue(Struct, frozen=True):
    """Words that change what a statement near them says."""

    effect: Effect
    reach: Reach
    words: Forms
