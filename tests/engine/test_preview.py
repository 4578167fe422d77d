from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from fstrn_gui.engine.answers import Answer, Failure, Picture, Void
from fstrn_gui.engine.cache import frame_bytes
from fstrn_gui.engine.planes import enlarge_frame
from fstrn_gui.engine.preview import Preview
from fstrn_gui.engine.protocols import ClipView, Mode, Rendition, Upscaler
from fstrn_gui.engine.regions import Region, cut
from fstrn_gui.engine.shots import with_cuts
from fstrn_gui.engine.upscaler import FstrnUpscaler, upscale
from fstrn_gui.engine.worker import Worker
from fstrn_gui.errors import MediaError
from fstrn_gui.media.frame import GRAY8, Frame
from tests.fakes.luma import FakeLuma
from tests.fakes.upscaler import FakeUpscaler
from tests.fakes.views import NoiseSource, fake_tools

VIEW = ClipView(Path("clip.mp4"))
LARGE = NoiseSource(frames=40, width=160, height=128, layout=GRAY8)  # exact pictures take a while
ALL = (Rendition.SOURCE, Rendition.BICUBIC, Rendition.FSTRN)
LATENCY = 2


class Window:
    """A preview with both workers at hand, and what it delivered."""

    def __init__(
        self,
        clip: NoiseSource | None = None,
        open_upscaler: Callable[[], Upscaler] | None = None,
        cache_bytes: int = 1 << 24,
    ) -> None:
        self.clip = clip or NoiseSource(frames=40, layout=GRAY8)
        self.upscalers: list[FakeUpscaler] = []
        self.answers: list[Answer] = []
        self.on_answer: Callable[[Answer], None] = lambda _: None
        self.pictures, self.inference = Worker(), Worker()
        self.preview = Preview(
            self.pictures,
            self.inference,
            fake_tools(open_upscaler or self._open, clip=self.clip),
            self._deliver,
            cache_bytes=cache_bytes,
        )

    def _open(self) -> Upscaler:
        upscaler = FakeUpscaler(LATENCY)
        self.upscalers.append(upscaler)
        return upscaler

    def _deliver(self, answer: Answer) -> None:
        self.answers.append(answer)
        self.on_answer(answer)

    def stop_ahead(self) -> None:
        """Compute only what is asked for."""
        self.on_answer = lambda a: self.preview.cancel() if is_exact(a) else None

    def request(
        self,
        index: int,
        renditions: tuple[Rendition, ...] = ALL,
        region: Region | None = None,
        view: ClipView = VIEW,
    ) -> int:
        return self.preview.request(view, index, renditions, region)

    def run(self) -> list[Answer]:
        """Let both workers finish; what was delivered since."""
        before = len(self.answers)
        self.pictures.run_until_idle()
        self.inference.run_until_idle()
        return self.answers[before:]

    def pushes(self) -> int:
        return sum(len(upscaler.pushed) for upscaler in self.upscalers)

    def exact(self, index: int) -> Frame:
        """The picture that a run over the whole clip gives."""
        frames = with_cuts(self.clip.read(0, 39))
        return next(p for p in upscale(frames, FakeUpscaler(LATENCY)) if p and p.index == index)


def is_exact(answer: Answer) -> bool:
    return isinstance(answer, Picture) and answer.exact


def pictures(answers: list[Answer]) -> list[tuple[Rendition, bool]]:
    return [(a.key.rendition, a.exact) for a in answers if isinstance(a, Picture)]


def test_own_and_bicubic_pictures_come_without_the_network() -> None:
    window = Window()
    window.request(9)

    window.pictures.run_until_idle()

    assert pictures(window.answers) == [(Rendition.SOURCE, True), (Rendition.BICUBIC, True)]
    shown = {a.key.rendition: a.frame for a in window.answers if isinstance(a, Picture)}
    lr = window.clip.read_exact(9)
    assert shown[Rendition.SOURCE] == lr
    assert shown[Rendition.BICUBIC] == enlarge_frame(lr, 2)
    assert window.upscalers == []


def test_fstrn_comes_as_an_approximation_and_then_exactly() -> None:
    window = Window(LARGE)
    window.request(9, (Rendition.FSTRN,))

    answers = window.run()

    assert pictures(answers) == [(Rendition.FSTRN, False), (Rendition.FSTRN, True)]
    assert isinstance(answers[1], Picture)
    assert answers[1].frame == window.exact(9)


def test_pictures_that_are_exact_as_soon_are_not_approximated() -> None:
    window = Window()
    window.request(9, (Rendition.FSTRN,))

    assert pictures(window.run()) == [(Rendition.FSTRN, True)]


