"""How far the reading of a draft has come: what was named, which headings and lists a sentence stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kbtool.prose.answers import heading_says
from kbtool.prose.antecedents import Before, Named
from kbtool.prose.candidate import Candidate, NotCounted
from kbtool.prose.columns import Row, row_of
from kbtool.prose.framing import narrowed_by
from kbtool.prose.leads import Leads
from kbtool.prose.mention import Mention
from kbtool.prose.myths import Myths, myths_after
from kbtool.prose.own_subjects import is_told_apart
from kbtool.prose.quoted import is_quotation, is_told_by_who_knows
from kbtool.prose.sections import above as above_of
from kbtool.prose.sections import names_something_else, turns_away
from kbtool.prose.sentence import Sentence
from kbtool.prose.stand_ins import PLURAL, is_beside_unknown, is_in_plural, is_plural_noun
from kbtool.prose.topics import topics_of
from kbtool.prose.words.cues import Heading
from kbtool.prose.words.lexicon import Lexicon
from kbtool.text.outline import Outline
from kbtool.text.stretch import Stretch
from kbtool.text.structure import LOWEST, Block, Kind

_KEPT = 6
"""So many concepts of the sentences before may be meant by "it"."""

_LISTING = frozenset({"the", "a", "an", "and", "or", "both"})
"""Words before a name, and between it and others, with which a sentence begins."""

_ENDS = frozenset(".!?")
"""What a sentence ends with."""


class Part(Struct, frozen=True):
    """A sentence of a draft in its place.

    Attributes:
        sentence: the sentence.
        before: what was named before it.
        block: the line that it stands in.
        heading: the nearest heading above.
        lead: the sentence right above the list that it stands in.
        is_item: whether it is an item of a list, with or without a sign.
        narrowed: the heading by which it may be of something else than what is on file: "In horses".
        is_head: whether it is the head of a table that has more rows.
        above: the lines that it stands below as an item: those that lead to its list, and the heading of that.
    """

    sentence: Sentence
    before: Before
    block: Block
    heading: Sentence | None = None
    lead: Sentence | None = None
    is_item: bool = False
    narrowed: Stretch | None = None
    is_head: bool = False
    above: tuple[Sentence, ...] = ()


class Progress:
    """What has been read so far.

    Attributes:
        outline: the lines of the text.
        before: what was named.
        parts: the sentences.
        myths: the myths that are being read.
        leads: the lines that lead to lists.
    """

    def __init__(self, outline: Outline, page: Callable[[], tuple[Named, ...]] = tuple) -> None:
        self.outline = outline
        self._page = page
        self.before = Before()
        self.parts: list[Part] = []
        self.myths: Myths | None = None
        self.leads = Leads(outline)
        self._headings: dict[Block, Sentence] = {}
        self._turning: set[Block] = set()
        self._supposed: dict[Block, frozenset[ox.NamedNode]] = {}
        self._is_elsewhere = False
        self._was_elsewhere = False
        self._named: dict[Block, tuple[Named, ...]] = {}
        self._above: dict[Block, tuple[Named, ...]] = {}

    def begin(self, stretch: Stretch, lexicon: Lexicon) -> Sentence:
        """The next sentence."""
        text = self.outline.text
        block = self.outline.at(stretch.start)
        is_heading = block.mark.kind in (Kind.HEADING, Kind.TERM) or (
            block.mark.kind is Kind.LINE and not _goes_before(text, stretch, block)
        )
        self._go_back_to_list(block)
        sentence = Sentence(text, stretch, lexicon, is_heading=is_heading)
        above = () if self._is_elsewhere and not is_heading else self._named_above(block)
        if not above and not self._is_elsewhere and self._takes_up(sentence, block):
            above = self._above.get(self.outline.heading(block.line.start) or block, ())
        page = tuple if is_heading or self._is_apart(block) else self._page
        self.before = Before(
            () if is_heading else self.before.subjects, above, page, self._is_elsewhere
        )
        sentence = replace(sentence, spoken=self._speaker(sentence, block))
        lead = self.listing(sentence)
        if lead is None or Heading.POSSIBLE not in heading_says(lead) or sentence.has_verb:
            return sentence
        return replace(sentence, possible=lead.stretch)

    def _is_apart(self, block: Block) -> bool:
        """Whether a heading above a line, but for the title of the text, turns to something else."""
        above = self.outline.heading(block.line.start)
        while above is not None:
            if above in self._turning and any(
                each.line.start < above.line.start for each in self._headings
            ):
                return True
            above = self.outline.heading(above.line.start)
        return False

    def _takes_up(self, sentence: Sentence, block: Block) -> bool:
        """Whether a sentence itself names the case that the heading above it asks about: "if I am pregnant"."""
        above = self.outline.heading(block.line.start)
        supposed = self._supposed.get(above, frozenset()) if above is not None else frozenset()
        return bool(supposed) and any(each.node in supposed for each in sentence.mentions)

    def _speaker(self, sentence: Sentence, block: Block) -> Stretch | None:
        """The sentence before in its line that says who speaks in a quotation that is a sentence of its own."""
        last = self.parts[-1] if self.parts else None
        if last is None or last.block != block or not is_quotation(sentence):
            return None
        if is_told_by_who_knows(last.sentence):
            return last.sentence.stretch
        return last.sentence.spoken

    def _go_back_to_list(self, block: Block) -> None:
        """Go back, at an item, to what was spoken of before its list: no item goes on from the one before."""
        last = self.parts[-1].block if self.parts else None
        if block.mark.kind is not Kind.ITEM or last == block:
            return
        if last is None or last.mark.kind is not Kind.ITEM:
            self._was_elsewhere = self._is_elsewhere
        self._is_elsewhere = self._was_elsewhere

    def listing(self, sentence: Sentence) -> Sentence | None:
        """The line that says what a list or section is one of: "Side effects" above its items."""
        block = self.outline.at(sentence.stretch.start)
        leads = self.leads.above(sentence)
        lead = self.leads.stands_above(block) or (leads[0] if leads else None)
        if lead is not None and (lead.is_heading or Heading.POSSIBLE in heading_says(lead)):
            return lead
        above = self.outline.heading(block.line.start)
        if above is None or (sentence.is_heading and lead is None):
            return None
        is_lead = above.mark.kind is Kind.LINE and above.line.of(sentence.text).endswith(":")
        return None if is_lead else self._headings.get(above)

    def headings(self, sentence: Sentence) -> list[Sentence]:
        """The headings above a sentence, the nearest first."""
        found: list[Sentence] = []
        lead = self.outline.lead(sentence.stretch.start)
        above = self.outline.heading(sentence.stretch.start)
        while above is not None and len(found) < LOWEST:
            ends = above.line.of(self.outline.text).rstrip().endswith(":") and lead != above
            is_line = above.mark.kind is Kind.LINE  # which ends where another one begins
            if above in self._headings and not (is_line and (found or ends)):
                found.append(self._headings[above])
            above = self.outline.heading(above.line.start)
        return found

    def section(self, sentence: Sentence) -> Iterator[tuple[Sentence, bool]]:
        """The sentences of a section before one, the nearest first, each with whether what it announces goes on till there.

        At the end of its line it announces the rest of the section, with a colon there the list or line below.
        """
        block = self.outline.at(sentence.stretch.start)
        follows, lead = block, self.outline.lead(sentence.stretch.start)
        for part in reversed(self.parts):
            if part.sentence.is_heading:
                return
            goes_on = part.block == block or part.block != follows
            if goes_on and part.sentence.stretch.of(self.outline.text).rstrip().endswith(":"):
                goes_on = part.block == lead or follows == block
            yield part.sentence, goes_on
            follows = part.block

    def row(self, sentence: Sentence) -> Row | None:
        """The row of a table in which a sentence stands."""
        block = self.outline.at(sentence.stretch.start)
        return row_of(sentence.text, block.line) if block.mark.kind is Kind.ROW else None

    def head(self, sentence: Sentence) -> Row | None:
        """The head of the table in which a sentence stands, if it is another row."""
        block = self.outline.head(sentence.stretch.start)
        return None if block is None else row_of(sentence.text, block.line)

    def stated(
        self, sentence: Sentence, found: Sequence[Candidate | NotCounted]
    ) -> Sequence[Candidate]:
        """What the sentence before states, in the same line or in one that is no other section's."""
        if not self.parts or sentence.is_heading or self.parts[-1].sentence.is_heading:
            return ()
        last = self.parts[-1].sentence.stretch
        return [each for each in found if isinstance(each, Candidate) and each.sentence == last]

    def go_on(self, sentence: Sentence, mine: Sequence[Candidate | NotCounted]) -> None:
        """Go on behind a sentence."""
        outline = self.outline
        block = outline.at(sentence.stretch.start)
        above = outline.heading(sentence.stretch.start)
        heading = None if above is None else self._headings.get(above)
        lead = self.leads.stands_above(block)
        is_item = block.mark.kind is Kind.ITEM or bool(self.leads.above(sentence))
        narrowed = narrowed_by(self.headings(sentence))
        is_head = outline.heads_table(block)
        self.parts.append(
            Part(
                sentence,
                self.before,
                block,
                heading,
                lead,
                is_item,
                narrowed,
                is_head,
                self._lines_above(sentence, block),
            )
        )
        self.myths = myths_after(self.myths, sentence, outline, states=bool(mine))
        self.leads.read(sentence)
        if sentence.is_heading:
            self._headings[block] = sentence
        if block.mark.kind is not Kind.ROW:
            self.before = self._named_after(sentence, mine, block)
            self._is_elsewhere = not sentence.is_heading and self._turns_elsewhere(sentence)

    def _lines_above(self, sentence: Sentence, block: Block) -> tuple[Sentence, ...]:
        """The lines that an item, or a line without a verb, stands below; none of any other sentence."""
        if not block.mark.depth and (block.mark.kind is not Kind.LINE or sentence.has_verb):
            return self.leads.above(sentence)
        leads = [*self.leads.all_above(block), *self.leads.above(sentence)]
        return (*leads, *self.headings(sentence)[:1])

    def _turns_elsewhere(self, sentence: Sentence) -> bool:
        """Whether a sentence, or one before it, turns to something unknown, and none since speaks of what is known."""
        if any(each.is_near and each.is_subject for each in self.before.subjects):
            return False
        apart = any(is_told_apart(sentence, each) for each in sentence.mentions)
        return self._is_elsewhere or apart or names_something_else(sentence)

    def _named_above(self, block: Block) -> tuple[Named, ...]:
        """What the headings above a line name, the nearest first."""
        above = self.outline.heading(block.line.start)
        if above is None:
            return ()
        if block not in self._above:
            named, further = self._named.get(above, ()), self._above.get(above, ())
            meant = above_of(named, further, turns=above in self._turning)
            self._above[block] = tuple(meant)[:_KEPT]
        return self._above[block]

    def _named_after(
        self, sentence: Sentence, mine: Sequence[Candidate | NotCounted], block: Block
    ) -> Before:
        stretch = sentence.stretch
        stated = [each for each in mine if isinstance(each, Candidate)]
        related = {each.object for each in stated}
        about = {each.subject for each in stated if each.subject not in related}
        named = [
            Named(
                mention,
                stretch,
                is_subject=mention.node in about or _is_presented(sentence, mention),
                is_plural=is_plural_noun(sentence.tokens[mention.end - 1]),
                is_in_plural=is_in_plural(sentence, mention),
                is_listed=is_beside_unknown(sentence, mention),
            )
            for mention in sentence.mentions
        ]
        if sentence.is_heading:
            meant = [each for each in named if not turns_away(sentence, each.mention)]
            self._named[block] = (*self._named.get(block, ()), *meant)
            aside = {each.mention.node for each in named} - {each.mention.node for each in meant}
            if aside or names_something_else(sentence):
                self._turning.add(block)
            if aside and not names_something_else(sentence):
                self._supposed[block] = frozenset(aside)
            return Before()
        named = [each for each in named if not is_told_apart(sentence, each.mention)]
        known = {each.mention.node for each in named}
        spoken_of = about | topics_of(sentence, self.before)
        above = [each for each in self.before.heading if each.mention.node in about]
        several = any(map(is_plural_noun, sentence.tokens)) or not PLURAL.isdisjoint(sentence.forms)
        going_on = [
            replace(each, is_near=True, is_subject=True, is_in_plural=each.is_in_plural or several)
            for each in (*self.before.subjects, *above)
            if each.mention.node in spoken_of - known
        ]
        earlier = [replace(each, is_near=False) for each in self.before.subjects]
        ranked = [each for each in named if each.is_subject]
        ranked += [*going_on, *(each for each in named if not each.is_subject), *earlier]
        kept: dict[object, Named] = {}
        for each in ranked:
            kept.setdefault(each.mention.node, each)
        return Before(tuple(kept.values())[:_KEPT], self.before.heading)


def _goes_before(text: str, stretch: Stretch, block: Block) -> bool:
    """Whether a whole sentence stands before another one in its line, and so is no heading, whatever the line ends with."""
    behind = text[stretch.end : block.line.end]
    return stretch.of(text).rstrip()[-1:] in _ENDS and any(map(str.isalpha, behind))


def _is_presented(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence begins with a name, or ends with it behind a comma: "it has a rival, tolnapine."."""
    tokens = sentence.tokens
    ends = not any(token.is_word for token in tokens[mention.end :])
    behind_comma = mention.start > 0 and tokens[mention.start - 1].word == ","
    return (ends and behind_comma) or _opens(sentence, mention)


def _opens(sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence begins with a name, or with a list that it stands in, and so speaks of it."""
    before = range(sentence.own_from, mention.start)
    return all(
        at in sentence.named
        or sentence.tokens[at].word in _LISTING
        or not sentence.tokens[at].is_word
        for at in before
    )
