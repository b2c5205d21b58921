"""What commands print, and in which formats: one table for all of them.

A new format is a module, such as findings/NAME.py, and a line here. A renderer is imported when it is called, so that a
run pays for no other.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, ParamSpec

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.controls import escaped

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kbtool.authoring.refresh import Refresh
    from kbtool.checks.changes import Changes
    from kbtool.checks.report import Report
    from kbtool.io.settings import Settings
    from kbtool.knowledge.base import KnowledgeBase
    from kbtool.knowledge.labels import Labels
    from kbtool.rdf.namespaces import Names
    from kbtool.rdf.sparql import Result
    from kbtool.references.verification import Verification
    from kbtool.reports.commented.comments import Comment
    from kbtool.reports.presentation import Presentation
    from kbtool.reports.style import Style
    from kbtool.shacl import ValidationResult

P = ParamSpec("P")
_WITHOUT_COMMANDS = frozenset(
    {"text", "concise", "table", "terms", "suiting", "markdown", "summary", "junit", "html"}
)
"""Formats with words for people, of which no line may be a command to a CI service; others have other escapes, or none."""


class Format(Struct, frozen=True):
    """A format, and who writes it.

    Attributes:
        name: what --format calls it.
        module: the module of its renderer, below kbtool.reports.
        description: what it is, or what it is for, in a line.
        endings: the endings of files that are written in it, where no format is named.
        function: the renderer.
        service: the CI service that reads it from the log, by the variable that the service sets to "true".
    """

    name: str
    module: str
    description: str
    endings: tuple[str, ...] = ()
    function: str = "render"
    service: str | None = None

    @property
    def is_exact(self) -> bool:
        """Whether it is for files and programs, which read UTF-8; else it is for people, in the encoding of a terminal."""
        return any(ending != ".txt" for ending in self.endings)


class Kind(Struct, Generic[P], frozen=True):
    """A kind of thing that is printed; the type parameters are what its renderers take.

    Attributes:
        name: what it is, in a word or two.
        command: the command that prints it.
        formats: its formats.
        default: what is taken where nothing else says which.
    """

    name: str
    command: str
    formats: tuple[Format, ...]
    default: Format

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its formats."""
        return tuple(format_.name for format_ in self.formats)

    def named(self, name: str) -> Format:
        """The format with a name.

        Raises:
            KeyError: there is none.
        """
        return {format_.name: format_ for format_ in self.formats}[name]

    def renderer(self, format_: Format | str) -> Callable[P, str]:
        """What writes a format; its module is imported now. What it writes holds no character that a terminal would obey:
        they are escapes, which JSON and Turtle read as the characters.

        Raises:
            KeyError: there is no format of this name.
        """
        from kbtool.reports.style import finished

        if isinstance(format_, str):
            format_ = self.named(format_)
        module = importlib.import_module(f"kbtool.reports.{format_.module}")
        render = getattr(module, format_.function)
        assert callable(render)
        finish = finished if format_.name in _WITHOUT_COMMANDS else escaped

        def shown(*arguments: P.args, **named: P.kwargs) -> str:
            return finish(render(*arguments, **named))

        return shown


def choose(
    kind: Kind[P],
    name: str | None,
    output: Path | None,
    settings: Settings | None = None,
    environment: Mapping[str, str] | None = None,
) -> Format:
    """The format to print in: what is named, else what goes with the file, the settings, the CI service, the default.

    Args:
        kind: what is printed.
        name: the format named, one of the kind's.
        output: the file that is written; None for standard output.
        settings: settings that may name a format; None where they have no say.
        environment: the environment, by which a CI service is known; None where it has no say.

    Raises:
        InputError: no format goes with the ending of the file, or the settings name one that is unknown.
    """
    if name is not None:
        return kind.named(name)
    listed = ", ".join(kind.names)
    if output is not None:
        for format_ in kind.formats:
            if output.suffix.lower() in format_.endings:
                return format_
        raise InputError(
            f"no format goes with the ending {output.suffix!r}",
            path=output,
            help=f"name one with --format: {listed}",
        )
    if settings is not None and settings.format is not None:
        if settings.format not in kind.names:
            raise InputError(
                f"has the unknown format {settings.format!r}",
                path=settings.path,
                help=f"formats are {listed}",
            )
        return kind.named(settings.format)
    for format_ in kind.formats:
        if format_.service is not None and (environment or {}).get(format_.service) == "true":
            return format_
    return kind.default


