"""What the words around a trigger make of it: whether it is stated, denied, hedged, or in somebody else's words."""

from __future__ import annotations

from collections.abc import Sequence, Set

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.asking import asking_denial
from kbtool.prose.clauses import is_finite, selects
from kbtool.prose.denials import (
    goes_on,
    is_of_advice_before,
    is_of_frame,
    is_of_the_lead,
    is_of_verb_between,
    says_no_more,
)
from kbtool.prose.filled import Filled
from kbtool.prose.mention import Mention
from kbtool.prose.modality import Modality, modality_at
from kbtool.prose.not_taken import Unread
from kbtool.prose.noun_phrases import PREPOSITIONS
from kbtool.prose.of_some import denies_of_some
from kbtool.prose.sentence import Sentence
from kbtool.prose.supposed import SCOPING, is_within, leads_from
from kbtool.prose.told import Told
from kbtool.prose.voices import Voice, voice_at
from kbtool.prose.widening import everywhere, widened
from kbtool.prose.words.context import Context
from kbtool.prose.words.cues import Effect
from kbtool.prose.words.trigger import Slot
from kbtool.rdf.namespaces import KB

CATEGORICAL, HEDGED, ANECDOTAL = KB("Categorical"), KB("Hedged"), KB("Anecdotal")

TURNING = frozenset({Effect.NEGATES, Effect.REJECTS})
"""What turns a statement round."""


