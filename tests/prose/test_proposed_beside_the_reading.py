"""What is proposed where the words were read as something that is not on file, or that only leads to examples. All is fictional."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from invented import store_with
from kbtool.knowledge.labels import Labels
from kbtool.prose.filing import Files
from kbtool.prose.lexicon_reading import read_lexicon
from kbtool.prose.proposing.proposals import Skeleton
from kbtool.prose.proposing.skeletons import HINTED, Skeletons
from kbtool.prose.reading import read_draft
from kbtool.prose.words.lexicon import Lexicon
from kbtool.rdf.namespaces import Names, local_name

ON_FILE = """
@prefix kb:   <https://w3id.org/kbtool/ns#> .
@prefix id:   <https://w3id.org/kbtool/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

id:belvarine a kb:Concept ; kb:conceptKind kb:Treatment ; skos:prefLabel "belvarine" .
id:fevers a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "fevers" .
id:marsh-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "marsh fever" .
id:sea-fever a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "sea fever" ; skos:broader id:fevers .
id:gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "gout" .
id:old-gout a kb:Concept ; kb:conceptKind kb:Disorder ; skos:prefLabel "chronic gout" .
id:marsh-symptoms a kb:Concept ; kb:conceptKind kb:HealthOutcome ; skos:prefLabel "marsh fever symptoms" .

id:popular-fevers a kb:Proposition ; kb:subject id:belvarine ; kb:predicate kb:gainingPopularityFor ; kb:object id:fevers .
id:popular-sea a kb:Proposition ; kb:subject id:belvarine ; kb:predicate kb:gainingPopularityFor ; kb:object id:sea-fever .
id:sea-is-fever a kb:Proposition ; kb:subject id:sea-fever ; kb:predicate kb:classifiedAs ; kb:object id:fevers .
id:gout-worsens a kb:Proposition ; kb:subject id:gout ; kb:predicate kb:worsensSymptomsOf ; kb:object id:marsh-fever .
id:treats-marsh a kb:Proposition ; kb:subject id:belvarine ; kb:predicate kb:treats ; kb:object id:marsh-fever .
id:treats-gout a kb:Proposition ; kb:subject id:belvarine ; kb:predicate kb:treats ; kb:object id:gout .
"""


@cache
def words() -> tuple[ox.Store, Lexicon, Skeletons]:
    """A small knowledge base, its words, and what proposes claims by them."""
    store = store_with(ON_FILE)
    lexicon = read_lexicon(store)
    return store, lexicon, Skeletons(store, Labels(store, Names()), lexicon)


def first(text: str) -> list[str]:
    """What is proposed of each piece: by its name, or the values of what is new; supposed or not."""
    store, lexicon, made = words()
    reading = read_draft(text, lexicon)
    found = []
    for each in made.of(reading, Files(store).stated(reading, HINTED)):
        proposal = (each.proposal or each.supposed) if isinstance(each, Skeleton) else None
        if proposal is None:
            found.append("?")
        elif proposal.question is not None:
            found.append(local_name(proposal.question.value))
        elif proposal.made is not None:
            values = (value for _, value in proposal.made.stated)
            named = (local_name(v.value) for v in values if isinstance(v, ox.NamedNode))
            found.append(" ".join(named))
    return found


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        pytest.param(
            "Belvarine is gaining popularity for fevers, including sea fever.",
            ["popular-fevers", "popular-sea"],
            id="the example is on file",
        ),
        pytest.param(
            "Belvarine is gaining popularity for fevers, including sea fever and marsh fever.",
            ["popular-fevers", "popular-sea", "belvarine gainingPopularityFor marsh-fever"],
            id="the last is new",
        ),
        pytest.param("Fevers include sea fever.", ["sea-is-fever"], id="it is what is stated"),
        pytest.param(
            "Sea fever is classified as one of the fevers.", ["sea-is-fever"], id="no examples"
        ),
    ],
)
def test_of_an_example_is_stated_what_is_stated_of_what_it_is_one_of(
    text: str, proposed: list[str]
) -> None:
    assert first(text) == proposed


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        pytest.param(
            "Gout can intensify marsh fever symptoms.", ["gout-worsens"], id="of the predicate"
        ),
        pytest.param(
            "Belvarine treats chronic gout.", ["belvarine treats old-gout"], id="of the concept"
        ),
    ],
)
def test_a_longer_name_is_what_is_on_file_where_the_predicate_has_the_rest_of_it(
    text: str, proposed: list[str]
) -> None:
    assert first(text) == proposed


def test_how_far_another_piece_says_it_is_so_makes_no_new_statement() -> None:
    text = "Belvarine treats marsh fever, offering a completely different mechanism."
    assert first(text)[0] == "treats-marsh"
    text = "Belvarine completely treats marsh fever."
    assert first(text) == ["belvarine treats marsh-fever Completely"]
