import pytest

from fstrn_gui.media.subtitles import rewrapped


def mov_text(words: str) -> bytes:
    return len(words.encode()).to_bytes(2, "big") + words.encode()


@pytest.mark.parametrize(
    ("payload", "old", "new", "expected"),
    [
        (b"One\nTwo", "subrip", "mov_text", mov_text("One\nTwo")),
        ("한글".encode(), "subrip", "mov_text", mov_text("한글")),
        (mov_text("One"), "mov_text", "subrip", b"One"),
        (mov_text("One") + b"\0\0\0\x0cstyl", "mov_text", "subrip", b"One"),  # boxes of styling
        (b"<i>One</i>", "subrip", "mov_text", mov_text("One")),
        (b"2 < 3 & 4", "subrip", "webvtt", b"2 &lt; 3 &amp; 4"),
        (b"2 &lt; 3", "webvtt", "subrip", b"2 < 3"),
        (b"<v Anna>Hello", "webvtt", "mov_text", mov_text("Hello")),
        (b"One\r\n\r\nTwo", "subrip", "webvtt", b"One\nTwo"),
        (
            b"7,0,Default,,0,0,0,,{\\an8\\b1}One, two\\Nthree\\hfour",
            "ass",
            "mov_text",
            mov_text("One, two\nthree four"),
        ),
    ],
)
def test_the_words_are_kept(payload: bytes, old: str, new: str, expected: bytes) -> None:
    assert rewrapped(payload, old, new) == expected


@pytest.mark.parametrize(
    ("payload", "codec"),
    [
        (b"", "subrip"),
        (mov_text(""), "mov_text"),
        (b"1,0,D,,0,0,0,,{\\p1}", "ass"),
        (b"\0", "mov_text"),
    ],
)
def test_a_title_without_words_is_none(payload: bytes, codec: str) -> None:
    assert rewrapped(payload, codec, "subrip") == b""
