"""An article checked by what it needs alone: what is said of it is what a check of everything says, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import PREFIXES, article, base, topic
from kbtool.checks.run import check
from kbtool.checks.selection import narrowed, within
from kbtool.checks.yielding import without_consequences
from kbtool.io import kept
from kbtool.io.kept import keep_in
from kbtool.knowledge import deriving
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.reports.findings.json import render

ROOT = Path(__file__).parents[3]
DAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path) -> Iterator[Path]:
    """A folder for results that are kept."""
    before = kept._InUse.folder
    keep_in(tmp_path / "kept")
    yield tmp_path / "kept"
    keep_in(before)


def told(kb: KnowledgeBase, article: Path) -> str:
    """What a check says of an article."""
    report = narrowed(check(kb, list(kb.rules)), within(kb, [article.resolve()]))
    return render(without_consequences(kb.store, report), None)  # type: ignore[arg-type]


def sliced(root: Path, article: Path) -> KnowledgeBase:
    """A knowledge base opened for one article."""
    return open_knowledge_base(root, today=DAY, articles=[article])


def names(kb: KnowledgeBase) -> list[str]:
    """The names of its articles."""
    return sorted(document.path.stem for document in kb.documents)


def test_an_article_alone_is_told_what_a_check_of_everything_tells(tmp_path: Path) -> None:
    root = base(tmp_path / "kb", *(topic(name) for name in ("ache", "burn")))
    whole = open_knowledge_base(root, today=DAY)

    for name in ("ache", "burn"):
        part = sliced(root, article(root, name))
        assert names(part) == [name]
        assert told(part, article(root, name)) == told(whole, article(root, name))
        assert "X05" in told(part, article(root, name))


@pytest.mark.parametrize(
    ("others", "read"),
    [
        pytest.param([topic("burn", "ache")], ["ache", "burn"], id="a shared proposition"),
        pytest.param(
            [topic("burn", label="Ache, drug Ltd.")], ["ache", "burn"], id="a name that reads alike"
        ),
        pytest.param([topic("burn"), topic("cough", "burn")], ["ache"], id="others that share one"),
    ],
)
def test_what_is_shared_is_read(tmp_path: Path, others: list[str], read: list[str]) -> None:
    root = base(tmp_path / "kb", topic("ache"), *others)

    part = sliced(root, article(root, "ache"))

    assert names(part) == read
    whole = open_knowledge_base(root, today=DAY)
    assert told(part, article(root, "ache")) == told(whole, article(root, "ache"))


@pytest.mark.parametrize(
    ("extra", "because"),
    [
        pytest.param(
            "id:x a kb:Claim ; kb:verdict kb:Supported .",
            "is derived",
            id="a verdict that is typed in",
        ),
        pytest.param(
            'id:x a kb:Document ; kb:file "gone.txt" .',
            "cannot be read",
            id="an article without text",
        ),
        pytest.param("id:x a kb:Claim ;", "cannot be read", id="a broken file"),
        pytest.param(
            "id:ache-drug skos:broader id:ache-dug .",
            "not declared",
            id="a node that is not declared",
        ),
    ],
)
def test_what_is_wrong_elsewhere_is_left_to_a_check_of_everything(
    tmp_path: Path, extra: str, because: str
) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"), extra=extra)

    with pytest.raises(NeedsWholeError, match=because):
        sliced(root, article(root, "ache"))


def test_a_derivation_that_looks_at_all_articles_needs_all_of_them(tmp_path: Path) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"))
    query = """# kb:after:
