"""The values of the public interface: those of the rooms below, with JSON, frames and a look in notebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import asdict

from kbtool.checks import findings, report
from kbtool.errors import InputError
from kbtool.knowledge import base, chain
from kbtool.knowledge.index import Index
from kbtool.knowledge.labels import Labels
from kbtool.knowledge.model import Claim
from kbtool.rdf import sparql
from kbtool.rdf.namespaces import KB
from kbtool.rdf.terms import Term, instances, value
from kbtool.reports.wording import counted
from kbtool.shacl import ValidationResult

if TYPE_CHECKING:
    from kbtool.reports.frames import Frame, Library


class Claims(Index[Claim]):
    """Claims of a knowledge base: iterable, by name, narrowed by verdict or document.

    Args:
        kb: the knowledge base.
        names: for each claim, by its IRI, the names that stand for it.
        read: reads the claim with an IRI.
    """

    def __init__(
        self,
        kb: base.KnowledgeBase,
        names: Mapping[str, tuple[str, ...]],
        read: Callable[[str], Claim],
    ) -> None:
        super().__init__("claim", names, read)
        self._kb = kb
        self._names, self._reads = names, read

    def where(self, *, verdict: str | None = None, document: str | None = None) -> Claims:
        """Those with a verdict, or of a document.

        Args:
            verdict: a verdict, as it reads: "refuted".
            document: a document, by IRI, CURIE, local name or file name.

        Raises:
            InputError: there is no such verdict or document.
        """
        verdicts = sorted(
            self._kb.labels.label(v) for v in instances(self._kb.store, KB("Verdict"))
        )
        if verdict is not None and verdict not in verdicts:
            raise InputError(
                f"there is no verdict {verdict!r}", help=f"verdicts are {', '.join(verdicts)}"
            )
        iri = None if document is None else self._kb.documents[document].iri
        kept = {
            claim.iri: self._names[claim.iri]
            for claim in self
            if verdict in (None, claim.verdict.label)
            and (iri is None or (claim.document is not None and claim.document.iri == iri))
        }
        return Claims(self._kb, kept, self._reads)

    def to_frame(self, library: Library | None = None) -> Frame:
        """A row for each claim, with its verdict and the references that decide it.

        Args:
            library: "pandas" or "polars"; what is installed, if None.

        Raises:
            InputError: no such library is installed.
        """
        from kbtool.reports.frames import claims_frame

        return claims_frame(self._kb, self, library)

    def _repr_html_(self) -> str:
        from kbtool.reports.notebook import claims_html

        return claims_html(self, len(self))


class KnowledgeBase(base.KnowledgeBase, frozen=True, dict=True):
    """A knowledge base as opened, with all that follows from it."""

    @classmethod
    def of(cls, kb: base.KnowledgeBase) -> KnowledgeBase:
        """The same knowledge base."""
        return cls(**asdict(kb))

    @cached_property
    def claims(self) -> Claims:
        """Its claims, by IRI, CURIE or local name, in the order of their IRIs."""
        return Claims(self, self.claim_names, lambda iri: self.reader.claim(ox.NamedNode(iri)))

    def __repr__(self) -> str:
        """Where it lies, and what it holds."""
        return f"<KnowledgeBase {self.workspace.root}: {counted(len(self.claims), 'claim')}>"


class Finding(findings.Finding, frozen=True):
    """One thing that one rule found."""

    def __repr__(self) -> str:
        """Which rule says what of which claim."""
        return f"<Finding {self.code} {self.name}: {self.message}>"

    def _repr_html_(self) -> str:
        from kbtool.reports.notebook import finding_html

        return finding_html(self)


class Report(report.Report, frozen=True):
    """What a check found."""

    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, found: report.Report) -> Report:
        """The same report."""
        shown = tuple(Finding(**asdict(finding)) for finding in found.findings)
        return cls(**{**asdict(found), "findings": shown})

    def __repr__(self) -> str:
        """How much of what."""
        return f"<Report: {counted(len(self.findings), 'finding')} of {counted(len(self.rules), 'rule')}>"

    def to_json(self) -> str:
        """The JSON that ``kbtool check --format json`` prints, which is a contract."""
        from kbtool.reports.findings.json import render
        from kbtool.reports.presentation import Presentation

        return render(self, Presentation())

    def to_frame(self, library: Library | None = None) -> Frame:
        """A row for each finding.

        Args:
            library: "pandas" or "polars"; what is installed, if None.

        Raises:
            InputError: no such library is installed.
        """
        from kbtool.reports.frames import findings_frame

        return findings_frame(self.findings, self.names, library)

    def _repr_html_(self) -> str:
        from kbtool.reports.notebook import report_html

        return report_html(self)


class Chain(chain.Chain, frozen=True):
    """Everything that a verdict rests on."""

    @classmethod
    def of(cls, found: chain.Chain) -> Chain:
        """The same chain."""
        return cls(**asdict(found))

    def __repr__(self) -> str:
        """Of which claim."""
        claim = self.claim
        return f"<Chain of {claim.name}: {claim.verdict.label}, {counted(len(self.lines), 'line')} of evidence>"

    def _repr_html_(self) -> str:
        from kbtool.reports.notebook import chain_html

        return chain_html(self)


class Answer(Struct, frozen=True):
    """What a query answers.

    Attributes:
        variables: those of a SELECT query; of a CONSTRUCT query subject, predicate and object; of an ASK query none.
        terms: a row for each solution or triple; None where a variable is unbound.
        value: what an ASK query answers; None for others.
        complete: whether these are all rows.
        labels: labels of nodes.
        warnings: what in the query cannot match anything, a sentence each.
    """

    variables: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    value: bool | None
    complete: bool
    labels: Labels
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, result: sparql.Result, labels: Labels, warnings: Iterable[str] = ()) -> Answer:
        """The answer that a result is."""
        told = tuple(warnings)
        match result:
            case sparql.Answer(value):
                return cls((), (), value, True, labels, told)
            case sparql.Graph(triples, complete):
                rows = tuple((t.subject, t.predicate, t.object) for t in triples)
                return cls(("subject", "predicate", "object"), rows, None, complete, labels, told)
            case sparql.Table(variables, terms, complete):
                return cls(variables, terms, None, complete, labels, told)

    @property
    def rows(self) -> list[dict[str, str | None]]:
        """A dictionary for each row: IRIs and literals as text, by variable."""
        return [
            {
                name: None if term is None else value(term)
                for name, term in zip(self.variables, row, strict=True)
            }
            for row in self.terms
        ]

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.terms)

    def __iter__(self) -> Iterator[dict[str, str | None]]:
        """The rows."""
        return iter(self.rows)

    def __bool__(self) -> bool:
        """What an ASK query answers; of others, whether there is a row."""
        return bool(self.terms) if self.value is None else self.value

    def _repr_html_(self) -> str:
        from kbtool.reports.notebook import table_html

        if self.value is not None:
            return f"<p>{'yes' if self.value else 'no'}</p>"
        return table_html(sparql.Table(self.variables, self.terms, self.complete), self.labels)


class ValidationReport(Struct, frozen=True):
    """The validation of a data graph against a shapes graph (SHACL, section 3.6).

    Attributes:
        results: the results, distinct and sorted.
        shapes: how many shapes have a target; without one, nothing was checked.
        prefixes: the prefixes of the shapes graph.
        described: what the two graphs say of the blank nodes that results name.
    """

    results: tuple[ValidationResult, ...]
    shapes: int
    prefixes: Mapping[str, str]
    described: tuple[ox.Triple, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there is no result, of whatever severity."""
        return not self.results

    def to_turtle(self) -> str:
        """The report as a sh:ValidationReport in Turtle."""
        from kbtool.reports.shacl import render_turtle

        return render_turtle(self.results, self.prefixes, self.described)

    def to_text(self) -> str:
        """A paragraph for each result, and a line that counts them."""
        from kbtool.reports.shacl import render_text

        return render_text(self.results, self.prefixes)
