"""The panes side by side, with one zoom and one place."""

from PySide6.QtCore import QEvent, QPointF, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from fstrn_gui.engine.protocols import Mode, Rendition
from fstrn_gui.engine.regions import Region
from fstrn_gui.gui import theme
from fstrn_gui.gui.geometry import Camera, Upright, glance_sampling, visible_box
from fstrn_gui.gui.pictures import Shown
from fstrn_gui.gui.presenters.panes import OpenedClip, PaneState
from fstrn_gui.gui.widgets.pane import HEADER, Pane
from fstrn_gui.gui.words import translate

REGION_SHARE = 0.5  # a smaller visible part of the picture is asked for alone
REGION_WAIT_MS = 60  # zooming and dragging come to rest first


class Viewer(QWidget):
    """All panes. Decides nothing but where the camera looks."""

    region_changed = Signal(object)  # Region | None: the visible part of the LR picture
    sampling_changed = Signal(int)  # pixels a side that a sample may stand for at a glance
    camera_changed = Signal(object)  # Camera

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.UNIT // 2)
        self._panes: dict[Rendition, Pane] = {}
        self._alone: Rendition | None = None
        self._upright, self._scale = Upright(1, 1), 1
        self._lr_size = (1, 1)
        self.camera = Camera()
        self._rest = QTimer(self, singleShot=True, interval=REGION_WAIT_MS)
        self._rest.timeout.connect(self._tell_region)

    @property
    def panes(self) -> tuple[Pane, ...]:
        """The panes, from left to right."""
        return tuple(self._panes.values())

    def pane(self, rendition: Rendition) -> Pane:
        """The pane that shows `rendition`."""
        return self._panes[rendition]

    def show_clip(self, clip: OpenedClip, renditions: tuple[Rendition, ...]) -> None:
        """Panes for another clip or mode. Zoom and place stay where the size does."""
        info, scale = clip.info, clip.scale
        factor = 1 if clip.view.mode is Mode.TEST else scale
        lr_width = info.width // (scale if factor == 1 else 1)
        lr_height = info.height // (scale if factor == 1 else 1)
        upright = Upright(
            lr_width * scale, lr_height * scale, info.sar, info.rotation, info.mirrored
        )
        if tuple(self._panes) != renditions:
            self._lay_out(renditions)
        if upright.size != self._upright.size:
            self.camera = Camera()
        self._upright, self._scale = upright, scale
        self._lr_size = (lr_height, lr_width)
        for rendition, pane in self._panes.items():
            small = rendition in (Rendition.SOURCE, Rendition.DEGRADED)
            size = (lr_width, lr_height) if small else (upright.width, upright.height)
            pane.set_clip(upright, scale, details(rendition, clip, size))
        self._look(self.camera)

    def show_picture(self, shown: Shown) -> None:
        """A picture for its pane."""
        if shown.key.rendition in self._panes:
            self._panes[shown.key.rendition].set_picture(shown)

    def show_state(self, rendition: Rendition, state: PaneState) -> None:
        """What a pane's header says."""
        if rendition in self._panes:
            self._panes[rendition].set_state(state)

    def fit(self) -> None:
        """All of the picture in every pane."""
        self._look(Camera(fitted=True))

    def zoom_to(self, zoom: float) -> None:
        """Another zoom; the middle stays."""
        pane = self._pane_size()
        self._look(
            self.camera.zoomed(zoom, (pane[0] / 2, pane[1] / 2), pane, self.devicePixelRatioF())
        )

    def zoom_by(self, factor: float) -> None:
        """In or out; the middle stays."""
        self.zoom_to(self.camera.zoom * factor)

    def show_alone(self, rendition: Rendition | None) -> None:
        """One pane over the whole viewer, or all of them."""
        self._alone = rendition if rendition in self._panes else None
        for name, pane in self._panes.items():
            pane.setVisible(self._alone in (None, name))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: paint again."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for pane in self._panes.values():
                pane.update()

    def _lay_out(self, renditions: tuple[Rendition, ...]) -> None:
        for pane in self._panes.values():
            self._grid.removeWidget(pane)
            pane.deleteLater()
        self._panes, self._alone = {}, None
        columns = 2 if len(renditions) == 4 else len(renditions)
        for number, rendition in enumerate(renditions):
            pane = Pane(rendition, self)
            pane.zoomed.connect(self._zoom_at)
            pane.dragged.connect(self._drag)
            pane.resized.connect(self._follow)
            pane.chosen.connect(lambda r=rendition: self.toggle_alone(r))
            self._grid.addWidget(pane, number // columns, number % columns)
            self._panes[rendition] = pane

    def toggle_alone(self, rendition: Rendition) -> None:
        """This pane alone, or all again."""
        self.show_alone(None if self._alone is rendition else rendition)

    def _zoom_at(self, factor: float, anchor: QPointF) -> None:
        self._look(
            self.camera.zoomed(
                self.camera.zoom * factor,
                (anchor.x(), anchor.y()),
                self._pane_size(),
                self.devicePixelRatioF(),
            )
        )

    def _drag(self, by: QPointF) -> None:
        self._look(self.camera.moved((by.x(), by.y()), self.devicePixelRatioF()))

    def _follow(self) -> None:
        """A fitted picture stays fitted in panes of another size."""
        if self.camera.fitted:
            self._look(self.camera)

    def _look(self, camera: Camera) -> None:
        if camera.fitted:
            camera = camera.fit(self._upright.size, self._pane_size(), self.devicePixelRatioF())
        self.camera = camera
        for pane in self._panes.values():
            pane.set_camera(camera)
        self.camera_changed.emit(camera)
        self._rest.start()

    def _pane_size(self) -> tuple[float, float]:
        """Of a visible pane's picture area, in logical pixels."""
        for pane in self._panes.values():
            if not pane.isHidden():
                return pane.width(), max(1, pane.height() - HEADER)
        return 1.0, 1.0

    def _tell_region(self) -> None:
        self.region_changed.emit(self.visible_region())
        zoom = self.camera.zoom * max(self._upright.stretch)
        self.sampling_changed.emit(glance_sampling(zoom, self._scale))

    def visible_region(self) -> Region | None:
        """The part of the LR picture that is seen, where it is a small one."""
        box = visible_box(self.camera, self._upright, self._pane_size(), self.devicePixelRatioF())
        height, width = self._lr_size
        left, top = int(box[0]) // self._scale, int(box[1]) // self._scale
        right = min(width, int(box[2]) // self._scale + 1)
        bottom = min(height, int(box[3]) // self._scale + 1)
        if right <= left or bottom <= top:
            return None
        if (right - left) * (bottom - top) > REGION_SHARE * width * height:
            return None
        return Region(top, left, bottom - top, right - left)


def details(rendition: Rendition, clip: OpenedClip, size: tuple[int, int]) -> str:
    """What a pane's header adds to its title: scale, degradation, size."""
    text = f"{size[0]}×{size[1]}"
    if rendition in (Rendition.BICUBIC, Rendition.FSTRN):
        return f"×{clip.scale}  {text}"
    if rendition is Rendition.DEGRADED:
        kinds = {
            "bi": translate("viewer", "bicubic"),
            "bd": translate("viewer", "blur 1.6"),
            "fstrn": translate("viewer", "blur 2.0"),
        }
        return f"÷{clip.scale} {kinds.get(clip.view.degrade, clip.view.degrade)}  {text}"
    return text


def zoom_text(camera: Camera) -> str:
    """For the zoom box: 100 % is one picture point per screen point."""
    return f"{camera.zoom * 100:.0f} %"
