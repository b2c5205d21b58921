"""The words by which a knowledge base is recognised in prose: names of concepts, triggers of predicates, cues of context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import NamedTuple

import pyoxigraph as ox
from msgspec import Struct, field

from kbtool.knowledge.derive.modal_words import ModalWords
from kbtool.knowledge.scales import Scales
from kbtool.prose.words.cues import Cue, Effect, Heading, Withdrawal
from kbtool.prose.words.found_by import FoundBy, found_by
from kbtool.prose.words.phrase_index import Forms, PhraseIndex
from kbtool.prose.words.quantities import Quantities
from kbtool.prose.words.rarest import ByRarestWord
from kbtool.prose.words.shortened import Short
from kbtool.prose.words.trigger import Trigger
from kbtool.prose.words.unnamed import UnnamedWords
from kbtool.rdf.terms import Term
from kbtool.text.tokens import Token


class Kinds(NamedTuple):
    """The kinds of concept that a predicate or measure is said of, and that it takes; none: any."""

    subject: frozenset[Term]
    object: frozenset[Term]


def fits(mine: Set[Term], wanted: Set[Term]) -> bool:
    """Whether a concept of some kinds is of one that is wanted; of none, if it is of no kind itself or any will do.

    Args:
        mine: its kinds.
        wanted: the kinds of which it must be one; none: any.
    """
    return not wanted or not mine or not wanted.isdisjoint(mine)


class Lexicon(Struct, frozen=True, dict=True):
    """The words of a knowledge base.

    Attributes:
        names, kind_of: the names and the kinds of each concept.
        triggers, kinds: the triggers of predicates, and what predicates and measures are said of.
        yes_no: the predicates whose object is true.
        cues, pseudo: the cues of context, and words that look like one of their effect and are none.
        terminations: the words that end the reach of a cue.
        of_time: the predicates that say how soon, or for how long, so that a span of time is no limit of them.
        of_shares: the predicates that are said of a treatment by who says them of a share of those who have it.
        of_kinds: the predicates that say what kind of thing something is.
        legal, dates: the predicates that say what holds in law, and the words that say no more than when.
        idle, idle_adjectives: nouns that limit nothing behind a preposition ("in studies"), adjectives before a name.
        section_words, turning: nouns of headings that turn to nothing else ("safety"), words that turn away from a name.
        other_adjectives: adjectives by which a heading turns to others than what the page is of: "other treatments".
        ranking_adjectives: adjectives that a denial before them is of: "not a proven treatment".
        likenesses, othernesses: what a hyphen joins behind or before a name of something else: "like", "non".
        heads: words behind a name that leave its meaning as it is, by kind of concept: "ketamine therapy".
        plain_words: words that add nothing to what is stated, wherever they stand: "the", "patients".
        widening: words behind which is told where a denial holds no less: "even with", "no matter".
        exposing: words of a clause that says no more than that a treatment is had: "when you take it".
        wholes: words before a class that say it of each of its members: "all".
        everywhere: words behind which is told that nothing limits what is stated: "at any", "whatever the".
        parts_of_groups: names for some of a group of people, of whom a denial says nothing of the group: "toddlers".
        light_nouns: nouns that change nothing before a name: "the power to", "the burden of".
        head_kinds: the kinds of concept of which a name behind a name does the same, by kind of concept.
        pronouns: the words that stand for a concept of a kind that was named before.
        answers: the words that answer a question, or stand in a cell beside a statement, and whether they say yes.
        open_signs: signs by which nobody can tell whether a statement is meant ("🙄").
        signs, answer_openings: signs that say yes or no ("❌"), and words before an answer: "the short answer".
        withdrawals: words that take back what stands before, or behind, and those that point to it.
        unsettling, elsewhere: words left over of a sentence that may turn what it states ("formerly"), or say it of others
            than people here and now, in a heading as well: "rats".
        telling, agreeing: words of what is said, thought or shown ("story"), and those by which a sentence leaves what it
            points back to as it is: "important".
        headings, listed_by: words of a heading that say whether what stands below it is so, and what "Side effects" lists.
        openings, empty: the words with which a sentence names what it speaks of, and those where "it" stands for nothing.
        qualifiers: the kinds of concept that each qualifier of scope takes, with the words that stand before it.
        authority_in: where the decisions of organizations hold.
        passages: words of passages that state nothing to check, with the kind of these.
        modal, scales: the modal words, and what follows from what on their scales.
        inherent, plain: the modal qualifiers that a predicate says by itself, and the values that add nothing to it.
        used_as: the qualifiers of which each concept is a value in what is on file.
        saying, existing: words of saying, whose denial is none of what is said; words that only say that something is there.
        vouching, evidence: words of standing good for it, which nobody can; nouns for what would show it.
        small, fillers: words without content, and what may stand between the words of a trigger: "by now".
        understood: the objects on file, by subject and predicate whose object may go without saying.
        short_names: names without the condition that they leave out, where a text is of it.
        kin: of a predicate, those that state it as well, or that it states.
        gists, gist_words: what is said in whatever order of words, and the words that may stand among those of each.
        unnamed: the words by which something is said of the treatment of a page without its name.
        speakers, quoting: nouns for those whose word a page gives as knowledge, and the verbs with which they say it.
        quantities, figure_triggers: the quantities on file, and the triggers of each measure.
    """

    names: Mapping[ox.NamedNode, Sequence[Forms]]
    kind_of: Mapping[ox.NamedNode, frozenset[Term]]
    triggers: Sequence[Trigger]
    kinds: Mapping[ox.NamedNode, Kinds]
    yes_no: frozenset[ox.NamedNode]
    cues: Sequence[Cue]
    pseudo: Sequence[Cue]
    terminations: Sequence[Forms]
    heads: Mapping[Term, frozenset[str]]
    pronouns: Mapping[Forms, frozenset[Term]]
    qualifiers: Mapping[ox.NamedNode, tuple[frozenset[Term], Sequence[Forms]]]
    authority_in: Mapping[ox.NamedNode, ox.NamedNode]
    passages: Mapping[Forms, str]
    modal: ModalWords
    scales: Scales = field(default_factory=Scales)
    inherent: Mapping[ox.NamedNode, frozenset[ox.NamedNode]] = field(default_factory=dict)
    plain: Mapping[ox.NamedNode, frozenset[ox.NamedNode]] = field(default_factory=dict)
    used_as: Mapping[ox.NamedNode, frozenset[ox.NamedNode]] = field(default_factory=dict)
    small: frozenset[str] = field(default_factory=frozenset)
    quantities: Quantities = field(default_factory=Quantities)
    figure_triggers: Mapping[ox.NamedNode, Sequence[Trigger]] = field(default_factory=dict)
    legal: frozenset[ox.NamedNode] = field(default_factory=frozenset)
    dates: frozenset[str] = field(default_factory=frozenset)
    idle: frozenset[str] = field(default_factory=frozenset)
    idle_adjectives: frozenset[str] = frozenset()
    section_words: frozenset[str] = frozenset()
    turning: Sequence[Forms] = ()
    other_adjectives: frozenset[str] = frozenset()
    ranking_adjectives: frozenset[str] = frozenset()
    likenesses: frozenset[str] = frozenset()
    othernesses: frozenset[str] = frozenset()
    of_time: frozenset[ox.NamedNode] = field(default_factory=frozenset)
    of_shares: frozenset[ox.NamedNode] = field(default_factory=frozenset)
    of_kinds: frozenset[ox.NamedNode] = field(default_factory=frozenset)
    fillers: Sequence[Forms] = ()
    light_nouns: frozenset[str] = field(default_factory=frozenset)
    saying: frozenset[str] = field(default_factory=frozenset)
    existing: frozenset[str] = field(default_factory=frozenset)
    vouching: frozenset[str] = field(default_factory=frozenset)
    evidence: frozenset[str] = field(default_factory=frozenset)
    plain_words: frozenset[str] = frozenset()
    widening: Sequence[Forms] = ()
    everywhere: Sequence[Forms] = ()
    parts_of_groups: Sequence[Forms] = ()
    exposing: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()
    head_kinds: Mapping[Term, frozenset[Term]] = field(default_factory=dict)
    empty: Sequence[Forms] = ()
    openings: Sequence[Forms] = ()
    answers: Mapping[Forms, bool] = field(default_factory=dict)
    signs: Mapping[str, bool] = field(default_factory=dict)
    answer_openings: Sequence[Forms] = ()
    withdrawals: Mapping[Forms, Withdrawal] = field(default_factory=dict)
    unsettling: frozenset[str] = frozenset()
    open_signs: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    agreeing: frozenset[str] = frozenset()
    headings: Mapping[Forms, Heading] = field(default_factory=dict)
    listed_by: frozenset[ox.NamedNode] = frozenset()
    understood: Mapping[tuple[Term, Term], frozenset[ox.NamedNode]] = field(default_factory=dict)
    short_names: Sequence[tuple[Forms, Short]] = ()
    kin: Mapping[ox.NamedNode, frozenset[ox.NamedNode]] = field(default_factory=dict)
    gists: Sequence[Trigger] = ()
    gist_words: frozenset[str] = frozenset()
    unnamed: UnnamedWords = UnnamedWords()
    speakers: frozenset[str] = frozenset()
    quoting: frozenset[str] = frozenset()

    def kinds_of(self, trigger: Trigger) -> Kinds:
        """What fills the gaps of a trigger."""
        kinds = self.kinds[trigger.relation]
        return kinds._replace(object=trigger.object_kinds) if trigger.object_kinds else kinds

    @cached_property
    def name_index(self) -> PhraseIndex[ox.NamedNode]:
        """The names, for finding them."""
        return PhraseIndex(known=self.found_by.names)

    @cached_property
    def turning_index(self) -> PhraseIndex[None]:
        """The words of headings that turn away from what follows them."""
        return PhraseIndex((words, None) for words in self.turning)

    @cached_property
    def short_index(self) -> PhraseIndex[Short]:
        """The names that leave out a condition."""
        return PhraseIndex(self.short_names)

    @cached_property
    def trigger_index(self) -> ByRarestWord:
        """The triggers, for finding those that may stand in a sentence."""
        return ByRarestWord(self.triggers, self.found_by.rarest)

    @cached_property
    def gist_index(self) -> ByRarestWord:
        """The gists, for finding those that a sentence may have."""
        return ByRarestWord(self.gists)

    @cached_property
    def quality_index(self) -> PhraseIndex[Trigger]:
        """The adjectives that state a predicate of what they describe: those of "{subject} is addictive"."""
        return PhraseIndex(
            (group[1:] if "be" in group[0] else group, each)
            for each in map(self.triggers.__getitem__, self.found_by.qualities)
            for group in each.groups
            if len(group) > ("be" in group[0])
        )

    @cached_property
    def found_by(self) -> FoundBy:
        """By which words its triggers and names are found."""
        return found_by(self.triggers, self.yes_no, self.names)

    @cached_property
    def all_heads(self) -> frozenset[str]:
        """The head words of all kinds of concept."""
        return frozenset[str]().union(*self.heads.values())

    @cached_property
    def filler_index(self) -> PhraseIndex[None]:
        """What may stand between the words of a trigger."""
        return PhraseIndex((words, None) for words in self.fillers)

    @cached_property
    def cue_index(self) -> PhraseIndex[Cue]:
        """The cues, for finding them."""
        return PhraseIndex((cue.words, cue) for cue in self.cues)

    @cached_property
    def pseudo_index(self) -> PhraseIndex[Effect]:
        """What looks like a cue."""
        return PhraseIndex((cue.words, cue.effect) for cue in self.pseudo)

    @cached_property
    def termination_index(self) -> PhraseIndex[None]:
        """What ends the reach of cues."""
        return PhraseIndex((words, None) for words in self.terminations)

    @cached_property
    def widening_index(self) -> PhraseIndex[None]:
        """The words behind which is told where a denial holds no less."""
        return PhraseIndex((words, None) for words in self.widening)

    @cached_property
    def everywhere_index(self) -> PhraseIndex[None]:
        """The words behind which is told that nothing limits what is stated."""
        return PhraseIndex((words, None) for words in self.everywhere)

    @cached_property
    def parts_index(self) -> PhraseIndex[None]:
        """The names for some of a group of people."""
        return PhraseIndex((words, None) for words in self.parts_of_groups)

    @cached_property
    def passage_index(self) -> PhraseIndex[str]:
        """What tells a passage that states nothing to check."""
        return PhraseIndex(self.passages.items())

    @cached_property
    def pronoun_index(self) -> PhraseIndex[frozenset[Term]]:
        """What stands for something named before."""
        return PhraseIndex(self.pronouns.items())

    @cached_property
    def empty_index(self) -> PhraseIndex[None]:
        """The words of which "it" stands for nothing."""
        return PhraseIndex((words, None) for words in self.empty)

    @cached_property
    def answer_index(self) -> PhraseIndex[bool]:
        """The answers, and whether they say yes."""
        return PhraseIndex(self.answers.items())

    @cached_property
    def answer_opening_index(self) -> PhraseIndex[None]:
        """The words before an answer."""
        return PhraseIndex((words, None) for words in self.answer_openings)

    @cached_property
    def withdrawal_index(self) -> PhraseIndex[Withdrawal]:
        """The words that take back what stands before, or behind."""
        return PhraseIndex(self.withdrawals.items())

    @cached_property
    def opening_index(self) -> PhraseIndex[None]:
        """The words that open a sentence with what it speaks of."""
        return PhraseIndex((words, None) for words in self.openings)

    @cached_property
    def heading_index(self) -> PhraseIndex[Heading]:
        """The words of headings that say whether what stands below them is so."""
        return PhraseIndex(self.headings.items())

    def states(self, token: Token) -> bool:
        """Whether a word may be one of a trigger's."""
        return not token.forms.isdisjoint(self.found_by.stated)

    def names_with(self, token: Token) -> bool:
        """Whether a word may be one of a name's."""
        return not token.forms.isdisjoint(self.found_by.named)
