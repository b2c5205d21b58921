"""Messages between processes of one user: their length, and they, pickled."""

from __future__ import annotations

import pickle
import struct

_LENGTH = struct.Struct("=Q")

LENGTH_BYTES = _LENGTH.size
"""The bytes before a message that say how long it is."""


def framed(message: object) -> bytes:
    """A message as it is sent."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


def length_of(head: bytes) -> int:
    """How many bytes follow the first LENGTH_BYTES of a message."""
    length: int = _LENGTH.unpack(head)[0]
    return length
