"""Cells are read with their heads, labels with their values, sentences with the notes that limit them, stories with who tells them.

All names and all that is said of them are invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from invented import invented_lexicon
from kbtool.io.originals import Original
from kbtool.prose.candidate import CONFIDENT
from kbtool.prose.circumstances import ANECDOTAL
from kbtool.prose.reading import Reading, read_draft
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.snapshot import take

EX = "https://example.org/"
NAMES = """
@prefix kb: <https://w3id.org/kbtool/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> .
ex:morvexa a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "morvexa" .
ex:tolnapine a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "tolnapine" .
ex:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
ex:adults a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "adults" .
ex:cures a kb:Predicate ; kb:phrase "{subject} cures {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder .
ex:approved a kb:Predicate ; kb:phrase "{subject} is approved for {object}" ;
    kb:trigger "{subject} approved for {object}" ; kb:subjectKind kb:Treatment ; kb:objectKind kb:Disorder .
ex:addictive a kb:Predicate ; kb:phrase "{subject} is addictive" ; kb:trigger "{subject} addictive" ; kb:subjectKind kb:Treatment .
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped words of context with names and predicates that are invented."""
    return invented_lexicon(NAMES)


def stated(text: str, reading: Reading) -> list[str]:
    """What is stated, such as "not morvexa cures gout", with the words that it was taken from."""
    return [
        f"{'not ' if each.denies else ''}{each.subject.value[len(EX) :]} {each.relation.value[len(EX) :]}"
        f" <- {each.words.of(text)}"
        for each in reading.candidates
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["Drug | Approved for gout | Addictive", "Morvexa | No | Yes", "Tolnapine | Yes | No"],
            [
                "not morvexa approved <- Morvexa | No",
                "morvexa addictive <- Morvexa | No | Yes",
                "tolnapine approved <- Tolnapine | Yes",
                "not tolnapine addictive <- Tolnapine | Yes | No",
            ],
        ),
        (
            ["Drug | Approved for gout | Addictive", "Morvexa | ❌ | ✅", "Tolnapine | ✔️ | ✗"],
            [
                "not morvexa approved <- Morvexa | ❌",
                "morvexa addictive <- Morvexa | ❌ | ✅",
                "tolnapine approved <- Tolnapine | ✔️",
                "not tolnapine addictive <- Tolnapine | ✔️ | ✗",
            ],
        ),
        (
            [" | Morvexa | Tolnapine", "Approved for gout | No | Yes", "Is it addictive? | Yes | No"],
            [
                "not morvexa approved <- Approved for gout | No",
                "tolnapine approved <- Approved for gout | No | Yes",
                "morvexa addictive <- Is it addictive? | Yes",
                "not tolnapine addictive <- Is it addictive? | Yes | No",
            ],
        ),
        (["Morvexa | Approved for gout: No"], ["not morvexa approved <- Morvexa | Approved for gout: No"]),
        (["Morvexa | Approved for gout: Yes"], ["morvexa approved <- Morvexa | Approved for gout: Yes"]),
        (["Statement | True?", "Morvexa cures gout | False"], ["not morvexa cures <- Morvexa cures gout"]),
        (["Morvexa | Approved for gout", "In adults | No"], []),
        (["Morvexa | Approved for gout", "Tolnapine | No"], ["not tolnapine approved <- Tolnapine | No"]),
    ],
)  # fmt: skip
def test_cells_are_read_with_their_heads(
    lexicon: Lexicon, rows: list[str], expected: list[str]
) -> None:
    text = "\n".join(["Above.", *(row.replace(" | ", "\t") for row in rows), "Below."]) + "\n"
    found = stated(text, read_draft(text, lexicon))
    assert [each.replace("\t", " | ") for each in found] == expected


def sure(text: str, lexicon: Lexicon) -> list[str]:
    """What a text states surely enough for a finding."""
    reading = read_draft(text, lexicon)
    counted = [each for each in reading.candidates if each.confidence >= CONFIDENT]
    return [
        line.partition(" <- ")[0]
        for line in stated(text, replace(reading, candidates=tuple(counted)))
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([" | Walking | Morvexa", "Addictive | no | yes"], ["morvexa addictive"]),
        ([" | Morvexa | Walking", "Addictive | yes | no"], ["morvexa addictive"]),
        ([" | Tolnapine | Morvexa", "Addictive | no | yes"], ["not tolnapine addictive", "morvexa addictive"]),
        (["Side effect | Sugar pill | Morvexa", "Addictive | no | yes"], ["morvexa addictive"]),
        (["Effect | Walking", "Addictive | no"], []),
        (["Choice | Addictive?", "Walking | no", "Morvexa | yes"], ["morvexa addictive"]),
        (["Walking | Morvexa", "Addictive: no | Addictive: yes"], ["morvexa addictive"]),
        (["Choice | Status", "Walking | Addictive: no", "Morvexa | Addictive: yes"], ["morvexa addictive"]),
        (["Flu | Cold", "approved for gout | approved for gout"], []),
        ([" | Walking", "What it is like | not addictive"], []),
        (["Walking | It is not addictive.", "Running | It is not addictive."], []),
        (["Question | Our answer", "Is it addictive? | No"], ["not morvexa addictive"]),
        (["Addictive? | no", "Approved for gout? | yes"], ["not morvexa addictive", "morvexa approved"]),
        (["Addictive | no | yes", "Approved for gout | no | yes"], []),
        (["Statement | True | False", "Morvexa is addictive | | ✓"], []),
        (["Choice | For | Against", "Walking | not addictive | slow"], []),
    ],
)  # fmt: skip
def test_a_cell_is_of_its_own_column_and_not_of_the_topic_of_the_page(
    lexicon: Lexicon, rows: list[str], expected: list[str]
) -> None:
    text = "# Morvexa for gout\n\n" + "\n".join(row.replace(" | ", "\t") for row in rows) + "\n"
    assert sure(text, lexicon) == expected


@pytest.mark.parametrize(
    "rows",
    [
        [" | After one dose | After six", "Morvexa is addictive | no | yes"],
        [" | Other choices than morvexa | Morvexa, as a spray", "Addictive | no | yes"],
        ["Drug | With tolnapine | At night", "Morvexa | not addictive | cures gout"],
        ["Drug | Adults", "Morvexa | not approved for gout"],
        ["Drug | Status | Effect", "Morvexa | not blue | addictive"],
        ["Drug | Status | Effect", "Morvexa | no | addictive"],
    ],
)
def test_what_the_head_of_a_column_limits_is_a_hint_at_most(
    lexicon: Lexicon, rows: list[str]
) -> None:
    text = "\n".join(["Above.", *(row.replace(" | ", "\t") for row in rows)]) + "\n"
    assert read_draft(text, lexicon).candidates
    assert sure(text, lexicon) == []


def test_what_was_taken_from_the_head_of_the_table_is_shown(lexicon: Lexicon) -> None:
    text = "Drug\tApproved for gout\nMorvexa\tNo\n"
    (found,) = read_draft(text, lexicon).candidates
    assert [each.of(text) for each in found.borrowed] == ["Approved for gout"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Morvexa, approved for gout: no.", ["not morvexa approved"]),
        ("Morvexa approved for gout: yes", ["morvexa approved"]),
        ("Is morvexa addictive: no.", ["not morvexa addictive"]),
        ("Morvexa cures gout: see below.", ["morvexa cures"]),
    ],
)
def test_a_label_says_what_its_value_says_of_it(
    lexicon: Lexicon, line: str, expected: list[str]
) -> None:
    found = stated(line, read_draft(line, lexicon))
    assert [each.partition(" <- ")[0] for each in found] == expected


@pytest.mark.parametrize(
    ("text", "scope", "counts"),
    [
        ("Morvexa cures gout*.\n\n*in adults only\n", True, True),
        ("Morvexa cures gout. [1]\n\nMore.\n\n[1] In adults only.\n", True, True),
        ("Morvexa cures gout†.\n\n† If it is taken every day.\n", False, False),
        ("Morvexa cures gout.*\n\n* Not with tolnapine.\n", False, False),
    ],
)
def test_a_note_that_limits_a_sentence_is_shown_and_never_counted_in_silence(
    lexicon: Lexicon, text: str, scope: bool, counts: bool
) -> None:
    (found,) = read_draft(text, lexicon).candidates
    assert bool(found.scope) is scope
    assert (found.confidence >= CONFIDENT) is counts
    note = found.borrowed[-1].of(text)
    assert note in text.splitlines()[-1]
    assert counts or note in [each.of(text) for each in found.limits]


@pytest.mark.parametrize(
    "text",
    [
        "Morvexa cures gout [1].\n\n[1] Invented A, et al. Morvexa in adults only. 2020.\n",
        "Morvexa cures gout*.\n\n* in adults only\n* not with tolnapine\n",
        "Morvexa cures gout.\n\n*in adults only\n",
    ],
)
def test_a_reference_a_list_and_a_note_on_nothing_limit_nothing(
    lexicon: Lexicon, text: str
) -> None:
    (found,) = read_draft(text, lexicon).candidates
    assert not found.scope
    assert not found.limits
    assert not found.borrowed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Morvexa cures gout.\n\u2014 Ann, a patient\n", True),
        ("Morvexa cures gout. It is blue.\n- Ann, a former patient\nMore.\n", True),
        ("Morvexa cures gout.\n\u2014 The maker of it\n", False),
        ("Morvexa cures gout.\n- A patient\n- Another patient\n", False),
        ("Morvexa cures gout.\nAnn, a patient\n", False),
    ],
)
def test_what_a_patient_is_quoted_with_is_a_story_and_names_its_teller(
    lexicon: Lexicon, text: str, told: bool
) -> None:
    (found,) = read_draft(text, lexicon).candidates
    assert (found.certainty == ANECDOTAL) is told
    assert bool(found.borrowed) is told


def test_a_row_of_which_a_cell_is_not_read_says_more_than_what_is_read(lexicon: Lexicon) -> None:
    head, rows = "Drug\tApproved for gout\tClass", ["Morvexa\tYes\tSchedule V", "Tolnapine\tNo\t"]
    text = "\n".join([head, *rows]) + "\n"
    left = {
        each.subject.value[len(EX) :]: [words.of(text) for words in each.unread]
        for each in read_draft(text, lexicon).candidates
    }
    assert left == {"morvexa": ["Schedule V"], "tolnapine": []}


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("| Addictive | |", []),
        ("| Addictive | Price |", []),
        ("| Morvexa is addictive | Price |", ["morvexa addictive"]),
    ],
)
def test_a_head_says_nothing_of_the_topic_unless_it_answers(
    head: str, says: list[str], lexicon: Lexicon
) -> None:
    text = f"# Morvexa\n\n{head}\n|---|---|\n| Weekly | Low |\n"
    article = take(Original(text.encode(), "a.md", "a.md", date(2026, 6, 30))).article
    found = stated(article.text, read_draft(article.text, lexicon, article.blocks))
    assert [each.partition(" <")[0] for each in found] == says
