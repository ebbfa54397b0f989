"""The dialogs of what is uncertain: distributions, correlations, the export of draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.uncertainty.commands import uncertainty_of
from app.uncertainty.correlation_desk import CorrelationDesk
from app.uncertainty.distribution_desk import DistributionDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.files.export_dialogs import ExportDialogs
    from app.session import Session
    from app.window import MainWindow
    from engine.analysis.simulation.result import Simulation

_NOTHING = "No input is uncertain: there are no draws to export. See Model, Distributions"


class UncertaintyDialogs:
    """Opens them and carries out what they say."""

    def __init__(self, window: MainWindow, session: Session, exports: ExportDialogs) -> None:
        self._window = window
        self._session = session
        self._exports = exports
        self.distribution_desk = DistributionDesk(window, session)
        self.correlation_desk = CorrelationDesk(window, session, self.distributions)
        window.panel.distribution_requested.connect(self.distributions)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "distributions": self.distributions,
            "correlations": self.correlations,
            "export_draws": self.export,
        }

    def distributions(self, key: str = "") -> None:
        """The distributions, at an input's if one is named."""
        self.distribution_desk.show(key)

    def correlations(self) -> None:
        """The matrix of rank correlations."""
        self.correlation_desk.show()

    def export(self, simulation: Simulation | None = None) -> None:
        """Saves the draws as CSV, all headline figures with them.

        `simulation` is what is at hand: where it is not all of that, it is drawn anew beside the
        window, from the same seed.
        """
        scenario = self._session.document.scenario
        uncertainty = uncertainty_of(self._session.project)
        if not uncertainty.distributions:
            self._window.status.show_message(_NOTHING)
            return

        def make(stop: Callable[[], None]) -> Simulation:
            from app.uncertainty.at_hand import complete, single_figures
            from app.uncertainty.following import shifts_of
            from engine.analysis.simulation.simulate import simulate

            figures, known = single_figures(), complete(simulation, scenario, uncertainty)
            if known is not None and known.figures.keys() >= {*figures}:
                return known
            moved = shifts_of(scenario, uncertainty)
            return simulate(
                scenario, uncertainty, shifts=moved, rows=(), figures=figures, stop=stop
            )

        self._exports.draws(make)
