"""A SPARQL endpoint asked over HTTP: within limits of time and size, with a password where that may be sent."""

from __future__ import annotations

import ipaddress
import os
import time
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

import requests
from msgspec import Struct, field
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from requests.utils import get_environ_proxies, get_netrc_auth
from urllib3.exceptions import HTTPError

from kbtool.errors import InputError
from kbtool.io.controls import escaped
from kbtool.io.web.adapter import GuardedAdapter, Reach, Refused
from kbtool.io.web.addresses import origin
from kbtool.io.web.session import why_no_answer
from kbtool.version import __version__

USER = "KBTOOL_ENDPOINT_USER"
PASSWORD = "KBTOOL_ENDPOINT_PASSWORD"
"""The environment variables with the name and password for an endpoint; netrc has them, where these are not set."""

RESULTS = "application/sparql-results+json"
_JSON = (RESULTS, "application/json")
_MOST = 256 << 20
_AT_ONCE = 1000.0
"""Requests a second: a server that somebody names is not spared as one of the public is."""
_SAID = 200
"""Characters of what a server says of its refusal."""


class Endpoint(Struct):
    """A SPARQL 1.1 endpoint.

    Attributes:
        query: the address for queries.
        update: the address for updates.
        seconds: the longest that an answer may take.
        environment: has names and passwords.
        answers: how many answers it gave so far.
        received: the bytes of these.
    """

    query: str
    update: str = ""
    seconds: float = 60
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    answers: int = 0
    received: int = 0
    _auth: AuthBase | None = None
    _session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        """Refuse what is no address, and open a session that knows no passwords of its own."""
        self.update = self.update or usual_update(self.query)
        for address in (self.query, self.update):
            _refuse_no_address(address)
        reach = Reach()
        reach.private = True
        self._session.trust_env = False
        self._session.headers["User-Agent"] = f"kbtool/{__version__}"
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, GuardedAdapter(reach, _AT_ONCE, _MOST, self.seconds))

    def close(self) -> None:
        """Let go of connections."""
        self._session.close()

    def ask(self, query: str) -> bytes:
        """The answer to a SELECT query, as JSON that nobody has read yet.

        Raises:
            InputError: there is none, it is of another kind, or the server says that it is cut.
        """
        response = self._post(self.query, {"query": query}, RESULTS)
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
        if kind not in _JSON:
            raise unusable(
                f"answers a query with {kind or 'something without a media type'}, not with {RESULTS}",
                self.query,
                help="name the address of the SPARQL endpoint itself, not a page about it",
            )
        if response.status_code == 206 or "X-SQL-State" in response.headers:
            raise unusable(
                "says that it has cut its answer, as it took too long",
                self.query,
                help="let the server take longer for a query",
            )
        return bytes(response.content)

    def change(self, update: str) -> None:
        """Carry out a SPARQL update.

        Raises:
            InputError: the server does not, or may not.
        """
        self._post(self.update, {"update": update}, "*/*")

    def _post(self, address: str, form: Mapping[str, str], accept: str) -> requests.Response:
        response = self._send(address, form, accept)
        if response.status_code == 401 and self._auth is None:
            self._auth = self._credentials(address, response.headers.get("WWW-Authenticate", ""))
            response = self._send(address, form, accept)
        status = response.status_code
        if 200 <= status < 300:
            return response
        if status == 401:
            message, advice = "refuses the name and password", f"check {USER} and {PASSWORD}"
        elif 300 <= status < 400:
            target = escaped(response.headers.get("Location", "another address"))
            message = f"redirects to {target}, which is not followed"
            advice = "name the address itself, if you trust it"
        else:
            said = " ".join(response.text.split())[:_SAID]
            message = f"answers with status {status}" + (f": {escaped(said)}" if said else "")
            advice = "check the address, and what the server lets you do"
        raise unusable(message, address, help=advice)

    def _send(self, address: str, form: Mapping[str, str], accept: str) -> requests.Response:
        since = time.monotonic()
        try:
            response = self._session.post(
                address,
                data=form,
                headers={"Accept": accept},
                timeout=(min(10.0, self.seconds), self.seconds),
                allow_redirects=False,
                auth=self._auth,
                proxies=get_environ_proxies(address),
                verify=self.environment.get("REQUESTS_CA_BUNDLE") or True,
            )
        except Refused as error:
            raise unusable(str(error), address) from error
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            is_late = time.monotonic() - since >= self.seconds
            raise unusable(
                f"does not answer within {self.seconds:g} seconds"
                if is_late
                else why_no_answer(error),
                address,
                help="check that the server runs and can be reached; --time-limit lets it take longer",
            ) from error
        assert isinstance(response, requests.Response)
        self.answers += 1
        self.received += len(response.content)
        return response

    def _credentials(self, address: str, challenge: str) -> AuthBase:
        """What to say to a server that asks for a password.

        Raises:
            InputError: there is no password, or it would be sent where others can read it.
        """
        user, password = self.environment.get(USER), self.environment.get(PASSWORD)
        if not (user and password is not None):
            user, password = get_netrc_auth(address) or (None, None)
        if not user or password is None:
            raise unusable(
                "asks for a password",
                address,
                help=f"set {USER} and {PASSWORD}, or write them into ~/.netrc",
            )
        if not may_be_told(address):
            raise unusable(
                "asks for a password, which would be sent without encryption",
                address,
                help="name its address with https",
            )
        is_digest = challenge.strip().casefold().startswith("digest")
        return HTTPDigestAuth(user, password) if is_digest else HTTPBasicAuth(user, password)


def may_be_told(address: str) -> bool:
    """Whether a password may be sent to an address: over https, or to this machine."""
    scheme, host, _ = origin(address)
    if scheme == "https" or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def usual_update(query: str) -> str:
    """Where an endpoint takes updates, if nobody says: beside `query` at `update`, else where it takes queries."""
    parts = urlsplit(query)
    if parts.path.endswith("/query"):
        return urlunsplit(parts._replace(path=parts.path.removesuffix("query") + "update"))
    return query


def unusable(message: str, address: str, help: str | None = None) -> InputError:
    """The error that an endpoint cannot be used, or not be trusted."""
    return InputError(f"the endpoint {escaped(address)} {message}", help=help)


def _refuse_no_address(address: str) -> None:
    try:
        origin(address)
    except ValueError as error:
        shown = escaped(address) if "@" not in address else "what is named"
        raise InputError(
            f"{shown} is not the address of an endpoint",
            help="give an address with http or https, without a password in it",
        ) from error
