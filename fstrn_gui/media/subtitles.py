"""Text subtitles from one container's form into another's: words, line breaks, no styling.

`copying` moves the packets; here are their contents.
"""

import html
import re

SPOKEN = {"mp4": "mov_text", "mov": "mov_text", "matroska": "subrip", "webm": "webvtt"}
"""The form of text that each container (FFmpeg's muxer) takes."""

STYLED = frozenset({"ass", "ssa"})
TEXT = frozenset({"subrip", "srt", "text", "mov_text", "webvtt"}) | STYLED

_ASS_FIELDS = 9  # ReadOrder, Layer, Style, Name, three margins, Effect, Text
_OVERRIDE = re.compile(r"\{[^}]*\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def rewrapped(payload: bytes, old: str, new: str) -> bytes:
    """A packet of codec `old` as one of codec `new` (FFmpeg's names); empty where it is silent."""
    words = _words(payload, old)
    if not words:
        return b""
    if new == "mov_text":
        text = words.encode()[:0xFFFF]
        return len(text).to_bytes(2, "big") + text
    if new == "webvtt":
        words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"\n{2,}", "\n", words).encode()  # an empty line would end the title


def _words(payload: bytes, codec: str) -> str:
    if codec == "mov_text":
        length = int.from_bytes(payload[:2], "big")
        return payload[2 : 2 + length].decode("utf-8", "replace").strip()
    text = payload.decode("utf-8", "replace").replace("\r\n", "\n").strip("\0\n ")
    if codec in STYLED:
        text = text.split(",", _ASS_FIELDS - 1)[-1]
        text = _OVERRIDE.sub("", text).replace("\\N", "\n").replace("\\n", "\n")
        return text.replace("\\h", " ").strip()
    text = _TAG.sub("", text)
    return (html.unescape(text) if codec == "webvtt" else text).strip()
