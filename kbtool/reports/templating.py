"""HTML from templates: all text in them is escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from kbtool.reports.wording import counted, judged, place, standing


def environment(package: str) -> Environment:
    """The templates of a package's folder "templates", with the words that all reports share as filters.

    Args:
        package: the package, such as "kbtool.reports".
    """
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "counted": counted,
        "judged": judged,
        "place": place,
        "standing": standing,
    }
    return made
