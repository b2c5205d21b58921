"""Cases of rules carried out: each laid out as a small knowledge base, and what the rule finds held against the case."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from msgspec import Struct

from kbtool.checks.case_files import (
    BASE,
    CASE,
    DECLARED,
    SHAPE_LINES,
    SHAPES,
    SOURCES,
    lay_out,
    shared_files,
)
from kbtool.checks.cases import Case
from kbtool.checks.findings import Finding
from kbtool.checks.run import check
from kbtool.errors import InputError
from kbtool.io.files import write_beside
from kbtool.io.settings import Settings, find_settings
from kbtool.io.workspace import Workspace
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import GRAPH, KB, Names
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, value
from kbtool.shacl.model import Shapes
from kbtool.shacl.validation import Engine

_WORD = re.compile(r"\w+")
_ANY_PROPERTY = re.compile(r"[?$]\w+\s+\?\w+\s+[?$<\"\w]|;\s*\?\w+\s|!\s*\(?\s*\^?(?:\w*:|<)")
"""Where a query has a variable for a property, or any but some, or reads as if it had."""
_UNDECLARED = frozenset({"usesUndeclaredTerm", "refersToUndeclared"})
"""What is asked besides of a case in which a rule is to find nothing: it may be passed for a name that nothing declares."""

_ALWAYS = frozenset(
    (
        "anchorStatus",
        "UncoveredSentence",
        "negation",
        "says",
    )
)
"""What is asked for by every case: what nothing declares, where words stand, and how things are called."""


class Ground(Struct, frozen=True):
    """What the cases of a knowledge base stand on.

    Attributes:
        files: the bytes of the files that each of them gets, by their path in it.
        origins: where those files are in the knowledge base, as messages name it.
        rules: its rules, those of all policy packs among them.
        names: its namespaces.
        shapes: its rules, as shapes.
        laid: a folder in which the files lie; None, if they lie in none.
    """

    files: Mapping[str, bytes]
    origins: Mapping[str, str]
    rules: tuple[Rule, ...]
    names: Names
    shapes: Shapes | None = None
    laid: Path | None = None


class Found(Struct, frozen=True):
    """What a rule found in a case.

    Attributes:
        places: where, sorted.
        messages: what it says there, in reading order.
        undeclared: the terms that the case uses and the vocabulary lacks, and the nodes that it names and nothing declares;
            of a case that the rule is to flag, they may not have been looked for.
    """

    places: tuple[str, ...]
    messages: tuple[str, ...]
    undeclared: tuple[str, ...] = ()


def ground_of(workspace: Workspace, names: Names, folder: Path | None = None) -> Ground:
    """What the cases of a knowledge base stand on: its terms, levels, derivations and rules, and what cases share.

    What cases share is tests/rules/base.ttl, if it is there: a few concepts and references. Nothing else of what the
    knowledge base says is in them, so that no case changes with it.

    Args:
        workspace: where the knowledge base lies.
        names: its namespaces.
        folder: an empty folder for the files that cases share, so that they need not be written for each; none, if None.

    Raises:
        InputError: a file cannot be read, or cannot be used.
    """
    paths = shared_files(workspace)
    origins = {name: workspace.shown(path) for name, path in paths.items()}
    try:
        files = {name: path.read_bytes() for name, path in paths.items()}
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}",
            path=error.filename,
            help="give yourself permission to read it",
        ) from error
    if folder is not None:
        for name, data in files.items():
            write_beside(folder / name, data)
    bare = Ground(files, origins, (), names, laid=folder)
    kb = open_case(Case("", "", ()), bare, where=workspace.shown(workspace.root))
    for user, name in _undeclared(kb, BASE):
        declared = kb.places.declared(user)
        raise InputError(
            f"names {name}, which nothing declares, so cases may pass for that alone",
            path=origins[BASE],
            line=declared.line if declared else None,
            help="correct the name, or declare it there",
        )
    rules = tuple(sorted(kb.rules, key=lambda rule: rule.code))
    return Ground(files, origins, rules, names, kb.shapes, folder)


def run_case(case: Case, rule: Rule, ground: Ground, where: str, engine: Engine = "fast") -> Found:
    """What a rule finds in a case, with each policy pack switched on.

    Args:
        case: the case.
        rule: the rule.
        ground: what the case stands on.
        where: the path of the file of cases, for messages.
        engine: how the rule is evaluated.

    Raises:
        InputError: the case cannot be read as a knowledge base.
    """
    asked = _asked_by(rule, ground)
    if asked is not None and not case.at:
        asked |= _UNDECLARED
    return found_in(open_case(case, ground, where, asked=asked), rule, engine)


def _asked_by(rule: Rule, ground: Ground) -> frozenset[str] | None:
    """All words that a rule is written with, and so the terms that it asks for; None if it may ask for any."""
    if ground.shapes is None or rule.iri not in ground.shapes.by_node:
        return None
    shapes = [ground.shapes.by_node[node] for node in ground.shapes.closure(rule.iri)]
    for shape in shapes:
        queries = (each.select.partition("{")[2] for each in shape.sparql)
        if any(map(_ANY_PROPERTY.search, queries)):
            return None
        if any(constraint.parameter == "closed" for constraint in shape.constraints):
            return None
    return _ALWAYS.union(*(_WORD.findall(repr(each)) for each in (rule, *shapes)))


def found_in(kb: KnowledgeBase, rule: Rule, engine: Engine = "fast") -> Found:
    """What a rule finds in the opened knowledge base of a case.

    Args:
        kb: the knowledge base.
        rule: the rule.
        engine: how the rule is evaluated.
    """
    findings = check(kb, [rule], engine=engine).findings
    return Found(
        tuple(sorted(place_of(finding) for finding in findings)),
        tuple(finding.message for finding in findings),
        tuple(sorted({name for _, name in _undeclared(kb, CASE)})),
    )


def _undeclared(kb: KnowledgeBase, file: str) -> Iterator[tuple[Term, str]]:
    """The terms and nodes that a file of a case names and nothing declares, each with the node of which it says so.

    What declares an article may name a publisher that nothing declares: its terms alone are looked at, with the case's.
    """
    told = {KB("usesUndeclaredTerm"): {file, SOURCES}, KB("refersToUndeclared"): {file}}
    for relation, files in told.items():
        for quad in kb.store.quads_for_pattern(None, relation, None, DERIVED):
            user, name = quad.subject, quad.object
            stated = (
                s
                for each in files
                for s in kb.store.quads_for_pattern(user, None, None, GRAPH(each))
            )
            if any(name in (s.predicate, s.object) for s in stated):
                yield user, kb.names.curie(value(name))


def differences(case: Case, found: Found) -> list[str]:
    """What a rule finds otherwise than its case says; nothing if the case holds."""
    wanted = tuple(sorted(case.at))
    if found.places != wanted:
        return [f"expected {_places(wanted)}, found {_places(found.places)}"]
    if not case.at and found.undeclared:
        listed = ", ".join(found.undeclared)
        return [f"names {listed}, which nothing declares, so it may pass for that alone"]
    if case.message is not None and set(found.messages) != {case.message}:
        said = " and ".join(f"“{message}”" for message in dict.fromkeys(found.messages))
        return [f"expected the message “{case.message}”, found {said}"]
    return []


def place_of(finding: Finding) -> str:
    """Where a finding stands, as cases say it."""
    if finding.document and finding.span:
        other = "other " if PurePosixPath(finding.document).name == "other.txt" else ""
        return f"{other}{finding.span.line}:{finding.span.column}"
    if finding.declared is None:
        return "nowhere"
    file = PurePosixPath(finding.declared.file).stem
    if file in ("sources", "vocabulary", "signed"):
        return file
    if file == PurePosixPath(SHAPES).stem:
        return f"shapes:{finding.declared.line - SHAPE_LINES}"
    if file != "case":
        return f"{file}:{finding.declared.line}"
    line = finding.declared.line - len(DECLARED)
    return f"kb:{line}" if line > 0 else "kb"


def _places(places: tuple[str, ...]) -> str:
    return ", ".join(places) or "nothing"


def open_case(
    case: Case, ground: Ground, where: str, *, asked: Collection[str] | None = None
) -> KnowledgeBase:
    """The knowledge base of a case; what is wrong with it is told by the files that it came from.

    Args:
        case: the case.
        ground: what the case stands on.
        where: the path of the file of cases, for messages.
        asked: the derived terms that are asked for, by local name; all, if None.

    Raises:
        InputError: the case cannot be read as a knowledge base.
    """
    with TemporaryDirectory(prefix="kbtool-case-") as folder:
        root = Path(folder).resolve()
        lay_out(case, root, ground.files, ground.names, ground.laid)
        try:
            workspace = Workspace(root, root)
            settings = find_settings(root) if case.settings is not None else Settings()
            return open_knowledge_base(
                workspace,
                names=ground.names,
                policies=workspace.policies,
                today=case.today,
                selected=settings.select,
                ignored=settings.ignore,
                lenient=settings.lenient,
                asked=asked,
            )
        except InputError as error:
            raise _placed(error, case, root, ground, where) from error


def _placed(error: InputError, case: Case, root: Path, ground: Ground, where: str) -> InputError:
    if error.path is None:
        return error
    path = root / error.path
    if not path.is_relative_to(root):
        return error
    name = path.relative_to(root).as_posix()
    if name in ground.origins:
        origin = ground.origins[name]
        return InputError(
            error.message, path=origin, line=error.line, column=error.column, help=error.help
        )
    place = SOURCES.rpartition("/")[2] if name == SOURCES else name
    if name == CASE and error.line is not None:
        place = f"kb:{error.line - len(DECLARED)}"
    message = f"{case.label}: {place} {error.message}"
    return InputError(message, path=where, line=case.line, help=error.help)
