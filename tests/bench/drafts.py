"""How well the reading of drafts does on sentences that were written before it.

    python tests/bench/drafts.py [--half tuning|unseen | --pages | --tuning-pages] [--list EXPECTATION]

The sentences and what a careful reviewer would say of each are in tests/drafts/. Each is a draft of its own; with --pages, the pages
(page.md, unseen-pages/) are checked whole, and each sentence that page.toml expects something of is looked up in what was found; with --tuning-pages,
those that were tuned on (tuning-pages/) are. Printed are the table
of what was expected and found, and precision and recall with 95% intervals (Wilson 1927, J Am Stat Assoc 22:209-212). Only the
sentences of the half that was tuned on can be listed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

import kbtool
from kbtool.authoring.starter.files import starter_files
from kbtool.checks.findings import Finding
from kbtool.checks.prose import check_prose
from kbtool.io.originals import Original
from kbtool.knowledge.places import Span
from kbtool.knowledge.rules import Severity
from kbtool.prose.drafts import Reader, draft_document
from kbtool.text.document import Document
from kbtool.text.snapshot import take
from kbtool.text.stretch import Stretch

DRAFTS = ROOT / "tests" / "drafts"
CORPORA = tuple(sorted(path.name for path in DRAFTS.iterdir() if path.is_dir()))
EXPECTED = ("contradicts", "other-figure", "overclaims", "insufficient", "restates", "silent")
FOUND = ("contradiction", "other error", "warning", "nothing")
WRONG = ("contradicts", "other-figure")


@dataclass(frozen=True)
class Sentence:
    """A sentence of the corpus, and what was found of it."""

    text: str
    expect: str
    statement: str
    found: str
    findings: tuple[Finding, ...]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("tuning", "unseen"), default="tuning")
    parser.add_argument(
        "--list", choices=EXPECTED, help="list those that are not found as expected"
    )
    parser.add_argument("--pages", action="store_true", help="the pages, each checked whole")
    parser.add_argument("--tuning-pages", action="store_true", help="those that were tuned on")
    parser.add_argument("--corpus", choices=CORPORA, help="this one alone")
    given = parser.parse_args()
    read: list[Sentence] = []
    for name in (given.corpus,) if given.corpus else CORPORA:
        if given.pages or given.tuning_pages:
            pages = ("page.md", "unseen-pages/*.md") if given.pages else ("tuning-pages/*.md",)
            for some in pages:
                read += measured_pages(name, sorted((DRAFTS / name).glob(some)))
        else:
            read += measured(name, given.half)
    _table(read)
    if given.list and (given.tuning_pages or not (given.pages or given.half == "unseen")):
        for sentence in read:
            if sentence.expect == given.list and not _as_expected(sentence):
                print(f"\n{sentence.found}: {sentence.text}  ({sentence.statement})")
                for finding in sentence.findings:
                    print(f"    {finding.code} {finding.severity}: {finding.message}")


def measured(name: str, half: str) -> Iterator[Sentence]:
    """The sentences of half of a corpus, with what is found of each.

    Args:
        name: the corpus.
        half: the half that was tuned on, or the other one.
    """
    entries = [
        entry
        for path in sorted((DRAFTS / name).glob(f"{half}*.toml"))
        for entry in tomllib.loads(path.read_text())["sentence"]
    ]
    if not entries:
        return
    texts = ["\n".join(filter(None, (e.get("before"), e["text"]))) + "\n" for e in entries]
    reader = Reader(_document(text, f"{number}.txt") for number, text in enumerate(texts))
    findings, conflicts = _checked(name, reader)
    for entry, draft in zip(entries, reader.drafts, strict=True):
        path = str(draft.document.path)
        mine = tuple(f for f in findings if f.document == path)
        yield _judged(entry, mine, conflicts)


def _judged(
    entry: Mapping[str, str], findings: tuple[Finding, ...], conflicts: set[str]
) -> Sentence:
    """A sentence of the corpus, with what was found of it."""
    found = _found(findings, conflicts)
    return Sentence(entry["text"], entry["expect"], entry.get("statement", ""), found, findings)


def _checked(name: str, reader: Reader) -> tuple[Sequence[Finding], set[str]]:
    """What is found of drafts, and the codes of the rules that tell of conflicts."""
    with tempfile.TemporaryDirectory() as folder:
        kb = kbtool.load(_knowledge_base(name, Path(folder)), prose=reader)
        rules = [rule for rule in kb.rules if not rule.finds_omission]
        report = check_prose(kb, reader.drafts, rules)
    return report.findings, {rule.code for rule in kb.rules if rule.derives is not None}


def measured_pages(name: str, pages: Sequence[Path]) -> Iterator[Sentence]:
    """The sentences of pages of a corpus of which something is expected, with what is found of each.

    What no word of a page tells, such as a risk that it leaves out, is of no sentence, as where each is a draft of its own.

    Args:
        name: the corpus.
        pages: the pages; what is expected of each stands beside it, in TOML.
    """
    if not pages:
        return
    reader = Reader(_document(page.read_text(), page.name) for page in pages)
    findings, conflicts = _checked(name, reader)
    for page, draft in zip(pages, reader.drafts, strict=True):
        entries = tomllib.loads(page.with_suffix(".toml").read_text())["sentence"]
        here = [f for f in findings if f.document == str(draft.document.path)]
        text, at, missing = draft.document.text, 0, 0
        for entry in entries:
            place = _place(text, entry["text"], at)
            if place is None:
                missing += 1
                continue
            at = place.end
            mine = tuple(f for f in here if f.span and _meet(f.span, place))
            yield _judged(entry, mine, conflicts)
        if missing:
            print(f"{page.name}: {missing} of {len(entries)} sentences are not in its text")


def _place(text: str, sentence: str, at: int) -> Stretch | None:
    """Where a sentence stands in a text, behind a place if it does."""
    words = re.compile(r"\s+".join(map(re.escape, sentence.split())))
    match = words.search(text, at) or words.search(text)
    if match is not None:
        return Stretch(*match.span())
    found = kbtool.anchor(text, sentence)
    if found.start is None or found.end is None:
        return None
    return Stretch(found.start, found.end)


def _meet(span: Span, place: Stretch) -> bool:
    return span.start < place.end and place.start < span.end


def _knowledge_base(corpus: str, folder: Path) -> Path:
    """The shipped knowledge base, or one begun with `kbtool init` that has the corpus's own."""
    own = sorted((DRAFTS / corpus).glob("*.ttl"))
    if not own:
        return ROOT
    for name, data in starter_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    for path in own:
        shutil.copy(path, folder / "kb" / path.name)
    return folder


