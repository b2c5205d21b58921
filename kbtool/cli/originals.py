"""Articles from files and addresses."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from kbtool.errors import InputError
from kbtool.taken import Taken

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_COPY = "save the page from a browser and give the file"
_ADVICE = {
    401: f"it wants you to sign in: {_COPY}",
    403: f"it refuses programs: {_COPY}",
    404: "look the address up",
    410: "the page is gone; look the address up",
    429: f"it has had too many requests: wait, or {_COPY}",
}


def is_address(where: str) -> bool:
    """Whether an argument is an address and no file."""
    return _ADDRESS.match(where) is not None


def read_file(path: Path) -> Taken:
    """An article from a file.

    Raises:
        InputError: it cannot be read, or is no article.
    """
    from kbtool.extraction import MOST_BYTES
    from kbtool.taken import take

    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError("is not a regular file", path=path, help="name a file")
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(
            "is missing" if missing else f"cannot be read: {reason}",
            path=path,
            help="name a file, or an address with https://",
        ) from error
    return take(data, shown=str(path), name=path.name, day=date.today())
