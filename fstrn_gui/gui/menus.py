"""The menu bar: every action of the window, with its keys. Nothing is done by gesture alone."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from fstrn_gui.engine.protocols import Mode
from fstrn_gui.gui.presenters.measuring import MeasuringPresenter
from fstrn_gui.gui.presenters.viewing import Viewing
from fstrn_gui.gui.widgets.settings_dialog import ABOUT, GENERAL, KEYS
from fstrn_gui.gui.widgets.window import MainWindow
from fstrn_gui.gui.words import translate

LAST_FRAME = 1 << 30  # seeking stops at the clip's last


class Menus:
    """Builds the menus; what they do is other objects' business."""

    def __init__(
        self,
        window: MainWindow,
        viewing: Viewing,
        measuring: MeasuringPresenter,
        open_sample: Callable[[], None],
        recent: Callable[[], Sequence[Path]],
    ) -> None:
        self._window, self._viewing, self._measuring = window, viewing, measuring
        self._open_sample, self._recent = open_sample, recent
        self._entries: list[tuple[str, QAction]] = []  # with the titles of their menus
        bar = window.menuBar()
        self._add_file(bar.addMenu(translate("menu", "&File")))
        self._add_view(bar.addMenu(translate("menu", "&View")))
        self._add_playback(bar.addMenu(translate("menu", "&Playback")))
        self._add_measure(bar.addMenu(translate("menu", "&Measure")))
        self._add_help(bar.addMenu(translate("menu", "&Help")))
        window.settings_dialog.show_keys(self.keys())

    def keys(self) -> list[tuple[str, str, str]]:
        """Menu, entry and keys of whatever has keys, as people read them."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (
                plain(title),
                plain(action.text()),
                QKeySequence.listToString(action.shortcuts(), native),
            )
            for title, action in self._entries
            if action.shortcuts()
        ]

    def _add(self, menu: QMenu, text: str, keys: str, wish: object) -> QAction:
        """A menu entry; `keys` may name several, separated by bars."""
        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys.split(" | ") if key])
        action.triggered.connect(wish)
        menu.addAction(action)
        self._entries.append((menu.title(), action))
        return action

    def _add_file(self, menu: QMenu) -> None:
        add, window = self._add, self._window
        add(menu, translate("menu", "&Open…"), "Ctrl+O", window.choosing.clip)
        add(menu, translate("menu", "Open a &folder of images…"), "", window.choosing.images)
        recent = menu.addMenu(translate("menu", "Open &recent"))
        menu.aboutToShow.connect(lambda: self._fill_recent(recent))
        add(menu, translate("menu", "Try the &sample clip"), "", self._open_sample)
        menu.addSeparator()
        add(menu, translate("menu", "&Export…"), "Ctrl+E", window.open_export)
        menu.addSeparator()
        settings = add(
            menu, translate("menu", "&Settings…"), "Ctrl+,", lambda: self._settings(GENERAL)
        )
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        menu.addSeparator()
        leave = add(menu, translate("menu", "&Quit"), "Ctrl+Q", window.close)
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for path in self._recent():
            action = menu.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._viewing.open(path))
        menu.setEnabled(not menu.isEmpty())

    def _add_view(self, menu: QMenu) -> None:
        add, window, viewer = self._add, self._window, self._window.viewer
        add(menu, translate("menu", "Enlarge or &Test"), "Ctrl+T", self._toggle_mode)
        menu.addSeparator()
        add(menu, translate("menu", "&Fit"), "Ctrl+9", viewer.fit)
        add(menu, translate("menu", "&100 %"), "Ctrl+0", lambda: viewer.zoom_to(1.0))
        add(menu, translate("menu", "Zoom &in"), "Ctrl+= | Ctrl++", lambda: viewer.zoom_by(2**0.5))
        add(menu, translate("menu", "Zoom &out"), "Ctrl+-", lambda: viewer.zoom_by(2**-0.5))
        menu.addSeparator()
        for number in range(4):
            text = translate("menu", "Pane {number} alone").format(number=number + 1)
            add(menu, text, str(number + 1), lambda _=False, n=number: self._show_pane(n))
        menu.addSeparator()
        add(menu, translate("menu", "&Plot"), "P", window.body.toggle_bottom)
        add(menu, translate("menu", "F&ull screen"), "F11 | F", window.toggle_full_screen)

    def _add_playback(self, menu: QMenu) -> None:
        add, viewing = self._add, self._viewing
        add(menu, translate("menu", "&Play or pause"), "Space | K", viewing.toggle_playing)
        for text, keys, frames in (
            (translate("menu", "One frame on"), ". | Right", 1),
            (translate("menu", "One frame back"), ", | Left", -1),
            (translate("menu", "Ten frames on"), "Shift+Right", 10),
            (translate("menu", "Ten frames back"), "Shift+Left", -10),
        ):
            add(menu, text, keys, lambda _=False, frames=frames: viewing.step(frames))
        add(menu, translate("menu", "One second on"), "PgUp", lambda: viewing.step_seconds(1))
        add(menu, translate("menu", "One second back"), "PgDown", lambda: viewing.step_seconds(-1))
        add(menu, translate("menu", "First frame"), "Home", lambda: viewing.seek(0))
        add(menu, translate("menu", "Last frame"), "End", lambda: viewing.seek(LAST_FRAME))
        add(menu, translate("menu", "&Go to…"), "G", self._window.transport.ask_where)

    def _add_measure(self, menu: QMenu) -> None:
        add, window = self._add, self._window
        add(menu, translate("menu", "&Measure or stop"), "M", self._measuring.toggle)
        add(menu, translate("menu", "Compare with &original…"), "", window.choosing.reference)
        add(menu, translate("menu", "Next worst frame"), "N", lambda: self._worst(forward=True))
        text = translate("menu", "Previous worst frame")
        add(menu, text, "Shift+N", lambda: self._worst(forward=False))

    def _add_help(self, menu: QMenu) -> None:
        add = self._add
        add(menu, translate("menu", "&Keys"), "F1", lambda: self._settings(KEYS))
        about = add(menu, translate("menu", "&About FSTRN"), "", lambda: self._settings(ABOUT))
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _settings(self, page: int) -> None:
        self._window.settings_form_wished.emit(page)

    def _toggle_mode(self) -> None:
        if self._viewing.clip is not None:
            test = self._viewing.clip.view.mode is Mode.TEST
            self._viewing.set_mode(Mode.ENLARGE if test else Mode.TEST)

    def _show_pane(self, number: int) -> None:
        panes = self._viewing.panes
        if number < len(panes):
            self._window.viewer.toggle_alone(panes[number])

    def _worst(self, *, forward: bool) -> None:
        index = self._measuring.worst_after(self._viewing.index, forward=forward)
        if index is not None:
            self._viewing.seek(index)


def plain(text: str) -> str:
    """A menu's text without the marks of its letters; Korean has them in brackets at the end."""
    return re.sub(r"\(&\w\)|&", "", text).rstrip("…").strip()
