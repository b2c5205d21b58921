"""One session for all requests: retries with back-off, redirects, a cache on disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin

import requests
from msgspec import Struct
from requests.utils import get_environ_proxies, select_proxy
from requests_cache import CachedSession
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.util import Retry

from kbtool.io.web.adapter import GuardedAdapter, Reach, Refused
from kbtool.io.web.addresses import origin, resolves_to_public
from kbtool.io.web.answer import Answer, Unavailable

T = TypeVar("T")

_WHO = ("User-Agent",)
_SECRET = (*_WHO, "api_key", "mailto", "email")
"""Headers, and parameters of registries, that say who asks, not what for: no part of a kept answer's key, nor kept."""


class Limits(Struct, frozen=True):
    """How patient and how wary a session is.

    Attributes:
        connect: seconds to connect.
        read: seconds without a byte.
        whole: seconds for a whole answer.
        most: bytes of a body, decompressed.
        redirects: redirects that are followed.
        retries: further tries after a failure that may pass.
        backoff: seconds before the second further try; doubled from then on.
        patience: the longest wait that a server may ask for, in seconds.
    """

    connect: float = 10
    read: float = 20
    whole: float = 60
    most: int = 32 << 20
    redirects: int = 5
    retries: int = 4
    backoff: float = 0.5
    patience: float = 60


