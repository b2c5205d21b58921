"""The validation report in Turtle (SHACL 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox
from pyoxigraph import Triple

from kbtool.rdf.namespaces import RDFS
from kbtool.rdf.terms import Term
from kbtool.rdf.turtle.write import term
from kbtool.shacl.model import ValidationResult
from kbtool.shacl.paths import UNARY, Path
from kbtool.shacl.vocabulary import SHACL


def turtle_report(
    results: Sequence[ValidationResult],
    prefixes: Mapping[str, str],
    described: Iterable[Triple] = (),
    remarks: Sequence[str] = (),
) -> str:
    """A sh:ValidationReport; the data conform if there is no result, whatever its severity.

    Args:
        results: the results.
        prefixes: prefixes by name, for writing IRIs in short form.
        described: what is said of the blank nodes in the results.
        remarks: what is to be known of the report, such as what was not looked at (rdfs:comment).
    """
    names = {name: base for name, base in prefixes.items() if base != SHACL and name != "sh"}
    names["sh"] = SHACL
    said = [ox.Literal(remark) for remark in remarks]
    writer = _Writer(names)
    listed = " ,\n".join(writer.result(result) for result in results)
    return (
        "".join(f"@prefix {name}: <{base}> .\n" for name, base in sorted(names.items()))
        + f"\n[] a sh:ValidationReport ;\n  sh:conforms {'false' if results else 'true'}"
        + "".join(f" ;\n  {writer.term(RDFS('comment'))} {writer.term(text)}" for text in said)
        + (f" ;\n  sh:result\n{listed}" if results else "")
        + " .\n"
        + "".join(f"\n{writer.statement(triple)}" for triple in described)
        + ("\n" if described else "")
    )


class _Writer:
    """Writes terms with these prefixes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes

    def result(self, result: ValidationResult) -> str:
        found = [
            "a sh:ValidationResult",
            f"sh:focusNode {self.term(result.focus)}",
            *([f"sh:resultPath {self.path(result.path)}"] if result.path is not None else []),
            *([f"sh:value {self.term(result.value)}"] if result.value is not None else []),
            f"sh:resultSeverity {self.term(result.severity)}",
            f"sh:sourceShape {self.term(result.source_shape)}",
            f"sh:sourceConstraintComponent {self.term(result.component)}",
        ]
        if result.constraint is not None:
            found.append(f"sh:sourceConstraint {self.term(result.constraint)}")
        found += [f"sh:resultMessage {self.term(message)}" for message in result.messages]
        return "    [ " + " ;\n      ".join(found) + " ]"

    def path(self, path: Path) -> str:
        """A path as SHACL 2.3.1 describes it."""
        if path.predicate is not None:
            return self.term(path.predicate)
        parts = [self.path(part) for part in path.parts]
        if path.operator == "/":
            return f"( {' '.join(parts)} )"
        if path.operator == "|":
            return f"[ sh:alternativePath ( {' '.join(parts)} ) ]"
        name = next(name for name, operator in UNARY.items() if operator == path.operator)
        return f"[ sh:{name} {parts[0]} ]"

    def statement(self, triple: Triple) -> str:
        return f"{' '.join(self.term(part) for part in triple)} ."

    def term(self, node: Term) -> str:
        return term(node, self._prefixes)
