"""The texts of validation results: sh:message templates, and default messages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

_TEMPLATE = re.compile(r"\{[?$](\w+)\}")


def fill(template: Literal, bindings: Mapping[str, object]) -> Literal:
    """The message with ``{?name}`` and ``{$name}`` replaced (SHACL 5.3.2).

    IRIs are written in full, literals as their lexical form. Names without a binding stay.
    """

    def replacement(match: re.Match[str]) -> str:
        term = bindings.get(match.group(1))
        return match.group() if term is None else plain(term)

    text = _TEMPLATE.sub(replacement, template.value)
    return Literal(text, language=template.language) if template.language else Literal(text)


def plain(term: object) -> str:
    """An IRI in full, the lexical form of a literal, the identifier of a blank node."""
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)


def compact(term: object, prefixes: Mapping[str, str]) -> str:
    """A term for a default message: an IRI as a prefixed name if there is one, a literal quoted."""
    if isinstance(term, NamedNode):
        candidates = [
            (len(namespace), f"{prefix}:{term.value[len(namespace) :]}")
            for prefix, namespace in prefixes.items()
            if term.value.startswith(namespace)
        ]
        return max(candidates)[1] if candidates else f"<{term.value}>"
    if isinstance(term, Literal):
        suffix = f"@{term.language}" if term.language else ""
        return f'"{term.value}"{suffix}'
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term)


def compact_path(text: str, prefixes: Mapping[str, str]) -> str:
    """SPARQL path text with its IRIs as prefixed names."""
    return re.sub(r"<([^>]*)>", lambda m: compact(NamedNode(m.group(1)), prefixes), text)


def counted(number: int, noun: str) -> str:
    """``1 value``, ``2 values``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
