"""The seam to the other rooms: what an export needs of media, network and machine.

`workshop` has the real one; tests put a fake here.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from fstrn_gui.engine.export.output import Output
from fstrn_gui.engine.export.plan import ModelFacts, Plan
from fstrn_gui.engine.export.preflight import Finding
from fstrn_gui.engine.export.verify import Expected
from fstrn_gui.engine.protocols import DeviceChoice, EncoderSettings, FrameSource, Upscaler
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import Frame


class Workshop(Protocol):
    """What an export needs of the other rooms, for one request.

    `open_source` may be called from any thread; `make_upscaler` on the worker's only.
    """

    def open_source(self) -> FrameSource:
        """The clip of the request."""

    def model(self) -> ModelFacts:
        """The model of the request; ModelError where it cannot be trusted."""

    def device(self) -> DeviceChoice:
        """Where the network will run."""

    def encoder(self, clip: ClipInfo) -> EncoderSettings:
        """How the result is encoded; ExportError where nothing can hold the clip."""

    def output(self, plan: Plan, clip: ClipInfo) -> Output:
        """How parts are written and put together."""

    def picture(self, plan: Plan, clip: ClipInfo) -> Callable[[Frame], Frame] | None:
        """What HR frames become for the target: None where they go as they are."""

    def findings(self, plan: Plan, clip: ClipInfo) -> list[Finding]:
        """What is to be known of encoder, streams and memory before the start."""

    def within_memory(self, plan: Plan, clip: ClipInfo) -> Plan:
        """`plan` with the memory shared out among encoder and network."""

    def make_upscaler(self, plan: Plan) -> Upscaler:
        """The network of a plan, ready to be reset and pushed into."""

    def open_result(self, finished: Path, plan: Plan) -> FrameSource:
        """The finished file or folder, read as any other clip."""

    def expected(self, plan: Plan, clip: ClipInfo) -> Expected:
        """What the finished file must be, apart from its frames."""
