"""Default messages of the constraint components, for shapes without a sh:message."""

from __future__ import annotations

from collections.abc import Mapping

from kbtool.shacl.messages import compact, compact_path, counted, plain
from kbtool.shacl.model import Constraint, SparqlConstraint
from kbtool.shacl.paths import Path

_TEXTS = {
    "class": "{value} is not an instance of {terms}{where}",
    "datatype": "{value} is not a well-formed {terms}{where}",
    "nodeKind": "{value} is not of node kind {terms}{where}",
    "minCount": "needs at least {limit}{where}, has {n}",
    "maxCount": "may have at most {limit}{where}, has {n}",
    "minExclusive": "{value} is not greater than {terms}{where}",
    "minInclusive": "{value} is less than {terms}, or not comparable{where}",
    "maxExclusive": "{value} is not less than {terms}{where}",
    "maxInclusive": "{value} is greater than {terms}, or not comparable{where}",
    "minLength": "{value} is shorter than {length}{where}",
    "maxLength": "{value} is longer than {length}{where}",
    "pattern": "{value} does not match {terms}{where}",
    "languageIn": "{value} is not in one of the languages {terms}{where}",
    "uniqueLang": "has {n} values in the language {lang}{where}, may have one",
    "equals": "{value} is a value of only one of {terms} and the path{where}",
    "disjoint": "{value} is also a value of {terms}{where}",
    "lessThan": "{value} is not less than {other}, a value of {terms}{where}",
    "lessThanOrEquals": "{value} is not at most {other}, a value of {terms}{where}",
    "hasValue": "lacks the value {terms}{where}",
    "in": "{value} is none of {terms}{where}",
    "closed": "has {path}, which its shape does not allow",
    "not": "{value} conforms to {shapes}, which it must not{where}",
    "and": "{value} does not conform to every shape of sh:and{where}",
    "or": "{value} conforms to no shape of sh:or{where}",
    "xone": "{value} does not conform to exactly one shape of sh:xone{where}",
    "node": "{value} does not conform to {shapes}{where}",
    "qualifiedMinCount": "needs at least {limit} conforming to {shapes}{where}, has {n}",
    "qualifiedMaxCount": "may have at most {limit} conforming to {shapes}{where}, has {n}",
}

_UNCOUNTED = {
    "minCount": "fewer",
    "qualifiedMinCount": "fewer",
    "maxCount": "more",
    "qualifiedMaxCount": "more",
}
"""What stands for a count where the engine gives none."""


def default_message(
    constraint: Constraint | SparqlConstraint,
    path: Path | None,
    bindings: Mapping[str, object],
    prefixes: Mapping[str, str],
) -> str:
    """One present-tense sentence that says what is wrong.

    Args:
        constraint: the constraint that is violated.
        path: the path of its shape.
        bindings: what is known of the violation: ``value``, ``n`` (a count), ``lang``, ``other``,
            ``path``.
        prefixes: for writing IRIs as prefixed names.
    """
    where = f" for {compact_path(path.sparql, prefixes)}" if path is not None else ""
    if isinstance(constraint, SparqlConstraint):
        return f"violates a SPARQL constraint{where}"
    number = plain(constraint.terms[0]) if constraint.terms else ""
    known = {name: term for name, term in bindings.items() if term is not None}
    return _TEXTS[constraint.parameter].format(
        where=where,
        value=compact(known.get("value", "the value"), prefixes),
        terms=", ".join(compact(term, prefixes) for term in constraint.terms) or "nothing",
        shapes=" and ".join(compact(shape, prefixes) for shape in constraint.shapes),
        length=counted(int(number), "character") if number.isdecimal() else "",
        limit=counted(int(number), "value") if number.isdecimal() else "",
        n=plain(known["n"]) if "n" in known else _UNCOUNTED.get(constraint.parameter, "several"),
        lang=plain(known.get("lang", "")),
        other=compact(known.get("other", "another value"), prefixes),
        path=compact(known.get("path", "a property"), prefixes),
    )
