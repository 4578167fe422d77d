"""Sound encoded anew keeps its times and its length."""

from fractions import Fraction
from pathlib import Path

import av
import pytest

from fstrn_gui.media.transcode import Transcoder
from tests.media import ffprobe

ENCODERS = [("mp4", "mp4", "aac"), ("mkv", "matroska", "flac"), ("webm", "webm", "opus")]


def tone(path: Path, channels: int = 1, rate: int = 44100) -> Path:
    """Two seconds."""
    source = ["-f", "lavfi", "-i", f"sine=frequency=440:sample_rate={rate}:duration=2"]
    return ffprobe.make(path, *source, "-ac", str(channels), "-c:a", "pcm_s16le")


def transcoded(source: Path, target: Path, muxer: str, shift: Fraction = Fraction(0)) -> Path:
    with av.open(str(source)) as file, av.open(str(target), "w", format=muxer) as output:
        sound = file.streams.audio[0]
        lane = Transcoder(sound, output, shift)
        for packet in file.demux(sound):
            if packet.size:
                for _, encoded in lane.take(packet):
                    output.mux(encoded)
        for _, encoded in lane.flush():
            output.mux(encoded)
    return target


@pytest.mark.parametrize(("suffix", "muxer", "codec"), ENCODERS)
@pytest.mark.parametrize("shift", [Fraction(0), Fraction(1, 2)])
def test_sound_keeps_its_time_and_length(
    tmp_path: Path, suffix: str, muxer: str, codec: str, shift: Fraction
) -> None:
    path = transcoded(tone(tmp_path / "a.wav"), tmp_path / f"out.{suffix}", muxer, shift)

    (stream,) = ffprobe.streams(path)
    packets = ffprobe.packets(path, "a:0")
    begin = float(packets[0]["pts_time"])
    end = float(packets[-1]["pts_time"]) + float(packets[-1].get("duration_time", 0))
    assert stream["codec_name"] == codec
    assert begin == pytest.approx(float(shift), abs=0.05)
    assert end == pytest.approx(2.0 + float(shift), abs=0.05)


@pytest.mark.parametrize(("suffix", "muxer", "codec"), ENCODERS)
@pytest.mark.parametrize(
    ("channels", "rate"), [(1, 8000), (1, 11025), (2, 192_000), (3, 48000), (4, 48000), (8, 96000)]
)
def test_every_number_of_channels_and_every_rate_is_taken(
    tmp_path: Path, suffix: str, muxer: str, codec: str, channels: int, rate: int
) -> None:
    source = tone(tmp_path / "a.avi", channels, rate)

    path = transcoded(source, tmp_path / f"out.{suffix}", muxer)

    (stream,) = ffprobe.streams(path)
    assert stream["codec_name"] == codec
    assert stream["channels"] >= channels  # Opus knows no 2.1 and no 4.0: nothing is mixed away
    packets = ffprobe.packets(path, "a:0")
    assert float(packets[-1]["pts_time"]) == pytest.approx(2.0, abs=0.15)
