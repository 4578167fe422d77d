import csv
import itertools
import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.errors import ExportError, MediaError
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.colour import resolve
from fstrn_gui.media.copying import Excerpt
from fstrn_gui.media.encoders import ENCODERS, size_problem
from fstrn_gui.media.fates import Fate, stream_fates
from fstrn_gui.media.formats import choose_encoder, container_for
from fstrn_gui.media.frame import YUV420P8, Colour, Frame
from fstrn_gui.media.join import decode_times, join
from fstrn_gui.media.opening import open_clip
from fstrn_gui.media.pixels import layout
from tests.data import data_folder
from tests.media import ffprobe
from tests.media.clips import frames, info, write_part

CUTS = (0, 5, 6, 13, 20)
VARIED = [3003 * n + 700 * (n % 4) for n in range(20)]


def media_files() -> list[str]:
    folder = os.environ.get("FSTRN_TEST_DATA")
    if not folder:
        return []
    with (Path(folder) / "media" / "INDEX.csv").open(encoding="utf-8") as table:
        return [row["file"] for row in csv.DictReader(table)]


def parts_of(
    folder: Path, clip: ClipInfo, coding: EncoderSettings, all_: list[Frame]
) -> list[Path]:
    suffix = ENCODERS[coding.codec].part
    return [
        write_part(folder / f"{begin}{suffix}", clip, coding, all_[begin:end])
        for begin, end in itertools.pairwise(CUTS)
        if all_[begin:end]
    ]


@pytest.mark.parametrize(
    ("codec", "pixel_format", "name"),
    [
        ("libx264", "yuv420p", "out.mp4"),
        ("libx264", "yuv420p10le", "out.mkv"),
        ("libx264rgb", "rgb24", "out.mkv"),
        ("libx265", "yuv420p", "out.mov"),
        ("libx265", "yuv422p12le", "out.mkv"),
        ("libsvtav1", "yuv420p10le", "out.mp4"),
        ("libsvtav1", "yuv420p", "out.webm"),
        ("libvpx-vp9", "yuv420p", "out.webm"),
        ("prores_ks", "yuv422p10le", "out.mov"),
        ("ffv1", "yuv444p16le", "out.mkv"),
    ],
)
def test_joined_parts_show_the_same_pictures_at_the_same_times(
    tmp_path: Path, codec: str, pixel_format: str, name: str
) -> None:
    clip = info(layout(pixel_format), Colour())
    written = list(frames(clip, 20, VARIED))
    parts = parts_of(tmp_path, clip, EncoderSettings(codec, pixel_format), written)
    target = tmp_path / name

    join(parts, target, clip, container_for(target).name)

    alone = [frame.planes for part in parts for frame in open_clip(part).read(0, 99)]
    joined = list(open_clip(target).read(0, 99))
    assert [frame.planes for frame in joined] == alone
    tick = Fraction(1, 90000) if target.suffix in (".mp4", ".mov") else Fraction(1, 1000)
    assert [f.timestamp.pts * f.timestamp.time_base for f in joined] == [
        round(time / 90000 / tick) * tick for time in VARIED
    ]
    last = float(ffprobe.packets(target)[-1].get("duration_time", 0.0))
    length = float(ffprobe.probe(target, "-show_format")["format"]["duration"])
    assert last == pytest.approx(3003 / 90000, abs=0.002) or length == pytest.approx(
        (VARIED[-1] + 3003) / 90000, abs=0.002
    )


def test_decode_times_ascend_and_never_pass_the_picture() -> None:
    shown = [0, 4000, 1000, 2000, 9000, 5000, 7000]

    decoded = decode_times(shown)

    assert all(before < after for before, after in itertools.pairwise(decoded))
    assert all(dts <= pts for dts, pts in zip(decoded, shown, strict=True))
    assert decoded[1:] == sorted(shown)[:-1]


