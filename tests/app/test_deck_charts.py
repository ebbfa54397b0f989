"""The deck's charts: native, and their numbers those of the engine to the last bit."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from openpyxl import load_workbook
from pptx.enum.chart import XL_CHART_TYPE

from app.axes import value_axis
from app.handouts.deck_axis import labels_of
from app.handouts.deck_formats import axis_format, label_format
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario
from tests.app.cases import refereed
from tests.app.decks import charts, texts, written
from tests.app.handout_cases import FEES, MONTHS, handout, lines
from tests.oracle import slides as referee
from widgets.picture import PictureColumn, PictureTable

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Opened

YEARS = tuple(
    f"{name} {year}"
    for year in (2026, 2027)
    for name in ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
)
MINUS = '"\N{MINUS SIGN}"'


def bars(kind: str, *columns: PictureColumn, rows: tuple[str, ...] = ("a", "b")) -> PictureTable:
    return PictureTable("Bars", "", kind, "Row", rows, columns)  # type: ignore[arg-type]


def test_numbers_are_kept_to_the_last_bit(tmp_path: Path) -> None:
    (chart,) = charts(written(tmp_path, handout(lines())))
    assert tuple(chart.plots[0].series[0].values) == FEES


def test_numbers_are_the_engines(tmp_path: Path, opened: Opened) -> None:
    """From the window's charts to the file; bit by bit; the plain oracle agrees."""
    from app.handouts.collect import collect

    made = collect(opened.controller.session.document.project, ["overview"])
    deck = written(tmp_path, made)
    rows, _figures = refereed("as_reported")
    engine = evaluate(preset_scenario("as_reported"))
    found = {
        series.name: series.values
        for chart in charts(deck)
        for series in chart.plots[0].series
        if "baseline" not in series.name
    }
    for name, key in (
        ("Revenue", "revenue"),
        ("Compute", "compute_cost"),
        ("Operating profit", "operating_profit"),
        ("Cash balance", "cash_balance"),
        ("Remaining", "remaining_obligation"),
        ("Exit cost", "exit_cost"),
        ("Unavoidable", "unavoidable_fees"),
        ("Market", "market_price"),
    ):
        assert list(found[name]) == engine.row(key)[:48].tolist()
        assert found[name] == pytest.approx([float(each) for each in rows[key][:48]], rel=1e-9)


def test_the_sheet_behind_a_chart_holds_its_numbers(tmp_path: Path) -> None:
    sheet = _sheet(charts(written(tmp_path, handout(lines())))[0])
    assert [cell.value for cell in sheet["A"]][1:] == list(MONTHS)
    assert [cell.value for cell in sheet["B"]] == ["Fee", *map(_approx, FEES)]


def test_a_name_is_never_a_formula(tmp_path: Path) -> None:
    hostile = PictureColumn("=1+1", (1.0, 2.0), "money")
    rows = ("=HYPERLINK(1)", "http://evil.example")
    sheet = _sheet(charts(written(tmp_path, handout(bars("bars", hostile, rows=rows))))[0])
    assert (sheet["B1"].data_type, sheet["B1"].value) == ("s", "=1+1")
    assert [cell.data_type for cell in sheet["A"][1:3]] == ["s", "s"]
    assert sheet["A3"].hyperlink is None


@pytest.mark.parametrize(
    ("kind", "native"),
    [
        ("lines", XL_CHART_TYPE.LINE),
        ("dots", XL_CHART_TYPE.LINE_MARKERS),
        ("bars", XL_CHART_TYPE.COLUMN_CLUSTERED),
        ("stacked", XL_CHART_TYPE.COLUMN_STACKED),
        ("lying_bars", XL_CHART_TYPE.BAR_CLUSTERED),
    ],
)
def test_every_kind_has_its_chart(tmp_path: Path, kind: str, native: Any) -> None:
    columns = (PictureColumn("x", (1.0, 2.0), "money"), PictureColumn("y", (3.0, -1.0), "money"))
    (chart,) = charts(written(tmp_path, handout(bars(kind, *columns))))
    assert chart.chart_type == native
    assert [tuple(series.values) for series in chart.plots[0].series] == [(1.0, 2.0), (3.0, -1.0)]


def test_a_waterfall_floats_between_its_numbers(tmp_path: Path) -> None:
    ends = (
        PictureColumn("From", (None, 10.0, 4.0, -2.0, None), "money"),
        PictureColumn("To", (10.0, 4.0, -2.0, -5.0, -5.0), "money"),
    )
    table = bars("lying_bars", *ends, rows=("a", "b", "c", "d", "e"))._replace(floating=True)
    (chart,) = charts(written(tmp_path, handout(table)))
    unseen, above, below = (tuple(each.values) for each in chart.plots[0].series)
    assert unseen == (0.0, 4.0, 0.0, -2.0, 0.0)
    assert above == (10.0, 6.0, 4.0, 0.0, 0.0)
    assert below == (0.0, 0.0, -2.0, -3.0, -5.0)


def test_a_dashed_column_is_a_line_over_what_is_stacked(tmp_path: Path) -> None:
    columns = (
        PictureColumn("Own", (1.0, 2.0), "money"),
        PictureColumn("Need", (5.0, 6.0), "money", dashed=True),
        PictureColumn("Block", (3.0, 4.0), "money"),
    )
    (chart,) = charts(written(tmp_path, handout(bars("stacked", *columns))))
    found = [[(each.name, tuple(each.values)) for each in plot.series] for plot in chart.plots]
    assert found == [[("Own", (1.0, 2.0)), ("Block", (3.0, 4.0))], [("Need", (5.0, 6.0))]]
    assert chart.value_axis.maximum_scale == 6.0


