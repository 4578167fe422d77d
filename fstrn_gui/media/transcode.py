"""Sound that a container cannot hold, encoded anew for it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from fstrn_gui.media.fates import AUDIO_FALLBACK

COMMON_RATE = 48000  # Hz; every encoder here takes it
Timed: TypeAlias = "tuple[Fraction, Packet[Stream] | Packet[AudioStream] | Packet[VideoStream]]"
"""Decode time in seconds, and the packet."""


_USUAL = ("mono", "stereo", "2.1", "4.0", "5.0", "5.1", "6.1", "7.1")
"""Layouts by number of channels, where a file gives the number only."""


class Transcoder:
    """Decodes one audio stream and encodes it with the container's fallback codec."""

    def __init__(self, source: AudioStream, output: OutputContainer, shift: Fraction) -> None:
        name = AUDIO_FALLBACK[output.format.name]
        rate, layout = _accepted(name, source.codec_context)
        self.target = output.add_stream(name, rate=rate, layout=layout)
        self._shift = shift
        self._next_s = Fraction(0)

    def take(self, packet: "Packet[Stream]") -> Iterator[Timed]:
        """What the encoder gives for one packet of the source."""
        try:
            frames = [f for f in packet.decode() if isinstance(f, AudioFrame)]
        except av.error.InvalidDataError:
            return  # a damaged packet is a moment of silence
        for frame in frames:
            self._time(frame)
            yield from self._moved(self._encode(frame))

    def _time(self, frame: AudioFrame) -> None:
        """A packet may hold several frames, and only the first has a time then."""
        rate = frame.sample_rate
        base = Fraction(frame.time_base) if frame.time_base else Fraction(1, rate)
        if frame.pts is None:
            frame.pts, frame.time_base = round(self._next_s / base), base
        self._next_s = frame.pts * base + Fraction(frame.samples, rate)

    def flush(self) -> Iterator[Timed]:
        """What the encoder still holds."""
        yield from self._moved(self._encode(None))

    def _encode(self, frame: AudioFrame | None) -> "list[Packet[AudioStream]]":
        assert isinstance(self.target, AudioStream)
        return self.target.encode(frame)

    def _moved(self, packets: "Sequence[Packet[AudioStream]]") -> Iterator[Timed]:
        for packet in packets:
            base = Fraction(packet.time_base)
            move = round(self._shift / base)
            assert packet.pts is not None
            packet.pts, packet.dts = packet.pts + move, packet.pts + move
            yield packet.dts * base, packet


def _accepted(name: str, source: AudioCodecContext) -> tuple[int, str]:
    """Rate and layout that the encoder takes, nearest to the source's; stereo takes every one."""
    channels = source.layout.nb_channels
    usual = _USUAL[min(channels, len(_USUAL)) - 1]
    wanted = [
        (rate, layout)
        for layout in dict.fromkeys((source.layout.name, usual, "5.1", "stereo"))
        for rate in (source.sample_rate, COMMON_RATE)
    ]
    return next((pair for pair in wanted if _opens(name, *pair)), (COMMON_RATE, "stereo"))


def _opens(name: str, rate: int, layout: str) -> bool:
    encoder = AudioCodecContext.create(name, "w")
    assert isinstance(encoder, AudioCodecContext)
    formats = encoder.codec.audio_formats or []
    encoder.sample_rate, encoder.format = rate, formats[0]
    encoder.time_base = Fraction(1, rate)
    try:
        encoder.layout = layout
        encoder.open()
    except (av.error.FFmpegError, ValueError):
        return False
    return True
