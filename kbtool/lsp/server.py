"""The server: the Language Server Protocol (3.17) on one side, a session on the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from kbtool.lsp.buffers import Buffer, named_path
from kbtool.lsp.checker import Checker
from kbtool.lsp.positions import Encoding, Position, Range
from kbtool.lsp.session import Session
from kbtool.lsp.shown import Diagnosis, File, Fix
from kbtool.version import __version__

NAME = "kbtool"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}


class Server(LanguageServer):
    """A server for one editor.

    Args:
        named: the knowledge base that the user has named, if any.
        policies: the policy packs that are switched on besides those of the settings.
        exceptions: whether the exceptions hold that comments in drafts make.
        delay: seconds between the last change and the check.
    """

    def __init__(
        self, named: Path | None, policies: Iterable[str], *, exceptions: bool, delay: float
    ) -> None:
        super().__init__(NAME, __version__, types.TextDocumentSyncKind.Full)
        self.checker = Checker()
        self.paths: dict[str, str] = {}
        self.session = Session(
            self.checker.answer,
            self.show,
            named=named,
            policies=policies,
            exceptions=exceptions,
            delay=delay,
        )

    def path_of(self, uri: str) -> str:
        """The path of a text that was opened, or of any file."""
        known = next((path for path, each in self.paths.items() if each == uri), None)
        return known or named_path(to_fs_path(uri) or uri, "")

    def uri_of(self, path: str) -> str:
        """The address by which the editor knows a file."""
        return self.paths.get(path) or from_fs_path(path) or path

    def show(self, path: str, file: File) -> None:
        """Show what there is in a file."""
        uri = self.uri_of(path)
        version = None
        if uri in self.workspace.text_documents:
            version = self.workspace.text_documents[uri].version
        found = [self.diagnostic(each) for each in file.diagnoses]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=found, version=version)
        )

    def diagnostic(self, shown: Diagnosis) -> types.Diagnostic:
        """A diagnosis as the protocol has it."""
        return types.Diagnostic(
            range=_range(shown.range),
            message=shown.message,
            severity=_SEVERITIES[shown.severity],
            code=shown.code or None,
            code_description=types.CodeDescription(shown.page) if shown.page else None,
            source=NAME,
            related_information=[
                types.DiagnosticRelatedInformation(
                    types.Location(self.uri_of(each.path), _range(each.range)), each.message
                )
                for each in shown.related
            ],
        )

    def actions(self, path: str, at: Range) -> Iterator[types.CodeAction]:
        """The fixes of what is shown at a place."""
        for shown in self.session.shown(path).diagnoses:
            if shown.range.meets(at):
                for fix in shown.fixes:
                    yield self._action(fix, shown)

    def _action(self, fix: Fix, shown: Diagnosis) -> types.CodeAction:
        edit = types.TextEdit(_range(fix.range), fix.text)
        return types.CodeAction(
            title=fix.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[self.diagnostic(shown)],
            is_preferred=fix.settles,
            edit=types.WorkspaceEdit(changes={self.uri_of(fix.path): [edit]}),
        )


def make_server(
    named: Path | None = None,
    policies: Iterable[str] = (),
    *,
    exceptions: bool = True,
    delay: float = 0.5,
) -> Server:
    """A server with all that it can do.

    Args:
        named: the knowledge base for all files; else that which a file lies in, or is settled for it.
        policies: the policy packs that are switched on besides those of the settings.
        exceptions: whether the exceptions hold that comments in drafts make.
        delay: seconds between the last change and the check.
    """
    server = Server(named, policies, exceptions=exceptions, delay=delay)

    @server.feature(types.INITIALIZED)
    def _initialized(server: Server, _: types.InitializedParams) -> None:
        chosen = server.server_capabilities.position_encoding
        server.session.encoding = Encoding(chosen or Encoding.UTF16)
        uris = [folder.uri for folder in server.workspace.folders.values()]
        uris += [server.workspace.root_uri] if server.workspace.root_uri else []
        server.session.folders = tuple(path for uri in uris if (path := to_fs_path(uri)))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        path = named_path(to_fs_path(document.uri) or document.uri, document.language_id)
        server.paths[path] = document.uri
        server.session.opened(Buffer(path, document.text))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        text = server.workspace.get_text_document(uri).source
        server.session.changed(Buffer(server.path_of(uri), text))

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
        server.session.saved(server.path_of(params.text_document.uri))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
        path = server.path_of(params.text_document.uri)
        server.session.closed(path)
        server.paths.pop(path, None)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        path = server.path_of(params.text_document.uri)
        return list(server.actions(path, _own(params.range)))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _pointed(server: Server, params: types.HoverParams) -> types.Hover | None:
        at = Position(params.position.line, params.position.character)
        shown = server.session.shown(server.path_of(params.text_document.uri)).pointed
        found = [each for each in shown if each.range.meets(Range(at, at))]
        if not found:
            return None
        text = "\n\n---\n\n".join(dict.fromkeys(each.text for each in found))
        content = types.MarkupContent(types.MarkupKind.Markdown, text)
        return types.Hover(content, _range(found[0].range))

    return server


def _range(range: Range) -> types.Range:
    return types.Range(
        types.Position(range.start.line, range.start.character),
        types.Position(range.end.line, range.end.character),
    )


def _own(range: types.Range) -> Range:
    return Range(
        Position(range.start.line, range.start.character),
        Position(range.end.line, range.end.character),
    )
