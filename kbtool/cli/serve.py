"""``kbtool serve``: the knowledge base in a browser, and a SPARQL endpoint that only reads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from kbtool.cli.options import POLICY, ROOT, number_in
from kbtool.cli.project import find_project
from kbtool.cli.terminal import say
from kbtool.errors import InputError

if TYPE_CHECKING:
    from kbtool.reports.pages.links import Links
    from kbtool.server.access import Access
    from kbtool.server.options import Options

TOKEN = "KBTOOL_TOKEN"
"""The environment variable that gives the token."""
_SHORTEST = 20


@click.command(epilog="Example: kbtool serve --port 8080")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; others than this machine reach another one than the default.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="The port; any free one, if 0.",
)
@click.option(
    "--root-path",
    default="",
    metavar="PATH",
    help="The path below which a proxy shows the server, such as /kb.",
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A name by which a proxy passes requests on, besides those of the settings.",
)
@click.option(
    "--public-read",
    is_flag=True,
    help="Let whoever reaches the server read without the token.",
)
@click.option(
    "--reload", is_flag=True, help="Take up changes of files, without dropping a request."
)
@click.option(
    "--decisions",
    is_flag=True,
    help="Let who has the token decide on claims and waive findings; changes are taken up.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 32),
    help="How many queries are answered at a time.  [default: 3, or the settings]",
)
@click.option(
    "--timeout",
    type=number_in(0.1),
    help="The number of seconds after which a query is given up.  [default: 10, or the settings]",
)
@ROOT
@POLICY
def serve(
    host: str,
    port: int,
    root_path: str,
    hosts: tuple[str, ...],
    public_read: bool,
    reload: bool,
    decisions: bool,
    workers: int | None,
    timeout: float | None,
    root: Path | None,
    policies: tuple[str, ...],
) -> None:
    """Serve the knowledge base to browsers, and to programs at /sparql (SPARQL 1.1 Protocol).
    Nothing is written, unless --decisions.

    It listens at an address that only this machine reaches. At another one, or by a name that --allow-host gives it, reading
    needs a token, unless --public-read: the link that is printed gives it to a browser, once; programs send it as
    Authorization: Bearer. KBTOOL_TOKEN in the environment sets the token.

    Exit code 0: it was told to end; 2: wrong usage, or input that cannot be read or trusted.
    """
    from kbtool.api import check
    from kbtool.io.changed import state_of
    from kbtool.io.graphviz import draw
    from kbtool.io.history import LineHistory
    from kbtool.io.revisions import recent
    from kbtool.reports.pages.site import Site
    from kbtool.server.access import Access
    from kbtool.server.generation import Plan
    from kbtool.server.options import Options, host_name
    from kbtool.server.supervising import Supervisor, listen

    project = find_project(root)
    serving = project.settings.serving
    for name in hosts:
        if host_name(name) is None:
            raise click.UsageError(f"--allow-host {name!r} is no name of a host")
    path = root_path.rstrip("/")
    if path and (not path.startswith("/") or "//" in path or not _is_plain(path)):
        raise click.UsageError(f"--root-path {root_path!r} is no path such as /kb")
    options = Options(
        host=host,
        port=port,
        root_path=path,
        public_read=public_read,
        decisions=decisions,
        hosts=(*serving.hosts, *hosts),
        cors=serving.cors,
        workers=workers or serving.workers,
        jobs=serving.jobs,
        seconds=timeout or serving.seconds,
        rows=serving.rows,
        memory=serving.memory,
    )

    def load(links: Links) -> Site:
        kb = find_project(root).load(lambda _: None, policies=policies)
        history = LineHistory(kb.workspace.relative_to).of
        links = replace(links, comparing=bool(recent(kb.workspace, 1)))
        return Site(kb, check(kb), links, draw=draw, history=history)

    access = Access(_token(), path)
    with listen(options) as listening:
        options = replace(options, port=listening.getsockname()[1])
        supervisor = Supervisor(
            Plan(load, options, access, listening),
            (lambda: state_of(project.workspace)) if reload or decisions else None,
            lambda text: say(f"kbtool: {text}", err=True),
            lambda: _say_ready(options, access),
        )
        supervisor.run()


def _say_ready(options: Options, access: Access) -> None:
    host = f"[{options.host}]" if ":" in options.host else options.host
    address = f"http://{host}:{options.port}"
    say(f"kbtool: serving at {address}{options.root_path}/ (Ctrl-C ends it)", err=True)
    if options.needs_token or options.decisions:
        say(f"kbtool: open this link, which works once: {address}{access.link}", err=True)
        say(f"kbtool: programs send: Authorization: Bearer {access.token}", err=True)


def _token() -> str | None:
    """The token that the environment gives, if it does."""
    given = os.environ.get(TOKEN)
    if given is not None and (len(given) < _SHORTEST or not given.isascii() or " " in given):
        raise InputError(
            f"{TOKEN} is no token", help=f"give at least {_SHORTEST} letters and digits, or none"
        )
    return given


def _is_plain(path: str) -> bool:
    return path.isascii() and all(letter.isalnum() or letter in "/-._~" for letter in path)
