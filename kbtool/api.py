"""The public interface: what ``import kbtool`` offers.

A function takes a knowledge base or plain values and returns frozen values. None writes a file, prints, or depends on the
working directory, and none changes what it is given. What cannot be read or trusted raises ``kbtool.InputError``, with
``path``, ``line`` and ``help``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kbtool.io.originals import Original
    from kbtool.io.settings import Settings
    from kbtool.io.workspace import Workspace
    from kbtool.knowledge.comparison import Comparison
    from kbtool.references.verification import Verification
    from kbtool.reports.views import Answer, Chain, KnowledgeBase, Report, ValidationReport
    from kbtool.shacl.validation import Engine
    from kbtool.text.document import Document
    from kbtool.text.quotes import Anchor


def _listed(values: Iterable[str]) -> tuple[str, ...]:
    """Some texts; one text is one of them, and not its letters."""
    return (values,) if isinstance(values, str) else tuple(values)


def load(
    path: str | PathLike[str] | Workspace,
    *,
    policies: Iterable[str] | None = None,
    drafts: Iterable[str | PathLike[str]] = (),
    settings: Settings | None = None,
    today: date | None = None,
    suppose: Callable[[Store], None] | None = None,
    prose: Callable[[Store], Iterable[Document]] | None = None,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> KnowledgeBase:
    """Read a knowledge base, find its quotes, and derive what follows: verdicts, relations, conflicts.

    >>> load(".").claims["vit-non-addictive"].verdict.label
    'refuted'

    Args:
        path: a folder in the knowledge base; paths in what is returned are then named from its root.
        policies: the policy packs that are switched on; those of its settings, if None.
        drafts: Turtle files from outside of kb/ to read with it.
        settings: the settings that hold; those above the knowledge base, if None.
        today: the day on which it is checked; this one, if None.
        suppose: changes what the files state before anything follows from it, for a question of what if.
        prose: adds what drafts in prose state, and gives them as documents.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: there is no knowledge base, or a file of it cannot be read or trusted.
    """
    from kbtool.io.limits import enforce
    from kbtool.io.settings import find_settings
    from kbtool.io.workspace import Workspace, find_workspace
    from kbtool.knowledge.loading import open_knowledge_base, settled_names
    from kbtool.reports.views import KnowledgeBase

    workspace = path if isinstance(path, Workspace) else find_workspace(Path(path))
    settings = settings or find_settings(workspace.root)
    enforce(settings.limits)
    opened = open_knowledge_base(
        workspace,
        [Path(draft) for draft in drafts],
        names=settled_names(settings),
        policies=settings.policies if policies is None else _listed(policies),
        today=today,
        search_days=settings.search_days,
        suppose=suppose,
        prose=prose,
        note=note,
        progress=progress,
    )
    return KnowledgeBase.of(opened)


def check(
    kb: KnowledgeBase,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    paths: Sequence[str | PathLike[str]] | None = None,
    baseline: str | PathLike[str] | None = None,
    engine: Engine = "fast",
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Run the rules over a knowledge base.

    >>> {finding.code for finding in check(load("."), select=["X05"]).findings}
    {'X05'}

    Args:
        kb: the knowledge base.
        select: only these rules: codes, names or families ("X05", "unit-slip", "X"); all, if none.
        ignore: without these.
        paths: only findings in these documents, files or folders, as findings name them; all, if None.
        baseline: a file with the findings of an earlier day, so that each finding says whether it is new.
        engine: "fast", or "pyshacl" as the slow reference.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: a selector matches no rule, a path nothing in the knowledge base, or the baseline cannot be read.
    """
    from kbtool.checks.baseline import marked, read_baseline
    from kbtool.checks.run import check as run
    from kbtool.checks.selection import narrowed, within
    from kbtool.checks.yielding import without_consequences
    from kbtool.knowledge.rules import select_rules
    from kbtool.reports.views import Report

    rules = select_rules(kb.rules, _listed(select), _listed(ignore))
    earlier = None if baseline is None else read_baseline(Path(baseline))
    named = [(kb.workspace.root / path).resolve() for path in paths or ()]
    wanted = None if paths is None else within(kb, named)
    report = run(kb, rules, engine, note=note, progress=progress)
    if earlier is not None:
        report = marked(report, earlier)
    if wanted is not None:
        report = narrowed(report, wanted)
    return Report.of(without_consequences(kb.store, report))


