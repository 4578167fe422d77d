"""The one design language: spacing, type, colour; light and dark.

Panes sit on neutral grey in both themes, for a tinted surround changes how colours are judged.
Curve colours are from the Okabe-Ito set and reach 3:1 on both backgrounds.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from fstrn_gui.engine.protocols import Rendition

UNIT = 4  # every distance is a multiple of this, in logical pixels
GAP = 2 * UNIT
MARGIN = 3 * UNIT
BAR_HEIGHT = 44
SMALL_POINTS = -1  # relative to the system's font size

CURVE_COLOURS = {
    Rendition.FSTRN: "#D55E00",
    Rendition.BICUBIC: "#0072B2",
    Rendition.SOURCE: "#767676",
    Rendition.DEGRADED: "#767676",
    Rendition.REFERENCE: "#009E73",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of one theme."""

    window: str
    panel: str
    raised: str
    line: str
    text: str
    dim: str
    accent: str
    accent_text: str
    surround: str  # around pictures: neutral
    good: str
    warning: str
    error: str


LIGHT = Theme(
    window="#F4F4F4", panel="#FFFFFF", raised="#E9E9E9", line="#C9C9C9", text="#1B1B1B",
    dim="#595959", accent="#B34E00", accent_text="#FFFFFF", surround="#8A8A8A",
    good="#1B6E3C", warning="#7A5900", error="#B3261E",
)  # fmt: skip
DARK = Theme(
    window="#1E1E1E", panel="#262626", raised="#333333", line="#454545", text="#ECECEC",
    dim="#A8A8A8", accent="#E8762B", accent_text="#1B1B1B", surround="#3C3C3C",
    good="#6FCF97", warning="#E6B84D", error="#FF8A80",
)  # fmt: skip


def current() -> Theme:
    """The theme that the application wears: its palette is where that is kept."""
    return DARK if QGuiApplication.palette().window().color().lightness() < 128 else LIGHT


def apply(application: QApplication, choice: str = "") -> None:
    """Dress the application: "light", "dark", or "" for what the system says, live."""
    application.setStyle("Fusion")
    hints = application.styleHints()
    for follower in application.findChildren(_SystemFollower):
        follower.setParent(None)
        follower.deleteLater()
    if choice:
        scheme = Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light
        hints.setColorScheme(scheme)  # for the platform's own dialogs, where it can do that
        _dress(application, scheme)
        return
    hints.unsetColorScheme()
    _dress(application, hints.colorScheme())
    hints.colorSchemeChanged.connect(_SystemFollower(application).follow)


class _SystemFollower(QObject):
    """Wears what the system wears, until it is deleted."""

    def follow(self, scheme: Qt.ColorScheme) -> None:
        application = self.parent()
        if isinstance(application, QApplication):
            _dress(application, scheme)


def _dress(application: QApplication, scheme: Qt.ColorScheme) -> None:
    theme = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    application.setPalette(_palette(theme))
    application.setStyleSheet(_style(theme))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.panel),
        (role.AlternateBase, theme.raised),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.ToolTipBase, theme.panel),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.dim),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.accent_text),
        (role.Link, theme.accent),
        (role.Mid, theme.line),
    ):
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(theme.dim))
    return palette


def _style(theme: Theme) -> str:
    return f"""
    QToolTip {{ border: 1px solid {theme.line}; padding: {UNIT}px; }}
    QToolButton, QPushButton {{
        border: 1px solid transparent; border-radius: {UNIT}px;
        padding: {UNIT}px {GAP}px; min-height: 20px; background: transparent;
    }}
    QPushButton {{ background: {theme.raised}; border-color: {theme.line}; }}
    QToolButton:hover, QPushButton:hover {{ background: {theme.line}; }}
    QToolButton:checked {{ background: {theme.raised}; border-color: {theme.line}; }}
    QToolButton:focus, QPushButton:focus, QLineEdit:focus {{
        border: 2px solid {theme.accent};
    }}
    QPushButton#main {{
        background: {theme.accent}; color: {theme.accent_text}; border-color: {theme.accent};
        font-weight: 600;
    }}
    QPushButton#main:disabled {{
        background: {theme.raised}; color: {theme.dim}; border-color: {theme.line};
    }}
    QPushButton#link {{ background: transparent; border-color: transparent; }}
    QPushButton#link:hover {{ text-decoration: underline; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {theme.dim}; }}
    QLineEdit {{
        border: 1px solid {theme.line}; border-radius: {UNIT}px; padding: 2px {GAP}px;
        min-height: 22px; background: {theme.panel};
    }}
    QComboBox, QSpinBox, QDoubleSpinBox {{ min-height: 26px; }}
    QCheckBox::indicator:unchecked {{
        border: 1px solid {theme.dim}; border-radius: 2px; background: {theme.panel};
        width: 12px; height: 12px;
    }}
    QStatusBar {{ border-top: 1px solid {theme.line}; }}
    QStatusBar::item {{ border: none; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {theme.line}; }}
    QTabBar::tab {{
        padding: {UNIT}px {MARGIN}px; min-height: 20px; color: {theme.dim};
        border-top: 2px solid transparent; margin-left: {UNIT}px;
    }}
    QTabBar::tab:selected {{ color: {theme.text}; border-top-color: {theme.accent}; }}
    QTabBar::tab:focus {{ text-decoration: underline; }}
    QListView#queue {{ border: none; border-right: 1px solid {theme.line}; outline: none; }}
    QListView#queue:focus {{ border-right-color: {theme.accent}; }}
    #bar {{ border-bottom: 1px solid {theme.line}; }}
    #heading {{ font-weight: 600; }}
    #dim {{ color: {theme.dim}; }}
    #panel {{ background: {theme.panel}; }}
    #dropfield {{ border: 2px dashed {theme.line}; border-radius: {GAP}px; }}
    #switch QToolButton {{
        border: 1px solid {theme.line}; border-radius: 0; padding: {UNIT}px {MARGIN}px;
    }}
    #switch QToolButton:checked {{
        background: {theme.text}; color: {theme.panel}; border-color: {theme.text};
    }}
    """
