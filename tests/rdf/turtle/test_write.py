"""Turtle as kbtool writes it: it is read as what was meant, and formatting leaves it as it is."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kbtool.errors import InputError
from kbtool.rdf.namespaces import FOAF, ID, KB, PREFIXES, RDF, RDFS, XSD
from kbtool.rdf.syntax import parse_turtle
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.style import in_house_style
from kbtool.rdf.turtle.write import (
    Nested,
    free_name,
    name_stem,
    says,
    short_statement,
    slug,
    statement,
    term,
    with_prefixes,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ENDINGS = [
    "fuse", "doc/fuse", "fuse/", "a.b", "a..b", ".a", "a.", "a-", "-a", "_", "1", "é", "a·", "²", "%2F", "a%20b", "a:b",
    "a'b", "a(b)", "a,b", "a;b", "a~b", "a?q=1", "a#b", "a@b", "🐟", "a\u0301", "",
]  # fmt: skip
BASES = [*PREFIXES.values(), "urn:x:", "https://example.org/", "http://xn--bcher-kva.example/ü/"]


@st.composite
def iris(draw: st.DrawFn) -> ox.NamedNode:
    """Any IRI, often below a namespace that has a prefix."""
    iri = draw(st.sampled_from(BASES)) + draw(st.sampled_from(ENDINGS) | TEXT)
    try:
        return ox.NamedNode(iri)
    except ValueError:
        assume(False)
        raise


literals = st.one_of(
    TEXT.map(ox.Literal),
    st.builds(ox.Literal, TEXT, language=st.sampled_from(["en", "en-gb", "prefix"])),
    st.builds(ox.Literal, TEXT, datatype=iris()),
    st.builds(
        ox.Literal,
        st.sampled_from(["true", "false", "1", "0", "+5", "-05", "", "1.0", "five", "５"]),
        datatype=st.sampled_from([XSD("boolean"), XSD("integer"), XSD("decimal")]),
    ),
)


@given(iris(), iris(), st.lists(iris() | literals, min_size=1, max_size=3, unique=True))
@example(ID("doc/fuse"), KB("a.b"), [ox.Literal('"""\\\n')])
def test_what_is_written_is_read_as_what_was_meant(
    subject: ox.NamedNode, predicate: ox.NamedNode, values: list[Term]
) -> None:
    written = statement(subject, KB("Claim"), says(predicate, *values), says(KB("also"), *values))
    whole = with_prefixes(written, "", "new.ttl")
    assert parse_turtle(whole, "new.ttl") == [
        ox.Triple(subject, RDF("type"), KB("Claim")),
        *(ox.Triple(subject, predicate, value) for value in values),
        *(ox.Triple(subject, KB("also"), value) for value in values),
    ]
    assert in_house_style(whole, "new.ttl") == whole


@pytest.mark.parametrize(
    ("iri", "written"),
    [
        (ID("fuse-mind-and-body").value, "id:fuse-mind-and-body"),
        (KB("Claim").value, "kb:Claim"),
        (ID("cd008900.pub3").value, "id:cd008900.pub3"),
        (ID("a-").value, "id:a-"),
        (ID("fièvre").value, "id:fièvre"),
        (ID("doc/fuse").value, "<https://w3id.org/kbtool/id/doc/fuse>"),
        (ID("doc%2Ffuse").value, "<https://w3id.org/kbtool/id/doc%2Ffuse>"),
        (ID("a.").value, "<https://w3id.org/kbtool/id/a.>"),
        (ID("-a").value, "<https://w3id.org/kbtool/id/-a>"),
        (ID("").value, "<https://w3id.org/kbtool/id/>"),
        ("https://example.org/a", "<https://example.org/a>"),
    ],
)
def test_a_name_is_short_where_it_needs_no_escapes(iri: str, written: str) -> None:
    assert term(ox.NamedNode(iri)) == written


def test_a_triple_as_a_term_is_written_as_turtle_1_2_has_it() -> None:
    triple = ox.Triple(ID("a"), KB("says"), ox.Triple(ID("b"), KB("value"), ox.Literal("1")))
    written = term(triple)
    assert written == '<<( id:a kb:says <<( id:b kb:value "1" )>> )>>'
    whole = f"@prefix id: <{ID.base}> .\n@prefix kb: <{KB.base}> .\nid:c kb:holds {written} ."
    assert parse_turtle(whole, "new.ttl")[0].object == triple


def test_the_longest_namespace_that_fits_gives_the_short_name() -> None:
    prefixes = {"all": "urn:x:", "some": "urn:x:some/"}
    assert term(ox.NamedNode("urn:x:some/a"), prefixes) == "some:a"
    assert term(ox.NamedNode("urn:x:a"), prefixes) == "all:a"


