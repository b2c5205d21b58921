"""The article that a command line means by a name."""

from __future__ import annotations

import shlex
from pathlib import Path

from kbtool.errors import InputError
from kbtool.knowledge.base import KnowledgeBase
from kbtool.text.document import Document


def document_named(kb: KnowledgeBase, what: str, command: str) -> Document:
    """The document on file with some name; of a file that nobody has declared, the error says how that is done.

    Args:
        kb: the knowledge base.
        what: the name, or the path of its text.
        command: the command that asks for it.

    Raises:
        InputError: there is none.
    """
    from kbtool.knowledge.lookup import find_document

    if what in kb.documents or not Path(what).is_file():
        return find_document(kb, what)
    name = Path(what).stem
    if name in kb.documents:
        help_ = f"`kbtool {command} {name}` means the article that is on file by this name"
    else:
        add = f"kbtool source add {shlex.quote(what)}"
        help_ = f"`{add}` declares it, and prints the name for `kbtool {command} NAME`"
    raise InputError(f"{what!r} is a file that no document declares", help=help_)
