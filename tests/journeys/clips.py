"""Small clips with sound, a tiny model, and the pictures of finished files: for journeys."""

import hashlib
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import torch

from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.fstrn import Fstrn, FstrnConfig
from fstrn_gui.network.weights import ModelCard, save_model

SOUND_HZ = 48_000


def save_tiny_model(home: Path, name: str = "tiny") -> None:
    """A network of one block of four filters, in the models folder of `home` (FSTRN_HOME)."""
    torch.manual_seed(1)
    network = Fstrn(FstrnConfig(scale=4, filters=4, blocks=1))
    card = ModelCard(name, scale=4, radius=1, filters=4, blocks=1, sha256="")
    save_model(card, collapse(network), home / "models")


def make_clip(path: Path, frames: int, width: int = 64, height: int = 48) -> Path:
    """A clip of a moving pattern at 25 frames a second with a tone; every frame differs."""
    with av.open(str(path), "w") as output:
        video = output.add_stream("libx264", rate=25)
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.options = {"g": "12", "bf": "2"}
        sound = output.add_stream("aac", rate=SOUND_HZ, layout="mono")
        for number in range(frames):
            output.mux(video.encode(_picture(number, width, height)))
        output.mux(video.encode(None))
        for block in range(frames * SOUND_HZ // 25 // 1024):
            output.mux(sound.encode(_tone(block)))
        output.mux(sound.encode(None))
    return path


def _picture(number: int, width: int, height: int) -> av.VideoFrame:
    y, x = np.mgrid[0:height, 0:width]
    luma = 128 + 60 * np.sin(x / 3 + number / 2) + 50 * np.cos(y / 4 - number / 3)
    rgb = np.stack([luma, np.roll(luma, number, 1), 255 - luma], axis=-1)
    return av.VideoFrame.from_ndarray(rgb.clip(0, 255).astype(np.uint8), format="rgb24")


def _tone(block: int) -> av.AudioFrame:
    time_s = (np.arange(1024) + 1024 * block) / SOUND_HZ
    samples = (0.3 * np.sin(2 * np.pi * 440 * time_s)).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
    frame.sample_rate, frame.pts = SOUND_HZ, 1024 * block
    frame.time_base = Fraction(1, SOUND_HZ)
    return frame


def pictures(path: Path) -> list[tuple[int, str]]:
    """(PTS, digest of the samples) of every frame of a file, decoded by PyAV alone."""
    with av.open(str(path)) as container:
        return [
            (frame.pts, hashlib.sha256(b"".join(map(bytes, frame.planes))).hexdigest())
            for frame in container.decode(video=0)
        ]


def packets(path: Path, kind: str) -> list[tuple[int, bytes]]:
    """(PTS, contents) of every packet of the first stream of a kind."""
    with av.open(str(path)) as container:
        stream = next(s for s in container.streams if s.type == kind)
        return [(p.pts, bytes(p)) for p in container.demux(stream) if p.size]
