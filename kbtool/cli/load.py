"""``kbtool load``: the knowledge base written to a SPARQL store, where others can ask and check it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kbtool.cli.options import ROOT, UPDATE_ENDPOINT, endpoint_options
from kbtool.cli.project import find_project
from kbtool.cli.running import ProgressLine
from kbtool.cli.terminal import say
from kbtool.errors import InputError

if TYPE_CHECKING:
    from kbtool.io.web.endpoint import Endpoint


@click.command(
    epilog="Example: kbtool load --endpoint http://localhost:7878/query; "
    "then kbtool check --endpoint http://localhost:7878/query"
)
@endpoint_options(required=True)
@UPDATE_ENDPOINT
@click.option(
    "--keep",
    "kept",
    multiple=True,
    metavar="DATATYPE",
    help="Give values of this datatype, such as xsd:duration, one that the store leaves alone.",
)
@click.option(
    "--remove",
    metavar="DIGEST",
    help="Take this load out of the store, with what was written back beside it; nothing is loaded.",
)
@ROOT
def load(
    endpoint: str,
    time_limit: float,
    update_endpoint: str | None,
    kept: Sequence[str],
    remove: str | None,
    root: Path | None,
) -> None:
    """Write the knowledge base to a SPARQL store, by SPARQL 1.1 Update.

    Each file goes to a graph of its own, below the digest of all files, and its text beside that; nodes without a name get
    well-known IRIs. All is read back and held to the files; last of all comes the manifest, without which nobody reads
    the graphs. What was written is removed again if anything fails, or if the store alters a value. With --remove, a
    load is taken out again, or what is left of one.

    A name and password are read from KBTOOL_ENDPOINT_USER and KBTOOL_ENDPOINT_PASSWORD, or from ~/.netrc, and sent
    over https or to this machine only.

    Exit code 0: the load is there, as the files have it, or is gone. 2: it is not.
    """
    from kbtool.io.interruption import ended_as_interrupted
    from kbtool.io.web.endpoint import Endpoint
    from kbtool.knowledge.endpoints.gathering import gathered
    from kbtool.knowledge.endpoints.indexing import indexed
    from kbtool.knowledge.endpoints.loading import load as load_files
    from kbtool.reports.wording import counted

    if remove is not None:
        _take_out(
            Endpoint(endpoint, update_endpoint or "", time_limit), remove, idle=bool(kept or root)
        )
        return
    project = find_project(root)
    store = Endpoint(endpoint, update_endpoint or "", time_limit)
    line = ProgressLine()
    try:
        line.say("reading the knowledge base")
        files = gathered(project.workspace, project.settings, project.names)
        with ended_as_interrupted():
            loaded = load_files(
                store,
                files,
                project.names.base,
                kept=sorted(set(kept)),
                index=lambda digest: indexed(project.workspace, project.names, digest),
                progress=line.say,
            )
    finally:
        line.clear()
        store.close()
    manifest = loaded.manifest
    size = f"{counted(len(manifest.files), 'file')}, {counted(sum(manifest.graphs.values()), 'triple')}"
    done = "holds already, as it should be," if loaded.was_there else "now holds"
    say(f"the store {done} load {manifest.digest[:12]}: {size}")
    for datatype, number in sorted(loaded.written.items()):
        values = f"{counted(number, 'value')} of {datatype}"
        say(
            f"kbtool: note: the store writes {values} otherwise; what they stand for is the same",
            err=True,
        )


def _take_out(store: Endpoint, digest: str, *, idle: bool) -> None:
    """Take a load out of a store, and say so."""
    from kbtool.knowledge.endpoints.removing import take_out
    from kbtool.reports.wording import counted

    line = ProgressLine()
    try:
        if idle:
            raise InputError(
                "--remove goes with neither --keep nor --root", help="leave one of them out"
            )
        gone, graphs = take_out(store, digest, line.say)
    finally:
        line.clear()
        store.close()
    say(f"load {gone[:12]} is taken out: {counted(graphs, 'graph')}")
