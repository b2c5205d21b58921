"""Files in which a known prefix stands for another address, as triples for a rule to tell.

Such a file is read as it is meant, so that one slip is one finding and not one for each name in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kbtool.errors import InputError
from kbtool.rdf.namespaces import KB
from kbtool.rdf.other_prefixes import OtherPrefix
from kbtool.rdf.store import DERIVED, TurtleFile
from kbtool.shacl import Shapes

_TOLD = KB("prefixDeclaredFor")


def prefixes_of(files: Iterable[TurtleFile]) -> dict[ox.NamedNode, tuple[OtherPrefix, str]]:
    """A node for each such prefix of each file, with the file as messages name it."""
    return {
        ox.NamedNode(f"{file.graph.value}#{other.prefix}"): (other, file.shown)
        for file in files
        for other in file.others
    }


def prefix_quads(found: Mapping[ox.NamedNode, tuple[OtherPrefix, str]]) -> Iterator[ox.Quad]:
    """A kb:prefixDeclaredFor for each prefix."""
    for node, (other, _) in found.items():
        stated = (
            f"{other.prefix}: is declared for “{other.address}”, and stands for “{other.usual}”"
        )
        yield ox.Quad(node, _TOLD, ox.Literal(stated), DERIVED)


def refuse_untold_prefixes(files: Iterable[TurtleFile], shapes: Shapes) -> None:
    """Refuse such a file where no rule would tell of it, since its names are not read as they stand there.

    Raises:
        InputError: there is one.
    """
    untold = [file for file in files if file.others]
    if not untold or any(triple.object == _TOLD for triple in shapes.triples):
        return
    for file in untold:
        for other in file.others:
            raise InputError(
                f"declares the prefix {other.prefix}: for <{other.address}>",
                path=file.shown,
                line=other.line,
                help=f"it stands for <{other.usual}>: correct the address, or use another prefix",
            )
