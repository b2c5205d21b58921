"""An adverb stands in a phrase where English has it."""

from __future__ import annotations

import pytest

from kbtool.knowledge.adverbs import with_adverb


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{subject} acts on {object}", "{subject} mainly acts on {object}"),
        ("{subject} is used for {object}", "{subject} is mainly used for {object}"),
        ("the effects of {subject} are {object}", "the effects of {subject} are mainly {object}"),
        ("{object} {adverb} follows {subject}", "{object} mainly follows {subject}"),
    ],
)
def test_an_adverb_stands_before_the_verb_and_behind_an_auxiliary(template: str, said: str) -> None:
    assert with_adverb(template, "mainly") == said
