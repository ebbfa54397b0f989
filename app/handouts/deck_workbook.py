"""The sheet behind a native chart, in which texts are texts.

python-pptx's own would make a formula of a name that begins with `=`, and a link of one that
begins with `http`.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

_CREATED = datetime(2026, 1, 1)


def chart_workbook(
    names: Sequence[str],
    rows: Sequence[Sequence[float | None]],
    labels: Sequence[str],
    form: str,
    beside: Sequence[str],
) -> bytes:
    """Labels down the first column, a series a column: as python-pptx's charts refer to it.

    `rows` are the series' values, `form` their number format. `beside` is one more column,
    which the chart doesn't show: the rows' whole names, after their heading.
    """
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    sheet, shown = book.add_worksheet(), book.add_format({"num_format": form})
    sheet.set_column(0, 0, 24)
    for place, label in enumerate(labels):
        sheet.write_string(place + 1, 0, label)
    for column, (name, values) in enumerate(zip(names, rows, strict=True), 1):
        sheet.write_string(0, column, name)
        for place, value in enumerate(values):
            if value is not None:
                sheet.write_number(place + 1, column, value, shown)
    for place, name in enumerate(beside):
        sheet.write_string(place, len(names) + 2, name)
    book.close()
    return file.getvalue()
