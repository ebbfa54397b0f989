"""Every entry of the model's tables, one by one, and the tables together."""

from __future__ import annotations

import re
import string

import pytest

from engine.files.shipped import presets
from engine.formula.check import check_definitions
from engine.formula.syntax import FormulaError, Number, names, parse, to_text, walk
from engine.model.catalogue import (
    MONTHS,
    Catalogue,
    Figure,
    Formula,
    Input,
    catalogue,
    definitions,
)
from engine.model.check import check_catalogue
from engine.scenario import check_value
from tests.oracle.headline import headline
from tests.oracle.inputs import defaults
from tests.oracle.model import evaluate

MODEL = catalogue()
GROUPS = {
    "Headline",
    "Commitment",
    "Exit terms",
    "Capacity and market",
    "Incumbent supply",
    "Demand and margin",
    "Cash and measurement",
    "Build your own",
    "Supplier",
}
STATUSES = {"reported", "disputed", "undisclosed", "assumption", "choice", "derived"}
SECTIONS = {
    "timing",
    "market and contract price",
    "contract schedule",
    "demand",
    "supply and use",
    "contract charges",
    "lock-in",
    "profit and loss",
    "accounting and cash",
    "alternatives and supplier",
}
ADDITIVE = {"$m", "$m at month-1 prices", "m GPU-h"}
Entry = Input | Formula | Figure
ENTRIES: dict[str, Entry] = {
    f"{table}-{key}": entry
    for table, found in (
        ("input", MODEL.inputs),
        ("scalar", MODEL.scalars),
        ("line item", MODEL.line_items),
        ("measure", MODEL.measures),
        ("figure", MODEL.figures),
    )
    for key, entry in found.items()
}
# A key of one word, like revenue, is a word that a sentence may use.
KEYS = {key for entry in ENTRIES.values() for key in (entry.key,) if "_" in key}


