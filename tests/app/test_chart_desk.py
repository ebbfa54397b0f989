"""One chart by itself: copied as an image and as data, saved in every form, read as a table."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from engine.evaluate import evaluate
from widgets.dialogs.picture_numbers import PictureNumbers
from widgets.dialogs.save_picture import FORMATS, SavePicture
from widgets.on_page import pictures_on

if TYPE_CHECKING:
    from pathlib import Path

    from app.handouts.chart_desk import ChartDesk
    from tests.app.conftest import Opened
    from widgets.dialogs.save_picture import PictureFormat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def desk(opened: Opened) -> ChartDesk:
    return opened.boardroom.charts


def said(opened: Opened) -> str:
    return opened.window.status.message()


def focus(opened: Opened, place: int) -> None:
    centre = opened.window.centralWidget()
    assert centre is not None
    pictures_on(centre)[place].setFocus(Qt.FocusReason.TabFocusReason)


def save(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, path: Path, form: PictureFormat, width: int
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk(opened).save()
    dialog = opened.window.findChild(SavePicture)
    assert dialog is not None
    dialog.form.buttons[FORMATS.index(form)].click()
    dialog.width_field.setValue(width)
    dialog.buttons.accepted.emit()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_without_focus_it_is_the_first_of_the_page(opened: Opened) -> None:
    opened.window.setFocus()
    desk(opened).copy_data()
    assert said(opened) == "Copied the numbers of Profitability"


def test_with_focus_it_is_that_one(opened: Opened) -> None:
    focus(opened, 2)
    desk(opened).copy_image()
    assert said(opened) == "Copied Lock-in as an image"


def test_a_page_without_charts_says_so(opened: Opened) -> None:
    opened.controller.show_page("Ledger")
    for ask in (desk(opened).copy_image, desk(opened).copy_data, desk(opened).save):
        ask()
        assert said(opened) == "There is no chart on this page"


def test_an_image_is_twice_as_sharp_as_the_screen(opened: Opened) -> None:
    focus(opened, 0)
    widget = QApplication.focusWidget()
    assert widget is not None
    desk(opened).copy_image()
    image = QApplication.clipboard().image()
    assert image.width() == 2 * widget.width()
    assert len({image.pixel(x, image.height() // 2) for x in range(0, image.width(), 3)}) > 5


def test_an_image_has_no_focus_ring_and_the_focus_stays(opened: Opened) -> None:
    opened.window.setFocus()
    desk(opened).copy_image()
    without = QApplication.clipboard().image()
    focus(opened, 0)
    before = QApplication.focusWidget()
    desk(opened).copy_image()
    assert QApplication.clipboard().image() == without
    assert QApplication.focusWidget() is before


def test_copied_numbers_are_the_engines(opened: Opened) -> None:
    desk(opened).copy_data()
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    result = evaluate(opened.controller.session.document.scenario)
    assert lines[0] == ["Month", "Unit", "Revenue", "Compute", "Operating profit"]
    assert [float(line[2]) for line in lines[1:]] == result.row("revenue")[:48].tolist()
    assert {line[1] for line in lines[1:]} == {"$m"}


def test_dates_are_copied_as_dates(opened: Opened) -> None:
    opened.controller.show_page("Decide")
    opened.controller.settle()
    desk(opened).copy_data()
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert lines[0] == ["Term length", "First profitable quarter"]
    assert lines[36][0] == "36 months"
    assert lines[36][1].startswith("Q")


def test_csv_reads_back_to_the_last_bit(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    save(opened, monkeypatch, tmp_path / "chart", "csv", 900)
    with (tmp_path / "chart.csv").open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert header == ["Month", "Revenue, $m", "Compute, $m", "Operating profit, $m"]
    result = evaluate(opened.controller.session.document.scenario)
    assert [float(line[3]) for line in lines] == result.row("operating_profit")[:48].tolist()
    assert said(opened).startswith("Saved chart.csv")
    assert opened.settings.folder == str(tmp_path)


@pytest.mark.parametrize("width", [100, 640, 5000])
def test_png_has_the_size_that_was_asked_for(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, width: int
) -> None:
    save(opened, monkeypatch, tmp_path / "chart.png", "png", width)
    image = QImage(str(tmp_path / "chart.png"))
    centre = opened.window.centralWidget()
    assert centre is not None
    size = pictures_on(centre)[0].size()
    assert image.width() == width
    assert image.height() == round(width * size.height() / size.width())


def test_svg_has_letters_and_lines(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    save(opened, monkeypatch, tmp_path / "chart.svg", "svg", 800)
    root = ElementTree.parse(tmp_path / "chart.svg").getroot()  # noqa: S314  # our own file
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Profitability" in texts
    assert "Revenue" in texts
    assert not list(root.iter("{http://www.w3.org/2000/svg}image"))
    drawn = [each.tag.rpartition("}")[2] for each in root.iter()]
    assert drawn.count("path") + drawn.count("polyline") >= 3


def test_a_folder_that_is_not_there_is_told(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for form in FORMATS:
        save(opened, monkeypatch, tmp_path / "none" / f"chart.{form}", form, 400)
        assert "none" in said(opened)
        assert "Saved" not in said(opened)


def test_cancelled_saves_nothing(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    desk(opened).save()
    dialog = opened.window.findChild(SavePicture)
    assert dialog is not None
    dialog.buttons.rejected.emit()
    assert not dialog.isVisible()


def test_numbers_in_a_dialog(opened: Opened) -> None:
    focus(opened, 1)
    desk(opened).show_table()
    dialog = opened.window.findChild(PictureNumbers)
    assert dialog is not None
    assert dialog.windowTitle() == "Numbers of Cumulative cash – Tenor"
    assert dialog.sentence.text().startswith("Cumulative cash: in ")
    model = dialog.card.view.comparison
    assert model.rowCount() == 48
    assert model.data(model.index(0, 1)) == "−$120m"
    opened.controller.set_theme("dark")  # the dialog takes it too
    desk(opened).stop()
    assert not dialog.isVisible()


def test_every_chart_has_a_menu(opened: Opened) -> None:
    centre = opened.window.centralWidget()
    assert centre is not None
    chart = pictures_on(centre)[3]
    seen: list[str] = []

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.text() for action in menu.actions())
        menu.setActiveAction(menu.actions()[1])
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(50, choose)
    target = chart.childAt(chart.rect().center()) or chart
    at = target.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, target.mapToGlobal(at))
    QApplication.sendEvent(target, event)
    assert len(seen) == 4
    assert said(opened) == "Copied the numbers of Contract against market"


def test_no_menu_beside_charts(opened: Opened) -> None:
    assert not desk(opened).open_menu(QPoint(5, 5))


def test_titles_that_look_like_formulas_stay_texts(opened: Opened, tmp_path: Path) -> None:
    from widgets.picture import PictureColumn, PictureTable
    from widgets.picture_lines import csv_text

    table = PictureTable(
        "t", "", "lines", "Month", ("=1+1",), (PictureColumn("@SUM(A1)", (1.5,), "count"),)
    )
    assert list(csv.reader(csv_text(table).splitlines())) == [
        ["Month", "'@SUM(A1)"],
        ["'=1+1", "1.5"],
    ]
