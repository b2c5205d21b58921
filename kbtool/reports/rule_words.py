"""What a rule says, where nothing fills the gaps of its texts."""

from __future__ import annotations

import re

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
