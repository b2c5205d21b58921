"""What is found in the texts that are open in an editor, at their places in these."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Set
from datetime import date
from pathlib import Path

from kbtool.api import load
from kbtool.checks.findings import Finding
from kbtool.checks.prose import rules_on_drafts
from kbtool.checks.prose_files import ProseFiles
from kbtool.checks.report import Report
from kbtool.checks.run import check
from kbtool.checks.slicing import sliced_or_whole, why_not_asked, why_whole_of_drafts
from kbtool.checks.yielding import without_consequences
from kbtool.errors import InputError
from kbtool.io.files import in_place_of_files
from kbtool.io.originals import Original
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.rule_selection import refuse_settled_rules, select_rules
from kbtool.knowledge.rules import Rule
from kbtool.knowledge.slices.finding import Asked
from kbtool.lsp.buffers import Kind, in_markup
from kbtool.lsp.diagnoses import diagnosis, told
from kbtool.lsp.fixes import of_claim, of_draft, waiver
from kbtool.lsp.hovers import in_short
from kbtool.lsp.positions import NOWHERE
from kbtool.lsp.requests import Desk, Request
from kbtool.lsp.shown import Answer, Diagnosis, Elsewhere, File, Fix, Pointed
from kbtool.rdf.syntax import parse_turtle
from kbtool.text.stretch import Stretch


def answered(request: Request) -> Answer:
    """What is found, or why nothing can be: of whatever is wrong with a file, a diagnosis.

    Args:
        request: what is to be checked.
    """
    desk = Desk(request)
    try:
        with in_place_of_files(desk.held):
            return _of_prose(desk) if request.kind is Kind.PROSE else _of_base(desk)
    except InputError as error:
        return refused(request, error)
    except RecursionError:
        return refused(request, InputError("what is read is nested too deep"))


def refused(request: Request, error: InputError) -> Answer:
    """Why a text cannot be checked, at its place; where that is in another file, at the beginning of the text, too.

    Args:
        request: what was to be checked.
        error: what is wrong.
    """
    asked = request.asked
    said = "\n".join(filter(None, [f"{error.message[:1].upper()}{error.message[1:]}.", error.help]))
    path = os.path.realpath(request.root / str(error.path)) if error.path else asked.path
    try:
        places = Desk(request).places(path)
    except InputError:
        return Answer({asked.path: File((Diagnosis(NOWHERE, "error", str(error)),))})
    range = places.first_word(error.line) if error.line else NOWHERE
    files = {path: File((Diagnosis(range, "error", said),))}
    if path != asked.path:
        at = Elsewhere(path, range, error.message)
        why = f"Nothing is checked, because a file of the knowledge base cannot be read: {error}"
        files[asked.path] = File((Diagnosis(NOWHERE, "error", why, related=(at,)),))
    return Answer(files)


def _of_prose(desk: Desk) -> Answer:
    """What is found in a draft that nobody has encoded."""
    asked = desk.request.asked
    draft = Original(asked.text.encode(), asked.path, Path(asked.path).name, date.today())

    def read_by(asked: Asked | None) -> tuple[KnowledgeBase, tuple[ProseFiles, Report]]:
        files = ProseFiles([draft], exceptions=desk.request.exceptions, page=desk.settings.page)
        articles = None if asked is None else files.meets
        kb = load(
            desk.workspace,
            policies=desk.policies,
            settings=desk.settings,
            judging=rules_on_drafts,
            prose=files,
            articles=articles,
        )
        report = files.check(kb, _rules(desk, kb))
        return kb, (files, files.placed(without_consequences(kb.store, report)))

    whole = why_not_asked(desk.workspace, None, desk.settings.slice)
    if whole is None:
        whole = why_whole_of_drafts(desk.policies, "fast", None)
    if desk.held:
        whole = "the index is of what is saved"
    kb, (files, report) = sliced_or_whole(read_by, (), lambda _: None, whole)
    places = desk.places(asked.path)
    (read,) = report.drafts
    alone = {each.sentence for each in read.sentences if len(each.claims) == 1}

    def shown(finding: Finding) -> Diagnosis:
        span = finding.in_file
        range = places.range(span.start, span.end) if span else NOWHERE
        is_alone = _sentence(finding) in alone
        fixes = of_draft(
            finding, asked.path, places, alone=is_alone, may_except=in_markup(asked.path)
        )
        return diagnosis(desk, finding, range, fixes)

    pointed = (
        Pointed(
            places.range(span.start, span.end),
            "\n\n".join(in_short(kb, one) for one in each.claims),
        )
        for each in read.sentences
        if each.claims and (span := files.span(asked.path, each.sentence)) is not None
    )
    return Answer({asked.path: File(tuple(map(shown, told(desk, report))), tuple(pointed))})


def _sentence(finding: Finding) -> Stretch | None:
    read = finding.read_as
    return None if read is None else Stretch(read.sentence.start, read.sentence.end)


def _of_base(desk: Desk) -> Answer:
    """What is found in a knowledge base, of its files those that are open."""
    request = desk.request
    _refuse_broken(desk)
    drafts = [request.asked.path] if request.kind is Kind.TURTLE else []
    kb = load(desk.workspace, policies=desk.policies, settings=desk.settings, drafts=drafts)
    report = without_consequences(kb.store, check(kb, _rules(desk, kb)))
    open_files = {each.path for each in request.buffers}
    found: dict[str, list[Diagnosis]] = defaultdict(list)
    for finding in told(desk, report):
        for path, each in _where(desk, kb, finding, open_files):
            found[path].append(each)
    pointed = _pointed(desk, kb, open_files)
    return Answer({path: File(tuple(found[path]), tuple(pointed[path])) for path in open_files})


def _rules(desk: Desk, kb: KnowledgeBase) -> list[Rule]:
    settings = desk.settings
    refuse_settled_rules(kb.rules, settings)
    return select_rules(kb.rules, settings.select, settings.ignore)


def _refuse_broken(desk: Desk) -> None:
    """Refuse Turtle that is open and is none: the text that somebody is writing before the files on disk."""
    for each in desk.request.buffers:
        if Path(each.path).suffix.casefold() != ".txt":
            parse_turtle(each.text, each.path)


def _where(
    desk: Desk, kb: KnowledgeBase, finding: Finding, open_files: Set[str]
) -> Iterator[tuple[str, Diagnosis]]:
    """A finding in each file that is open and has a place of it: the article, and the Turtle that declares the node."""
    article = desk.absolute(finding.document) if finding.document else None
    wording = list(of_claim(finding, article, desk.places(article))) if article else []
    if article in open_files and article is not None:
        span, places = finding.span, desk.places(article)
        range = places.range(span.start, span.end) if span else NOWHERE
        yield article, diagnosis(desk, finding, range, wording)
    turtle = desk.absolute(finding.declared.file) if finding.declared else None
    if turtle in open_files and turtle is not None and finding.declared is not None:
        places = desk.places(turtle)
        fixes: list[Fix] = [*wording, *waiver(finding, kb, turtle, places)]
        range = places.first_word(finding.declared.line)
        yield turtle, diagnosis(desk, finding, range, fixes)


def _pointed(desk: Desk, kb: KnowledgeBase, open_files: Set[str]) -> dict[str, list[Pointed]]:
    """What is said of the claims that stand in the files that are open, in either."""
    found: dict[str, list[Pointed]] = defaultdict(list)
    for claim in kb.claims:
        article = desk.absolute(str(claim.document.path)) if claim.document else ""
        turtle = desk.absolute(claim.declared.file) if claim.declared else ""
        if open_files.isdisjoint({article, turtle}):
            continue
        text = in_short(kb, claim)
        if article in open_files and claim.span is not None:
            range = desk.places(article).range(claim.span.start, claim.span.end)
            found[article].append(Pointed(range, text))
        if turtle in open_files and claim.declared is not None:
            range = desk.places(turtle).first_word(claim.declared.line)
            found[turtle].append(Pointed(range, text))
    return found
