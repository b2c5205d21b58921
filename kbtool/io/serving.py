"""The settings of ``kbtool serve``: [serve] in the settings of a knowledge base."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import inf
from pathlib import Path
from typing import Any

from msgspec import Struct

from kbtool.errors import InputError

_ORIGIN = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?")
_HOST = re.compile(r"[A-Za-z0-9._-]+")


class Serving(Struct, frozen=True):
    """What a project has settled of its server; options on the command line go before it.

    Attributes:
        hosts: the names by which a proxy passes requests on.
        cors: the origins whose pages may ask the endpoint.
        workers: how many queries are answered at a time.
        jobs: how many drafts and suppositions are worked on at a time.
        seconds: how long a query may take.
        rows: how many rows or triples an answer may have.
        memory: by how many megabytes a query may grow its worker.
    """

    hosts: tuple[str, ...] = ()
    cors: tuple[str, ...] = ()
    workers: int = 3
    jobs: int = 2
    seconds: float = 10
    rows: int = 100_000
    memory: float = 1024


NAMES = Serving.__struct_fields__
"""The settings as the file names them."""


def read_serving(path: Path, table: Mapping[str, Any]) -> Serving:
    """The settings that a table holds; its names are known.

    Raises:
        InputError: a value is not of its kind.
    """
    lists = {
        "hosts": (_HOST, "a list of names of hosts, without ports"),
        "cors": (_ORIGIN, 'a list of origins, such as "https://example.org"'),
    }
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name in lists:
            pattern, wanted = lists[name]
            fits = isinstance(value, list) and all(
                isinstance(item, str) and pattern.fullmatch(item) for item in value
            )
        else:
            is_whole = name not in ("workers", "jobs", "rows") or isinstance(value, int)
            fits, wanted = is_whole and is_above_zero(value), "a number above 0"
        if not fits:
            raise InputError(
                f"has {name} = {value!r} in [serve], which is not {wanted}",
                path=path,
                help=f"give {name} {wanted}",
            )
        values[name] = tuple(value) if isinstance(value, list) else value
    return Serving(**values)


def is_above_zero(value: object) -> bool:
    """Whether a value of a setting is a number above 0, and not without end."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < inf
