"""Fetching: patient with servers that fail, wary of what they send; against a real server on loopback."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.io.web import Answer, Fetcher, Limits, Unavailable
from kbtool.io.web.addresses import is_public, origin
from web_server import Reply, Server, serving

QUICK = Limits(connect=5, read=0.3, whole=5, most=1 << 20)


class Session:
    """A fetcher, the waits that it would have made, and the server that it asks."""

    def __init__(self, server: Server, cache: Path | None = None) -> None:
        self.server = server
        self.waits: list[float] = []
        rates = {server.address: 1000.0}
        self.fetcher = Fetcher("kbtool/test", cache, 7, QUICK, rates, sleep=self.waits.append)

    def get(self, path: str, fresh: bool = False) -> Answer:
        return self.fetcher.get(self.server.address + path, fresh=fresh)

    def why_not(self, path: str) -> str:
        with pytest.raises(Unavailable) as caught:
            self.get(path)
        return caught.value.message


@pytest.fixture
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    with serving(dict(request.param)) as server:
        one = Session(server)
        with one.fetcher:
            yield one


def replies(**paths: Reply | list[Reply]) -> pytest.MarkDecorator:
    """The server has these answers, by path."""
    return pytest.mark.parametrize(
        "session", [{f"/{name}": reply for name, reply in paths.items()}], indirect=True, ids=[""]
    )


@replies(page=Reply(b"here", headers={"Content-Type": "text/plain"}))
def test_an_answer_has_what_the_server_sent(session: Session) -> None:
    answer = session.get("/page")
    assert (answer.status, answer.body, answer.content_type) == (200, b"here", "text/plain")
    assert answer.url == session.server.address + "/page"
    assert session.server.agents == ["kbtool/test"]


@replies()
def test_not_found_is_an_answer(session: Session) -> None:
    assert session.get("/page").status == 404
    assert session.waits == []


def test_headers_without_end_are_ended_by_the_clock() -> None:
    """Each byte comes in time, and the answer never begins."""
    import socket
    import threading

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def trickle() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(1024)
                try:
                    while True:
                        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                except OSError:
                    return

        thread = threading.Thread(target=trickle)
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        limits = Limits(connect=5, read=5, whole=0.3, retries=0)
        with (
            Fetcher("kbtool/test", None, 7, limits, {address: 1000.0}) as fetcher,
            pytest.raises(Unavailable),
        ):
            fetcher.get(address)
        thread.join()


@replies(page=[Reply(status=500)] * 3 + [Reply(b"well")])
def test_500_three_times_then_well(session: Session) -> None:
    assert session.get("/page").body == b"well"
    assert session.waits == [0, 1, 2]


@replies(page=Reply(status=503))
def test_a_server_that_stays_ill_is_given_up(session: Session) -> None:
    assert session.why_not("/page") == "answered with status 503, 5 times"
    assert len(session.server.asked) == 5


@replies(page=[Reply(status=429, headers={"Retry-After": "7"}), Reply(b"now")])
def test_429_is_waited_for_as_long_as_the_server_says(session: Session) -> None:
    assert session.get("/page").body == b"now"
    assert session.waits == [7]


@replies(page=Reply(status=429, headers={"Retry-After": "3600"}), other=Reply(b"here"))
def test_a_server_that_asks_for_an_hour_is_left_alone(session: Session) -> None:
    said = "answered with status 429 and asks to come again in 3600 seconds"
    assert session.why_not("/page") == said
    assert session.why_not("/other") == said
    assert session.server.paths() == ["/page"]


@replies(page=[Reply(status=503, headers={"Retry-After": "soon"}), Reply(b"now")])
def test_a_wait_that_cannot_be_read_is_none(session: Session) -> None:
    assert session.get("/page").body == b"now"
    assert session.waits == [0]


@replies(page=Reply(b"half", headers={"Content-Length": "100"}))
def test_cut_off_in_mid_body(session: Session) -> None:
    assert session.why_not("/page") == "broke off in the middle of its answer, 5 times"


@replies(page=[Reply(b"half", headers={"Content-Length": "100"}), Reply(b"whole")])
def test_cut_off_once(session: Session) -> None:
    assert session.get("/page").body == b"whole"


@replies(page=Reply(b"5\r\nhal", headers={"Transfer-Encoding": "chunked"}))
def test_cut_off_in_a_chunk(session: Session) -> None:
    assert "broke off" in session.why_not("/page")


@replies(page=Reply(mute=True))
def test_a_server_that_says_nothing(session: Session) -> None:
    assert session.why_not("/page") == "does not answer in time, 5 times"


@replies(page=Reply(b"a", headers={"Content-Length": "9"}, silent=True))
def test_a_server_that_stops_in_mid_body(session: Session) -> None:
    assert "5 times" in session.why_not("/page")


@replies(page=Reply(endless=True))
def test_a_body_without_end(session: Session) -> None:
    assert session.why_not("/page") == "answered with more than 1 MB"
    assert len(session.server.asked) == 1


@replies(page=Reply(gzip.compress(bytes(50 << 20)), headers={"Content-Encoding": "gzip"}))
def test_a_gzip_bomb(session: Session) -> None:
    assert session.why_not("/page") == "answered with more than 1 MB"


@replies(page=Reply(b"no gzip", headers={"Content-Encoding": "gzip"}))
def test_damaged_compression(session: Session) -> None:
    assert session.why_not("/page") == "answered with damaged compression, 5 times"


def test_a_body_that_only_trickles_is_ended_by_the_clock() -> None:
    from requests import Request

    from kbtool.io.web.adapter import GuardedAdapter, Reach, Refused

    reach = Reach()
    reach.private = True
    with serving({"/page": Reply(b"x" * 200_000)}) as server:
        seconds = iter(range(0, 1000, 40))
        adapter = GuardedAdapter(reach, 1000, 1 << 30, 60, clock=lambda: next(seconds))
        request = Request("GET", server.address + "/page").prepare()
        with pytest.raises(Refused, match="did not end its answer in 60 seconds"):
            adapter.send(request)
        adapter.close()


@replies(a=Reply(status=302, headers={"Location": "/b"}), b=Reply(b"there"))
def test_a_redirect_within_the_origin(session: Session) -> None:
    assert session.get("/a").body == b"there"
    assert session.get("/a").url == session.server.address + "/b"


@replies(a=Reply(status=302, headers={"Location": "/a"}))
def test_a_redirect_in_a_circle(session: Session) -> None:
    assert session.why_not("/a") == "redirects more than 5 times"


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://127.0.0.2/", "redirects to a private address, 127.0.0.2"),
        ("http://127.0.0.1:1/", "redirects to a private address, 127.0.0.1"),
        ("http://localhost/", "redirects to a private address, localhost"),
        ("http://10.0.0.1/", "redirects to a private address, 10.0.0.1"),
        ("http://169.254.169.254/latest/meta-data/", "redirects to a private address, 169.254.169.254"),
        ("http://[::1]/", "redirects to a private address, ::1"),
        ("http://[::ffff:127.0.0.1]/", "redirects to a private address, ::ffff:127.0.0.1"),
        ("http://2130706433/", "redirects to a private address, 2130706433"),
        ("file:///etc/passwd", "redirects to no address that can be reached"),
        ("ftp://example.org/", "redirects to no address that can be reached"),
        ("https://[::1", "redirects to no address that can be reached"),
    ],
)  # fmt: skip
def test_a_redirect_that_leads_astray(target: str, why: str) -> None:
    with serving({"/a": Reply(status=302, headers={"Location": target})}) as server:
        session = Session(server)
        with session.fetcher:
            assert session.why_not("/a") == why


def test_a_name_that_comes_to_mean_a_machine_nearby_is_not_connected_to() -> None:
    from requests import Request

    from kbtool.io.web.adapter import GuardedAdapter, Reach, Refused

    with serving({"/page": Reply(b"secret")}) as server:
        adapter = GuardedAdapter(Reach(), 1000, 1 << 20, 60)
        with pytest.raises(Refused, match="leads to a private address"):
            adapter.send(Request("GET", server.address + "/page").prepare())
        adapter.close()
        assert server.asked == []


def test_an_address_that_a_file_names_must_be_public_or_nearby() -> None:
    rates = {"http://127.0.0.1": 1000.0}
    with serving({"/page": Reply(b"here")}) as server:
        with (
            Fetcher("kbtool/test", None, 7, QUICK, rates) as fetcher,
            pytest.raises(Unavailable, match="is at a private address, 127"),
        ):
            fetcher.get(server.address + "/page", named=False)
        assert server.asked == []
        with Fetcher("kbtool/test", None, 7, QUICK, rates, nearby=["127.0.0.1"]) as fetcher:
            assert fetcher.get(server.address + "/page", named=False).body == b"here"


def test_a_server_that_is_not_there_is_asked_once_only() -> None:
    waits: list[float] = []
    rates = {"http://127.0.0.1:1": 1000.0}
    with Fetcher("kbtool/test", None, 7, QUICK, rates, sleep=waits.append) as fetcher:
        for path in ("/a", "/b"):
            with pytest.raises(Unavailable, match="cannot be reached"):
                fetcher.get("http://127.0.0.1:1" + path)
    assert len(waits) == 4


@pytest.mark.parametrize("url", ["nonsense", "ftp://example.org/", "file:///etc/passwd", "http://"])
def test_no_address_of_the_web(url: str) -> None:
    with Fetcher("kbtool/test", None) as fetcher, pytest.raises(Unavailable, match="no address"):
        fetcher.get(url)


def test_answers_are_kept_until_somebody_wants_them_fresh(tmp_path: Path) -> None:
    with serving({"/page": [Reply(b"old"), Reply(b"new")]}) as server:
        first = Session(server, tmp_path / "cache" / "answers.sqlite")
        with first.fetcher:
            assert (first.get("/page").body, first.get("/page").cached) == (b"old", True)
        second = Session(server, tmp_path / "cache" / "answers.sqlite")
        with second.fetcher:
            assert second.get("/page").body == b"old"
            assert second.get("/page", fresh=True).body == b"new"
            assert second.get("/page").body == b"new"
        assert len(server.asked) == 2


def test_failures_are_not_kept(tmp_path: Path) -> None:
    with serving({"/page": [Reply(status=500)] * 5 + [Reply(b"well")]}) as server:
        session = Session(server, tmp_path / "answers.sqlite")
        with session.fetcher:
            assert "500" in session.why_not("/page")
            assert session.get("/page").body == b"well"


def test_a_kept_answer_that_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    login = Reply(b"<html>Log in", headers={"Content-Type": "text/html"})
    with serving({"/data": [login, Reply(b'{"a": 1}')]}) as server:
        session = Session(server, tmp_path / "answers.sqlite")
        with session.fetcher:
            url = server.address + "/data"
            with pytest.raises(Unavailable, match="a web page instead of JSON"):
                session.fetcher.read(url, Answer.json_object)
            assert session.fetcher.read(url, Answer.json_object) == {"a": 1}


def test_only_the_servers_of_registries_are_told_who_asks() -> None:
    with serving({"/a": Reply(b"a")}) as registry, serving({"/a": Reply(b"a")}) as other:
        agents = {f"{registry.address}/api": "kbtool/test (mailto:me@example.org)"}
        with Fetcher("kbtool/test", None, agents=agents) as fetcher:
            fetcher.get(registry.address + "/a")
            fetcher.get(other.address + "/a")
        assert registry.agents == ["kbtool/test (mailto:me@example.org)"]
        assert other.agents == ["kbtool/test"]


def test_keys_and_contact_are_no_part_of_what_is_kept(tmp_path: Path) -> None:
    with serving({"/page": Reply(b"here")}) as server:
        path = tmp_path / "answers.sqlite"
        session = Session(server, path)
        with session.fetcher:
            secret = {"id": "1", "api_key": "SECRET", "mailto": "me@example.org"}
            session.fetcher.get(server.address + "/page", parameters=secret)
            other = {"id": "1", "api_key": "OTHER", "mailto": "you@example.org"}
            assert session.fetcher.get(server.address + "/page", parameters=other).cached
        assert "SECRET" in server.asked[0]
        assert b"SECRET" not in path.read_bytes()


def test_a_cache_that_is_damaged_is_told(tmp_path: Path) -> None:
    import sqlite3

    (tmp_path / "answers.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        Fetcher("kbtool/test", tmp_path / "answers.sqlite")


def answer(body: bytes, content_type: str = "application/json") -> Answer:
    from datetime import date

    return Answer("http://registry.example/", 200, content_type, body, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("given_answer", "why"),
    [
        (answer(b"<!DOCTYPE html><p>Log in"), "a web page instead of JSON"),
        (answer(b"{}", "text/html"), "a web page instead of JSON"),
        (answer(b'{"a":'), "broken JSON"),
        (answer(b"[" * 100_000), "broken JSON"),
        (answer(b"[1]"), "JSON of another form"),
        (answer('{"a": "é"}'.encode("latin-1")), "no UTF-8"),
        (answer(b""), "broken JSON"),
    ],
)
def test_what_is_no_json_object_is_no_answer(given_answer: Answer, why: str) -> None:
    with pytest.raises(Unavailable, match=why):
        given_answer.json_object()


def test_json_is_utf_8_whatever_the_header_says() -> None:
    wrong = answer('{"a": "é"}'.encode(), "application/json; charset=iso-8859-1")
    assert wrong.json_object() == {"a": "é"}
    assert answer(b'\xef\xbb\xbf{"a": 1}').json_object() == {"a": 1}


@given(st.ip_addresses())
def test_public_addresses_are_global_ones(ip: object) -> None:
    import ipaddress

    assert isinstance(ip, ipaddress.IPv4Address | ipaddress.IPv6Address)
    if not ip.is_global:
        assert not is_public(str(ip))
    if isinstance(ip, ipaddress.IPv4Address):
        assert is_public(f"::ffff:{ip}") <= is_public(str(ip))


@pytest.mark.parametrize(
    "address",
    ["64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "::7f00:1", "::ffff:0:7f00:1", "fec0::1", "5f00::1", "::1", "2002:7f00:1::"],
)  # fmt: skip
def test_private_addresses_in_other_clothes(address: str) -> None:
    assert not is_public(address)


def test_the_same_word_in_other_addresses_means_something_else(tmp_path: Path) -> None:
    with serving({"/p": lambda query: Reply(query["email"].encode())}) as server:
        session = Session(server, tmp_path / "answers.sqlite")
        with session.fetcher:
            assert (session.get("/p?email=one").body, session.get("/p?email=two").body) == (
                b"one",
                b"two",
            )


def test_keys_are_not_told_in_errors() -> None:
    error = Unavailable(
        "fails", "https://registry.example/a?id=1&api_key=SECRET&email=me@example.org"
    )
    assert "SECRET" not in str(error) and "me@" not in error.url
    assert "id=1" in str(error)


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin("https://Example.org/a?b") == ("https", "example.org", 443)
    assert origin("http://example.org:80/") == origin("http://example.org")
    assert origin("http://example.org") != origin("https://example.org")
