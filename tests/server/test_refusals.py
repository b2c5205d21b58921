"""What is refused is told with its subject, and with no folder of the server."""

from __future__ import annotations

import pytest

from kbtool.errors import InputError
from kbtool.server.refusals import RefusedError


@pytest.mark.parametrize(
    ("path", "line", "told"),
    [
        (None, None, "was changed"),
        (None, 3, "line 3: was changed"),
        (".", None, "was changed"),
        ("kb/resolutions.ttl", None, "kb/resolutions.ttl: was changed"),
        ("kb/resolutions.ttl", 3, "kb/resolutions.ttl:3: was changed"),
        ("/srv/secret/kb/resolutions.ttl", None, "resolutions.ttl: was changed"),
        ("../secret/kb/resolutions.ttl", None, "resolutions.ttl: was changed"),
    ],
)
def test_an_error_of_a_file_names_it(path: str | None, line: int | None, told: str) -> None:
    assert RefusedError.of(InputError("was changed", path=path, line=line)).told == told
