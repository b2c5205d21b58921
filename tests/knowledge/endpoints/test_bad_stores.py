"""Stores that are down, slow, locked, altered or faulty: one line, exit code 2, and never a part for the whole."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from commands import command, environment, kbtool
from example import two_articles
from in_stores import without_labels
from kbtool.errors import InputError
from kbtool.io.web.endpoint import Endpoint, may_be_told
from kbtool.rdf.namespaces import KB
from small_store import JSON, Reply, SmallStore, small_store
from stores import free_port


@pytest.fixture
def store() -> Iterator[SmallStore]:
    """A store with nothing in it."""
    with small_store() as running:
        yield running


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """What a load writes."""
    root = two_articles(tmp_path_factory.mktemp("loaded"))
    with small_store() as running:
        found = kbtool("load", "--endpoint", running.address, cwd=root)
        assert found.returncode == 0, found.stderr
        return list(running.holding)


@pytest.fixture
def loaded(store: SmallStore, written: list[ox.Quad]) -> SmallStore:
    """A store that a knowledge base was loaded into."""
    store.holding.bulk_extend(written)
    return store


def refused(store: SmallStore | str, cwd: Path, *more: str, of: str = "check") -> str:
    """What a command says that must fail, in one line and one for help."""
    address = store if isinstance(store, str) else store.address
    found = kbtool(of, "--endpoint", address, *more, cwd=cwd)
    assert (found.returncode, found.stdout) == (2, ""), found.stderr
    lines = found.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines] in (["kbtool", "help"], ["kbtool"]), lines
    assert "this is a bug" not in found.stderr
    return found.stderr


def test_a_store_that_is_down(tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}/query"
    assert f"the endpoint {address} cannot be reached" in refused(address, tmp_path)


@pytest.mark.parametrize("address", ["nowhere", "ftp://h/q", "http://user:secret@h/q", "file:///q"])
def test_what_is_no_address_of_the_web(tmp_path: Path, address: str) -> None:
    told = refused(address, tmp_path)
    assert "is not the address of an endpoint" in told
    assert "secret" not in told


def test_a_store_that_takes_too_long(loaded: SmallStore, tmp_path: Path) -> None:
    loaded.fault = lambda _: Reply(mute=True)
    told = refused(loaded, tmp_path, "--time-limit", "0.2")
    assert "does not answer within 0.2 seconds" in told


def test_a_datatype_to_keep_that_no_value_has(store: SmallStore, tmp_path: Path) -> None:
    told = refused(store, two_articles(tmp_path), "--keep", "xsd:dat", of="load")
    assert "--keep xsd:dat: no value on file has this datatype" in told
    assert "did you mean xsd:date?" in told
    assert not store.graphs()


def test_a_store_with_nothing_in_it(store: SmallStore, tmp_path: Path) -> None:
    told = refused(store, tmp_path)
    assert "holds no knowledge base that kbtool has loaded to its end" in told


@pytest.mark.parametrize("kind", ["text/html", "text/turtle", ""])
def test_an_answer_of_another_kind(loaded: SmallStore, tmp_path: Path, kind: str) -> None:
    loaded.fault = lambda _: Reply(b"<p>Welcome</p>", headers={"Content-Type": kind})
    assert "answers a query with " in refused(loaded, tmp_path)


def test_an_answer_that_lies_about_its_kind(loaded: SmallStore, tmp_path: Path) -> None:
    loaded.fault = lambda _: Reply(b"<p>Welcome</p>")
    assert "cut or is not what it says to be" in refused(loaded, tmp_path)


def test_a_status_is_told_with_what_the_server_says(loaded: SmallStore, tmp_path: Path) -> None:
    loaded.fault = lambda _: Reply(b"no room\x1b[2J", status=503)
    told = refused(loaded, tmp_path)
    assert "answers with status 503: no room" in told
    assert "\x1b" not in told


def test_a_redirect_is_not_followed(loaded: SmallStore, tmp_path: Path) -> None:
    with small_store() as other:
        loaded.fault = lambda _: Reply(status=307, headers={"Location": other.address})
        assert f"redirects to {other.address}, which is not followed" in refused(loaded, tmp_path)
        assert not other.asked


def test_an_answer_that_is_cut_between_bytes(loaded: SmallStore, tmp_path: Path) -> None:
    loaded.fault = lambda _: Reply(b'{"head": {"vars": [', headers={"Content-Type": JSON})
    assert "cut or is not what it says to be" in refused(loaded, tmp_path)
    loaded.fault = lambda _: Reply(
        b'{"head"', headers={"Content-Type": JSON, "Content-Length": "90"}
    )
    assert "broke off in the middle of its answer" in refused(loaded, tmp_path)


def test_an_answer_that_the_server_says_is_partial(loaded: SmallStore, tmp_path: Path) -> None:
    headers = {"Content-Type": JSON, "X-SQL-State": "S1TAT"}
    loaded.fault = lambda _: Reply(b'{"head":{"vars":[]},"results":{"bindings":[]}}', 200, headers)
    assert "says that it has cut its answer" in refused(loaded, tmp_path)


def test_a_store_that_gives_few_rows_at_a_time_is_asked_more_often(
    loaded: SmallStore, kb: Path
) -> None:
    loaded.rows = 400
    here = kbtool("check", "sources/article.txt", cwd=kb)
    there = kbtool("check", "--endpoint", loaded.address, "sources/article.txt", cwd=kb)
    assert without_labels(there.stdout) == without_labels(here.stdout), there.stderr
    assert there.returncode == here.returncode


def test_a_store_that_gives_fewer_rows_than_there_are(loaded: SmallStore, tmp_path: Path) -> None:
    def empty(asked: str) -> Reply | None:
        if "LIMIT 5000" in asked and "vocabulary.ttl" in asked and 'STR(?s) > "")' not in asked:
            return Reply(b'{"head":{"vars":["s","p","o"]},"results":{"bindings":[]}}')
        return None

    loaded.rows, loaded.fault = 400, empty
    told = refused(loaded, tmp_path)
    assert re.search(r"counts \d+ triples in <\S*> and gives \d+", told)


def test_a_store_that_gives_the_same_page_again(loaded: SmallStore, tmp_path: Path) -> None:
    page: list[Reply] = []

    def again(asked: str) -> Reply | None:
        if "LIMIT 5000" not in asked or "vocabulary" not in asked:
            return None
        if not page:
            shorter = asked.replace("LIMIT 5000", "LIMIT 50")
            results = loaded.holding.query(shorter)
            assert isinstance(results, ox.QuerySolutions)
            page.append(Reply(results.serialize(format=ox.QueryResultsFormat.JSON) or b""))
        return page[0]

    loaded.fault = again
    assert re.search(r"counts \d+ triples in <\S*> and gives \d+", refused(loaded, tmp_path))


def test_a_load_that_is_written_again_while_it_is_read(loaded: SmallStore, tmp_path: Path) -> None:
    seen = []

    def later(asked: str) -> Reply | None:
        if "load-terms#Load" in asked:
            seen.append(asked)
            if len(seen) > 1:
                return Reply(
                    b'{"head":{"vars":["load","written","size"]},"results":{"bindings":[]}}'
                )
        return None

    loaded.fault = later
    assert "was removed or written again meanwhile" in refused(loaded, tmp_path)


def test_a_manifest_that_was_changed(loaded: SmallStore, tmp_path: Path) -> None:
    sha256 = "<https://w3id.org/kbtool/load-terms#sha256>"
    loaded.holding.update(
        f"DELETE {{ GRAPH ?g {{ ?f {sha256} ?h }} }} INSERT {{ GRAPH ?g {{ ?f {sha256} '0' }} }} "
        f"WHERE {{ GRAPH ?g {{ ?f {sha256} ?h }} }}"
    )
    assert "that does not fit its digest" in refused(loaded, tmp_path)


def test_nodes_without_a_name_that_others_have_put_into_a_graph(
    loaded: SmallStore, tmp_path: Path
) -> None:
    (one,) = (
        quad
        for quad in loaded.holding.quads_for_pattern(None, KB("file"), None)
        if quad.object == ox.Literal("article.txt")
    )
    loaded.holding.remove(one)
    loaded.holding.add(ox.Quad(one.subject, one.predicate, ox.BlankNode(), one.graph_name))
    told = refused(loaded, tmp_path)
    assert "nodes without a name in a graph of a load, which kbtool has not written" in told


def test_a_disk_without_room_for_what_is_fetched(
    loaded: SmallStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    told = refused(loaded, tmp_path)
    assert re.search(r"error: \S+: cannot be written: No space left on device", told)
    assert "make room where temporary files lie, or name another folder with TMPDIR" in told


def test_a_text_that_was_changed(loaded: SmallStore, tmp_path: Path) -> None:
    text = "<https://w3id.org/kbtool/load-terms#text>"
    loaded.holding.update(
        f"DELETE {{ GRAPH ?g {{ ?f {text} ?t }} }} INSERT {{ GRAPH ?g {{ ?f {text} 'other' }} }} "
        f"WHERE {{ GRAPH ?g {{ ?f {text} ?t }} FILTER(CONTAINS(STR(?f), 'article.txt')) }}"
    )
    assert "the text of sources/article.txt does not fit its hash" in refused(loaded, tmp_path)


class TestPasswords:
    """Names and passwords are told where nobody else can read them."""

    def test_without_one_it_is_said_where_to_put_it(self, store: SmallStore, kb: Path) -> None:
        store.password = "ada:secret"
        told = refused(store, kb, of="load")
        assert "asks for a password" in told
        assert "set KBTOOL_ENDPOINT_USER and KBTOOL_ENDPOINT_PASSWORD" in told

    def test_they_come_from_the_environment(self, store: SmallStore, kb: Path) -> None:
        store.password = "ada:secret"
        told = environment() | {
            "KBTOOL_ENDPOINT_USER": "ada",
            "KBTOOL_ENDPOINT_PASSWORD": "secret",
        }
        assert kbtool("load", "--endpoint", store.address, cwd=kb, env=told).returncode == 0
        told["KBTOOL_ENDPOINT_PASSWORD"] = "wrong"
        found = kbtool("load", "--endpoint", store.address, cwd=kb, env=told)
        assert found.returncode == 2
        assert "refuses the name and password" in found.stderr
        assert "wrong" not in found.stderr

    def test_they_come_from_netrc(self, store: SmallStore, kb: Path, tmp_path: Path) -> None:
        store.password = "ada:secret"
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login ada password secret\n")
        netrc.chmod(0o600)
        told = environment() | {"NETRC": str(netrc)}
        assert kbtool("load", "--endpoint", store.address, cwd=kb, env=told).returncode == 0
        assert set(store.credentials) == {"ada:secret"}

    def test_nothing_is_told_that_was_not_asked_for(self, store: SmallStore, kb: Path) -> None:
        told = environment() | {
            "KBTOOL_ENDPOINT_USER": "ada",
            "KBTOOL_ENDPOINT_PASSWORD": "secret",
        }
        assert kbtool("load", "--endpoint", store.address, cwd=kb, env=told).returncode == 0
        assert not store.credentials

    @pytest.mark.parametrize(
        ("address", "may"),
        [
            ("https://store.example/query", True),
            ("http://localhost:7878/query", True),
            ("http://127.0.0.2/query", True),
            ("http://[::1]:7878/query", True),
            ("http://store.example/query", False),
            ("http://localhost.example/query", False),
            ("http://10.0.0.1/query", False),
        ],
    )
    def test_they_go_over_https_or_to_this_machine(self, address: str, may: bool) -> None:
        assert may_be_told(address) is may
        told = {"KBTOOL_ENDPOINT_USER": "ada", "KBTOOL_ENDPOINT_PASSWORD": "secret"}
        endpoint = Endpoint(address, environment=told)
        if not may:
            with pytest.raises(InputError, match="without encryption"):
                endpoint._credentials(address, 'Basic realm="store"')


class TestLoading:
    """A load that fails leaves nothing, or says what."""

    def test_a_store_that_cannot_be_written_to(self, store: SmallStore, kb: Path) -> None:
        store.fault = lambda asked: Reply(status=403) if "INSERT" in asked else None
        assert "answers with status 403" in refused(store, kb, of="load")
        assert not store.graphs()

    def test_what_was_written_is_removed_when_it_fails_half_way(
        self, store: SmallStore, kb: Path
    ) -> None:
        def full(asked: str) -> Reply | None:
            is_late = "INSERT" in asked and len(store.graphs()) > 5
            return Reply(b"disk full", status=507) if is_late else None

        store.fault = full
        assert "answers with status 507: disk full" in refused(store, kb, of="load")
        assert not store.graphs()

    def test_what_cannot_be_removed_is_named_and_never_read(
        self, store: SmallStore, kb: Path
    ) -> None:
        def full(asked: str) -> Reply | None:
            is_late = "INSERT" in asked and len(store.graphs()) >= 2
            return Reply(status=507) if is_late or "CLEAR" in asked else None

        store.fault = full
        told = refused(store, kb, of="load")
        assert "2 graphs could not be removed, and no manifest names them" in told
        assert all(f"<{graph}>" in told for graph in store.graphs())
        store.fault = lambda _: None
        assert "holds no knowledge base" in refused(store, kb)
        assert kbtool("load", "--endpoint", store.address, cwd=kb).returncode == 0

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_what_was_written_is_removed_when_it_is_broken_off(
        self, store: SmallStore, kb: Path, number: signal.Signals
    ) -> None:
        """Whoever presses Ctrl-C twice does not leave half a load either."""
        half, removing = threading.Event(), threading.Event()

        def seen(asked: str) -> Reply | None:
            if "INSERT" in asked and len(store.graphs()) > 3:
                half.set()
                broken.wait(30)
            if "CLEAR" in asked:
                removing.set()
                again.wait(30)
            return None

        broken, again = threading.Event(), threading.Event()
        store.fault = seen
        words = command(("load", "--endpoint", store.address))
        with subprocess.Popen(words, cwd=kb, env=environment(), stderr=subprocess.PIPE) as process:
            assert half.wait(60)
            process.send_signal(number)
            broken.set()
            assert removing.wait(60)
            process.send_signal(number)
            again.set()
            process.communicate(timeout=60)
        assert process.returncode == 130
        assert not store.graphs()

    def test_a_store_that_alters_values_is_refused_and_told_of_by_property_and_datatype(
        self, store: SmallStore, kb: Path
    ) -> None:
        date = "http://www.w3.org/2001/XMLSchema#date"

        def altering(asked: str) -> Reply | None:
            if "INSERT" not in asked or f'"^^<{date}>' not in asked:
                return None
            store.holding.update(
                re.sub(rf'"[0-9-]+"\^\^<{date}>', f'"1970-01-01"^^<{date}>', asked)
            )
            return Reply(status=204)

        store.fault = altering
        told = refused(store, kb, of="load")
        assert re.search(
            r"alters what is written: .*\(xsd:date\): \d+ of \d+ values, such as ", told
        )
        assert "a verdict could hang on it: add --keep xsd:date" in told
        assert not store.graphs()
        kept = kbtool("load", "--endpoint", store.address, "--keep", "xsd:date", cwd=kb)
        assert kept.returncode == 0, kept.stderr
        here = kbtool("check", "--format", "json", cwd=kb)
        there = kbtool("check", "--endpoint", store.address, "--format", "json", cwd=kb)
        assert without_labels(there.stdout) == without_labels(here.stdout)

    def test_a_file_that_cannot_be_read_is_told_before_anything_is_written(
        self, store: SmallStore, kb: Path
    ) -> None:
        (kb / "kb" / "broken.ttl").write_text("id:x a kb:Claim")
        assert "broken.ttl" in refused(store, kb, of="load")
        assert not store.graphs()


@pytest.mark.parametrize(
    "name", ["../outside.ttl", "kb/../../x.ttl", "/etc/x", "kb/.hidden", "kb", "other/x", "kb/a\\b"]
)
def test_a_load_with_a_file_that_would_lie_elsewhere(
    store: SmallStore, tmp_path: Path, name: str
) -> None:
    from kbtool.knowledge.endpoints.manifest import Manifest, StoredFile

    manifest = Manifest((StoredFile(name, "0" * 64, 0, 0),), "2026-01-01", "https://e/")
    for triples in manifest.triples():
        for t in triples:
            store.holding.add(ox.Quad(t.subject, t.predicate, t.object, manifest.graph))
    assert "which is none of a knowledge base" in refused(store, tmp_path)
