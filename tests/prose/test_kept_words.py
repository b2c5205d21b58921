"""The words of terms and concepts kept between runs: never trusted further than they are what was read."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from invented import store_with
from kbtool.io import kept
from kbtool.prose import kept_words
from kbtool.prose.drafts import Reader
from kbtool.prose.kept_words import known_words
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import DRAFT, GRAPH
from kbtool.rdf.store import build_store, read_turtle
from kbtool.text.document import Document

ROOT = Path(__file__).parents[2]
NAMES = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout", "the gout"@en .
ex:morvexa a kb:Concept ; skos:prefLabel "morvexa" ; skos:altLabel "usual gout treatment", "St. John's & Sons" ; kb:conceptKind kb:Drug .
"""
STATED = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix ex: <https://example.org/> .
ex:p a kb:Proposition ; kb:subject ex:morvexa ; kb:predicate kb:treats ; kb:object ex:gout ; kb:population ex:gout .
"""
TREATMENT = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix ex: <https://example.org/> .
ex:morvexa kb:conceptKind kb:Treatment .
"""
SPOKEN_OF = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix ex: <https://example.org/> .
ex:p kb:filler "by the way" .
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept._InUse, "folder", tmp_path / "kept")
    return tmp_path / "kept"


def store_of(*more: str) -> ox.Store:
    store = store_with(NAMES)
    for text in more:
        store.load(text, format=ox.RdfFormat.TURTLE)
    return store


def refused() -> ox.Store:
    raise AssertionError("the words are read again")


def fields(lexicon: Lexicon) -> dict[str, object]:
    return {name: getattr(lexicon, name) for name in Lexicon.__struct_fields__}


@pytest.mark.usefixtures("folder")
def test_the_shipped_words_are_those_that_were_read() -> None:
    files = [p for p in sorted((ROOT / "kb").rglob("*.ttl")) if p.parent.name in ("kb", "concepts")]
    store = build_store(read_turtle(path, path.name, GRAPH(path.name)) for path in files)
    read = known_words(lambda: store, "told")
    again = known_words(refused, "told")
    assert fields(again.words) == fields(read.words)
    assert again.read == read.read
    assert again.found_by == again.words.found_by == read.found_by
    assert fields(again.beside(store)) == fields(read_lexicon(store))


@pytest.mark.usefixtures("folder")
def test_words_are_read_again_where_anything_else_is_told() -> None:
    known_words(store_of, "told")
    with pytest.raises(AssertionError):
        known_words(refused, "told otherwise")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: data[:-1], id="cut off"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[:32] + bytes([data[32] ^ 1]) + data[33:], id="changed"),
    ],
)
def test_damaged_words_are_read_again(folder: Path, spoil: object) -> None:
    read = known_words(store_of, "told")
    (path,) = folder.iterdir()
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    assert fields(known_words(store_of, "told").words) == fields(read.words)
    assert fields(known_words(refused, "told").words) == fields(read.words)


def test_what_is_no_such_value_is_read_again(folder: Path) -> None:
    read = known_words(store_of, "told")
    (path,) = folder.iterdir()
    kept.keep_bytes(path.name, b"\x93\x01\x02\x03")
    assert fields(known_words(store_of, "told").words) == fields(read.words)


def test_words_that_others_may_write_are_read_again(folder: Path) -> None:
    known_words(store_of, "told")
    (path,) = folder.iterdir()
    path.chmod(0o666)
    with pytest.raises(AssertionError):
        known_words(refused, "told")


def test_another_dictionary_has_other_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known_words(store_of, "told")
    monkeypatch.setattr(kept_words, "dictionary", lambda: "a later version")
    with pytest.raises(AssertionError):
        known_words(refused, "told")
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("again", [False, True])
def test_beside_statements_they_are_the_words_of_all(
    monkeypatch: pytest.MonkeyPatch, *, again: bool
) -> None:
    store = store_of(STATED, SPOKEN_OF) if again else store_of(STATED)
    known = known_words(store_of, "told")
    read: list[ox.Store] = []

    def reading(store: ox.Store) -> Lexicon:
        read.append(store)
        return read_lexicon(store)

    monkeypatch.setattr(kept_words, "read_lexicon", reading)
    found = known.beside(store)
    assert fields(found) == fields(read_lexicon(store))
    assert found.used_as or not again
    assert read == ([store] if again else [])


@pytest.mark.usefixtures("folder")
def test_a_draft_is_read_by_the_words_that_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def stated() -> list[object]:
        path = Path("d.md")
        draft = Document(
            "Morvexa treats gout.\n", iri=DRAFT("d").value, path=path, file=path, sha256=""
        )
        reader = Reader([draft])
        reader(store_of(STATED, TREATMENT), "told")
        return [(draft.claims, draft.reading.candidates) for draft in reader.drafts]

    first = stated()
    assert first != [({}, ())]
    monkeypatch.setattr(kept_words, "read_words", refused)
    assert stated() == first


def test_words_that_nothing_tells_are_not_kept(folder: Path) -> None:
    known_words(store_of, "")
    assert not folder.exists()
