"""Acceptance of the first minute: what can be looked up is all there, and greets only once."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QListView, QMenu, QWidget

import app
from app import launch
from app import settings as kept
from app.actions import ACTIONS
from app.launch import close_window, open_window
from app.presenter import PAGES
from app.settings import Settings
from engine.files.shipped import preset_scenario, presets
from engine.project import single
from tests.app.conftest import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from widgets.welcome.palette import Palette

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ROOT = Path(app.__file__).parents[1]
TABLES = ROOT / "engine" / "model" / "tables"
NEAR = 12  # rows that are seen without scrolling


@pytest.fixture(scope="module")
def shared(qapp: object) -> Iterator[Opened]:
    """One window for all that leaves nothing behind."""
    settings = Settings(theme="light", toured="yes")
    window, controller = open_window(single(preset_scenario("as_reported")), settings)
    window.resize(1440, 900)
    window.show()
    QApplication.processEvents()
    yield Opened(window, controller, settings)
    close_window(window)


def _column(table: str, name: str) -> list[str]:
    with (TABLES / table).open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file, delimiter="\t")]


def _plain(text: str) -> str:
    """A menu's text as people read it."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


# The palette -----------------------------------------------------------------------------------


@pytest.fixture
def palette(shared: Opened) -> Iterator[Palette]:
    desk = shared.boardroom.welcome.palette
    if not desk.palette.isVisible():
        shared.controller.action("palette").trigger()
    yield desk.palette
    desk.palette.leave()


def _found(palette: Palette, typed: str) -> list[str]:
    """What a screen reader reads of the rows, in order."""
    palette.field.setText(typed)
    model = palette.list.model()
    said = (
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    )
    return [each for each in said if each]


def _near(palette: Palette, typed: str, kind: str) -> bool:
    """Whether what is typed is among the first rows, as the kind of thing that it is."""
    rows = _found(palette, typed)[:NEAR]
    wanted = re.compile(rf"(?:^|: ){re.escape(typed)}(?:,|$)", re.IGNORECASE)
    return any(wanted.search(row) and kind in row for row in rows)


@pytest.mark.parametrize(
    ("table", "kind"),
    [("inputs.tsv", "Input"), ("line_items.tsv", "Line item"), ("kpis.tsv", "Headline figure")],
)
def test_every_name_of_the_model_is_found(palette: Palette, table: str, kind: str) -> None:
    labels = _column(table, "label")
    assert len(labels) > 40
    assert [label for label in labels if not _near(palette, label, kind)] == []


def test_every_input_is_found_by_its_key(palette: Palette) -> None:
    for key, label in zip(
        _column("inputs.tsv", "key"), _column("inputs.tsv", "label"), strict=True
    ):
        rows = _found(palette, key.replace("_", " "))
        assert any(row.startswith(label) for row in rows), key


def test_every_action_is_found(shared: Opened, palette: Palette) -> None:
    missing = []
    for spec in ACTIONS:
        action = shared.controller.action(spec.id)
        if not action.isEnabled() or spec.id == "palette" or spec.id.startswith("page_"):
            continue
        name = _plain(action.text())
        typed = f"{_plain(spec.submenu)} {name}" if spec.submenu else name
        rows = _found(palette, typed)[:NEAR]
        if not any(name in row and "Action" in row for row in rows):
            missing.append(spec.id)
    assert missing == []


def test_every_page_and_view_is_found(palette: Palette) -> None:
    for page in PAGES:
        assert _near(palette, page, "Page"), page
    for view in (
        *("Fans", "Sensitivity", "Goal", "Trade-off", "Exit plan", "Alternatives"),
        *("Register", "Audit", "Quotes"),
    ):
        assert any("View" in row for row in _found(palette, view)[:NEAR]), view


def test_every_preset_is_found(palette: Palette) -> None:
    names = [preset.name for preset in presets().values()]
    assert len(names) > 3
    assert [name for name in names if not _near(palette, name, "Preset")] == []


