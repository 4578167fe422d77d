import errno
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from fstrn_gui.engine.export.job import ExportTools, export
from fstrn_gui.engine.export.journal import NAME
from fstrn_gui.engine.export.output import Stopped, never
from fstrn_gui.engine.export.plan import Plan
from fstrn_gui.engine.export.target import part_folder
from fstrn_gui.engine.protocols import Job, Progress
from fstrn_gui.errors import ExportError, MediaError
from tests.engine.export.plans import small_plan
from tests.fakes.awake import FakeAwake
from tests.fakes.output import FakeOutput
from tests.fakes.source import FakeSource
from tests.fakes.upscaler import FakeUpscaler


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.txt"


def no_checks(*_: object) -> Job:
    yield from ()


class Exporting:
    """A plan with its fakes; `start` gives a job over them, as each start of the program."""

    def __init__(self, plan: Plan, source: Callable[[], FakeSource] = FakeSource) -> None:
        self.plan = plan
        self.output = FakeOutput()
        self.upscaler = FakeUpscaler(latency=2)
        self.source = source
        self.running = threading.Event()
        self.running.set()
        self.awake = FakeAwake()
        self.free_bytes = 100 << 20
        self.now_s = 0.0

    def start(self, *, overwrite: bool = False, room_wait_s: float = 1e9) -> Job:
        return export(self.plan, self.tools(room_wait_s), overwrite=overwrite)

    def tools(self, room_wait_s: float) -> ExportTools:
        return ExportTools(
            open_source=self.source,
            make_upscaler=lambda plan: self.upscaler,
            output=self.output,
            verify=no_checks,
            room_wait_s=room_wait_s,
            running=self.running,
            awake=self.awake,
            clock=lambda: self.now_s,
            wait=self.pass_time,
            free_bytes=lambda folder: self.free_bytes,
        )

    def pass_time(self, wait_s: float) -> None:
        self.now_s += wait_s


def uninterrupted(folder: Path, source: Callable[[], FakeSource] = FakeSource) -> str:
    folder.mkdir()
    exporting = Exporting(small_plan(folder / "whole.txt"), source)
    list(exporting.start())
    return (folder / "whole.txt").read_text()


def frames_in(text: str) -> list[int]:
    return [int(line.split()[0]) for line in text.splitlines()]


def test_every_frame_arrives_once_in_order(target: Path) -> None:
    exporting = Exporting(small_plan(target))

    steps = list(exporting.start())

    assert frames_in(target.read_text()) == list(range(12))
    assert steps[-1].done == steps[-1].total == 12
    assert not part_folder(target).exists()


@pytest.mark.parametrize("length", [1, 3, 5, 12, 100])
@pytest.mark.parametrize("one_stream", [True, False])
def test_pictures_do_not_depend_on_how_the_run_is_cut(
    target: Path, tmp_path: Path, length: int, one_stream: bool
) -> None:
    exporting = Exporting(small_plan(target, length=length, one_stream=one_stream))

    list(exporting.start())

    assert target.read_text() == uninterrupted(tmp_path / "other")


def test_one_stream_pushes_each_frame_once(target: Path) -> None:
    exporting = Exporting(small_plan(target))

    list(exporting.start())

    assert exporting.upscaler.pushed == list(range(12))


@pytest.mark.parametrize("steps", range(1, 16))
def test_a_stopped_export_goes_on_and_gives_the_same_pictures(
    target: Path, tmp_path: Path, steps: int
) -> None:
    job = Exporting(small_plan(target)).start()
    for _ in range(steps):
        next(job)

    job.close()
    assert not target.exists()
    list(Exporting(small_plan(target)).start())

    assert target.read_text() == uninterrupted(tmp_path / "other")


def test_damage_at_a_segment_border_does_not_change_a_resumed_export(
    target: Path, tmp_path: Path
) -> None:
    def damaged() -> FakeSource:
        return FakeSource(damaged=(2, 3))

    job = Exporting(small_plan(target), damaged).start()
    while next(job).done < 4:
        pass

    job.close()
    list(Exporting(small_plan(target), damaged).start())

    assert frames_in(target.read_text()) == [0, 1, *range(4, 12)]
    assert target.read_text() == uninterrupted(tmp_path / "other", damaged)


def test_a_segment_that_cannot_be_decoded_is_left_out(target: Path) -> None:
    exporting = Exporting(small_plan(target), lambda: FakeSource(damaged=range(4, 8)))

    list(exporting.start())

    assert frames_in(target.read_text()) == [0, 1, 2, 3, 8, 9, 10, 11]


