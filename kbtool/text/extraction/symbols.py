"""Characters of the font Symbol, which have codes of their own, as Unicode.

Source: Adobe's mapping of the Symbol encoding, https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt
"""

from __future__ import annotations

_ROWS = {
    0x20: " !∀#∃%&∋()∗+,−./0123456789:;<=>?",
    0x40: "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
    0xC0: "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
}
_PRIVATE = 0xF000
_CODES = {first + at: character for first, row in _ROWS.items() for at, character in enumerate(row)}


def is_symbol(font: str | None) -> bool:
    """Whether a font is Symbol; Wingdings and others have other codes."""
    return (font or "").strip().casefold().startswith("symbol")


def symbol(font: str | None, code: str | None) -> str | None:
    """The character of a code in a font.

    Args:
        font: the name of the font.
        code: hexadecimal digits.

    Returns:
        None for a code that only a font knows.
    """
    try:
        number = int(code or "", 16)
        if is_symbol(font):
            return _CODES.get(number & 0xFF) if number <= 0xFF or number >> 8 == 0xF0 else None
        private = 0xE000 <= number <= 0xF8FF or number < 0x100
        return None if private else chr(number)
    except (ValueError, OverflowError):
        return None


def in_symbol(text: str) -> str:
    """A text that is set in Symbol; what has no code there stays."""
    return "".join(
        _CODES.get(ord(c) - _PRIVATE, c) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text
    )
