"""Layers in stages, against `FstrnStream`: the same sums, on more threads."""

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from fstrn_gui.network.collapse import CollapsedFstrn, collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.layers import Frb, Lfe
from fstrn_gui.network.staged_stream import StagedStream, frames_between, staged_bytes, workers_for
from fstrn_gui.network.stream import FstrnStream
from tests.network.networks import clip, lively

CONFIG = FstrnConfig(scale=2, filters=16, blocks=3)  # can be shared among 2 and 4 threads evenly


@pytest.fixture(scope="module")
def network() -> CollapsedFstrn:
    return collapse(lively(CONFIG))


def staged(network: CollapsedFstrn, threads: int) -> StagedStream:
    workers = workers_for(network.config, threads)
    return StagedStream(network, workers, threads // workers, lambda height, width: True)


def run(stream: FstrnStream | StagedStream, frames: Tensor) -> list[Tensor]:
    pushed = [picture for frame in frames if (picture := stream.push(frame)) is not None]
    return [*pushed, *stream.flush()]


def assert_equal(made: list[Tensor], expected: list[Tensor]) -> None:
    torch.testing.assert_close(torch.stack(made), torch.stack(expected), rtol=0, atol=1e-13)


@pytest.mark.parametrize(
    ("threads", "workers"),
    [(1, 1), (2, 2), (3, 3), (4, 4), (6, 6), (8, 4), (12, 6), (24, 6)],
)
def test_threads_are_shared_among_as_many_workers_as_the_papers_layers_can_use(
    threads: int, workers: int
) -> None:
    assert workers_for(FstrnConfig(), threads) == workers


@pytest.mark.parametrize(("threads", "workers"), [(7, 6), (11, 5), (16, 5), (22, 5)])
def test_few_threads_stay_idle_where_they_cannot_be_shared_evenly(
    threads: int, workers: int
) -> None:
    assert workers_for(FstrnConfig(), threads) == workers


@pytest.mark.parametrize("threads", [1, 2, 4])
@pytest.mark.parametrize("frames", [1, 2, 5, 6, 17])
def test_pictures_are_those_of_the_stream(
    network: CollapsedFstrn, threads: int, frames: int
) -> None:
    luma = clip(frames, 9, 7)

    assert_equal(run(staged(network, threads), luma), run(FstrnStream(network), luma))


def test_pictures_come_as_many_pushes_later_as_frames_may_be_under_way(
    network: CollapsedFstrn,
) -> None:
    stream = staged(network, 2)

    came = [stream.push(frame) is not None for frame in clip(12, 6, 5)]

    due = network.config.latency + frames_between(2)
    assert came == [False] * due + [True] * (12 - due)


def test_a_clip_may_follow_a_clip_of_another_size(network: CollapsedFstrn) -> None:
    stream, small, large = staged(network, 2), clip(7, 6, 5), clip(9, 8, 11)

    run(stream, small)

    assert_equal(run(stream, large), run(FstrnStream(network), large))


def test_a_clip_that_is_given_up_leaves_no_trace(network: CollapsedFstrn) -> None:
    stream, luma = staged(network, 2), clip(9, 8, 11)
    for frame in clip(8, 6, 5):
        stream.push(frame)

    stream.reset()

    assert_equal(run(stream, luma), run(FstrnStream(network), luma))


def test_unwanted_pictures_are_not_given(network: CollapsedFstrn) -> None:
    stream, luma = staged(network, 2), clip(12, 6, 5)

    stream.reset(unwanted=4)

    assert_equal(run(stream, luma), run(FstrnStream(network), luma)[4:])


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[tuple[str, int]]]:
    """The threads that blocks run on, each with torch's count of threads there."""
    seen: set[tuple[str, int]] = set()
    push = Frb.push

    def watched(self: Frb, *given: Tensor) -> Tensor | None:
        seen.add((threading.current_thread().name.rpartition("_")[0], torch.get_num_threads()))
        return push(self, *given)

    monkeypatch.setattr(Frb, "push", watched)
    before = torch.get_num_threads()
    yield seen
    torch.set_num_threads(before)