def _document(text: str, name: str) -> Document:
    return draft_document(take(Original(text.encode(), name, name, date(2026, 1, 1))))


def _found(findings: Sequence[Finding], conflicts: set[str]) -> str:
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if any(f.code in conflicts for f in errors):
        return "contradiction"
    if errors:
        return "other error"
    return "warning" if any(f.severity is Severity.WARNING for f in findings) else "nothing"


def _as_expected(sentence: Sentence) -> bool:
    wanted = {
        "contradicts": ("contradiction",),
        "other-figure": ("contradiction",),
        "overclaims": ("other error", "warning"),
        "insufficient": ("warning",),
    }
    return sentence.found in wanted.get(sentence.expect, ("nothing",))


def _table(read: Sequence[Sentence]) -> None:
    counts = Counter((s.expect, s.found) for s in read)
    print(f"{len(read)} sentences\n{'':14}" + "".join(f"{found:>15}" for found in FOUND))
    for expect in EXPECTED:
        print(f"{expect:14}" + "".join(f"{counts[expect, found]:15}" for found in FOUND))
    wrong = [s for s in read if s.expect in WRONG]
    flagged = [s for s in read if s.found == "contradiction"]
    hits = sum(s.found == "contradiction" for s in wrong)
    _print("contradictions and wrong figures", hits, len(flagged), len(wrong))
    more = [s for s in read if s.expect in ("overclaims", "insufficient")]
    flagged = [s for s in read if s.found in ("other error", "warning")]
    hits = sum(s.found in ("other error", "warning") for s in more)
    _print("overclaims", hits, len(flagged), len(more))
    silent = [s for s in read if s.expect in ("silent", "restates")]
    errors = sum(s.found in ("contradiction", "other error") for s in silent)
    warnings = sum(s.found == "warning" for s in silent)
    print(
        f"sound or of something else: {len(silent)}, flagged as error {errors}, as warning {warnings}"
    )


def _print(what: str, hits: int, flagged: int, expected: int) -> None:
    print(f"{what}: precision {_share(hits, flagged)}, recall {_share(hits, expected)}")


def _share(part: int, whole: int) -> str:
    if not whole:
        return "- (0 of 0)"
    low, high = wilson(part, whole)
    return f"{part / whole:.2f} ({part} of {whole}; {low:.2f} to {high:.2f})"


def wilson(part: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """The 95% interval of a share (Wilson's score interval).

    Args:
        part: how many.
        whole: of how many, at least one.
        z: the quantile of the normal distribution.
    """
    share = part / whole
    middle = share + z * z / (2 * whole)
    half = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


if __name__ == "__main__":
    main()
