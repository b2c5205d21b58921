"""How the registries are asked: their addresses, API keys and rates, as settings and environment have them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kbtool.errors import InputError
from kbtool.io.settings import Settings
from kbtool.io.web.opening import contact, open_fetcher
from kbtool.references.registries import ONLINE, Access

REGISTRIES = "KBTOOL_REGISTRIES"
_KEYS = {"pubmed": "NCBI_API_KEY", "openfda": "OPENFDA_API_KEY"}


@contextmanager
def open_access(
    settings: Settings, remark: Callable[[str], None], *, named: bool, fresh: bool = False
) -> Iterator[Access]:
    """Registries, as they are to be asked.

    Args:
        settings: the settings; KBTOOL_CONTACT and KBTOOL_REGISTRIES (name=address, with spaces between them) go before them.
        remark: is told what the user should know that is not an error.
        named: whether the user names what is asked for.
        fresh: ask the registries, whatever is kept.

    Raises:
        InputError: a setting names no registry, or no address of the web.
    """
    addresses = _addresses(settings)
    keys = {
        name: os.environ[variable] for name, variable in _KEYS.items() if os.environ.get(variable)
    }
    rates = {
        addresses[name]: registry.rate(registry.key in keys)
        for registry in ONLINE
        for name in registry.addresses
    }
    with open_fetcher(settings, remark, rates, fresh=fresh) as fetcher:
        yield Access(fetcher, addresses, contact(settings), keys, named)


def _addresses(settings: Settings) -> dict[str, str]:
    """The addresses of registries, by their names in settings."""
    usual = {name: url for registry in ONLINE for name, url in registry.addresses.items()}
    said = dict(part.partition("=")[::2] for part in os.environ.get(REGISTRIES, "").split())
    for where, given in ((settings.path, settings.registries), (REGISTRIES, said)):
        for name, url in given.items():
            if name not in usual:
                raise InputError(
                    f"has an address for the registry {name!r}, which does not exist",
                    path=where,
                    help="registries are " + ", ".join(sorted(usual)),
                )
            if not url.startswith(("http://", "https://")):
                raise InputError(
                    f"gives {name} the address {url!r}, which is not a web address",
                    path=where,
                    help="an address begins with https://",
                )
    return {n: url.rstrip("/") for n, url in {**usual, **settings.registries, **said}.items()}
