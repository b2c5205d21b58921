"""Commands of the user's that get JSON and answer JSON."""

from __future__ import annotations

import json
import shlex
import subprocess

from kbtool.errors import InputError

MOST_BYTES = 20_000_000
"""So many bytes an answer may have."""


def ask(command: str, question: object, seconds: float) -> object:
    """What a command answers.

    It is run as it is named, by no shell, and gets the question on standard input.

    Args:
        command: the command with its arguments, quoted as on a command line.
        question: what is asked; it can be written as JSON.
        seconds: how long it may take.

    Raises:
        InputError: it cannot be run, fails, takes too long, or answers no JSON.
    """
    try:
        words = shlex.split(command)
        done = subprocess.run(
            words,
            input=json.dumps(question, ensure_ascii=False).encode(),
            stdout=subprocess.PIPE,
            timeout=seconds,
            check=False,
        )
    except (ValueError, OSError, IndexError) as error:
        raise _wrong(command, f"cannot be run: {error}") from error
    except subprocess.TimeoutExpired as error:
        raise _wrong(command, f"takes longer than {seconds:g} seconds") from error
    if done.returncode:
        raise _wrong(command, f"ended with exit code {done.returncode}")
    if len(done.stdout) > MOST_BYTES:
        raise _wrong(command, f"answers more than {MOST_BYTES:,} bytes")
    try:
        return json.loads(done.stdout)
    except (ValueError, RecursionError) as error:
        raise _wrong(command, "answers no JSON") from error


def _wrong(command: str, what: str) -> InputError:
    return InputError(
        f"the command {command!r} {what}",
        help="try it by itself with the JSON that docs/how-to/ask-others.md shows, or leave it out",
    )