def test_dots_have_no_line_and_are_told_of(tmp_path: Path) -> None:
    quotes = PictureColumn("Quotes", (None, 7.0, None, 8.0, None, None), "money", dots=True)
    deck = written(tmp_path, handout(lines(PictureColumn("Fee", FEES, "money"), quotes)))
    fee, dots = charts(deck)[0].plots[0].series
    assert dots._element.xpath("./c:spPr/a:ln/a:noFill")
    assert not dots._element.xpath("./c:dLbls")
    assert fee._element.xpath("./c:dLbls/c:dLbl")
    assert "$ per month · Dots: Quotes" in texts(deck.slides[3])


def test_lines_of_one_colour_are_told_apart_in_a_legend(tmp_path: Path) -> None:
    columns = tuple(PictureColumn(f"Line {n}", (1.0, 2.0), "money") for n in range(12))
    (chart,) = charts(written(tmp_path, handout(lines(*columns, rows=("a", "b")))))
    assert chart.has_legend
    dashes = [
        each._element.xpath("./c:spPr/a:ln/a:prstDash/@val") for each in chart.plots[0].series
    ]
    assert dashes == [[]] * 8 + [["sysDot"]] * 4


def test_units_have_charts_of_their_own(tmp_path: Path) -> None:
    columns = (
        PictureColumn("Rank", (0.5, 0.1), "count"),
        PictureColumn("Share", (0.2, 0.8), "percent"),
    )
    deck = written(tmp_path, handout(bars("lying_bars", *columns)))
    assert [tuple(chart.plots[0].series[0].values) for chart in charts(deck)] == [
        (0.5, 0.1),
        (0.2, 0.8),
    ]
    assert "Share" in texts(deck.slides[4])


def test_many_lying_bars_are_parted(tmp_path: Path) -> None:
    rows = tuple(f"Input {n}" for n in range(40))
    column = PictureColumn("x", tuple(map(float, range(40))), "money")
    found = charts(written(tmp_path, handout(bars("lying_bars", column, rows=rows))))
    values = [value for chart in found for value in chart.plots[0].series[0].values]
    assert values == list(map(float, range(40)))


def test_months_are_named_by_quarter() -> None:
    table = lines(PictureColumn("x", (1.0,) * 24, "money"), rows=YEARS)
    labels, every = labels_of(table, 1)
    assert every == 3
    assert labels[:7] == ("Q1 2026", "", "", "Q2 2026", "", "", "Q3 2026")
    assert labels_of(table, 4)[0][0] == "Q4 FY2026"


def test_few_rows_and_rows_that_are_no_months_keep_their_names() -> None:
    assert labels_of(lines(), 1) == (MONTHS, 1)
    rows = tuple(f"{n} months" for n in range(1, 97))
    labels, every = labels_of(lines(rows=rows), 1)
    assert (labels[0], labels[1], labels[every]) == ("1 months", "", f"{every + 1} months")


def test_what_the_axis_leaves_out_is_beside_the_numbers(tmp_path: Path) -> None:
    table = lines(PictureColumn("x", (1.0,) * 24, "money"), rows=YEARS)
    sheet = _sheet(charts(written(tmp_path, handout(table)))[0])
    assert [cell.value for cell in sheet["D"]] == ["Month", *YEARS]


def test_lines_are_named_at_their_ends(tmp_path: Path) -> None:
    columns = tuple(PictureColumn(name, (1.0, 5.0), "money") for name in ("Fee", "Cost"))
    (chart,) = charts(written(tmp_path, handout(lines(*columns, rows=("a", "b")))))
    assert not chart.has_legend
    moves = []
    for series in chart.plots[0].series:
        (label,) = series._element.xpath("./c:dLbls/c:dLbl")
        assert label.xpath("./c:idx/@val") == ["1"]
        assert label.xpath("./c:showSerName/@val") == ["1"]
        moves += label.xpath("./c:layout/c:manualLayout/c:y/@val")
    assert float(moves[1]) - float(moves[0]) > 0.04  # of the height: a line of text


@pytest.mark.parametrize(
    ("low", "high", "style", "axis", "label"),
    [
        (0, 48_000, "money", f'$#,##0,"B";{MINUS}$#,##0,"B";$0', '$#,##0.0,"B"'),
        (-2_000, 9_000, "money", '$#,##0.0,"B"', '$#,##0.0,"B"'),
        (0, 800, "money", '$#,##0"m"', '$#,##0"m"'),
        (0, 0.4, "money", '$#,##0.0"m"', '$#,##0.000"m"'),
        (0, 2_500_000, "money", '$#,##0.0,,"T"', '$#,##0.00,,"T"'),
        (0, 0.9, "percent", f"#,##0%;{MINUS}#,##0%", "#,##0.0%"),
        (2, 6, "price", "$#,##0.00", "$#,##0.00"),
        (0, 400, "gpus", '#,##0"k"', '#,##0"k"'),
        (0, 1.2, "factor", '#,##0.00"×"', '#,##0.00"×"'),
    ],
)
def test_formats(low: float, high: float, style: str, axis: str, label: str) -> None:
    found = value_axis([np.array([low, high])], style)
    assert axis_format(found, style).startswith(axis)
    assert label_format(found, style).startswith(label)


@pytest.mark.libreoffice
@pytest.mark.skipif(not referee.available(), reason="LibreOffice is not installed")
def test_impress_reads_the_same_numbers(tmp_path: Path) -> None:
    whole = tuple(1250.5 * n for n in range(1, 7))
    written(tmp_path, handout(lines(PictureColumn("Fee", whole, "money"))))
    (rows,) = referee.chart_numbers(referee.converted(tmp_path / "deck.pptx", "odp", tmp_path))
    assert [row[-1] for row in rows] == list(whole)


def _sheet(chart: Any) -> Any:
    return load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def _approx(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, rel=1e-15)
