"""The command: what it says, what it takes up, and how it ends."""

from __future__ import annotations

import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
import requests

from commands import command, environment, kbtool
from example import two_articles

CLAIM = """
id:o-new a kb:Claim ; prov:wasQuotedFrom id:other ; oa:exact "Ibuprofen treats fever" ; kb:denies id:treats-fever ; kb:certainty kb:Categorical .
"""
STATE = "SELECT (COUNT(DISTINCT ?c) AS ?n) (COUNT(DISTINCT ?judged) AS ?m) { ?c kb:certainty ?x OPTIONAL { ?c kb:verdict ?v BIND (?c AS ?judged) } }"


class Running:
    """The command while it runs.

    Attributes:
        process: it.
        said: the lines that it has said on standard error.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []

    def waited_for(self, pattern: str) -> re.Match[str]:
        """The first line that it says from now on that has a pattern."""
        stream: IO[str] | None = self.process.stderr
        assert stream is not None
        for line in stream:
            self.said.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"it ended and said: {''.join(self.said)}")


@contextmanager
def running(root: Path, *options: str, env: dict[str, str] | None = None) -> Iterator[Running]:
    with subprocess.Popen(
        command(["serve", "--port", "0", *options]),
        cwd=root,
        env={**environment(), **(env or {})},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Running(process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_articles(tmp_path_factory.mktemp("served"))


def state(session: requests.Session, address: str) -> str:
    answer = session.get(
        f"{address}sparql", params={"query": STATE}, headers={"Accept": "text/csv"}, timeout=60
    )
    assert answer.status_code == 200, answer.text
    return answer.text.split()[1]


def test_changes_are_taken_up_without_a_request_that_fails_or_sees_both(root: Path) -> None:
    with running(root, "--reload") as server:
        address = server.waited_for(r"serving at (\S+) ")[1]
        seen: list[str] = []
        over = threading.Event()

        def ask() -> None:
            with requests.Session() as session:
                while not over.is_set():
                    seen.append(state(session, address))

        asking = [threading.Thread(target=ask) for _ in range(2)]
        for thread in asking:
            thread.start()
        with (root / "kb" / "new.ttl").open("w") as file:
            declared = (root / "kb").rglob("*.ttl")
            prefixes = next(t for f in declared if "prefix oa:" in (t := f.read_text()))
            file.write("".join(re.findall(r"^@prefix.*\n", prefixes, re.MULTILINE)) + CLAIM)
        server.waited_for("the change is taken up")
        with requests.Session() as session:
            while state(session, address) != "10,10":
                pass
        over.set()
        for thread in asking:
            thread.join()
        assert set(seen) <= {"9,9", "10,10"}

        (root / "kb" / "new.ttl").write_text("id:o-new a kb:Claim")
        said = server.waited_for("the change is not taken up")
        assert "kb/new.ttl" in said.string
        with requests.Session() as session:
            assert state(session, address) == "10,10"


def test_it_prints_the_link_and_the_token_where_others_can_reach_it(
    tmp_path: Path,
) -> None:
    root = two_articles(tmp_path)
    token = "a-token-from-the-environment"
    with running(root, "--allow-host", "kb.example", env={"KBTOOL_TOKEN": token}) as server:
        address = server.waited_for(r"serving at (\S+) ")[1]
        link = server.waited_for(r"open this link, which works once: (\S+)")[1]
        server.waited_for(f"Authorization: Bearer {token}")
        assert requests.get(f"{address}sparql", timeout=60).status_code == 401
        with requests.Session() as session:
            assert session.get(link, timeout=60).status_code == 200
            assert session.get(f"{address}sparql", timeout=60).status_code == 200


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--root-path", "kb"], "no path such as /kb"),
        (["--allow-host", "http://kb.example"], "no name of a host"),
        (["--host", "192.0.2.7"], "192.0.2.7 port 0 cannot be listened at"),
        (["--root", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_line(root: Path, options: list[str], said: str) -> None:
    result = kbtool("serve", "--port", "0", *options, cwd=root)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_knowledge_base_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    root = two_articles(tmp_path)
    (root / "kb" / "broken.ttl").write_text("id:a id:b")
    result = kbtool("serve", "--port", "0", cwd=root)
    assert result.returncode == 2
    assert "kb/broken.ttl" in result.stderr


def test_a_short_token_is_refused(root: Path) -> None:
    env = {**environment(), "KBTOOL_TOKEN": "secret"}
    result = kbtool("serve", "--port", "0", cwd=root, env=env)
    assert (result.returncode, "KBTOOL_TOKEN is no token" in result.stderr) == (2, True)
    assert "secret" not in result.stderr
