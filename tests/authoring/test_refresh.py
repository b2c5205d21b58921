"""An article that was edited in place: what changed around its quotes is told, and stays told until somebody has read it again."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import Case, lay_out
from kbtool.authoring.refresh import Refresh, compared, refreshed_files
from kbtool.checks.run import check
from kbtool.checks.yielding import without_consequences
from kbtool.io.originals import Original
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.reports.drift import render_text
from kbtool.reports.explanation import explain_claim
from kbtool.reports.style import Style
from kbtool.text.drift import DriftKind
from kbtool.text.record import record, unrecorded
from kbtool.text.snapshot import take

ARTICLE = "Ibuprofen is safe. It treats pain.\n\nIt may help fever.\n"
EDITED = ARTICLE.replace("It treats pain.", "It is false that it treats pain.")
TURTLE = """
id:safe a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:safeFor ; kb:object id:people .
id:c-safe a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "Ibuprofen is safe" ; kb:asserts id:safe ; kb:certainty kb:Categorical .
id:c-pain a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "treats pain" ; kb:asserts id:safe ; kb:certainty kb:Categorical .
id:c-fever a kb:Claim ; prov:wasQuotedFrom id:article ; oa:exact "It may help fever." ; kb:asserts id:safe ; kb:certainty kb:Hedged .
"""
DOCUMENT = """
id:article a kb:Document ;
    dct:title "t" ;
    dct:publisher id:someone ;
    kb:file "article.txt" ;
    kb:sha256 "{sha256}" ;{more}
    kb:retrieved kb:NotKnown .
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base whose article was edited in place after its sentences had been recorded."""
    return begun(tmp_path, f'\n    kb:sentenceHashes "{record(ARTICLE)}" ;')


def begun(tmp_path: Path, more: str) -> Path:
    sha256 = hashlib.sha256(ARTICLE.encode()).hexdigest()
    document = DOCUMENT.format(sha256=sha256, more=more)
    case = Case("A18", TURTLE, (), article=ARTICLE, document=document)
    root = lay_out(case, tmp_path / "project")
    (root / "sources" / "article.txt").write_text(EDITED, encoding="utf-8")
    return root


def refreshed(kb: KnowledgeBase, text: str | None = None) -> Refresh:
    """The article compared with a new text, or with its own file."""
    (document,) = kb.documents
    data = document.file.read_bytes() if text is None else text.encode()
    return compared(
        kb, document, take(Original(data, "article.txt", "article.txt", date(2026, 1, 1)))
    )


def accept(root: Path, *, reread: bool = False) -> None:
    kb = open_knowledge_base(root)
    for path, data in refreshed_files(kb, [refreshed(kb)], reread=reread).items():
        path.write_bytes(data)


def anchors(root: Path) -> list[str]:
    kb = open_knowledge_base(root)
    rules = [rule for rule in kb.rules if rule.code in ("A06", "A18")]
    return [f"{f.code} {f.quote or ''}".strip() for f in check(kb, rules).findings]


def test_a_sentence_edited_in_place_is_told_by_check_and_refresh(root: Path) -> None:
    assert anchors(root) == ["A06", "A18 treats pain"]
    kb = open_knowledge_base(root)
    found = refreshed(kb)
    assert {drift.node.rpartition("/")[2]: drift.kind for drift in found.drifts} == {
        "c-safe": DriftKind.EXACT,
        "c-pain": DriftKind.IN_CHANGED,
        "c-fever": DriftKind.EXACT,
    }
    assert not found.is_harmless
    said = render_text([found], True, kb.names, Style())
    assert "its sentence is not the one that was read\n" in said
    assert "           now: “It is false that it treats pain.”\n" in said
    assert "sources/article.txt is not the text that was taken in" in said
    assert "  + line 1: It is false that it treats pain." in said


def test_the_commands_that_are_advised_name_the_article_and_its_file(root: Path) -> None:
    kb = open_knowledge_base(root)
    found = check(kb, [rule for rule in kb.rules if rule.code in ("A06", "A18")]).findings
    (document,) = kb.documents
    for finding in found:
        assert f"`kbtool source refresh article {document.path}" in finding.suggestion


def test_accepting_the_text_does_not_silence_it_and_reading_it_again_does(root: Path) -> None:
    accept(root)
    assert anchors(root) == ["A18 treats pain"]
    accept(root)
    assert anchors(root) == ["A18 treats pain"]
    accept(root, reread=True)
    assert anchors(root) == []


def test_a_hash_that_was_put_by_hand_does_not_silence_it(root: Path) -> None:
    sources = root / "sources" / "sources.ttl"
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in (ARTICLE, EDITED)]
    sources.write_text(sources.read_text("utf-8").replace(hashes[0], hashes[1]), "utf-8")
    assert anchors(root) == ["A18 treats pain"]


def test_the_text_as_it_was_is_harmless_again(root: Path) -> None:
    (root / "sources" / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert anchors(root) == []
    assert refreshed(open_knowledge_base(root)).is_harmless


def test_without_a_record_the_sentences_that_nobody_has_quoted_are_shown(tmp_path: Path) -> None:
    root = begun(tmp_path, "")
    (root / "sources" / "article.txt").write_text(EDITED + "It heals burns.\n", "utf-8")
    kb = open_knowledge_base(root)
    found = refreshed(kb)
    assert [(one.line, one.text) for one in found.unquoted] == [(4, "It heals burns.")]
    assert "what came since may be among them:\n  ? line 4: It heals burns." in render_text(
        [found], True, kb.names, Style()
    )


def test_without_a_record_it_is_said_that_nobody_can_know(tmp_path: Path) -> None:
    root = begun(tmp_path, "")
    kb = open_knowledge_base(root)
    found = refreshed(kb)
    assert not found.is_harmless
    assert "nothing is kept of what that said: read each claim again" in render_text(
        [found], True, kb.names, Style()
    )
    accept(root)
    assert anchors(root) == []
    (root / "sources" / "article.txt").write_text(
        EDITED.replace("It may", "Nobody says that it may"), "utf-8"
    )
    assert anchors(root)[0] == "A06"


def test_typography_and_white_space_change_no_record() -> None:
    assert unrecorded("“It  helps”, they say.  So.", record('"It helps", they say. So.')) == []
    assert [
        p.of("It helps. Not so.") for p in unrecorded("It helps. Not so.", record("It helps. So."))
    ] == ["Not so."]


def test_a_quote_of_an_edited_file_has_not_become_a_sentence_that_stood_there_before(
    tmp_path: Path,
) -> None:
    article = (
        "Ibuprofen is a safe option. It treats pain. It may help fever.\nIt is a sad option.\n"
    )
    turtle = TURTLE.replace('"Ibuprofen is safe"', '"is a safe option."')
    sha256 = hashlib.sha256(article.encode()).hexdigest()
    more = f'\n    kb:sentenceHashes "{record(article)}" ;'
    document = DOCUMENT.format(sha256=sha256, more=more)
    root = lay_out(
        Case("A01", turtle, (), article=article, document=document), tmp_path / "project"
    )
    file = root / "sources" / "article.txt"

    def told(edited: str) -> tuple[str, DriftKind, str | None]:
        file.write_text(edited, encoding="utf-8")
        kb = open_knowledge_base(root)
        [finding] = check(kb, [rule for rule in kb.rules if rule.code in ("A01", "A02")]).findings
        [drift] = [drift for drift in refreshed(kb).drifts if drift.node.endswith("c-safe")]
        return finding.message.partition(",")[0], drift.kind, drift.says

    gone = "The quote “is a safe option.” is not in the document."
    replaced = article.replace("Ibuprofen is a safe option.", "Nobody knows.")
    assert told(replaced) == (gone, DriftKind.GONE, None)
    edited = article.replace("a safe", "a sane")
    changed = "The document says “is a sane option.”"
    assert told(edited) == (changed, DriftKind.CHANGED, "is a sane option.")


TWO = "Ibuprofen is a safe option! It treats pain. It may help fever.\nWhether it is a safe option is open.\n"


def test_words_that_a_new_text_has_lost_are_not_taken_for_others_like_them(tmp_path: Path) -> None:
    turtle = TURTLE.replace('"Ibuprofen is safe"', '"is a safe option!"')
    turtle = turtle.replace('"It may help fever."', '"It treats pain. It may help fever."')
    root = taken_in(tmp_path, TWO, turtle)
    text = TWO.replace("Ibuprofen is a safe option! ", "").replace("help fever", "ease flu")
    untouched = open_knowledge_base(root)
    for path, data in refreshed_files(untouched, [refreshed(untouched, text)]).items():
        path.write_bytes(data)
    kb = open_knowledge_base(root)
    before = {finding.code for finding in check(untouched, untouched.rules).findings}
    report = without_consequences(kb.store, check(kb, kb.rules))
    assert {f.code for f in report.findings if f.code.startswith("S")} <= before
    told = {f.node.rpartition("-")[2]: f for f in report.findings if f.code in ("A01", "A02")}
    assert told["safe"].message.startswith(
        "Changed, to be encoded again: The words “is a safe option!” are gone from the document: "
        "nothing like them stands in their place."
    )
    assert (
        "in their place, line 1, stands “It treats pain. It may ease flu.”" in told["fever"].message
    )
    for finding in told.values():
        assert (finding.code, finding.span, finding.harm) == ("A01", None, 0)
        assert "copy" not in finding.suggestion.casefold()
    shown = explain_claim(kb, ox.NamedNode("https://w3id.org/kbtool/id/c-safe"), Style())
    assert "(gone from the document: nothing like them stands in their place)" in shown
    assert "»" not in shown


def test_a_text_that_was_taken_over_is_answered_as_before(tmp_path: Path) -> None:
    article = "Ibuprofen is safe! It is a non-addictive option. It heals burns.\nIbuprofen is a suitable option.\n"
    text = article.replace("a non-addictive option", "addictive and cures flu").replace(
        " It heals burns.", ""
    )
    quotes = ("is a non-addictive option.", "Ibuprofen is safe!", "It heals burns.")
    turtle = TURTLE
    for old, new in zip(
        ("treats pain", "Ibuprofen is safe", "It may help fever."), quotes, strict=True
    ):
        turtle = turtle.replace(f'"{old}"', f'"{new}"')
    root = taken_in(tmp_path, article, turtle)

    def told(text: str | None) -> list[tuple[str, str, str | None]]:
        kb = open_knowledge_base(root)
        found = refreshed(kb, text)
        for path, data in refreshed_files(kb, [found]).items():
            path.write_bytes(data)
        assert ("nothing stands in its place" in render_text([found], True, kb.names, Style())) == (
            "burns" not in (text or "")
        )
        return [
            (
                drift.node.rpartition("-")[2],
                drift.kind.value,
                drift.in_place.text if drift.in_place else None,
            )
            for drift in found.drifts
        ]

    first = told(text)
    assert ("pain", "gone", "It is addictive and cures flu.") in first
    assert ("fever", "gone", None) in first
    assert sorted(told(text)) == sorted(told(None)) == sorted(first)
    again = told(text.replace("cures flu", "cures all"))
    assert ("pain", "gone", "It is addictive and cures all.") in again
    assert "gone" not in {kind for _, kind, _ in told(article)}


def taken_in(tmp_path: Path, article: str, turtle: str) -> Path:
    """A knowledge base with an article as it was taken in."""
    sha256 = hashlib.sha256(article.encode()).hexdigest()
    document = DOCUMENT.format(sha256=sha256, more=f'\n    kb:sentenceHashes "{record(article)}" ;')
    case = Case("A01", turtle, (), article=article, document=document)
    return lay_out(case, tmp_path / "project")
