"""What people type into the frame box: `128`, `0:05.12`, `+10`, `-3`."""

import re

CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)")


def parse_position(text: str, now: int, frames: int, rate: float) -> int | None:
    """The frame meant, within the clip; None where the text means nothing."""
    text = text.strip()
    if re.fullmatch(r"[+-]\d+", text):
        index = now + int(text)
    elif text.isdigit():
        index = int(text)
    elif clock := CLOCK.fullmatch(text):
        hours, minutes, seconds = clock.groups()
        index = round((int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)) * rate)
    else:
        return None
    return min(max(index, 0), max(0, frames - 1))


def clock_text(seconds: float) -> str:
    """`0:05.120`, with hours where there are any."""
    minutes, rest = divmod(max(0.0, seconds), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02d}:{rest:06.3f}" if hours else f"{minutes}:{rest:06.3f}"
