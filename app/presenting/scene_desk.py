"""The scenes of the project: asked for in dialogs, kept as one step of undo each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.presenting import where
from app.presenting.exhibits import default_picks, exhibits, picked
from app.presenting.states import PART
from engine.scene import MAX_CHARTS, MAX_NOTES, MAX_SCENES, MAX_TEXT, Scene, moved
from widgets.language.spoken import joined, own

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.controller import Controller
    from app.window import MainWindow
    from widgets.presenting.scene_dialog import ChartChoice, SceneDialog
    from widgets.presenting.scenes_dialog import ScenesDialog
    from widgets.tokens import Tokens

_FULL = f"A project holds at most {MAX_SCENES} scenes"


class SceneDesk:
    """Joins the two dialogs and the session."""

    def __init__(
        self,
        window: MainWindow,
        controller: Controller,
        picks: dict[str, tuple[str, ...]],
        present: Callable[[int], None],
    ) -> None:
        """`picks` are the charts that were picked by page and view; `present` plays a scene."""
        self._window, self._controller = window, controller
        self._picks, self._present = picks, present
        self.list: ScenesDialog | None = None
        self.editor: SceneDialog | None = None
        controller.session.listen(self.refresh)

    def set_tokens(self, tokens: Tokens) -> None:
        for dialog in (self.list, self.editor):
            if dialog is not None:
                dialog.set_tokens(tokens)

    @property
    def _scenes(self) -> tuple[Scene, ...]:
        return self._controller.session.project.scenes

    # The list ---------------------------------------------------------------------------------

    def show(self) -> None:
        """The list of all of them."""
        from widgets.presenting.scenes_dialog import ScenesDialog  # here: seldom needed

        if self.list is None:
            dialog = self.list = ScenesDialog(self._window.tokens, self._window)
            dialog.add_requested.connect(self.add)
            dialog.edit_requested.connect(self.edit)
            dialog.delete_requested.connect(self.delete)
            dialog.move_requested.connect(self.move)
            dialog.present_requested.connect(self._play)
        self.list.show()
        self.refresh()
        self.list.raise_()

    def refresh(self, chosen: int | None = None) -> None:
        """After any change of the project."""
        if self.list is not None and self.list.isVisible():
            self.list.show_lines(tuple(self._texts(scene) for scene in self._scenes), chosen)

    def _texts(self, scene: Scene) -> tuple[str, str, str]:
        name = self._controller.session.project.by_id(scene.scenario).scenario.name
        return own(scene.text or "—"), own(name), where.title_of(where.name_of(scene))

    def _play(self, place: int) -> None:
        if self.list is not None:
            self.list.hide()
        self._present(place)

    def delete(self, place: int) -> None:
        scenes = self._scenes
        self._keep((*scenes[:place], *scenes[place + 1 :]), "deletion of a scene")

    def move(self, place: int, by: int) -> None:
        self._keep(moved(self._scenes, place, by), "order of the scenes")
        self.refresh(place + by)

    # One of them ------------------------------------------------------------------------------

    def add(self) -> None:
        """Asks for a scene of what the window shows now."""
        if len(self._scenes) >= MAX_SCENES:
            self._window.status.show_message(_FULL)
            return
        page, _, view = where.seen(self._controller.screen).partition("/")
        current = self._controller.session.project.current
        self._ask("New scene", Scene(current, page, view), None)

    def edit(self, place: int) -> None:
        """Asks for another line, other charts or notes of a scene."""
        self._ask(f"Scene {place + 1}", self._scenes[place], place)

    def _ask(self, title: str, scene: Scene, place: int | None) -> None:
        if self.editor is not None:
            self.editor.raise_()
            return
        from widgets.presenting.scene_dialog import SceneDialog, SceneForm

        name = self._controller.session.project.by_id(scene.scenario).scenario.name
        form = SceneForm(
            title,
            joined(PART, own(name), where.title_of(where.name_of(scene))),
            self._choices(scene),
            scene.text,
            scene.notes,
            MAX_TEXT,
            MAX_NOTES,
            MAX_CHARTS,
        )
        dialog = self.editor = SceneDialog(form, self._window.tokens, self._above())
        dialog.scene_accepted.connect(
            lambda text, charts, notes: self._accept(scene, place, text, charts, notes)
        )
        dialog.finished.connect(self._forget)
        dialog.open()

    def _choices(self, scene: Scene) -> tuple[ChartChoice, ...]:
        """The charts of the scene's page, while the window shows it; else those it has."""
        from widgets.presenting.scene_dialog import ChartChoice

        screen, name = self._controller.screen, where.name_of(scene)
        if name != where.seen(screen):
            return ()
        found = exhibits(self._window, screen)
        known = picked(found, scene.charts or self._picks.get(name, ()))
        names = [each.name for each in known] or default_picks(found, screen)
        return tuple(ChartChoice(each.name, each.title, each.name in names) for each in found)

    def _accept(
        self, scene: Scene, place: int | None, text: str, charts: tuple[str, ...], notes: str
    ) -> None:
        if not self._controller.session.project.has(scene.scenario):
            self._window.status.show_message("The scene was not kept: its scenario is gone")
            return
        made = scene._replace(text=text, charts=charts or scene.charts, notes=notes)
        scenes = self._scenes
        if place is None or place >= len(scenes):
            self._keep((*scenes, made), "new scene")
            number = len(self._scenes)
            self._window.status.show_message(f"Scene {number} was added; F5 presents")
            self.refresh(number - 1)
        else:
            self._keep((*scenes[:place], made, *scenes[place + 1 :]), f"scene {place + 1}")

    def _above(self) -> QWidget:
        return self.list if self.list is not None and self.list.isVisible() else self._window

    def _forget(self) -> None:
        if self.editor is not None:
            self.editor.deleteLater()
        self.editor = None

    def _keep(self, scenes: tuple[Scene, ...], label: str) -> None:
        session = self._controller.session
        session.change(replace(session.project, scenes=scenes), label)
