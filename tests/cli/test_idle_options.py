"""An option that would do nothing is refused, with what to do; one about what is kept between runs does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import environment, kbtool
from example import two_articles


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--memory", "2G"), "--memory needs --slices"),
        (("--time-limit", "60"), "--time-limit needs --endpoint"),
        (("--load", "0"), "--load needs --endpoint"),
        (("--graph", "http://e/g"), "--graph needs --endpoint"),
    ],
)
def test_what_would_do_nothing_is_refused(
    tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    found = kbtool("check", *options, cwd=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert told in found.stderr
    assert "help: " in found.stderr


def test_no_cache_uses_nothing_that_was_kept_and_keeps_nothing(tmp_path: Path) -> None:
    root, kept = two_articles(tmp_path / "kb"), tmp_path / "kept"
    asked = ("check", "--format", "json", "sources/article.txt", "--slice")
    variables = {**environment(), "KBTOOL_CACHE": str(kept)}

    without = kbtool(*asked, "--no-cache", cwd=root, env=variables)
    assert without.returncode == 1, without.stderr
    assert not kept.exists()
    assert kbtool(*asked, cwd=root, env=variables).stdout == without.stdout
    assert kept.exists()