def test_a_picture_some_frames_on_is_approximated_while_the_run_comes_to_it() -> None:
    window = Window(LARGE)
    window.stop_ahead()
    window.request(9, (Rendition.FSTRN,))
    window.run()
    run = window.upscalers[0]
    before = len(run.pushed)

    window.request(13, (Rendition.FSTRN,))
    answers = window.run()

    assert pictures(answers) == [(Rendition.FSTRN, False), (Rendition.FSTRN, True)]
    assert isinstance(answers[1], Picture)
    assert answers[1].frame == window.exact(13)
    assert len(run.pushed) - before == 4


def test_a_picture_far_on_has_a_run_of_its_own() -> None:
    window = Window()
    window.stop_ahead()
    window.request(9, (Rendition.FSTRN,))
    window.run()

    window.request(30, (Rendition.FSTRN,))
    window.run()

    assert [upscaler.pushed[-1] for upscaler in window.upscalers] == [11, 32]


def test_a_picture_before_the_run_has_a_run_of_its_own() -> None:
    window = Window()
    window.stop_ahead()
    window.request(9, (Rendition.FSTRN,))
    window.run()

    window.request(8, (Rendition.FSTRN,))
    answer = window.run()[-1]

    assert isinstance(answer, Picture)
    assert answer.frame == window.exact(8)


def test_a_run_that_was_left_before_its_first_picture_goes_on_to_one_soon_after() -> None:
    opened: list[FakeUpscaler] = []

    class Left(FakeUpscaler):
        """A person goes two frames on when frame 9 comes in."""

        def push(self, frame: Frame) -> Iterator[Frame | None]:
            if frame.index == 9:
                window.request(11, (Rendition.FSTRN,))
            return super().push(frame)

    def open_upscaler() -> Left:
        opened.append(Left(LATENCY))
        return opened[-1]

    window = Window(open_upscaler=open_upscaler)
    window.stop_ahead()
    window.request(9, (Rendition.FSTRN,))

    exact = [answer for answer in window.run() if isinstance(answer, Picture)]

    assert [upscaler.pushed for upscaler in opened] == [[7, 8, 9, 10, 11, 12, 13]]
    assert [picture.key.index for picture in exact] == [11]
    assert exact[0].frame == window.exact(11)


def test_at_the_clips_end_the_next_picture_is_not_approximated() -> None:
    window = Window(LARGE, lambda: FakeUpscaler(latency=5))
    window.stop_ahead()
    window.request(36, (Rendition.FSTRN,))
    window.run()

    for index in (37, 38, 39):
        window.request(index, (Rendition.FSTRN,))
        assert pictures(window.run()) == [(Rendition.FSTRN, True)]


@pytest.mark.parametrize("index", [0, 1, 38, 39])
def test_pictures_at_the_ends_of_the_clip_are_exact_too(index: int) -> None:
    window = Window()
    window.request(index, (Rendition.FSTRN,))

    last = window.run()[-1]

    assert isinstance(last, Picture)
    assert last.frame == window.exact(index)


def test_a_later_request_makes_earlier_ones_void_but_answers_every_picture() -> None:
    window = Window()
    first, second = window.request(3), window.request(9)

    answers = window.run()

    voided = {a.key.rendition for a in answers if isinstance(a, Void) and a.request == first}
    assert voided == set(ALL)
    final = {
        a.key.rendition
        for a in answers
        if isinstance(a, Picture) and a.exact and a.request == second
    }
    assert final == set(ALL)


def test_a_request_that_comes_during_the_network_stops_it_at_the_next_step() -> None:
    window = Window(LARGE)
    pushed: list[int] = []

    def scrub(answer: Answer) -> None:
        window.on_answer = lambda _: None
        window.request(5, (Rendition.SOURCE,))
        pushed.append(window.pushes())

    window.on_answer = scrub
    window.request(20, (Rendition.FSTRN,))
    window.run()
    window.run()

    assert [type(answer) for answer in window.answers] == [Picture, Void, Picture]
    assert window.pushes() == pushed[0]


def test_playing_on_costs_one_frame_a_frame() -> None:
    window = Window()
    window.stop_ahead()
    window.request(9, (Rendition.FSTRN,))
    window.run()
    before = window.pushes()

    for index in (10, 11, 12):
        window.request(index, (Rendition.FSTRN,))
        assert pictures(window.run()) == [(Rendition.FSTRN, True)]

    assert window.pushes() - before == 3


