"""Who is let in: names of the server, pages of other sites, tokens, and what browsers are told."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
import requests

from kbtool.reports.pages.site import Site
from kbtool.server.options import Options
from served import Served, serving


@pytest.fixture(scope="module")
def closed(site: Site) -> Iterator[Served]:
    """A server that a proxy shows to others below /kb."""
    with serving(site, hosts=("kb.example",), root_path="/kb") as server:
        yield server


def bare(address: str) -> str:
    """An address without its root path."""
    return address.removesuffix("/kb")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "", "a b", "[::1"]
)
def test_a_request_by_another_name_is_refused(served: Served, host: str) -> None:
    assert served.get("/sparql", headers={"Host": host}).status_code == 421


def test_two_hosts_are_refused(served: Served) -> None:
    port = int(served.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(
            b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.split()[1] in (b"400", b"421")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST:80", "[::1]:8080"])
def test_names_of_loopback_are_its_own(served: Served, host: str) -> None:
    assert served.get("/sparql", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "authority", "is_own"),
    [
        ("0.0.0.0", "192.0.2.1:8080", True),
        ("0.0.0.0", "evil.example", False),
        ("0.0.0.0", "localhost", False),
        ("127.0.0.1", "192.0.2.1", False),
        ("::1", "[::1]:8080", True),
        ("kb.example", "kb.example", True),
    ],
)
def test_an_address_in_digits_cannot_be_led_to_another_site(
    host: str, authority: str, is_own: bool
) -> None:
    assert Options(host=host).is_own_host(authority) is is_own


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_pages_of_other_sites_may_not_ask(served: Served, headers: dict[str, str]) -> None:
    assert served.get("/sparql", headers=headers).status_code == 403


def test_a_link_on_another_site_may_be_followed_and_a_form_of_it_not_be_sent(
    served: Served,
) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert served.get("/sparql", headers=link).status_code == 200
    assert served.post("/sparql", data={"query": "ASK {}"}, headers=link).status_code == 403


def test_an_origin_of_another_scheme_is_another_site(served: Served) -> None:
    other = served.address.replace("http:", "https:")
    assert served.get("/sparql", headers={"Origin": other}).status_code == 403


def test_own_pages_may_ask(served: Served) -> None:
    headers = {"Origin": served.address, "Sec-Fetch-Site": "same-origin"}
    answer = served.post("/sparql", data={"query": "ASK {}"}, headers=headers)
    assert answer.status_code == 200


def test_origins_of_the_settings_may_ask_the_endpoint_and_nothing_else(served: Served) -> None:
    headers = {"Origin": "https://reader.example", "Sec-Fetch-Site": "cross-site"}
    answer = served.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert answer.headers["access-control-allow-origin"] == "https://reader.example"
    assert "Origin" in answer.headers["vary"]
    preflight = served.session.options(f"{served.address}/sparql", headers=headers, timeout=60)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-methods"] == "GET, POST"
    assert served.get("/", headers=headers).status_code == 403


def test_every_answer_tells_browsers_what_they_may_do(served: Served) -> None:
    for answer in (
        served.get("/sparql"),
        served.get("/nothing"),
        served.get("/", headers={"Host": "x"}),
    ):
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "server" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/static/../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/static//etc/passwd",
        "/%00",
    ],
)
def test_no_path_leads_out_of_the_server(served: Served, path: str) -> None:
    port = int(served.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.split()[1] in (b"400", b"404")
    assert b"root:" not in answer


def test_reading_through_a_proxy_needs_the_token(closed: Served) -> None:
    bearer = {"Authorization": "Bearer a-token-for-tests-only"}
    wrong = {"Authorization": "Bearer another-token-than-this"}
    assert closed.get("/sparql").status_code == 401
    assert closed.get("/sparql", headers=wrong).status_code == 401
    assert closed.get("/sparql", headers=bearer).status_code == 200


def test_a_proxy_may_leave_the_root_path_or_take_it_away(closed: Served) -> None:
    bearer = {"Authorization": "Bearer a-token-for-tests-only"}
    for address in (closed.address, bare(closed.address)):
        assert requests.get(f"{address}/sparql", headers=bearer, timeout=60).status_code == 200


def test_who_may_read_without_the_token_may_not_decide_without_it(site: Site) -> None:
    with serving(site, hosts=("kb.example",), public_read=True, decisions=True) as server:
        proxied = {"Host": "kb.example"}
        bearer = {**proxied, "Authorization": "Bearer a-token-for-tests-only"}
        assert server.get("/claims/c-pain", headers=proxied).status_code == 200
        assert server.get("/decide?claim=c-pain", headers=proxied).status_code == 401
        sent = server.post("/decide", data={"claim": "c-pain"}, headers=proxied)
        assert sent.status_code == 401
        assert server.get("/decide?claim=c-pain", headers=bearer).status_code == 200


def test_who_reads_with_a_browser_is_told_in_a_page_that_deciding_needs_the_token(
    site: Site,
) -> None:
    with serving(site, decisions=True) as server:
        refused = server.get("/decide?claim=c-pain", headers={"Accept": "text/html"})
        assert refused.status_code == 401
        assert "<h1>Not done</h1>" in refused.text
        assert "deciding needs the token" in refused.text.casefold()


def test_who_may_not_read_gets_no_page(closed: Served) -> None:
    for path in ("/", "/enter/nobody"):
        refused = closed.get(path, headers={"Accept": "text/html"})
        assert refused.status_code in (401, 403)
        assert "<" not in refused.text


def test_the_link_lets_one_browser_in(site: Site) -> None:
    with serving(site, hosts=("kb.example",), root_path="/kb") as server:
        link = bare(server.address) + server.access.link
        looked = requests.head(link, timeout=60)
        assert (looked.status_code, "set-cookie" in looked.headers) == (405, False)
        answer = server.session.get(link, timeout=60, allow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/kb/")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Path=/kb/" in cookie
        assert "a-token-for-tests-only" not in cookie
        assert server.get("/sparql").status_code == 200
        assert requests.get(link, timeout=60, allow_redirects=False).status_code == 403
        wrong = f"{server.address}/enter/{'x' * 43}"
        assert requests.get(wrong, timeout=60, allow_redirects=False).status_code == 403


def test_a_cookie_is_for_encrypted_connections_where_there_is_one(
    site: Site,
) -> None:
    with serving(site, hosts=("kb.example",)) as server:
        proxied = {"X-Forwarded-Proto": "https", "Host": "kb.example"}
        answer = server.session.get(
            server.address + server.access.link, headers=proxied, timeout=60, allow_redirects=False
        )
        assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    ("options", "needs"),
    [
        (Options(), False),
        (Options(host="localhost"), False),
        (Options(host="127.0.0.2"), False),
        (Options(host="0.0.0.0"), True),
        (Options(host="::"), True),
        (Options(host="0.0.0.0", public_read=True), False),
        (Options(hosts=("kb.example",)), True),
        (Options(hosts=("kb.example",), public_read=True), False),
    ],
)
def test_who_reaches_it_from_elsewhere_needs_the_token(options: Options, needs: bool) -> None:
    assert options.needs_token is needs
