"""Ways between the explanation, the model reference and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.presenter import SOURCES_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.explain.desk import ExplainDesk
    from app.pages import PageDesks
    from app.reference.desk import ReferenceDesk
    from app.session import Session
    from app.window import MainWindow
    from engine.explanation.subjects import Subject


class Links:
    """Holds the reference, which is made when it is first asked for."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        explaining: ExplainDesk,
        pages: PageDesks,
        show_page: Callable[[str], None],
    ) -> None:
        self._window = window
        self._session = session
        self._explaining = explaining
        self._pages = pages
        self._show_page = show_page
        self._reference: ReferenceDesk | None = None
        explaining.source_chosen.connect(self._show_source)
        explaining.reference_requested.connect(self._show_entry)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"explain": self.explain_focused, "reference": lambda: self.reference.show()}

    @property
    def reference(self) -> ReferenceDesk:
        if self._reference is None:
            from app.reference.desk import ReferenceDesk

            self._reference = ReferenceDesk(
                self._window, lambda: self._session.document.scenario.model, self._explain_entry
            )
        return self._reference

    def refresh(self) -> None:
        """After any change of the document."""
        if self._reference is not None:
            self._reference.refresh()

    def explain_focused(self) -> None:
        """Why the number that has the focus is what it is.

        The same number again closes the panel. Where none has the focus it closes, or opens on
        the number that it showed last.
        """
        shown = self._explaining.spot
        widget = QApplication.focusWidget()
        while widget is not None:
            request = getattr(widget, "request_explanation", None)
            if request is not None and request():
                if shown is not None and self._explaining.spot == shown:
                    self._explaining.close()
                return
            widget = widget.parentWidget()
        if self._explaining.is_open:
            self._explaining.close()
        else:
            self._explaining.reopen()

    def _show_entry(self, subject: Subject) -> None:
        from app.reference.entries import figure_id
        from engine.explanation.explain import is_figure

        model = self._session.document.scenario.model
        figure = is_figure(model, subject)
        self.reference.show(figure_id(subject.key) if figure else subject.key)

    def _explain_entry(self, entry: str) -> None:
        """The value of today of an entry of the reference."""
        from app.reference.entries import FIGURE, entries
        from engine.explanation.lookup import formula_of

        model = self._session.document.scenario.model
        found = entries(model).get(entry)
        if found is None:
            return  # it went away with the last change, and the reference follows in a frame
        formula = formula_of(model, found.key)
        if found.kind != FIGURE and formula is not None and formula.series:
            month = int(self._session.document.scenario.values["decision_month"])
            self._explaining.row(found.key, month)
        else:
            self._explaining.figure(found.key)

    def _show_source(self, key: str) -> None:
        self._show_page(SOURCES_PAGE)
        self._pages.sources.select(key)
