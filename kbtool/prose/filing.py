"""Candidates beside what is on file: the proposition that states the same, or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.knowledge.scales import Scope
from kbtool.knowledge.statements import Statement, broader_terms, read_statements
from kbtool.prose.candidate import CONFIDENT, Candidate
from kbtool.prose.figures import GivenFigure
from kbtool.prose.people import People
from kbtool.prose.propositions import TRUE, new_proposition, qualifiers_of, stated_by
from kbtool.prose.reading import Reading
from kbtool.prose.same_scope import besides, same_scope, same_values, values_of, within
from kbtool.prose.stated import Filed, known, most_specific, told, widest, without_seconds
from kbtool.rdf.namespaces import KB, RDF, SKOS
from kbtool.rdf.terms import Term, by_subject, value
from kbtool.text.stretch import Stretch


class Files:
    """The propositions of a knowledge base, by what they state.

    Args:
        store: the knowledge base.
        decided: whether those that wait for a decision (kb:undecided) are left out: nothing is judged by them.
    """

    def __init__(self, store: ox.Store, *, decided: bool = False) -> None:
        waiting = store.quads_for_pattern(None, KB("undecided"), None, None) if decided else ()
        left_out = {quad.subject for quad in waiting}
        self._by_core: dict[tuple[Term, Term, Term | None], list[Statement]] = defaultdict(list)
        self._by_relation: dict[tuple[Term, Term], list[Statement]] = defaultdict(list)
        self._local: set[Term] = set()
        self._exclusive = {
            quad.subject
            for name in ("singleValued", "exclusiveObjects")
            for quad in store.quads_for_pattern(None, KB(name), None, None)
        }
        self._of_all = {
            quad.subject for quad in store.quads_for_pattern(None, KB("deniedOfAll"), TRUE, None)
        }
        self._any_of = {
            quad.subject: quad.object
            for quad in store.quads_for_pattern(None, KB("anyObjectOf"), None, None)
        }
        self._meaning = {
            node: frozenset(value(term).casefold() for term in terms)
            for node, terms in by_subject(store, KB("harmTerm")).items()
        }
        self._named = {
            node: frozenset(value(label).casefold() for label in labels)
            for node, labels in by_subject(store, SKOS("prefLabel")).items()
        }
        said_round = store.quads_for_pattern(None, KB("converseSaidAs"), None, None)
        self._both_ways = {quad.subject for quad in said_round if quad.subject == quad.object}
        self._above = broader_terms(store)
        self._people = People(store, self._above)
        self._objects: dict[Term, set[Term | None]] = defaultdict(set)
        for statement in read_statements(store):
            if statement.iri in left_out:
                continue
            self._objects[statement.relation].add(statement.object)
            if KB("jurisdiction") in statement.scope:
                self._local.add(statement.relation)
            self._by_relation[statement.subject, statement.relation].append(statement)
            self._by_core[statement.subject, statement.relation, statement.object].append(statement)

    def stated(self, reading: Reading, least: float = CONFIDENT) -> list[Filed]:
        """What counts of what a text was read as: statements and figures that are sure enough.

        Args:
            reading: the text as read.
            least: how sure, 0 to 1.
        """
        sure = [each for each in reading.candidates if each.confidence >= least]
        figures = [each for each in reading.figures if each.confidence >= least]
        stated = [
            each
            for each in self.filed(sure)
            if not self.says_little(each)
            and (
                each.on_file
                or self._is_in_place_of(each)
                or self._denies_more(each)
                or not _counts_only_on_file(each.stated)
            )
        ]
        return [*stated, *(Filed(each, each.quantity, True) for each in figures)]

    def filed(self, candidates: Iterable[Candidate]) -> list[Filed]:
        """Candidates with their propositions, each statement of the same words once.

        Of several that the words may mean, those that are on file are taken, if any is.

        Args:
            candidates: the candidates of a draft.
        """
        by_words: dict[tuple[Stretch, int | None], dict[ox.NamedNode, Filed]] = defaultdict(dict)
        placed = (one for each in candidates for one in self._everywhere(self._placed(each)))
        for each in self._meant(placed):
            found = self._filed(each)
            if not found.on_file and (of_disorder := self._people.of_disorder(each)) is not None:
                found = self._filed(of_disorder)
            alike = (self._people.of_group(each), self._people.of_symptoms(each))
            for other in (*alike, self._turned_round(each)):
                if other is not None and not found.on_file:
                    same = self._filed(other)
                    found = same if same.on_file or self._has_core(other) else found
            for said in (each, *alike):
                of_all = None if said is None else self._of_everybody(said)
                if of_all is not None and not found.on_file:
                    same = self._filed(of_all)
                    found = same if same.on_file else found
            by_words[each.words, each.one_of].setdefault(found.question, found)
        chosen = [one for found in by_words.values() for one in self._chosen(list(found.values()))]
        return without_seconds(chosen)

    def _of_everybody(self, candidate: Candidate) -> Candidate | None:
        """What is denied of children or the like, denied of everybody: what is shown of all is not shown not to be of them.

        It is no restatement. None, where something else is said, or something on file is of such a group.
        """
        group = candidate.scope.get(KB("population"))
        if not candidate.denies or candidate.relation not in self._of_all:
            return None
        if group is None or not self._people.is_plain(group):
            return None
        core = candidate.subject, candidate.relation, candidate.object or TRUE
        if any(KB("population") in each.scope for each in self._by_core.get(core, ())):
            return None
        scope = {q: value for q, value in candidate.scope.items() if q != KB("population")}
        unread = tuple(dict.fromkeys((candidate.words, *candidate.unread)))
        return replace(candidate, scope=scope, is_gist=True, unread=unread)

    def _chosen(self, found: Sequence[Filed]) -> Sequence[Filed]:
        """What the same words state, of all that they may mean."""
        likely = known(most_specific(found, self._above))
        return told(widest(likely, self._above), self._exclusive, self._objects)

    def _meant(self, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Candidates, and for one that denies "side effects", or harm to an organ, one for each of these on file.

        Asserted, it says nothing; but harm to an organ that is said of all, or for good, is the one on file, if that is one.
        """
        for each in candidates:
            relation = None if each.object is None else self._any_of.get(each.object)
            if relation is None:
                yield each
            elif relation == each.relation:
                found = self._of_meaning(each)
                if each.denies or (
                    (each.modality or each.insists)
                    and each.object in self._meaning
                    and len(found) == 1
                ):
                    yield from (replace(each, object=object_) for object_ in found)

    def _of_meaning(self, candidate: Candidate) -> Sequence[ox.NamedNode]:
        """What is on file of a subject and a predicate that a word for any of several may mean."""
        on_file = self._by_relation[candidate.subject, candidate.relation]
        meant = self._meaning.get(candidate.object) if candidate.object is not None else None
        objects = dict.fromkeys(s.object for s in on_file if not s.scope)
        return [
            each
            for each in objects
            if isinstance(each, ox.NamedNode)
            and (meant is None or not meant.isdisjoint(self._named.get(each, ())))
        ]

    def _is_in_place_of(self, filed: Filed) -> bool:
        """Whether something is said where only one thing can be so and another one is on file: of which class it is."""
        said = filed.stated
        if not isinstance(said, Candidate) or said.denies or said.relation not in self._exclusive:
            return False
        on_file = {each.object for each in self._by_relation[said.subject, said.relation]}
        return bool(on_file) and said.object not in on_file

    def _denies_more(self, filed: Filed) -> bool:
        """Whether what is denied is no less than what is on file: "unscheduled" of what is in one of the schedules."""
        said = filed.stated
        if not isinstance(said, Candidate) or not said.denies or said.object is None:
            return False
        return any(
            each.object is not None
            and said.object in self._above(each.object)
            and all(place in each.scope.get(name, ()) for name, place in said.scope.items())
            for each in self._by_relation[said.subject, said.relation]
        )

    @staticmethod
    def says_little(filed: Filed) -> bool:
        """Whether a statement that nobody has on file denies only how many or how often: "not everyone", "few people".

        Args:
            filed: the statement.
        """
        said = filed.stated
        return (
            isinstance(said, Candidate)
            and said.denies
            and not filed.on_file
            and bool(said.modality)
        )

    def _placed(self, candidate: Candidate) -> Candidate:
        """A candidate without the place of an authority that it names, unless what it states hangs on places."""
        if candidate.relation in self._local or KB("jurisdiction") not in candidate.scope:
            return candidate
        scope = {q: value for q, value in candidate.scope.items() if q != KB("jurisdiction")}
        return replace(candidate, scope=scope)

    def _everywhere(self, candidate: Candidate) -> Sequence[Candidate]:
        """A denial that names no jurisdiction, once for each of several for which what it denies is on file.

        An assertion of them all is none of any.
        """
        if KB("jurisdiction") in candidate.scope or (candidate.object and not candidate.denies):
            return (candidate,)
        known = self._by_core.get(
            (candidate.subject, candidate.relation, candidate.object or TRUE), ()
        )
        scope: Scope = {name: frozenset({value}) for name, value in qualifiers_of(candidate)}
        places = {
            place
            for each in known
            if besides(each.scope) == scope
            for place in each.scope.get(KB("jurisdiction"), ())
            if isinstance(place, ox.NamedNode)
        }
        if len(places) < 2:
            return (candidate,)
        if not candidate.denies:
            return ()
        return [
            replace(candidate, scope={**candidate.scope, KB("jurisdiction"): place})
            for place in sorted(places, key=str)
        ]

    def _filed(self, candidate: Candidate) -> Filed:
        object_ = candidate.object or TRUE
        known = self._by_core.get((candidate.subject, candidate.relation, object_), ())
        scope: Scope = {name: frozenset({value}) for name, value in qualifiers_of(candidate)}
        for same in (same_scope, same_values):
            for statement in known:
                if same(statement.scope, scope):
                    return Filed(candidate, statement.iri, True)
        if (alike := self._of_same_values(candidate, scope)) is not None:
            return Filed(candidate, alike.iri, True)
        if (implied := [each for each in known if self._adds_what_is_named(each, scope)]) != []:
            return Filed(candidate, implied[0].iri, True)
        local = [each for each in known if KB("jurisdiction") in each.scope]
        meant = [each for each in local if besides(each.scope) == scope]
        if meant and len({each.scope[KB("jurisdiction")] for each in local}) == 1:
            return Filed(candidate, meant[0].iri, True)
        if (meant_within := within(candidate, scope, known)) is not None:
            return Filed(candidate, meant_within.iri, True)
        placed = self._in_the_only_place(candidate)
        return Filed(placed, new_proposition(placed), False)

    def _turned_round(self, candidate: Candidate) -> Candidate | None:
        """The same said of the other one, by a predicate that holds both ways: "X does not interact with Y"."""
        if candidate.relation not in self._both_ways or candidate.object is None:
            return None
        return replace(candidate, subject=candidate.object, object=candidate.subject)

    def _has_core(self, candidate: Candidate) -> bool:
        """Whether something on file says the same, of whomever."""
        return (candidate.subject, candidate.relation, candidate.object or TRUE) in self._by_core

    def _adds_what_is_named(self, statement: Statement, scope: Scope) -> bool:
        """Whether the one thing that a statement has beyond a scope is a condition in its object's name: "gout drugs"."""
        further = {name: values for name, values in statement.scope.items() if name not in scope}
        if set(further) != {KB("condition")} or len(statement.scope) != len(scope) + 1:
            return False
        if any(statement.scope[name] != values for name, values in scope.items()):
            return False
        object_ = statement.object
        named = [f" {name} " for name in self._named.get(object_, ())] if object_ else []
        return all(
            any(f" {name} " in each for each in named for name in self._named.get(condition, ()))
            for condition in further[KB("condition")]
        )

    def _in_the_only_place(self, candidate: Candidate) -> Candidate:
        """A candidate that names no jurisdiction, in the only one of which such things are on file of its subject."""
        if KB("jurisdiction") in candidate.scope:
            return candidate
        on_file = self._by_relation.get((candidate.subject, candidate.relation), ())
        places = {place for each in on_file for place in each.scope.get(KB("jurisdiction"), ())}
        place = places.pop() if len(places) == 1 else None
        if not isinstance(place, ox.NamedNode):
            return candidate
        return replace(candidate, scope={**candidate.scope, KB("jurisdiction"): place})

    def _of_same_values(self, candidate: Candidate, scope: Scope) -> Statement | None:
        """The statement that names the same things, with another of them as its object: "approved for children"."""
        if candidate.object is None:
            return None
        mine = values_of(scope) | {candidate.object}
        on_file = [
            each
            for each in self._by_relation[candidate.subject, candidate.relation]
            if each.object is not None and each.scope
        ]
        same = [each for each in on_file if mine == values_of(each.scope) | {each.object}]
        if not same and KB("jurisdiction") not in scope:
            same = [e for e in on_file if mine == values_of(besides(e.scope)) | {e.object}]
        if not same and not values_of(besides(scope)) and candidate.relation in self._local:
            place = scope.get(KB("jurisdiction"))
            there = [e for e in on_file if place in (None, e.scope.get(KB("jurisdiction")))]
            same = [e for e in there if {candidate.object} == values_of(besides(e.scope))]
        return same[0] if len(same) == 1 else None


def proposition_quads(filed: Filed, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """What a new proposition states; nothing of one on file."""
    if filed.on_file:
        return
    node, said = filed.question, filed.stated
    if isinstance(said, Candidate):
        yield ox.Quad(node, RDF("type"), KB("Proposition"), graph)
        yield from (ox.Quad(node, name, value, graph) for name, value in stated_by(said))


def _counts_only_on_file(stated: Candidate | GivenFigure) -> bool:
    """Whether something was read so freely that it states nothing where nothing is on file of just that."""
    return isinstance(stated, Candidate) and (stated.is_gist or stated.is_span)
