"""The lexicon of a knowledge base, read from its concepts and its vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from msgspec.structs import replace

from kbtool.knowledge.derive.modal_words import ModalWords, read_modal_words
from kbtool.knowledge.scales import read_scales
from kbtool.prose.derived_triggers import Wording, with_derived
from kbtool.prose.words.cues import Cue, Effect, Heading, Reach, Withdrawal
from kbtool.prose.words.lexicon import Kinds, Lexicon
from kbtool.prose.words.names import read_names
from kbtool.prose.words.phrase_index import Forms
from kbtool.prose.words.quantities import read_quantities
from kbtool.prose.words.shortened import read_short_names
from kbtool.prose.words.trigger_phrases import Stated, all_triggers, gists, triggers_of
from kbtool.prose.words.unnamed import UnnamedWords
from kbtool.rdf.namespaces import DCT, KB, local_name
from kbtool.rdf.terms import Term, by_subject, instances, named, objects, value
from kbtool.text.tokens import forms_of_words, words_of_phrase


def read_lexicon(store: ox.Store) -> Lexicon:
    """The words by which what a store knows is recognised in prose.

    Args:
        store: the knowledge base, before or after anything is derived of it.
    """
    return with_statements(read_words(store), store)


def with_statements(words: Lexicon, store: ox.Store) -> Lexicon:
    """A lexicon with what is recognised by the statements on file.

    Args:
        words: what is read of the terms and concepts of a store.
        store: it.
    """
    found = replace(
        words,
        understood=_understood(store),
        used_as=_used_as(store),
        quantities=read_quantities(store),
    )
    vars(found).update(vars(words))  # its indexes are of the words alone
    return found


def read_words(store: ox.Store) -> Lexicon:
    """The words by which terms and concepts are recognised: of a lexicon, all but what hangs on statements.

    Args:
        store: what terms and concepts are known.
    """
    predicates, measures = instances(store, KB("Predicate")), instances(store, KB("Measure"))
    modal = read_modal_words(store)
    stated = Stated(store)
    heads = by_subject(store, KB("headWord")).get(KB("Treatment"), [])
    nouns = frozenset(form for word in heads for form in forms_of_words(value(word))[0])
    wording = Wording(_forms(store, "lightVerb"), _forms(store, "agentWord"), nouns)
    return Lexicon(
        names=read_names(store, modal.small),
        short_names=list(read_short_names(store, modal.small)),
        kind_of={
            node: frozenset(kinds)
            for name in ("conceptKind", "anyOfKind", "wayOfHarm")
            for node, kinds in by_subject(store, KB(name)).items()
            if isinstance(node, ox.NamedNode)
        },
        triggers=[
            trigger
            for each in predicates
            for trigger in dict.fromkeys(with_derived(all_triggers(stated, each), wording))
        ],
        kinds={
            each: Kinds(
                frozenset(objects(store, each, KB("subjectKind"))),
                frozenset(objects(store, each, KB("objectKind"))),
            )
            for each in predicates
        },
        yes_no=frozenset(_yes_no(store)),
        kin=_kin(store),
        cues=list(_cues(store)),
        fillers=_phrases(store, "filler"),
        light_nouns=_forms(store, "lightNoun"),
        saying=_forms(store, "sayingWord"),
        existing=_forms(store, "existingWord"),
        vouching=_forms(store, "vouchingWord"),
        evidence=_forms(store, "evidenceNoun"),
        widening=_phrases(store, "wideningWords"),
        everywhere=_phrases(store, "everywhereWords"),
        exposing=_forms(store, "exposureWord"),
        parts_of_groups=_phrases(store, "partOfGroup"),
        wholes=_written(store, "wholeWord"),
        plain_words=_written(store, "plainWord"),
        gists=list(gists(stated)),
        gist_words=_written(store, "gistWord"),
        pseudo=[
            Cue(effect, Reach.CLAUSE, words_of_phrase(value(words)))
            for effect in Effect
            for words in objects(store, KB(effect.value), KB("pseudoCue"))
        ],
        terminations=_phrases(store, "terminationCue"),
        heads={
            kind: frozenset(form for word in words for form in forms_of_words(value(word))[0])
            for kind, words in by_subject(store, KB("headWord")).items()
        },
        head_kinds={
            kind: frozenset(kinds) for kind, kinds in by_subject(store, KB("headKind")).items()
        },
        pronouns=_pronouns(store),
        empty=_phrases(store, "emptyStandIn"),
        openings=_phrases(store, "openingWords"),
        answers=_yes_and_no(store, "answer"),
        signs=_signs(store),
        answer_openings=_phrases(store, "answerOpening"),
        withdrawals={words: each for each in Withdrawal for words in _phrases(store, each.value)},
        unsettling=_forms(store, "unsettlingWord"),
        open_signs=frozenset(map(value, objects(store, KB("OpenQuestion"), KB("sign")))),
        elsewhere=_forms(store, "elsewhereWord"),
        telling=_forms(store, "tellingWord"),
        agreeing=_forms(store, "agreeingWord"),
        headings={
            words_of_phrase(value(words)): each
            for each in Heading
            for words in objects(store, KB(each.value), KB("headingCue"))
        },
        listed_by=frozenset(
            each
            for each in objects(store, KB(Heading.POSSIBLE.value), KB("listsBy"))
            if isinstance(each, ox.NamedNode)
        ),
        qualifiers={
            each: (
                frozenset(objects(store, each, KB("objectKind"))),
                [forms_of_words(value(word)) for word in objects(store, each, KB("introducedBy"))],
            )
            for each in instances(store, KB("Qualifier"))
            if objects(store, each, KB("introducedBy"))
        },
        authority_in={
            q.subject: q.object
            for q in store.quads_for_pattern(None, KB("authorityIn"), None, None)
            if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode)
        },
        passages={
            forms_of_words(value(word)): local_name(value(kind))
            for kind, words in by_subject(store, KB("passageCue")).items()
            for word in words
        },
        modal=modal,
        scales=read_scales(store),
        inherent={
            each: _inherent(store, each, modal) for each in instances(store, KB("Predicate"))
        },
        plain=_plain(store),
        small=modal.small,
        figure_triggers={each: list(triggers_of(store, each)) for each in measures},
        legal=frozenset(
            each
            for each in predicates
            if KB("LegalStatus") in objects(store, each, KB("questionType"))
        ),
        dates=_forms(store, "dateWord"),
        idle=_forms(store, "idleNoun"),
        section_words=_forms(store, "sectionWord"),
        turning=_phrases(store, "turningWords"),
        other_adjectives=_forms(store, "otherAdjective"),
        ranking_adjectives=_forms(store, "rankingAdjective"),
        idle_adjectives=_forms(store, "idleAdjective"),
        likenesses=_forms(store, "likenessBehind"),
        othernesses=_forms(store, "othernessBefore"),
        unnamed=UnnamedWords(
            tentative=_written(store, "tentativeWord"),
            happening=_written(store, "happeningWord"),
            topics=_written(store, "topicNoun"),
            single=_written(store, "singleNoun"),
            turns=_written(store, "headingTurn"),
            idle=_written(store, "idleWord"),
            counting=_written(store, "countingWord"),
        ),
        speakers=_written(store, "speakerNoun"),
        quoting=_written(store, "quotingVerb"),
        of_kinds=frozenset(each for each in predicates if _is_of_kinds(store, each)),
        of_shares=frozenset(
            q.subject
            for q in store.quads_for_pattern(None, KB("saidOfShare"), None, None)
            if isinstance(q.subject, ox.NamedNode)
        ),
        of_time=frozenset(
            each
            for each in instances(store, KB("Predicate"))
            if KB("OnsetAndDuration") in objects(store, each, DCT("subject"))
        ),
    )


def _inherent(
    store: ox.Store, relation: ox.NamedNode, modal: ModalWords
) -> frozenset[ox.NamedNode]:
    """The modal qualifiers of which a word is in how a relation reads."""
    phrases = [value(phrase) for phrase in objects(store, relation, KB("phrase"))]
    return frozenset(
        each.qualifier
        for each in modal.values
        if any(each.words.search(phrase) for phrase in phrases)
    )


def _is_of_kinds(store: ox.Store, predicate: ox.NamedNode) -> bool:
    """Whether a predicate says what kind of thing something is, in law or otherwise."""
    asked = objects(store, predicate, KB("questionType"))
    in_law = KB("LegalStatus") in asked and bool(objects(store, predicate, KB("singleValued")))
    return in_law or KB("Classification") in asked


def _plain(store: ox.Store) -> dict[ox.NamedNode, frozenset[ox.NamedNode]]:
    """The values of modal qualifiers that add nothing to what a predicate says, by its type of question."""
    values: dict[Term, set[ox.NamedNode]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, KB("plainOf"), None, None):
        if isinstance(quad.subject, ox.NamedNode):
            values[quad.object].add(quad.subject)
    return {
        each: frozenset().union(
            *(values[kind] for kind in objects(store, each, KB("questionType")))
        )
        for each in instances(store, KB("Predicate"))
    }


def _used_as(store: ox.Store) -> dict[ox.NamedNode, frozenset[ox.NamedNode]]:
    """The qualifiers by the concepts that are their values."""
    found: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for qualifier in instances(store, KB("Qualifier")):
        for quad in store.quads_for_pattern(None, qualifier, None, None):
            if isinstance(quad.object, ox.NamedNode):
                found[quad.object].add(qualifier)
    return {node: frozenset(qualifiers) for node, qualifiers in found.items()}


def _understood(store: ox.Store) -> dict[tuple[Term, Term], frozenset[ox.NamedNode]]:
    """The objects on file, of each subject and each predicate whose object may go without saying."""
    found: dict[tuple[Term, Term], set[ox.NamedNode]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, KB("objectUnderstood"), None, None):
        for said in store.quads_for_pattern(None, KB("predicate"), quad.subject, None):
            for subject in objects(store, said.subject, KB("subject")):
                named = objects(store, said.subject, KB("object"))
                found[subject, quad.subject] |= {n for n in named if isinstance(n, ox.NamedNode)}
    return {key: frozenset(nodes) for key, nodes in found.items()}


def _kin(store: ox.Store) -> dict[ox.NamedNode, frozenset[ox.NamedNode]]:
    """The predicates that state each other, be it with subject and object turned round."""
    found: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for name in ("saidAs", "converseSaidAs"):
        for quad in store.quads_for_pattern(None, KB(name), None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                found[quad.subject].add(quad.object)
                found[quad.object].add(quad.subject)
    return {each: frozenset(others) for each, others in found.items()}


def _yes_no(store: ox.Store) -> Iterator[ox.NamedNode]:
    """Predicates that are said of a subject alone: their phrase has no gap for an object."""
    for node in instances(store, KB("Predicate")):
        phrases = [value(phrase) for phrase in objects(store, node, KB("phrase"))]
        if phrases and not any("{object}" in phrase for phrase in phrases):
            yield node


def _cues(store: ox.Store) -> Iterator[Cue]:
    for effect in Effect:
        for reach in Reach:
            for words in objects(store, KB(effect.value), KB(reach.value)):
                yield Cue(effect, reach, words_of_phrase(value(words)))


def _yes_and_no(store: ox.Store, name: str) -> dict[Forms, bool]:
    """Words that say that something is so, or that it is not."""
    return {
        words_of_phrase(value(words)): is_so
        for term, is_so in ((KB("Rejection"), False), (KB("Affirmation"), True))
        for words in objects(store, term, KB(name))
    }


def _signs(store: ox.Store) -> dict[str, bool]:
    return {
        value(sign): is_so
        for term, is_so in ((KB("Rejection"), False), (KB("Affirmation"), True))
        for sign in objects(store, term, KB("sign"))
    }


def _phrases(store: ox.Store, name: str) -> list[Forms]:
    return [words_of_phrase(words) for words in sorted(_values(store, name))]


def _forms(store: ox.Store, name: str) -> frozenset[str]:
    return frozenset(form for words in _values(store, name) for form in forms_of_words(words)[0])


def _written(store: ox.Store, name: str) -> frozenset[str]:
    """Words that stand for themselves alone, as they are written."""
    return frozenset(map(str.casefold, _values(store, name)))


def _values(store: ox.Store, name: str) -> Iterable[str]:
    return {value(quad.object) for quad in store.quads_for_pattern(None, KB(name), None, None)}


def _pronouns(store: ox.Store) -> dict[Forms, frozenset[Term]]:
    found: dict[Forms, set[Term]] = defaultdict(set)
    for kind, words in by_subject(store, KB("standIn")).items():
        for word in words:
            found[forms_of_words(value(word))] |= set(named([kind]))
    return {forms: frozenset(kinds) for forms, kinds in found.items()}
