"""What an editor wants checked, and the texts and places that belong to it."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from kbtool.errors import InputError
from kbtool.io.files import read_text
from kbtool.io.settings import Settings, find_settings
from kbtool.io.workspace import Workspace
from kbtool.lsp.buffers import Buffer, Kind
from kbtool.lsp.positions import Encoding, Places
from kbtool.rdf.syntax import parse_turtle


class Request(Struct, frozen=True):
    """What is to be checked.

    Attributes:
        kind: as what.
        root: the knowledge base.
        asked: the text; of a part of the knowledge base, any that is open.
        others: what else of the knowledge base is open.
        encoding: in which units characters are counted.
        policies: the policy packs that are switched on besides those of the settings.
        exceptions: whether the exceptions hold that comments in a draft make.
    """

    kind: Kind
    root: Path
    asked: Buffer
    others: tuple[Buffer, ...] = ()
    encoding: Encoding = Encoding.UTF16
    policies: tuple[str, ...] = ()
    exceptions: bool = True

    @property
    def buffers(self) -> tuple[Buffer, ...]:
        """All texts that are open."""
        return (self.asked, *self.others)


class Desk:
    """A request with what its work needs: settings, and the places of the files that come up.

    Args:
        request: the request.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.workspace = Workspace(request.root, request.root)
        self._known = {each.path: Places(each.text, request.encoding) for each in request.buffers}

    @cached_property
    def settings(self) -> Settings:
        """The settings that hold for the knowledge base."""
        return find_settings(self.request.root)

    @property
    def policies(self) -> tuple[str, ...]:
        """The policy packs that are switched on."""
        return tuple(dict.fromkeys([*self.settings.policies, *self.request.policies]))

    @property
    def held(self) -> dict[Path, str]:
        """The texts that stand in the place of files: those that are not as the disk has them, and are whole."""
        drafts = self.request.kind is Kind.PROSE
        some = self.request.others if drafts else self.request.buffers
        return {Path(each.path): each.text for each in some if _differs(each) and _is_whole(each)}

    def absolute(self, shown: str) -> str:
        """The path of a file that a finding names."""
        return os.path.realpath(self.request.root / shown)

    def places(self, path: str) -> Places:
        """The places of a file, as it is open or on disk.

        Args:
            path: the file, absolute.

        Raises:
            InputError: it cannot be read.
        """
        if path not in self._known:
            self._known[path] = Places(read_text(Path(path), path).text, self.request.encoding)
        return self._known[path]


def _differs(buffer: Buffer) -> bool:
    """Whether a text is another one than its file has; the mark before it, which editors leave out, is no difference."""
    try:
        return read_text(Path(buffer.path), buffer.path).text != buffer.text
    except InputError:
        return True


def _is_whole(buffer: Buffer) -> bool:
    """Whether a text is Turtle, if it should be: while somebody writes it is not, now and then."""
    if Path(buffer.path).suffix.casefold() == ".txt":
        return True
    try:
        parse_turtle(buffer.text, buffer.path)
    except InputError:
        return False
    return True
