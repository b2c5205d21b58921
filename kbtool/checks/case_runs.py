"""Cases of rules carried out: each laid out as a small knowledge base, and what the rule finds held against the case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kbtool.checks.cases import Case
from kbtool.checks.findings import Finding
from kbtool.checks.run import check
from kbtool.errors import InputError
from kbtool.io.settings import Settings, find_settings
from kbtool.io.workspace import Workspace, files_below
from kbtool.knowledge.base import KnowledgeBase
from kbtool.knowledge.loading import open_knowledge_base
from kbtool.knowledge.rules import Rule
from kbtool.rdf.namespaces import GRAPH, KB, Names
from kbtool.rdf.store import DERIVED
from kbtool.rdf.terms import Term, value
from kbtool.shacl.validation import Engine

_DECLARED = ("kb", "id", "prov", "oa", "cito", "dct", "skos", "rdfs", "xsd", "foaf")
"""The prefixes that cases need not declare; they stand above their Turtle, a line each."""

DOCUMENT = """
id:{name} a kb:Document ; dct:title "{name}" ; dct:publisher id:publisher-of-{name} ; kb:file "{name}.txt" ;
    kb:sha256 "{sha256}" ; kb:retrieved kb:NotKnown .
id:publisher-of-{name} a foaf:Organization ; rdfs:label "publisher of {name}" .
"""
"""The usual declaration of an article of a case."""

_CASE, _SOURCES, _SHAPES = "kb/case.ttl", "sources/sources.ttl", "shapes/00-shapes.ttl"
_BASE, _VOCABULARY = "kb/base.ttl", "kb/vocabulary.ttl"
_SHAPE_LINES = len(_DECLARED) + 2


@dataclass(frozen=True)
class Ground:
    """What the cases of a knowledge base stand on.

    Attributes:
        files: the bytes of the files that each of them gets, by their path in it.
        origins: where those files are in the knowledge base, as messages name it.
        rules: its rules, those of all policy packs among them.
        names: its namespaces.
    """

    files: Mapping[str, bytes]
    origins: Mapping[str, str]
    rules: tuple[Rule, ...]
    names: Names


@dataclass(frozen=True)
class Found:
    """What a rule found in a case.

    Attributes:
        places: where, sorted.
        messages: what it says there, in reading order.
        undeclared: the terms that the case uses and the vocabulary lacks, and the nodes that it names and nothing declares.
    """

    places: tuple[str, ...]
    messages: tuple[str, ...]
    undeclared: tuple[str, ...] = ()


def ground_of(workspace: Workspace, names: Names) -> Ground:
    """What the cases of a knowledge base stand on: its terms, levels, derivations and rules, and what cases share.

    What cases share is tests/rules/base.ttl, if it is there: a few concepts and references. Nothing else of what the
    knowledge base says is in them, so that no case changes with it.

    Args:
        workspace: where the knowledge base lies.
        names: its namespaces.

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
    bare = Ground(files, origins, (), names)
    kb = open_case(Case("", "", ()), bare, where=workspace.shown(workspace.root))
    for user, name in _undeclared(kb, _BASE):
        declared = kb.places.declared(user)
        raise InputError(
            f"names {name}, which nothing declares, so cases may pass for that alone",
            path=origins[_BASE],
            line=declared.line if declared else None,
            help="correct the name, or declare it there",
        )
    return Ground(files, origins, tuple(sorted(kb.rules, key=lambda rule: rule.code)), names)


def shared_files(workspace: Workspace) -> dict[str, Path]:
    """The files that each case gets, by their path in it."""
    root = workspace.root
    named = {
        _VOCABULARY: root / "kb" / "vocabulary.ttl",
        "kb/levels.ttl": root / "kb" / "levels.ttl",
        _BASE: workspace.cases / "base.ttl",
    }
    origins = {name: path for name, path in named.items() if path.is_file()}
    paths = [*workspace.derivation_files(), *files_below(root / "shapes", ".ttl")]
    return origins | {path.relative_to(root).as_posix(): path for path in paths}


