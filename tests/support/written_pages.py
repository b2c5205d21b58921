"""One page in each format that articles are written in: Markdown, HTML, DOCX, plain text.

A page is a list of lines, each a kind and its words: "h1" to "h3" headings, "p" a paragraph, "b" one in bold, "li" an item of
a list, "li2" one of a list in it, "no" one of a numbered list, "q" a quotation, "dt" and "dd" a term and its definition, "th" and
"tr" the cells of a row.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from itertools import groupby, pairwise

import docx
from docx.document import Document as WordDocument

Line = Sequence[str]
"""A kind, and the words."""

_LISTS = {"li": "ul", "li2": "ul", "no": "ol", "dt": "dl", "dd": "dl", "th": "table", "tr": "table"}
_STYLES = {"li": "List Bullet", "li2": "List Bullet 2", "no": "List Number", "q": "Quote"}


def written(lines: Sequence[Line], ending: str) -> bytes:
    """A page as a file with an ending: ".md", ".html", ".docx" or ".txt"."""
    writers = {".md": _markdown, ".html": _html, ".docx": _word, ".txt": _plain}
    return writers[ending](lines)


def _markdown(lines: Sequence[Line]) -> bytes:
    said: list[str] = []
    for before, (kind, *words) in pairwise([("", ""), *lines]):
        goes_on = _LISTS.get(before[0]) is not None and _LISTS.get(before[0]) == _LISTS.get(kind)
        said += [] if goes_on and kind != "dt" else [""]
        match kind:
            case "h1" | "h2" | "h3":
                said.append("#" * int(kind[1]) + " " + words[0])
            case "b":
                said.append(f"**{words[0]}**")
            case "li" | "dt":
                said.append(("- " if kind == "li" else "") + words[0])
            case "li2":
                said.append("    - " + words[0])
            case "no":
                said.append("1. " + words[0])
            case "q":
                said.append("> " + words[0])
            case "dd":
                said.append(": " + words[0])
            case "th" | "tr":
                said.append("| " + " | ".join(words) + " |")
                said += ["|" + "---|" * len(words)] if kind == "th" else []
            case _:
                said.append(words[0])
    return "\n".join([*said, ""]).encode()


def _html(lines: Sequence[Line]) -> bytes:
    said: list[str] = []
    for name, some in groupby(lines, key=lambda line: _LISTS.get(line[0], "")):
        inside = "".join(_element(*line) for line in some)
        inside = inside.replace("</li><li2>", "<ul><li>").replace("</li2><li2>", "</li><li>")
        inside = inside.replace("</li2>", "</li></ul></li>")
        said.append(f"<{name}>{inside}</{name}>" if name else inside)
    return f"<html><body><article>{''.join(said)}</article></body></html>".encode()


def _element(kind: str, *words: str) -> str:
    if kind in ("th", "tr"):
        cell = "th" if kind == "th" else "td"
        return "<tr>" + "".join(f"<{cell}>{escape(each)}</{cell}>" for each in words) + "</tr>"
    if kind == "b":
        return f"<p><strong>{escape(words[0])}</strong></p>"
    name = {"no": "li", "q": "blockquote"}.get(kind, kind)
    return f"<{name}>{escape(words[0])}</{name}>"


def _word(lines: Sequence[Line]) -> bytes:
    document = docx.Document()
    table = None
    for kind, *words in lines:
        if kind in ("th", "tr"):
            table = table or document.add_table(0, len(words))
            for cell, said in zip(table.add_row().cells, words, strict=True):
                cell.text = said
            continue
        table = None
        _paragraph(document, kind, words[0])
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _paragraph(document: WordDocument, kind: str, words: str) -> None:
    if kind[0] == "h":
        document.add_heading(words, int(kind[1]))
    elif kind in ("b", "dt"):
        document.add_paragraph().add_run(words).bold = True
    else:
        document.add_paragraph(words, style=_STYLES.get(kind))


def _plain(lines: Sequence[Line]) -> bytes:
    said: list[str] = []
    for before, (kind, *words) in pairwise([("", ""), *lines]):
        together = _LISTS.get(kind, "") == _LISTS.get(before[0]) and kind != "dt"
        said += [] if together else [""]
        sign = {"li": "- ", "li2": "  - ", "no": f"{len(said)}. "[-3:], "q": "> ", "dd": "  "}
        said.append(sign.get(kind, "") + "\t".join(words))
    return "\n".join([*said, ""]).encode()