_FINDINGS = (
    Format("text", "findings.text", "for an editor: an entry for each passage, the worst first", (".txt",)),
    Format("concise", "findings.concise", "a line each, for editors and logs"),
    Format("json", "findings.json", "for programs; a contract, with a version", (".json",)),
    Format("sarif", "findings.sarif", "SARIF 2.1.0, for code scanning", (".sarif",)),
    Format("junit", "findings.junit", "JUnit XML, for test reports", (".xml",), service="GITLAB_CI"),
    Format("gitlab", "findings.gitlab", "Code Quality of GitLab's merge requests"),
    Format("summary", "findings.summary", "Markdown for a pull request: the worst, and counts", (".md",)),
    Format("github", "findings.github", "annotations of GitHub Actions", service="GITHUB_ACTIONS"),
    Format("turtle", "findings.turtle", "the standard report of SHACL", (".ttl",)),
    Format("html", "findings.html", "one page that needs nothing else", (".html",)),
    Format("csv", "findings.csv", "for a spreadsheet", (".csv",)),
)  # fmt: skip
FINDINGS: Kind[[Report, Presentation]] = Kind("findings", "check", _FINDINGS, _FINDINGS[0])

RESULTS: Kind[[Result, Labels]] = Kind(
    "answers of queries",
    "query",
    (
        Format("table", "results", "for people, with labels", (".txt",), "render_table"),
        Format("terms", "results", "a table of terms as they are typed", function="render_terms"),
        Format("csv", "results", "SPARQL 1.1 Query Results CSV", (".csv",), "render_csv"),
        Format("tsv", "results", "SPARQL 1.1 Query Results TSV", (".tsv",), "render_tsv"),
        Format("json", "results", "SPARQL 1.1 Query Results JSON", (".json", ".srj"), "render_json"),
        Format("turtle", "results", "triples, of CONSTRUCT and DESCRIBE", (".ttl",), "render_turtle"),
    ),
    default=Format("suiting", "results", "a table (Turtle for triples)", function="render_suiting"),
)  # fmt: skip

_CHANGES = (
    Format("text", "changes", "for a terminal", (".txt",), "render_text"),
    Format("markdown", "changes", "for a pull request", (".md",), "render_markdown"),
    Format("json", "changes", "for programs", (".json",), "render_json"),
)
CHANGES: Kind[[Changes, Callable[[str], str]]] = Kind("changes", "diff", _CHANGES, _CHANGES[0])

_DRIFT = (
    Format("text", "drift", "what is not as it was, and counts", (".txt",), "render_text"),
    Format("json", "drift", "all quotes and sentences that changed", (".json",), "render_json"),
)
DRIFT: Kind[[Sequence[Refresh], bool, Names, Style]] = Kind(
    "new texts", "source refresh", _DRIFT, _DRIFT[0]
)

_VERIFICATION = (
    Format("text", "verification", "what there is to say, and counts", (".txt",), "render_text"),
    Format("json", "verification", "all that was said of each", (".json",), "render_json"),
)
VERIFICATION: Kind[[Sequence[Verification], Labels, bool]] = Kind(
    "references at their registries", "cite verify", _VERIFICATION, _VERIFICATION[0]
)

_VALIDATION = (
    Format("text", "shacl", "a paragraph for each result", (".txt",), "render_text"),
    Format("turtle", "shacl", "a sh:ValidationReport", (".ttl",), "render_turtle"),
)
VALIDATION: Kind[[Sequence[ValidationResult], Mapping[str, str], Sequence[Triple]]] = Kind(
    "validation results", "shacl", _VALIDATION, _VALIDATION[0]
)

_EXPORTS = tuple(
    Format(name, f"exports.{module}", description, function="export")
    for name, module, description in (
        (
            "nanopub",
            "nanopub",
            "a nanopublication for each claim, in TriG, under trusty URIs (pip install 'kbtool[nanopub]')",
        ),
        ("claimreview", "claimreview", "the verdicts as schema.org ClaimReview, in JSON-LD"),
        ("annotations", "annotations", "the quotes as W3C Web Annotations, in JSON-LD"),
        (
            "va-spec",
            "va_spec",
            "the verdicts with their evidence lines in GA4GH VA-Spec's terms, in JSON",
        ),
        ("nquads", "nquads", "everything, with a graph for what is derived"),
        ("csv", "claims_csv", "the claims with their verdicts, for a spreadsheet"),
    )
)
EXPORTS: Kind[[KnowledgeBase]] = Kind("knowledge base", "export", _EXPORTS, _EXPORTS[0])

_COPIES = (
    Format(
        "markdown", "commented.criticmarkup", "Markdown, with comments in CriticMarkup", (".md",)
    ),
    Format("docx", "commented.word", "a Word document with comments", (".docx",)),
)
COPIES: Kind[[str, Sequence[Comment]]] = Kind("commented copies", "suggest", _COPIES, _COPIES[0])
"""Copies of articles, which have the characters of the article: their command calls the renderers itself."""

KINDS = (FINDINGS, RESULTS, CHANGES, DRIFT, VERIFICATION, VALIDATION, EXPORTS)
