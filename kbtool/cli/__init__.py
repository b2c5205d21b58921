"""The command line. Each command is a module of this package, imported when it is called."""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import os
import platform
import re
import sys
import tempfile
import traceback

import click

from kbtool.cli import streams
from kbtool.cli.abilities import can_replace_lines
from kbtool.cli.terminal import say
from kbtool.errors import InputError, KbtoolError
from kbtool.io.kept import keep_in, usual_folder
from kbtool.io.worker import split
from kbtool.near import nearest_few
from kbtool.version import __version__

_LONG = 80
"""Characters of a name that are shown of one that is longer."""

_SHORT, _FEW = 4, 2
"""Letters of a word that too many others begin with; commands that are named in place of one that there is not."""

COMMANDS = {
    "init": "Begin a knowledge base in a folder.",
    "check": "List what is wrong with documents, knowledge files or drafts.",
    "test": "Try rules on their cases: what each flags, where, and what it passes.",
    "explain": "Show the chain behind a claim's verdict, or a rule's page.",
    "diff": "Show what changed between two revisions: claims, verdicts, findings.",
    "suggest": "Write a copy of an article with comments for its editor, as Word or Markdown.",
    "lsp": "Show findings in an editor, while somebody writes.",
    "what-if": "Show which verdicts and findings change if a reference falls, or is verified.",
    "resolve": "Decide on the verdict of a claim, as a reviewer.",
    "encode": "Write the claims that an article seems to make, for somebody to decide on.",
    "coverage": "List the sentences of an article that state something and have no claim.",
    "claim": "Begin a claim: the quote with its anchor, and the closest questions on file.",
    "new": "Begin a concept, proposition, quantity or item of evidence, named and checked for what is there.",
    "sign": "Sign what was read against its source; show what was changed, removed or added since.",
    "source": "Take an article in, or a new text of it: what becomes of its quotes.",
    "cite": "Add references from their identifiers, and check them at their registries.",
    "policy": "List policy packs: rules that bind some pages only, and whom.",
    "load": "Write the knowledge base to a SPARQL store, where it can be asked and checked.",
    "fmt": "Put Turtle files into the house style.",
    "query": "Ask the knowledge base in SPARQL: a named query, a file, or standard input.",
    "serve": "Show the knowledge base in a browser, and answer SPARQL over HTTP.",
    "export": "Write the knowledge base as nanopublications, ClaimReview, Web Annotations, N-Quads, CSV.",
    "report": "Write the knowledge base as a static web site: articles, claims, evidence, conflicts, rules.",
    "shacl": "Validate any RDF data against any SHACL shapes.",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name."""
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name.replace("-", "_")
        command = getattr(importlib.import_module(f"kbtool.cli.{module}"), module)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; of one that there is not, the nearest ones are named."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            near = nearest_few(name, COMMANDS) or _doing(name)
            hint = f"Did you mean {' or '.join(near)}?" if near else "`kbtool -h` lists them."
            ctx.fail(f"No such command {name!r}. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with a line each, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _doing(name: str) -> list[str]:
    """The commands whose line has a word with which a name begins, or that begins with it: "browse", "validate"."""
    words = {command: re.findall(r"\w+", line.casefold()) for command, line in COMMANDS.items()}
    asked = name.casefold()
    return [
        command
        for command, said in words.items()
        if any(
            len(word) > _SHORT and (word.startswith(asked) or asked.startswith(word))
            for word in said
        )
    ][:_FEW]


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kbtool")
def cli() -> None:
    """Check medical claims against the evidence for and against each of them."""


def main() -> None:
    """Run the command line; never a traceback.

    Exit code 0: fine; 1: findings; 2: wrong usage, input that cannot be read or trusted, or a crash
    (with a log file); 130: interrupted.
    """
    streams.prepare()
    if split(_say_at_the_end):
        atexit.register(_leave)
    gc.disable()  # a short run frees nothing that it could use again, and collecting takes a sixth of its time
    keep_in(usual_folder(os.environ))
    _Ending.code = _code()
    sys.exit(_Ending.code)


class _Ending:
    code: int | None = None
    """The exit code of this process, when it is about to end."""


def _leave() -> None:
    """End this process at once, after all else that was to be done at its end: giving back its memory piece by piece, as
    Python does, takes a fifteenth of a long command.
    """
    if _Ending.code is None:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(_Ending.code)


def _code() -> int:
    """The exit code of the command that the arguments name, once it has run."""
    try:
        code = _called()
        sys.stdout.flush()
        return code
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        usage = io.StringIO()
        error.show(file=usage)
        say(usage.getvalue(), err=True, nl=False)
        return 2
    except KbtoolError as error:
        _say(error)
        return 2
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        _say(InputError("there is too little memory", help="check fewer files at once"))
        return 2
    except RecursionError:
        _say(
            InputError(
                "what is read is nested too deep", help="give inner nodes names of their own"
            )
        )
        return 2
    except BrokenPipeError:
        streams.give_up_output()
        return 2
    except OSError as error:
        _say(_of_the_system(error))
        streams.give_up_output()
        return 2
    except Exception as error:
        say(f"kbtool: error: {type(error).__name__}: {error}", err=True)
        say(f"help: this is a bug; please report it with {_log()}", err=True)
        return 2


def _called() -> int:
    """Run the command that the arguments name; the exit code that it gives."""
    try:
        cli(prog_name="kbtool", standalone_mode=False)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 0
    return 0


def _of_the_system(error: OSError) -> KbtoolError:
    """An error of the operating system, in words: a full disk, a closed stream, a name that is too long."""
    output = streams.failed(error)
    if output is not None:
        return InputError(output, help="write to a file with --output, or make room")
    name = os.fsdecode(error.filename) if error.filename is not None else None
    path = name if name is None or len(name) <= _LONG else f"{name[:_LONG]}…"
    return InputError(
        f"cannot be used: {error.strerror or error}",
        path=path,
        help="check the name, that the file is there, and that you may read and write it",
    )


def _say_at_the_end(error: KbtoolError) -> None:
    """Say what has ended the work, in the place of a line that said how far it was."""
    if sys.stderr.isatty() and can_replace_lines(os.environ, sys.argv):
        sys.stderr.write("\r\x1b[2K")
    _say(error)
    sys.stderr.flush()


def _say(error: KbtoolError) -> None:
    text, _, advice = str(error).partition(" (help: ")
    say(f"kbtool: error: {text}", err=True)
    if advice:
        say(f"help: {advice.removesuffix(')')}", err=True)


def _log() -> str:
    """Write versions and the traceback to a log file; its path."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="kbtool-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(f"kbtool {__version__}, Python {platform.python_version()}\n{sys.argv}\n")
        log.write(traceback.format_exc())
    return log.name
