"""What the sentences of one draft say beside what is known, each by its verdicts and by what was found on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pyoxigraph as ox

from kbtool.checks.findings import Finding
from kbtool.checks.known_wordings import KnownWordings
from kbtool.checks.loose_bounds import is_loose
from kbtool.checks.sentences import DraftReport, Says, SentenceVerdict
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.model import Claim
from kbtool.knowledge.rules import Severity
from kbtool.prose.candidate import Candidate
from kbtool.prose.drafts import Draft
from kbtool.prose.left_open import left_open
from kbtool.prose.part_denied import parts_of_groups
from kbtool.prose.progress import Part
from kbtool.prose.proposing.passages import kind_of_passage
from kbtool.prose.sentence import Sentence
from kbtool.prose.stated import Filed
from kbtool.prose.turned_above import is_turned_above
from kbtool.prose.unsettled import is_unsettled, may_only_come
from kbtool.rdf.namespaces import KB
from kbtool.text.stretch import Stretch

_UNDECIDED = {
    KB("Conflicting"): Says.CONFLICTING,
    KB("Insufficient"): Says.INSUFFICIENT,
}
_IN_PART = (KB("Supported"), KB("SupportedInPart"), KB("AgainstInPart"))
_IN_OTHER_WORDS = (Says.NOTHING, Says.IN_PART)
"""What is said of sentences that may have the very words of what is on file."""
_KNOWN = (Says.RESTATES, Says.IN_PART)


def draft_report(
    kb: KnowledgeBase, draft: Draft, findings: Sequence[Finding], known: KnownWordings
) -> DraftReport:
    """What each sentence of a draft says beside what is known.

    Args:
        kb: the knowledge base that was opened with the draft.
        draft: the draft as read.
        findings: what was found on it, whatever rules were asked for.
        known: the wordings on file.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.claim is not None:
            found[finding.claim].append(finding)
    by_sentence = _by_sentence(draft.claims)
    omissions = {rule.code for rule in kb.rules if rule.finds_omission}
    sentences = []
    parts = {part.sentence.stretch: part for part in draft.reading.parts}
    stating = {*by_sentence, *(hint.sentence for hint in draft.hints)}
    is_open_by = left_open(draft.reading.parts, stating)
    for stretch in draft.reading.sentences:
        nodes = map(ox.NamedNode, by_sentence.get(stretch, ()))
        claims = tuple(map(kb.reader.claim, nodes))
        said = [_says(claim, found.get(claim.iri, ()), omissions) for claim in claims]
        gravest = min([*said, Says.NOTHING], key=list(Says).index)
        unread = _unread(draft, (claim for claim in claims if verdict_of(claim) in _IN_PART))
        says = Says.IN_PART if unread and gravest is Says.RESTATES else gravest
        if says in (Says.RESTATES, Says.IN_PART) and not _holds_of_each(draft, stretch, claims):
            says, unread = Says.NOTHING, (stretch,)
        part = parts.get(stretch)
        if says is Says.IN_PART and part is not None and _leaves_out(part.sentence, unread):
            says = Says.NOTHING
        stands = stretch not in draft.reading.taken_back
        if says in _IN_OTHER_WORDS and part is not None and stands:
            rest = known.rest_of(part)
            if rest is not None:
                says, unread = (Says.IN_PART if rest else Says.RESTATES), rest
        is_open = says is Says.NOTHING and not claims
        passage = _passage(kb, draft, part) if is_open and part is not None else ""
        names = part is not None and bool(part.sentence.mentions)
        if says in _KNOWN and part is not None:
            unread = (*unread, *([part.narrowed] if part.narrowed else []))
            doubted = is_open_by.get(stretch)
            loose = [each for each in claims if is_loose(kb, each)]
            unread = (*unread, *(draft.claims[each.iri].stated.words for each in loose))
            known_of = [draft.claims[each.iri].stated for each in claims]
            read = [each for each in known_of if isinstance(each, Candidate)]
            if (
                doubted
                or loose
                or part.narrowed
                or is_turned_above(part.sentence, part.above, read)
                or may_only_come(part.sentence, read)
                or any(parts_of_groups(part.sentence))
                or is_unsettled(part.sentence, unread)
            ):
                says = Says.NOTHING
                unread = (*unread, *([doubted] if doubted else []))
        is_aside = says is Says.NOTHING and gravest in _KNOWN
        aside = tuple(claim for claim in claims if is_aside and verdict_of(claim) in _IN_PART)
        apart = {claim.iri for claim in aside}
        left = tuple(claim for claim in claims if claim.iri not in apart)
        stated = [draft.claims[claim.iri].stated for claim in left]
        borrowed = tuple(dict.fromkeys(words for each in stated for words in each.borrowed))
        sentences.append(
            SentenceVerdict(
                stretch, says, left, unread, passage, names, borrowed=borrowed, set_aside=aside
            )
        )
    return DraftReport(
        str(draft.document.path),
        tuple(sentences),
        draft.reading.not_counted,
        tuple(draft.hints),
    )


