"""What a form sends: fields, and a file, all of it in memory (RFC 7578)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from kbtool.server.protocol import FORM, decoded, parameters
from kbtool.server.refusals import RefusedError

MULTIPART = "multipart/form-data"
_MOST_PARTS = 50


class Upload(Struct, frozen=True):
    """A file that was sent.

    Attributes:
        name: its name, without folders.
        data: its bytes.
        content_type: what the browser says that it is.
    """

    name: str
    data: bytes
    content_type: str


class Sent(Struct, frozen=True):
    """What a form sent.

    Attributes:
        fields: its fields by name.
        files: its files by the name of their fields; only those that hold anything.
    """

    fields: Mapping[str, str]
    files: Mapping[str, Upload]


class _Part(Struct):
    headers: dict[bytes, bytes] = field(default_factory=dict)
    data: list[bytes] = field(default_factory=list)


class _Parts:
    """Collects the parts of a body as the parser meets them."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self._name = b""
        self._value = b""

    def on_part_begin(self) -> None:
        self.parts.append(_Part())
        if len(self.parts) > _MOST_PARTS:
            raise RefusedError(400, f"the form has more than {_MOST_PARTS} parts")

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        self.parts[-1].headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1].data.append(data[start:end])


def read_form(content_type: str, body: bytes) -> Sent:
    """What a form sent.

    Args:
        content_type: the header of that name.
        body: the body.

    Raises:
        RefusedError: it is no form.
    """
    media_type, options = parse_options_header(content_type)
    if media_type == FORM.encode():
        return Sent(dict(parameters(body, "the form")), {})
    boundary = options.get(b"boundary")
    if media_type != MULTIPART.encode() or not boundary:
        raise RefusedError(415, "this is no form", f"send it as {FORM} or {MULTIPART}")
    found = _Parts()
    try:
        callbacks = {name: getattr(found, name) for name in dir(found) if name.startswith("on_")}
        parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type]
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise RefusedError(400, "the form cannot be read", "send it again") from error
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in found.parts:
        _, about = parse_options_header(part.headers.get(b"content-disposition"))
        name = decoded(about.get(b"name", b""), "the form")
        data = b"".join(part.data)
        if b"filename" not in about:
            fields[name] = decoded(data, "the form")
        elif data:
            called = decoded(about[b"filename"], "the form").replace("\\", "/").rpartition("/")[2]
            kind = part.headers.get(b"content-type", b"").decode("latin-1")
            files[name] = Upload(called or "draft", data, kind)
    return Sent(fields, files)
