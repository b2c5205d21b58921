"""A soak of ``kbtool serve`` on loopback: pages, quick queries, runaway queries and attacks; speed and memory.

    python tests/bench/serve.py --requests 50000

It starts the server on this knowledge base (or --root), asks it without and then with runaway queries, and prints for each kind
of request how many a second, and the latencies of which half, 95 and 99 of 100 are below. An answer with another status than
its kind has is an error, and so is memory at the end that is over 5% above that after the first tenth of the requests.
With --peers, the same quick queries are asked of ``oxigraph`` and ``rdflib-endpoint`` on the same data, where these commands
are installed, and again while each has been asked one runaway query.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]
PREFIX = "PREFIX kb: <https://w3id.org/kbtool/ns#> "
QUICK = [
    PREFIX + "SELECT ?claim ?says WHERE { ?claim kb:verdict kb:Refuted ; kb:says ?says } LIMIT 20",
    PREFIX + "ASK { ?claim a kb:Claim }",
    PREFIX + "SELECT (COUNT(*) AS ?n) WHERE { ?e a kb:Evidence }",
]
RUNAWAY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
_REST = 20
"""Seconds that are given to work which nobody waits for."""
_UNANSWERED = 40
"""So many requests are sent to a server that may answer none of them."""
Ask = Callable[[requests.Session, str], int]


def _query(text: str) -> Ask:
    def ask(session: requests.Session, address: str) -> int:
        given = {"query": text}
        return session.get(f"{address}/sparql", params=given, timeout=120).status_code

    return ask


def _get(path: str, **headers: str) -> Ask:
    def ask(session: requests.Session, address: str) -> int:
        return session.get(address + path, headers=headers, timeout=120).status_code

    return ask


def _post(path: str, body: bytes, content_type: str) -> Ask:
    def ask(session: requests.Session, address: str) -> int:
        kind = {"Content-Type": content_type}
        answer = session.post(
            address + path, data=body, headers=kind, timeout=120, allow_redirects=False
        )
        return answer.status_code

    return ask


ATTACKS: list[tuple[Ask, set[int]]] = [
    (_get("/sparql", Host="evil.example"), {421}),
    (_get("/", Origin="https://evil.example"), {403}),
    (_get("/static/..%2f..%2fetc%2fpasswd"), {404}),
    (_get("/sparql?query=" + "x" * 20_000), {414}),
    (_query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), {400}),
    (_query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"), {400}),
    (_query("SELECT * {" * 50), {400}),
    (_post("/sparql", b"CLEAR ALL", "application/sparql-update"), {415}),
    (_query("SELECT * { " + "?s ?p << " * 40 + "}"), {400}),
    (_post("/sparql", b"q" * 1_100_000, "application/x-www-form-urlencoded"), {413}),
    (_post("/sparql", b"update=CLEAR+ALL", "application/x-www-form-urlencoded"), {400}),
    (_get("/changes?since=--help"), {400}),
    (_get("/changes?since=--output%3Dx"), {400}),
    (_get("/what-if?without=%2e%2e%2fx"), {400}),
    (_get("/claims/%3Cscript%3Ealert(1)%3C%2Fscript%3E"), {404}),
    (_get("/jobs/nobody"), {404}),
    (_post("/decide", b"claim=x", "application/x-www-form-urlencoded"), {404, 405}),
    (_post("/draft", b"text=" + b"%5B" * 50_000, "application/x-www-form-urlencoded"), {303, 503}),
    (_post("/draft", b"text=x", "text/plain"), {415, 503}),
]


@contextmanager
def kbtool_server(root: Path) -> Iterator[tuple[str, int]]:
    """The address of a server, and its process."""
    words = [sys.executable, "-m", "kbtool", "serve", "--port", "0", "--timeout", "2"]
    with subprocess.Popen(
        [*words, "--root", root], cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if found := re.search(r"serving at (\S+)/ ", line):
                    break
            else:
                raise SystemExit("it did not start")
            yield found[1], process.pid
        finally:
            process.terminate()
            process.wait(60)


def pages_of(address: str) -> list[str]:
    """The addresses of pages that the first pages link to."""
    found: set[str] = set()
    for path in ("/", "/rules", "/references"):
        text = requests.get(address + path, timeout=120).text
        found |= set(
            re.findall(r'href="(/(?:articles|claims|references|rules|evidence)[^"#?]*)"', text)
        )
    return sorted(found) or ["/"]


def memory(pid: int) -> float:
    """The megabytes that a process and those below it hold, what they share counted once."""
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            children[int(path.read_text().rpartition(") ")[2].split()[1])].append(
                int(path.parent.name)
            )
        except OSError:
            continue
    total, queue = 0.0, [pid]
    while queue:
        each = queue.pop()
        queue += children[each]
        try:
            text = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.findall(r"^Pss:\s+(\d+)", text, re.MULTILINE)[0]) / 1000
    return total


def memory_at_rest(pid: int) -> float:
    """What they hold once drafts are read that were sent last: a worker at them is gone when it is done."""
    threading.Event().wait(_REST)
    return memory(pid)


class Soak:
    """Asks from several threads, and keeps count.

    Args:
        address: the server.
        threads: how many ask at a time.
    """

    def __init__(self, address: str, threads: int) -> None:
        self._address = address
        self._threads = threads
        self.errors: list[str] = []

    def run(self, number: int, kinds: dict[str, tuple[float, list[tuple[Ask, set[int]]]]]) -> float:
        """Send requests, kind by chance, and print how quickly they were answered; the seconds that took."""
        took: dict[str, list[float]] = defaultdict(list)
        left = iter(range(number))
        lock = threading.Lock()
        shares = [share for share, _ in kinds.values()]

        def ask() -> None:
            session = requests.Session()
            chance = random.Random(threading.get_ident())
            while True:
                with lock:
                    if next(left, None) is None:
                        return
                kind = chance.choices(list(kinds), shares)[0]
                asked, right = chance.choice(kinds[kind][1])
                began = time.perf_counter()
                try:
                    status = asked(session, self._address)
                except requests.RequestException as error:
                    status = 413 if 413 in right else 0  # it may close before all was sent
                    if status not in right:
                        self.errors.append(f"{kind}: {type(error).__name__}")
                took[kind].append(time.perf_counter() - began)
                if status not in right:
                    self.errors.append(f"{kind}: {status}")

        began = time.perf_counter()
        threads = [threading.Thread(target=ask) for _ in range(self._threads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
        for kind, times in took.items():
            print(f"  {kind:10} {len(times):7,} {line(times, seconds)}")
        return seconds


def line(times: list[float], seconds: float) -> str:
    """How many a second, and the latencies in milliseconds."""
    ordered = sorted(times)
    at = [
        1000 * ordered[min(len(ordered) - 1, int(len(ordered) * part))]
        for part in (0.5, 0.95, 0.99)
    ]
    return f"{len(times) / seconds:8.1f}/s   p50 {at[0]:8.1f} ms   p95 {at[1]:8.1f} ms   p99 {at[2]:8.1f} ms"


def peers(root: Path, number: int, threads: int) -> None:
    """The same quick queries, asked of other servers on the same data."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.nq"
        export = [
            sys.executable,
            "-m",
            "kbtool",
            "export",
            "nquads",
            "--root",
            str(root),
            "--output",
            str(data),
        ]
        subprocess.run(export, cwd=ROOT, check=True)
        for name, begin in (("oxigraph", _oxigraph), ("rdflib-endpoint", _rdflib_endpoint)):
            if shutil.which(name) is None:
                print(f"{name} is not installed")
                continue
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            with subprocess.Popen(
                begin(data, Path(folder), port),
                stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            ) as process:
                try:
                    address, path = (
                        f"http://127.0.0.1:{port}",
                        "/query" if name == "oxigraph" else "/",
                    )
                    if not _answers(address + path):
                        print(f"{name} did not start (rdflib-endpoint needs its extra, cli)")
                        continue

                    # Their default graph is not the union.
                    union = [union_of(query) for query in QUICK]
                    print(f"{name}:")
                    soak = Soak(address, threads)
                    quick = {"quick": (1.0, [(_ask_peer(q, path), {200}) for q in union])}
                    soak.run(number, quick)
                    wild = union_of(RUNAWAY)
                    with suppress(requests.RequestException):
                        _ask_peer(wild, path, seconds=2)(requests.Session(), address)
                    print("  with a runaway query, of which nobody waits for the answer any more:")
                    soak.run(min(number // 10, _UNANSWERED), quick)
                    print(f"  errors: {Counter(soak.errors)}")
                finally:
                    process.kill()


def union_of(query: str) -> str:
    """A query of one pattern, asked of all graphs."""
    before, opening, inside = query.partition("{")
    inside, closing, behind = inside.rpartition("}")
    return f"{before}{opening} GRAPH ?any {{{inside}}} {closing}{behind}"


def _ask_peer(text: str, path: str, seconds: float = 20) -> Ask:
    def ask(session: requests.Session, address: str) -> int:
        json = {"Accept": "application/sparql-results+json"}
        given = {"query": text}
        return session.get(address + path, params=given, headers=json, timeout=seconds).status_code

    return ask


def _oxigraph(data: Path, folder: Path, port: int) -> list[str]:
    store = str(folder / "store")
    subprocess.run(
        ["oxigraph", "load", "--location", store, "--file", str(data)],
        check=True,
        capture_output=True,
    )
    return ["oxigraph", "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]


def _rdflib_endpoint(data: Path, folder: Path, port: int) -> list[str]:
    return ["rdflib-endpoint", "serve", "--host", "127.0.0.1", "--port", str(port), str(data)]


def _answers(address: str) -> bool:
    """Whether a server answers, sooner or later."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            requests.get(address, params={"query": "ASK {}"}, timeout=10)
            return True
        except requests.ConnectionError:
            threading.Event().wait(0.2)
    return False


def main() -> None:
    """Run the soak."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--peers", action="store_true")
    given = parser.parse_args()
    with kbtool_server(given.root) as (address, pid):
        pages = [(_get(path), {200}) for path in pages_of(address)]
        quick = [(_query(text), {200}) for text in QUICK]
        usual = {"page": (0.5, pages), "quick": (0.4, quick), "attack": (0.1, ATTACKS)}
        wild = {**usual, "runaway": (0.002, [(_query(RUNAWAY), {500, 503})])}
        wild["quick"] = (0.4, [(ask, {200, 503}) for ask, _ in quick])
        soak = Soak(address, given.threads)
        first = given.requests // 10
        print(f"kbtool serve, the first {first:,} requests:")
        soak.run(first, usual)
        early = memory_at_rest(pid)
        half = (given.requests - first) // 2
        print(f"without runaway queries, {half:,}:")
        soak.run(half, usual)
        print(f"with runaway queries, {given.requests - first - half:,}:")
        soak.run(given.requests - first - half, wild)
        late = memory_at_rest(pid)
    print(
        f"memory: {early:.0f} MB after {first:,} requests, {late:.0f} MB at the end ({100 * (late / early - 1):+.1f}%)"
    )
    print(f"errors: {len(soak.errors)}")
    for error in sorted(set(soak.errors)):
        print(f"  {soak.errors.count(error):6} {error}")
    if given.peers:
        peers(given.root, max(200, given.requests // 20), given.threads)
    sys.exit(bool(soak.errors) or late > 1.05 * early)


if __name__ == "__main__":
    main()
