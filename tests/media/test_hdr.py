import re
import struct
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from av.sidedata.sidedata import Type

from fstrn_gui.engine.protocols import EncoderSettings
from fstrn_gui.media.frame import Colour, Family, PixelFormat, Range
from fstrn_gui.media.hdr import for_dolby_vision_alone
from fstrn_gui.media.light import HdrMetadata, LightLevel, MasteringDisplay
from fstrn_gui.media.opening import open_clip
from tests.data import data_folder
from tests.media import ffprobe
from tests.media.clips import frames, info, write_part

P3_D65 = MasteringDisplay(
    red=(Fraction(680, 1000), Fraction(320, 1000)),
    green=(Fraction(265, 1000), Fraction(690, 1000)),
    blue=(Fraction(150, 1000), Fraction(60, 1000)),
    white=(Fraction(3127, 10000), Fraction(3290, 10000)),
    darkest=Fraction(50, 10000),
    brightest=Fraction(1000),
)
HDR = HdrMetadata(P3_D65, LightLevel(1000, 400))
PQ = Colour(matrix=9, primaries=9, transfer=16, range=Range.LIMITED)
TEN_BITS = PixelFormat(Family.YUV, 10, 1, 1)


@pytest.mark.parametrize("codec", ["libx264", "libx265", "libsvtav1"])
def test_metadata_travel_to_the_file_and_back(tmp_path: Path, codec: str) -> None:
    clip = replace(info(TEN_BITS, PQ), hdr=True, hdr_metadata=HDR)

    part = write_part(
        tmp_path / "p.mp4", clip, EncoderSettings(codec, "yuv420p10le"), list(frames(clip, 3))
    )

    read = open_clip(part).info
    assert read.hdr
    assert read.hdr_metadata is not None
    assert read.hdr_metadata.light == HDR.light
    display = read.hdr_metadata.display
    assert display is not None
    for name in ("red", "green", "blue", "white"):
        # AV1 stores 16 bits after the point, H.264 and H.265 steps of 0.00002.
        assert getattr(display, name) == pytest.approx(getattr(P3_D65, name), abs=2e-5)
    assert float(display.darkest) == pytest.approx(0.005, abs=1e-4)
    assert float(display.brightest) == pytest.approx(1000, abs=0.1)


def test_ffprobe_reads_the_same_from_our_file(tmp_path: Path) -> None:
    clip = replace(info(TEN_BITS, PQ), hdr_metadata=HDR)
    encoding = EncoderSettings("libx265", "yuv420p10le")
    part = write_part(tmp_path / "p.mp4", clip, encoding, list(frames(clip, 3)))

    frame = ffprobe.probe(part, "-show_frames", "-read_intervals", "%+#1")["frames"][0]

    sides = {side["side_data_type"]: side for side in frame["side_data_list"]}
    assert sides["Mastering display metadata"]["red_x"] == "34000/50000"
    assert sides["Content light level metadata"]["max_content"] == 1000


def test_a_real_clip_says_what_ffprobe_says() -> None:
    path = data_folder() / "media" / "made__hevc_hdr10_opengop.mp4"

    read = open_clip(path).info.hdr_metadata

    frame = ffprobe.probe(path, "-show_frames", "-read_intervals", "%+#1")["frames"][0]
    sides = {side["side_data_type"]: side for side in frame["side_data_list"]}
    assert read is not None
    assert read.display is not None
    said = sides["Mastering display metadata"]
    assert read.display.green == (Fraction(said["green_x"]), Fraction(said["green_y"]))
    assert read.display.brightest == Fraction(said["max_luminance"])
    assert read.light is not None
    assert read.light.max_average == sides["Content light level metadata"]["max_average"]


def test_a_clip_without_has_none(tmp_path: Path) -> None:
    path = ffprobe.make(tmp_path / "a.mp4", *["-f", "lavfi", "-i", "testsrc2=s=64x48:d=0.2"])

    assert open_clip(path).info.hdr_metadata is None


def hdr10_plus_message() -> bytes:
    """An SEI NAL unit of H.265 with the smallest HDR10+ message (SMPTE ST 2094-40)."""
    bits = "01" + f"{1000:027b}" + "0"  # one window, the screen's peak, no map of it
    bits += "".join(f"{value:017b}" for value in (100, 100, 100, 50))  # maxSCL, average maxRGB
    bits += "0000" + f"{0:010b}" + "0" + "0" + "0"  # no distribution, no curves
    bits += "0" * (-len(bits) % 8)
    told = bytes.fromhex("b5 003c 0001 04 01") + int(bits, 2).to_bytes(len(bits) // 8, "big")
    payload = bytes([4, len(told)]) + told + b"\x80"
    for zeros in (b"\x00\x00\x01", b"\x00\x00\x00", b"\x00\x00\x02"):
        payload = payload.replace(zeros, zeros[:2] + b"\x03" + zeros[2:])
    return b"\x00\x00\x00\x01" + bytes([39 << 1, 1]) + payload


def test_light_that_changes_from_scene_to_scene_is_known_as_lost(tmp_path: Path) -> None:
    source = "-f lavfi -i testsrc=size=64x64:rate=25 -frames:v 2 -c:v libx265 -pix_fmt yuv420p10le"
    stream = ffprobe.make(tmp_path / "plain.hevc", *source.split()).read_bytes()
    slice_at = re.search(rb"\x00\x00\x00?\x01[\x00-\x3f]\x01", stream).start()  # types 0 to 31
    (tmp_path / "plus.hevc").write_bytes(
        stream[:slice_at] + hdr10_plus_message() + stream[slice_at:]
    )
    plain, plus = (
        ffprobe.make(tmp_path / f"{name}.mp4", "-i", str(tmp_path / f"{name}.hevc"), "-c", "copy")
        for name in ("plain", "plus")
    )

    frame = ffprobe.probe(plus, "-show_frames", "-read_intervals", "%+#1")["frames"][0]
    problems = [open_clip(path).info.problems for path in (plus, plain)]

    assert any("2094-40" in side["side_data_type"] for side in frame["side_data_list"])
    assert any("HDR10+ metadata cannot be kept" in problem for problem in problems[0])
    assert not any("cannot be kept" in problem for problem in problems[1])


def dovi(profile: int, *, full_range: bool) -> bytes:
    """An AVDOVIMetadata as far as its RPU's header, as FFmpeg lays it out."""
    header = bytearray(24)
    header[4], header[10] = profile, full_range
    return struct.pack("@3N", 24, 48, 72) + bytes(header)


@pytest.mark.parametrize(
    ("profile", "full_range", "alone"), [(0, True, True), (0, False, False), (1, True, False)]
)
def test_dolby_vision_without_a_plain_picture_is_known_by_its_header(
    profile: int,
    full_range: bool,
    alone: bool,
) -> None:
    kinds = {Type.DOVI_METADATA: dovi(profile, full_range=full_range)}

    assert for_dolby_vision_alone(kinds, untagged=False) is alone


def test_where_only_raw_data_is_there_missing_tags_tell_it() -> None:
    kinds = {Type.DOVI_RPU_BUFFER: b"x"}

    assert for_dolby_vision_alone(kinds, untagged=True)
    assert not for_dolby_vision_alone(kinds, untagged=False)
    assert not for_dolby_vision_alone({}, untagged=True)
