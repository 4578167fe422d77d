"""Which clip is looked at, where in it, and what each pane shows of it.

`Viewing` decides; a `ViewingView` shows. All of this happens on the GUI thread and never waits:
clips are opened and pictures made elsewhere, and answers to old questions are dropped.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from fstrn_gui.engine.answers import Failure, Void
from fstrn_gui.engine.protocols import ClipView, Mode, Rendition
from fstrn_gui.engine.regions import Region
from fstrn_gui.gui.pictures import Shown
from fstrn_gui.gui.presenters.panes import OpenedClip, PaneState, panes_of


class Pictures(Protocol):
    """Where pictures are asked for: the engine's preview."""

    def request(
        self,
        view: ClipView,
        index: int,
        renditions: tuple[Rendition, ...],
        region: Region | None = None,
    ) -> int: ...

    def glance(
        self,
        view: ClipView,
        index: int,
        renditions: tuple[Rendition, ...],
        region: Region | None = None,
        sampling: int = 1,
    ) -> int: ...

    def cancel(self) -> None: ...


class ViewingView(Protocol):
    """What shows it."""

    def show_opening(self, path: Path) -> None: ...
    def show_clip(self, clip: OpenedClip, panes: tuple[Rendition, ...]) -> None: ...
    def show_position(self, index: int) -> None: ...
    def show_picture(self, shown: Shown) -> None: ...
    def show_state(self, rendition: Rendition, state: PaneState) -> None: ...
    def show_playing(self, *, playing: bool) -> None: ...
    def show_problem(self, error: Exception) -> None: ...


