"""Identifiers in the forms in which people have them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtool.errors import InputError
from kbtool.references.identifiers import Identifier, parse_identifier, read_identifier

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
        ("NDA 16812", "nda", "016812"),
        ("NDA#211243", "nda", "211243"),
        ("BLA 125514", "bla", "125514"),
        ("21 CFR 1308.13(c)(7)", "cfr", "21 CFR 1308.13(c)(7)"),
        ("21 C.F.R. § 314.126", "cfr", "21 CFR 314.126"),
        ("21 CFR Part 314", "cfr", "21 CFR part 314"),
        (SET.upper(), "dailymedSet", SET),
        (f"https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid={SET}", "dailymedSet", SET),
        ("https://example.org/a?b=c", "page", "https://example.org/a?b=c"),
    ],
)
def test_forms(said: str, scheme: str, value: str) -> None:
    assert parse_identifier(said) == Identifier(scheme, value)


@pytest.mark.parametrize(
    "said", ["", "10.1/x", "PMID", "NCT1", "21 USC 812", "ketamine", "https://", "12345678901"]
)
def test_what_is_none(said: str) -> None:
    with pytest.raises(InputError, match=re.escape(repr(said)) if said else "is no identifier"):
        parse_identifier(said)


IDENTIFIERS = st.one_of(
    st.builds(Identifier, st.just("doi"), st.from_regex(r"10\.[0-9]{4}/[a-zA-Z0-9()\-]{1,8}", fullmatch=True)),
    st.builds(Identifier, st.just("pmid"), st.from_regex(r"[1-9][0-9]{0,7}", fullmatch=True)),
    st.builds(Identifier, st.just("pmcid"), st.from_regex(r"PMC[1-9][0-9]{0,7}", fullmatch=True)),
    st.builds(Identifier, st.just("nct"), st.from_regex(r"NCT[0-9]{8}", fullmatch=True)),
    st.builds(Identifier, st.sampled_from(["nda", "bla"]), st.from_regex(r"[0-9]{6}", fullmatch=True)),
    st.builds(Identifier, st.just("cfr"), st.from_regex(r"[1-9][0-9]? CFR [0-9]{1,4}\.[0-9]{1,4}(\([a-z]\))?", fullmatch=True)),
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
