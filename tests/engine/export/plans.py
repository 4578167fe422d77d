"""Plans and clips for the tests of this folder."""

from fractions import Fraction
from pathlib import Path

from fstrn_gui.engine.export.plan import ModelFacts, Plan, cut
from fstrn_gui.engine.export.target import TargetKind
from fstrn_gui.engine.protocols import DeviceChoice, EncoderSettings
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import YUV420P8

MODEL = ModelFacts(id="fstrn-x4", sha256="1f" * 32, scale=4, latency=7)
CPU = DeviceChoice("cpu", "CPU", "fp32", 2, "there is no GPU")
GPU = DeviceChoice("cuda:0", "GPU", "bf16", 1, "fastest")
ENCODER = EncoderSettings()


def clip(frames: int = 100, width: int = 320, height: int = 180) -> ClipInfo:
    return ClipInfo(
        path=Path("clip.mp4"),
        width=width,
        height=height,
        pixel_format=YUV420P8,
        time_base=Fraction(1, 25),
        rate=Fraction(25),
        frames=frames,
        frames_exact=True,
    )


def small_plan(
    target: Path, *, frames: int = 12, length: int = 4, latency: int = 2, one_stream: bool = True
) -> Plan:
    return Plan(
        source=Path("clip.mp4"),
        stream=0,
        target=target,
        kind=TargetKind.VIDEO,
        width=16,
        height=12,
        segments=cut(0, frames - 1, length, context=latency, clip_frames=frames),
        model=MODEL,
        device=CPU,
        encoder=ENCODER,
        one_stream=one_stream,
        fingerprint={"source": "clip.mp4 0011", "model": "fstrn-x4 1f1f"},
    )
