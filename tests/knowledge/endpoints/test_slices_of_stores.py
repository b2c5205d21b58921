"""What an article needs is fetched from a store by itself: it is what a slice of the files is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from articles import article, base, topic
from commands import ROOT, kbtool
from in_stores import without_labels
from kbtool.errors import InputError
from kbtool.io.web.endpoint import Endpoint
from kbtool.io.workspace import Workspace
from kbtool.knowledge.derive.beyond import NeedsWholeError
from kbtool.knowledge.endpoints import slicing
from kbtool.knowledge.endpoints.fetching import Fetched, begin
from kbtool.knowledge.endpoints.manifest import chosen
from kbtool.knowledge.endpoints.slicing import RemoteCutter
from kbtool.knowledge.files import read_file
from kbtool.knowledge.slices.cutting import Slice, cut
from kbtool.knowledge.slices.finding import find
from kbtool.knowledge.slices.index import StoredIndex
from kbtool.knowledge.slices.updating import update
from kbtool.rdf.namespaces import Names
from signing import replaced, signed
from small_store import Reply, SmallStore, small_store

SHARED = (topic("ache"), topic("burn", "ache"), topic("cough"))
"""Three topics, of which one is on the proposition of another."""


@pytest.fixture
def store() -> Iterator[SmallStore]:
    """A store with nothing in it."""
    with small_store() as running:
        yield running


class Loads:
    """Knowledge bases that are laid out and loaded once for all tests that only read them.

    Args:
        folder: where they are laid out.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[tuple[str, ...], str], tuple[Path, list[ox.Quad]]] = {}

    def into(self, store: SmallStore, *topics: str, extra: str = "") -> Path:
        """The knowledge base of some topics, of which a store has a load."""
        if (topics, extra) not in self._known:
            root = base(self._folder / str(len(self._known)), *topics, extra=extra)
            with small_store() as running:
                load(running, root)
                self._known[topics, extra] = (root, list(running.holding))
        root, written = self._known[topics, extra]
        store.holding.bulk_extend(written)
        return root


@pytest.fixture(scope="module")
def loads(tmp_path_factory: pytest.TempPathFactory) -> Loads:
    return Loads(tmp_path_factory.mktemp("loads"))


def load(store: SmallStore, root: Path) -> None:
    found = kbtool("load", "--endpoint", store.address, cwd=root)
    assert found.returncode == 0, found.stderr


def begun(store: SmallStore, folder: Path) -> Fetched:
    """A load of which nothing is fetched but rules."""
    folder.mkdir()
    endpoint = Endpoint(store.address)
    return begin(endpoint, chosen(endpoint, None), folder.resolve(), folder)


def remote(fetched: Fetched, name: str) -> Slice:
    """The slice of an article, from the store."""
    article = f"sources/{name}.txt"
    fetched.bring([article])
    cutter = RemoteCutter(fetched, [fetched.folder / article])
    workspace = fetched.workspace
    return cutter.cut(workspace.knowledge_files(), lambda p: read_file(workspace, p, Names()))


def local(root: Path, name: str) -> Slice:
    """The slice of an article, from the files."""
    workspace, index = Workspace(root.resolve(), root.resolve()), StoredIndex(None, "")
    paths = workspace.knowledge_files()

    def read(path: Path):  # type: ignore[no-untyped-def]
        return read_file(workspace, path, Names())

    update(index, paths, read, hash_all=True)
    wanted = find(index, workspace, [article(root, name)], read_all=True)
    return cut(index, wanted, paths, read)


def stated(part: Slice) -> list[str]:
    """What a slice states, whatever nodes without a name are called."""

    def said(node: object) -> str:
        return "_" if isinstance(node, ox.BlankNode) else str(node)

    return sorted(" ".join(map(said, (q.subject, q.predicate, q.object))) for q in part.store)


def test_what_is_fetched_is_what_a_slice_of_the_files_states(
    store: SmallStore, loads: Loads, tmp_path: Path
) -> None:
    root = loads.into(store, *SHARED)
    for name in ("ache", "burn", "cough"):
        here, there = local(root, name), remote(begun(store, tmp_path / name), name)
        assert stated(there) == stated(here)
        assert [f.shown for f in there.files] == [f.shown for f in here.files]
        assert len(there.beyond.names()) == len(here.beyond.names())
        assert there.beyond.languages == here.beyond.languages
        assert there.beyond.properties == here.beyond.properties
        assert there.beyond.words(["better"]) == here.beyond.words(["better"])
        assert there.kinds.subjects == here.kinds.subjects
        assert {Path(a).name for a in there.articles} == {Path(a).name for a in here.articles}


