"""The Uncertainty page's toolbar, and what stands in place of a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.uncertainty.states import FANS, FIGURE, Message, ToolbarState

if TYPE_CHECKING:
    from engine.uncertainty.case import Uncertainty

DRAWS = (1_000, 10_000, 50_000)
NOTHING_UNCERTAIN = "No input is uncertain: every draw would be the same."
_LEGENDS = {
    FANS: "Light: 5th to 95th percentile · darker: 25th to 75th · line: median · dashed: plan",
    FIGURE: "How often the figure takes which value, over all draws",
}


class Run(NamedTuple):
    """How the answers stand. `shown` is how many draws what is seen has; None: nothing yet."""

    shown: int | None = None
    fresh: bool = True  # it is of the scenario as it is now
    dragging: bool = False
    progress: float | None = None  # 0 to 1 while many draws are made


def toolbar_state(
    view: int, uncertainty: Uncertainty, run: Run, refused: tuple[str, str] | None = None
) -> ToolbarState:
    """What the toolbar shows; `refused` is the seed typed last and why it was not taken."""
    inputs = len(uncertainty.distributions)
    return ToolbarState(
        view=view,
        draws=uncertainty.draws,
        draw_choices=tuple(sorted({*DRAWS, uncertainty.draws})),
        seed_text=str(uncertainty.seed),
        follow=uncertainty.follows,
        legend=_LEGENDS.get(view, "") if inputs else "",
        status=_status(uncertainty, run),
        seed_error=refused[1] if refused else "",
        progress=run.progress,
        can_export=run.shown is not None and bool(inputs),
        can_correlate=inputs > 1,
    )


def _status(uncertainty: Uncertainty, run: Run) -> str:
    """`live · 10,000 draws · seed 1`: what may be cut off comes last."""
    if not uncertainty.distributions:
        return "nothing is drawn"
    full = f"{uncertainty.draws:,} draws"
    if run.progress is not None:
        return f"{run.progress:.0%} of {full}"
    if run.shown is None:
        return f"drawing {full}…"
    if run.dragging and run.shown < uncertainty.draws:
        return f"{run.shown:,} draws while you drag"
    now = "live" if run.fresh else "updating…"
    return f"{now} · {run.shown:,} draws · seed {uncertainty.seed}"


def instead(uncertainty: Uncertainty, *, drawn: bool, fault: str = "") -> Message | None:
    """What stands in place of a view that rests on draws; None where the view has its answer."""
    if not uncertainty.distributions:
        return Message(NOTHING_UNCERTAIN, distributions=True)
    if fault:
        return Message(fault, fault=True)
    return None if drawn else Message(f"Drawing {uncertainty.draws:,} draws…")
