"""What a request asks by the SPARQL 1.1 Protocol (section 2.1, query operation); updates are refused."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from msgspec import Struct

from kbtool.rdf.sparql_datasets import Dataset
from kbtool.server.refusals import RefusedError

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
_MOST_PARAMETERS = 1000
Parameters = Sequence[tuple[str, str]]


class Operation(Struct, frozen=True):
    """A query operation.

    Attributes:
        query: the query; None, if none is asked, so that it is the service that is asked about.
        dataset: the graphs that are chosen beside it.
        format: the format that is asked for by its name, which goes before the Accept header.
        others: the parameters that the protocol does not know.
    """

    query: str | None
    dataset: Dataset
    format: str | None = None
    others: tuple[tuple[str, str], ...] = ()


def by_get(query_string: bytes) -> Operation:
    """What a GET asks (section 2.1.1).

    Raises:
        RefusedError: it is no query operation.
    """
    return _operation(parameters(query_string, "the address"))


def by_post(query_string: bytes, content_type: str, body: bytes) -> Operation:
    """What a POST asks: a form (section 2.1.2), or a query as its body (section 2.1.3).

    Raises:
        RefusedError: it is neither.
    """
    in_address = parameters(query_string, "the address")
    media_type, _, rest = content_type.partition(";")
    media_type = media_type.strip().casefold()
    if media_type == FORM:
        return _operation([*in_address, *parameters(body, "the form")])
    if media_type == DIRECT:
        _refuse_other_charset(rest)
        return _operation([*in_address, ("query", decoded(body, "the query"))])
    if media_type == UPDATE:
        raise RefusedError(415, "updates are refused: this endpoint only reads", _KINDS)
    said = f"{media_type} is no media type of a query" if media_type else "there is no Content-Type"
    raise RefusedError(415, said, _KINDS)


_KINDS = f"send a query as {FORM} with query=..., or by itself as {DIRECT}"


def parameters(data: bytes, where: str) -> Parameters:
    """The parameters of a form or an address, in order.

    Args:
        data: it as it was sent.
        where: where they stand, for messages.

    Raises:
        RefusedError: it cannot be read.
    """
    try:
        return parse_qsl(
            data.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except UnicodeDecodeError:
        raise RefusedError(400, f"{where} is not UTF-8, percent-encoded", "encode it") from None
    except ValueError:
        raise RefusedError(400, f"{where} has more than {_MOST_PARAMETERS:,} parameters") from None


def decoded(data: bytes, what: str) -> str:
    """A text that was sent.

    Raises:
        RefusedError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(400, f"{what} is not UTF-8", "send it as UTF-8") from None


def _refuse_other_charset(parameters_: str) -> None:
    for parameter in parameters_.split(";"):
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"').casefold()
        if name.strip().casefold() == "charset" and charset not in ("utf-8", "utf8", "us-ascii"):
            raise RefusedError(415, f"a query is sent as UTF-8, and not as {value.strip()}", _KINDS)


def _operation(given: Parameters) -> Operation:
    for name, _ in given:
        if name in _UPDATES:
            raise RefusedError(
                400, f"updates are refused ({name}): this endpoint only reads", _KINDS
            )
    queries = [value for name, value in given if name == "query"]
    if len(queries) > 1:
        raise RefusedError(400, "there is more than one query", "send one at a time")
    default = tuple(value for name, value in given if name == "default-graph-uri")
    named = tuple(value for name, value in given if name == "named-graph-uri")
    formats = [value for name, value in given if name == "format"]
    if len(formats) > 1:
        raise RefusedError(400, "there is more than one format", "name one")
    known = {"query", "default-graph-uri", "named-graph-uri", "format"}
    others = tuple((name, value) for name, value in given if name not in known)
    dataset = Dataset(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named)))
    query = queries[0] if queries else None
    return Operation(query, dataset, formats[0] if formats else None, others)