def test_counts() -> None:
    assert len(MODEL.inputs) == 101
    assert len(MODEL.scalars) == 17
    assert len(MODEL.line_items) == 106
    assert len(MODEL.figures) == 49
    assert len(presets()) == 14
    assert MONTHS == 120


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=list(ENTRIES))
def test_words(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", entry.key)
    assert entry.unit in MODEL.units
    assert 5 <= len(entry.label) <= 48
    assert entry.label == entry.label.strip()
    assert entry.label[0].isupper()
    assert not entry.label.endswith(".")
    assert 20 <= len(entry.meaning) <= 200
    assert entry.meaning.endswith(".")
    assert entry.meaning == " ".join(entry.meaning.split())
    mentioned = set(re.findall(r"\w+", f"{entry.label} {entry.meaning}")) & KEYS
    assert not mentioned


@pytest.mark.parametrize("item", MODEL.inputs.values(), ids=list(MODEL.inputs))
def test_input(item: Input) -> None:
    assert item.minimum < item.maximum
    assert 0 < item.step <= item.maximum - item.minimum
    assert check_value(item.key, item.default) == item.default
    assert check_value(item.key, item.minimum) == item.minimum
    assert check_value(item.key, item.maximum) == item.maximum
    assert item.group in GROUPS
    assert item.status in STATUSES
    assert item.basis.strip()
    assert len(item.suffix) <= 24
    if item.whole:
        assert item.step.is_integer()
        assert item.default.is_integer()


ALL_FORMULAS = {item.key: item for item in MODEL.formulas()}


@pytest.mark.parametrize("item", ALL_FORMULAS.values(), ids=list(ALL_FORMULAS))
def test_formula(item: Formula) -> None:
    assert parse(to_text(item.formula)) == item.formula
    assert names(item.formula)
    if item.key in MODEL.line_items:
        assert item.section in SECTIONS
        assert item.series
        assert item.kind in ("flow", "balance", "rate")
        # Months of it add up to a quarter's, or its last month stands for the quarter.
        assert item.kind != "flow" or item.unit in ADDITIVE
        assert item.kind != "rate" or item.unit not in ADDITIVE
    elif item.key in MODEL.scalars:
        assert item.kind == "constant"
        assert not item.series
    else:
        assert item.kind in ("series", "constant")
        assert item.series == (item.kind == "series")


@pytest.mark.parametrize("figure", MODEL.figures.values(), ids=list(MODEL.figures))
def test_figure(figure: Figure) -> None:
    assert figure.better in ("higher", "lower", "")
    assert len(figure.formulas) == (6 if figure.key == "maturity" else 1)
    assert figure.listed == (figure.key == "maturity")
    for tree in figure.formulas:
        assert parse(to_text(tree)) == tree
    for reason in figure.reasons:
        assert 10 <= len(reason.text) <= 80
        assert not reason.text.endswith(".")
        fields = {field for _, field, _, _ in string.Formatter().parse(reason.text) if field}
        assert fields <= set(MODEL.inputs)


def test_figures_are_the_specified_ones() -> None:
    inputs = defaults()
    scalars, rows = evaluate(inputs)
    assert list(MODEL.figures) == list(headline(inputs, scalars, rows))


def test_scalars_and_line_items_are_the_specified_ones_in_order() -> None:
    scalars, rows = evaluate(defaults())
    assert list(MODEL.scalars) == list(scalars)
    assert list(MODEL.line_items) == list(rows)


def test_keys_are_unique_but_where_a_figure_shows_a_line_item() -> None:
    keys = [*MODEL.inputs, *ALL_FORMULAS]
    assert len(keys) == len(set(keys))
    assert len(ALL_FORMULAS) == len(MODEL.formulas())


@pytest.mark.parametrize("table", ["inputs", "scalars", "line_items", "measures", "figures"])
def test_labels_are_unique_in_a_table(table: str) -> None:
    labels = [entry.label for entry in getattr(MODEL, table).values()]
    assert len(labels) == len(set(labels))


def test_every_unit_has_a_style_and_is_used() -> None:
    used = {entry.unit for entry in ENTRIES.values()}
    assert set(MODEL.units) == used
    for unit, kind in MODEL.units.items():
        assert MODEL.style(unit) == kind.style
        assert kind.style


def test_every_input_is_used() -> None:
    mentioned = {name for item in definitions(MODEL) for name in names(item.formula)}
    mentioned |= {
        name for item in definitions(MODEL) for name in names(item.opening or Number(0.0))
    }
    assert set(MODEL.inputs) <= mentioned


def test_every_measure_is_used() -> None:
    mentioned = {name for item in definitions(MODEL) for name in names(item.formula)}
    mentioned |= {
        name
        for check in MODEL.checks.values()
        for tree in (check.left, check.right)
        for name in names(tree)
    }
    # Two are for charts only: what was spent, and the contract's price beside the market's.
    assert set(MODEL.measures) - mentioned <= {"contract_unit_price", "compute_spend"}


def test_the_tables_pass_their_own_check() -> None:
    check_catalogue(MODEL)
    for check in MODEL.checks.values():
        assert check.relation in ("=", "<=")
        assert check.label
        assert check.meaning.endswith(".")


def with_formula(key: str, text: str) -> Catalogue:
    item = MODEL.line_items[key]._replace(formula=parse(text))
    return MODEL._replace(line_items={**MODEL.line_items, key: item})


@pytest.mark.parametrize(
    ("key", "text", "fault"),
    [
        ("revenue", "cash_balance", "forward reference|cycle"),
        ("revenue", "revenue + 1", "refers to itself"),
        ("revenue", "demand_volume + nowhere", "unknown name 'nowhere'"),
        ("revenue", "demand_volume * served_ratio + 1 * month", "wrong units"),
        ("contracted_hours", "delivered_gpus * hours_per_month * availability", "wrong units"),
        ("spot_cost", "spot_used * (1 + spot_premium)", "wrong units"),
        ("cash_balance", "net_cash_flow * contract_price", "wrong units"),
    ],
)
def test_a_wrong_formula_is_found(key: str, text: str, fault: str) -> None:
    with pytest.raises(FormulaError, match=fault) as caught:
        check_catalogue(with_formula(key, text))
    assert caught.value.item == key
    assert caught.value.column == "formula"


def test_every_conversion_by_a_thousand_matters() -> None:
    """Without its 1000 no formula has the right units any more."""
    units = {key: MODEL.units[item.unit].unit for key, item in MODEL.inputs.items()}
    units |= {item.key: MODEL.units[item.unit].unit for item in MODEL.formulas()}
    found = [item for item in definitions(MODEL) if item.key in units]
    converting = [
        place
        for place, item in enumerate(found)
        if any(node == Number(1000.0) for node in walk(item.formula))
    ]
    assert len(converting) > 4
    for place in converting:
        item = found[place]
        wrong = parse(re.sub(r"\b1000\b", "999", to_text(item.formula)))
        changed = [*found[:place], item._replace(formula=wrong), *found[place + 1 :]]
        with pytest.raises(FormulaError, match="wrong units"):
            check_definitions(changed, MODEL.inputs, units)


def test_definitions_come_in_order_and_once() -> None:
    keys = [item.key for item in definitions(MODEL)]
    assert len(keys) == len(set(keys))
    assert keys[: len(ALL_FORMULAS)] == list(ALL_FORMULAS)
    assert [key for key in keys if key.startswith("kpi_maturity_")] == [
        f"kpi_maturity_{place}" for place in range(6)
    ]


def test_the_catalogue_is_read_once() -> None:
    assert catalogue() is MODEL