def test_nodes_without_a_name_of_two_files_stay_two(
    store: SmallStore, loads: Loads, tmp_path: Path
) -> None:
    apart = (
        topic(name) + f'id:e-{name} rdfs:seeAlso [ rdfs:comment "of {name}" ] .'
        for name in ("ache", "burn")
    )
    linked = "id:e-ache rdfs:seeAlso id:e-burn ."
    root = loads.into(store, *apart, extra=linked)
    part = remote(begun(store, tmp_path / "fetched"), "ache")
    said = [
        q
        for q in part.store
        if q.predicate.value.endswith("#seeAlso") and isinstance(q.object, ox.BlankNode)
    ]
    assert len({q.object for q in said}) == len(said) == 2
    assert stated(part) == stated(local(root, "ache"))


def test_the_files_and_graphs_of_others_are_not_fetched(
    store: SmallStore, loads: Loads, tmp_path: Path
) -> None:
    loads.into(store, *SHARED)
    fetched = begun(store, tmp_path / "fetched")
    remote(fetched, "ache")
    there = {path.name for path in (fetched.folder / "kb").glob("*.ttl")}
    assert {"ache.ttl", "burn.ttl", "vocabulary.ttl"} <= there
    assert "cough.ttl" not in there
    assert {path.name for path in (fetched.folder / "sources").glob("*.txt")} == {
        "ache.txt",
        "burn.txt",
    }
    assert not [one for one in store.asked if "kb/cough.ttl>" in one and "?s ?p ?o } FILTER" in one]


def test_what_is_found_is_the_same_with_or_without_a_slice(
    store: SmallStore, loads: Loads, tmp_path: Path
) -> None:
    root = loads.into(store, *SHARED)
    for name in ("ache", "cough"):
        how = ("check", f"sources/{name}.txt", "--format", "json")
        here = kbtool(*how, cwd=root)
        there = kbtool(*how, "--endpoint", store.address, "--slice", cwd=tmp_path)
        assert without_labels(there.stdout) == without_labels(here.stdout), there.stderr
        assert there.returncode == here.returncode


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[ox.Quad]]:
    """A knowledge base of topics of their own, of one of which something is said of a place; and what its load writes."""
    topics = (topic("ache"), topic("burn"), topic("cough"))
    root = base(tmp_path_factory.mktemp("drafts") / "kb", *topics, extra=PLACED)
    shutil.copy(ROOT / "kb" / "language.ttl", root / "kb")
    with small_store() as running:
        load(running, root)
        return root, list(running.holding)