def test_a_statement_has_its_properties_line_by_line() -> None:
    turtle = statement(
        ID("c-safe"),
        KB("Claim"),
        says(KB("asserts"), ID("safe")),
        [says(KB("value"), 5), says(KB("unit"), KB("Hour"))],
        says(KB("reason")),
        [says(KB("hedged"), True), says(KB("asPrinted"), "5 hours", None)],
        says(KB("on"), date(2026, 1, 2)),
        says(KB("cites"), Nested((says(RDF("type"), KB("VagueCitation")), says(KB("page"), "a")))),
    )
    assert turtle == (
        "id:c-safe a kb:Claim ;\n"
        "    kb:asserts id:safe ;\n"
        "    kb:value 5 ; kb:unit kb:Hour ;\n"
        '    kb:hedged true ; kb:asPrinted "5 hours" ;\n'
        '    kb:on "2026-01-02"^^xsd:date ;\n'
        '    kb:cites [ a kb:VagueCitation ; kb:page "a" ] .\n'
    )


def test_a_short_statement_is_one_line() -> None:
    turtle = short_statement(ID("a"), [FOAF("Person"), KB("Agent")], says(RDFS("label"), "A\nB"))
    assert turtle == 'id:a a foaf:Person, kb:Agent ; rdfs:label "A\\nB" .\n'


EXISTING = [
    "",
    "\n",
    "# A comment.",
    "PREFIX id: <https://w3id.org/kbtool/id/>\nid:a id:b id:c .\n",
    "@prefix id: <https://example.org/> .\nid:a id:b id:c .",
    "@prefix kb: <https://w3id.org/kbtool/ns#> .\n@prefix kb: <urn:other:> .\nkb:a kb:b kb:c .\n",
    '<urn:a> <urn:b> """\n@prefix id: <https://w3id.org/kbtool/id/> .\n""" .\n',
    "#\n# @prefix kb: <https://w3id.org/kbtool/ns#> .\n<urn:a> <urn:b> _:x .\n",
    "@base <https://example.org/> .\n<a> <b> [ <c> <d> ] .\n",
]


@given(st.sampled_from(EXISTING), iris(), iris() | literals | st.just(ox.BlankNode("x")))
def test_what_is_added_to_a_file_changes_nothing_in_it_and_is_read_as_meant(
    existing: str, subject: ox.NamedNode, value: Term
) -> None:
    turtle = statement(subject, KB("Claim"), says(ID("of"), value))
    if isinstance(value, ox.BlankNode) and "_:x" in existing:
        return
    whole = with_prefixes(turtle, existing, "kb/new.ttl")
    assert whole.startswith(existing) and whole.endswith(turtle)
    before, after = parse_turtle(existing, "before"), parse_turtle(whole, "after")
    assert len(after) == len(before) + 2
    assert after[-1].subject == subject and after[-1].predicate == ID("of")
    assert isinstance(value, ox.BlankNode) or after[-1].object == value


def test_a_prefix_is_declared_only_where_it_is_missing_or_means_something_else() -> None:
    turtle = statement(ID("a"), KB("Claim"), says(KB("reason"), "Not foaf:Person."))
    existing = (
        "@prefix   kb:  <https://w3id.org/kbtool/ns#>  .\n@prefix id: <https://example.org/> .\n"
    )
    assert with_prefixes(turtle, existing, "a.ttl") == (
        f"{existing}\n@prefix id: <https://w3id.org/kbtool/id/> .\n\n{turtle}"
    )


def test_a_file_that_is_not_turtle_is_named() -> None:
    with pytest.raises(InputError, match="is not valid Turtle") as caught:
        with_prefixes("id:a id:b id:c .\n", "id:a .\n", "kb/mine.ttl")
    assert (caught.value.path, caught.value.line) == ("kb/mine.ttl", 1)


def test_a_name_that_is_taken_gets_the_next_number() -> None:
    assert free_name("a", lambda name: name != "b") == "a"
    assert free_name("a", lambda name: name not in {"a", "a-2"}) == "a-3"


@pytest.mark.parametrize(
    ("iri", "stem"),
    [
        ("https://example.org/a#c-1", "c-1"),
        ("https://example.org/a/cd008900.pub3", "cd008900.pub3"),
        ("https://example.org/fuse/", "fuse"),
        ("https://example.org/Mind%2FBody", "mind-body"),
        ("https://example.org/fièvre", "fievre"),
        ("https://example.org/🐟", "8883bc2e"),
    ],
)
def test_a_name_made_from_that_of_a_node_needs_no_escapes(iri: str, stem: str) -> None:
    assert name_stem(iri) == stem


def test_a_slug_has_lower_case_letters_digits_and_hyphens() -> None:
    assert slug("Fièvre & “Pain”, 2nd") == "fievre-pain-2nd"
    assert slug("…") == ""
