"""The words of a small knowledge base that a file of tests writes down in STORE, and what is on file in it."""

from __future__ import annotations

import pytest

from kbtool.prose.filing import Files
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.words.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    """The words of the store of the file."""
    return read_lexicon(request.module.STORE)


@pytest.fixture(scope="module")
def files(request: pytest.FixtureRequest) -> Files:
    """What the store of the file has."""
    return Files(request.module.STORE)
