"""A real client over standard streams: it opens, changes and saves texts, and gets diagnostics, fixes and hovers."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from commands import ROOT
from kbtool.cli.lsp import lsp
from kbtool.errors import InputError
from velorastat import lay_velorastat

DRAFT = "Velorastat 🧪 works. Velorastat acts on serotonin.\n"
SOUND = "Velorastat 🧪 works.\n"
BROKEN = "word " * 5000
PATIENCE = 120
"""Seconds for an answer, on a machine with much else to do."""


@dataclass
class Record:
    """What the client was told, by what it had done."""

    capabilities: types.ServerCapabilities
    opened: types.PublishDiagnosticsParams
    actions: list[types.CodeAction]
    hover: types.Hover | None
    mended: types.PublishDiagnosticsParams
    broken: types.PublishDiagnosticsParams
    closed: types.PublishDiagnosticsParams
    exit_code: int | None


class Editor:
    """A client, and what it is told of files."""

    def __init__(self) -> None:
        self.client = LanguageClient("editor", "1")
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def _told(params: types.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(params)

    async def next(self) -> types.PublishDiagnosticsParams:
        """What it is told next."""
        return await asyncio.wait_for(self.told.get(), PATIENCE)


async def edited(root: Path) -> Record:
    """Write a draft, mend it by the fix, spoil it, and close it."""
    editor = Editor()
    client = editor.client
    await client.start_io(
        sys.executable, "-m", "kbtool", "lsp", "--delay", "0", "--root", str(root), cwd=ROOT
    )
    found = await client.initialize_async(
        types.InitializeParams(types.ClientCapabilities(), root_uri=root.as_uri())
    )
    client.initialized(types.InitializedParams())
    uri = (root / "draft.md").as_uri()
    one = types.TextDocumentIdentifier(uri)

    def change(version: int, text: str) -> None:
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 1, DRAFT))
    )
    opened = await editor.next()
    at = next(each for each in opened.diagnostics if each.code == "X05")
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(one, at.range, types.CodeActionContext([at]))
    )
    hover = await client.text_document_hover_async(types.HoverParams(one, at.range.start))
    change(2, SOUND)
    mended = await editor.next()
    change(3, BROKEN)
    broken = await editor.next()
    client.text_document_did_close(types.DidCloseTextDocumentParams(one))
    closed = await editor.next()
    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.wait_for(client.stop(), PATIENCE)  # type: ignore[no-untyped-call]
    assert client._server is not None
    return Record(
        found.capabilities,
        opened,
        [each for each in actions or () if isinstance(each, types.CodeAction)],
        hover,
        mended,
        broken,
        closed,
        client._server.returncode,
    )


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return asyncio.run(edited(lay_velorastat(tmp_path_factory.mktemp("velorastat"))))


def test_characters_are_counted_in_utf_16_where_nobody_asks_for_more(record: Record) -> None:
    assert record.capabilities.position_encoding == "utf-16"
    (at,) = [each for each in record.opened.diagnostics if each.code == "X05"]
    assert (at.range.start.line, at.range.start.character) == (0, 21)
    assert (at.range.end.line, at.range.end.character) == (0, 49)


def test_a_diagnostic_has_what_an_editor_shows(record: Record) -> None:
    (at,) = [each for each in record.opened.diagnostics if each.code == "X05"]
    assert at.source == "kbtool"
    assert at.severity == types.DiagnosticSeverity.Error
    assert record.opened.version == 1
    assert at.related_information
    assert at.related_information[0].location.uri.endswith("kb/evidence.ttl")


def test_the_fixes_are_edits_of_the_very_words(record: Record) -> None:
    first, second = [
        each for each in record.actions if each.title.find("X05") >= 0 or each.is_preferred
    ][:2]
    assert first.edit is not None and first.edit.changes is not None
    ((edit,),) = first.edit.changes.values()
    assert (edit.range.start.character, edit.range.end.character) == (21, 50)
    assert first.kind == types.CodeActionKind.QuickFix
    assert second.title.startswith("Except this paragraph from X05")


def test_pointing_says_the_verdict(record: Record) -> None:
    assert record.hover is not None
    assert isinstance(record.hover.contents, types.MarkupContent)
    assert record.hover.contents.value.startswith("**refuted**")


def test_what_is_mended_is_shown_no_more(record: Record) -> None:
    assert record.mended.version == 2
    assert "X05" not in [each.code for each in record.mended.diagnostics]


def test_what_cannot_be_read_is_a_diagnostic(record: Record) -> None:
    (found,) = record.broken.diagnostics
    assert found.severity == types.DiagnosticSeverity.Error
    assert "sentence" in found.message


def test_nothing_is_shown_of_what_is_closed_and_the_server_ends(record: Record) -> None:
    assert not record.closed.diagnostics
    assert record.exit_code == 0


def test_without_pygls_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "kbtool.lsp.server", raising=False)
    for name in ("pygls", "lsprotocol"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError) as error:
        lsp.main([], standalone_mode=False)
    assert error.value.help == "install it with: pip install 'kbtool[lsp]'"
