"""An article that is taken in is read as the page that it is from: its headings, lists and tables are kept beside its text."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

import kbtool as public
from cases import ROOT, Case, lay_out
from example import TURTLE
from kbtool.authoring.encoding import proposals
from kbtool.authoring.refresh import compared, refreshed_files
from kbtool.authoring.sources import Wishes, new_source
from kbtool.checks.prose_files import ProseFiles
from kbtool.errors import InputError
from kbtool.io.originals import Original, read_original
from kbtool.knowledge.base import KnowledgeBase
from kbtool.prose.drafts import Draft
from kbtool.text.snapshot import take
from kbtool.text.structure import Kind
from written_pages import written

ABILITIES = TURTLE.partition("id:c-safe a")[0]
PAGE = [
    ["h1", "Ibuprofen"],
    ["p", "Ibuprofen treats pain."],
    ["h2", "Side effects of ibuprofen"],
    ["li", "works without surgery"],
    ["li", "stomach bleeding"],
    ["h2", "Ibuprofen does not treat"],
    ["li", "fever"],
    ["th", "Medicine", "Treats headache"],
    ["tr", "Ibuprofen", "no"],
    ["p", "Ask your doctor."],
]
FORMATS = [".md", ".html", ".docx", ".txt"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base of propositions."""
    root = lay_out(Case("A09", ABILITIES, (), article="We are open."), tmp_path / "project")
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb" / "language.ttl")
    return root


def original(ending: str, lines: list[list[str]] = PAGE) -> Original:
    return Original(written(lines, ending), f"page{ending}", f"page{ending}", date(2026, 6, 30))


def put(files: dict[Path, bytes]) -> None:
    for path, data in files.items():
        path.write_bytes(data)


def taken_in(root: Path, ending: str) -> KnowledgeBase:
    """The knowledge base with the page in it."""
    put(new_source(public.load(root), take(original(ending)), Wishes(publisher="Someone")).files)
    return public.load(root)


def draft(root: Path, file: Original) -> Draft:
    """A draft as `kbtool check` reads it."""
    files = ProseFiles([file])
    public.load(root, prose=files)
    return files._reader.drafts[0]


def read(draft: Draft) -> tuple[object, ...]:
    """Its sentences and what they state."""
    return (
        draft.document.text,
        draft.reading.sentences,
        draft.reading.candidates,
        draft.reading.figures,
    )


@pytest.mark.parametrize("ending", FORMATS)
def test_a_page_is_read_the_same_before_and_behind_the_door(root: Path, ending: str) -> None:
    before = draft(root, original(ending))
    kb = taken_in(root, ending)
    assert kb.documents["page"].blocks == take(original(ending)).article.blocks
    after = draft(root, read_original(root / "sources" / "page.txt"))
    assert read(after) == read(before)
    document = kb.documents["page"]
    assert proposals(kb, document) == proposals(kb, replace(before.document, iri=document.iri))


def test_what_is_read_of_a_page(root: Path) -> None:
    page = draft(root, original(".md"))
    kinds = Counter(block.mark.kind for block in page.document.blocks)
    assert kinds == {Kind.HEADING: 3, Kind.PARAGRAPH: 2, Kind.ITEM: 3, Kind.ROW: 2}
    assert len(page.reading.sentences) == 10
    said = {
        f"{'not ' * each.denies}{each.question.value.rpartition('/')[2]}"
        for each in page.claims.values()
    }
    assert said == {"treats-pain", "bleeds", "not treats-fever", "not treats-headache"}


def test_a_new_text_brings_its_outline(root: Path) -> None:
    kb = taken_in(root, ".md")
    longer = [*PAGE[:5], ["h3", "For how long?"], *PAGE[5:]]
    put(refreshed_files(kb, [compared(kb, kb.documents["page"], take(original(".html", longer)))]))
    new = public.load(root)
    assert new.documents["page"].blocks == take(original(".html", longer)).article.blocks
    plain = original(".txt", PAGE[:2])
    put(refreshed_files(new, [compared(new, new.documents["page"], take(plain))]))
    kept = [block.mark.kind for block in public.load(root).documents["page"].blocks]
    assert kept == [Kind.HEADING, Kind.PARAGRAPH]


def test_an_article_without_an_outline_gets_one_from_the_same_page(root: Path) -> None:
    kb = taken_in(root, ".md")
    blocks = kb.documents["page"].blocks
    declared = root / "sources" / "sources.ttl"
    lines = [line for line in declared.read_text().splitlines() if "kb:outline" not in line]
    declared.write_text("\n".join([*lines, ""]))
    kb = public.load(root)
    assert kb.documents["page"].blocks == ()
    put(refreshed_files(kb, [compared(kb, kb.documents["page"], take(original(".md")))]))
    assert public.load(root).documents["page"].blocks == blocks


def test_a_text_that_was_edited_has_no_outline_and_one_of_other_lines_is_refused(
    root: Path,
) -> None:
    taken_in(root, ".md")
    text, declared = root / "sources" / "page.txt", root / "sources" / "sources.ttl"
    said = text.read_text()
    text.write_text(f"{said}One more.\n")
    assert public.load(root).documents["page"].blocks == ()
    text.write_text(said)
    declared.write_text(declared.read_text().replace('kb:outline "h1 p', 'kb:outline "h1'))
    with pytest.raises(InputError, match="other lines than kb:outline of id:page"):
        public.load(root)
