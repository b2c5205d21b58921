"""Short names of nodes, by the namespaces of a knowledge base."""

from __future__ import annotations

import pytest

from kbtool.rdf.namespaces import ID, KB, RULE, Names, local_name

OWN = Names("https://example.org/kb/", "https://example.org/kb/rules#")


def test_a_knowledge_base_has_its_own_nodes_below_its_own_base() -> None:
    assert OWN.node("pain").value == "https://example.org/kb/pain"
    assert Names().node("pain") == ID("pain")


@pytest.mark.parametrize(
    ("names", "iri", "curie"),
    [
        (Names(), ID("pain").value, "id:pain"),
        (Names(), RULE("X05").value, "rule:X05"),
        (OWN, "https://example.org/kb/pain", "id:pain"),
        (OWN, "https://example.org/kb/doc/fuse", "id:doc/fuse"),
        (OWN, "https://example.org/kb/rules#Z01", "rule:Z01"),
        (OWN, RULE("X05").value, "kbrule:X05"),
        (OWN, ID("pain").value, ID("pain").value),
        (OWN, KB("Claim").value, "kb:Claim"),
        (OWN, "https://example.org/kb/", "https://example.org/kb/"),
        (OWN, "https://example.org/other", "https://example.org/other"),
    ],
)
def test_the_longest_namespace_that_fits_gives_the_curie(
    names: Names, iri: str, curie: str
) -> None:
    assert names.curie(iri) == curie


def test_commands_take_own_nodes_without_their_prefix() -> None:
    assert OWN.short("https://example.org/kb/pain") == "pain"
    assert OWN.short(KB("Refuted").value) == "kb:Refuted"


def test_users_call_a_node_by_its_own_name_its_curie_or_the_end_of_its_iri() -> None:
    assert OWN.called("https://example.org/kb/doc/fuse") == ("doc/fuse", "id:doc/fuse", "fuse")
    assert OWN.called("https://example.org/a#b") == ("https://example.org/a#b", "b")


def test_the_local_name_stands_behind_the_last_slash_or_number_sign() -> None:
    assert (local_name("https://example.org/a/b"), local_name("https://example.org/a#b")) == (
        "b",
        "b",
    )
