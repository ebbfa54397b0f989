"""The densities on the controls: on what is shown, once there was time to make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.uncertainty.commands import uncertainty_of
from app.uncertainty.following import shifts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.session import Document
    from widgets.states import ControlState, Density


class Densities:
    """Puts each uncertain input's density on its control's state.

    The first frame is without: what makes them takes a while to load.
    """

    def __init__(self, request: Callable[[], None]) -> None:
        """`request` asks for another frame."""
        self._request = request
        self._begun = False
        self._shown: frozenset[str] = frozenset()  # the inputs that have one

    def begin(self) -> None:
        """From now on there are densities."""
        if self._begun:
            return
        from importlib import import_module

        import_module("scipy.special")
        self._begun = True
        self._request()

    def on(
        self, states: Mapping[str, ControlState], document: Document
    ) -> Mapping[str, ControlState]:
        """The states with their densities; those that have the right one already as they are."""
        if not self._begun:
            return states
        found = self._found(document)
        changed = {
            key: states[key]._replace(density=found.get(key))
            for key in self._shown.union(found)
            if states[key].density is not found.get(key)
        }
        self._shown = frozenset(found)
        return {**states, **changed} if changed else states

    def _found(self, document: Document) -> dict[str, Density]:
        from app.uncertainty.density_states import density

        uncertainty = uncertainty_of(document.project)
        moved = shifts_of(document.scenario, uncertainty)
        return {
            key: density(key, made, moved.get(key, 0.0)) for key, made in uncertainty.distributions
        }
