"""How dialogs look: buttons, labels and tables, which Qt would paint its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

from widgets.painting import colour, palette
from widgets.tokens import RADIUS

if TYPE_CHECKING:
    from widgets.tokens import Tokens


_OUTLINE = 140  # per cent: what Fusion darkens an outline by, taken back


def dialog_style(tokens: Tokens) -> str:
    """The style sheet of a dialog's ground, labels, buttons and lists to choose from."""
    t = tokens
    return f"""
    QDialog {{ background: {t.window}; }}
    QLabel, QCheckBox {{ color: {t.text}; }}
    QPushButton {{ color: {t.text}; background: {t.card}; border: 1px solid {t.border};
        border-radius: {RADIUS.control}px; padding: 6px 16px; font-weight: 600; }}
    QPushButton:hover {{ border-color: {t.text_muted}; }}
    QPushButton:default {{ color: {t.text_on_accent}; background: {t.accent};
        border-color: {t.accent}; }}
    QPushButton:focus {{ border: 2px solid {t.text}; padding: 5px 15px; }}
    QPushButton:disabled {{ color: {t.text_muted}; background: {t.field};
        border-color: {t.border}; }}
    QComboBox, QSpinBox {{ color: {t.text}; background: {t.field}; border: 1px solid {t.edge};
        border-radius: {RADIUS.control}px; padding: 4px 7px; min-height: 20px; }}
    QComboBox:hover, QSpinBox:hover {{ border-color: {t.text_muted}; }}
    QComboBox:focus, QSpinBox:focus {{ border: 2px solid {t.accent}; padding: 3px 6px; }}
    QSpinBox {{ min-width: 44px; max-height: 20px; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: 0; height: 0; border: none;
        subcontrol-origin: margin; }}
    QComboBox:disabled {{ color: {t.text_muted}; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox QAbstractItemView {{ color: {t.text}; background: {t.card};
        border: 1px solid {t.border}; selection-background-color: {t.accent_soft};
        selection-color: {t.text}; }}
    """


def box_palette(tokens: Tokens) -> QPalette:
    """The palette of a box to tick, in which its outline is seen on a dark ground as well."""
    made = palette(tokens, tokens.card)
    # Fusion outlines a box in a shade of the window's colour; the box has no ground of its own.
    made.setColor(QPalette.ColorRole.Window, colour(tokens.text_muted).lighter(_OUTLINE))
    return made


def table_style(tokens: Tokens) -> str:
    """The style sheet of tables and trees with Qt's own headers."""
    t = tokens
    return f"""
    QTableWidget, QTreeWidget {{ background: {t.card}; color: {t.text}; gridline-color: {t.grid};
        border: 1px solid {t.border}; border-radius: {RADIUS.control}px; }}
    QTableWidget:focus, QTreeWidget:focus {{ border: 1px solid {t.accent}; }}
    QTreeWidget::item {{ padding: 3px 0; }}
    QTreeWidget::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QHeaderView {{ background: {t.field}; border: none; }}
    QHeaderView::section {{ background: {t.field}; border: none;
        border-right: 1px solid {t.grid}; border-bottom: 1px solid {t.grid}; padding: 5px 8px; }}
    QTableCornerButton::section {{ background: {t.field}; border: none; }}
    """
