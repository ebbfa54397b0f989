"""The bar above the pages: page tabs, the preset picker with its story, the export button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QIcon, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from widgets.icons import SIZE, icon
from widgets.language.spoken import own, said
from widgets.painting import plain_tip
from widgets.tokens import RADIUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.tokens import Tokens

_TAB_HEIGHT = 44
_TAB_ICONS = (  # of the pages, from the left
    "layout-grid",
    "git-compare",
    "chart-spline",
    "scale",
    "handshake",
    "table-2",
    "library",
)
_ICON_ROOM = 2 * SIZE  # px that an icon makes a tab wider
_EDGES = 40  # px left of the tabs and right of the button


class StoryLabel(QLabel):
    """One line of muted text that gives way, with all of it in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_whole(self, text: str) -> None:
        self._whole = said(text)
        self.setToolTip(plain_tip(self._whole))
        self._elide()

    def _elide(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        whole = said(self._whole)
        cut = self.fontMetrics().elidedText(whole, mode, max(0, self.width() - 2))
        self.setText(own(cut))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


class PresetPicker(QToolButton):
    """A button with the preset's name; its menu lists them all with their stories."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._presets: Sequence[tuple[str, str, str]] = ()
        self._current = ""
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_presets(self, presets: Sequence[tuple[str, str, str]]) -> None:
        """Id, name and story of each."""
        self._presets = presets

    def show_preset(self, preset: str) -> str:
        """Shows the preset's name and gives its story."""
        self._current = preset
        name, story = next(
            ((name, story) for key, name, story in self._presets if key == preset), (preset, "")
        )
        self.setText(said(f"Preset: {name}  ▾"))
        self.setAccessibleName(said(f"Preset: {name}"))
        return story

    def _fill(self) -> None:
        """The menu is made when it is first opened, not at start-up."""
        self._menu.clear()
        for key, name, story in self._presets:
            action = QAction(said(name), self._menu)
            action.setToolTip(said(story))
            action.setCheckable(True)
            action.setChecked(key == self._current)
            action.triggered.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._menu.addAction(action)


class Header(QWidget):
    """Tabs left, export right; below them the preset and its story."""

    page_chosen = Signal(int)
    preset_chosen = Signal(str)
    export_requested = Signal()

    def __init__(self, pages: Sequence[str], tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(said("Pages"))
        self.tabs.setIconSize(QSize(SIZE, SIZE))
        for page in pages:
            self.tabs.addTab(said(page))
        self._has_icons = False
        self.tabs.currentChanged.connect(self.page_chosen)
        self.export = QPushButton(said("Export"))
        self.export.setToolTip(said("A live workbook, a board pack, data or a picture"))
        self.export.clicked.connect(self.export_requested)
        self.picker = PresetPicker()
        self.picker.chosen.connect(self.preset_chosen)
        self._story = StoryLabel()
        self._lay_out()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(20, 0, 20, 0)
        top.addWidget(self.tabs, alignment=Qt.AlignmentFlag.AlignBottom)
        top.addStretch()
        top.addWidget(self.export, alignment=Qt.AlignmentFlag.AlignVCenter)
        below = QHBoxLayout()
        below.setContentsMargins(20, 12, 20, 0)
        below.setSpacing(12)
        below.addWidget(self.picker)
        below.addWidget(self._story, 1)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addLayout(below)
        top.setSizeConstraint(QHBoxLayout.SizeConstraint.SetDefaultConstraint)
        self.tabs.setFixedHeight(_TAB_HEIGHT)

    def put_below_tabs(self, widget: QWidget) -> None:
        """Another row between the tabs and the preset: the scenarios."""
        self._whole.insertWidget(1, widget)

    def show_preset(self, preset: str) -> None:
        self._story.set_whole(self.picker.show_preset(preset))

    def open_picker(self) -> None:
        self.picker.setFocus()
        self.picker.showMenu()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.picker.setFont(font)
        self.setStyleSheet(_style(tokens))
        self._dress_tabs()
        self.update()

    def _dress_tabs(self) -> None:
        """Icons before the pages' names, where there is room for both."""
        tokens = self._tokens
        for place, name in enumerate(_TAB_ICONS[: self.tabs.count()]):
            made = icon(name, tokens, on="accent") if self._has_icons else QIcon()
            self.tabs.setTabIcon(place, made)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:  # on another screen
            self._dress_tabs()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= self._needed()
        if roomy != self._has_icons:
            self._has_icons = roomy
            self._dress_tabs()

    def _needed(self) -> int:
        """The width in which every tab stands with its icon beside the button, px."""
        icons = 0 if self._has_icons else self.tabs.count() * _ICON_ROOM
        return self.tabs.sizeHint().width() + icons + self.export.sizeHint().width() + _EDGES

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        bar = self.rect()
        bar.setHeight(_TAB_HEIGHT)
        painter.fillRect(bar, self._tokens.panel)
        painter.setPen(QPen(self._tokens.border))
        painter.drawLine(QPoint(0, _TAB_HEIGHT), QPoint(self.width(), _TAB_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(340, super().minimumSizeHint().height())


def _style(tokens: Tokens) -> str:
    """The one style sheet of the window: buttons and tabs, which Qt would paint its own way."""
    t = tokens
    return f"""
    QTabBar::tab {{ color: {t.text_muted}; background: transparent; border: none;
        border-bottom: 2px solid transparent; padding: 12px 2px 10px 2px; margin-right: 22px; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
    QTabBar::tab:hover {{ color: {t.text}; }}
    QTabBar::tab:focus {{ border-bottom-color: {t.text}; }}
    QPushButton {{ color: {t.text_on_accent}; background: {t.accent}; border: 1px solid {t.accent};
        border-radius: {RADIUS.control}px; padding: 6px 16px; font-weight: 600; }}
    QPushButton:focus {{ border: 2px solid {t.text}; padding: 5px 15px; }}
    QPushButton:disabled {{ color: {t.text_muted}; background: {t.field};
        border-color: {t.border}; }}
    QToolButton {{ color: {t.text}; background: {t.card}; border: 1px solid {t.border};
        border-radius: 13px; padding: 4px 14px; }}
    QToolButton:hover {{ border-color: {t.text_muted}; }}
    QToolButton:focus {{ border: 2px solid {t.accent}; padding: 3px 13px; }}
    QToolButton::menu-indicator {{ image: none; }}
    QTabBar::scroller {{ width: 22px; }}
    QTabBar QToolButton {{ padding: 0; margin: 10px 0; border-radius: 4px; }}
    QLabel {{ color: {t.text_muted}; }}
    """