def test_what_an_action_is_found_with_is_its_key(shared: Opened, palette: Palette) -> None:
    for name in ("export_workbook", "present", "seal_snapshot", "export_handout"):
        action = shared.controller.action(name)
        (row, *_rest) = _found(palette, _plain(action.text()))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert keys in row


def test_enter_does_what_is_marked(shared: Opened, palette: Palette) -> None:
    for page in PAGES:
        if not palette.isVisible():
            shared.controller.action("palette").trigger()
        palette.field.setText(page)
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
        assert not palette.isVisible()
        assert shared.controller.screen.page == page
    shared.controller.show_page("Overview")


# Actions and their keys ------------------------------------------------------------------------


def test_every_action_has_a_title_a_tip_and_a_place(shared: Opened) -> None:
    bar = shared.window.menuBar()
    listed = [each for menu in bar.findChildren(QMenu) for each in menu.actions()]
    for spec in ACTIONS:
        action = shared.controller.action(spec.id)
        assert _plain(action.text()).strip(), spec.id
        assert action.statusTip().strip(), spec.id
        assert action in listed, spec.id


def test_titles_of_one_menu_differ(shared: Opened) -> None:
    for menu in shared.window.menuBar().findChildren(QMenu):
        texts = [_plain(each.text()) for each in menu.actions() if not each.isSeparator()]
        assert len(set(texts)) == len(texts) > 0, menu.title()


def _keys(window: QWidget) -> list[str]:
    """Every key that the window itself listens to, whatever has the focus."""
    whole = (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut)
    of_actions = [
        key.toString()
        for action in window.findChildren(QAction)
        if action.shortcutContext() in whole
        for key in action.shortcuts()
    ]
    of_others = [
        each.key().toString()
        for each in window.findChildren(QShortcut)
        if each.context() in whole and not _in_dialog(each.parent())
    ]
    return [key for key in (*of_actions, *of_others) if key]


def _in_dialog(owner: object) -> bool:
    """Dialogs have keys of their own, which mean something in them alone."""
    return isinstance(owner, QWidget) and owner.window() is not owner and _is_dialog(owner.window())


def _is_dialog(window: QWidget) -> bool:
    return isinstance(window, QDialog)


def test_no_key_means_two_things(shared: Opened) -> None:
    for page in PAGES:
        shared.controller.show_page(page)
    shared.controller.show_page("Overview")
    counts = Counter(_keys(shared.window))
    assert len(counts) > 20
    assert [key for key, count in counts.items() if count > 1] == []


def test_the_keys_that_the_issue_names(shared: Opened) -> None:
    for name, keys in (("palette", "Ctrl+K"), ("shortcuts", "?"), ("present", "F5")):
        assert shared.controller.action(name).shortcut() == QKeySequence(keys)


def test_the_sheet_lists_every_key(shared: Opened) -> None:
    shared.controller.action("shortcuts").trigger()
    sheet = shared.boardroom.welcome.sheet
    assert sheet is not None
    said = {each.accessibleName() for each in sheet.findChildren(QWidget)}
    words = {label.text() for label in sheet.findChildren(QLabel)}
    for spec in ACTIONS:
        keys = shared.controller.action(spec.id).shortcut()
        if not keys.isEmpty():
            native = keys.toString(QKeySequence.SequenceFormat.NativeText)
            name = _plain(spec.text)
            assert native in said, spec.id
            assert any(each.endswith(name) for each in words), spec.id
    sheet.reject()


# The tour --------------------------------------------------------------------------------------


def _start(folder: Path, patch: pytest.MonkeyPatch) -> Opened:
    """Tenor as it starts for a user whose settings are in a folder."""
    patch.setattr(launch, "recovery_folder", lambda: folder / "recovery")
    patch.setattr(kept, "settings_path", lambda: folder / "settings.json")
    settings = kept.load(folder / "settings.json")
    window, controller = open_window(single(preset_scenario("as_reported")), settings)
    window.show()
    launch._begin(controller, settings, None)
    QApplication.processEvents()
    return Opened(window, controller, settings)


def _stop(started: Opened) -> None:
    close_window(started.window)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("leaving", ["skipped", "finished", "window closed amid it"])