def test_a_picture_that_is_asked_for_while_it_is_made_ahead_is_not_made_again() -> None:
    asked: list[int] = []

    class Asked(FakeUpscaler):
        """A person steps on just when frame 10 is being made ahead."""

        def push(self, frame: Frame) -> Iterator[Frame | None]:
            if frame.index == 10 + LATENCY and not asked:
                asked.append(window.request(10, (Rendition.FSTRN,)))
            return super().push(frame)

    opened: list[Asked] = []

    def open_upscaler() -> Asked:
        opened.append(Asked(LATENCY))
        return opened[-1]

    window = Window(open_upscaler=open_upscaler)
    runs: list[int] = []
    window.on_answer = lambda answer: runs.append(len(opened)) if is_exact(answer) else None

    window.request(9, (Rendition.FSTRN,))
    answers = window.run()

    assert [answer.key.index for answer in answers if is_exact(answer)] == [9, 10]
    assert runs == [1, 1]


def test_the_neighbourhood_is_made_ahead_while_idle() -> None:
    window = Window()
    window.request(9, (Rendition.FSTRN,))
    window.run()
    before = window.pushes()

    for index in (1, 8, 10, 39):
        window.request(index, (Rendition.FSTRN,))
        window.pictures.run_until_idle()

    exact = {a.key.index: a.frame for a in window.answers if isinstance(a, Picture) and a.exact}
    assert window.pushes() == before
    assert exact == {index: window.exact(index) for index in (1, 8, 9, 10, 39)}


def test_what_is_made_ahead_takes_a_bounded_share_of_the_cache() -> None:
    picture = 2 * 48 * 2 * 32
    window = Window(cache_bytes=16 * picture)
    window.request(9, (Rendition.FSTRN,))

    window.run()

    assert window.pushes() < 30


def test_at_a_glance_everything_comes_that_needs_no_network_and_nothing_of_it_runs() -> None:
    window = Window()

    number = window.preview.glance(VIEW, 9, ALL)
    answers = window.run()

    assert pictures(answers) == [(Rendition.SOURCE, True), (Rendition.BICUBIC, True)]
    voided = [a.key.rendition for a in answers if isinstance(a, Void) and a.request == number]
    assert voided == [Rendition.FSTRN]
    assert window.pushes() == 0


def test_a_glance_ends_what_the_network_does_for_an_earlier_frame() -> None:
    window = Window()
    pushed: list[int] = []

    def move_on(answer: Answer) -> None:
        window.on_answer = lambda _: None
        window.preview.glance(VIEW, 5, ALL)
        pushed.append(window.pushes())

    window.on_answer = move_on
    window.request(20, (Rendition.FSTRN,))
    window.run()

    assert window.pushes() == pushed[0]


def test_at_a_glance_enlarged_pictures_are_sampled_less_densely() -> None:
    clip = NoiseSource(frames=40, layout=GRAY8)
    window = Window(clip)

    window.preview.glance(VIEW, 9, ALL, sampling=2)
    shown = {a.key.rendition: a for a in window.run() if isinstance(a, Picture)}

    bicubic, source = shown[Rendition.BICUBIC], shown[Rendition.SOURCE]
    assert (bicubic.sampling, bicubic.frame) == (2, clip.read_exact(9))  # 2 / 2: not enlarged
    assert (source.sampling, source.frame) == (1, clip.read_exact(9))


def test_what_the_network_has_made_is_seen_at_a_glance_too() -> None:
    window = Window()
    window.request(9, (Rendition.FSTRN,))
    window.run()

    window.preview.glance(VIEW, 9, (Rendition.FSTRN,), sampling=2)
    answers = window.run()

    assert [type(answer) for answer in answers] == [Picture]
    assert isinstance(answers[0], Picture)
    means = window.exact(9).planes.luma.reshape(32, 2, 48, 2).mean((1, 3))
    assert answers[0].sampling == 2
    assert np.abs(answers[0].frame.planes.luma - means).max() <= 0.5


def test_no_request_is_answered_with_what_was_made_for_a_glance() -> None:
    window = Window()
    window.preview.glance(VIEW, 9, ALL, sampling=2)
    window.run()

    window.request(9, (Rendition.BICUBIC,))
    answer = window.run()[0]

    assert isinstance(answer, Picture)
    assert (answer.sampling, answer.frame) == (1, enlarge_frame(window.clip.read_exact(9), 2))