def test_the_upscaler_is_told_where_shots_begin(target: Path) -> None:
    jump = [5, 6, 7]  # the frames beside it are too bright to be neighbours
    exporting = Exporting(small_plan(target), lambda: FakeSource(damaged=jump))

    list(exporting.start())

    assert set(exporting.upscaler.shots) == {8}


def test_a_clip_without_a_frame_that_decodes_is_an_error(target: Path) -> None:
    exporting = Exporting(small_plan(target), lambda: FakeSource(damaged=range(12)))

    with pytest.raises(ExportError, match="Not one frame"):
        list(exporting.start())

    assert not target.exists()


def test_an_error_of_the_reader_reaches_the_caller(target: Path) -> None:
    def cannot_open() -> FakeSource:
        raise MediaError("clip.mp4 is gone.")

    with pytest.raises(MediaError, match="gone"):
        list(Exporting(small_plan(target), cannot_open).start())


def test_an_export_begun_otherwise_is_refused_and_kept(target: Path) -> None:
    job = Exporting(small_plan(target)).start()
    while next(job).done < 5:
        pass
    job.close()
    other = small_plan(target)
    other.fingerprint["model"] = "fstrn-x2 9a9a"  # type: ignore[index]  # a dict in fact

    with pytest.raises(ExportError, match="model was fstrn-x4 1f1f, now fstrn-x2 9a9a"):
        list(Exporting(other).start())

    assert (part_folder(target) / "0.txt").exists()


def test_the_existing_target_stays_until_the_new_one_is_complete(target: Path) -> None:
    target.write_text("old")
    job = Exporting(small_plan(target)).start(overwrite=True)

    contents = {target.read_text() for _ in job}

    assert contents == {"old"}
    assert frames_in(target.read_text()) == list(range(12))


def test_a_target_that_appears_meanwhile_is_not_overwritten(target: Path) -> None:
    job = Exporting(small_plan(target)).start()
    next(job)
    target.write_text("someone else's")

    with pytest.raises(ExportError, match="appeared"):
        list(job)

    assert target.read_text() == "someone else's"


def test_a_failed_check_is_a_failed_export(target: Path) -> None:
    def fails(*_: object) -> Job:
        yield Progress(12, 12, stage="verify")
        raise ExportError("3 frames are missing in the finished file.")

    exporting = Exporting(small_plan(target))
    tools = exporting.tools(0.0)

    with pytest.raises(ExportError, match="3 frames are missing"):
        list(
            export(
                exporting.plan,
                ExportTools(tools.open_source, tools.make_upscaler, tools.output, fails),
            )
        )

    assert not target.exists()
    assert part_folder(target).exists()


def test_a_full_disk_is_waited_for_and_the_export_goes_on(target: Path, tmp_path: Path) -> None:
    exporting = Exporting(small_plan(target))
    exporting.output.disk_full = lambda index: index == 6 and exporting.free_bytes <= 100 << 20
    stages = []

    for progress in exporting.start():
        stages.append(progress.stage)
        if stages.count("waiting") == 3:
            exporting.free_bytes = 200 << 20

    assert stages.count("waiting") == 3
    assert target.read_text() == uninterrupted(tmp_path / "other")


def test_a_disk_that_stays_full_ends_in_a_sentence(target: Path) -> None:
    exporting = Exporting(small_plan(target))
    exporting.output.disk_full = lambda index: index == 6

    with pytest.raises(ExportError, match=r"disk .* is full"):
        list(exporting.start(room_wait_s=5.0))

    assert (part_folder(target) / "0.txt").exists()


def test_a_paused_export_stands_still_until_it_is_let_go(target: Path) -> None:
    exporting = Exporting(small_plan(target))
    job = exporting.start()
    next(job)

    exporting.running.clear()
    stages = {next(job).stage for _ in range(3)}
    pushed = list(exporting.upscaler.pushed)
    exporting.running.set()
    list(job)

    assert stages == {"paused"}
    assert len(pushed) < 12
    assert frames_in(target.read_text()) == list(range(12))


def test_every_part_is_told_once_it_is_in_the_journal(target: Path) -> None:
    exporting = Exporting(small_plan(target))
    parts_known: list[int] = []

    def part_done() -> None:
        journal = (part_folder(target) / NAME).read_text()
        parts_known.append(journal.count('"part"'))

    list(export(exporting.plan, replace(exporting.tools(0.0), part_done=part_done)))

    assert parts_known == [n + 1 for n in range(len(exporting.plan.segments))]