class Circumstances(Struct, frozen=True):
    """A trigger with one of its objects, and what the words around them make of it.

    Attributes:
        sentence: its sentence.
        filled: the trigger.
        object: the object; None, if it needs none.
        contexts: the cues that reach them.
        modality: of how many, how often, how strictly or in which degree it is said.
        voice: whose words they are.
        widened: the tokens that limit nothing, since it is denied no less of what they name.
        everywhere: the tokens that say that nothing limits it.
    """

    sentence: Sentence
    filled: Filled
    object: Mention | None
    contexts: Sequence[Context]
    modality: Modality
    voice: Voice
    widened: frozenset[int] = frozenset()
    everywhere: frozenset[int] = frozenset()

    def has(self, effect: Effect) -> bool:
        """Whether a cue with an effect reaches it."""
        return any(context.effect is effect for context in self.contexts)

    @property
    def why_not(self) -> Unread | None:
        """Why it is not stated; None, if it is."""
        if self.sentence.is_question and not (self.told is not None and self.told.is_answer):
            return Unread.QUESTION
        if self._is_title or self.filled.places[-1] >= self.sentence.asks_from:
            return Unread.TITLE
        if self.told is not None and self.told.is_sign and not self.denies:
            return Unread.UNSURE  # "❌ not approved": either may be meant
        if self.told is not None and self.told.is_true is None:
            return Unread.MYTH
        if self.has(Effect.SUPPOSES) or self.sentence.is_inverted:
            return Unread.SUPPOSED
        names = {each.start: each.end for each in self.sentence.mentions}
        if selects(self.sentence.tokens, self.filled.places[0], names):
            return Unread.SELECTS
        if self.has(Effect.DOUBTS) and not self.has(Effect.REJECTS):
            return Unread.OPEN
        if self._is_contrasted and not self._is_adjective:
            return Unread.SET_ASIDE
        if self.voice is Voice.NAME:
            return Unread.NAMED
        answered = self.told is not None and self.told.is_answer
        if self.voice is Voice.OTHERS and not answered and not self.has(Effect.REJECTS):
            return Unread.REPORTED
        if self.filled.trigger.affirms and self.denies is not self.filled.trigger.denies:
            return Unread.NOT_NEEDED
        if self._is_spoken_of or self._is_likened or self._is_subject:
            return Unread.UNSURE
        if self.denies and denies_of_some(self.sentence, self.filled.places):
            return Unread.OPEN
        return None

    @property
    def _is_title(self) -> bool:
        """Whether its words are but a noun for what is done with a treatment, in a heading: "X treatment for Y"."""
        sentence, told = self.sentence, self.sentence.told
        if not sentence.is_title or self.contexts or (told is not None and told.is_answer):
            return False
        nouns = sentence.lexicon.all_heads
        words = [sentence.tokens[at] for at in self.filled.places]
        return all(word.word in nouns or word.word in PREPOSITIONS for word in words)

    @property
    def denies(self) -> bool:
        """Whether it is denied; two cues side by side, "not" and "without", deny nothing."""
        sentence = self.sentence
        asked = asking_denial(sentence.tokens, sentence.own_from) if sentence.is_question else None
        cues = {
            (each.start, each.end)
            for each in self.contexts
            if each.effect in TURNING and each.start != asked
        }
        turned = (
            len(cues)
            - self._rejected_again
            + self.filled.trigger.denies
            + self.modality.flips
            + self._is_set_aside
        )
        turned += self._is_contrasted and self._is_adjective
        turned += self.told is not None and not self.told.is_true
        return turned % 2 == 1

    @property
    def _rejected_again(self) -> int:
        """How often what is rejected is so once more behind it: "nobody should tell you that it is, because it isn't"."""
        rejecting = [each for each in self.contexts if each.effect is Effect.REJECTS]
        behind = len({(each.start, each.end) for each in rejecting if not each.is_ahead})
        return behind if any(each.is_ahead for each in rejecting) else max(0, behind - 1)

    @property
    def told(self) -> Told | None:
        """What other words say of it, if it does not say so itself, as "Myth: ..." does, and stands before them in a row."""
        told = self.sentence.told
        if told is None or self.has(Effect.REJECTS):
            return None
        last = self.sentence.tokens[self.filled.end - 1]
        inside = self.sentence.stretch.start <= told.words.start < self.sentence.stretch.end
        behind = told.is_true is not None and last.end > told.words.start
        return None if inside and behind and not told.is_sign else told

    @property
    def certainty(self) -> ox.NamedNode:
        """How firmly it is worded."""
        effects = {context.effect for context in self.contexts}
        if self.sentence.possible is not None and not self.denies:
            effects = (effects - {Effect.REPORTS}) | {Effect.SPECULATES}
        return certainty_of(self.voice, effects)

    @property
    def insisting(self) -> range | None:
        """The words that claim more for it than that it is so, as far as they stand side by side."""
        cues = [each for each in self.contexts if each.effect is Effect.INSISTS]
        span: range | None = None
        for each in sorted(cues, key=lambda cue: cue.start):
            if span is None or each.start <= span.stop:
                first = each.start if span is None else span.start
                span = range(first, max(each.end, span.stop if span else 0))
        return span

    @property
    def _is_contrasted(self) -> bool:
        """Whether all of it stands behind "rather than", and not the object alone."""
        return any(
            context.effect is Effect.CONTRASTS and context.reaches([self.filled.places[-1]])
            for context in self.contexts
        )

    @property
    def _is_subject(self) -> bool:
        """Whether an act that a trigger calls for is only what the sentence goes on about: "taking it is a decision"."""
        sentence, first = self.sentence, self.filled.places[0]
        word, part = sentence.tokens[first].word, self.filled.trigger.parts[0]
        if first != sentence.own_from or not word.endswith("ing") or isinstance(part, Slot):
            return False
        ends = (each.end for some in self.filled.slots.values() for each in some)
        behind = max((self.filled.end, *ends))
        return (
            not any(word in words for words in part)
            and behind < len(sentence.tokens)
            and is_finite(sentence.tokens, behind)
        )

    @property
    def _is_likened(self) -> bool:
        """Whether it is said in the degree of something else: "as addictive as a glass of water"."""
        tokens, own = self.sentence.tokens, set(self.filled.places)
        return any(
            tokens[at - 1].word == "as"
            and at - 1 not in own
            and any(token.word == "as" for token in tokens[at + 1 : at + 3])
            for at in own
            if at
        )

    @property
    def _is_spoken_of(self) -> bool:
        """Whether nouns name it and the sentence goes on to say what it is not: "addiction to it is no theme of ours"."""
        tokens = self.sentence.tokens
        names = {each.start for each in self.sentence.mentions}
        if any(map(self.has, TURNING)) or any(
            is_finite(tokens, at, names) for at in self.filled.places
        ):
            return False
        ends = (each.end for some in self.filled.slots.values() for each in some)
        verb = max((self.filled.end, *ends))
        return (
            verb < len(tokens)
            and "AUX" in tokens[verb].kinds
            and any(
                each.is_cue and each.effect is Effect.NEGATES and each.start == verb + 1
                for each in self.sentence.contexts
            )
        )

    @property
    def _is_adjective(self) -> bool:
        """Whether it is a quality that is denied where it is set aside: "safe rather than addictive"."""
        return "VERB" not in self.sentence.tokens[self.filled.places[-1]].kinds

    @property
    def _is_set_aside(self) -> bool:
        """Whether the object alone stands behind "rather than": it is denied of it."""
        return self.object is not None and any(
            context.effect is Effect.CONTRASTS
            and context.reaches([self.object.start])
            and not context.reaches(self.filled.places)
            for context in self.contexts
        )