def check_drafts(
    path: str | PathLike[str] | Workspace,
    drafts: Iterable[Original],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    baseline: str | PathLike[str] | None = None,
    engine: Engine = "fast",
    policies: Iterable[str] | None = None,
    settings: Settings | None = None,
    today: date | None = None,
    exceptions: bool = True,
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Read drafts that nobody has encoded, and say of each sentence what the knowledge base knows against it.

    Args:
        path: a folder in the knowledge base.
        drafts: the drafts, as bytes of any format that articles are taken in from.
        select: only these rules, as in ``check``.
        ignore: without these.
        baseline: a file with the findings of an earlier day.
        engine: "fast", or "pyshacl" as the slow reference.
        policies: the policy packs that are switched on; those of its settings, if None.
        settings: the settings that hold; those above the knowledge base, if None.
        today: the day on which it is checked; this one, if None.
        exceptions: whether the exceptions hold that comments in the drafts make.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told what is being done.

    Raises:
        InputError: there is no knowledge base, or a file cannot be read.
    """
    from kbtool.checks.baseline import marked, read_baseline
    from kbtool.checks.origins import with_origins
    from kbtool.checks.prose import check_prose
    from kbtool.checks.yielding import without_consequences
    from kbtool.knowledge.rules import select_rules
    from kbtool.prose.bounds import take_draft
    from kbtool.prose.drafts import Reader, draft_document
    from kbtool.prose.exceptions import DraftException, add_exceptions
    from kbtool.reports.views import Report
    from kbtool.text.exceptions import written_exceptions
    from kbtool.text.origins import Origins

    snapshots = [take_draft(draft) for draft in drafts]
    articles = [draft_document(snapshot) for snapshot in snapshots]
    reader = Reader(articles)
    origins = {str(a.path): Origins(s) for a, s in zip(articles, snapshots, strict=True)}
    made: list[DraftException] = []

    def state(store: Store) -> Iterable[Document]:
        documents = reader(store)
        for draft in reader.drafts if exceptions else ():
            path = str(draft.document.path)
            source = origins[path].source
            written = written_exceptions(draft.document.text, origins[path], path)
            made.extend(add_exceptions(store, draft, written, source) if source else ())
        return documents

    kb = load(
        path,
        policies=policies,
        settings=settings,
        today=today,
        prose=state,
        note=note,
        progress=progress,
    )
    rules = select_rules(kb.rules, _listed(select), _listed(ignore))
    report = check_prose(kb, reader.drafts, rules, engine, note=note, progress=progress)
    if baseline is not None:
        report = marked(report, read_baseline(Path(baseline)))
    return Report.of(with_origins(without_consequences(kb.store, report), origins, made))


def explain(kb: KnowledgeBase, claim: str) -> Chain:
    """Everything that the verdict on a claim rests on.

    >>> chain = explain(load("."), "vit-non-addictive")
    >>> [line.supporting for line in chain.lines if line.decisive][:1]
    [False]

    Args:
        kb: the knowledge base.
        claim: its IRI, CURIE or local name.

    Raises:
        InputError: there is no such claim; with the nearest names.
    """
    from kbtool.knowledge.chain import chain
    from kbtool.knowledge.lookup import find_claim
    from kbtool.reports.views import Chain

    return Chain.of(chain(kb, find_claim(kb, claim)))


def compare(kb: KnowledgeBase, one: str, other: str) -> Comparison:
    """Why two claims do or do not conflict.

    >>> compare(load("."), "vit-0-43", "vit-whopping-0-96").conflict
    False

    Args:
        kb: the knowledge base.
        one: a claim, by its IRI, CURIE or local name.
        other: the claim to compare it with, named in the same way.

    Raises:
        InputError: there is no such claim; with the nearest names.
    """
    from kbtool.knowledge.comparison import compare_claims
    from kbtool.knowledge.lookup import find_claim

    return compare_claims(kb, find_claim(kb, one), find_claim(kb, other))


def query(
    kb: KnowledgeBase,
    what: str,
    given: Mapping[str, str] | None = None,
    /,
    *,
    limit: int = 10_000,
    seconds: float | None = None,
    **parameters: str,
) -> Answer:
    """Ask a knowledge base in SPARQL: a named query with its parameters, or the text of a query.

    >>> query(load("."), "claims-by-verdict", verdict="Refuted").complete
    True

    Args:
        kb: the knowledge base.
        what: the name of a query of kb/queries/, or SPARQL; the prefixes of the knowledge base need not be declared.
        limit: the most rows to return.
        seconds: how long the query may take; what the settings say, if None.
        given: the parameters of a named query, by name.
        parameters: the same, as arguments; a value is a name, a label, a CURIE, an IRI or text.

    Raises:
        InputError: there is no such query or parameter, or it is not valid, does not only read, or takes too long.
    """
    from kbtool.knowledge.queries import ask, find_question, warnings
    from kbtool.reports.views import Answer

    question = find_question(kb, what, {**(given or {}), **parameters})
    result = ask(kb, question, limit=limit, seconds=seconds)
    return Answer.of(result, kb.labels, warnings(kb, question, result))


def verify(
    kb: KnowledgeBase,
    references: Iterable[str] | None = None,
    *,
    retractions: str | PathLike[str] | None = None,
    drugs_at_fda: str | PathLike[str] | None = None,
    offline: bool = False,
    fresh: bool = False,
    settings: Settings | None = None,
    note: Callable[[str], None] = lambda _: None,
    counted: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Verification, ...]:
    """Ask registries about references; nothing is written into the knowledge base.

    Args:
        kb: the knowledge base.
        references: the references, by IRI, CURIE, local name or identifier; all, if None.
        retractions: a Retraction Watch data file.
        drugs_at_fda: Drugs@FDA's data files, a zip.
        offline: ask the files only, no registry on the web.
        fresh: ask the registries again, whatever they said recently; answers are kept in the user's cache folder.
        settings: the settings that hold; those above the knowledge base, if None.
        note: is told what the user should know that is not an error.
        counted: is told how many of how many are done.

    Raises:
        InputError: there is no such reference, a file cannot be read, or nothing is left to be asked.
    """
    from kbtool.io.settings import find_settings
    from kbtool.knowledge.lookup import find_reference
    from kbtool.references.access import open_access
    from kbtool.references.registries import chosen_registries
    from kbtool.references.verification import verify as ask

    registries = chosen_registries(
        retractions=None if retractions is None else Path(retractions),
        drugs_at_fda=None if drugs_at_fda is None else Path(drugs_at_fda),
        offline=offline,
    )
    named = kb.references.names if references is None else _listed(references)
    wanted = [kb.references[find_reference(kb, name).value] for name in named]
    settings = settings or find_settings(kb.workspace.root)
    with open_access(settings, note, named=False, fresh=fresh) as access:
        return tuple(ask(wanted, registries, access, counted))


def anchor(text: str, quote: str, *, prefix: str = "", suffix: str = "") -> Anchor:
    """Find a quote in a text: as it stands, or up to typography; anything else is at most like it, and says so.

    >>> anchor("It may help.", "may help").start
    3
    >>> anchor("It is not known to help.", "is known to help").document_says
    'not known to help.'

    Args:
        text: the text.
        quote: the words.
        prefix: the words before them, where they stand in several places.
        suffix: the words behind them.
    """
    from kbtool.text.quotes import Quote
    from kbtool.text.quotes import anchor as find
    from kbtool.text.searchable import SearchableText

    return find(SearchableText(text), Quote(quote, prefix, suffix))


def validate(
    data: str | PathLike[str],
    shapes: str | PathLike[str],
    *,
    engine: Engine = "fast",
    note: Callable[[str], None] = lambda _: None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> ValidationReport:
    """Validate any RDF data against any SHACL shapes, Core and SPARQL.

    Args:
        data: a file of Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by its ending.
        shapes: the file with the shapes, in one of the same syntaxes.
        engine: "fast", or "pyshacl" as the slow reference.
        note: is told what pySHACL had to evaluate, and why.
        progress: is told how many of how many shapes are done.

    Raises:
        InputError: a file cannot be read, or the shapes are ill-formed.
    """
    from kbtool.reports.views import ValidationReport
    from kbtool.shacl import validate as run
    from kbtool.shacl.describing import descriptions
    from kbtool.shacl.files import read_data_file, read_shapes_file

    read, graph = read_shapes_file(Path(shapes)), read_data_file(Path(data))
    results = run(graph, read, engine=engine, note=note, progress=progress)
    described = descriptions(results, graph, read)
    return ValidationReport(tuple(results), len(read.rules), dict(read.prefixes), described)
