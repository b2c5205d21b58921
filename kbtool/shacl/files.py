"""A data graph and a shapes graph from files of any RDF syntax."""

from __future__ import annotations

from pathlib import Path

from kbtool.errors import InputError
from kbtool.rdf.syntax import rdf_format, read_triples, reading
from kbtool.shacl.executors.oxigraph import DataGraph, read_data
from kbtool.shacl.loading import load_shapes
from kbtool.shacl.model import Shapes


def read_shapes_file(path: Path) -> Shapes:
    """The shapes of a file; it may hold none that has a target.

    Raises:
        InputError: the file cannot be read, or its shapes are ill-formed.
    """
    triples, prefixes = read_triples(path)
    try:
        return load_shapes(triples, strict=False, prefixes=prefixes)
    except InputError as error:
        advice = "correct the shape; https://www.w3.org/TR/shacl/ says what it may hold"
        raise InputError(error.message, path=path, help=error.help or advice) from error


def read_data_file(path: Path) -> DataGraph:
    """The data graph of a file; the graphs of a file of quads become one.

    Raises:
        InputError: the file cannot be read or is not of its syntax.
    """
    syntax = rdf_format(path)
    with reading(path, syntax.name):
        return read_data(path, syntax)
