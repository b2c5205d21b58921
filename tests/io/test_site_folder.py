"""A folder for a site: an earlier one is made anew, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbtool.errors import InputError
from kbtool.io.site_folder import write_site


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".kbtool-site"
    }


def test_a_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    write_site(tmp_path / "a" / "site", {"index.html": b"one", "claims/a.html": b"two"})
    assert held(tmp_path / "a" / "site") == {"claims/a.html": "two", "index.html": "one"}


def test_a_site_is_made_anew_and_what_is_no_page_any_more_goes(tmp_path: Path) -> None:
    write_site(tmp_path / "site", {"index.html": b"one", "claims/a.html": b"two"})
    (tmp_path / "site" / "CNAME").write_text("example.org", encoding="utf-8")
    write_site(tmp_path / "site", {"index.html": b"three"})
    assert held(tmp_path / "site") == {"CNAME": "example.org", "index.html": "three"}
    assert not (tmp_path / "site" / "claims").exists()


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="something else than a site"):
        write_site(tmp_path, {"index.html": b"one"})
    assert held(tmp_path) == {"notes.txt": "mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is not a folder"):
        write_site(tmp_path / "site", {"index.html": b"one"})


def test_nothing_is_written_through_a_link_in_the_folder(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    write_site(tmp_path / "site", {"index.html": b"one"})
    (tmp_path / "site" / "claims").symlink_to(elsewhere)
    with pytest.raises(InputError, match="is a link"):
        write_site(tmp_path / "site", {"claims/a.html": b"two"})
    assert held(elsewhere) == {}


def test_a_list_that_names_files_elsewhere_takes_none_of_them_away(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    write_site(tmp_path / "site", {"index.html": b"one"})
    listed = tmp_path / "site" / ".kbtool-site"
    listed.write_text(f"{listed.read_text('utf-8')}../kept.txt\n{kept}\n", encoding="utf-8")
    write_site(tmp_path / "site", {"index.html": b"two"})
    assert kept.read_text(encoding="utf-8") == "mine"
