"""What a rule says, where nothing fills the gaps of its texts."""

from __future__ import annotations

import re

from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import local_name

IN_PACK = "policy pack"
"""The label of the pack in what origin_of says."""

_COMMAND = re.compile(r"`[^`]*`")
_GAP = re.compile(r"\{\??(\w+)\}")
_WORDING = "“…” (a wording that the evidence bears out)"
_QUOTED = re.compile(r"“\{\??\w+\}”")


def in_general(template: str) -> str:
    """A message or suggestion of a rule with … for what it has of a finding; in a command, with the name of what to give.

    The wording of a claim, which stands without quotation marks, is told in words.
    """
    template = template.replace("{wording}", _WORDING)
    named = _COMMAND.sub(lambda command: _GAP.sub(lambda gap: gap[1].upper(), command[0]), template)
    return _GAP.sub("…", _QUOTED.sub("“…”", named))


def origin_of(rule: Rule) -> tuple[tuple[str, str], ...]:
    """Where a rule of a policy pack comes from, as labels with texts.

    That is its pack, its source, where that was read, since when it holds, what has replaced it, and whom it binds.
    """
    begins, ends = rule.in_force
    days = (f"from {begins}" if begins else "", f"until {ends}" if ends else "")
    pack = local_name(rule.pack.value) if rule.pack is not None else ""
    told = (
        (IN_PACK, pack),
        ("source", rule.source),
        ("read", rule.source_read),
        ("in force", " ".join(filter(None, days)) or (rule.pack and "date in force not looked up")),
        ("replaced by", rule.replaced_by),
        ("binds", rule.binds),
    )
    return tuple((label, text) for label, text in told if text)
