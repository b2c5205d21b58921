"""What an editor shows: diagnoses with their fixes, and what is said where somebody points, as plain values."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from kbtool.lsp.positions import Range


class Elsewhere(Struct, frozen=True):
    """The other side of a finding.

    Attributes:
        path: the file, absolute.
        range: the place in it.
        message: what stands there.
    """

    path: str
    range: Range
    message: str


class Fix(Struct, frozen=True):
    """A change that somebody may choose.

    Attributes:
        title: what it does.
        path: the file that it changes, absolute.
        range: what it replaces there.
        text: by what.
        settles: whether nothing is left to do by hand.
    """

    title: str
    path: str
    range: Range
    text: str
    settles: bool


class Diagnosis(Struct, frozen=True):
    """A finding, or why there can be none.

    Attributes:
        range: the place.
        severity: "error", "warning" or "info"; "hint" for what is accepted or known already.
        message: what is wrong, and what to do.
        code: the code of the rule; empty, if it is of none.
        page: the address of the rule's page, if somebody says where that is.
        related: the other sides.
        fixes: what would mend it.
    """

    range: Range
    severity: str
    message: str
    code: str = ""
    page: str | None = None
    related: tuple[Elsewhere, ...] = ()
    fixes: tuple[Fix, ...] = ()


class Pointed(Struct, frozen=True):
    """What is said of a place where somebody points: Markdown."""

    range: Range
    text: str


class File(Struct, frozen=True):
    """What is shown in a file."""

    diagnoses: tuple[Diagnosis, ...] = ()
    pointed: tuple[Pointed, ...] = ()


class Answer(Struct, frozen=True):
    """What came of a check.

    Attributes:
        files: what is shown in which file, by its absolute path. A file that is not named keeps what it has.
    """

    files: Mapping[str, File] = field(default_factory=dict)
