"""What a terminal can do, as far as its environment says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"})
"""Values of TERM_PROGRAM of terminals that have hyperlinks."""
_TERMS = ("xterm-kitty", "alacritty", "foot", "xterm-ghostty", "wezterm")
"""Beginnings of TERM of terminals that have hyperlinks."""
_VARIABLES = ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "KITTY_WINDOW_ID")
"""What terminals set that have hyperlinks, whatever its value."""
_VTE = 5000
"""The version of VTE (0.50) from which on terminals made of it have hyperlinks."""


def has_colour(environment: Mapping[str, str]) -> bool:
    """Whether a terminal is to be sent colours: not if it is dumb, or NO_COLOR is set to anything (no-color.org)."""
    return environment.get("TERM") != "dumb" and not environment.get("NO_COLOR")


def can_replace_lines(environment: Mapping[str, str], arguments: Sequence[str]) -> bool:
    """Whether a terminal is to be sent lines that replace themselves: not if it is dumb, or --plain was given."""
    return environment.get("TERM") != "dumb" and "--plain" not in arguments


def has_links(environment: Mapping[str, str]) -> bool:
    """Whether a terminal shows hyperlinks (OSC 8); FORCE_HYPERLINK says it for one that is not known, "0" of one that is."""
    if (forced := environment.get("FORCE_HYPERLINK")) is not None:
        return forced != "0"
    term = environment.get("TERM", "")
    if term == "dumb" or term.startswith(("screen", "tmux")) or "CI" in environment:
        return False
    version = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _PROGRAMS
        or term.startswith(_TERMS)
        or any(name in environment for name in _VARIABLES)
        or (version.isdecimal() and int(version) >= _VTE)
    )


def can_show(signs: str, encoding: str | None) -> bool:
    """Whether an encoding has some characters."""
    try:
        signs.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
