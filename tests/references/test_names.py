"""Names of authors as they are written in several ways."""

from __future__ import annotations

import pytest

from kbtool.references.names import same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Díaz-Román", "Diaz-Roman"),
        ("Díaz", "Diaz-Roman"),
        ("García", "García Márquez"),
        ("Boer", "de Boer"),
        ("van der Berg", "Berg"),
        ("Al-Harbi", "Alharbi"),
        ("El Sayed", "El-Sayed"),
        ("O'Brien", "O’Brien"),
        ("OBrien", "O’Brien"),
        ("Smith Jr", "Smith"),
        ("Smith", "Smith, Jr."),
        ("Smith III", "Smith"),
        ("Smith et al.", "Smith"),
        ("Smith J", "Smith"),
        ("Smith, John", "Smith"),
        ("J. A. Smith", "Smith"),
        ("Smith JA, Doe B", "Smith"),
        ("SMITH", "Smith"),
        ("Müller", "Mueller"),
        ("Müller", "Muller"),
        ("Sørensen", "Soerensen"),
        ("Łukaszewicz", "Lukaszewicz"),
        ("Strauß", "Strauss"),
        ("Jose\u0301", "José"),
        ("王伟", "王伟"),
        ("LI", "Li"),
        ("Wei Li", "Li Wei"),
        ("MacDonald", "Angus Mac Donald"),
        ("De la Cruz", "Juan Delacruz"),
        ("Saint John", "Peter St. John"),
        ("Smith", "John Smith-Jones"),
        ("J. Smith, MD", "Jane Smith"),
        ("Jane Smith, M.D., Ph.D.", "Smith J"),
        ("WHO", "World Health Organization"),
        ("NIMH", "National Institute of Mental Health"),
        ("FDA", "U.S. Food and Drug Administration"),
        ("van der Berg", "Berg, Jan van der"),
        ("Jan van der Berg", "Berg, Jan van der"),
        ("Berg", "Berg, Jan van der"),
        ("Santos", "dos Santos, Rafael G."),
        ("Jansen KLR", "Karl L. R. Jansen"),
        ("van der Berg JAC", "Jan van der Berg"),
        ("Prof. Krystal", "John H. Krystal"),
        ("Daly EJ, Trivedi MH", "Ella J Daly"),
        ("Smith¹", "Smith"),
        ("Smith1, J.", "Jane Smith"),
    ],
)
def test_names_of_one(one: str, other: str) -> None:
    assert same_name(one, [other]) is True
    assert same_name(other, [one]) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith", "Smithson"),
        ("Lee", "Li"),
        ("van", "van Berg"),
        ("Doe", "Smith"),
        ("Jr", "Smith Jr"),
        ("Donald", "MacDonald"),
        ("WHO", "National Institute of Mental Health"),
        ("LIU", "Li"),
        ("van der Berg", "Linden, Jan van der"),
        ("Jansen KLR", "Karl L. R. Hansen"),
        ("FDA", "Federation of Dental Associations of America"),
    ],
)
def test_names_of_two(one: str, other: str) -> None:
    assert same_name(one, [other]) is False
    assert same_name(other, [one]) is False


def test_any_of_the_names_of_one_author_will_do() -> None:
    assert same_name("Wang", ["Lei", "Wang"])
    assert same_name("TEST Study Group", ["Smith", "TEST Study Group"])


@pytest.mark.parametrize(("one", "other"), [("Ivanov", "Иванов"), ("Wang", "王")])
def test_of_names_in_two_scripts_nothing_is_known(one: str, other: str) -> None:
    assert same_name(one, [other]) is None
