import errno
import threading
from fractions import Fraction
from pathlib import Path

import pytest

from fstrn_gui.engine.protocols import EncoderSettings, SegmentSink
from fstrn_gui.errors import ExportError
from fstrn_gui.media.encoders import ENCODERS
from fstrn_gui.media.frame import YUV420P8, Colour, Family, Range
from fstrn_gui.media.opening import open_clip
from fstrn_gui.media.pixels import layout
from fstrn_gui.media.writer import PART_OFFSET_S, SegmentWriter, queue_length
from tests.media import ffprobe
from tests.media.clips import BT709, frames, info, write_part

LATE = PART_OFFSET_S * 90000
FAST_H264 = EncoderSettings("libx264", "yuv420p", crf=10, preset="ultrafast")
EVERY_FORMAT = [
    (encoder.name, form)
    for encoder in ENCODERS.values()
    if not encoder.hardware
    for form in encoder.pixel_formats
]


def test_the_writer_is_a_segment_sink(tmp_path: Path) -> None:
    sink: SegmentSink = SegmentWriter(tmp_path / "part.mp4", FAST_H264, info(YUV420P8))

    sink.discard()


@pytest.mark.parametrize(
    ("height", "width", "waiting"), [(720, 1280, 8), (4320, 7680, 5), (8640, 15360, 1)]
)
def test_few_frames_wait_for_the_encoder_where_they_are_large(
    height: int, width: int, waiting: int
) -> None:
    assert queue_length(height * width * 3 // 2) == waiting


@pytest.mark.parametrize(("codec", "pixel_format"), EVERY_FORMAT)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_encoder_keeps_count_times_and_tags(
    tmp_path: Path, codec: str, pixel_format: str, count: int
) -> None:
    form = layout(pixel_format)
    tags = Colour(0, 1, 13, Range.FULL) if form.family is Family.RGB else BT709
    clip = info(form, tags)
    times = [90000 + 3003 * n + 500 * (n % 3) for n in range(count)]
    path = tmp_path / f"part{ENCODERS[codec].part}"

    write_part(path, clip, EncoderSettings(codec, pixel_format), list(frames(clip, count, times)))

    read = open_clip(path)
    assert [frame.timestamp.pts - LATE for frame in read.read(0, 99)] == times
    assert read.info.colour.range is tags.range
    if form.family is not Family.GRAY:
        assert (read.info.colour.matrix, read.info.colour.transfer) == (tags.matrix, tags.transfer)


@pytest.mark.parametrize("pixel_format", ENCODERS["ffv1"].pixel_formats)
def test_ffv1_keeps_every_sample(tmp_path: Path, pixel_format: str) -> None:
    form = layout(pixel_format)
    tags = Colour(0, 1, 13, Range.FULL) if form.family is Family.RGB else BT709
    clip = info(form, tags, width=63, height=47)
    written = list(frames(clip, 3))

    path = write_part(tmp_path / "p.mp4", clip, EncoderSettings("ffv1", pixel_format), written)

    assert [frame.planes for frame in open_clip(path).read(0, 2)] == [f.planes for f in written]


def test_an_untagged_clip_is_written_with_what_was_assumed(tmp_path: Path) -> None:
    clip = info(YUV420P8, Colour(), height=480)

    path = write_part(tmp_path / "p.mp4", clip, FAST_H264, list(frames(clip, 2)))

    (stream,) = ffprobe.streams(path)
    assert (stream["color_space"], stream["color_range"]) == ("smpte170m", "tv")


def test_the_sample_aspect_ratio_is_kept(tmp_path: Path) -> None:
    clip = info(YUV420P8, sar=Fraction(64, 45))

    path = write_part(tmp_path / "p.mp4", clip, FAST_H264, list(frames(clip, 2)))

    assert ffprobe.streams(path)[0]["sample_aspect_ratio"] == "64:45"


def test_a_discarded_part_is_gone_and_so_is_its_thread(tmp_path: Path) -> None:
    clip = info(YUV420P8)
    writer = SegmentWriter(tmp_path / "part.mp4", FAST_H264, clip)
    for frame in frames(clip, 3):
        writer.write(frame)

    writer.discard()

    assert not any(tmp_path.iterdir())
    assert "segment-writer" not in {thread.name for thread in threading.enumerate()}


def test_a_committed_part_survives_discard(tmp_path: Path) -> None:
    clip = info(YUV420P8)
    writer = SegmentWriter(tmp_path / "part.mp4", FAST_H264, clip)
    for frame in frames(clip, 3):
        writer.write(frame)

    writer.commit()
    writer.discard()

    assert ffprobe.pts(tmp_path / "part.mp4") == [LATE, LATE + 3003, LATE + 6006]


def test_a_folder_that_is_gone_is_an_error_of_the_system(tmp_path: Path) -> None:
    clip = info(YUV420P8)

    with pytest.raises(OSError) as caught:
        write_part(tmp_path / "gone" / "part.mp4", clip, FAST_H264, list(frames(clip, 50)))

    assert caught.value.errno == errno.ENOENT


def test_an_encoder_that_refuses_is_told_in_a_sentence(tmp_path: Path) -> None:
    clip = info(YUV420P8)
    encoding = EncoderSettings(preset="sloppy")

    with pytest.raises(ExportError, match="cannot be written"):
        write_part(tmp_path / "p.mp4", clip, encoding, list(frames(clip, 2)))


def test_odd_sides_are_refused_where_the_encoder_takes_none(tmp_path: Path) -> None:
    clip = info(YUV420P8, width=63)

    with pytest.raises(ExportError, match="no odd sides"):
        write_part(tmp_path / "p.mp4", clip, FAST_H264, list(frames(clip, 2)))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full, as Linux has it")
def test_a_full_disk_is_an_error_of_the_system(tmp_path: Path) -> None:
    clip = info(YUV420P8)
    (tmp_path / "part.mp4").symlink_to("/dev/full")

    with pytest.raises(OSError) as caught:
        write_part(tmp_path / "part.mp4", clip, EncoderSettings("ffv1"), list(frames(clip, 60)))

    assert caught.value.errno == errno.ENOSPC


def test_a_card_that_fails_is_told_with_its_way_out(tmp_path: Path) -> None:
    clip = info(YUV420P8)
    refused = EncoderSettings("h264_nvenc", "gray16le", crf=20)  # no card takes that
    writer = SegmentWriter(tmp_path / "part", refused, clip)
    writer.write(next(frames(clip, 1)))

    with pytest.raises(ExportError, match=r"H\.264 \(NVIDIA\) has failed during") as caught:
        writer.commit()
    writer.discard()

    assert "--encoder software --restart" in caught.value.hint
    assert not (tmp_path / "part").exists()