def test_each_worker_has_its_share_of_the_threads_and_the_callers_count_stays(
    network: CollapsedFstrn, calls: set[tuple[str, int]]
) -> None:
    torch.set_num_threads(3)

    run(staged(network, 8), clip(9, 6, 5))

    assert calls == {("stages", 2)}
    assert torch.get_num_threads() == 3


def test_a_frame_comes_in_while_an_earlier_one_is_in_a_block(
    network: CollapsedFstrn, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_block, came_in, waits = threading.Event(), threading.Event(), []
    lfe, block = Lfe.push, Frb.push

    def comes(self: Lfe, luma: Tensor) -> Tensor | None:
        if in_block.is_set():
            came_in.set()
        return lfe(self, luma)

    def stays(self: Frb, *given: Tensor) -> Tensor | None:
        in_block.set()
        waits.append(came_in.wait(timeout=10))
        return block(self, *given)

    monkeypatch.setattr(Lfe, "push", comes)
    monkeypatch.setattr(Frb, "push", stays)
    stream, luma = staged(network, 2), clip(9, 6, 5)
    stream.push(luma[0])
    stream.push(luma[1])  # with it LFENet gives the first frame's features
    in_block.wait(timeout=10)

    for frame in luma[2:]:
        stream.push(frame)

    assert all(waits)


def test_threads_that_ask_torch_later_have_the_callers_count(network: CollapsedFstrn) -> None:
    here, later = torch.get_num_threads(), []
    stream = staged(network, 4)
    stream.push(clip(1, 6, 5)[0])

    thread = threading.Thread(target=lambda: later.append(torch.get_num_threads()))
    thread.start()
    thread.join()

    assert later == [here]


def test_what_fails_in_a_stage_is_raised_where_its_picture_is_due(
    network: CollapsedFstrn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise MemoryError("no room for maps")

    monkeypatch.setattr(Frb, "push", fails)

    with pytest.raises(MemoryError, match="no room for maps"):
        run(staged(network, 2), clip(9, 6, 5))


def test_the_threads_end_with_the_stream_whatever_is_under_way(
    network: CollapsedFstrn, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, begun, pushes = threading.Event(), threading.Event(), []

    def waits(self: Lfe, luma: Tensor) -> None:
        if luma.shape[-2:] == (7, 5):  # others are of streams that other tests have let go
            pushes.append(luma)
            begun.set()
            held.wait(timeout=10)

    monkeypatch.setattr(Lfe, "push", waits)
    before = set(threading.enumerate())
    stream = staged(network, 2)
    for frame in clip(3, 7, 5):
        stream.push(frame)
    begun.wait(timeout=10)
    started = set(threading.enumerate()) - before

    del stream
    gc.collect()
    held.set()

    assert len(started) == 2
    for thread in started:
        thread.join(timeout=10)
        assert not thread.is_alive()
    assert len(pushes) == 1  # what waited was not begun


MEASURE = """
from pathlib import Path
import torch
from fstrn_gui.network.collapse import collapse
from fstrn_gui.network.config import FstrnConfig
from fstrn_gui.network.fstrn import Fstrn
from fstrn_gui.network.staged_stream import StagedStream

def kib(name):
    return int(Path("/proc/self/status").read_text().partition(name)[2].split()[0])

torch.set_num_threads(2)
stream = StagedStream(collapse(Fstrn(FstrnConfig())), WORKERS, 1, lambda height, width: True)
for _ in range(12):
    stream.push(torch.zeros(16, 16))
stream.reset()
before = kib("VmRSS:")
Path("/proc/self/clear_refs").write_text("5")
for _ in range(14):
    stream.push(torch.rand(180, 320))
stream.reset()
print((kib("VmHWM:") - before) * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a while")
@pytest.mark.parametrize("workers", [2, 4])
def test_frames_in_stages_take_what_is_planned_for_them(workers: int) -> None:
    measure = MEASURE.replace("WORKERS", str(workers))
    done = subprocess.run(
        [sys.executable, "-c", measure], capture_output=True, text=True, check=True
    )

    planned = staged_bytes(FstrnConfig(), 180 * 320, workers)
    assert 0.65 * planned < int(done.stdout) <= planned
