"""Opening a session for fetching: with the contact, the limits and the cache that are settled."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path

from kbtool.errors import InputError
from kbtool.io.settings import Settings
from kbtool.io.web.session import Fetcher, Limits
from kbtool.version import __version__

CONTACT = "KBTOOL_CONTACT"
_HOME = "https://w3id.org/kbtool"


@contextmanager
def open_fetcher(
    settings: Settings,
    remark: Callable[[str], None],
    rates: Mapping[str, float] | None = None,
    told: Iterable[str] = (),
    *,
    fresh: bool = False,
) -> Iterator[Fetcher]:
    """A session for fetching; answers are kept in the user's cache folder, if that can be written.

    Args:
        settings: the settings.
        remark: is told what the user should know that is not an error.
        rates: requests a second for addresses that begin so.
        told: addresses of registries, whose servers are told the mail address of whoever asks; no others are.
        fresh: ask the servers, whatever is kept.

    Raises:
        InputError: the contact is not a mail address.
    """
    mail = contact(settings)
    agent = f"kbtool/{__version__} ({_HOME})"
    signed = f"kbtool/{__version__} ({_HOME}{f'; mailto:{mail}' if mail else ''})"
    agents = dict.fromkeys(told, signed)
    limits = Limits(
        connect=min(10, settings.timeout), read=settings.timeout, backoff=settings.backoff
    )
    cache: Path | None = user_cache_path("kbtool") / "answers.sqlite"
    try:
        fetcher = Fetcher(
            agent, cache, settings.cache_days, limits, rates, settings.nearby, fresh, agents=agents
        )
    except (OSError, sqlite3.Error) as error:
        remark(f"answers of registries cannot be kept in {cache}: {error}")
        fetcher = Fetcher(
            agent, None, settings.cache_days, limits, rates, settings.nearby, fresh, agents=agents
        )
    with fetcher:
        yield fetcher


def contact(settings: Settings) -> str | None:
    """The mail address that registries are told, if there is one.

    Raises:
        InputError: it is none.
    """
    mail = os.environ.get(CONTACT) or settings.contact
    if mail and (
        mail.count("@") != 1 or not mail.isascii() or not mail.isprintable() or " " in mail
    ):
        raise InputError(
            f"{mail!r} is not a mail address",
            path=None if os.environ.get(CONTACT) else settings.path,
            help=f"set {CONTACT}, or contact in the settings, to one at which you can be reached",
        )
    return mail or None
