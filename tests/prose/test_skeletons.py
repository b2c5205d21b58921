"""How an article is cut into pieces, and what each piece seems to state. The drugs and all that is said of them are fictional."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import pyoxigraph as ox
import pytest

from invented import store_with
from kbtool.knowledge.labels import Labels
from kbtool.prose.filing import Files
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.proposing.guesses import Guesses
from kbtool.prose.proposing.likeness import Likeness
from kbtool.prose.proposing.pieces import pieces_of
from kbtool.prose.proposing.printed_values import values_in
from kbtool.prose.proposing.proposals import Passage, Skeleton
from kbtool.prose.proposing.skeletons import HINTED, Skeletons
from kbtool.prose.proposing.spoken import settings_of, spoken_of
from kbtool.prose.proposing.tone import tone_of
from kbtool.prose.reading import read_draft
from kbtool.prose.sentence import Sentence
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import KB, Names, local_name
from kbtool.rdf.terms import instances
from kbtool.text.stretch import Stretch

ON_FILE = """
@prefix kb:   <https://w3id.org/kbtool/ns#> .
@prefix id:   <https://w3id.org/kbtool/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

id:belvarine a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "belvarine" .
id:ostolin a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "ostolin" .
id:marsh-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "marsh fever" .
id:sea-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "sea fever" .
id:rash a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "rash" .
id:dizziness a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "dizziness" .
id:steady-gait a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "a steady gait while walking" .

id:children a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "children" .
id:grown-ups a kb:Concept ; kb:conceptKind kb:PersonGroup ; skos:prefLabel "adults" .

