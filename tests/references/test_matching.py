"""Does what a registry says fit what is recorded?"""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from kbtool.references.identifiers import Identifier
from kbtool.references.matching import match
from kbtool.references.record import Record
from kbtool.references.reference import Reference
from kbtool.references.retractions import Standing

DOI = Identifier("doi", "10.1000/r")


def reference(**changed: object) -> Reference:
    said: dict[str, object] = {
        "node": ox.NamedNode("http://e/r"),
        "label": "Smith et al. 2020, J Pain",
        "reference_type": "JournalArticle",
        "title": "Ibuprofen for pain",
        "year": 2020,
        "first_author": "Smith",
        "container": "Journal of Pain",
        "identifiers": (DOI,),
        "standing": Standing.NOT_CHECKED,
        "excerpts": (),
    }
    return Reference(**{**said, **changed})  # type: ignore[arg-type]


def record(**changed: object) -> Record:
    said: dict[str, object] = {
        "registry": "Crossref",
        "identifier": DOI,
        "day": date(2026, 11, 1),
        "title": "Ibuprofen for pain",
        "authors": ("Smith", "Doe"),
        "years": (2020,),
        "container": "The Journal of Pain",
        "identifiers": (DOI,),
    }
    return Record(**{**said, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("recorded", "theirs"),
    [
        ("Ibuprofen for pain", "IBUPROFEN FOR PAIN."),
        ("Ibuprofen for pain", "Ibuprofen for pain: a randomized trial"),
        ("Ibuprofen for pain: a randomized trial", "Ibuprofen for pain"),
        ("Ketamine’s dose–related effects", "Ketamine's dose-related effects"),
        ("Naïve patients", "Naive patients"),
        ("β-blockers and H2O", "Β-blockers and H₂O"),
        ("At 10⁶ per well", "At 10^6 per well"),
        ("CD4+ cells per m2", "CD4^+ cells per m^2"),
        ("Ibuprofen for pain", "Ibuprofen for pain – a randomized trial"),
        ("Ibuprofen for pain", "RETRACTED: Ibuprofen for pain"),
        ("Ibuprofen for pain", "[Retracted] Ibuprofen for pain"),
        ("Ibuprofen for pain", "Retracted Article: Ibuprofen for pain: a trial"),
        ("Ibuprofen for pain", "Ibuprofen for pain (Retracted article. See vol. 5, p. 3, 2012)"),
        ("WITHDRAWN: Ibuprofen for pain", "Ibuprofen for pain"),
        ("Retracted papers: why they are cited", "Retracted papers: why they are cited"),
        ("TNF-α in β-cells", "TNF-alpha in beta-cells"),
        ("Ibuprofen & naproxen", "Ibuprofen and naproxen"),
        ("CO<sub>2</sub> and 10<sup>6</sup> cells <i>in vivo</i>", "CO2 and 10^6 cells in vivo"),
        ("Pain &amp; fever, p &lt; 0.05", "Pain and fever, p < 0.05"),
        ("Θεραπεία του πόνου", "Θεραπεία του πόνου."),
        ("Randomised trial of behaviour", "Randomized trial of behavior"),
        ("Anaesthesia in paediatric oedema", "Anesthesia in pediatric edema"),
        ("The effect of ibuprofen", "Effect of ibuprofen"),
        ("Ibuprofen vs. naproxen", "Ibuprofen versus naproxen"),
        ("Guidance for pain, part II", "Guidance for pain, part 2"),
        ("Ibuprofen for pain", "Ibuprofen for pain (Review)"),
        ("Schmerz für Schüler", "Schmerz fuer Schueler"),
    ],
)
def test_titles_that_are_the_same(recorded: str, theirs: str) -> None:
    assert match(reference(title=recorded), record(title=theirs)).differences == ()


@pytest.mark.parametrize(
    "theirs",
    [
        "Ibuprofen for no pain",
        "Ibuprofen for pain and fever",
        "Ibuprofen",
        "Pain for ibuprofen",
        "Correction to: Ibuprofen for pain",
        "Retraction: Ibuprofen for pain",
        "Retraction Note: Ibuprofen for pain",
        "Withdrawn ibuprofen for pain",
        "[Ibuprofen against pain]",
    ],
)
def test_titles_that_are_not(theirs: str) -> None:
    (difference,) = match(reference(), record(title=theirs)).differences
    assert difference.what == "title"
    assert difference.score is not None


@pytest.mark.parametrize(
    ("recorded", "theirs"),
    [
        ("CD4+ T cells in pain", "CD4− T cells in pain"),
        ("Esketamine 1.5 mg for pain", "Esketamine 15 mg for pain"),
        ("Doses of 1-3 mg", "Doses of 13 mg"),
        ("At 106 per well", "At 10^6 per well"),
        ("Guidance for pain, part 1", "Guidance for pain, part 2"),
        ("Guidance for pain I", "Guidance for pain II"),
        ("Doses of 1 2 mg", "Doses of 12 mg"),
    ],
)
def test_signs_and_figures_tell_titles_apart(recorded: str, theirs: str) -> None:
    assert not match(reference(title=recorded), record(title=theirs)).confirms
    assert match(reference(title=recorded), record(title=recorded)).confirms


def test_near_is_shown_and_never_accepted() -> None:
    found = match(reference(title="Ketamine reduced pain"), record(title="Ketamine reduces pain"))
    assert not found.confirms
    assert "(95% alike)" in str(found.differences[0])


@pytest.mark.parametrize(
    ("recorded", "theirs", "fits"),
    [
        ("Díaz-Román", "Diaz-Roman", True),
        ("Boer", "de Boer", True),
        ("van der Berg", "Berg", True),
        ("O'Brien", "O’Brien", True),
        ("Smith", "Smithson", False),
        ("Lee", "Li", False),
    ],
)
def test_first_authors(recorded: str, theirs: str, fits: bool) -> None:
    found = match(reference(first_author=recorded), record(authors=(theirs,)))
    assert (found.differences == ()) == fits


def test_the_first_author_by_another_name() -> None:
    swapped = record(authors=("Lei",), also_first=("Wang",))
    assert match(reference(first_author="Wang"), swapped).confirms
    assert match(reference(first_author="Wang Lei"), swapped).confirms
    group = record(authors=("Smith",), also_first=("TEST Study Group",))
    assert match(reference(first_author="TEST Study Group"), group).confirms


def test_names_in_two_scripts_are_not_compared() -> None:
    found = match(reference(first_author="Иванов"), record(authors=("Ivanov",)))
    assert (found.differences, "first author" in found.compared) == ((), False)


def test_a_preprint_is_no_journal_article() -> None:
    found = match(reference(), record(reference_type="Preprint"))
    (difference,) = found.differences
    assert str(difference) == "the type is “preprint” there, “journal article” here"
    assert not difference.what.is_identity
    assert match(reference(reference_type="Preprint"), record(reference_type="Preprint")).confirms


def test_the_series_of_a_book_is_a_place_too() -> None:
    ours = reference(container="Series of Books")
    assert match(ours, record(container="Handbook", also_in=("Series of Books",))).confirms


@pytest.mark.parametrize(
    ("label", "fits"),
    [
        ("Smith 2020, Journal of Pain 3:1", True),
        ("Smith 2020, Journal of Painting", False),
        ("Smith 2020", False),
    ],
)
def test_without_a_title_the_journal_of_the_short_citation_counts(label: str, fits: bool) -> None:
    ours = reference(title=None, container=None, label=label)
    assert match(ours, record(container="Journal of Pain")).confirms == fits


def test_the_second_author_is_not_the_first() -> None:
    assert match(reference(first_author="Doe"), record()).differences[0].what == "first author"


def test_either_year_of_publication() -> None:
    assert match(reference(year=2021), record(years=(2020, 2021))).confirms
    assert match(reference(year=2022), record(years=(2020, 2021))).differences[0].what == "year"


def test_a_year_alone_confirms_nothing() -> None:
    found = match(reference(title=None, first_author=None), record())
    assert (found.differences, found.confirms) == ((), False)


def test_a_year_with_the_first_author_and_the_journal_does() -> None:
    assert match(reference(title=None), record()).confirms
    assert match(
        reference(title=None, container="J Pain"), record(container_short="J. Pain")
    ).confirms


def test_a_year_with_the_first_author_alone_does_not() -> None:
    """There are many papers by a Smith in a year."""
    assert not match(reference(title=None, container=None), record()).confirms
    other = match(reference(title=None, container="JAMA Psychiatry"), record())
    assert (other.confirms, [d.what for d in other.differences]) == (False, ["journal"])


def test_what_is_not_recorded_is_not_compared() -> None:
    found = match(reference(title=None, first_author=None, year=None, container=None), record())
    assert (found.compared, found.confirms) == ((), False)


def test_what_does_not_exist_confirms_nothing() -> None:
    assert not match(reference(), record(exists=False)).confirms


def test_an_identifier_that_is_of_another_paper() -> None:
    ours = reference(identifiers=(DOI, Identifier("pmid", "1")))
    assert match(ours, record(identifiers=(DOI, Identifier("pmid", "1")))).confirms
    (difference,) = match(ours, record(identifiers=(DOI, Identifier("pmid", "2")))).differences
    assert (difference.recorded, difference.registry) == ("PMID 1", "PMID 2")


def test_a_paper_is_not_its_trial() -> None:
    trial = record(about=True, title="A trial", years=(2015,), authors=())
    found = match(reference(), trial)
    assert (found.differences, found.confirms) == ((), False)
    own = match(reference(title="A trial", reference_type="TrialRegistration"), record(about=True, title="A trial", reference_type="TrialRegistration"))  # fmt: skip
    assert own.confirms


@pytest.mark.parametrize(
    ("label", "names", "fits"),
    [
        ("Ketalar (ketamine hydrochloride injection)", ("KETALAR", "KETAMINE HYDROCHLORIDE"), True),
        ("Ketamine injection", ("KETALAR", "KETAMINE HYDROCHLORIDE"), True),
        ("Spravato (esketamine)", ("KETALAR", "KETAMINE HYDROCHLORIDE"), False),
        ("Xyrem (sodium oxybate)", ("SODIUM CHLORIDE",), False),
        ("Lithium citrate syrup", ("LITHIUM CARBONATE",), False),
        ("Lithium carbonate tablets", ("LITHIUM CARBONATE",), True),
    ],
)
def test_names_of_drugs(label: str, names: tuple[str, ...], fits: bool) -> None:
    found = match(reference(label=label, title=None), record(names=names, about=True))
    assert (found.differences == (), found.confirms_identifier) == (fits, fits)


@pytest.mark.parametrize(
    ("label", "heading", "fits"),
    [
        ("21 CFR 202.1(e)(6)(i), prescription drug advertisements", "Prescription-drug advertisements", True),
        ("21 CFR 1308.13, Schedule III", "Schedule III", True),
        ("21 CFR 1308.13, Schedule III", "Schedule I", False),
        ("21 CFR 1308.13, Schedule III", "Schedule IV", False),
    ],
)  # fmt: skip
def test_headings_of_sections(label: str, heading: str, fits: bool) -> None:
    section = record(names=(heading,), reference_type="Regulation")
    found = match(reference(label=label, title=None, first_author=None), section)
    assert (found.differences == (), found.confirms_identifier) == (fits, fits)
