"""What stands where on the sheet Contracts, for what writes it and what reads it again."""

from __future__ import annotations

# Defined names: the schedule's first month, how many it has, how many contracts are counted,
# what is said of those that are not, the totals' rows, those of them that are sums, and the
# contracts' own rows.
FIRST, COUNT, COUNTED = "contracts_first", "contracts_months", "contracts_counted"
SAID = "contracts_notes"
TOTALS, SUMS, PARTS = "contracts_totals", "contracts_sums", "contracts_parts"
OTHERS = "(all others)"  # in the place of an id
NAME_COLUMN, SUPPLIER_COLUMN, SERVICE_COLUMN = 1, 3, 4
