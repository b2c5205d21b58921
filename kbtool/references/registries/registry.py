"""The interface of a registry."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct, field

from kbtool.io.web import Fetcher
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record


class Access(Struct, frozen=True):
    """How registries are asked.

    Attributes:
        fetcher: fetches from the web.
        addresses: the addresses of registries, by their names in settings.
        contact: the mail address of whoever asks, if it is known.
        keys: API keys, by the key of the registry.
        strange: names of addresses that are told neither of these: a file of the repository put them in the place of
            the registry's own.
        named: whether the user named the addresses of pages that are asked for; those of files must be public.
    """

    fetcher: Fetcher
    addresses: Mapping[str, str]
    contact: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    named: bool = False
    strange: frozenset[str] = frozenset()

    def politely(self, name: str, parameter: str) -> dict[str, str]:
        """The mail address as a parameter for an address, if that is told who asks."""
        return {parameter: self.contact} if self.contact and name not in self.strange else {}

    def key(self, name: str) -> str | None:
        """The API key for an address, if that may have it."""
        return None if name in self.strange else self.keys.get(name)


class Registry(ABC):
    """A registry that identifiers can be looked up in.

    Attributes:
        key: its name in settings and for API keys.
        term: the term of the vocabulary that stands for it.
        addresses: its usual addresses, by their names in settings; without a slash at the end.
        schemes: the identifiers that it knows.
        checks_retraction: whether it says what is retracted, corrected or under an expression of concern.
    """

    key: ClassVar[str]
    term: ClassVar[str]
    addresses: ClassVar[Mapping[str, str]]
    schemes: ClassVar[tuple[str, ...]]
    checks_retraction: ClassVar[bool] = False

    @abstractmethod
    def rate(self, keyed: bool) -> float:
        """How many requests a second it allows, with an API key or without."""

    @abstractmethod
    def look_up(self, identifier: Identifier, access: Access) -> Record:
        """What it says of an identifier; a record that does not exist is an answer, too.

        Raises:
            Unavailable: it gave no answer that can be trusted.
        """
