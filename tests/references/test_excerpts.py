"""Whether the words that evidence quotes stand in the text of a registry."""

from __future__ import annotations

import pytest

from kbtool.references.excerpts import ExcerptStatus, look_for

TEXT = "Physical dependence has been reported with “prolonged” use.\nHR 0.75 (95% CI 0.6–0.9) in café goers on 0·5 mg/kg."


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Physical dependence has been reported", ExcerptStatus.FOUND),
        ('with "prolonged" use', ExcerptStatus.NORMALISED),
        ("use. HR 0.75", ExcerptStatus.NORMALISED),
        ("95% CI 0.6-0.9", ExcerptStatus.NORMALISED),
        ("cafe\u0301 goers", ExcerptStatus.NORMALISED),
        ("Physical dependence has not been reported", ExcerptStatus.NOT_FOUND),
        ("HR 0.57", ExcerptStatus.NOT_FOUND),
        ("HR 0.7", ExcerptStatus.NOT_FOUND),
        ("sical dependence", ExcerptStatus.NOT_FOUND),
        ("5 mg/kg", ExcerptStatus.NOT_FOUND),
        ("0·5 mg/kg", ExcerptStatus.FOUND),
        ("physical dependence", ExcerptStatus.NOT_FOUND),
        ("Withdrawal seizures and delirium", ExcerptStatus.NOT_FOUND),
    ],
)
def test_excerpts(words: str, status: ExcerptStatus) -> None:
    (found,) = look_for([words], TEXT)
    assert found.status == status


def test_the_nearest_words_are_shown_with_how_near_they_are() -> None:
    (found,) = look_for(["Physical dependence has not been reported"], TEXT)
    assert found.nearest is not None
    assert found.nearest.startswith("Physical dependence has been reported")
    assert found.score is not None
    assert 80 < found.score < 100
