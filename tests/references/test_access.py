"""Who is told who asks: registries themselves, and addresses that the environment names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.errors import InputError
from kbtool.io.settings import _REGISTRIES, Settings, find_settings
from kbtool.references.access import open_access
from kbtool.references.registries import ONLINE

MAIL = {"mailto": "me@example.org"}


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("KBTOOL_CONTACT", "me@example.org")
    monkeypatch.setenv("NCBI_API_KEY", "SECRET")
    monkeypatch.delenv("KBTOOL_REGISTRIES", raising=False)


def told(**addresses: str) -> tuple[dict[str, str], str | None, list[str]]:
    """What Crossref is told of the mail address, what PubMed is told as a key, and what the user is told."""
    remarks: list[str] = []
    settings = Settings(path=Path("kbtool.toml"), registries=addresses)
    with open_access(settings, remarks.append, named=True) as access:
        return access.politely("crossref", "mailto"), access.key("pubmed"), remarks


def test_the_registries_themselves_are_told() -> None:
    assert told() == (MAIL, "SECRET", [])
    own = told(
        crossref="https://api.crossref.org/v1", pubmed="https://eutils.ncbi.nlm.nih.gov:443/e"
    )
    assert own == (MAIL, "SECRET", [])


@pytest.mark.parametrize(
    "address",
    [
        "https://crossref.example.org",
        "http://api.crossref.org",
        "https://api.crossref.org.example.org",
        "https://api.crossref.org@example.org",
        "https://api.crossref.org:8443",
    ],
)
def test_an_address_in_a_settings_file_is_not(address: str) -> None:
    mail, key, remarks = told(crossref=address)
    assert (mail, key) == ({}, "SECRET")
    assert (
        [r for r in remarks if "for crossref, which are told no mail address" in r] == remarks != []
    )


def test_a_key_stays_with_its_own_registry() -> None:
    assert told(pubmed="http://eutils.ncbi.nlm.nih.gov/entrez")[:2] == (MAIL, None)


def test_an_address_in_the_environment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "KBTOOL_REGISTRIES", "crossref=http://127.0.0.1:1 pubmed=http://127.0.0.1:1/p"
    )
    assert told(crossref="https://example.org") == (MAIL, "SECRET", [])


def test_a_registry_that_does_not_exist_is_refused_whatever_the_command(tmp_path: Path) -> None:
    (tmp_path / "kbtool.toml").write_text('[registries]\ncrosref = "https://example.org"\n')
    with pytest.raises(InputError, match="'crosref', which does not exist") as caught:
        find_settings(tmp_path)
    assert (caught.value.help or "").startswith("did you mean crossref?")


def test_settings_know_the_names_of_all_registries() -> None:
    assert set(_REGISTRIES) == {name for registry in ONLINE for name in registry.addresses}
