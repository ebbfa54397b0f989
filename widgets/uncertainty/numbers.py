"""The numbers of the page's pictures as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.picture import PictureColumn, PictureTable, nothing, numbers

if TYPE_CHECKING:
    from widgets.uncertainty.sensitivity_states import DrawsState, SpiderState, TornadoState
    from widgets.uncertainty.states import (
        ConvergenceState,
        Frame,
        HistogramState,
        ProbabilityState,
    )

_SHARE = "% of draws"
REST = "Together, or chance"  # what goes with no input alone
RANKS, SHARES = "Rank correlation", "Share of the variance of ranks"


def _title(frame: Frame) -> str:
    return frame.title or frame.name


def probability_table(state: ProbabilityState) -> PictureTable:
    """The share of draws, by quarter or month."""
    frame = state.frame
    if frame.note:
        return nothing(_title(frame), frame.note, frame.subtitle)
    column = PictureColumn(_SHARE, numbers(state.shares.tolist()), "percent", state.colour)
    kind = "Month" if state.stepped else "Quarter"
    return PictureTable(
        _title(frame),
        frame.subtitle,
        "bars",
        kind,
        frame.names,
        (column,),
        _SHARE,
        sentence=frame.summary,
    )


def histogram_table(state: HistogramState) -> PictureTable:
    """The share of draws in each bar; last those in which the figure does not exist."""
    frame, absent = state.frame, state.absent
    if frame.note:
        return nothing(_title(frame), frame.note, frame.subtitle)
    shares = [*state.shares.tolist(), *((absent.share,) if absent is not None else ())]
    column = PictureColumn(_SHARE, numbers(shares), "percent", state.colour)
    return PictureTable(
        _title(frame),
        frame.subtitle,
        "bars",
        "Value",
        frame.names,
        (column,),
        _SHARE,
        sentence=frame.summary,
    )


def convergence_table(state: ConvergenceState) -> PictureTable:
    """The estimate and the ends of its band, by the number of draws."""
    frame = state.frame
    if frame.note:
        return nothing(frame.title, frame.note, frame.subtitle)
    texts = tuple(zip(*state.texts, strict=True)) or ((), (), ())
    curves = (("Low", state.low), ("Estimate", state.estimate), ("High", state.high))
    columns = tuple(
        PictureColumn(
            name, numbers(row.tolist()), state.style, state.colour, name != "Estimate", said
        )
        for (name, row), said in zip(curves, texts, strict=True)
    )
    return PictureTable(
        frame.title,
        frame.subtitle,
        "lines",
        "Draws",
        frame.names,
        columns,
        sentence=frame.summary,
    )


def tornado_table(state: TornadoState) -> PictureTable:
    """The number at both ends of each input's range."""
    if state.message:
        return nothing(state.title, state.message)
    ends = (
        ("Low end", tuple(row.low for row in state.rows), "compute"),
        ("High end", tuple(row.high for row in state.rows), "revenue"),
    )
    columns = tuple(
        PictureColumn(
            name,
            numbers(end.number for end in found),
            state.style,
            ink,
            texts=tuple(end.number_text for end in found),
        )
        for name, found, ink in ends
    )
    return PictureTable(
        state.title,
        state.base_text,
        "lying_bars",
        "Input",
        tuple(
            f"{row.label}, {row.low.text} to {row.high.text} {row.unit}".rstrip()
            for row in state.rows
        ),
        columns,
        sentence=state.summary,
        base=state.base,
    )


def spider_table(state: SpiderState) -> PictureTable:
    """The number along each input's range; an input has values at its own places only."""
    if state.message:
        return nothing(state.title, state.message)
    moves = sorted({point.move for leg in state.legs for point in leg.points})
    columns = []
    for leg in state.legs:
        at = {point.move: point for point in leg.points}
        found = [at.get(move) for move in moves]
        columns.append(
            PictureColumn(
                leg.label,
                numbers(None if point is None else point.number for point in found),
                state.style,
                texts=tuple("" if point is None else point.number_text for point in found),
            )
        )
    return PictureTable(
        state.title,
        "",
        "lines",
        "Share of the range, from now",
        tuple(f"{move:+.0%}".replace("-", "\N{MINUS SIGN}") for move in moves),
        tuple(columns),
        sentence=state.summary,
    )


def draws_table(state: DrawsState) -> PictureTable:
    """Rank correlation and share of the variance of ranks; last what goes with no input alone."""
    if state.message:
        return nothing(state.title, state.message)
    ranks, shares = [row.rank for row in state.rows], [row.share for row in state.rows]
    columns = (
        PictureColumn(
            RANKS,
            numbers((*ranks, None)),
            "count",
            "compute",
            texts=(*(row.rank_text for row in state.rows), ""),
        ),
        PictureColumn(
            SHARES,
            numbers((*shares, state.rest)),
            "percent",
            "accent",
            texts=(*(row.share_text for row in state.rows), state.rest_text),
        ),
    )
    return PictureTable(
        state.title,
        "",
        "lying_bars",
        "Input",
        (*(row.label for row in state.rows), REST),
        columns,
        sentence=state.summary,
    )
