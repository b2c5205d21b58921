"""RDF files of any syntax, and what is said of one that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.io.files import behind_mark
from kbtool.rdf.turtle.nesting import refuse_deep_nesting

_LINE = re.compile(r"\bline (\d+)")


def rdf_format(path: Path) -> ox.RdfFormat:
    """The RDF syntax that a file's ending stands for.

    Raises:
        InputError: it stands for none.
    """
    found = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if found is None:
        raise InputError(
            f"no RDF syntax goes with the ending {path.suffix!r}",
            path=path,
            help="name the file .ttl, .nt, .nq, .trig, .rdf or .jsonld",
        )
    return found


def read_triples(path: Path) -> tuple[list[ox.Triple], dict[str, str]]:
    """The triples of a file, as they are written, and its prefixes; of quads, those of all graphs.

    Its blank nodes are its own, whatever they are called in another file. A byte-order mark before them is passed over.

    Raises:
        InputError: the file cannot be read or is not of its syntax.
    """
    syntax = rdf_format(path)
    with reading(path, syntax.name):
        with behind_mark(path) as file:
            base = path.absolute().as_uri()
            parser = ox.parse(file, format=syntax, base_iri=base, rename_blank_nodes=True)
            triples = [quad.triple for quad in parser]
        return triples, dict(parser.prefixes)


def parse_turtle(text: str, shown: Path | str, base: str | None = None) -> list[ox.Triple]:
    """The triples of a text in Turtle, in the order of the text; its blank nodes are its own.

    Args:
        text: the Turtle.
        shown: the file as messages name it.
        base: what relative IRIs are relative to; if None, they are an error.

    Raises:
        InputError: it is not Turtle, or nested too deep, with the line.
    """
    if text.startswith("\ufeff"):
        raise marked(shown)
    refuse_deep_nesting(text, shown)
    with reading(shown, "Turtle"):
        quads = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True)
        try:
            return [quad.triple for quad in quads]
        except SyntaxError as error:
            from kbtool.rdf.turtle.faults import find_fault

            fault = find_fault(text, _reason(error), error.lineno or 1, error.offset or 1)
            if fault is None:
                raise
            what = f"is not valid Turtle: {fault.message}"
            raise InputError(what, path=shown, line=fault.line, help=fault.help) from error


def marked(shown: Path | str) -> InputError:
    """The error of Turtle behind a byte-order mark: other tools would not read the file."""
    return InputError(
        "begins with a byte-order mark, which Turtle does not have",
        path=shown,
        line=1,
        help="save the file as UTF-8 without BOM",
    )


@contextmanager
def reading(path: Path | str, syntax: str) -> Iterator[None]:
    """Turn the errors of reading a file of that syntax into InputError, with the line."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}",
            path=path,
            help="check that the file is there and that you may read it",
        ) from error
    except MemoryError as error:
        raise InputError(
            "holds a text or a name of more than 16 MB, which is not read",
            path=path,
            help="shorten it; what is as long belongs in a file of its own",
        ) from error
    except (SyntaxError, ValueError) as error:
        raise InputError(
            f"is not valid {syntax}: {_reason(error)}",
            path=path,
            line=_line_of(error),
            help=f"correct the {syntax} at or just before this line",
        ) from error


def _reason(error: Exception) -> str:
    """What a parser found wrong, without the place."""
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return re.sub(r"^Parser error (at|between) .*?: ", "", message).rstrip(".")


def _line_of(error: Exception) -> int | None:
    """The 1-based line at which a parser stopped, if it says so."""
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    match = _LINE.search(str(error))
    return int(match.group(1)) if match else None
