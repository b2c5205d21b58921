"""The process that checks for the editor's server: it takes requests on standard input and answers on standard output.

It is a process of its own, so that the server answers while it works, and each check is a worker that it watches, so that a
rule that takes too long ends that check and nothing else. It ends when the server does, since its standard input ends then.
"""

from __future__ import annotations

import importlib
import os
import pickle
import sys
import traceback
from typing import BinaryIO

from kbtool.errors import InputError
from kbtool.io.framing import LENGTH_BYTES, framed, length_of
from kbtool.io.kept import keep_in, usual_folder
from kbtool.io.worker import in_worker
from kbtool.lsp.checking import answered, refused
from kbtool.lsp.requests import Request
from kbtool.lsp.shown import Answer

NEEDED = (
    "kbtool.knowledge.loading",
    "kbtool.reports.views",
    "kbtool.text.extraction.html",
    "kbtool.text.extraction.markdown",
)
"""What a check imports when it is needed: here once, since each check begins as this process is."""


def answer(request: Request) -> Answer:
    """What is found, whatever goes wrong."""
    try:
        return in_worker(lambda: answered(request), apart=True)
    except InputError as error:
        return refused(request, error)
    except Exception as error:
        traceback.print_exc()
        said = f"the check has failed, which is a bug: {type(error).__name__}: {error}"
        return refused(
            request, InputError(said, help="please report it with what the server logged")
        )


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer requests until there are no more.

    Args:
        source: where they come from; only a server of the same user's writes there.
        target: where answers go.
    """
    while len(head := source.read(LENGTH_BYTES)) == LENGTH_BYTES:
        request = pickle.loads(source.read(length_of(head)))
        target.write(framed(answer(request)))
        target.flush()


def main() -> None:
    """Answer requests on the standard streams; what a library prints is no answer."""
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    keep_in(usual_folder(os.environ))
    for name in NEEDED:
        importlib.import_module(name)
    serve(sys.stdin.buffer, target)


if __name__ == "__main__":
    main()
