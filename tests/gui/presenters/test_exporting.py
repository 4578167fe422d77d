from fractions import Fraction
from pathlib import Path

import pytest

from fstrn_gui.engine.export.plan import ExportRequest
from fstrn_gui.engine.export.preflight import Finding, Level
from fstrn_gui.engine.export.target import TargetKind
from fstrn_gui.engine.protocols import ClipView
from fstrn_gui.engine.settings import Settings
from fstrn_gui.errors import ExportError
from fstrn_gui.gui.presenters.exporting import (
    Found,
    Preflight,
    PreflightPresenter,
    Subject,
    first_request,
    suggested_target,
)
from fstrn_gui.gui.presenters.panes import OpenedClip
from fstrn_gui.media.clip import ClipInfo
from fstrn_gui.media.frame import YUV420P8

SUBJECT = Subject(frames=10, width=64, height=48, pixel_format=YUV420P8, scale=4)
GOOD = Finding(Level.GOOD, "disk", "There is room.")
STOP = Finding(Level.STOP, "size", "H.264 takes no such size.")


class Room:
    def __init__(self) -> None:
        self.shown: list[Preflight] = []
        self.begun: list[ExportRequest] = []
        self.cancelled: list[ExportRequest] = []
        self.presenter = PreflightPresenter(self, self.run)

    def show_preflight(self, preflight: Preflight) -> None:
        self.shown.append(preflight)

    def run(self, request: ExportRequest):
        self.begun.append(request)
        return lambda: self.cancelled.append(request)


def request(name: str = "out.mp4") -> ExportRequest:
    return ExportRequest(Path("swan.mp4"), Path(name))


def clip(path: Path) -> OpenedClip:
    info = ClipInfo(path, 64, 48, YUV420P8, Fraction(1, 25), Fraction(25), 10)
    return OpenedClip(ClipView(path), info, 10, 4)


def test_what_is_known_at_once_is_shown_before_the_probe_has_ended() -> None:
    room, asked = Room(), request()

    room.presenter.check(asked)
    room.presenter.on_found(asked, Found(SUBJECT, (GOOD,)))
    early = room.shown[-1]
    room.presenter.on_found(asked, Found(SUBJECT, (GOOD, GOOD), timed=True))
    room.presenter.on_end(asked, None)

    assert (early.running, early.found) == (True, Found(SUBJECT, (GOOD,)))
    assert (room.shown[-1].running, len(room.shown[-1].found.findings)) == (False, 2)


def test_another_request_ends_the_look_at_the_first_and_drops_what_comes_of_it() -> None:
    room, first, second = Room(), request("a.mp4"), request("b.mp4")

    room.presenter.check(first)
    room.presenter.check(second)
    room.presenter.on_found(first, Found(SUBJECT, (STOP,)))

    assert room.cancelled == [first]
    assert room.shown[-1] == Preflight(running=True)


@pytest.mark.parametrize(
    ("preflight", "stopped"),
    [
        (Preflight(found=Found(SUBJECT, (GOOD,))), False),
        (Preflight(found=Found(SUBJECT, (GOOD, STOP))), True),
        (Preflight(error=ExportError("out.mp4 is the clip itself.")), True),
        (Preflight(running=True), False),
    ],
)
def test_a_red_finding_or_an_error_forbids_the_start(preflight: Preflight, stopped: bool) -> None:
    assert preflight.stopped is stopped


def test_an_error_ends_the_look_and_is_shown() -> None:
    room, asked, error = Room(), request(), ExportError("There is no folder.")

    room.presenter.check(asked)
    room.presenter.on_end(asked, error)

    assert room.shown[-1] == Preflight(error=error)


def test_the_form_first_offers_the_whole_clip_beside_itself(tmp_path: Path) -> None:
    offered = first_request(
        clip(tmp_path / "swan.mp4"), (), Settings(device="cpu", precision="bf16")
    )

    assert offered.target == tmp_path / "swan_fstrn_x4.mp4"
    assert (offered.start, offered.frames, offered.kind) == (0, None, TargetKind.VIDEO)
    assert (offered.model_id, offered.device, offered.precision) == ("fstrn-x4", "cpu", "bf16")


def test_the_suggested_name_is_never_taken(tmp_path: Path) -> None:
    source = tmp_path / "백조 swan.mkv"
    (tmp_path / "백조 swan_fstrn_x4.mkv").touch()
    waiting = {tmp_path / "백조 swan_fstrn_x4_2.mkv"}

    target = suggested_target(source, 4, waiting)

    assert target == tmp_path / "백조 swan_fstrn_x4_3.mkv"


def test_a_kind_that_cannot_be_written_becomes_mp4(tmp_path: Path) -> None:
    assert suggested_target(tmp_path / "old.wmv", 4, ()).suffix == ".mp4"


def test_the_work_of_an_export_counts_only_frames_that_are_there() -> None:
    late = ExportRequest(Path("a.mp4"), Path("b.mp4"), start=8, frames=5)

    assert SUBJECT.work_pixels(late) == 2 * 64 * 48