class Viewing:
    """The presenter of viewer, timeline and transport.

    `open_clip` starts opening a view elsewhere; its outcome comes to `on_opened` or
    `on_open_failed` with the view it was about. `await_rest` has `on_rest` called a moment later,
    unless it is called again before: until then the hand moves, and only glances are asked for.
    """

    def __init__(
        self,
        view: ViewingView,
        pictures: Pictures,
        open_clip: Callable[[ClipView], None],
        await_rest: Callable[[], None],
    ) -> None:
        self._shows, self._pictures, self._open_clip = view, pictures, open_clip
        self._await_rest = await_rest
        self._opening: ClipView | None = None
        self._opening_at = 0  # the frame to begin with, in another file
        self._region: Region | None = None
        self._sampling = 1
        self._moving = False  # a frame was sought a moment ago
        self._request, self._asked, self._glanced = -1, 0, False
        self._owed: set[Rendition] = set()
        self._pictured: set[Rendition] = set()
        self._stands_in = False  # bicubic, in the pane of FSTRN
        self._held: list[Shown] = []  # while playing, all panes change together
        self._due_s = 0.0
        self.clip: OpenedClip | None = None
        self.index = 0
        self.playing = False

    @property
    def panes(self) -> tuple[Rendition, ...]:
        """What the panes show, from left to right."""
        return panes_of(self.clip.view) if self.clip else ()

    def open(self, path: Path, reference: Path | None = None) -> None:
        """Look at another file, in the mode at hand; beside its original, where there is one."""
        old = self.clip.view if self.clip else ClipView(path)
        mode = Mode.ENLARGE if reference else old.mode
        self._begin(replace(old, path=path, stream=None, mode=mode, reference=reference))

    def go_on(self, view: ClipView, index: int) -> None:
        """Look at what another window showed, at the frame it showed."""
        self._begin(view, index)

    def set_mode(self, mode: Mode) -> None:
        """Enlarge the clip, or test the model against it. Frame and zoom stay."""
        if self.clip and self.clip.view.mode is not mode:
            self._begin(replace(self.clip.view, mode=mode, reference=None))

    def set_degradation(self, kind: str) -> None:
        """How Test makes the clip small: bi, bd or fstrn."""
        if self.clip and self.clip.view.degrade != kind:
            self._begin(replace(self.clip.view, degrade=kind))

    def set_model(self, model_id: str) -> None:
        """Use another model."""
        if self.clip and self.clip.view.model_id != model_id:
            self._begin(replace(self.clip.view, model_id=model_id))

    def set_reference(self, path: Path | None) -> None:
        """Compare the enlarged clip with its original in another file."""
        if self.clip:
            self._begin(replace(self.clip.view, mode=Mode.ENLARGE, reference=path))

    def on_opened(self, clip: OpenedClip) -> None:
        """A view was opened; anything but the newest one asked for is dropped."""
        if clip.view != self._opening:
            return
        same_file = self.clip is not None and self.clip.view.path == clip.view.path
        self._opening, self.clip = None, clip
        self._region, self._stands_in = None, False
        self.index = min(self.index if same_file else self._opening_at, clip.frames - 1)
        self._shows.show_clip(clip, self.panes)
        self._shows.show_position(self.index)
        self._ask()

    def on_open_failed(self, view: ClipView, error: Exception) -> None:
        """What was looked at before stays."""
        if view != self._opening:
            return
        self._opening = None
        self._shows.show_problem(error)
        if self.clip is not None:
            self._shows.show_clip(self.clip, self.panes)
            self._ask()

    def seek(self, index: int) -> None:
        """Go to a frame (or the nearest there is).

        Where frames are sought faster than glances come, those asked for are let come: they are
        shown on the way, and the newest frame is asked for next. Else nothing would be seen until
        the hand rests.
        """
        if self.clip is None:
            return
        index = min(max(index, 0), self.clip.frames - 1)
        if index != self.index:
            self._moving = not self.playing
            self._await_rest()
            self._go(index)

    def on_rest(self) -> None:
        """The hand rests: what it rests at is looked at in full."""
        self._moving = False
        if self._opening is None:
            self._go_on_asking()

    def step(self, frames: int) -> None:
        """Go on (or back) by so many frames; playing stops."""
        self.set_playing(playing=False)
        self.seek(self.index + frames)

    def step_seconds(self, seconds: int) -> None:
        """Go on (or back) by so many seconds of the clip's nominal rate."""
        if self.clip is not None:
            self.step(round(seconds * self.clip.info.rate))

    def toggle_playing(self) -> None:
        """Play or pause; at the end, play from the start."""
        if not self.playing and self.clip and self.index >= self.clip.frames - 1:
            self.seek(0)
        self.set_playing(playing=not self.playing)

    def set_playing(self, *, playing: bool) -> None:
        """Play or pause."""
        playing = playing and self.clip is not None
        if playing != self.playing:
            self.playing = playing
            self._shows.show_playing(playing=playing)
            if playing:
                self.on_rest()
            else:
                self._show_held()
                self._show_waiting(self._owed)

    def tick(self, now_s: float) -> None:
        """The clock of playing: go on when the frame's time is over and every pane has it.

        The time is the clip's nominal one; where pictures come more slowly, playing is slower:
        no frame is left out, and no pane is behind another.
        """
        if not self.playing or self.clip is None or self._owed or now_s < self._due_s:
            return
        if self.index >= self.clip.frames - 1:
            self.set_playing(playing=False)
            return
        frame_s = 1 / float(self.clip.info.rate or 25)
        late = now_s - self._due_s > frame_s
        self._due_s = frame_s + (now_s if late else self._due_s)
        self._go(self.index + 1)

    def set_region(self, region: Region | None) -> None:
        """What of the LR picture the panes show, where that is a small part."""
        if region != self._region:
            self._region = region
            if self.clip is not None:
                self._ask()

    def set_sampling(self, sampling: int) -> None:
        """How many enlarged pixels a side may be one sample while the hand moves."""
        self._sampling = sampling

    def on_answer(self, answer: Shown | Failure | Void) -> None:
        """A picture came, or will not come. Answers to older requests are dropped."""
        if answer.request != self._request:
            return
        if isinstance(answer, Shown):
            self._take(answer)
            if self.index != self._asked:
                self._shows.show_position(self.index)
        elif isinstance(answer, Failure):
            rendition = answer.key.rendition
            self._owed.discard(rendition)
            self.set_playing(playing=False)
            self._shows.show_state(rendition, PaneState.FAILED)
            self._shows.show_problem(answer.error)
        self._go_on_asking()

    def _go(self, index: int) -> None:
        self.index = index
        self._shows.show_position(index)
        if not (self._glanced and self._first_pictures_owed):
            self._ask()

    def _go_on_asking(self) -> None:
        """Ask for what is wanted by now, unless pictures are on their way."""
        wanted = self.index != self._asked or (self._glanced and not self._moving)
        if wanted and not self._first_pictures_owed:
            self._ask()

    @property
    def _first_pictures_owed(self) -> bool:
        """Whether pictures that need no network are still to come."""
        return not self._owed <= {Rendition.FSTRN}

    def _take(self, shown: Shown) -> None:
        if shown.exact:
            self._owed.discard(shown.key.rendition)
        if not self.playing:
            self._show(shown)
        elif shown.exact:
            self._held.append(shown)
            if not self._owed:
                self._show_held()

    def _show(self, shown: Shown) -> None:
        """Show a picture; until there is one of FSTRN, bicubic stands in for it."""
        rendition = shown.key.rendition
        self._shows.show_picture(shown)
        self._shows.show_state(rendition, PaneState.EXACT if shown.exact else PaneState.APPROXIMATE)
        self._pictured.add(rendition)
        if rendition is Rendition.FSTRN:
            self._stands_in = False
        waits = Rendition.FSTRN in self._owed and Rendition.FSTRN not in self._pictured
        if rendition is Rendition.BICUBIC and waits:
            self._shows.show_picture(
                replace(shown, key=replace(shown.key, rendition=Rendition.FSTRN))
            )
            self._shows.show_state(Rendition.FSTRN, PaneState.STAND_IN)
            self._stands_in = True

    def _show_waiting(self, renditions: Iterable[Rendition]) -> None:
        """Say that pictures are computed; a stand-in stays one until something else is shown."""
        for rendition in renditions:
            stands_in = self._stands_in and rendition is Rendition.FSTRN
            state = PaneState.STAND_IN if stands_in else PaneState.COMPUTING
            self._shows.show_state(rendition, state)

    def _show_held(self) -> None:
        held, self._held = self._held, []
        for shown in held:
            self._show(shown)

    def _begin(self, view: ClipView, index: int = 0) -> None:
        self.set_playing(playing=False)
        self._pictures.cancel()
        self._request, self._glanced = -1, False
        self._owed.clear()
        self._opening, self._opening_at = view, index
        self._shows.show_opening(view.path)
        self._open_clip(view)

    def _ask(self) -> None:
        if self.clip is None:
            return
        if not (self._glanced and self._asked == self.index):  # else the same, now in full
            self._pictured.clear()
        self._asked, self._owed, self._held = self.index, set(self.panes), []
        if not self.playing:
            self._show_waiting(self._owed - self._pictured)
        wanted = (self.clip.view, self.index, self.panes, self._region)
        self._glanced = self._moving
        if self._glanced:
            self._request = self._pictures.glance(*wanted, self._sampling)
        else:
            self._request = self._pictures.request(*wanted)
