"""What a command line says of a SPARQL store that the knowledge base is fetched from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click
from msgspec import Struct

from kbtool.cli.options import UPDATE_ENDPOINT, Command, endpoint_options, is_given
from kbtool.errors import InputError


class Store(Struct, frozen=True):
    """What a command line says of a store.

    Attributes:
        endpoint: the address of its endpoint.
        seconds: the longest that an answer may take.
        digest: how the digest of the load begins that is meant; the newest, if None.
        graphs: the graphs that are read in the place of a load, if there are any.
        update: the address where the store takes updates; the usual one, if empty.
    """

    endpoint: str
    seconds: float
    digest: str | None
    graphs: Sequence[str] = ()
    update: str = ""


def store_options() -> Callable[[Command], Command]:
    """The options of a command that takes the knowledge base of a store."""

    def with_options(command: Command) -> Command:
        load = click.option(
            "--load",
            "digest",
            metavar="DIGEST",
            help="Of a store, this load.  [default: the newest]",
        )
        graph = click.option(
            "--graph",
            "graphs",
            multiple=True,
            metavar="IRI",
            help="Of a store, these graphs, by the rules that lie here; nothing that `kbtool load` has written.",
        )
        back = click.option(
            "--write-back",
            is_flag=True,
            help="Write findings and derived triples to the store, to graphs of their own beside the load.",
        )
        return endpoint_options()(load(graph(back(UPDATE_ENDPOINT(command)))))

    return with_options


def store_asked(
    endpoint: str | None,
    seconds: float,
    digest: str | None,
    graphs: Sequence[str],
    *,
    write_back: bool = False,
    update: str | None = None,
) -> Store | None:
    """The store that is meant; None, if none is.

    Args:
        endpoint: the address of its endpoint, as it was written.
        seconds: the longest that an answer may take.
        digest: how the digest of the load begins that is meant.
        graphs: the graphs that are read in the place of a load.
        write_back: whether results are to be written to it.
        update: the address where it takes updates.

    Raises:
        InputError: there is none, and something is said of it.
    """
    if endpoint is not None:
        if write_back and graphs:
            raise InputError(
                "--write-back and --graph do not go together: results are written beside a load",
                help="load the knowledge base with `kbtool load`, and leave --graph out",
            )
        if update and not write_back:
            raise InputError("--update-endpoint needs --write-back", help="leave one of them out")
        return Store(endpoint, seconds, digest, graphs, update or "")
    idle = {
        "--graph": graphs,
        "--load": digest,
        "--time-limit": is_given("time_limit"),
        "--write-back": write_back,
        "--update-endpoint": update,
    }
    for option in (option for option, given in idle.items() if given):
        raise InputError(f"{option} needs --endpoint", help="name the store that is meant")
    return None
