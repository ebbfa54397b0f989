"""What every test needs: Qt, where it is used at all, paints off screen in Tenor's typeface."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> Iterator[QApplication]:
    """pytest-qt's application, dressed as Tenor's, so that text is as wide as for users."""
    from app import theme

    qapp.setStyle("Fusion")
    theme.load_fonts()
    qapp.setFont(theme.application_font())
    yield qapp
    qapp.clipboard().clear()  # what Python put there must go before Python does
