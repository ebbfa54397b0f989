"""The board pack's dialog in a real window: chosen, looked at, saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.handouts.logo import read_logo
from app.window import MainWindow
from engine.files.atomic import FileError
from tests.app.pdf_reading import images, info, needs_poppler, page_texts

if TYPE_CHECKING:
    from pathlib import Path

    from app.handouts.desk import Packing
    from tests.app.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def packing(opened: Opened) -> Packing:
    """The dialog, with only the Overview ticked and everything collected."""
    opened.controller.action("export_handout").trigger()
    work = opened.boardroom.handouts.work
    assert work is not None
    for tick, box in zip(work.dialog._state.pages, work.dialog.pages, strict=True):
        if box.isChecked() != (tick.name == "overview"):
            box.click()
    work.settle()
    return work


def _save_to(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> list[str]:
    asked: list[str] = []

    def answer(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        asked.append(start)
        return (str(path) if path else ""), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return asked


def _logo(path: Path, width: int = 400, height: int = 100) -> Path:
    picture = QImage(width, height, QImage.Format.Format_ARGB32)
    picture.fill(QColor("teal"))
    assert picture.save(str(path))
    return path


@needs_poppler
def test_what_is_chosen_is_saved_as_pdf(
    opened: Opened, packing: Packing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _save_to(monkeypatch, tmp_path / "pack.pdf")
    dialog = packing.dialog
    dialog.organisation.setFocus()
    QTest.keyClicks(dialog.organisation, "Northlight")
    dialog.ledger.click()
    packing.settle()
    assert dialog.save_pdf.isEnabled()
    dialog.save_pdf.click()
    opened.controller.exports.exports._work.wait()
    assert asked[0].endswith("As reported board pack.pdf")
    assert opened.boardroom.handouts.work is None
    assert opened.settings.organisation == "Northlight"
    assert "Saved pack.pdf" in opened.window.status.message()
    pages = page_texts(tmp_path / "pack.pdf")
    assert "Overview 3" in pages[0]
    assert not any("Appendix" in page for page in pages)
    assert all("Northlight · As reported" in page for page in pages)


def test_saved_as_a_deck(
    opened: Opened, packing: Packing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pptx")
    _save_to(monkeypatch, tmp_path / "pack")  # the ending is added
    packing.dialog.save_deck.click()
    opened.controller.exports.exports._work.wait()
    assert (tmp_path / "pack.pptx").read_bytes().startswith(b"PK")


def test_not_saving_after_all_keeps_the_dialog(
    opened: Opened, packing: Packing, monkeypatch: pytest.MonkeyPatch
) -> None:
    _save_to(monkeypatch, None)
    packing.dialog.save_pdf.click()
    assert opened.boardroom.handouts.work is packing
    assert packing.dialog.isVisible()


def test_the_preview_turns_by_keyboard(packing: Packing) -> None:
    preview = packing.dialog.preview
    assert preview.accessibleName().startswith("Preview, page 1 of ")
    assert preview.accessibleName().endswith(": Cover")
    preview.setFocus()
    for _key in range(2):
        QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.accessibleName().endswith(": Overview")
    QTest.keyClick(preview, Qt.Key.Key_Left)
    assert preview.accessibleName().endswith(": Summary")
    packing.dialog.back.click()
    assert not packing.dialog.back.isEnabled()
    seen = packing.dialog.preview.grab().toImage()
    paper = packing.dialog.preview.paper()
    assert seen.pixelColor(paper.center().toPoint()) == QColor("white")


def test_paper_is_the_previews_too(packing: Packing) -> None:
    before = packing.dialog.preview.paper()
    packing.dialog.paper.chosen.emit(1)
    packing.settle()
    after = packing.dialog.preview.paper()
    assert after.width() / after.height() == pytest.approx(792 / 612)
    assert before.width() / before.height() == pytest.approx(842 / 595)


def test_closing_stops_the_collecting(opened: Opened) -> None:
    handouts = opened.boardroom.handouts
    handouts.open()
    work = handouts.work
    assert work is not None
    assert not work.dialog.save_pdf.isEnabled()
    assert not work.dialog.progress.isHidden()
    QApplication.processEvents()
    QTest.keyClick(work.dialog, Qt.Key.Key_Escape)
    assert handouts.work is None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    assert windows == [opened.window]


def test_pages_are_collected_while_the_window_goes_on(opened: Opened) -> None:
    handouts = opened.boardroom.handouts
    handouts.open()
    work = handouts.work
    assert work is not None
    for _turn in range(2000):
        QApplication.processEvents()
        if work.dialog.save_pdf.isEnabled():
            break
        QTest.qWait(5)
    assert work.dialog.save_pdf.isEnabled()
    assert work.dialog.progress.isHidden()


def test_a_theme_chosen_meanwhile_dresses_the_dialog(opened: Opened, packing: Packing) -> None:
    opened.controller.set_theme("dark")
    assert opened.window.tokens.window in packing.dialog.styleSheet()


# The logo ------------------------------------------------------------------------------------


@needs_poppler
def test_a_logo_on_every_page(opened: Opened, packing: Packing, tmp_path: Path) -> None:
    packing.take_logo(_logo(tmp_path / "logo.png"))
    packing.settle()
    assert packing.dialog.logo.text() == "logo.png"
    assert opened.settings.logo == str(tmp_path / "logo.png")
    packing.dialog.remove_logo.click()
    packing.settle()
    assert opened.settings.logo == ""
    assert not packing.dialog.remove_logo.isVisible()


def test_what_is_no_picture_is_refused_in_one_line(packing: Packing, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_text("not a picture")
    packing.take_logo(path)
    assert packing.dialog._told.text() == (
        f"{path}: can't be used as a logo; allowed: a PNG, JPEG, BMP or SVG picture"
    )
    assert packing.dialog.save_pdf.isEnabled()


def test_logos_are_read_within_bounds(qapp: QApplication, tmp_path: Path) -> None:
    del qapp
    found = QImage.fromData(read_logo(_logo(tmp_path / "large.png", 4000, 1000)))
    assert (found.width(), found.height()) == (1200, 300)
    huge = tmp_path / "huge.png"
    with huge.open("wb") as file:
        file.truncate(11 * 1024 * 1024)
    with pytest.raises(FileError, match="larger than 10 MB"):
        read_logo(huge)
    with pytest.raises(FileError, match="can't be read"):
        read_logo(tmp_path / "none.png")


def test_a_logo_that_is_gone_is_told(opened: Opened, tmp_path: Path) -> None:
    opened.settings.logo = str(tmp_path / "gone.png")
    opened.boardroom.handouts.open()
    work = opened.boardroom.handouts.work
    assert work is not None
    assert "gone.png" in work.dialog._told.text()
    assert work.dialog.logo.text() == "Choose a logo…"


# The command line ----------------------------------------------------------------------------


@needs_poppler
def test_export_from_the_command_line(
    qapp: QApplication, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from tests.app.command_calls import complaint, tenor

    del qapp
    path, logo = tmp_path / "pack.pdf", _logo(tmp_path / "logo.png")
    words = ["--pages", "overview", "--organisation", "Northlight", "--logo", logo]
    done = tenor(capsys, "export", "s1_terms", "--out", path, "--paper", "letter", *words)
    assert (done.code, done.out, done.err) == (0, f"wrote {path}\n", "")
    pages = page_texts(path)
    assert "S-1 exit terms" in pages[0]
    assert all("Northlight" in page for page in pages)
    assert info(path)["Page size"].startswith("792 x 612")
    assert images(path) == len(pages)  # the logo, and no chart
    refused = complaint(capsys, "export", "s1_terms", "--out", path, "--pages", "overvew")
    assert "did you mean overview?" in refused
    refused = complaint(capsys, "export", "s1_terms", "--out", tmp_path / "a.csv", "--paper", "a4")
    assert refused == "--paper goes with --out FILE.pdf or FILE.pptx only"
    missing = tmp_path / "nowhere" / "pack.pdf"
    words = ["--pages", "overview"]
    assert "does not exist" in complaint(capsys, "export", "s1_terms", "--out", missing, *words)
