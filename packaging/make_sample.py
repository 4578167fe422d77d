"""Makes the sample clip: `resources/sample-1280x720.mp4` and its BI reduction, 320x180.

Everything in it is drawn and sounded by this script (`make sample`, about two minutes): two
shots of a street and a desk, 4 s at 25 frames a second. The same releases of OpenCV and PyAV
give the same files; OpenCV 5 is needed for its fonts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from sample_canvas import Picture
from sample_desk import desk
from sample_street import street

from fstrn_gui.bicubic import enlarge, reduce, to_codes

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
RATE = 25
FRAMES = 100
CUT = 58  # the first frame of the second shot
SCALE = 4
LENS_BLUR = 0.6  # sigma in pixels: no lens is as sharp as a drawing
SOUND_HZ = 48000

Plane = NDArray[np.float64]
Planes = tuple[Plane, Plane, Plane]  # Y, Cb, Cr of BT.709, limited range, 4:2:0 sited left


@dataclass(frozen=True, slots=True)
class Quality:
    """How hard x264 may press: `crf` keeps more detail the lower it is."""

    crf: int
    preset: str = "veryslow"


def pictures() -> Iterator[Picture]:
    """All frames as RGB at twice the size."""
    first, second = street(), desk()
    for frame in range(FRAMES):
        yield first(frame) if frame < CUT else second(frame - CUT)


def to_planes(picture: Picture) -> Planes:
    """BT.709 planes of a picture, unrounded; the picture is twice their size."""
    height, width = picture.shape[0] // 2, picture.shape[1] // 2
    seen = cv2.GaussianBlur(picture.astype(np.float64), (0, 0), LENS_BLUR * 2)
    rgb = cv2.resize(seen, (width, height), interpolation=cv2.INTER_AREA)
    red, green, blue = (rgb[..., n] / 255 for n in range(3))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    blueness, redness = (blue - luma) / 1.8556, (red - luma) / 1.5748
    return 16 + 219 * luma, _subsample(128 + 224 * blueness), _subsample(128 + 224 * redness)


def _subsample(chroma: Plane) -> Plane:
    """Half as wide and high, sited on the left luma pixel: (1 2 1)/4 across, (1 1)/2 down."""
    padded = np.pad(chroma, ((0, 0), (1, 1)), mode="edge")
    across = (padded[:, 0:-2:2] + 2 * padded[:, 1:-1:2] + padded[:, 2::2]) / 4
    return np.asarray((across[0::2] + across[1::2]) / 2)


def make_small(planes: Sequence[NDArray[np.uint8]]) -> Planes:
    """The BI reduction of a picture's planes, chroma staying sited on the left luma pixel."""
    luma, *chroma = planes
    first, second = (_reduce_left(plane) for plane in chroma)
    return reduce(luma, SCALE), first, second


def _reduce_left(plane: NDArray[np.uint8]) -> Plane:
    # A small sample lies 0.75 samples left of where `reduce` puts it: three quarter samples.
    quarters = enlarge(plane, SCALE)
    shifted = np.pad(quarters, ((0, 0), (3, 0)), mode="edge")[:, :-3]
    return reduce(shifted, SCALE * SCALE)


def sound() -> NDArray[np.float32]:
    """Four seconds of a chime, (1, samples): a new note each second, fading."""
    time_s = np.arange(SOUND_HZ) / SOUND_HZ
    fade = np.minimum(time_s / 0.01, 1) * np.exp(-2.5 * time_s)
    notes = [np.sin(2 * np.pi * hz * time_s) * fade for hz in (523.25, 659.26, 783.99, 659.26)]
    return np.concatenate(notes).astype(np.float32)[None] * np.float32(0.25)


def encode(target: Path, clip: Sequence[Planes], quality: Quality) -> None:
    """Write planes and sound as H.264 and AAC, tagged BT.709."""
    height, width = clip[0][0].shape
    with av.open(str(target), "w", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("libx264", rate=RATE)
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.options = {"crf": str(quality.crf), "preset": quality.preset, "tune": "animation"}
        context = video.codec_context
        context.color_primaries = context.color_trc = context.colorspace = 1  # BT.709
        context.color_range = 1  # limited
        audio = container.add_stream("aac", rate=SOUND_HZ, layout="mono")
        audio.bit_rate = 64000
        for number, planes in enumerate(clip):
            container.mux(video.encode(_video_frame(planes, number)))
        container.mux(video.encode())
        tone = AudioFrame.from_ndarray(sound(), format="fltp", layout="mono")
        tone.sample_rate, tone.pts = SOUND_HZ, 0
        container.mux(audio.encode(tone))
        container.mux(audio.encode())


def _video_frame(planes: Planes, number: int) -> VideoFrame:
    frame = VideoFrame(planes[0].shape[1], planes[0].shape[0], "yuv420p")
    for plane, values in zip(frame.planes, planes, strict=True):
        rows = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)  # type: ignore[call-overload]  # a plane is a buffer
        rows[:, : plane.width] = to_codes(values)
    frame.pts, frame.time_base = number, Fraction(1, RATE)
    return frame


def decode(path: Path) -> list[tuple[NDArray[np.uint8], ...]]:
    """The planes of every frame of a file."""
    with av.open(str(path)) as container:
        return [tuple(_array(p) for p in f.planes) for f in container.decode(video=0)]


def _array(plane: av.video.plane.VideoPlane) -> NDArray[np.uint8]:
    rows = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)  # type: ignore[call-overload]  # a plane is a buffer
    return np.array(rows[:, : plane.width])


def psnr(first: Plane, second: Plane) -> float:
    """PSNR of two planes in dB."""
    return float(10 * np.log10(255**2 / np.mean(np.square(first - second))))


def main() -> None:
    """Write both files, and say how large and how good they are."""
    large = RESOURCES / "sample-1280x720.mp4"
    small = RESOURCES / "sample-320x180.mp4"
    drawn = [to_planes(picture) for picture in pictures()]
    encode(large, drawn, Quality(crf=17))
    shown = decode(large)
    encode(small, [make_small(planes) for planes in shown], Quality(crf=10))
    kept = np.mean([psnr(a[0], b[0].astype(float)) for a, b in zip(drawn, shown, strict=True)])
    bicubic = np.mean(
        [
            psnr(to_codes(enlarge(little[0], SCALE)).astype(float), b[0].astype(float))
            for little, b in zip(decode(small), shown, strict=True)
        ]
    )
    for path in (large, small):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    print(f"original against what was drawn {kept:.1f} dB, bicubic against it {bicubic:.2f} dB")


if __name__ == "__main__":
    main()
