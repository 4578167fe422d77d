"""The curve beside the panes: measuring frame by frame, and what the numbers say.

Nothing is measured without an original: in Enlarge mode only against a reference.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from fstrn_gui.engine.protocols import ClipView, Mode
from fstrn_gui.gui.presenters.panes import OpenedClip
from fstrn_gui.measure.curve import Curve, FrameScore

WORST = 5  # frames marked on the scrubber


@dataclass(frozen=True, slots=True)
class Measuring:
    """What the plot shows."""

    curve: Curve
    running: bool
    possible: bool  # there is an original to compare with
    frames: int


class MeasuringView(Protocol):
    """What shows it."""

    def show_measuring(self, measuring: Measuring) -> None: ...
    def show_problem(self, error: Exception) -> None: ...


class MeasuringPresenter:
    """Starts, stops and collects.

    `start(view, first, last)` begins measuring elsewhere and gives a function that stops it;
    scores come to `on_score`, the end to `on_end`.
    """

    def __init__(
        self, view: MeasuringView, start: Callable[[ClipView, int, int], Callable[[], None]]
    ) -> None:
        self._shows, self._start = view, start
        self._stop: Callable[[], None] | None = None
        self._clip: OpenedClip | None = None
        self._scores: dict[int, FrameScore] = {}

    @property
    def curve(self) -> Curve:
        """What is measured so far."""
        return Curve(tuple(self._scores[index] for index in sorted(self._scores)))

    @property
    def possible(self) -> bool:
        """Whether there is something to compare with."""
        view = self._clip.view if self._clip else None
        return view is not None and (view.mode is Mode.TEST or view.reference is not None)

    def set_clip(self, clip: OpenedClip | None) -> None:
        """Another view: its curve begins anew."""
        if self._clip is not None and clip is not None and clip.view == self._clip.view:
            return
        self.stop()
        self._clip, self._scores = clip, {}
        self._show()

    def toggle(self) -> None:
        """Measure the whole clip, or stop."""
        if self._stop is not None:
            self.stop()
        elif self.possible and self._clip is not None:
            self._scores = {}
            self._stop = self._start(self._clip.view, 0, self._clip.frames - 1)
        self._show()

    def stop(self) -> None:
        """Stop; what is measured stays."""
        if self._stop is not None:
            stop, self._stop = self._stop, None
            stop()

    def on_score(self, view: ClipView, score: FrameScore) -> None:
        """A frame was measured."""
        if self._clip is not None and view == self._clip.view:
            self._scores[score.index] = score
            self._show()

    def go_on(self, scores: Sequence[FrameScore]) -> None:
        """Scores of the view at hand that another window has measured."""
        self._scores = {score.index: score for score in scores}
        self._show()

    def on_end(self, view: ClipView, error: Exception | None) -> None:
        """Measuring came to its end."""
        if self._clip is None or view != self._clip.view:
            return
        self._stop = None
        if error is not None:
            self._shows.show_problem(error)
        self._show()

    def worst_after(self, index: int, *, forward: bool) -> int | None:
        """The next (or previous) of the worst frames, around the ends of the clip."""
        worst = sorted(self.curve.worst_frames("model", WORST))
        if not worst:
            return None
        if forward:
            return next((w for w in worst if w > index), worst[0])
        return next((w for w in reversed(worst) if w < index), worst[-1])

    def _show(self) -> None:
        frames = self._clip.frames if self._clip else 0
        self._shows.show_measuring(
            Measuring(self.curve, self._stop is not None, self.possible, frames)
        )