PLACED = """
id:e-plain a kb:Evidence ; kb:disputes id:cough-treats ; cito:citesAsEvidence id:cough-trial ;
    kb:design kb:RandomizedControlledTrial ; kb:finding "Nothing in it did better than a sham." ; kb:verification kb:SeenAtSource .
id:burn-allowed a kb:Proposition ; kb:subject id:burn-drug ; kb:predicate kb:approvedFor ; kb:object id:burn-ill ;
    kb:jurisdiction id:united-states .
id:united-states a kb:Concept ; kb:conceptKind kb:Place ; skos:prefLabel "the United States" .
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("The ache drug treats ache ill.", "contradicts", id="one topic"),
        pytest.param("Nothing in it did better than a sham.", "restates", id="words of evidence"),
        pytest.param(
            "The ache drug is approved in the United States for ache ill.",
            "nothing known",
            id="a place, where another topic says that places matter",
        ),
        pytest.param("It rains, and nothing here is on file.", "nothing known", id="no topic"),
    ],
)
def test_of_a_draft_no_more_is_fetched_than_it_meets(
    store: SmallStore, known: tuple[Path, list[ox.Quad]], tmp_path: Path, text: str, says: str
) -> None:
    root, written = known
    store.holding.bulk_extend(written)
    for folder in (root, tmp_path):
        (folder / "draft.md").write_text(f"{text}\n", encoding="utf-8")
    asked = ("check", "draft.md", "--format", "json")
    here = kbtool(*asked, cwd=root)
    there = kbtool(*asked, "--endpoint", store.address, "--slice", "-v", cwd=tmp_path)
    assert f'"{says}"' in here.stdout
    assert without_labels(there.stdout) == without_labels(here.stdout), there.stderr
    assert there.returncode == here.returncode
    told = re.fullmatch(
        r"kbtool: note: of load \w{12}, (\d+) of (\d+) files and \d+ parts were fetched: "
        r"\d+ answers, \d+\.\d MB\n",
        there.stderr,
    )
    assert told, there.stderr
    assert int(told[1]) < int(told[2])


def test_a_draft_on_standard_input_is_held_to_what_it_meets(
    store: SmallStore, known: tuple[Path, list[ox.Quad]], tmp_path: Path
) -> None:
    store.holding.bulk_extend(known[1])
    text = "Burn drug does not treat burn ill.\n"
    found = [
        kbtool("check", "-", "--endpoint", store.address, *how, cwd=tmp_path, stdin=text)
        for how in ((), ("--slice",))
    ]
    assert without_labels(found[0].stdout) == without_labels(found[1].stdout), found[1].stderr
    assert "1 restates" in found[0].stdout


def test_why_everything_is_fetched_for_a_draft_is_said(
    store: SmallStore, known: tuple[Path, list[ox.Quad]], tmp_path: Path
) -> None:
    store.holding.bulk_extend(known[1])
    (tmp_path / "draft.md").write_text("The ache drug treats ache ill.\n")
    (tmp_path / "draft.ttl").write_text("")
    how = ("--endpoint", store.address, "--slice", "-v")
    judged = kbtool("check", "draft.md", *how, "--judge", "cat", cwd=tmp_path)
    assert "is read: a command is told what is on file" in judged.stderr
    turtle = kbtool("check", "draft.ttl", *how, cwd=tmp_path)
    assert "is read: drafts are checked with it" in turtle.stderr


def test_a_load_that_is_refused_slices_is_read_whole(
    store: SmallStore, loads: Loads, tmp_path: Path
) -> None:
    extra = "id:x a kb:Claim ; kb:verdict kb:Supported ."
    loads.into(store, topic("ache"), extra=extra)
    with pytest.raises(NeedsWholeError, match="is derived"):
        remote(begun(store, tmp_path / "fetched"), "ache")


def test_an_index_of_another_kbtool_is_not_used(
    store: SmallStore, loads: Loads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads.into(store, *SHARED)
    monkeypatch.setattr(slicing, "made", lambda: "load-index-of-tomorrow")
    with pytest.raises(NeedsWholeError, match="made by another kbtool"):
        remote(begun(store, tmp_path / "fetched"), "ache")


def test_an_index_that_was_changed_is_told(store: SmallStore, loads: Loads, tmp_path: Path) -> None:
    loads.into(store, *SHARED)
    fetched = begun(store, tmp_path / "fetched")
    content = "<https://w3id.org/kbtool/load-terms#content>"
    store.holding.update(
        f"DELETE {{ GRAPH ?g {{ ?n {content} ?c }} }} INSERT {{ GRAPH ?g {{ ?n {content} '000000 eA==' }} }} "
        f"WHERE {{ GRAPH ?g {{ ?n {content} ?c }} FILTER(CONTAINS(STR(?n), 'burn')) }}"
    )
    with pytest.raises(InputError, match="of the index is damaged"):
        remote(fetched, "ache")


def test_an_index_that_lacks_something_is_told(
    store: SmallStore, loads: Loads, tmp_path: Path
) -> None:
    loads.into(store, *SHARED)
    key = "<https://w3id.org/kbtool/load-terms#key>"
    store.holding.update(f"DELETE WHERE {{ GRAPH ?g {{ ?part {key} ?key }} }}")
    found = kbtool("check", "--endpoint", store.address, "ache", "--slice", cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert "/index> holds" in found.stderr


def test_a_load_that_is_removed_while_a_slice_is_read(
    store: SmallStore, loads: Loads, tmp_path: Path
) -> None:
    loads.into(store, *SHARED)
    seen: list[str] = []

    def later(asked: str) -> Reply | None:
        if "load-terms#Load>" not in asked:
            return None
        seen.append(asked)
        none = b'{"head":{"vars":["load","written","size"]},"results":{"bindings":[]}}'
        return Reply(none) if len(seen) > 1 else None

    store.fault = later
    found = kbtool("check", "--endpoint", store.address, "ache", "--slice", cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert "was removed or written again meanwhile" in found.stderr


def test_what_was_signed_is_loaded_and_held_to_all_files(store: SmallStore, tmp_path: Path) -> None:
    root = base(tmp_path / "kb", topic("ache"), topic("burn"))
    (root / "kb" / "queries").mkdir()
    (root / "kb" / "queries" / "one.rq").write_text("SELECT ?s { ?s ?p ?o }", encoding="utf-8")
    signed(root)
    (root / "kbtool.toml").write_text("signed = true\n", encoding="utf-8")
    replaced(root / "kb" / "ache.ttl", "did no better", "did no worse")
    load(store, root)
    at = ("--endpoint", store.address, "--slice", "-v")
    for name in ("", "ache", "burn"):
        asked = ("check", *([f"sources/{name}.txt"] if name else []), "--format", "json")
        here, there = kbtool(*asked, cwd=root), kbtool(*asked, *at, cwd=tmp_path)
        assert without_labels(there.stdout) == without_labels(here.stdout), there.stderr
        assert ("what was signed is held to all files" in there.stderr) == bool(name)
        assert ('"S160"' in here.stdout) == (name != "burn")
