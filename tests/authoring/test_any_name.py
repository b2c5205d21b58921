"""Nodes may have any IRI: whatever is written of them is read again as what was meant."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from cases import PREFIXES, Case, lay_out
from commands import kbtool
from kbtool.authoring.claims import at_the_end
from kbtool.authoring.decisions import Decision, decision_turtle
from kbtool.authoring.quoting import new_claim
from kbtool.authoring.refresh import compared, refreshed_files
from kbtool.authoring.sources import Wishes, new_source
from kbtool.authoring.verification import recorded
from kbtool.io.originals import Original
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.rdf.namespaces import DCT, ID, KB, PROV
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.turtle.write import says, statement, term, with_prefixes
from kbtool.references.identifiers import Identifier
from kbtool.references.record import Record
from kbtool.references.reference import read_references
from kbtool.references.registry_file import StoredRecord
from kbtool.references.retractions import Standing
from kbtool.references.verification import Verification
from kbtool.text.snapshot import take

DAY = date(2026, 1, 2)
IRIS = [
    ID(local).value
    for local in ("doc/fuse", "a.b", "a.", "a-", "-a", "a%2Fb", "fièvre", "x/", "a,b;c", "a(b)'s", "q?a=1#b", "🐟")
] + ["https://example.org/articles#one", "https://example.org/", "urn:uuid:0", "http://xmlns.com/foaf/0.1/a"]  # fmt: skip


def about(iri: str, what: str) -> ox.NamedNode:
    """The node of something that belongs to an article."""
    return ox.NamedNode(f"{iri}{what}")


def declared(number: int, iri: str, text: str) -> str:
    """An article, a claim and a reference under names like its own, with nothing shortened that needs care."""
    document = ox.NamedNode(iri)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return "\n".join(
        [
            statement(
                document,
                KB("Document"),
                says(DCT("title"), f"Article {number}"),
                says(DCT("publisher"), about(iri, "publisher")),
                says(KB("file"), f"{number}.txt"),
                says(KB("sha256"), digest),
                says(KB("retrieved"), KB("NotKnown")),
            ),
            f'{term(about(iri, "publisher"))} a foaf:Organization ; rdfs:label "Publisher {number}" .\n',
            f"{term(about(iri, 'claim'))} a kb:Claim ; prov:wasQuotedFrom {term(document)} ;\n"
            f'    oa:exact "treats pain {number}" ; oa:start 10 ; kb:asserts id:p ; kb:certainty kb:Categorical .\n',
            f'{term(about(iri, "reference"))} a kb:Reference ; rdfs:label "Doe {number}" ; kb:pmid "{number + 1}" ;\n'
            "    kb:referenceType kb:JournalArticle ; kb:verification kb:SeenAtSource ; kb:retractionStatus kb:NotChecked .\n",
        ]
    )


def article(number: int) -> str:
    return f"Ibuprofen treats pain {number}. It is sold as article number {number}.\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    proposition = "\nid:p a kb:Proposition ; kb:subject id:ibuprofen ; kb:predicate kb:treats ; kb:object id:pain .\n"
    root = lay_out(Case("E01", proposition, ()), tmp_path_factory.mktemp("any") / "project")
    turtle = PREFIXES
    for number, iri in enumerate(IRIS):
        (root / "sources" / f"{number}.txt").write_text(article(number), encoding="utf-8")
        turtle += "\n" + declared(number, iri, article(number))
    (root / "kb" / "any.ttl").write_text(turtle, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def kb(root: Path) -> KnowledgeBase:
    return open_knowledge_base(root, today=DAY)


any_iri = pytest.mark.parametrize(("number", "iri"), list(enumerate(IRIS)), ids=IRIS)


@any_iri
def test_a_claim_of_any_article_is_quoted_from_it(kb: KnowledgeBase, number: int, iri: str) -> None:
    document = ox.NamedNode(iri)
    turtle = new_claim(kb, kb.documents[iri], f"article number {number}", None)
    triples = parse_turtle(at_the_end(turtle, "", "new.ttl", kb.names), "new.ttl")
    assert document in {t.object for t in triples if t.predicate == PROV("wasQuotedFrom")}
    (claim,) = {t.subject for t in triples}
    assert isinstance(claim, ox.NamedNode)
    assert term(claim).startswith("id:")


@any_iri
def test_any_claim_can_be_decided_on(kb: KnowledgeBase, number: int, iri: str) -> None:
    claim = about(iri, "claim")
    decision = Decision(claim, KB("Supported"), f"Reason {number}.", "Review Board", DAY)
    turtle = with_prefixes(decision_turtle(kb.store, kb.labels, decision), "", "kb/resolutions.ttl")
    resolution = parse_turtle(turtle, "kb/resolutions.ttl")[0].subject
    assert ox.Triple(resolution, KB("claim"), claim) in parse_turtle(turtle, "kb/resolutions.ttl")
    assert isinstance(resolution, ox.NamedNode)
    assert term(resolution).startswith("id:decision-")


@any_iri
def test_an_article_may_have_any_publisher(kb: KnowledgeBase, number: int, iri: str) -> None:
    snapshot = take(Original(b"A new article.\n", "new.txt", "new.txt", DAY))
    new = new_source(kb, snapshot, Wishes(name="new", publisher=f"Publisher {number}"))
    written = new.files[kb.workspace.sources / "sources.ttl"].decode()
    publisher = ox.Triple(ID("new"), DCT("publisher"), about(iri, "publisher"))
    assert publisher in parse_turtle(written, "sources/sources.ttl")


@any_iri
def test_any_article_takes_a_new_text(kb: KnowledgeBase, root: Path, number: int, iri: str) -> None:
    text = f"New here. {article(number)}"
    snapshot = take(Original(text.encode(), "new.txt", "new.txt", DAY))
    refresh = compared(kb, kb.documents[iri], snapshot)
    written = refreshed_files(kb, [refresh])[root / "kb" / "any.ttl"].decode()
    after = parse_turtle(written, "kb/any.ttl")
    assert ox.Triple(ox.NamedNode(iri), KB("sha256"), ox.Literal(snapshot.sha256)) in after
    assert len(set(after) - set(parse_turtle((root / "kb" / "any.ttl").read_text(), "kb/any.ttl"))) in (3, 4)  # fmt: skip


@any_iri
def test_what_registries_say_of_any_reference_is_kept(
    kb: KnowledgeBase, root: Path, number: int, iri: str
) -> None:
    reference = about(iri, "reference")
    (known,) = read_references(kb.store, [reference])
    stored = StoredRecord(reference, Record("PubMed", Identifier("pmid", str(number + 1)), DAY))
    verification = Verification(known, (stored,), (), (), (), Standing.NOT_RETRACTED, False, DAY)
    files = recorded(kb, [verification])
    kept = parse_turtle(files[root / "kb" / "registry.ttl"].decode(), "kb/registry.ttl")
    assert reference in {t.object for t in kept if t.predicate == KB("recordOf")}
    after = parse_turtle(files[root / "kb" / "any.ttl"].decode(), "kb/any.ttl")
    assert ox.Triple(reference, KB("retractionStatus"), KB("NotRetracted")) in after


def test_a_claim_of_an_article_with_a_slash_in_its_name_is_read_again(tmp_path: Path) -> None:
    article = (
        '<https://w3id.org/kbtool/id/doc/fuse> a kb:Document ; dct:title "A" ; kb:file "article.txt" ;\n'
        f'    kb:sha256 "{hashlib.sha256(b"It works.").hexdigest()}" ; kb:retrieved kb:NotKnown .\n'
    )
    root = lay_out(Case("E01", "", (), article="It works.", document=article), tmp_path / "project")
    written = kbtool("claim", "new", "fuse", "It works", "--output", "kb/new.ttl", cwd=root)
    assert (written.returncode, written.stderr) == (0, "")
    assert "<https://w3id.org/kbtool/id/doc/fuse>" in (root / "kb" / "new.ttl").read_text()
    assert kbtool("check", cwd=root).returncode == 1
