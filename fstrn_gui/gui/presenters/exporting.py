"""What an export will be, before it begins: the request asked for, and what is found about it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Finding, Level
from fstrn_gui.engine.export.target import target_kind
from fstrn_gui.engine.settings import Settings
from fstrn_gui.gui.presenters.panes import OpenedClip
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import PixelFormat

SUFFIXES = (".mp4", ".mkv", ".mov", ".webm")


@dataclass(frozen=True, slots=True)
class Subject:
    """What of a clip decides the form: its frames, its LR size and format, the model's scale."""

    frames: int
    width: int
    height: int
    pixel_format: PixelFormat
    scale: int

    @classmethod
    def of(cls, info: ClipInfo, scale: int) -> "Subject":
        """What of `info` it is."""
        return cls(info.frames, info.width, info.height, info.pixel_format, scale)

    def work_pixels(self, request: ExportRequest) -> int:
        """LR pixels of all the frames that `request` exports."""
        frames = min(request.frames or self.frames, self.frames - request.start)
        return max(0, frames) * self.width * self.height


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a request so far. `timed` says that the probe is among the findings.

    `hardware` is the encoder in hardware that could be asked for; empty where none works.
    """

    subject: Subject
    findings: tuple[Finding, ...]
    timed: bool = False
    hardware: str = ""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What the form shows below itself. `found` may still grow while `running`."""

    running: bool = False
    found: Found | None = None
    error: Exception | None = None

    @property
    def stopped(self) -> bool:
        """Whether the export must not start like this."""
        findings = self.found.findings if self.found else ()
        stop = any(finding.level is Level.STOP for finding in findings)
        return stop or self.error is not None


class PreflightView(Protocol):
    """What shows it."""

    def show_preflight(self, preflight: Preflight) -> None: ...


class PreflightPresenter:
    """Looks at one request at a time; the newest wins.

    `run(request)` begins looking elsewhere and gives what ends it; what is found comes to
    `on_found`, the end to `on_end`, both with the request they are about.
    """

    def __init__(
        self, view: PreflightView, run: Callable[[ExportRequest], Callable[[], None]]
    ) -> None:
        self._shows, self._run = view, run
        self._request: ExportRequest | None = None
        self._cancel: Callable[[], None] | None = None
        self.preflight = Preflight()

    def check(self, request: ExportRequest) -> None:
        """Look at a request, from the start."""
        self.leave()
        self._request = request
        self._set(Preflight(running=True))
        self._cancel = self._run(request)

    def leave(self) -> None:
        """Nobody wants to know any more."""
        if self._cancel is not None:
            self._cancel()
        self._request, self._cancel = None, None

    def on_found(self, request: ExportRequest, found: Found) -> None:
        """Something is known."""
        if request is self._request:
            self._set(Preflight(running=not found.timed, found=found))

    def on_end(self, request: ExportRequest, error: Exception | None) -> None:
        """All is known that can be."""
        if request is self._request:
            self._cancel = None
            self._set(Preflight(found=self.preflight.found, error=error))

    def _set(self, preflight: Preflight) -> None:
        self.preflight = preflight
        self._shows.show_preflight(preflight)


def first_request(clip: OpenedClip, taken: Collection[Path], settings: Settings) -> ExportRequest:
    """What is offered for a clip: all of it, beside itself, under a name that is free."""
    path, view = clip.info.path, clip.view
    request = request_for(path, taken, clip.scale, settings)
    return replace(request, stream=view.stream, model_id=view.model_id)


def request_for(
    source: Path, taken: Collection[Path], scale: int, settings: Settings
) -> ExportRequest:
    """All of `source`, beside itself, with everything else left to settings and engine."""
    target = suggested_target(source, scale, taken)
    return ExportRequest(
        source=source,
        target=target,
        kind=target_kind(str(target)),
        model_id=settings.model_id,
        device=settings.device,
        precision=settings.precision,
    )


def suggested_target(source: Path, scale: int, taken: Collection[Path]) -> Path:
    """`{clip}_fstrn_x4.mp4` beside the clip: a name that is neither there nor in `taken`."""
    stem = source.name if source.is_dir() else source.stem
    suffix = source.suffix.lower() if source.suffix.lower() in SUFFIXES else ".mp4"
    for number in range(1, 1000):
        extra = "" if number == 1 else f"_{number}"
        target = source.with_name(f"{stem}_fstrn_x{scale}{extra}{suffix}")
        if target not in taken and not target.exists():
            return target
    return source.with_name(f"{stem}_fstrn_x{scale}{suffix}")
