"""Articles in the formats that they come in, made small for tests."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Sequence

import docx

MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/prices'>Prices</a></li></ul></nav>"


def page(body: str, head: str = "", lang: str = "en") -> bytes:
    """An HTML page around an article."""
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'>{head}</head><body>"
        f"<header>{MENU}</header><main><article>{body}</article></main>"
        "<footer><p>Made with love in a small town by people like you and me.</p></footer></body></html>"
    ).encode()


def saved_as_html(text: str) -> bytes:
    """The page that a text may come from: short lines are headings, lines with a hyphen items of a list."""
    parts = []
    for line in text.splitlines():
        words = html.escape(line.removeprefix("- "))
        if line.startswith("- "):
            parts.append(f"<ul><li>{words}</li></ul>")
        elif line.strip():
            tag = "p" if len(line) > 80 or line.endswith((".", ":")) else "h2"
            parts.append(f"<{tag}>{words}</{tag}>")
    return page("\n".join(parts))


def saved_as_markdown(text: str) -> bytes:
    """The Markdown that a text may come from, with some words in bold."""
    parts = []
    for line in text.splitlines():
        bullet = "- " if line.startswith("- ") else ""
        words = re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", line.removeprefix("- "))
        words = re.sub(r"^(\d+)\.", r"\1\\.", words).replace("etamine", "eta**mine**", 1)
        heading = "## " if not bullet and len(line) <= 80 and not line.endswith((".", ":")) else ""
        parts.append(bullet + heading + words if line.strip() else "")
    return "\n\n".join(parts).encode()


def word_file(
    paragraphs: Sequence[str | Sequence[Sequence[str]]], *, title: str = "", author: str = ""
) -> bytes:
    """A DOCX file of paragraphs, and of tables as rows of cells."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    for paragraph in paragraphs:
        if isinstance(paragraph, str):
            style = "List Bullet" if paragraph.startswith("- ") else None
            document.add_paragraph(paragraph.removeprefix("- "), style=style)
            continue
        table = document.add_table(rows=len(paragraph), cols=len(paragraph[0]))
        for row, cells in zip(table.rows, paragraph, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_part(word: bytes, name: str, data: bytes) -> bytes:
    """A DOCX file with other bytes in one of its files, or with one more."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in dict.fromkeys([*old.namelist(), name]):
            new.writestr(item, data if item == name else old.read(item))
    return file.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word_xml(body: str, numbering: str | None = None, **parts: tuple[str, str]) -> bytes:
    """A DOCX file of elements in the namespace of Word, written with the prefix w.

    Args:
        body: what its body holds.
        numbering: what its definitions of lists hold; those of the template, if None.
        parts: more of its files, by the last part of the name of their relation: path and content.
    """
    file = word_file([])
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    added = {}
    for number, (name, (path, content)) in enumerate(parts.items(), 1):
        ending = path.rpartition(".")[2]
        kind = {"html": "text/html", "txt": "text/plain"}.get(ending, f"{WORD}.{name}+xml")
        types = types.replace(
            "</Types>", f"<Override PartName='/word/{path}' ContentType='{kind}'/></Types>"
        )
        relations = relations.replace(
            "</Relationships>",
            f"<Relationship Id='x{number}' Type='{R}/{name}' Target='{path}'/></Relationships>",
        )
        added[f"word/{path}"] = content.encode()
    added["[Content_Types].xml"] = types.encode()
    added["word/_rels/document.xml.rels"] = relations.encode()
    added["word/document.xml"] = (
        f"<w:document xmlns:w='{W}' xmlns:r='{R}'><w:body>{body}</w:body></w:document>".encode()
    )
    if numbering is not None:
        added["word/numbering.xml"] = (
            f"<w:numbering xmlns:w='{W}'>{numbering}</w:numbering>".encode()
        )
    for path, data in added.items():
        file = with_part(file, path, data)
    return file


def pdf_file(
    pages: Sequence[Sequence[str | tuple[float, float, str]]],
    info: str = "",
    catalog: str = "",
    page: str = "",
) -> bytes:
    """A PDF file of lines of text, in WinAnsi (PDF 32000-1:2008, section 7.5).

    Args:
        pages: the lines of each page, below each other or each with its place in points.
        info: entries of the dictionary that describes it.
        catalog: entries of its catalogue.
        page: entries of each page.
    """
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("latin-1"),
    ]
    for number, lines in enumerate(pages):
        content = b"BT /F1 12 Tf 14 TL 72 720 Td %s ET" % b" T* ".join(
            _shown(line) for line in lines if isinstance(line, str)
        )
        for x, y, line in (line for line in lines if not isinstance(line, str)):
            content += b" BT /F1 9 Tf 1 0 0 1 %g %g Tm %s ET" % (x, y, _shown(line))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> %s >>" % (6 + 2 * number, page.encode())
        )
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content))
    data, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    return data + b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(places) + 1,
        start,
    )


def _shown(line: str) -> bytes:
    return b"(%s) Tj" % re.sub(rb"([\\()])", rb"\\\1", line.encode("cp1252"))
