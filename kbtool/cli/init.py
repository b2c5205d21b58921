"""``kbtool init``: a knowledge base in a folder that has none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kbtool.cli.options import PATH
from kbtool.cli.output import write_together
from kbtool.cli.project import shown
from kbtool.cli.terminal import say
from kbtool.errors import InputError
from kbtool.version import __version__

_MADE = """\
Made a knowledge base in {folder} ({count} files):

    kb/              the vocabulary, levels of evidence, derivations and queries; concepts, references, claims,
                     propositions and evidence, which are yours to write
    shapes/          the rules; shapes/policy/ has packs for those whom they bind
    sources/         for the articles, and sources.ttl, which declares them
    tests/rules/     cases of rules, with an example
    kbtool.toml      settings
    kbtool.lock      which files came with kbtool, for `kbtool init --update`
    .gitattributes   what keeps Git from changing line ends
    CONTRIBUTING.md  how to add an article, with a whole example

Next, in this folder:

    kbtool source add    take an article in
    kbtool encode        write the claims that an article seems to make, to decide on
    kbtool claim new     begin a claim: the quote, and the closest questions on file
    kbtool cite add      take a reference in
    kbtool check         list what is wrong
    kbtool test          try rules of your own on their cases
"""


@click.command(epilog="Example: kbtool init knowledge; kbtool init --update knowledge")
@click.argument("folder", type=PATH, default=Path())
@click.option(
    "--update",
    is_flag=True,
    help="Bring the files of a knowledge base that came with kbtool up to date.",
)
@click.option("--accept", is_flag=True, help="With --update: write what it shows.")
@click.option(
    "--base",
    metavar="IRI",
    help="The namespace of your own nodes, for which id: stands; ends in /.",
)
@click.option(
    "--rule-base",
    metavar="IRI",
    help="The namespace of your own rules, for which rule: stands; ends in / or #.",
)
def init(folder: Path, update: bool, accept: bool, base: str | None, rule_base: str | None) -> None:
    """Begin a knowledge base in a folder; in this one, if none is named.

    It gets what is general (vocabulary, levels of evidence, rules, queries) and files to be filled. Nothing that is there
    is written over: where one of the files or anything in kb/, shapes/ or sources/ already exists, nothing is written.

    With --update: what is general is brought up to date with this kbtool. The difference is shown, and nothing is written
    without --accept. Files that their owner changed are left and named, those that their owner removed stay away; the
    file kbtool.lock says what each was when it came. What could not be read afterwards is refused.
    """
    if accept and not update:
        raise click.UsageError("--accept goes with --update")
    if update and (base or rule_base):
        raise click.UsageError("--base and --rule-base go without --update: the settings have them")
    if update:
        from kbtool.cli.updating import update_files

        update_files(folder, accept)
    else:
        _begin(folder, base, rule_base)


def _begin(folder: Path, base: str | None, rule_base: str | None) -> None:
    from kbtool.authoring.starter.files import GIT_ATTRIBUTES, general_files, starter_files
    from kbtool.authoring.starter.lock import LOCK, lock_text
    from kbtool.io.settings import Settings, a_base, is_base
    from kbtool.io.transactions.disk import folders_made
    from kbtool.io.transactions.recovery import recover
    from kbtool.io.workspace import FOLDERS
    from kbtool.knowledge.loading import settled_names

    for option, value, endings in (("--base", base, "/"), ("--rule-base", rule_base, "/#")):
        if value is not None and not is_base(value, endings):
            raise click.BadParameter(f"{value!r} is not {a_base(endings)}", param_hint=option)
    names = settled_names(Settings(base=base, rule_base=rule_base))
    recover(folder, shown)
    lock = lock_text(general_files(names), __version__).encode()
    files = {folder / name: data for name, data in {**starter_files(names), LOCK: lock}.items()}
    attributes = folder / GIT_ATTRIBUTES
    wanted = files.pop(attributes) if attributes.is_file() else None
    taken = next(_taken(files, [folder / name for name in FOLDERS]), None)
    if taken is not None:
        raise InputError(
            "already exists, so no knowledge base is begun here",
            path=shown(taken),
            help="name a folder that is new or empty: kbtool init FOLDER; kbtool init --update brings one up to date",
        )
    with folders_made((path.parent for path in files), shown):
        write_together(files)
    where = "this folder" if folder == Path() else shown(folder)
    say(_MADE.format(folder=where, count=len(files)), nl=False)
    if wanted is not None:
        lines = [line for line in wanted.decode().splitlines() if not line.startswith("#")]
        say(
            f"kbtool: note: {shown(attributes)} is left as it is; Git keeps the line ends of articles if it says:",
            err=True,
        )
        say("".join(f"    {line}\n" for line in lines), nl=False, err=True)


def _taken(files: Iterable[Path], folders: Iterable[Path]) -> Iterator[Path]:
    """What already exists: one of the files, or anything in one of the folders."""
    yield from (path for path in files if os.path.lexists(path))
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if not path.is_dir())
