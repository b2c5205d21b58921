"""Codes of countries and their parts (ISO 3166-1 alpha-2, ISO 3166-2)."""

from __future__ import annotations

import re

_SECOND_LETTERS = """
    ADEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR GABDEFGHILMNPQRSTUWY
    HKMNRTU IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY
    QA REOSUW SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ UAGMSYZ VACEGINU WFS YET ZAMW
"""
"""Behind each first letter the second ones."""

COUNTRIES = frozenset(f"{row[0]}{second}" for row in _SECOND_LETTERS.split() for second in row[1:])
"""The codes that ISO 3166-1 gives to countries. It reserves UK and EU, and gives them to none."""

_PART = re.compile(r"-[A-Z0-9]{1,3}")


def is_place(code: str) -> bool:
    """Whether a text is the code of a country, or such a code with a part of the form of ISO 3166-2 behind it."""
    country, part = code[:2], code[2:]
    return country in COUNTRIES and (not part or _PART.fullmatch(part) is not None)
