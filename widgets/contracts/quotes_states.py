"""What the Quotes view shows, as frozen values. Texts arrive formatted, numbers computed.

Colours are names of tokens. Tones are `good`, `bad`, `muted` or empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from widgets.comparison.states import Choice, TableState
    from widgets.contracts.read_chart_states import ReadChartState
    from widgets.decide.exit_states import Sentence

# The columns of the table of quotes, by place; what is typed comes back under these keys.
WATCHED, SUPPLIER, DAY, PRICE, GPU_HOUR, CAPACITY, TERM, CONDITIONS, REFERENCE = range(9)
QUOTE_KEYS = (
    "watched",
    "supplier",
    "day",
    "price",
    "gpu_hour",
    "capacity",
    "term_months",
    "conditions",
    "reference",
)
TEXT_COLUMNS = frozenset((WATCHED, SUPPLIER, CONDITIONS, REFERENCE))


class QuoteTableState(NamedTuple):
    """All quotes, the newest first. A row's key is the quote's id, its label says which it is.

    The table's columns are those of `QUOTE_KEYS`, their `scenario_id` being the place.
    """

    table: TableState
    counted: str = ""  # "14 quotes of 6 suppliers"


class WatchState(NamedTuple):
    """What is watched for. `price` is the threshold as it is shown; empty where there is none."""

    price: str
    under: str  # "2 quotes at or under it"
    fresh: str  # "3 new since 12 Nov 2026"
    seen: bool  # whether there is anything to be marked as seen


class FactorLine(NamedTuple):
    """One unit in GPU-hours: "1 MW-month" "= 536,765 GPU-hours"; `why` says how."""

    unit: str
    value: str
    why: str


class UnitsState(NamedTuple):
    """The conversion factors; `kw_per_gpu` is the one that can be edited, as it is shown."""

    kw_per_gpu: str
    factors: tuple[FactorLine, ...]


class ScaleMark(NamedTuple):
    """A price with a name on the scale, $ a GPU-hour. Marks are labelled above or below it."""

    value: float
    text: str
    colour: str
    above: bool = True


class ScaleState(NamedTuple):
    """Prices along a line: a range and some marks. All within `minimum` and `maximum`."""

    minimum: float
    maximum: float
    low: float
    high: float
    marks: tuple[ScaleMark, ...]
    summary: str


class PriceState(NamedTuple):
    """The selected contract against the market; `message` stands for what there is not."""

    contracts: tuple[Choice, ...]
    selected: str
    headline: str = ""  # "24% above the market"
    tone: str = ""
    beside: str = ""  # "$2.62 a GPU-hour today, market $2.10"
    scale: ScaleState | None = None
    sentences: tuple[Sentence, ...] = ()
    message: str = ""


class MarketPlanState(NamedTuple):
    """What the fitted market would set in the plan, before and after."""

    sentences: tuple[Sentence, ...]
    table: TableState
    can_use: bool
    note: str = ""  # why it can't be used, or that the plan has it already


class QuotesState(NamedTuple):
    """The whole view."""

    quotes: QuoteTableState
    watch: WatchState
    units: UnitsState
    market: ReadChartState
    price: PriceState
    against: TableState  # every contract, its key being its id
    plan: MarketPlanState
    selected: str = ""