def _shape_prefixes(names: Names) -> str:
    rules = "".join(f"@prefix {name}: <{names.prefixes[name]}> .\n" for name in ("rule", "sh"))
    return declared_prefixes(names) + rules


def declared_prefixes(names: Names) -> str:
    """The prefixes that cases need not declare, in Turtle."""
    return "".join(f"@prefix {name}: <{names.prefixes[name]}> .\n" for name in _DECLARED)


def lay_out(case: Case, root: Path, files: Mapping[str, bytes], names: Names) -> None:
    """Write a case as a knowledge base.

    Args:
        case: the case.
        root: the folder for it, which is there.
        files: the bytes of the other files, by their path in it.
        names: the namespaces that its prefixes stand for.
    """
    prefixes = declared_prefixes(names)
    sources = prefixes
    texts: dict[str, str] = {}
    for name, text in (("article", case.article), ("other", case.other)):
        if text is not None:
            texts[f"sources/{name}.txt"] = text
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            given = case.document if name == "article" else None
            sources += given or DOCUMENT.format(name=name, sha256=sha256)
    texts |= {_SOURCES: sources, _CASE: prefixes + case.turtle}
    if case.settings is not None:
        texts["kbtool.toml"] = case.settings
    if case.shapes is not None:
        texts[_SHAPES] = _shape_prefixes(names) + case.shapes
    if case.lacks is not None:
        texts[_VOCABULARY] = _without(files[_VOCABULARY].decode(), case)
    own = {name: text.encode() for name, text in texts.items()}
    for name, data in {**files, **own}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _without(vocabulary: str, case: Case) -> str:
    lacks = case.lacks or ""
    if lacks not in vocabulary:
        raise InputError(
            f"{case.label}: lacks “{lacks}”, which does not stand in the vocabulary",
            line=case.line,
            help="copy it as it stands there",
        )
    return vocabulary.replace(lacks, "")


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
    return found_in(open_case(case, ground, where), rule, engine)


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
        tuple(sorted({name for _, name in _undeclared(kb, _CASE)})),
    )


def _undeclared(kb: KnowledgeBase, file: str) -> Iterator[tuple[Term, str]]:
    """The terms and nodes that a file of a case names and nothing declares, each with the node of which it says so.

    What declares an article may name a publisher that nothing declares: its terms alone are looked at, with the case's.
    """
    told = {KB("usesUndeclaredTerm"): {file, _SOURCES}, KB("refersToUndeclared"): {file}}
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
    if file in ("sources", "vocabulary"):
        return file
    if file == PurePosixPath(_SHAPES).stem:
        return f"shapes:{finding.declared.line - _SHAPE_LINES}"
    if file != "case":
        return f"{file}:{finding.declared.line}"
    line = finding.declared.line - len(_DECLARED)
    return f"kb:{line}" if line > 0 else "kb"


def _places(places: tuple[str, ...]) -> str:
    return ", ".join(places) or "nothing"


def open_case(case: Case, ground: Ground, where: str) -> KnowledgeBase:
    """The knowledge base of a case; what is wrong with it is told by the files that it came from.

    Args:
        case: the case.
        ground: what the case stands on.
        where: the path of the file of cases, for messages.

    Raises:
        InputError: the case cannot be read as a knowledge base.
    """
    with TemporaryDirectory(prefix="kbtool-case-") as folder:
        root = Path(folder).resolve()
        lay_out(case, root, ground.files, ground.names)
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
    place = _SOURCES.rpartition("/")[2] if name == _SOURCES else name
    if name == _CASE and error.line is not None:
        place = f"kb:{error.line - len(_DECLARED)}"
    message = f"{case.label}: {place} {error.message}"
    return InputError(message, path=where, line=case.line, help=error.help)
