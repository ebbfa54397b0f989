"""One presentation from its first scene to its end: the stage, the console, the screens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.presenter import OVERVIEW_PAGE
from app.presenting import where
from app.presenting.exhibits import WHOLE, default_picks, exhibits, picked, stands
from app.presenting.motion import moves
from app.presenting.screens import Screens, audience_screen, fill, float_on
from app.presenting.states import HEADLINE, PART, StageStates
from app.views import page_and_view
from widgets.chart.chart import Chart
from widgets.language.spoken import joined, own
from widgets.presenting import keys
from widgets.presenting.console import Console
from widgets.presenting.stage import Stage
from widgets.presenting.states import ConsoleState

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen

    from app.controller import Controller
    from app.presenter import Screen
    from app.presenting.exhibits import Exhibit
    from app.settings import Settings
    from app.window import MainWindow
    from engine.scene import Scene
    from widgets.tokens import Tokens


# A page of tables is enlarged less than a picture is: its columns need the width.
_PAGE_SHARE = 0.6


class Performance(QObject):
    """`apart` puts the stage on another screen, with a console beside the window's page."""

    ended = Signal()

    def __init__(
        self,
        window: MainWindow,
        controller: Controller,
        settings: Settings,
        picks: dict[str, tuple[str, ...]],
        *,
        apart: bool,
    ) -> None:
        """`picks` are the charts picked by page and view, kept from one talk to the next."""
        super().__init__(window)
        self._window, self._controller, self._picks = window, controller, picks
        self._states = StageStates()
        self._place: int | None = None  # of the scene; None: the window as it is
        self._scene_picks: tuple[str, ...] = ()
        self._exhibits: tuple[Exhibit, ...] = ()
        self._glide = False  # the next screen is another scene's
        self._over = self._mirrors = self._held = False  # the last: a slider of the stage
        self._screen: QScreen | None = None
        self._said = ConsoleState()
        self.stage = Stage(HEADLINE, window.tokens)
        self.stage.set_gliding(moves(settings))
        self.console = Console(window.tokens, window) if apart else None
        self._screens = Screens(self)
        self._connect()
        window.installEventFilter(self)

    def _connect(self) -> None:
        stage, controller = self.stage, self._controller
        stage.asked.connect(self.ask)
        stage.closed.connect(self.end)
        stage.value_edited.connect(controller.edit)
        stage.gesture_started.connect(self._begin_gesture)
        stage.gesture_finished.connect(self._end_gesture)
        stage.reset_requested.connect(self._reset)
        controller.connect_months(stage)
        controller.presenter.followers.append(self._follow)
        self._screens.changed.connect(self.place_stage)
        if self.console is not None:
            self.console.asked.connect(self.ask)
            self.console.pointed.connect(self._point)

    def begin(self, scene: int | None) -> None:
        """Opens the stage on a scene by its place, or on what the window shows."""
        self._said = self._said._replace(pointer=False)
        self.place_stage()
        if self.console is not None:
            self._window.put_beside(self.console)
            self.console.show()
            self.console.setFocus()
        if scene is None:
            self._follow(self._controller.screen)
        else:
            self.go_to(scene)
        if self.console is None:
            self.stage.activateWindow()
            self.stage.setFocus()

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return self._controller.session.project.scenes

    @property
    def scene(self) -> Scene | None:
        """The one that plays; None where the window is shown as it is."""
        if self._place is None or self._place >= len(self.scenes):
            return None
        return self.scenes[self._place]

    # Screens ----------------------------------------------------------------------------------

    def place_stage(self) -> None:
        """Where the stage belongs with the screens that there are now."""
        own = self._window.screen()
        if self.console is None:
            fill(self.stage, own)
            return
        screens = QGuiApplication.screens()
        found = audience_screen(screens, own, self._screen)
        self._screen = found
        if found is None:
            float_on(self.stage, own)
            self._say(screen="No second screen: the audience’s picture is in a window of its own")
        else:
            fill(self.stage, found)
            self._say(screen=f"The audience sees it on {found.name() or 'the second screen'}")

    # Scenes -----------------------------------------------------------------------------------

    def ask(self, what: str) -> None:
        """What a key or a button asks for."""
        if what == keys.END:
            self.stage.close()
        elif what in (keys.NEXT, keys.PREVIOUS, keys.FIRST, keys.LAST):
            self._step(what)
        elif what == keys.FREEZE:
            self._say(frozen=not self._said.frozen)
            self.stage.set_frozen(self._said.frozen, told=self.console is None)
        elif what == keys.BLACK:
            self._set_black(not self._said.black)
        elif what == keys.POINTER:
            self._say(pointer=not self._said.pointer)
            self.stage.set_pointer(self._said.pointer)
        elif what.startswith(keys.CHART):
            self._toggle(int(what.removeprefix(keys.CHART)) - 1)

    def _step(self, what: str) -> None:
        self._set_black(False)
        count, now = len(self.scenes), self._place
        if not count:
            return
        last = count - 1
        places = {
            keys.FIRST: 0,
            keys.LAST: last,
            keys.NEXT: 0 if now is None else min(now + 1, last),
            keys.PREVIOUS: 0 if now is None else max(now - 1, 0),
        }
        if places[what] != now:
            self.go_to(places[what])

    def _set_black(self, black: bool) -> None:
        if black != self._said.black:
            self._say(black=black)
            self.stage.set_black(black)

    def go_to(self, place: int) -> None:
        """Plays a scene: its scenario, its page and view, its charts."""
        self._place = max(0, min(place, len(self.scenes) - 1))
        scene = self.scenes[self._place]
        self._scene_picks = scene.charts
        controller, name = self._controller, where.name_of(scene)
        project = controller.session.project
        self._glide = True
        if project.current != scene.scenario:
            controller.session.look(replace(project, current=scene.scenario))
        if where.is_known(name):
            page, view = page_and_view(name)
            controller.show_page(page)
            if "/" in name:
                controller.pages.show_view(page, view)
        controller.recompute.flush()
        self._follow(controller.screen)
        self._glide = False

    def _toggle(self, place: int) -> None:
        """Shows a chart of the page or hides it; one always stays."""
        if place >= len(self._exhibits):
            return
        name, now = self._exhibits[place].name, set(self._names())
        chosen = now - {name} if name in now else now | {name}
        if not chosen or len(chosen) > len(keys.CHARTS):
            return
        names = tuple(each.name for each in self._exhibits if each.name in chosen)
        if self.scene is None:
            self._picks[where.seen(self._controller.screen)] = names
        else:
            self._scene_picks = names
        self._follow(self._controller.screen)

    def _names(self) -> tuple[str, ...]:
        """The charts that are picked, of those that the page has."""
        screen, found = self._controller.screen, self._exhibits
        names = self._scene_picks
        if self.scene is None:
            names = self._picks.get(where.seen(screen), ())
        known = tuple(each.name for each in picked(found, names))
        return known or default_picks(found, screen)

    # Showing ----------------------------------------------------------------------------------

    def _follow(self, screen: Screen) -> None:
        """The window shows something: the stage follows."""
        if self._over:
            return
        session = self._controller.session
        # While a slider is dragged the page stays what it is: no need to look through it again.
        if not session.in_gesture or not stands(self._exhibits):
            self._exhibits = exhibits(self._window, screen)
        scene, document = self.scene, session.document
        if scene is not None and scene.scenario != document.project.current:
            scene = None  # the presenter went to another scenario by hand
        shown = picked(self._exhibits, self._names())
        heading, corner = self._words(scene)
        state = self._states.of(document, screen, shown, heading, corner)
        mirrored = [each.widget for each in shown if not isinstance(each.widget, Chart)]
        self._mirrors = bool(mirrored)
        self._cover()
        if self.console is not None:
            # The audience's picture moves: painting the window as well would halve the frames.
            parts = {OVERVIEW_PAGE} | ({"controls"} if self._held else set())
            self._controller.presenter.rest(parts if session.in_gesture else ())
        is_page = any(each.name == WHOLE for each in shown)
        self.stage.set_mirror_share(_PAGE_SHARE if is_page else 1.0)
        self.stage.show_state(state, mirrored, glide=self._glide)
        self._say_scene()

    def _cover(self) -> None:
        """Under the stage the window isn't painted, unless it is mirrored or was called up."""
        seen = self.console is not None or self._mirrors or self._window.isActiveWindow()
        if not self._over and seen != self._window.updatesEnabled():
            self._window.setUpdatesEnabled(seen)
            self._controller.presenter.cover(covered=not seen)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """The window, called up over the stage or left again."""
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate):
            self._cover()
        return False

    def _words(self, scene: Scene | None) -> tuple[str, str]:
        """Heading and corner."""
        name = own(self._controller.session.document.scenario.name)
        if scene is None or self._place is None:
            return name, ""
        number = f"{self._place + 1} of {len(self.scenes)}"
        return (own(scene.text), joined(PART, name, number)) if scene.text else (name, number)

    def _say_scene(self) -> None:
        if self.console is None:
            return
        scene, scenes = self.scene, self.scenes
        after = (self._place + 1) if self._place is not None else 0
        following = scenes[after] if after < len(scenes) else None
        position = "What the window shows"
        if scene is not None and self._place is not None:
            position = f"Scene {self._place + 1} of {len(scenes)}"
        self._say(
            position=position,
            text=own(scene.text) if scene else "",
            notes=scene.notes if scene else "",
            end="Last scene" if scenes else "No scenes yet: View, Add a scene…",
            following="" if following is None else own(following.text) or _place_of(following),
        )
        self.console.watch(self.stage)

    def _say(self, **changes: str | bool) -> None:
        last, self._said = self._said, self._said._replace(**changes)  # type: ignore[arg-type]
        if self.console is not None and self._said != last:
            self.console.show_state(self._said)

    # What is done on the stage ------------------------------------------------------------------

    def _begin_gesture(self, key: str) -> None:
        self._held = True
        self._controller.begin_gesture(key)

    def _end_gesture(self, _key: str) -> None:
        self._held = False
        self._controller.session.end_gesture()

    def _reset(self, key: str) -> None:
        self._controller.edit(key, self._controller.session.document.baseline.values[key])

    def _point(self, x: float, y: float) -> None:
        if not self._said.pointer:
            self.ask(keys.POINTER)
        self.stage.point(x, y)

    def set_tokens(self, tokens: Tokens) -> None:
        self.stage.set_tokens(tokens)
        if self.console is not None:
            self.console.set_tokens(tokens)

    # The end ------------------------------------------------------------------------------------

    def end(self) -> None:
        """Takes stage and console apart; the window is as it was."""
        if self._over:
            return
        self._over = True
        self._controller.presenter.followers.remove(self._follow)
        self._screens.stop()
        self._window.removeEventFilter(self)
        self._window.setUpdatesEnabled(True)
        self._controller.presenter.cover(covered=False)
        self._controller.presenter.rest(())
        if self.console is not None:
            self.console.hide()
            self.console.deleteLater()
        self.stage.hide()
        self.stage.deleteLater()
        self._window.activateWindow()
        self.ended.emit()


def _place_of(scene: Scene) -> str:
    return where.title_of(where.name_of(scene))
