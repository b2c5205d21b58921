"""Where an adverb stands in a phrase of the vocabulary: "{subject} acts on" is "{subject} mainly acts on"."""

from __future__ import annotations

import re

_AUXILIARIES = (
    "is", "are", "was", "were", "can", "could", "may", "might", "will", "would", "should", "has been", "have been",
)  # fmt: skip
_VERB = re.compile(rf"\{{subject\}} (?:(?:{'|'.join(_AUXILIARIES)})\b ?)?")
_NOT = re.compile(r"\{subject\} (?:\w+ not|cannot)\b ?")


def with_adverb(template: str, adverb: str) -> str:
    """A phrase with an adverb where English has it: before the verb, and behind an auxiliary.

    Args:
        template: the phrase, with {subject}.
        adverb: the adverb.
    """
    return _inserted(_VERB, template, adverb) or f"{adverb}, {template}"


def with_adverb_denied(template: str, adverb: str) -> str | None:
    """A phrase that denies, with an adverb behind its "not"; None, if it has none there.

    Args:
        template: the phrase, with {subject}.
        adverb: the adverb.
    """
    return _inserted(_NOT, template, adverb)


def _inserted(before: re.Pattern[str], template: str, adverb: str) -> str | None:
    found = before.match(template)
    if found is None:
        return None
    rest = template[found.end() :]
    return f"{found[0].rstrip()} {adverb} {rest}".rstrip()
