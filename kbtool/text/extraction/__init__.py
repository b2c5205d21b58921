"""Articles of any format to text, with what they state of themselves.

A new format is a module with a function ``extract``, a line in ``_MODULES``, and how it is known in ``detection``.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Protocol, cast

from msgspec.structs import replace

from kbtool.errors import InputError
from kbtool.io.controls import named_controls
from kbtool.io.originals import MOST_BYTES
from kbtool.text.extraction.article import Article
from kbtool.text.extraction.detection import Format, format_of

__all__ = ["Article", "Format", "extract"]

_MODULES = {
    Format.HTML: "html",
    Format.MARKDOWN: "markdown",
    Format.PLAIN: "plain",
    Format.DOCX: "docx",
    Format.PDF: "pdf",
}
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)


class _Extraction(Protocol):
    def __call__(self, data: bytes, charset: str | None) -> Article: ...


def extract(
    data: bytes, *, shown: str, name: str, content_type: str = ""
) -> tuple[Format, Article]:
    """The format of an article, and what is taken from it.

    Args:
        data: its bytes.
        shown: where it is from, as messages name it.
        name: the name of the file, or the path of the address.
        content_type: the header that the server sent; empty if there is none.

    Raises:
        InputError: it is too large, damaged, in a format that is not read, or has no text.
    """
    try:
        if len(data) > MOST_BYTES:
            raise InputError(
                f"has more than {MOST_BYTES // 1_000_000} million bytes",
                help="give the article alone, or its text as .txt",
            )
        format_ = format_of(data, content_type, name)
        module = importlib.import_module(f"{__name__}.{_MODULES[format_]}")
        charset = _CHARSET.search(content_type)
        article = cast("_Extraction", module.extract)(data, charset[1] if charset else None)
        if not article.text.strip().strip("\ufeff").strip():
            raise InputError(
                "has no text in it",
                help="if a script builds the page, save it from a browser, or copy its text into a .txt file",
            )
    except InputError as error:
        raise InputError(error.message, path=shown, line=error.line, help=error.help) from error
    return format_, replace(article, notes=(*article.notes, *_obeyed(article)))


def _obeyed(article: Article) -> Iterator[str]:
    """What of an article a terminal would obey instead of showing it: it may say another thing than it seems to."""
    for what, said in (
        ("text", article.text),
        ("title", article.title),
        ("creator", article.creator),
        ("publisher", article.publisher),
    ):
        named = named_controls(said or "")
        if named:
            yield f"its {what} holds {named}: look at the bytes, for it may not read as it is shown"
