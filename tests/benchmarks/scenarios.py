"""Fifty scenarios in one file against one: the slider must not feel them."""

from __future__ import annotations

from tests.benchmarks.dragging import TICKS, drag, opened
from tests.benchmarks.measure import Figure, percentile

_MANY = 50


def scenarios() -> list[Figure]:
    """Slider ticks on both pages, with one scenario and with fifty."""
    figures = []
    for page, budget in (("Overview", 1.2), ("Scenarios", None)):
        one, many = _ticks(page, 1), _ticks(page, _MANY)
        figures.append(
            Figure(
                f"slider tick, {page}, {_MANY} scenarios, p95",
                percentile(many, 0.95),
                percentile(one, 0.95),
                "ms",
                f"the same tick with one scenario in the file, p95 of {TICKS}",
                most=8.3,
                most_ratio=budget,
            )
        )
    return figures


def _ticks(page: str, count: int) -> list[float]:
    from app.launch import close_window
    from engine.files.shipped import preset_scenario, presets
    from engine.project import project_of

    keys = tuple(presets())
    project = project_of(
        preset_scenario(keys[place % len(keys)]).with_values({"term_months": 24.0 + place % 48})
        for place in range(count)
    )
    window, controller = opened(project, page)
    times = drag(window, controller)
    close_window(window)
    return times
