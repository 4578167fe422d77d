"""The other rooms, as small as they can be: text files for videos, FakeUpscaler for the network."""

from collections.abc import Generator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from fstrn_gui.engine.export.plan import ModelFacts, Plan
from fstrn_gui.engine.export.preflight import Finding
from fstrn_gui.engine.export.verify import Expected
from fstrn_gui.engine.protocols import DeviceChoice, EncoderSettings
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import GRAY8, Frame, Planes, Timestamp
from tests.fakes.output import FakeOutput
from tests.fakes.source import FakeSource
from tests.fakes.upscaler import FakeUpscaler


class FakeWorkshop:
    """A `Workshop`; `lose` is how many frames the finished file lacks when it is read again."""

    def __init__(self, frames: int = 12, lose: int = 0) -> None:
        self._frames, self._lose = frames, lose

    def open_source(self) -> FakeSource:
        return FakeSource(self._frames)

    def model(self) -> ModelFacts:
        return ModelFacts("fake-x2", "00" * 32, scale=2, latency=2)

    def device(self) -> DeviceChoice:
        return DeviceChoice("cpu", "CPU", "fp32", 2, "it is fake")

    def encoder(self, clip: ClipInfo) -> EncoderSettings:
        return EncoderSettings("text", "gray", time_base=clip.time_base)

    def output(self, plan: Plan, clip: ClipInfo) -> FakeOutput:
        return FakeOutput()

    def picture(self, plan: Plan, clip: ClipInfo) -> None:
        return None

    def findings(self, plan: Plan, clip: ClipInfo) -> list[Finding]:
        return []

    def within_memory(self, plan: Plan, clip: ClipInfo) -> Plan:
        return plan

    def make_upscaler(self, plan: Plan) -> FakeUpscaler:
        return FakeUpscaler(latency=2)

    def open_result(self, finished: Path, plan: Plan) -> "FakeResult":
        return FakeResult(finished, plan, self._lose)

    def expected(self, plan: Plan, clip: ClipInfo) -> Expected:
        return Expected(plan.width, plan.height, lossless=True)


class FakeResult:
    """Reads back what FakeOutput has written."""

    def __init__(self, finished: Path, plan: Plan, lose: int) -> None:
        lines = finished.read_text().splitlines()
        self._values = [line.split() for line in lines[: len(lines) - lose]]
        self._plan = plan
        self.info = replace(
            FakeSource().info, width=plan.width, height=plan.height, frames=len(self._values)
        )

    def read(self, first: int, last: int) -> Generator[Frame, None, None]:
        for index in range(first, min(last, len(self._values) - 1) + 1):
            yield self.read_exact(index)

    def read_exact(self, index: int) -> Frame:
        number, value = map(int, self._values[index])
        luma = np.full((self._plan.height, self._plan.width), value, np.uint8)
        return Frame(index, Timestamp(number, Fraction(1, 25)), Planes(GRAY8, (luma,)))

    def close(self) -> None:
        pass