PREFIX kb: <https://w3id.org/kbtool/ns#>
CONSTRUCT { ?claim kb:beside ?other } WHERE { ?claim a kb:Claim . ?other a kb:Claim }
"""
    (root / "kb" / "derivations" / "beside.rq").write_text(query, encoding="utf-8")

    with pytest.raises(NeedsWholeError, match="beside"):
        sliced(root, article(root, "ache"))


def test_a_word_is_misspelt_by_all_articles(tmp_path: Path) -> None:
    """The one word that stands in another file says that letters were exchanged here."""
    slip = topic("ache").replace("did no better", "did no beter than any anaesthseia")
    root = base(tmp_path / "kb", slip, topic("burn").replace("did no better", "needs anaesthesia"))
    part, whole = sliced(root, article(root, "ache")), open_knowledge_base(root, today=DAY)

    alike = [told(kb, root / "kb" / "ache.ttl") for kb in (part, whole)]

    assert alike[0] == alike[1]
    assert "anaesthesia" in alike[0]


def test_what_was_derived_of_a_slice_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn", "ache"), topic("cough"))
    before = told(sliced(root, article(root, "ache")), article(root, "ache"))

    monkeypatch.setattr(deriving, "derive_all", None)  # would be called
    again = sliced(root, article(root, "ache"))

    assert names(again) == ["ache", "burn"]
    assert told(again, article(root, "ache")) == before


@pytest.mark.parametrize("changed", ["sources/ache.txt", "kb/ache.ttl", "kb/burn.ttl"])
def test_what_was_kept_of_a_slice_is_not_told_of_another(tmp_path: Path, changed: str) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"))
    before = told(sliced(root, article(root, "ache")), article(root, "ache"))
    text = (root / changed).read_text(encoding="utf-8")

    (root / changed).write_text(text.replace("ache drug", "ache medicine"), encoding="utf-8")

    part, whole = sliced(root, article(root, "ache")), open_knowledge_base(root, today=DAY)
    assert told(part, article(root, "ache")) == told(whole, article(root, "ache"))
    assert (told(part, article(root, "ache")) == before) == (changed == "kb/burn.ttl")


@pytest.mark.parametrize("what", ["gone", "unreadable"])
def test_a_text_elsewhere_that_could_be_read_before_is_missed(tmp_path: Path, what: str) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"))
    sliced(root, article(root, "ache"))

    if what == "gone":
        article(root, "burn").unlink()
    else:
        article(root, "burn").write_bytes(b"\xff")

    with pytest.raises(NeedsWholeError, match="cannot be read"):
        sliced(root, article(root, "ache"))


@pytest.mark.parametrize("name", ["house", "press-of-ache"])
def test_a_publisher_in_words_is_looked_for_in_all_files(tmp_path: Path, name: str) -> None:
    """By what it is called, and by its own name."""
    words = topic("ache").replace(
        " ; rdfs:label", ' ; dct:publisher "Press of Ache" ; rdfs:label', 1
    )
    called = "Press of Ache" if name == "house" else "PoA"
    organization = f'id:{name} a foaf:Organization ; foaf:name "{called}" .'
    root = base(tmp_path / "kb", words, topic("burn"), extra=organization)

    part, whole = sliced(root, article(root, "ache")), open_knowledge_base(root, today=DAY)

    assert names(part) == ["ache"]
    assert told(part, article(root, "ache")) == told(whole, article(root, "ache"))
    assert "S130" in told(part, article(root, "ache"))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"))
    sliced(root, article(root, "ache"))
    file = root / "kb" / "burn.ttl"

    file.write_text(f"{PREFIXES}\n{topic('burn', 'ache')}", encoding="utf-8")
    os.utime(file, ns=(1, 1))

    assert names(sliced(root, article(root, "ache"))) == ["ache", "burn"]


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn", "ache"))
    sliced(root, article(root, "ache"))

    (root / "kb" / "burn.ttl").unlink()
    (root / "sources" / "burn.txt").unlink()

    assert names(sliced(root, article(root, "ache"))) == ["ache"]


@pytest.mark.parametrize("damage", [b"SQLite format 3\0", b"nothing of the kind" * 400])
def test_a_damaged_index_is_made_anew(tmp_path: Path, cache: Path, damage: bytes) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"))
    sliced(root, article(root, "ache"))
    (index,) = (path for path in (cache / "slices").iterdir() if "-" not in path.name)

    index.write_bytes(damage)

    assert names(sliced(root, article(root, "ache"))) == ["ache"]


@pytest.mark.parametrize("after", [1, 4])
def test_a_process_that_ends_in_the_middle_leaves_no_half_of_an_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"), topic("cough", "ache"))
    put, left = StoredIndex.put, [after]

    def ends(*args: object) -> None:
        put(*args)  # type: ignore[arg-type]
        left[0] -= 1
        if not left[0]:
            os._exit(0)

    child = os.fork()
    if not child:
        monkeypatch.setattr(StoredIndex, "put", ends)
        sliced(root, article(root, "ache"))
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0

    part, whole = sliced(root, article(root, "ache")), open_knowledge_base(root, today=DAY)
    assert told(part, article(root, "ache")) == told(whole, article(root, "ache"))


TOPICS = ("ache", "burn", "cough")


@st.composite
def shared(draw: st.DrawFn) -> list[str]:
    """Topics of which some are on the proposition of others, or have a drug of the same name."""
    found = [topic(TOPICS[0])]
    own = [TOPICS[0]]
    for name in TOPICS[1:]:
        about = draw(st.none() | st.sampled_from(own))
        label = draw(st.none() | st.just(f"{draw(st.sampled_from(own))} drug"))
        found.append(topic(name, about, label=label))
        own += [] if about else [name]
    return found


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(shared())
def test_whatever_articles_share(
    tmp_path_factory: pytest.TempPathFactory, topics: list[str]
) -> None:
    root = base(tmp_path_factory.mktemp("any") / "kb", *topics)
    whole = open_knowledge_base(root, today=DAY)
    for name in TOPICS:
        part = sliced(root, article(root, name))
        assert told(part, article(root, name)) == told(whole, article(root, name))


def test_the_shipped_articles_are_told_the_same() -> None:
    whole = open_knowledge_base(ROOT, today=DAY)
    for document in whole.documents:
        part = sliced(ROOT, document.file)
        assert told(part, document.file) == told(whole, document.file)
