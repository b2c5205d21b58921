"""One article among many, checked by what it needs: ``slices.py ARTICLES... [--whole] [--limit SECONDS]``.

Copies of the shipped articles on topics that have nothing in common (synthetic.py); what is measured are whole processes,
their processor time and their peak memory. The floor is one pass of pyoxigraph over the same files that counts triples.
The steps, in order: *index* makes the index and nothing else, *cold* is the first check, which makes it as well, *warm* a
check after which nothing has changed, *explain* a claim explained and *another* the next one of that article, *draft* a text of
2,000 words that names what the article is about, *changed* one after a quotation mark was added to a comment in a file of the article,
*named* one after a node was added to that file. With ``--whole``, what each prints is held to a check of everything, byte
for byte, as long as that ends within the limit.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_OF_TOPIC = 467
"""Claims of the two shipped articles, of which each topic has one copy."""

_LAY_OUT = """
import sys
from pathlib import Path
from tests.bench.synthetic import lay_out_articles
lay_out_articles(int(sys.argv[1]), Path(sys.argv[2]), copies=1, apart=True)
"""  # in a process of its own: the memory of one that starts others is counted as theirs
_PARSE = """
import sys, pyoxigraph as ox
print(sum(1 for path in sys.argv[1:] for _ in ox.parse(path=path, format=ox.RdfFormat.TURTLE)))
"""
_INDEX = """
import sys
from pathlib import Path
from kbtool.io.workspace import find_workspace
from kbtool.knowledge.files import read_file
from kbtool.knowledge.slices.updating import update
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.rdf.namespaces import Names
workspace, names = find_workspace(Path(sys.argv[1])), Names()
index = StoredIndex(Path(sys.argv[2]), "bench")
update(index, workspace.knowledge_files(), lambda path: read_file(workspace, path, names), hash_all=False)
index.close(keep=True)
"""


@dataclass(frozen=True)
class Run:
    """One process: seconds of processor time, peak memory in MB, what it printed; None, if it did not end well in time."""

    processor: float
    memory: float
    printed: bytes | None


def run(words: Sequence[str], cache: Path, limit: float) -> Run:
    """Run Python with some words in a process of its own, ended at the limit."""
    environment = {key: value for key, value in os.environ.items() if key != "CI"}
    environment |= {"PYTHONPATH": str(ROOT), "KBTOOL_CACHE": str(cache)}
    environment |= {"PYTHONPYCACHEPREFIX": str(cache.parent / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(
            [sys.executable, "-c", _LIMITED, str(int(limit)), *words],
            env=environment,
            stdout=printed,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        ended = process.returncode in (0, 1)
        spent = usage.ru_utime + usage.ru_stime
        return Run(spent, usage.ru_maxrss / 1000, printed.read() if ended else None)


_LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""


def steps(root: Path, folder: Path, limit: float, *, whole: bool) -> Iterator[tuple[str, Run]]:
    """What is measured of a knowledge base: what it is, and the process."""
    cache = folder / "cache"
    article = next(iter(sorted((root / "sources").glob("*.txt"))))
    file = root / "kb" / "articles-0-0.ttl"
    check = ["-m", "kbtool", "check", str(article), "--format", "json", "--as-of", "2026-01-01"]
    run(["-m", "kbtool", "check", "--help"], cache, limit)  # compiles what it imports
    files = sorted(map(str, root.glob("kb/**/*.ttl")))
    yield "parse", run(["-c", _PARSE, *files], cache, limit)
    yield "index", run(["-c", _INDEX, str(root), str(folder / "index")], cache, limit)
    yield "cold", run([*check, "--slice"], cache, limit)
    yield "warm", run([*check, "--slice"], cache, limit)
    explain = ["-m", "kbtool", "explain", "--root", str(root)]
    claims = re.findall(r"^id:(\S+) kb:(?:asserts|denies)", file.read_text(encoding="utf-8"), re.M)
    yield "explain", run([*explain, claims[0], "--slice"], cache, limit)
    yield "another", run([*explain, claims[1], "--slice"], cache, limit)
    draft = folder / "draft.md"
    draft.write_text(prose_on(root / "kb" / "topic-0.ttl", 2_000), encoding="utf-8")
    prose = ["-m", "kbtool", "check", "--root", str(root), str(draft), "--format", "json"]
    yield "draft", run([*prose, "--slice"], cache, limit)
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}# 'changed\n", encoding="utf-8")
    yield "changed", run([*check, "--slice"], cache, limit)
    concept = 'id:one-more a kb:Concept ; skos:prefLabel "One more"@en .\n'
    file.write_text(f"{text}{concept}", encoding="utf-8")
    yield "named", run([*check, "--slice"], cache, limit)
    if whole:
        file.write_text(text, encoding="utf-8")
        yield "whole of explain", run([*explain, claims[0]], folder / "none", limit)
        yield "whole of another", run([*explain, claims[1]], folder / "none", limit)
        yield "whole of draft", run(prose, folder / "none", limit)
        file.write_text(f"{text}{concept}", encoding="utf-8")
        yield "whole of named", run(check, folder / "none", limit)
        file.write_text(text, encoding="utf-8")
        yield "whole", run(check, folder / "none", limit)


def prose_on(topic: Path, words: int) -> str:
    """So many words of sentences that name the concepts of a topic."""
    names = re.findall(r'prefLabel "([^"]+)"', topic.read_text(encoding="utf-8"))
    said = [
        f"{one} treats {other}."
        for one, other in itertools.pairwise(itertools.islice(itertools.cycle(names), words))
    ]
    counts = itertools.accumulate(len(each.split()) for each in said)
    return "\n".join(each for each, so_far in zip(said, counts, strict=True) if so_far <= words)


def table(found: Sequence[tuple[str, Run]]) -> Iterator[str]:
    """The runs as lines of a table, with what each costs of the bare parse and whether it printed what it should."""
    by_name = dict(found)
    floor = by_name["parse"].processor
    for name, one in found:
        told = f"{name:<16}{one.processor:8.2f} s{one.processor / floor:8.1f} x{one.memory:8.0f} MB"
        of = by_name.get(f"whole of {name}", by_name.get("whole"))
        if one.printed is None:
            told += "  did not end"
        elif of is not None and not name.startswith(("whole", "parse", "index")) and of.printed:
            told += "  the same" if one.printed == of.printed else "  DIFFERENT"
        yield told


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, and say by the exit code whether everything ended and was the same."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("articles", type=int, nargs="+", help="how many articles there are")
    parser.add_argument("--whole", action="store_true", help="hold it to a check of everything")
    parser.add_argument("--limit", type=float, default=600, help="processor seconds of a process")
    asked = parser.parse_args(words)
    bad = False
    for number in asked.articles:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "kb"
            laid_out = run(
                ["-c", _LAY_OUT, str(_OF_TOPIC * (number // 2)), str(root)], root, asked.limit
            )
            if laid_out.printed is None:
                raise SystemExit("the articles could not be written")
            found = list(steps(root, Path(folder), asked.limit, whole=asked.whole))
            count = len(list((root / "sources").glob("*.txt")))
            print(f"1 of {count} articles, {(found[0][1].printed or b'').decode().strip()} triples")
            for line in table(found):
                print(line, flush=True)
                bad |= line.endswith(("did not end", "DIFFERENT"))
    return bad


if __name__ == "__main__":
    sys.exit(main())