id:treats-marsh a kb:Proposition ; kb:subject id:belvarine ; kb:predicate kb:treats ; kb:object id:marsh-fever .
id:treats-sea a kb:Proposition ; kb:subject id:belvarine ; kb:predicate kb:treats ; kb:object id:sea-fever .
id:ostolin-treats-sea a kb:Proposition ; kb:subject id:ostolin ; kb:predicate kb:treats ; kb:object id:sea-fever .
id:has-rash a kb:Proposition ; kb:subject id:belvarine ; kb:predicate kb:hasAdverseEffect ; kb:object id:rash .
id:improves-gait a kb:Proposition ; kb:subject id:belvarine ; kb:predicate kb:improves ; kb:object id:steady-gait .
id:lasts a kb:Quantity ; kb:subject id:belvarine ; kb:measure kb:durationOfEffect ; kb:condition id:marsh-fever .
"""


@cache
def store() -> ox.Store:
    """The vocabulary, and a small knowledge base."""
    return store_with(ON_FILE)


@cache
def lexicon() -> Lexicon:
    """Its words."""
    return read_lexicon(store())


def sentence(text: str) -> Sentence:
    """A text as one sentence."""
    return Sentence(text, Stretch(0, len(text)), lexicon())


def pieces(text: str) -> list[str]:
    """What the pieces of a sentence are quoted as."""
    return [each.words(sentence(text)).of(text) for each in pieces_of(sentence(text))]


@cache
def proposed(text: str) -> Sequence[Skeleton | Passage]:
    """What an article seems to state."""
    reading = read_draft(text, lexicon())
    made = Skeletons(store(), Labels(store(), Names()), lexicon())
    return list(made.of(reading, Files(store()).stated(reading, HINTED)))


def questions(text: str) -> list[str]:
    """What is proposed of each piece, by its local name; a denial with a sign, what is new as its values, what is only supposed behind a "?"."""
    found = []
    for each in proposed(text):
        if isinstance(each, Passage):
            found.append(each.kind)
            continue
        proposal, sign = each.proposal or each.supposed, "not " if each.tone.denies else ""
        sign = ("? " if each.supposed is not None else "") + sign
        if proposal is None:
            found.append("?")
        elif proposal.question is not None:
            found.append(sign + local_name(proposal.question.value))
        elif proposal.made is not None:
            values = (value for _, value in proposal.made.stated)
            names = (local_name(each.value) for each in values if isinstance(each, ox.NamedNode))
            found.append(sign + " ".join(names))
    return found


def test_an_item_of_a_list_is_quoted_from_its_verb() -> None:
    assert pieces("Belvarine treats marsh fever, sea fever, and gout.") == [
        "Belvarine treats marsh fever",
        "Belvarine treats marsh fever, sea fever",
        "Belvarine treats marsh fever, sea fever, and gout",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Note: belvarine treats marsh fever",
        "Unlike ostolin, belvarine treats marsh fever",
        "Despite the rash, belvarine treats marsh fever",
    ],
)
def test_what_states_nothing_itself_is_no_piece(text: str) -> None:
    assert pieces(text + ".") == [text]


def test_verbs_with_one_subject_are_pieces_of_their_own() -> None:
    assert pieces(
        "Belvarine is not approved, is covered by insurance, and has a long history."
    ) == [
        "Belvarine is not approved",
        "is covered by insurance",
        "has a long history",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Belvarine’s ability to reduce marsh fever may slow the pulse",
        "Patients with marsh fever or sea fever are treated",
        "It is of use if marsh fever or sea fever is present",
        "In most cases, all changes—good or bad—are slight",
    ],
)
def test_what_states_nothing_without_its_verb_is_one_piece_with_it(text: str) -> None:
    assert pieces(text + ".") == [text]


def test_infinitives_and_participles_of_one_list_are_quoted_from_its_beginning() -> None:
    assert pieces("It makes it hard to walk, stay seated, or pause before eating.") == [
        "It makes it hard to walk",
        "It makes it hard to walk, stay seated",
        "It makes it hard to walk, stay seated, or pause before eating",
    ]
    assert pieces("Belvarine is used in fevers, including marsh fever, sea fever and gout.") == [
        "Belvarine is used in fevers",
        "Belvarine is used in fevers, including marsh fever",
        "Belvarine is used in fevers, including marsh fever, sea fever",
        "Belvarine is used in fevers, including marsh fever, sea fever and gout",
    ]
    assert pieces("Some patients report feeling calmer, more relaxed, and less tired.") == [
        "Some patients report feeling calmer",
        "Some patients report feeling calmer, more relaxed",
        "Some patients report feeling calmer, more relaxed, and less tired",
    ]


def test_a_noun_with_what_goes_on_from_it_is_one_piece() -> None:
    assert pieces("It treats marsh fever, with effects that may last for days.") == [
        "It treats marsh fever",
        "with effects that may last for days",
    ]


def test_adjectives_of_one_noun_stay_together() -> None:
    assert pieces("It is given in a safe, supportive clinic.") == [
        "It is given in a safe, supportive clinic"
    ]


def test_a_purpose_and_a_means_are_pieces() -> None:
    assert pieces("Belvarine works on the liver by blocking enzymes to reduce fever.") == [
        "Belvarine works on the liver",
        "by blocking enzymes",
        "to reduce fever",
    ]


def test_a_range_and_an_amount_of_money_stay_whole() -> None:
    assert pieces("2–3 sessions per week for 2–3 weeks") == ["2–3 sessions per week for 2–3 weeks"]
    assert pieces("$400 per session") == ["$400 per session"]


def test_a_label_goes_with_what_it_labels() -> None:
    assert pieces("Marsh type: dizziness, rash") == [
        "Marsh type",
        "Marsh type: dizziness",
        "dizziness, rash",
    ]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Belvarine treats marsh fever.", ["treats-marsh"]),
        ("Belvarine treats marsh fever and sea fever.", ["treats-marsh", "treats-sea"]),
        ("A walking gait is steadier on belvarine.", ["? improves-gait"]),
        (
            "Belvarine treats marsh fever. It also helps with sea fever.",
            ["treats-marsh", "treats-sea"],
        ),
    ],
)
def test_each_piece_is_offered_what_is_nearest_on_file(text: str, question: list[str]) -> None:
    assert questions(text) == question


def test_words_behind_a_verb_that_point_back_stand_for_what_was_named_before() -> None:
    (_, found) = proposed("Marsh fever is common. Belvarine is approved for this condition.")
    assert isinstance(found, Skeleton)
    assert local_name(found.near[0].node.value) == "treats-marsh"


def test_the_same_words_name_no_subject_and_object() -> None:
    reading = read_draft("Belvarine is a pill.\n\nThe pulse rate may be higher.", lexicon())
    any_of = frozenset(instances(store(), KB("AnyOf")))
    guesses = Guesses(lexicon(), Likeness(lexicon(), Labels(store(), Names())), any_of)
    setting = list(settings_of(reading))[-1]
    (piece,) = pieces_of(setting.told.sentence)
    guess = guesses.best(spoken_of(setting, piece))
    assert guess is not None and guess.subject == ox.NamedNode(Names().base + "belvarine")


def test_what_a_piece_names_beside_what_is_proposed_is_a_claim_too() -> None:
    assert questions("Belvarine treats sea fever after a rash.") == ["treats-sea", "? has-rash"]


def test_words_that_fit_nothing_on_file_are_offered_a_new_proposition() -> None:
    assert questions("Ostolin causes dizziness.") == ["ostolin causes dizziness"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Belvarine is FDA-approved for sea fever.", ["belvarine approvedFor sea-fever"]),
        ("Belvarine treats marsh fever in children.", ["belvarine treats marsh-fever children"]),
        (
            "Belvarine treats marsh fever in adults and children.",
            ["belvarine treats marsh-fever grown-ups", "belvarine treats marsh-fever children"],
        ),
        (
            "Ostolin should not be used in marsh fever.",
            ["ostolin contraindicatedWith marsh-fever"],
        ),
    ],
)
def test_what_is_read_comes_before_what_is_like_it_on_file(text: str, question: list[str]) -> None:
    assert questions(text) == question


def test_words_for_another_predicate_leave_the_nearest_on_file_in_the_comments() -> None:
    found = proposed("Belvarine is likelier to be offered in marsh fever.")
    for each in found:
        assert isinstance(each, Skeleton)
        assert each.proposal is None
        assert each.near


@pytest.mark.parametrize(
    ("text", "relation", "ends"),
    [
        ("Belvarine is safe for children.", "safeFor", ["belvarine", "children"]),
        ("Ostolin is recommended for children.", "recommendedFor", ["ostolin", "children"]),
        (
            "Belvarine is more effective than ostolin.",
            "moreEffectiveThan",
            ["belvarine", "ostolin"],
        ),
        (
            "Belvarine is less effective than ostolin.",
            "lessEffectiveThan",
            ["belvarine", "ostolin"],
        ),
    ],
)
def test_of_several_readings_the_one_that_reads_as_the_words_do_is_proposed(
    text: str, relation: str, ends: list[str]
) -> None:
    (found,) = proposed(text)
    assert isinstance(found, Skeleton) and found.proposal and found.proposal.made
    made = found.proposal.made
    assert made.relation == KB(relation)
    named = [made.value("subject"), made.value("object")]
    assert [local_name(each.value) for each in named if isinstance(each, ox.NamedNode)] == ends


def test_a_claim_is_as_firm_as_what_it_was_read_as() -> None:
    (found,) = proposed("Belvarine cannot cause a rash.")
    assert isinstance(found, Skeleton)
    assert (found.tone.denies, found.tone.certainty) == (True, KB("Categorical"))


def test_a_verb_by_which_a_statement_reads_is_no_reservation() -> None:
    (found,) = proposed("Belvarine is still being studied for sea fever.")
    assert isinstance(found, Skeleton) and found.proposal and found.proposal.made
    assert found.proposal.made.relation == KB("studiedFor")
    assert found.tone.certainty == KB("Categorical")


TABLE = """Medicine\tTreats sea fever\tCauses a rash
Belvarine\tno\tunknown
Ostolin\tunknown\tno
"""


def test_a_sign_in_one_cell_denies_nothing_that_another_cell_says() -> None:
    head, first, second = proposed(TABLE)
    assert head == Passage(Stretch(0, TABLE.index("\n")), "Heading")
    assert isinstance(first, Skeleton) and first.proposal is not None and first.tone.denies
    assert first.proposal.question is not None
    assert local_name(first.proposal.question.value) == "treats-sea"
    assert isinstance(second, Skeleton) and second.proposal is not None and second.tone.denies
    assert second.proposal.made is not None
    assert second.proposal.made.value("object") != ox.NamedNode(Names().base + "sea-fever")


@pytest.mark.parametrize(
    "heading", ["## Belvarine and rash", "## Benefits of belvarine", "## Side effects of belvarine"]
)
def test_a_heading_without_a_verb_states_nothing(heading: str) -> None:
    found = proposed(f"# All of it\n\n{heading}\n\nOstolin treats sea fever.\n")
    assert [each.kind for each in found if isinstance(each, Passage)] == ["Heading", "Heading"]


def test_a_heading_that_states_something_is_a_claim() -> None:
    found = proposed("# All of it\n\n## Belvarine treats sea fever\n\nOstolin is there.\n")
    assert [each.kind for each in found if isinstance(each, Passage)] == ["Heading"]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Belvarine treats marsh fever.", 0.95),
        ("Belvarine treats marsh fever overnight.", 0.46),
        ("Gently belvarine treats marsh fever.", 0.76),
    ],
)
def test_a_reading_is_less_sure_the_more_words_it_leaves_out(text: str, confidence: float) -> None:
    (found,) = proposed(text)
    assert isinstance(found, Skeleton)
    assert found.proposal is not None
    assert found.proposal.confidence == confidence


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Belvarine does not treat marsh fever.", ["not treats-marsh"]),
        (
            "Belvarine treats marsh fever rather than sea fever.",
            ["treats-marsh", "? not treats-sea"],
        ),
        ("Belvarine treats marsh fever in people who do not smoke.", ["? treats-marsh"]),
        ("Belvarine has no rash as a side effect.", ["? not has-rash"]),
        ("Belvarine treats marsh fever with no risk of rash.", ["treats-marsh", "not has-rash"]),
    ],
)
def test_a_denial_is_of_what_its_piece_says(text: str, question: list[str]) -> None:
    assert sorted(questions(text)) == sorted(question)


@pytest.mark.parametrize(
    ("text", "reads", "denies"),
    [
        ("Belvarine works without delay", "", False),
        ("Belvarine does not act on the liver", "", True),
        ("Belvarine does not act on the liver", "does not act on the liver", False),
    ],
)
def test_a_denial_counts_if_it_is_of_what_is_said_and_not_a_part_of_it(
    text: str, reads: str, denies: bool
) -> None:
    (piece,) = pieces_of(sentence(text))
    assert tone_of(sentence(text), piece, None, (), reads).denies is denies


def values(text: str) -> list[tuple[str, list[str]]]:
    """The figures of a sentence, each with its numbers and unit as lengths of time or rates."""
    found = []
    for each in values_in(sentence(text)):
        stated = next(iter(each.values.values()))
        ends = (stated.value, stated.low, stated.high, stated.at_least, stated.at_most)
        numbers = [f"{end:f}" for end in ends if end is not None]
        found.append((each.place.of(text), [*numbers, stated.unit.label, stated.high_unit.label]))
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It lasts hours to a few days.", ("hours to a few days", ["1", "4", "hour", "day"])),
        ("It lasts days to weeks.", ("days to weeks", ["1", "4", "day", "week"])),
        (
            "Take 2–3 tablets per week.",
            ("2–3 tablets per week", ["2", "3", "per week", "per week"]),
        ),
        ("Rest for up to two hours.", ("up to two hours", ["2", "hour", "hour"])),
        (
            "It lasts from hours to several days.",
            ("hours to several days", ["1", "7", "hour", "day"]),
        ),
        (
            "Take it 2 to 3 times a week.",
            ("2 to 3 times a week", ["2", "3", "per week", "per week"]),
        ),
        ("It lasts half a day.", ("half a day", ["0.5", "day", "day"])),
    ],
)
def test_a_figure_is_read_with_range_and_unit(text: str, value: tuple[str, list[str]]) -> None:
    assert value in values(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Belvarine has been used for 50+ years.", ("at least 50", ["Year"])),
        ("It takes about an hour.", ("1", ["Hour"])),
        ("Visits are spaced every two weeks or once per month.", ("2 to 1", ["Month", "Week"])),
    ],
)
def test_a_figure_is_read_with_a_sign_or_in_two_ways(
    text: str, value: tuple[str, list[str]]
) -> None:
    (printed,) = values_in(sentence(text))
    stated = printed.values[KB("TimeSpan").value]
    numbers = {
        "at least 50": stated.at_least == 50,
        "1": stated.value == 1,
        "2 to 1": stated.low == 2 and stated.high == 1,
    }
    assert numbers[value[0]]
    units = {stated.unit.iri, stated.high_unit.iri}
    assert sorted(local_name(each) for each in units) == value[1]


def test_one_is_no_figure_that_is_missing() -> None:
    found = proposed("In one trial, belvarine treats marsh fever.")
    assert not [each.left for each in found if isinstance(each, Skeleton) and each.left]


def test_a_figure_gives_a_quantity_on_file_beside_what_else_its_words_say() -> None:
    (given,) = [
        each
        for each in proposed("In marsh fever the effect of belvarine lasts 3 days.")
        if isinstance(each, Skeleton) and each.proposal is not None and each.proposal.value
    ]
    assert given.proposal is not None and given.proposal.value is not None
    assert given.proposal.question == ox.NamedNode("https://w3id.org/kbtool/id/lasts")
    assert (given.proposal.value.value, given.proposal.value.unit.iri) == (
        Decimal(3),
        KB("Day").value,
    )


def test_a_figure_of_something_that_is_not_on_file_is_offered_a_new_quantity() -> None:
    (given,) = [
        each
        for each in proposed("Ostolin has a half-life of 5 hours.")
        if isinstance(each, Skeleton) and each.supposed is not None and each.supposed.value
    ]
    assert given.proposal is None and given.supposed is not None and given.supposed.made is not None
    made = given.supposed.made
    assert (made.kind, made.value("measure")) == (KB("Quantity"), KB("halfLife"))
    assert made.value("subject") == ox.NamedNode("https://w3id.org/kbtool/id/ostolin")


def test_a_figure_that_nothing_gives_is_told() -> None:
    (skeleton,) = proposed("Belvarine treats marsh fever in seven ways.")
    assert isinstance(skeleton, Skeleton)
    assert [each.of("Belvarine treats marsh fever in seven ways.") for each in skeleton.left] == [
        "seven"
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# Belvarine and marsh fever\n", ["Heading"]),
        ("Belvarine treats marsh fever.\n\n1. Rapid Support\n\nBelvarine treats sea fever.", ["treats-marsh", "Heading", "treats-sea"]),
        ("Does belvarine treat marsh fever?", ["Question"]),
        ("# Belvarine\n\nBelvarine treats marsh fever.\n\n## What it is\n\nBelvarine treats sea fever.\n\n## What is it?\n\nBelvarine treats marsh fever.", ["Heading", "treats-marsh", "Heading", "treats-sea", "Question", "treats-marsh"]),
        ("Belvarine treats marsh fever.\nXyra Quelph,\nBelvarine treats sea fever.", ["treats-marsh", "Byline", "treats-sea"]),
        ("Belvarine treats marsh fever. Book your visit today.", ["treats-marsh", "CallToAction"]),
    ],
)  # fmt: skip
def test_headings_names_and_calls_are_left_alone(text: str, kinds: list[str]) -> None:
    assert questions(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "It never harms anybody. The benefits are:\n",
        "You will not depend on it! Your benefits:\n",
    ],
)
def test_a_sentence_before_one_that_leads_to_a_list_is_no_heading(text: str) -> None:
    first = proposed(text)[0]
    assert isinstance(first, Skeleton)
    assert first.words.of(text).startswith(text[:5])


@pytest.mark.parametrize(
    "text",
    [
        "It may lead to:\n\n- tremor and faints\n- less pain\n",
        "It may lead to:\ntremor and faints\nless pain\n",
        "What happens.\n\n* tremor and faints\n* less pain\n",
    ],
)
def test_an_item_of_a_list_is_no_name_and_no_heading(text: str) -> None:
    items = [each for each in proposed(text) if each.words.start >= text.index("\n")]
    assert items and all(isinstance(each, Skeleton) for each in items)
    assert {each.words.of(text).split()[0] for each in items} >= {"tremor", "less"}


def test_a_line_that_leads_on_to_a_list_states_something() -> None:
    (skeleton,) = proposed("Belvarine treats several kinds of fever:")
    assert isinstance(skeleton, Skeleton)


def taken(text: str) -> list[tuple[str, str | None]]:
    """What the last proposal has that its sentence does not name, each with the sentence that it is taken from."""
    last = [each for each in proposed(text) if isinstance(each, Skeleton)][-1]
    assert last.proposal is not None
    return [
        (local_name(node.value), sentence and sentence.of(text))
        for node, sentence in last.proposal.taken
        if isinstance(node, ox.NamedNode)
    ]


def test_what_a_text_names_nowhere_is_never_filled_in() -> None:
    assert questions("Velorastat is new. Less rash is seen.")[-1] != "has-rash"
    assert not any(
        "belvarine" in each or "ostolin" in each
        for each in questions(
            "Velorastat treats marsh fever. The drug also causes rash.\n\nThe effect lasts two weeks."
        )
    )


def test_what_is_taken_from_another_sentence_is_told_with_that_sentence() -> None:
    text = "Belvarine is a drug. It treats marsh fever."
    assert questions(text)[-1] == "treats-marsh"
    assert taken(text) == [("belvarine", "Belvarine is a drug.")]


def test_what_a_sentence_names_itself_is_taken_from_nowhere() -> None:
    assert taken("Ostolin is a drug. Belvarine treats marsh fever.") == []


def tones(text: str) -> list[tuple[str, bool, str]]:
    """Each piece of a sentence, whether it denies, and how firmly it is worded."""
    said = sentence(text)
    found = [(piece, tone_of(said, piece, None, ())) for piece in pieces_of(said)]
    return [
        (piece.words(said).of(text), t.denies, local_name(t.certainty.value)) for piece, t in found
    ]


def test_all_items_of_what_is_set_aside_are_denied() -> None:
    assert [denies for _, denies, _ in tones("Instead of causing rash and dizziness")] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Belvarine often causes rash.", "Hedged"),
        ("Belvarine typically causes rash.", "Hedged"),
        ("Belvarine causes frequent rash.", "Categorical"),
    ],
)
def test_what_is_often_so_is_said_with_reservation(text: str, certainty: str) -> None:
    ((_, _, worded),) = tones(text)
    assert worded == certainty


def skeletons(text: str) -> list[Skeleton]:
    """The claims that an article seems to make."""
    return [each for each in proposed(text) if isinstance(each, Skeleton)]


def test_what_is_said_only_of_some_has_the_words_that_say_so() -> None:
    found = skeletons("Belvarine treats marsh fever in some cases. Belvarine treats sea fever.")
    assert [
        each.limit and each.limit.of("Belvarine treats marsh fever in some cases.")
        for each in found
    ] == [
        "in some cases",
        None,
    ]


def test_words_that_say_only_where_it_holds_are_no_claim_of_their_own() -> None:
    assert pieces("In marsh fever, belvarine causes rash.") == [
        "In marsh fever, belvarine causes rash"
    ]


def test_words_that_nothing_on_file_is_called_are_told_with_their_claim() -> None:
    (found,) = skeletons("Velorastat blocks CYP2D6 in marsh fever.")
    assert list(found.unnamed) == ["velorastat", "cyp2d6"]


def test_what_a_sentence_is_read_as_goes_before_what_is_only_like_it() -> None:
    text = "Belvarine may cause dizziness. It may cause rash."
    assert questions(text)[0] == "belvarine causes dizziness"


def places_of_figures(text: str) -> list[str]:
    """The figures of a sentence, as they are printed."""
    return [each.place.of(text) for each in values_in(sentence(text))]


def test_both_ends_of_a_change_are_figures_of_their_own() -> None:
    assert places_of_figures("It rose from 2% to 4%.") == ["2%", "4%"]
    assert places_of_figures("It rose from 5% in 2010 to 9% in 2020.") == ["5%", "9%"]
    assert places_of_figures("It lasts from 2 to 5 days.") == ["2 to 5 days"]


def test_a_number_that_is_a_part_of_a_name_is_no_figure() -> None:
    assert places_of_figures("Adults with type 2 diabetes take CYP2D6 blockers.") == []
    assert places_of_figures("It was tried in 20 adults.") == ["20"]


def test_words_that_a_reading_leaves_out_are_told() -> None:
    text = "Belvarine treats marsh fever of the purple kind."
    (found,) = skeletons(text)
    assert found.proposal is not None
    assert "purple" in " ".join(each.of(text) for each in found.proposal.unread)


@pytest.mark.parametrize(
    "printed", ["Reed & Sons Clinic", "Reed and Sons Clinic", "St. Reed's salt", "B.12+ salt"]
)
def test_a_name_with_marks_in_it_is_found_as_it_is_printed(printed: str) -> None:
    label = printed.replace(" and ", " & ")
    named = f'id:marked a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "{label}" .'
    words = read_lexicon(store_with(ON_FILE + named))
    told = read_draft(f"{printed} treats marsh fever.", words).parts[0].sentence
    assert "marked" in [local_name(each.node.value) for each in told.names]


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("It is a myth that belvarine treats marsh fever.", True),
        ("Neither belvarine nor ostolin treats marsh fever.", True),
        ("Belvarine hardly ever causes rash.", True),
        ("Swimming fails to treat marsh fever.", True),
        ("People without rash recover.", False),
    ],
)
def test_a_denial_counts_wherever_its_words_stand(text: str, denies: bool) -> None:
    (piece,) = pieces_of(sentence(text))
    assert tone_of(sentence(text), piece, None, ()).denies is denies


@pytest.mark.parametrize(
    "text",
    [
        "It is sold for £25.",
        "It was 4.2 mmol/L.",
        "It rose (95% CI 1.2 to 3.4).",
        "It was measured between 2000 and 2015.",
        "It has a half life.",
    ],
)
def test_a_number_whose_unit_is_not_known_or_that_is_of_another_figure_is_no_value(
    text: str,
) -> None:
    assert not any(each.values for each in values_in(sentence(text)))


def test_what_is_paid_for_a_time_is_an_amount_of_money() -> None:
    assert values("It costs about $4 per month.") == [("about $4", ["4", "US dollar", "US dollar"])]


def test_another_drug_than_the_sentence_names_is_never_proposed_first() -> None:
    assert questions("Belvarine causes rash.") == ["has-rash"]
    assert questions("Ostolin causes rash.") != ["has-rash"]


def test_an_item_is_not_said_of_what_the_item_before_names() -> None:
    found = questions("Ostolin is a salt.\n\n- Treats marsh fever\n- Causes dizziness\n")
    assert found[-1] == "ostolin causes dizziness"


def test_a_bare_answer_states_what_its_question_asks_and_nothing_alone() -> None:
    asked = "# Marsh fever\n\nDoes belvarine treat marsh fever?\n\nNo.\n"
    assert questions(asked) == ["Heading", "Question", "not treats-marsh"]
    assert questions("Belvarine treats marsh fever.\n\nYes.\n") == ["treats-marsh", "Transition"]
    assert questions("How is ostolin stored?\n\nYes.\n") == ["Question", "Transition"]


@pytest.mark.parametrize(
    "line",
    [
        "## Belvarine and fever: what the research says",
        "**Clearer belvarine**",
        "Belvarine vs. ostolin",
    ],
)
def test_a_line_that_is_a_title_by_its_looks_states_nothing(line: str) -> None:
    found = proposed(f"# A page\n\nBelvarine treats marsh fever.\n\n{line}\n\nIt treats sea fever.")
    assert [each.kind for each in found if isinstance(each, Passage)] == ["Heading", "Heading"]


def test_a_title_that_states_something_is_a_claim() -> None:
    found = proposed("# A page\n\n## Belvarine: it treats marsh fever\n\nIt treats sea fever.")
    assert len([each for each in found if isinstance(each, Skeleton)]) >= 2


def test_a_line_of_words_that_are_marked_in_part_is_no_title() -> None:
    assert all(isinstance(each, Skeleton) for each in proposed("**Belvarine** treats marsh fever."))
