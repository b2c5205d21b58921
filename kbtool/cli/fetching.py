"""Fetching for commands: the session, with the contact, the keys and the addresses that are settled."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kbtool import __version__
from kbtool.cli.running import note
from kbtool.errors import InputError
from kbtool.io.settings import Settings

if TYPE_CHECKING:
    from kbtool.io.web import Fetcher
    from kbtool.references.registries import Access

CONTACT = "KBTOOL_CONTACT"
REGISTRIES = "KBTOOL_REGISTRIES"
_KEYS = {"pubmed": "NCBI_API_KEY", "openfda": "OPENFDA_API_KEY"}
_HOME = "https://w3id.org/kbtool"


@contextmanager
def open_access(settings: Settings, *, named: bool, fresh: bool = False) -> Iterator[Access]:
    """Registries, as they are to be asked.

    Args:
        settings: the settings; KBTOOL_CONTACT and KBTOOL_REGISTRIES (name=address, with spaces between them) go before them.
        named: whether the user names what is asked for.
        fresh: ask the registries, whatever is kept.

    Raises:
        InputError: a setting names no registry, or no address of the web.
    """
    from kbtool.references.registries import ONLINE, Access

    usual = {name: url for registry in ONLINE for name, url in registry.addresses.items()}
    said = dict(part.partition("=")[::2] for part in os.environ.get(REGISTRIES, "").split())
    for where, given in ((settings.path, settings.registries), (REGISTRIES, said)):
        for name, url in given.items():
            if name not in usual:
                raise InputError(
                    f"has an address of the registry {name!r}, which there is not",
                    path=where,
                    help="registries are " + ", ".join(sorted(usual)),
                )
            if not url.startswith(("http://", "https://")):
                raise InputError(
                    f"has {url!r} as the address of {name}, which is none",
                    path=where,
                    help="an address begins with https://",
                )
    addresses = {n: url.rstrip("/") for n, url in {**usual, **settings.registries, **said}.items()}
    keys = {
        name: os.environ[variable] for name, variable in _KEYS.items() if os.environ.get(variable)
    }
    rates = {
        addresses[name]: registry.rate(registry.key in keys)
        for registry in ONLINE
        for name in registry.addresses
    }
    with open_fetcher(settings, rates, fresh=fresh) as fetcher:
        yield Access(fetcher, addresses, contact(settings), keys, named)


@contextmanager
def open_fetcher(
    settings: Settings, rates: dict[str, float] | None = None, *, fresh: bool = False
) -> Iterator[Fetcher]:
    """A session for fetching; answers are kept in the user's cache folder, if that can be written.

    Args:
        settings: the settings.
        rates: requests a second for addresses that begin so.
        fresh: ask the servers, whatever is kept.
    """
    from platformdirs import user_cache_path

    from kbtool.io.web import Fetcher, Limits

    mail = contact(settings)
    agent = f"kbtool/{__version__} ({_HOME}{f'; mailto:{mail}' if mail else ''})"
    limits = Limits(
        connect=min(10, settings.timeout), read=settings.timeout, backoff=settings.backoff
    )
    cache: Path | None = user_cache_path("kbtool") / "answers.sqlite"
    try:
        fetcher = Fetcher(agent, cache, settings.cache_days, limits, rates, settings.nearby, fresh)
    except (OSError, sqlite3.Error) as error:
        note(f"answers of registries cannot be kept in {cache}: {error}")
        fetcher = Fetcher(agent, None, settings.cache_days, limits, rates, settings.nearby, fresh)
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
            f"{mail!r} is no mail address",
            path=None if os.environ.get(CONTACT) else settings.path,
            help=f"set {CONTACT}, or contact in the settings, to one at which you can be reached",
        )
    return mail or None