def test_the_check_of_the_finished_file_can_be_paused_too(target: Path) -> None:
    def verify(*_: object) -> Job:
        for number in range(3):
            yield Progress(number, 3, stage="verify")

    exporting = Exporting(small_plan(target))
    job = export(exporting.plan, replace(exporting.tools(0.0), verify=verify))
    while next(job).stage != "verify":
        pass

    exporting.running.clear()
    stages = {next(job).stage for _ in range(3)}
    exporting.running.set()

    assert stages == {"paused"}
    assert [progress.done for progress in job] == [1, 2]


def test_putting_together_goes_on_beside_the_worker(target: Path) -> None:
    exporting = Exporting(small_plan(target))
    begun, enough = threading.Event(), threading.Event()
    assemble = exporting.output.assemble

    def slow(parts: Sequence[Path], finished: Path, stopped: Stopped = never) -> None:
        begun.set()
        enough.wait()
        assemble(parts, finished, stopped)

    exporting.output.assemble = slow  # type: ignore[method-assign]  # a slow disk
    job = exporting.start()
    while next(job).stage != "join":
        pass

    begun.wait()
    stages = {next(job).stage for _ in range(3)}
    enough.set()
    list(job)

    assert stages == {"join"}
    assert frames_in(target.read_text()) == list(range(12))


def test_an_export_that_ends_while_it_is_put_together_gives_that_up_and_keeps_its_parts(
    target: Path,
) -> None:
    exporting = Exporting(small_plan(target))
    asked: list[bool] = []

    def endless(parts: Sequence[Path], finished: Path, stopped: Stopped = never) -> None:
        while not stopped():
            pass
        asked.append(True)

    exporting.output.assemble = endless  # type: ignore[method-assign]  # a disk that never ends
    job = exporting.start()
    while next(job).stage != "join":
        pass

    job.close()

    assert asked == [True]
    assert not target.exists()
    again = Exporting(small_plan(target))
    list(again.start())
    assert again.upscaler.pushed == []
    assert frames_in(target.read_text()) == list(range(12))


def test_the_computer_is_kept_awake_while_an_export_works_and_not_while_it_is_paused(
    target: Path,
) -> None:
    exporting = Exporting(small_plan(target))
    job = exporting.start()
    next(job)
    working = list(exporting.awake.asked)

    exporting.running.clear()
    next(job)
    next(job)
    paused = list(exporting.awake.asked)
    exporting.running.set()
    list(job)

    assert working == ["hold"]
    assert paused == ["hold", "release"]
    assert exporting.awake.asked == ["hold", "release", "hold", "release"]


def test_the_computer_may_sleep_again_however_an_export_ends(target: Path) -> None:
    stopped = Exporting(small_plan(target))
    job = stopped.start()
    next(job)
    job.close()
    failed = Exporting(small_plan(target), lambda: FakeSource(damaged=range(12)))

    with pytest.raises(ExportError):
        list(failed.start())

    assert stopped.awake.asked == failed.awake.asked == ["hold", "release"]


def test_a_disk_that_fills_at_the_very_end_is_waited_for_too(target: Path) -> None:
    exporting = Exporting(small_plan(target))
    tries: list[int] = []

    def manifest(*_: object) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")

    stages = []
    for progress in export(
        exporting.plan, replace(exporting.tools(1e9), about_to_publish=manifest)
    ):
        stages.append(progress.stage)
        if progress.stage == "waiting":
            exporting.free_bytes = 200 << 20

    assert "waiting" in stages
    assert len(tries) == 2
    assert frames_in(target.read_text()) == list(range(12))


def test_a_folder_that_refuses_is_told_and_the_parts_stay(target: Path) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    exporting = Exporting(small_plan(target))
    tools = replace(exporting.tools(0.0), about_to_publish=refused)

    with pytest.raises(ExportError, match="cannot be written to: Permission denied"):
        list(export(exporting.plan, tools))

    assert (part_folder(target) / "0.txt").exists()


def test_a_folder_that_was_moved_goes_on_at_its_new_place(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    job = Exporting(small_plan(old / "out.txt")).start()
    while next(job).done < 9:
        pass
    job.close()

    old.rename(new)
    list(Exporting(small_plan(new / "out.txt")).start())

    assert frames_in((new / "out.txt").read_text()) == list(range(12))
