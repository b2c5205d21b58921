"""The templates of the pages, with the words that these share with what the terminal shows."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, Template
from markupsafe import Markup, escape

from kbtool.knowledge.reservations import UNVERIFIED
from kbtool.reports.judgements import STARS_LEGEND, look
from kbtool.reports.style import SIGNS
from kbtool.reports.templating import environment
from kbtool.reports.wording import judged_in_words, mark, marks, not_counted

_COMMAND = re.compile("`([^`]+)`")
_NAME = re.compile(r"\S*\w[/._:]\w|kbtool\b")
"""Finds a file, a name of the knowledge base or the command where a text begins, which are written as they are."""
_STARS = 4


def template(name: str) -> Template:
    """A template of this package."""
    return templates().get_template(name)


@cache
def templates() -> Environment:
    """The templates of this package."""
    made = environment("kbtool.reports.pages")
    made.filters |= {
        "code": _code,
        "look": look,
        "stars": _stars,
        "mark": mark,
        "marks": marks,
        "not_counted": not_counted,
        "judged_in_words": judged_in_words,
        "capital": _capital,
        "warns": warns,
    }
    made.globals |= {
        "signs": {str(severity): sign for severity, sign in SIGNS.items()},
        "stars_legend": STARS_LEGEND,
    }
    return made


def warns(reservation: str) -> bool:
    """Whether a reservation speaks against a reference, as a retraction does, and is shown so."""
    return reservation != UNVERIFIED


def _code(text: str) -> Markup:
    """A text with what stands in backticks as code."""
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(text))))


def _stars(number: int) -> Markup:
    """How well a verdict is founded, as signs that are read as words."""
    signs = "★" * number + "☆" * (_STARS - number)
    return Markup(
        '<span class="stars" role="img" aria-label="{} of {} stars" '
        'title="how well the verdict is founded, not whether the claim is true">{}</span>'
    ).format(number, _STARS, signs)


def _capital(text: str) -> str:
    """A text with a capital at its beginning, unless it begins with a name."""
    return text if _NAME.match(text) else text[:1].upper() + text[1:]