@pytest.mark.usefixtures("qapp")
def test_the_tour_never_comes_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leaving: str
) -> None:
    first = _start(tmp_path, monkeypatch)
    tour = first.boardroom.welcome.tour
    assert tour is not None
    if leaving == "skipped":
        QTest.keyClick(tour.bubble.next, Qt.Key.Key_Escape)
    elif leaving == "finished":
        for _step in range(5):
            assert first.boardroom.welcome.tour is not None
            QTest.keyClick(tour.bubble.next, Qt.Key.Key_Return)
    if leaving != "window closed amid it":
        assert first.boardroom.welcome.tour is None
    _stop(first)
    for _time in range(2):
        again = _start(tmp_path, monkeypatch)
        assert again.boardroom.welcome.tour is None
        _stop(again)


@pytest.mark.usefixtures("qapp")
def test_who_wants_the_tour_again_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.json").write_text('{"version": 1, "toured": "yes"}', encoding="utf-8")
    started = _start(tmp_path, monkeypatch)
    assert started.boardroom.welcome.tour is None
    started.controller.action("tour").trigger()
    assert started.boardroom.welcome.tour is not None
    _stop(started)


# About and titles ------------------------------------------------------------------------------


def _imported() -> set[str]:
    """The first names of all that the program's source imports."""
    found: set[str] = set()
    for folder in ("app", "widgets", "engine"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {each.name.partition(".")[0] for each in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.partition(".")[0])
    return found


def _packages() -> set[str]:
    """The installed packages that those names come from, as their makers call them."""
    known = metadata.packages_distributions()
    names = {package for name in _imported() for package in known.get(name, ())}
    return {name.casefold() for name in names} - {"tenor", "pyside6", "pyside6_addons"}


def test_about_names_all_that_it_is_built_on(shared: Opened) -> None:
    shared.controller.action("about").trigger()
    about = shared.boardroom.welcome.about
    assert about is not None
    (view,) = [each for each in about.findChildren(QListView) if each.isVisible()]
    model = view.model()
    rows = [
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
    ]
    versions = {row.partition(", ")[0].casefold(): row for row in rows}
    named = {"pyside6_essentials": "qt and pyside6", "shiboken6": "shiboken"}
    packages = _packages()
    assert {"numpy", "scipy", "python-pptx", "openpyxl"} <= packages
    for package in packages:
        row = versions[named.get(package, package)]
        assert metadata.version(package) in row
        assert re.search(r"MIT|BSD|LGPL|PSF|ISC|OFL|Apache|HPND", row), row
    for shipped in ("tenor", "python", "inter", "lucide"):
        assert shipped in versions
    about.reject()


def test_every_part_can_be_read_about(shared: Opened) -> None:
    shared.controller.action("about").trigger()
    about = shared.boardroom.welcome.about
    assert about is not None
    (view,) = [each for each in about.findChildren(QListView) if each.isVisible()]
    for row in range(view.model().rowCount()):
        view.setCurrentIndex(view.model().index(row, 0))
        assert len(about.licence.toPlainText()) > 50
    about.reject()


@pytest.mark.parametrize(
    "name",
    [
        *("about", "shortcuts", "start_page", "context_help", "reference", "chart_table"),
        *("scenario_calendar", "distributions", "correlations", "add_item", "edit_scenes"),
    ],
)
def test_every_dialog_says_what_it_is(opened: Opened, name: str) -> None:
    opened.controller.action(name).trigger()
    QApplication.processEvents()
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    dialogs = [each for each in shown if each is not opened.window]
    assert dialogs
    for dialog in dialogs:
        title = dialog.windowTitle()
        assert len(title) > 4
        assert title != "Tenor"
        dialog.close()


def test_the_window_says_what_is_open(opened: Opened) -> None:
    assert "As reported" in opened.window.windowTitle()
    assert "Tenor" in opened.window.windowTitle()
    assert not opened.window.isWindowModified()
    opened.controller.edit("term_months", 48)
    assert opened.window.isWindowModified()