def test_a_part_is_exact_at_a_glance_too() -> None:
    clip = NoiseSource(frames=40, width=100, height=80)
    window = Window(clip)

    window.preview.glance(VIEW, 9, (Rendition.BICUBIC,), Region(16, 28, 32, 24), sampling=2)
    answer = window.run()[0]

    assert isinstance(answer, Picture)
    whole = enlarge_frame(clip.read_exact(9), 2)
    assert (answer.sampling, answer.frame) == (1, cut(whole, Region(32, 56, 64, 48)))


def test_errors_are_answers_for_every_picture_that_was_asked_for() -> None:
    window = Window(NoiseSource(frames=40, damaged=[9], layout=GRAY8))
    number = window.request(9)

    answers = window.run()

    failures = {a.key.rendition: a.error for a in answers if isinstance(a, Failure)}
    assert set(failures) == set(ALL)
    assert all(isinstance(error, MediaError) for error in failures.values())
    assert {a.request for a in answers} == {number}


def test_after_an_error_the_next_request_is_served() -> None:
    window = Window(NoiseSource(frames=40, damaged=[9], layout=GRAY8))
    window.request(9)
    window.run()

    window.request(20)

    exact = [a for a in window.run() if isinstance(a, Picture) and a.exact]
    assert {a.key.rendition for a in exact} == set(ALL)


def test_a_region_is_exactly_that_part_of_the_whole_picture() -> None:
    clip = NoiseSource(frames=40, width=100, height=80)
    window = Window(clip, lambda: FstrnUpscaler(FakeLuma(latency=LATENCY)))
    window.request(9, (Rendition.BICUBIC, Rendition.FSTRN), Region(17, 30, 30, 21))

    answers = window.run()

    frames = upscale(with_cuts(clip.read(0, 20)), FstrnUpscaler(FakeLuma(latency=LATENCY)))
    whole = {
        Rendition.BICUBIC: enlarge_frame(clip.read_exact(9), 2),
        Rendition.FSTRN: next(p for p in frames if p and p.index == 9),
    }
    assert len(answers) == 2
    for answer in answers:
        assert isinstance(answer, Picture)
        assert answer.region == Region(16, 28, 32, 24)
        assert answer.frame == cut(whole[answer.key.rendition], Region(32, 56, 64, 48))


def test_an_approximation_of_a_region_is_that_region() -> None:
    window = Window(NoiseSource(frames=40, width=320, height=256, layout=GRAY8))
    window.request(9, (Rendition.FSTRN,), Region(16, 28, 128, 160))

    first = window.run()[0]

    assert isinstance(first, Picture)
    assert (first.exact, first.region) == (False, Region(16, 28, 128, 160))
    assert first.frame.planes.luma.shape == (256, 320)


def test_a_whole_picture_answers_for_its_parts() -> None:
    window = Window()
    window.request(9, (Rendition.FSTRN,))
    window.run()
    before = window.pushes()

    window.request(9, (Rendition.FSTRN,), Region(0, 0, 8, 8))
    window.pictures.run_until_idle()

    assert window.pushes() == before
    assert isinstance(window.answers[-1], Picture)
    assert window.answers[-1].region is None


def test_under_test_the_panes_show_degraded_and_original_pictures() -> None:
    window = Window(NoiseSource(frames=40, width=49, height=33, layout=GRAY8))
    view = ClipView(Path("clip.mp4"), mode=Mode.TEST)
    wanted = (Rendition.DEGRADED, Rendition.BICUBIC, Rendition.FSTRN, Rendition.REFERENCE)
    window.request(9, wanted, view=view)

    shown = {a.key.rendition: a.frame.planes for a in window.run() if isinstance(a, Picture)}

    assert (shown[Rendition.DEGRADED].width, shown[Rendition.DEGRADED].height) == (24, 16)
    original = window.clip.read_exact(9).planes.luma[:32, :48]
    assert np.array_equal(shown[Rendition.REFERENCE].luma, original)
    assert shown[Rendition.FSTRN].luma.shape == shown[Rendition.BICUBIC].luma.shape == (32, 48)


def test_the_view_may_change_between_requests() -> None:
    window = Window()
    window.request(9)
    window.run()

    window.request(9, (Rendition.REFERENCE,), view=ClipView(Path("clip.mp4"), mode=Mode.TEST))

    assert pictures(window.run()) == [(Rendition.REFERENCE, True)]
    assert window.clip.closed


def test_pictures_of_a_cache_stay_within_its_bytes() -> None:
    window = Window(cache_bytes=200_000)

    for index in range(0, 40, 7):
        window.request(index)
        window.run()

    assert window.preview._sharp.used_bytes <= 150_000
    assert frame_bytes(window.exact(0)) * 3 < 150_000
