"""A knowledge base on a drug that does not exist, for tests of drafts."""

from __future__ import annotations

import shutil
from pathlib import Path

from kbtool.authoring.starter.files import starter_files

FILES = Path(__file__).parent.parent / "drafts" / "velorastat"


def lay_velorastat(folder: Path) -> Path:
    """Begin a knowledge base as `kbtool init` does, and add what is known of velorastat."""
    for name, data in starter_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    for path in sorted(FILES.glob("*.ttl")):
        shutil.copy(path, folder / "kb" / path.name)
    return folder
