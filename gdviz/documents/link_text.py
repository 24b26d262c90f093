"""A session as a compact text, for a message or a worksheet."""

from __future__ import annotations

import base64
import binascii
import zlib

from gdviz.documents.errors import DocumentError
from gdviz.documents.session_file import SavedSession, Switches, session_of_text, session_text
from gdviz.engine.experiment import Experiment

_BEGIN = "gdviz1:"
# Bytes of a session that a text may hold: about 500,000 examples.
_MOST = 20_000_000
_DAMAGED = "This link text is damaged: a part is missing or changed. Copy all of it again."


def link_text(experiment: Experiment, cursor: int, switches: Switches | None = None) -> str:
    """Return the experiment and the epoch shown as letters that any mail carries."""
    packed = zlib.compress(session_text(experiment, cursor, switches).encode("utf-8"), 9)
    return f"{_BEGIN}{zlib.crc32(packed):08x}:{base64.b85encode(packed).decode('ascii')}"


def read_link(text: str) -> SavedSession:
    """Return the session in a link text; spaces and line breaks do no harm.

    Raises DocumentError for another text, for one that is damaged or of a newer version.
    """
    plain = "".join(text.split())
    if not plain.startswith(_BEGIN):
        raise DocumentError(f"This is no link text of gdviz: one begins with {_BEGIN}")
    check, _, body = plain.removeprefix(_BEGIN).partition(":")
    try:
        packed = base64.b85decode(body)
        if f"{zlib.crc32(packed):08x}" != check:
            raise DocumentError(_DAMAGED)
        unpacker = zlib.decompressobj()
        session = unpacker.decompress(packed, _MOST)
        words = session.decode("utf-8")
    except (ValueError, binascii.Error, zlib.error) as error:
        raise DocumentError(_DAMAGED) from error
    if unpacker.unconsumed_tail:
        raise DocumentError(f"This link text holds more than {_MOST // 1_000_000} MB; send a file.")
    return session_of_text(words, "The link text")
