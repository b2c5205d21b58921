"""The page of the vocabulary: its diagrams, and each term in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kbtool.rdf.namespaces import KB, RDFS, SKOS
from kbtool_docs.diagram import CLASS, anchor, diagram, draw
from kbtool_docs.markdown import plain, table
from kbtool_docs.terms import Origin, Term, read_terms, read_version

LABEL = RDFS("label").value
SUBCLASS = RDFS("subClassOf").value
MATCH = SKOS("closeMatch").value
MARKS = {Origin.STATED: "", Origin.DERIVED: "*derived*", Origin.BOTH: "*derived in part*"}
Column = Callable[[Term], str]


def pages() -> dict[str, str]:
    """The page by file name."""
    terms = read_terms()
    pictures = [
        draw(diagram(terms, derived=derived), f"The classes, and what is {what} of them")
        for derived, what in ((False, "stated"), (True, "derived"))
    ]
    return {"vocabulary.md": page(terms, read_version(), pictures)}


def page(terms: Sequence[Term], version: str, pictures: Sequence[str]) -> str:
    """The page of the vocabulary.

    Args:
        terms: the terms.
        version: the version of the vocabulary.
        pictures: the diagrams of what is stated and of what is derived, as HTML.
    """
    known = {term.name for term in terms}
    parts = [
        "# The vocabulary\n",
        f"Version {version} of the terms of `<{KB.base}>`, as `kb/vocabulary.ttl` declares them. Domains and ranges "
        "document and check; no type is inferred from them. What is *derived* is computed by kbtool, and a file that "
        "states it is refused.\n",
        "How to add [a predicate](../how-to/add-a-predicate.md) or [a measure](../how-to/add-a-measure.md).\n",
        "What people state. Values, and classes whose members are a list, are in the tables below.\n",
        pictures[0],
        "What is derived of it (dashed).\n",
        pictures[1],
        "## Classes\n",
        _table(
            (t for t in terms if CLASS in t.types),
            ("subclass of", lambda t: _names(t.values.get(SUBCLASS, ()), known)),
        ),
        *_properties(terms, known),
        *_lists(terms, known),
        *_others(terms, known),
    ]
    return "\n".join(parts)


def _properties(terms: Sequence[Term], known: set[str]) -> Iterator[str]:
    """The properties, under the headings of the file."""
    own = [t for t in terms if "rdf:Property" in t.types or "kb:Qualifier" in t.types]
    for section in dict.fromkeys(term.section for term in own):
        yield f"## {plain(section)}\n"
        yield _table(
            (term for term in own if term.section == section),
            ("of", lambda t: _names(t.domain, known)),
            ("value", lambda t: _names(t.range, known)),
        )


def _lists(terms: Sequence[Term], known: set[str]) -> Iterator[str]:
    """The members of each list."""
    for scheme in (t for t in terms if "skos:ConceptScheme" in t.types):
        label = scheme.text(LABEL)
        yield f"## List: {plain(label)}\n"
        yield f"`{scheme.name}`. {plain(scheme.definition)}\n"
        yield _table(term for term in terms if scheme.name in term.schemes)


def _others(terms: Sequence[Term], known: set[str]) -> Iterator[str]:
    """Predicates and measures: how they read, and which type of question they answer."""
    question: tuple[str, Column] = (
        "question",
        lambda t: _names(t.values.get(KB("questionType").value, ()), known),
    )
    yield "## Predicates\n"
    yield _table(
        (t for t in terms if "kb:Predicate" in t.types),
        question,
        ("denied", lambda t: plain(t.text(KB("negatedPhrase").value))),
    )
    yield "## Measures\n"
    yield _table(
        (t for t in terms if "kb:Measure" in t.types),
        question,
        ("unit", lambda t: _names(t.values.get(KB("unitKind").value, ()), known)),
    )


def _table(terms: Iterable[Term], *columns: tuple[str, Column]) -> str:
    """A table of terms: name and meaning, and columns of its own between the two."""
    head = ["term", *(title for title, _ in columns), "meaning"]
    rows = [[_term(term), *(cell(term) for _, cell in columns), _meaning(term)] for term in terms]
    return table(head, rows)


def _term(term: Term) -> str:
    return f'<a id="{anchor(term.name)}"></a>`{term.name}`'


def _meaning(term: Term) -> str:
    phrase = term.text(KB("phrase").value)
    shown = plain(term.definition or phrase or term.text(LABEL))
    same = _names(term.values.get(MATCH, ()), set())
    return " ".join(filter(None, (MARKS[term.origin], shown, same and f"Close to {same}.")))


def _names(names: Iterable[str], known: set[str]) -> str:
    """CURIEs as code; those of the vocabulary lead to their rows."""
    return ", ".join(
        f'<a href="#{anchor(name)}">`{name}`</a>' if name in known else f"`{name}`"
        for name in names
    )
