"""How the verb of a phrase changes: "{subject} acts on" is "{subject} mainly acts on", and of several "{subject} act on"."""

from __future__ import annotations

import re

_AUXILIARIES = (
    "is", "are", "was", "were", "can", "could", "may", "might", "will", "would", "should", "has been", "have been",
)  # fmt: skip
_PLACE = "{adverb}"
_PLURALS = {"is": "are", "has": "have", "does": "do", "passes": "pass", "promotes": "promote"}
_HEAD = re.compile(r"\{(\w+)\} (\w+)")
_VERB = re.compile(rf"\{{subject\}} (?:(?:{'|'.join(_AUXILIARIES)})\b ?)?")
_LATER = re.compile(rf".*?\{{subject\}} (?:{'|'.join(_AUXILIARIES)})\b ?")
_NOT = re.compile(r".*?\b(?:(?:do|does|is|are|has|have|can) not|cannot)\b ?")


def with_adverb(template: str, adverb: str) -> str:
    """A phrase with an adverb where English has it: before the verb, and behind an auxiliary.

    Args:
        template: the phrase, with {subject}, and with {adverb} where it has a place of its own for one.
        adverb: the adverb.
    """
    if _PLACE in template:
        return template.replace(_PLACE, adverb)
    found = _inserted(_VERB, template, adverb) or _inserted(_LATER, template, adverb)
    return found or f"{adverb}, {template}"


def with_adverb_denied(template: str, denial: str, adverb: str) -> str | None:
    """A denial with an adverb behind its "not"; None, if English has no place for it.

    Args:
        template: the phrase that is denied; its verb takes a "not" where the denial has none ("shares no symptoms").
        denial: the denial.
        adverb: the adverb.
    """
    placed = _PLACE in template
    inserted = None if placed else _inserted(_NOT, denial, adverb)
    head = _HEAD.match(template)
    if inserted is not None or head is None:
        return inserted
    base = plural_verb(head[2])
    verb = "does" if base != head[2] else "do"
    rest = template[head.end() :].replace(_PLACE, adverb)
    return f"{{{head[1]}}} {verb} not {base if placed else f'{adverb} {base}'}{rest}"


def leading_gap(template: str) -> str | None:
    """The gap that stands before the verb of a phrase: "subject" of "{subject} acts on"; None, if none does."""
    head = _HEAD.match(template)
    return head[1] if head else None


def in_plural(template: str) -> str:
    """A phrase with the verb behind its leading gap in the plural."""
    head = _HEAD.match(template)
    if head is None:
        return template
    return f"{{{head[1]}}} {plural_verb(head[2])}{template[head.end() :]}"


def plural_verb(verb: str) -> str:
    """The plural of a verb in the third person: "acts" is "act"."""
    if verb in _PLURALS:
        return _PLURALS[verb]
    return verb.removesuffix("es" if verb.endswith("sses") else "s")


def _inserted(before: re.Pattern[str], template: str, adverb: str) -> str | None:
    found = before.match(template)
    if found is None:
        return None
    rest = template[found.end() :]
    return f"{found[0].rstrip()} {adverb} {rest}".rstrip()
