"""Which claims stay open: of what only likeness speaks for, and what a denial beside it may turn, nothing is proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from kbtool.prose.circumstances import TURNING
from kbtool.prose.progress import Part
from kbtool.prose.proposing.proposals import Proposal, Skeleton
from kbtool.prose.sentence import Sentence
from kbtool.text.stretch import Stretch


def opened(
    skeletons: Sequence[Skeleton], sentence: Sentence, section: Collection[Stretch]
) -> Iterator[Skeleton]:
    """Claims as they are proposed: with what they state if their words were read, else open, with that as supposed.

    Args:
        skeletons: what the words of a piece of a sentence seem to state.
        sentence: the sentence that they stand in.
        section: the sentences before it in its section, and the headings above, from which it may take concepts.
    """
    read = [each.proposal for each in skeletons if each.proposal and _is_read(each.proposal)]
    turned = _leave_a_turn_out(read, sentence)
    for skeleton in skeletons:
        proposal = skeleton.proposal
        if proposal is None or not proposal.is_whole:
            yield skeleton
            continue
        near = all(each.sentence is None or each.sentence in section for each in proposal.taken)
        if _is_read(proposal) and near and not turned:
            yield skeleton
        else:
            yield replace(skeleton, proposal=None, supposed=proposal)


def _is_read(proposal: Proposal) -> bool:
    return proposal.confidence is not None


def _leave_a_turn_out(read: Sequence[Proposal], sentence: Sentence) -> bool:
    """Whether there are words that deny and that none of the readings accounts for: "but this has not been shown"."""
    cues = [
        sentence.words(each.start, each.end)
        for each in sentence.contexts
        if each.is_cue and each.effect in TURNING
    ]
    return any(
        bool(read) and all(any(cue.meets(left) for left in each.unread) for each in read)
        for cue in cues
    )


def sections_of(parts: Iterable[Part]) -> Mapping[Stretch, Sequence[Stretch]]:
    """For each sentence those before it in its section, and the headings above it, the title among them.

    Args:
        parts: the sentences of a text.
    """
    found: dict[Stretch, Sequence[Stretch]] = {}
    title: list[Stretch] = []
    section: list[Stretch] = []
    heading: Stretch | None = None
    for part in parts:
        stretch = part.sentence.stretch
        above = part.heading.stretch if part.heading is not None else None
        if above != heading:
            heading, section = above, [above] if above is not None else []
        title = title or [stretch]
        found[stretch] = [*title, *section]
        section.append(stretch)
    return found