@pytest.fixture(scope="module")
def rich_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sounds, titles, chapters, a font, tags; 2 s of 25 frames/s from 0.5 s on."""
    folder = tmp_path_factory.mktemp("rich")
    (folder / "t.srt").write_text(
        "1\n00:00:00,100 --> 00:00:00,900\nOne\n\n2\n00:00:01,200 --> 00:00:01,800\nTwo\n"
    )
    (folder / "chapters.txt").write_text(
        ";FFMETADATA1\ntitle=Old film\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=Eins\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=2000\ntitle=둘\n"
    )
    (folder / "font.ttf").write_bytes(bytes(range(256)) * 4)
    inputs = "-f lavfi -i testsrc2=s=64x48:d=2 -f lavfi -i sine=300:d=2 -f lavfi -i sine=500:d=2"
    texts = ["-i", str(folder / "t.srt"), "-i", str(folder / "chapters.txt")]
    maps = "-map 0 -map 1 -map 2 -map 3 -map_metadata 4 -c:v libx264 -bf 3 -c:a flac -c:s srt"
    tags = ["-metadata:s:a:0", "language=kor", "-metadata:s:a:1", "title=Comments"]
    font = ["-attach", str(folder / "font.ttf"), "-metadata:s:t", "mimetype=font/ttf"]
    return ffprobe.make(folder / "rich.mkv", *inputs.split(), *texts, *maps.split(), *tags, *font)


def export(source: Path, target: Path, first: int, last: int) -> Path:
    with_frames = open_clip(source)
    clip = with_frames.info
    coding = EncoderSettings("libx264", "yuv420p", crf=30, preset="ultrafast")
    part = write_part(
        target.with_name("part.mp4"), clip, coding, list(with_frames.read(first, last))
    )
    excerpt = Excerpt(first == 0, last == clip.frames - 1)
    join([part], target, clip, container_for(target).name, excerpt)
    return target


def test_a_whole_clip_keeps_every_other_stream_packet_by_packet(
    rich_clip: Path, tmp_path: Path
) -> None:
    target = export(rich_clip, tmp_path / "out.mkv", 0, 49)

    kinds = [(s["codec_type"], s.get("codec_name")) for s in ffprobe.streams(target)]
    assert kinds == [(s["codec_type"], s.get("codec_name")) for s in ffprobe.streams(rich_clip)]
    for stream in ("a:0", "a:1", "s:0"):
        before, after = ffprobe.packets(rich_clip, stream), ffprobe.packets(target, stream)
        heard = [p for p in before if float(p["pts_time"]) >= 0]
        assert [(p["pts"], p["size"]) for p in after] == [(p["pts"], p["size"]) for p in heard]
    tags = [s["tags"] for s in ffprobe.streams(target)]
    assert tags[1]["language"] == "kor"
    assert tags[2]["title"] == "Comments"
    assert tags[4]["filename"] == "font.ttf"


def test_chapters_and_title_travel(rich_clip: Path, tmp_path: Path) -> None:
    target = export(rich_clip, tmp_path / "out.mp4", 0, 49)

    chapters = ffprobe.probe(target, "-show_chapters")["chapters"]
    assert [c["tags"]["title"] for c in chapters] == ["Eins", "둘"]
    assert ffprobe.probe(target, "-show_format")["format"]["tags"]["title"] == "Old film"


def test_text_subtitles_are_rewrapped_for_mp4(rich_clip: Path, tmp_path: Path) -> None:
    target = export(rich_clip, tmp_path / "out.mp4", 0, 49)

    text = ffprobe.run("ffmpeg", "-v", "error", "-i", target, "-map", "0:s:0", "-f", "srt", "-")
    assert "00:00:00,100 --> 00:00:00,900\nOne" in text
    assert "00:00:01,200 --> 00:00:01,800\nTwo" in text


def test_an_excerpt_begins_at_zero_and_sound_moves_with_it(rich_clip: Path, tmp_path: Path) -> None:
    target = export(rich_clip, tmp_path / "out.mkv", 20, 34)  # 0.8 s to 1.4 s

    assert ffprobe.pts(target) == [40 * n for n in range(15)]
    sound = ffprobe.pts(target, "a:0")
    whole = ffprobe.pts(rich_clip, "a:0")
    assert sound == [time - 800 for time in whole if 800 <= time < 1400]
    titles = ffprobe.packets(target, "s:0")
    assert [(p["pts"], p["duration"]) for p in titles] == [(0, 100), (400, 200)]
    chapters = ffprobe.probe(target, "-show_chapters")["chapters"]
    ends = [(float(c["start_time"]), float(c["end_time"])) for c in chapters]
    assert ends == [(0.0, 0.2), (0.2, 0.6)]


def test_sound_that_webm_does_not_hold_becomes_opus(rich_clip: Path, tmp_path: Path) -> None:
    with_frames = open_clip(rich_clip)
    coding = EncoderSettings("libvpx-vp9", "yuv420p", crf=40)
    part = write_part(tmp_path / "p.mp4", with_frames.info, coding, list(with_frames.read(0, 49)))

    join([part], tmp_path / "out.webm", with_frames.info, "webm")

    streams = ffprobe.streams(tmp_path / "out.webm")
    assert [s["codec_name"] for s in streams] == ["vp9", "opus", "opus", "webvtt"]
    heard = ffprobe.run(
        "ffmpeg", "-v", "error", "-i", tmp_path / "out.webm", "-map", "0:1", "-f", "null", "-"
    )
    assert heard == ""
    sound = ffprobe.packets(tmp_path / "out.webm", "a:0")
    assert float(sound[-1]["pts_time"]) == pytest.approx(2.0, abs=0.05)


@pytest.mark.parametrize(
    ("suffix", "rotation", "mirrored"),
    [
        (".mp4", 90, False),
        (".mp4", 180, True),
        (".mp4", 270, False),
        (".mov", 0, True),
        (".mkv", 90, False),
        (".mkv", 270, False),
        (".mkv", 0, True),
    ],
)
def test_rotation_and_mirroring_are_kept(
    tmp_path: Path, suffix: str, rotation: int, mirrored: bool
) -> None:
    clip = info(YUV420P8, rotation=rotation, mirrored=mirrored)
    coding = EncoderSettings(crf=20, preset="ultrafast")
    part = write_part(tmp_path / "p.mp4", clip, coding, list(frames(clip, 3)))
    target = tmp_path / f"out{suffix}"

    join([part], target, clip, container_for(target).name)

    read = open_clip(target).info
    assert (read.rotation, read.mirrored) == (rotation, mirrored)


def test_a_late_start_is_kept_and_a_start_before_zero_becomes_zero(tmp_path: Path) -> None:
    clip = info(YUV420P8)
    for begin, expected in ((900_001, 900_001), (-90_000, 0)):
        times = [begin + 3003 * n for n in range(4)]
        coding = EncoderSettings(crf=20, preset="ultrafast")
        part = write_part(tmp_path / "p.mp4", clip, coding, list(frames(clip, 4, times)))

        join([part], tmp_path / "out.mp4", clip, "mp4")

        assert ffprobe.pts(tmp_path / "out.mp4") == [expected + 3003 * n for n in range(4)]


def test_an_unwritable_target_is_an_error_of_the_system(tmp_path: Path) -> None:
    clip = info(YUV420P8)
    part = write_part(tmp_path / "p.mp4", clip, EncoderSettings(), list(frames(clip, 2)))

    with pytest.raises(OSError):
        join([part], tmp_path / "gone" / "out.mp4", clip, "mp4")


def test_no_parts_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no pictures"):
        join([], tmp_path / "out.mp4", info(YUV420P8), "mp4")


def stop_after(asked: int) -> Callable[[], bool]:
    """Says stop from the given question on: every stage of a join asks, so every one is hit."""
    counter = itertools.count(1)
    return lambda: next(counter) >= asked


@pytest.mark.parametrize("container", ["mp4", "matroska"])
def test_a_join_is_given_up_at_any_packet_and_leaves_its_parts_alone(
    rich_clip: Path, tmp_path: Path, container: str
) -> None:
    with_frames = open_clip(rich_clip)
    clip = with_frames.info
    coding = EncoderSettings("libx264", "yuv420p", crf=30, preset="ultrafast")
    part = write_part(tmp_path / "part.mp4", clip, coding, list(with_frames.read(0, 49)))
    before, target = part.read_bytes(), tmp_path / "out"
    questions = itertools.count()
    join([part], target, clip, container, stopped=lambda: next(questions) < 0)
    asked = next(questions)

    for moment in range(1, asked + 1, 7):
        with pytest.raises(InterruptedError):
            join([part], target, clip, container, stopped=stop_after(moment))
        assert not target.exists()

    assert asked > 2 * clip.frames
    assert part.read_bytes() == before


def test_a_join_is_given_up_while_mp4_moves_its_pictures_behind_the_tables(
    tmp_path: Path,
) -> None:
    clip = info(YUV420P8)
    part = write_part(tmp_path / "p.mp4", clip, EncoderSettings(), list(frames(clip, 4)))
    asked = {}
    for container in ("matroska", "mp4"):
        questions = itertools.count()
        join([part], tmp_path / "w", clip, container, stopped=lambda n=questions: next(n) < 0)
        asked[container] = next(questions)

    with pytest.raises(InterruptedError):
        join([part], tmp_path / "out.mp4", clip, "mp4", stopped=stop_after(asked["mp4"]))

    assert asked["mp4"] > asked["matroska"]
    assert not (tmp_path / "out.mp4").exists()


@pytest.mark.parametrize("depth", ["yuv420p", "yuv422p10le", "yuv444p12le"])
@pytest.mark.parametrize("range_", ["tv", "pc"])
@pytest.mark.parametrize("matrix", ["bt709", "smpte170m", "bt2020nc"])
def test_colour_bars_come_out_as_they_went_in(
    tmp_path: Path, depth: str, range_: str, matrix: str
) -> None:
    tags = f"-colorspace {matrix} -color_range {range_} -pix_fmt {depth}".split()
    bars = f"smptehdbars=s=96x64:d=0.2,scale=out_color_matrix={matrix}:out_range={range_}"
    source = ["-f", "lavfi", "-i", bars, "-c:v", "ffv1", *tags]
    path = ffprobe.make(tmp_path / "bars.mkv", *source)
    clip = open_clip(path)
    coding = EncoderSettings("ffv1", depth)
    part = write_part(tmp_path / "p.mp4", clip.info, coding, list(clip.read(0, 9)))

    join([part], tmp_path / "out.mkv", clip.info, "matroska")

    raw = [tmp_path / "in.yuv", tmp_path / "out.yuv"]
    for file, target in zip((path, tmp_path / "out.mkv"), raw, strict=True):
        ffprobe.make(target, "-i", str(file), "-f", "rawvideo", "-pix_fmt", depth)
    assert raw[0].read_bytes() == raw[1].read_bytes()
    (said,) = ffprobe.streams(tmp_path / "out.mkv")
    assert (said["color_space"], said["color_range"], said["pix_fmt"]) == (matrix, range_, depth)


FILES_THROUGH = [".mp4", ".mkv", ".mov"]


@pytest.mark.long
@pytest.mark.parametrize("suffix", FILES_THROUGH)
@pytest.mark.parametrize("name", media_files())
def test_every_file_passes_through_with_its_times_shape_colour_and_streams(
    tmp_path: Path, name: str, suffix: str
) -> None:
    try:
        source = open_clip(data_folder() / "media" / name)
    except MediaError:
        return  # `test_opening` says which
    clip = source.info
    target = tmp_path / f"out{suffix}"
    container = container_for(target)
    choice = choose_encoder(clip.pixel_format, container.name)
    if clip.is_images or size_problem(choice.encoder, choice.pixel_format, clip.width, clip.height):
        return
    shown = list(source.read(0, min(11, clip.frames - 1)))
    fast = "ultrafast" if choice.codec.startswith("libx26") else None
    coding = EncoderSettings(choice.codec, choice.pixel_format, crf=30, preset=fast)
    half = len(shown) // 2
    parts = [
        write_part(tmp_path / f"{n}{choice.encoder.part}", clip, coding, some)
        for n, some in enumerate((shown[:half], shown[half:]))
        if some
    ]

    join(parts, target, clip, container.name, Excerpt(True, len(shown) == clip.frames))

    result = open_clip(target)
    times = [f.timestamp.pts * f.timestamp.time_base for f in shown]
    late = max(Fraction(0), -times[0])
    found = [f.timestamp.pts * f.timestamp.time_base for f in result.read(0, 99)]
    tick = Fraction(0) if container.exact_times else Fraction(1, 1000)
    assert len(found) == len(times)
    assert all(abs(a - b - late) <= tick for a, b in zip(found, times, strict=True))
    assert result.info.sar == clip.sar
    assert (result.info.rotation, result.info.mirrored) == (clip.rotation, clip.mirrored)
    meant = resolve(clip.colour, clip.height, clip.pixel_format.family)
    assert (result.info.colour.matrix, result.info.colour.range) == (meant.matrix, meant.range)
    others = [stream for stream in clip.streams if stream.index != clip.stream_index]
    kept = [f for f in stream_fates(others, container.name) if f.fate is not Fate.DROP]
    there = [s for s in ffprobe.streams(target) if s["codec_type"] != "data"]
    if suffix != ".mov":  # ffprobe 5.1 takes text in MOV for data
        assert len(there) == 1 + len(kept)
