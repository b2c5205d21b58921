"""How long a check of a draft takes beside a check of the same knowledge base without one: processor seconds, in one run.

    python tests/bench/prose.py [--rounds N] [WORDS ...]

The drafts are the article that nothing was tuned on, again and again, cut at so many words: 2,000 if none are said. Each is checked
by a process of its own, in turn with a check of the knowledge base, so that both have the machine alike; the least of all rounds
counts. The seconds are those of the processor, of all processes of the command.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "sources" / "virginia-infusion-therapies.txt"


def main() -> None:
    """Print the seconds of each, and how many times a check of the knowledge base that is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("words", nargs="*", type=int, default=[2000])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        drafts = [_draft(Path(folder), words) for words in asked.words]
        bare: list[float] = []
        taken: dict[Path, list[float]] = {draft: [] for draft in drafts}
        for _ in range(asked.rounds):
            bare.append(_seconds())
            for draft in drafts:
                taken[draft].append(_seconds(draft))
    least = min(bare)
    print(f"check of the knowledge base: {least:.2f} s")
    for words, draft in zip(asked.words, drafts, strict=True):
        seconds = min(taken[draft])
        print(f"a draft of {words:,} words: {seconds:.2f} s, {seconds / least:.2f} times")


def _draft(folder: Path, words: int) -> Path:
    """A draft of so many words, cut behind the line that has the last of them."""
    found: list[str] = []
    counted = 0
    lines = ARTICLE.read_text("utf-8").splitlines(keepends=True)
    while counted < words:
        for line in lines:
            if counted < words:
                found.append(line)
                counted += len(line.split())
        found.append("\n")
    path = folder / f"draft-{words}.txt"
    path.write_text("".join(found), "utf-8")
    return path


def _seconds(*arguments: Path) -> float:
    """What a check takes of the processor; it may find errors."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "kbtool", "check", "--quiet", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
