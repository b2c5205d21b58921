"""The templates of the pages that only a server has."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader

from kbtool.reports.pages.filling import templates


@cache
def _environment() -> Environment:
    own = PackageLoader("kbtool.server")
    shared = templates()
    assert shared.loader is not None
    return shared.overlay(loader=ChoiceLoader([own, shared.loader]))


def filled(template: str, /, **values: object) -> str:
    """A template with its values; all text in it is escaped."""
    return _environment().get_template(template).render(**values)