def certainty_of(voice: Voice, effects: Set[Effect]) -> ox.NamedNode:
    """How firmly something is worded.

    Args:
        voice: whose words they are.
        effects: what the words around do to it.
    """
    if voice is Voice.PATIENT:
        return ANECDOTAL
    hedged = Effect.SPECULATES in effects and Effect.REPORTS not in effects
    return HEDGED if hedged else CATEGORICAL


def circumstances_of(sentence: Sentence, filled: Filled, object_: Mention | None) -> Circumstances:
    """What the words around a trigger and one of its objects make of them."""
    own = frozenset(filled.places)
    places = sorted(own | ({object_.start} if object_ is not None else set()))
    denials = [
        each
        for each in sentence.contexts
        if each.effect is Effect.NEGATES and own.issuperset(range(each.start, each.end))
    ]
    contexts = [
        each
        for each in sentence.contexts_at(places, own)
        if not (each.start < sentence.own_from and is_of_the_lead(sentence, filled, each))
        and not (filled.trigger.denies and says_no_more(each, denials))
        and not is_of_advice_before(sentence, each, places)
    ]
    if object_ is not None and object_.from_before is None:
        contexts = [each for each in contexts if not _is_object(each, object_)]
    contexts = [each for each in contexts if not goes_on(sentence, filled, each, contexts)]
    contexts = [
        each
        for each in contexts
        if not leads_from(filled, each, contexts) and not is_within(sentence, filled, each)
        if object_ is None or not is_of_verb_between(sentence, filled, each, object_)
    ]
    contexts = [
        replace(each, effect=Effect.LIMITS) if is_of_frame(sentence, filled, each) else each
        for each in contexts
    ]
    relation = filled.trigger.relation
    inherent = sentence.lexicon.inherent.get(relation, frozenset())
    spelled = frozenset(at for each in denials for at in range(each.start, each.end))
    denying = own if filled.trigger.denies else spelled
    here = [object_] if object_ is not None and object_.from_before is None else []
    wide = widened(sentence, own.union(*(range(each.start, each.end) for each in here)))
    behind = [each.start for each in filled.slots.get(Slot.SUBJECT, ())]
    turned = range(here[0].end, min(behind)) if here and behind else range(0)
    aside = wide
    if not (filled.trigger.denies or any(each.effect in TURNING for each in contexts)):
        aside = wide - _of_everybody(sentence)
    modality = modality_at(sentence, places, contexts, inherent, denying, aside, turned)
    if not modality.flips and all(each.effect is not Effect.NEGATES for each in contexts):
        modality = modality.without(sentence.lexicon.plain.get(relation, frozenset()))
    keeps = filled.trigger.affirms or modality.spares_nobody
    if filled.trigger.denies and not keeps:  # what is safe for all harms nobody
        modality = modality.without(sentence.lexicon.scales.entails_plain)
    contexts = [each for each in contexts if modality.words.isdisjoint(range(each.start, each.end))]
    voice = voice_at(sentence, filled.places, contexts)
    reading = Circumstances(sentence, filled, object_, contexts, modality, voice)
    if not reading.denies:
        everywhere_ = everywhere(sentence)
        rest = [each for each in contexts if each.start not in everywhere_]
        return replace(reading, contexts=rest, everywhere=everywhere_) if everywhere_ else reading
    if not wide or not wide.isdisjoint(own):
        return reading
    rest = [each for each in contexts if each.effect not in SCOPING or each.start not in wide]
    return replace(reading, contexts=rest, widened=wide)


def _of_everybody(sentence: Sentence) -> frozenset[int]:
    """Where words begin that say it of all, or each time: "in any patient", "regardless of who you are"."""
    plain = sentence.lexicon.scales.entails_plain
    return frozenset(said.start for said in sentence.modal if said.value.node in plain)


def _is_object(context: Context, object_: Mention) -> bool:
    """Whether the words that say how something is so are what a statement relates its subject to: "is permanent"."""
    return object_.start <= context.start and context.end <= object_.end
