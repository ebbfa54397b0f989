"""Every form in which people write the cells of a register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from engine.contracts.contract import register_columns
from engine.files.amounts import CellError
from engine.files.days import day_first, day_of, either_way
from engine.files.register.columns import quote_table
from engine.files.register.values import Reading, guarded, unguarded, value_of
from engine.quantity_text import QuantityError, Range, parse

if TYPE_CHECKING:
    from engine.files.grid import Cell

APRIL = date(2026, 4, 1)


def value(key: str, cell: Cell, **how: Any) -> Any:
    return value_of(cell, register_columns()[key], Reading(**{"day_first": True} | how))


def fault(key: str, cell: Cell, **how: Any) -> str:
    with pytest.raises(CellError) as caught:
        value(key, cell, **how)
    return str(caught.value)


# Days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("2026-04-01", "2026/04/01", "2026.4.1", "20260401", "2026-04-01T00:00:00"),
        *("1 Apr 2026", "1 April 2026", "01-Apr-26", "1st April 2026", "1. April 2026"),
        *("April 1, 2026", "Apr 1 2026", "Apr. 1, 2026", "Wednesday, April 1, 2026", "1-Apr-2026"),
        *("01/04/2026", "1/4/26", "1.4.2026", "01-04-2026", "2026 April 1", "1 avril 2026"),
        *("1 de abril de 2026", "1 aprile 2026", "1 abr 2026", "1er avril 2026", "46113"),
        *("Apr 2026", "April 2026", "2026-04", "2026年4月1日", "1 apr. 2026"),
    ],
)
def test_days_that_people_write(text: str) -> None:
    assert day_of(text, day_first=True) == APRIL


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *(("1. März 2026", 3), ("1 mars 2026", 3), ("1 février 2026", 2), ("1 août 2026", 8)),
        *(("1 Dez 2026", 12), ("1 déc. 2026", 12), ("1 gennaio 2026", 1), ("1 enero 2026", 1)),
        *(("1 Okt 2026", 10), ("1 sept 2026", 9), ("1 mei 2026", 5), ("1 maggio 2026", 5)),
        *(("1 juin 2026", 6), ("1 juillet 2026", 7), ("1 setembro 2026", 9), ("1 Jänner 2026", 1)),
    ],
)
def test_months_in_other_languages(text: str, month: int) -> None:
    assert day_of(text, day_first=None) == date(2026, month, 1)


@pytest.mark.parametrize("cell", [APRIL, 46113.0, 46113.75])
def test_days_of_a_spreadsheet(cell: Cell) -> None:
    assert day_of(cell, day_first=None) == APRIL


@pytest.mark.parametrize(
    "cell",
    [
        *("31/02/2026", "2026-02-29", "2026-13-01", "1 Foo 2026", "soon", "", "1 2 3 4", "ju 2026"),
        *(
            "0000-01-01",
            "2026-04-00",
            "12",
            "4/2026",
            12.0,
            1e308,
            -1.0,
            "1 Apr 12345",
            "1 ma 2026",
        ),
        *(date(1800, 1, 1), date(2300, 1, 1), "01/13/2026", float("nan"), "x" * 10_000),
    ],
)
def test_what_is_no_day(cell: Cell) -> None:
    with pytest.raises(CellError, match="is not a date; allowed: a date such as 2026-04-01"):
        day_of(cell, day_first=True)


def test_leap_days_and_month_ends() -> None:
    assert day_of("29 Feb 2024", day_first=None) == date(2024, 2, 29)
    assert day_of("31/12/2026", day_first=None) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["13/04/2026", "01/05/2026"], True),
        (["04/13/2026", "05/01/2026"], False),
        (["01/04/2026", "01/07/2026", "01/10/2026"], True),  # first days of months
        (["04/01/2026", "07/01/2026"], False),
        (["05/05/2026"], True),  # the same either way
        (["04/05/2026"], None),
        (["2026-04-05", "nothing"], True),  # none is in doubt
    ],
)
def test_the_column_settles_the_order(cells: list[Cell], order: bool | None) -> None:
    assert day_first(cells) is order


def test_a_day_that_nothing_settles_is_named_both_ways() -> None:
    with pytest.raises(CellError) as caught:
        day_of("04/05/2026", day_first=None)
    told = "'04/05/2026' could be 2026-05-04 or 2026-04-05; write it as 2026-05-04"
    assert str(caught.value) == told
    assert day_of("13/05/2026", day_first=None) == date(2026, 5, 13)
    assert day_of("05/13/2026", day_first=None) == date(2026, 5, 13)
    doubts = [either_way(cell) for cell in ("04/05/2026", "13/05/2026", 3.0)]
    assert doubts == [True, False, False]


# Money -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        *("1250000000", "1,250,000,000", "$1,250,000,000", "$1.25B", "1250m", "1.25bn", "1.25 B"),
        *("1'250'000'000", "1 250 000 000", "USD 1.25 billion", "1.25e9", "1250 million"),
        *("$1.25B / month", "1250m per month", "$1,250,000,000.00", "1.25e+09", 1.25e9),
    ],
)
def test_money_that_people_write(cell: Cell) -> None:
    assert value("monthly_fee", cell) == 1250.0


@pytest.mark.parametrize(
    ("cell", "how", "amount"),
    [
        ("1.250.000.000,50", {"decimal": ","}, 1250.0000005),
        ("1,25 Mio", {"decimal": ","}, None),
        ("1250,5", {"decimal": ",", "unit": "$m"}, 1250.5),
        ("1.250", {"decimal": ",", "unit": "$m"}, 1250.0),
        ("1250", {"unit": "$m"}, 1250.0),
        ("1250000", {"unit": "$k"}, 1250.0),
        ("1.25", {"unit": "$bn"}, 1250.0),
        ("0", {}, 0.0),
        ("7", {}, 7e-6),
        ("0.1", {}, 1e-7),
    ],
)
def test_units_and_decimal_commas(cell: str, how: dict[str, Any], amount: float | None) -> None:
    if amount is None:
        assert "is not an amount" in fault("monthly_fee", cell, **how)
    else:
        assert value("monthly_fee", cell, **how) == amount


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "abc",
            "1250x",
            "12 34",
            "1,25,000",
            "--5",
            "$",
            "=1+1",
            "1e308",
            "1e999",
            "€5",
            "5 apples",
        ),
        *("-5", "(1,250)", "100000000001000", -1.0, 1e308, float("inf"), float("nan"), APRIL),
        *("#REF!", "TRUE", "1;2", "0x10", "1_000_000_000_000", "９" * 30),
    ],
)
def test_what_is_no_money(cell: Cell) -> None:
    assert "; allowed: $0 to $100B, such as 1250000000" in fault("monthly_fee", cell)


# Shares ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        *(("0.5", 0.5), ("50%", 0.5), ("50 %", 0.5), ("1", 1.0), ("100%", 1.0), (0.5, 0.5)),
        *(("0", 0.0), ("33.3%", 0.333), ("7%", 0.07), (".5", 0.5), ("0.995", 0.995)),
    ],
)
def test_shares_that_people_write(cell: Cell, share: float) -> None:
    assert value("take_or_pay_pct", cell) == share


def test_shares_with_a_decimal_comma_and_with_a_sign() -> None:
    assert value("take_or_pay_pct", "0,5", decimal=",") == 0.5
    assert value("sla_target", "99,95 %", decimal=",") == 0.9995
    assert value("fee_escalator", "-2%") == -0.02
    assert value("fee_escalator", "\N{MINUS SIGN}2%") == -0.02


def test_a_bare_number_above_one_is_no_share() -> None:
    told = "'50' has no % sign; allowed: 50%, or a share such as 0.5"
    assert fault("take_or_pay_pct", "50") == told
    assert "50 is out of range; allowed: a share from 0% to 100%" in fault("take_or_pay_pct", 50.0)
    assert "'110%' is out of range" in fault("take_or_pay_pct", "110%")
    assert "allowed: a share from -50% to 50%" in fault("fee_escalator", "60%")
    assert value("take_or_pay_pct", "50", percent=True) == 0.5
    assert value("take_or_pay_pct", 50.0, percent=True) == 0.5
    assert value("take_or_pay_pct", "50%", percent=True) == 0.5


@pytest.mark.parametrize(
    "cell", ["half", "5k", "$0.5", "%", "1/2", "0.5.5", APRIL, "50%%", "1e308"]
)
def test_what_is_no_share(cell: Cell) -> None:
    assert "allowed: " in fault("take_or_pay_pct", cell)


# Months and days ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["36", "36 months", "36mo", "36 mos.", "3y", "3 years", "3 Jahre", "36.0", 36.0, "2y 12m"],
)
def test_months_in_any_form(cell: Cell) -> None:
    assert value("term_months", cell) == 36
    assert type(value("term_months", cell)) is int


def test_a_header_may_say_years() -> None:
    assert value("term_months", "3", years=True) == 36
    assert value("term_months", 1.5, years=True) == 18
    assert value("term_months", "36 months", years=True) == 36


@pytest.mark.parametrize("cell", ["90", "90 days", "90d", "90 Tage", 90.0])
def test_days_of_notice(cell: Cell) -> None:
    assert value("renewal_notice_days", cell) == 90


@pytest.mark.parametrize(
    ("key", "cell", "told"),
    [
        ("term_months", "90 days", "'90 days' is not a number of months"),
        ("term_months", "0", "'0' is out of range; allowed: whole months from 1 to 120"),
        ("term_months", "121", "is out of range"),
        ("term_months", "36.5", "'36.5' is not a whole number"),
        ("term_months", "three years", "is not a number of months"),
        ("term_months", "-3", "is out of range"),
        ("term_months", "1e3", "is not a number of months"),
        ("term_months", float("inf"), "inf is not a whole number"),
        ("term_months", APRIL, "2026-04-01 is not a number of months"),
        ("term_months", "3 weeks", "is not a number of months"),
        ("renewal_notice_days", "3 months", "is not a whole number of days"),
        ("renewal_notice_days", "2000", "allowed: whole days from 0 to 1100"),
    ],
)
def test_what_is_no_number_of_months(key: str, cell: Cell, told: str) -> None:
    assert told in fault(key, cell)


# The rest ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["yes", "Y", "TRUE", "true", "1", "x", "Ja", "oui", "Sí", 1.0, "✓"]
)
def test_yes(cell: Cell) -> None:
    assert value("auto_renew", cell) is True


@pytest.mark.parametrize("cell", ["no", "N", "FALSE", "0", "nein", "non", 0.0, "Não", "off"])
def test_no(cell: Cell) -> None:
    assert value("auto_renew", cell) is False


@pytest.mark.parametrize("cell", ["maybe", "yes and no", 2.0, APRIL, "?", "yess"])
def test_neither_yes_nor_no(cell: Cell) -> None:
    assert "is not yes or no; allowed: yes or no" in fault("auto_renew", cell)


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        *(("gpu", "gpu"), ("GPUs", "gpu"), ("k_gpu", "k_gpu"), ("k GPU", "k_gpu"), ("MW", "mw")),
        *(("megawatts", "mw"), ("gpu_hour_month", "gpu_hour_month")),
        *(("GPU-hours / month", "gpu_hour_month"), ("GPU hours per month", "gpu_hour_month")),
    ],
)
def test_units_of_capacity(cell: str, unit: str) -> None:
    assert value("capacity_unit", cell) == unit


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12,000", 12e3), ("12.5k", 12.5e3), ("120 MW", 120.0), ("4,096 GPUs", 4096.0), (0.25, 0.25)],
)
def test_capacities(cell: Cell, number: float) -> None:
    assert value("capacity", cell) == number


def test_units_and_capacities_that_are_none() -> None:
    assert "allowed: gpu, k_gpu, mw, gpu_hour_month" in fault("capacity_unit", "horses")
    assert "'many' is not a number; allowed: a number from 0" in fault("capacity", "many")
    assert "is out of range" in fault("capacity", 1e308)
    assert "is out of range" in fault("capacity", "-5")


def test_fee_schedules() -> None:
    steps = ((1, 600.0), (13, 1250.0))
    for text in ("1: 600m; 13: 1.25B", "1=600m;13=$1.25B;", "1: 600000000 | 13: 1,250,000,000"):
        assert value("fee_schedule", text) == steps
    for text in ("600m", "2: 600m", "1: 600m; 1: 700m", "1: 5m; 121: 6m", "13: 5m; 1: 3m", "1: x"):
        assert "allowed: " in fault("fee_schedule", text)
    assert "allowed: fees by month such as 1: 600m; 13: 1.25B" in fault("fee_schedule", 5.0)


@pytest.mark.parametrize("cell", [None, "", "-", "n/a", "N/A", "none", " ", "\N{EM DASH}"])
@pytest.mark.parametrize("key", ["start", "monthly_fee", "notice_months", "auto_renew", "capacity"])
def test_blank_cells(key: str, cell: Cell) -> None:
    assert value(key, cell) is None


def test_texts() -> None:
    assert value("supplier", "Nimbus") == "Nimbus"
    assert value("id", 1001.0) == "1001"
    assert value("id", 1.5) == "1.5"
    assert value("reference", date(2026, 4, 1)) == "2026-04-01"
    assert "begins as a formula does" in fault("supplier", "=HYPERLINK(1)")
    assert "is too long; allowed: text of up to 200 characters" in fault("supplier", "x" * 201)
    assert "holds control characters" in fault("supplier", "a\x07b")
    assert "is an error of the spreadsheet" in fault("supplier", "#REF!")


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-", "@SUM(1)", "'=x", "''-", "#N/A", "'tis", "plain", "a=b", "'"]
)
def test_guarded_texts_come_back_and_are_no_formulas(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        *(("$2.10", 2.1), ("2.10 / GPU-hour", 2.1), ("$2.10 per GPU hour", 2.1), ("$1.2k", 1200.0)),
        *(("1,450", 1450.0), (2.1, 2.1), ("$2.5m", 2.5e6)),
    ],
)
def test_prices_of_quotes(cell: Cell, price: float) -> None:
    assert value_of(cell, quote_table().columns["price"], Reading()) == price


@pytest.mark.parametrize(
    ("cell", "unit"),
    [("per GPU-hour", "gpu_hour"), ("$/GPU-month", "gpu_month"), ("MW-month", "mw_month")],
)
def test_price_units(cell: str, unit: str) -> None:
    assert value_of(cell, quote_table().columns["price_unit"], Reading()) == unit


@pytest.mark.parametrize("text", ["1,25B", "7,5", "12,34,567", "1,2500"])
def test_a_decimal_comma_is_refused_not_multiplied(text: str) -> None:
    with pytest.raises(QuantityError, match="a comma parts thousands; try"):
        parse(text, "money", Range(0.0, 1e6), shown=False)


def test_days_with_dots_put_the_day_first() -> None:
    assert day_of("01.07.2026", day_first=None) == date(2026, 7, 1)
    assert day_of("13.07.26", day_first=None) == date(2026, 7, 13)
    assert day_of("07.13.2026", day_first=False) == date(2026, 7, 13)
    with pytest.raises(CellError, match="could be"):
        day_of("01/07/2026", day_first=None)