def _passage(kb: KnowledgeBase, draft: Draft, part: Part) -> str:
    """What a sentence is that states nothing to check; empty, if it may state something: where it names two things, say."""
    sentence = part.sentence
    if len({mention.node for mention in sentence.mentions}) > 1:
        return ""
    if any(hint.sentence == sentence.stretch for hint in draft.hints):
        return ""
    kind = kind_of_passage(part, sentence.lexicon, by_words=True)
    return kb.labels.label(KB(kind)) if kind else ""


def _by_sentence(claims: Mapping[str, Filed]) -> dict[Stretch, list[str]]:
    found: dict[Stretch, list[str]] = defaultdict(list)
    for iri, filed in claims.items():
        found[filed.stated.sentence].append(iri)
    return found


def _holds_of_each(draft: Draft, sentence: Stretch, claims: Iterable[Claim]) -> bool:
    """Whether what a sentence says of several is supported of each: of what "both" means, of "adults and children"."""
    several = [each for each in draft.reading.candidates if each.sentence == sentence]
    stated = [draft.claims[each.iri].stated for each in claims if verdict_of(each) in _IN_PART]
    held = [each for each in stated if isinstance(each, Candidate)]
    meant = {each.one_of for each in several} - {None}
    return meant <= {each.one_of for each in held} and _scopes(several) <= _scopes(held)


def _scopes(candidates: Iterable[Candidate]) -> set[ox.NamedNode]:
    return {node for each in candidates for node in each.scope.values()}


def _unread(draft: Draft, claims: Iterable[Claim]) -> tuple[Stretch, ...]:
    """The words of a sentence that none of some claims accounts for; what they add is not known."""
    stated = [draft.claims[claim.iri].stated.unread for claim in claims]
    return tuple(each for each in (stated or [()])[0] if all(each in left for left in stated))


def _leaves_out(sentence: Sentence, unread: Collection[Stretch]) -> bool:
    """Whether the words that were not compared may be what is said, or of what: a name, a verb, a form, a number."""
    starts = {each.start for each in unread}
    return any(
        at in sentence.named
        or token.word[0].isdigit()
        or _names_another(sentence, at)
        or (at + 1 in sentence.name_starts and "ADJ" in token.kinds)
        or (at + 2 in sentence.name_starts and sentence.tokens[at + 1].joined)
        or (
            (token.may_name or "VERB" in token.kinds)
            and token.word not in sentence.lexicon.small
            and not token.kinds & {"ADV", "ADJ"}
        )
        for at, token in enumerate(sentence.tokens)
        if token.start in starts
    )


def _names_another(sentence: Sentence, at: int) -> bool:
    """Whether a word makes a name a part of what is spoken of: "the rival of X", "X, whose rival"."""
    tokens = sentence.tokens
    behind = [token.word for token in tokens[at + 1 : at + 2]]
    if tokens[at].word == "whose":
        return True
    owned = "NOUN" in tokens[at].kinds and behind in (["of"], ["to"])
    return owned and not sentence.name_starts.isdisjoint((at + 2, at + 3))


def _says(claim: Claim, findings: Sequence[Finding], omissions: Collection[str]) -> Says:
    """What a claim says beside what is known, by its verdict and by what was found."""
    verdict = verdict_of(claim)
    if verdict == KB("Refuted"):
        return Says.OTHER_FIGURE if claim.figure is not None else Says.CONTRADICTS
    if verdict not in _IN_PART:
        return Says.NOTHING if verdict is None else _UNDECIDED.get(verdict, Says.NOTHING)
    grave = {
        finding.code
        for finding in findings
        if finding.severity is not Severity.INFO and not _is_within(finding)
    }
    if grave.difference(omissions):
        return Says.MORE
    return Says.OWES if grave else Says.RESTATES


def _is_within(finding: Finding) -> bool:
    """Whether a finding holds a sentence to others of the same draft, which says nothing of what the evidence carries."""
    return bool(finding.related) and all(
        each.document is not None and each.document == finding.document for each in finding.related
    )


def verdict_of(claim: Claim) -> ox.NamedNode | None:
    """The verdict of a claim, as a node; None, if it has none."""
    concept = claim.verdict.concept
    return None if concept is None else ox.NamedNode(concept.iri)
