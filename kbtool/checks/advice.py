"""What others think of the sentences of drafts: a judge, and a retriever. It is shown, and decides nothing.

Neither takes part in a verdict: what is known of a sentence and what is found stay as they are, whatever they say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from kbtool.checks.report import Report
from kbtool.checks.sentences import DraftReport, Says
from kbtool.errors import InputError
from kbtool.io.commands import ask
from kbtool.knowledge.base import KnowledgeBase
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import instances

VERSION = 1
SECONDS = 300
"""How long a judge or a retriever may take for all drafts."""
_NEAR = 5
"""Questions that are shown as near to a sentence."""


class Thinks(StrEnum):
    """What a judge thinks of a sentence."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    UNSURE = "unsure"


class Opinion(Struct, frozen=True):
    """What a judge thinks of a sentence, and why."""

    thinks: Thinks
    why: str = ""


class Advice(Struct, frozen=True):
    """What others think of the sentences of a draft.

    Attributes:
        opinions: those of a judge, by the number of the sentence.
        near: the questions on file that a retriever finds near, in words, by the number of the sentence.
    """

    opinions: Mapping[int, Opinion] = field(default_factory=dict)
    near: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def against(self, draft: DraftReport) -> list[tuple[int, Opinion]]:
        """The opinions that differ from what was found: a contradiction where none was, and none where one was."""
        return [
            (number, opinion)
            for number, opinion in sorted(self.opinions.items())
            if (opinion.thinks is Thinks.CONTRADICTS and not _is_found(draft, number))
            or (opinion.thinks is Thinks.SUPPORTS and _is_found(draft, number))
        ]


def _is_found(draft: DraftReport, number: int) -> bool:
    return draft.sentences[number].says in (Says.CONTRADICTS, Says.OTHER_FIGURE)


def with_advice(
    kb: KnowledgeBase, report: Report, judge: str | None, retriever: str | None
) -> Report:
    """A report on drafts with what a judge and a retriever say of their sentences; all else of it is as it was.

    Args:
        kb: the knowledge base that was opened with the drafts.
        report: what was found.
        judge: the command of a judge, if there is one.
        retriever: the command of a retriever, if there is one.

    Raises:
        InputError: a command fails, or answers something else.
    """
    asked = [_asked(report, draft) for draft in report.drafts]
    opinions: list[dict[int, Opinion]] = [{} for _ in asked]
    near: list[dict[int, list[str]]] = [{} for _ in asked]
    if judge is not None:
        answer = ask(judge, {"version": VERSION, "task": "judge", "drafts": asked}, SECONDS)
        for each in _items(answer, "opinions", judge):
            draft, number = _place(each, report, judge)
            opinions[draft][number] = _opinion(each, judge)
    if retriever is not None:
        questions = {
            str(number): kb.labels.label(node)
            for number, node in enumerate(
                node
                for kind in ("Proposition", "Quantity")
                for node in sorted(instances(kb.store, KB(kind)), key=str)
            )
        }
        question = {"version": VERSION, "task": "retrieve", "drafts": asked, "questions": questions}
        for each in _items(ask(retriever, question, SECONDS), "near", retriever):
            draft, number = _place(each, report, retriever)
            named = each.get("question")
            if not isinstance(named, str) or named not in questions:
                raise _unusable(retriever, "names a question that was not asked")
            near[draft].setdefault(number, []).append(questions[named])
    drafts = tuple(
        replace(draft, advice=Advice(told, {n: tuple(some[:_NEAR]) for n, some in beside.items()}))
        for draft, told, beside in zip(report.drafts, opinions, near, strict=True)
    )
    return replace(report, drafts=drafts)


def _asked(report: Report, draft: DraftReport) -> dict[str, object]:
    """A draft as others are asked about it."""
    text = next(tally.text for tally in report.documents if tally.path == draft.path)
    return {
        "sentences": [
            {
                "text": " ".join(each.sentence.of(text).split()),
                "says": each.says,
                "states": [
                    {"proposition": claim.says, "verdict": claim.verdict.label}
                    for claim in each.claims
                ],
            }
            for each in draft.sentences
        ]
    }


def _items(answer: object, name: str, command: str) -> list[Mapping[str, object]]:
    found = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _unusable(command, f"has no list of {name}")
    return found


def _place(each: Mapping[str, object], report: Report, command: str) -> tuple[int, int]:
    """The draft and the sentence that an item is about, by number."""
    draft, sentence = each.get("draft", 0), each.get("sentence")
    known = isinstance(draft, int) and 0 <= draft < len(report.drafts)
    if not known or not isinstance(draft, int) or not isinstance(sentence, int):
        raise _unusable(command, "names a draft or sentence that was not asked about")
    if not 0 <= sentence < len(report.drafts[draft].sentences):
        raise _unusable(command, "names a draft or sentence that was not asked about")
    return draft, sentence


def _opinion(each: Mapping[str, object], command: str) -> Opinion:
    thinks, why = each.get("thinks"), each.get("why", "")
    if thinks not in list(Thinks) or not isinstance(why, str):
        raise _unusable(command, f"thinks something else than {', '.join(Thinks)}")
    return Opinion(Thinks(str(thinks)), " ".join(why.split()))


def _unusable(command: str, what: str) -> InputError:
    return InputError(
        f"the answer of {command!r} {what}",
        help="docs/how-to/ask-others.md shows what it is asked and what it may answer",
    )
