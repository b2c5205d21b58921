"""How the registries are asked: their addresses, API keys and rates, as settings and environment have them.

Who asks, a mail address and API keys, is told to a registry's own host over https, and to an address that the environment
names. A file of a repository may come from anybody: an address that it puts in the place of a registry is told nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from kbtool.errors import InputError
from kbtool.io.settings import Settings, refuse_unknown
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
    usual = {name: url for registry in ONLINE for name, url in registry.addresses.items()}
    said = dict(part.partition("=")[::2] for part in os.environ.get(REGISTRIES, "").split())
    addresses = _addresses(usual, settings, said)
    keys = {
        name: os.environ[variable] for name, variable in _KEYS.items() if os.environ.get(variable)
    }
    mail = contact(settings)
    strange = frozenset(
        name
        for name, url in addresses.items()
        if name not in said and not _is_own(url, usual[name])
    )
    if strange and (mail or strange & keys.keys()):
        remark(
            f"{settings.path} has addresses of its own for {', '.join(sorted(strange))}, which are told no mail address and"
            f" no API key; name them in {REGISTRIES} to have them told"
        )
    rates = {
        addresses[name]: registry.rate(registry.key in keys and registry.key not in strange)
        for registry in ONLINE
        for name in registry.addresses
    }
    told = [url for name, url in addresses.items() if name not in strange]
    with open_fetcher(settings, remark, rates, told, fresh=fresh) as fetcher:
        yield Access(fetcher, addresses, mail, keys, named, strange)


def _is_own(url: str, usual: str) -> bool:
    """Whether an address is at a registry's own host, over https and its usual port."""
    try:
        parts = urlsplit(url)
        own = urlsplit(usual)
        return parts.scheme == "https" and parts.netloc.lower() in (own.netloc, f"{own.netloc}:443")
    except ValueError:
        return False


def _addresses(
    usual: Mapping[str, str], settings: Settings, said: Mapping[str, str]
) -> dict[str, str]:
    """The addresses of registries, by their names in settings."""
    for where, given in ((settings.path, settings.registries), (REGISTRIES, said)):
        for name, url in given.items():
            refuse_unknown(where, "an address for the registry", name, "registries", usual)
            if not url.startswith(("http://", "https://")):
                raise InputError(
                    f"gives {name} the address {url!r}, which is not a web address",
                    path=where,
                    help="an address begins with https://",
                )
    return {n: url.rstrip("/") for n, url in {**usual, **settings.registries, **said}.items()}
