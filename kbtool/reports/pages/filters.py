"""What a reader has chosen to see of an article, as it stands behind the question mark of its address."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from kbtool.checks.findings import Finding
from kbtool.knowledge.rules import Severity
from kbtool.reports.pages.layout import Note

USUAL = frozenset({Severity.ERROR, Severity.WARNING})
"""The severities that are shown where nobody has chosen."""


class Choice(Struct, frozen=True):
    """What a reader has chosen.

    Attributes:
        verdicts: the verdicts of which claims are marked, by the names that addresses have for them; None for all.
        severities: the severities of which findings are shown.
        families: the families of rules of which findings are shown, by letter; None for all.
    """

    verdicts: frozenset[str] | None = None
    severities: frozenset[str] = USUAL
    families: frozenset[str] | None = None

    @classmethod
    def of(cls, query: Mapping[str, Iterable[str]]) -> Choice:
        """The choice that an address makes: parameters verdict, severity and family, each as often as needed."""

        def chosen(name: str) -> frozenset[str] | None:
            return frozenset(query.get(name, ())) or None

        return cls(chosen("verdict"), chosen("severity") or USUAL, chosen("family"))

    def has_verdict(self, key: str) -> bool:
        """Whether claims with a verdict are marked."""
        return self.verdicts is None or key in self.verdicts

    def has_severity(self, severity: str) -> bool:
        """Whether findings of a severity are shown."""
        return severity in self.severities

    def has_family(self, family: str) -> bool:
        """Whether findings of a family of rules are shown."""
        return self.families is None or family in self.families

    def shows(self, finding: Finding) -> bool:
        """Whether a finding is shown."""
        return self.has_severity(finding.severity) and self.has_family(finding.code[:1])

    def shown(self, note: Note) -> tuple[Finding, ...]:
        """The findings of a note that are shown."""
        return tuple(filter(self.shows, note.findings))

    def keeps(self, note: Note) -> bool:
        """Whether a note is shown: where findings are narrowed down, one with none of them is not."""
        if not self.has_verdict(note.look.key):
            return False
        return bool(self.shown(note)) or not self.narrows

    @property
    def narrows(self) -> bool:
        """Whether fewer findings are shown than usual."""
        return self.families is not None or not self.severities >= USUAL


def families(findings: Collection[Finding]) -> list[tuple[str, int]]:
    """The families of rules of some findings, with how many there are of each, by letter."""
    letters = sorted({finding.code[:1] for finding in findings})
    return [(one, sum(f.code[:1] == one for f in findings)) for one in letters]
