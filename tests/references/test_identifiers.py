"""Identifiers in the forms in which people have them."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import ROOT
from kbtool.errors import InputError
from kbtool.rdf.namespaces import KB, RDFS, SH
from kbtool.rdf.terms import objects, one, text
from kbtool.references.identifiers import Identifier, parse_identifier, read_identifier
from kbtool.references.registries import ONLINE
from kbtool.references.schemes import SCHEMES

SET = "14e8f864-8b8a-4e7e-8439-e510d3107063"


@pytest.mark.parametrize(
    ("said", "scheme", "value"),
    [
        ("10.1002/14651858.CD008900.pub3", "doi", "10.1002/14651858.CD008900.pub3"),
        ("doi: 10.1000/x.", "doi", "10.1000/x"),
        ("https://doi.org/10.1016/S0140-6736(97)11096-0", "doi", "10.1016/S0140-6736(97)11096-0"),
        ("http://dx.doi.org/10.1000%2Fx", "doi", "10.1000/x"),
        ("38011560", "pmid", "38011560"),
        ("PMID: 1", "pmid", "1"),
        ("https://pubmed.ncbi.nlm.nih.gov/38011560/", "pmid", "38011560"),
        ("pmc3000408", "pmcid", "PMC3000408"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3000408/", "pmcid", "PMC3000408"),
        ("nct04599855", "nct", "NCT04599855"),
        ("https://clinicaltrials.gov/study/NCT04599855", "nct", "NCT04599855"),
        ("DOI: https://doi.org/10.1000/x", "doi", "10.1000/x"),
        ("PMID 0012345", "pmid", "12345"),
        ("MEDLINE:12345678", "pmid", "12345678"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/?term=12345678", "pmid", "12345678"),
        ("NCT-04599855", "nct", "NCT04599855"),
        ("ClinicalTrials.gov number, NCT04599855", "nct", "NCT04599855"),
        ("https://clinicaltrials.gov/ct2/show/results/NCT04599855", "nct", "NCT04599855"),
        ("NDA 21-436", "nda", "021436"),
        ("NDA 021436/S-015", "nda", "021436"),
        ("NDA 16812", "nda", "016812"),
        ("NDA#211243", "nda", "211243"),
        ("BLA 125514", "bla", "125514"),
        ("21 CFR 1308.13(c)(7)", "cfr", "21 CFR 1308.13(c)(7)"),
        ("21 C.F.R. § 314.126", "cfr", "21 CFR 314.126"),
        ("21 CFR Part 314", "cfr", "21 CFR part 314"),
        (SET.upper(), "dailymedSet", SET),
        (f"https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid={SET}", "dailymedSet", SET),
        ("https://example.org/a?b=c", "page", "https://example.org/a?b=c"),
        ("10.1000/x).", "doi", "10.1000/x"),
        ("“10.1000/x”", "doi", "10.1000/x"),
        ("10.1000/x(1).", "doi", "10.1000/x(1)"),
        ("doi.org/10.1000/x", "doi", "10.1000/x"),
        ("info:doi/10.1000/x", "doi", "10.1000/x"),
        ("10.1000%2Fx", "doi", "10.1000/x"),
        ("\u200b10.1000/x\u00ad", "doi", "10.1000/x"),
        ("10.1000/77:7&lt;1::AID&gt;3.0.CO;2-#", "doi", "10.1000/77:7<1::AID>3.0.CO;2-#"),
        ("10.1101/2020.01.01.123456v2", "doi", "10.1101/2020.01.01.123456"),
        (
            "https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf",
            "doi",
            "10.1101/2020.01.01.123456",
        ),
        ("https://example.org/articles/10.1000/x/full", "doi", "10.1000/x"),
        ("https://example.org/article?id=10.1000/x", "doi", "10.1000/x"),
        ("arXiv:2001.01234v2", "doi", "10.48550/arXiv.2001.01234"),
        ("arXiv:hep-th/9901001", "doi", "10.48550/arXiv.hep-th/9901001"),
        ("https://arxiv.org/abs/math.GT/0309136v1", "doi", "10.48550/arXiv.math.GT/0309136"),
        ("PubMed PMID: 123456.", "pmid", "123456"),
        ("https://europepmc.org/article/MED/123", "pmid", "123"),
        ("PMCID: PMC123.2", "pmcid", "PMC123"),
        ("PMID: PMC123", "pmcid", "PMC123"),
        ("ClinicalTrials.gov Identifier: nct 04599855", "nct", "NCT04599855"),
    ],
)
def test_forms(said: str, scheme: str, value: str) -> None:
    assert parse_identifier(said) == Identifier(scheme, value)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "10.1/x",
        "PMCID 123",
        "ISBN 978-3-16-148410-0",
        "PMID",
        "NCT1",
        "21 USC 812",
        "ketamine",
        "https://",
        "12345678901",
        "https://e.org/a b",
        "https://e.org/%",
    ],
)
def test_what_is_none(said: str) -> None:
    with pytest.raises(InputError, match=re.escape(repr(said)) if said else "is not an identifier"):
        parse_identifier(said)


IDENTIFIERS = st.one_of(
    st.builds(Identifier, st.just("doi"), st.from_regex(r"10\.[0-9]{4}/[a-zA-Z0-9()\-]{0,7}[a-zA-Z0-9]", fullmatch=True)),
    st.builds(Identifier, st.just("pmid"), st.from_regex(r"[1-9][0-9]{0,7}", fullmatch=True)),
    st.builds(Identifier, st.just("pmcid"), st.from_regex(r"PMC[1-9][0-9]{0,7}", fullmatch=True)),
    st.builds(Identifier, st.just("nct"), st.from_regex(r"NCT[0-9]{8}", fullmatch=True)),
    st.builds(Identifier, st.sampled_from(["nda", "bla"]), st.from_regex(r"[0-9]{6}", fullmatch=True)),
    st.builds(Identifier, st.just("cfr"), st.from_regex(r"([1-9]|[1-4][0-9]|50) CFR [0-9]{1,4}\.[0-9]{1,4}(\([a-z]\))?", fullmatch=True)),
    st.builds(Identifier, st.just("dailymedSet"), st.uuids().map(str)),
)  # fmt: skip


@given(IDENTIFIERS)
def test_as_people_write_it_it_is_read_again(identifier: Identifier) -> None:
    assert parse_identifier(str(identifier)) == identifier
    assert read_identifier(str(identifier)) == identifier


@given(st.text())
def test_any_text_is_an_identifier_or_refused(said: str) -> None:
    try:
        parse_identifier(said)
    except InputError:
        return


def test_dois_have_no_case() -> None:
    assert Identifier("doi", "10.1000/X").key == Identifier("doi", "10.1000/x").key
    assert Identifier("pmcid", "PMC1").key == "PMC1"


def stored(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def test_table_and_vocabulary_have_the_same_schemes() -> None:
    store = stored(ROOT / "kb" / "vocabulary.ttl")
    marked = store.quads_for_pattern(None, KB("identifier"), ox.Literal(True))
    declared = {
        quad.subject.value.removeprefix(KB.base): (
            text(store, quad.subject, RDFS("label")),
            text(store, quad.subject, KB("identifierPrefix")) or "",
        )
        for quad in marked
        if isinstance(quad.subject, ox.NamedNode)
    }
    table = {name: (scheme.label, scheme.prefix) for name, scheme in SCHEMES.items()}
    assert table == {**declared, "page": ("page", "")}


def test_a_scheme_is_looked_up_where_a_registry_knows_it() -> None:
    known = {scheme for registry in ONLINE for scheme in registry.schemes}
    assert known == {name for name, scheme in SCHEMES.items() if scheme.is_looked_up}


def test_papers_share_no_identifier() -> None:
    assert not [name for name, row in SCHEMES.items() if row.of_a_paper and row.shared]


@given(IDENTIFIERS)
def test_what_is_read_has_the_form_that_the_rule_on_malformed_identifiers_asks_for(
    identifier: Identifier,
) -> None:
    assert re.search(FORMS[identifier.scheme], identifier.value)


def forms() -> dict[str, str]:
    """The patterns of rule C11, by scheme."""
    store = stored(ROOT / "shapes" / "citation.ttl")
    rule = ox.NamedNode("https://w3id.org/kbtool/rule/C11")
    shapes = objects(store, rule, SH("property"))
    paths = {shape: one(store, shape, SH("path")) for shape in shapes}
    return {
        path.value.removeprefix(KB.base): text(store, shape, SH("pattern")) or ""
        for shape, path in paths.items()
        if isinstance(path, ox.NamedNode)
    }


FORMS = forms()


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("21 USC 812(b)(3)", "usc"),
        ("18VAC85-20-30", "vac"),
        ("K123456", "premarketNotification"),
        ("P123456", "premarketApproval"),
        ("P123456/S001", "premarketApproval"),
        ("DEN123456", "deNovo"),
        ("64 FR 37673", "federalRegister"),
        ("NDC 42023-113", "ndc"),
        ("https://example.org/a", "page"),
    ],
)
def test_identifiers_without_a_registry_are_written_and_read(text: str, scheme: str) -> None:
    found = read_identifier(text)
    assert (found.scheme, str(found)) == (scheme, text)


@pytest.mark.parametrize(
    ("scheme", "value", "named"),
    [
        ("doi", "10.1000/x", "DOI 10.1000/x"),
        ("nct", "NCT01234567", "NCT01234567"),
        ("usc", "21 USC 812", "21 USC 812"),
        ("vac", "18VAC85-20-10", "18VAC85-20-10"),
        ("premarketNotification", "K123456", "510(k) K123456"),
        ("dailymedSet", SET, f"DailyMed set {SET}"),
    ],
)
def test_an_identifier_is_shown_with_the_name_of_its_scheme_once(
    scheme: str, value: str, named: str
) -> None:
    assert Identifier(scheme, value).named == named