class Fetcher:
    """Fetches from the web.

    Failures that may pass (429, 5xx, broken connections and bodies) are tried again, after the wait that
    the server asks for (Retry-After, RFC 9110 section 10.2.3), else with back-off. Answers are kept on disk
    until they expire. A redirect is followed to public addresses, or within the origin that was asked for.

    Args:
        agent: the User-Agent.
        cache: the file for answers; none are kept, if None.
        days: how long answers are kept.
        limits: how patient and wary it is.
        rates: requests a second for addresses that begin so; others get one.
        nearby: hosts that may be asked although their addresses are not public, such as a server of the house.
        fresh: ask the servers, whatever is kept.
        sleep: waits for this many seconds.
        agents: other User-Agents, with how to reach whoever asks, for the servers of these addresses.
    """

    def __init__(
        self,
        agent: str,
        cache: Path | None,
        days: float = 7,
        limits: Limits = Limits(),
        rates: Mapping[str, float] | None = None,
        nearby: Collection[str] = (),
        fresh: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        agents: Mapping[str, str] | None = None,
    ) -> None:
        self._agents = {origin(url): signed for url, signed in (agents or {}).items()}
        self._limits = limits
        self._sleep = sleep
        self._fresh = fresh
        self._nearby = frozenset(host.casefold() for host in nearby)
        self._reach = Reach()
        self._down: dict[tuple[str, str, int], str] = {}
        self._session: Any
        if cache is None:
            self._session = requests.Session()
        else:
            cache.parent.mkdir(parents=True, exist_ok=True)
            self._session = CachedSession(
                str(cache),
                backend="sqlite",
                serializer="json",
                expire_after=timedelta(days=days),
                allowable_codes=(200,),
                ignored_parameters=_SECRET,
            )
            self._session.cache.delete(expired=True)
        self._session.headers.update({"User-Agent": agent, "Connection": "close"})
        for prefix, rate in {"http://": 1.0, "https://": 1.0, **(rates or {})}.items():
            adapter = GuardedAdapter(self._reach, rate, limits.most, limits.whole)
            self._session.mount(prefix, adapter)

    def __enter__(self) -> Fetcher:
        """The fetcher."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of connections and of the cache."""
        self.close()

    def close(self) -> None:
        """Let go of connections and of the cache."""
        self._session.close()
        if isinstance(self._session, CachedSession):
            self._session.cache.close()  # type: ignore[no-untyped-call]

    def get(
        self,
        url: str,
        *,
        parameters: Mapping[str, str] | None = None,
        accept: str = "*/*",
        fresh: bool = False,
        within: bool = False,
        named: bool = True,
    ) -> Answer:
        """Fetch an address.

        Args:
            url: the address, http or https.
            parameters: of its query.
            accept: the media types wanted.
            fresh: ask the server, whatever is kept.
            within: follow redirects within the origin only.
            named: whether the user or the settings named the address; one that a file names must be public, or nearby.

        Returns:
            The answer, whatever its status: 404 is an answer, too.

        Raises:
            Unavailable: there is none, or none that can be trusted.
        """
        here, asked = url, dict(parameters or {})
        if isinstance(self._session, CachedSession):
            # In the address of a page the same words may mean anything.
            self._session.settings.ignored_parameters = _SECRET if asked else _WHO
        for _ in range(self._limits.redirects + 1):
            self._may_go(here, url, within, named)
            response = self._patiently(here, asked, accept, fresh or self._fresh)
            target = response.headers.get("Location")
            if not (300 <= response.status_code < 400 and target):
                return Answer(
                    url=str(response.url) if not asked else here,
                    status=response.status_code,
                    content_type=response.headers.get("Content-Type", ""),
                    body=response.content,
                    day=_day(response),
                    cached=getattr(response, "from_cache", False),
                )
            here, asked = urljoin(str(response.url), target), {}
        raise Unavailable(f"redirects more than {self._limits.redirects} times", url)

    def read(self, url: str, parse: Callable[[Answer], T], **options: Any) -> T:
        """What an address answers, as something else.

        A kept answer that cannot be read is asked for again: what a network once put in the place of the
        answer, such as its log-in page, must not stay for as long as answers are kept.

        Args:
            url: the address.
            parse: makes of an answer what is wanted; raises Unavailable, if it cannot.
            options: as for get.

        Raises:
            Unavailable: there is no answer, or none that can be read.
        """
        answer = self.get(url, **options)
        try:
            return parse(answer)
        except Unavailable:
            if not answer.cached:
                raise
        return parse(self.get(url, **{**options, "fresh": True}))

    def _may_go(self, here: str, asked_for: str, within: bool, named: bool) -> None:
        """Refuse to leave the web, or for a private address; say whom connections may reach."""
        try:
            same = origin(here) == origin(asked_for)
            self._reach.private = same and (named or origin(here)[1] in self._nearby)
            if self._reach.private:
                return
            if origin(asked_for)[0] == "https" and origin(here)[0] == "http":
                raise Unavailable("redirects to an address without encryption", asked_for)
            if within and origin(here)[1] != origin(asked_for)[1]:
                raise Unavailable(f"redirects to another server, {origin(here)[1]}", asked_for)
            if select_proxy(here, get_environ_proxies(here)):
                self._reach.private = True  # a proxy may well be nearby; it looks names up itself
            if not resolves_to_public(origin(here)[1]):
                how = "is at" if same else "redirects to"
                raise Unavailable(f"{how} a private address, {origin(here)[1]}", asked_for)
        except (ValueError, OSError) as error:
            what = "redirects to" if here != asked_for else "is"
            raise Unavailable(f"{what} no address that can be reached", asked_for) from error

    def _signature(self, server: tuple[str, str, int]) -> dict[str, str]:
        """The User-Agent for a server that is told who asks; a redirect to another is not."""
        return {"User-Agent": self._agents[server]} if server in self._agents else {}

    def _patiently(
        self, url: str, parameters: Mapping[str, str], accept: str, fresh: bool
    ) -> requests.Response:
        """The answer of an address, after as many tries as it takes."""
        limits, server = self._limits, origin(url)
        if server in self._down:
            raise Unavailable(self._down[server], url)
        retry = Retry(
            total=limits.retries, backoff_factor=limits.backoff, backoff_max=limits.patience
        )
        extra = {"force_refresh": fresh} if isinstance(self._session, CachedSession) else {}
        while True:
            wait: float | None = None
            passing = True
            try:
                response: requests.Response = self._session.get(
                    url,
                    params=parameters,
                    headers={"Accept": accept, **self._signature(server)},
                    timeout=(limits.connect, limits.read),
                    allow_redirects=False,
                    **extra,
                )
                if response.status_code != 429 and response.status_code < 500:
                    return response
                why = f"answered with status {response.status_code}"
                wait = _asked_wait(retry, response)
                passing = response.status_code != 429
            except Refused as error:
                raise Unavailable(str(error), url) from error
            except (requests.RequestException, HTTPError, OSError) as error:
                why = why_no_answer(error)
                passing = not isinstance(error, requests.ConnectionError)
            except ValueError as error:
                raise Unavailable("redirects to no address that can be reached", url) from error
            try:
                retry = retry.increment("GET", url, error=HTTPError(why))
            except MaxRetryError as error:
                if not passing:
                    self._down[server] = why
                tries = f", {limits.retries + 1} times" if limits.retries else ""
                raise Unavailable(why + tries, url) from error
            if wait is not None and wait > limits.patience:
                self._down[server] = f"{why} and asks to come again in {wait:.0f} seconds"
                raise Unavailable(self._down[server], url)
            self._sleep(retry.get_backoff_time() if wait is None else wait)


def _asked_wait(retry: Retry, response: requests.Response) -> float | None:
    """The wait that a server asks for; None, if it asks for none that can be read."""
    said = response.headers.get("Retry-After")
    if said is None:
        return None
    if said.strip().isdigit():
        return float(said)
    try:
        return retry.parse_retry_after(said)
    except HTTPError:
        return None


def _day(response: requests.Response) -> date:
    """The day on which an answer came, here."""
    created = getattr(response, "created_at", None)
    return created.astimezone().date() if created is not None else date.today()


def why_no_answer(error: Exception) -> str:
    """Why there is no answer, in words."""
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return "cannot be reached in time"
    if isinstance(error, requests.Timeout):
        return "does not answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "has no certificate that can be trusted"
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return "answered with damaged compression"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "broke off in the middle of its answer"
    if isinstance(error, requests.ConnectionError):
        return "cannot be reached"
    return "did not answer as a web server does"
