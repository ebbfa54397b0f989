"""The Ledger page: every line item by month, quarter or year."""
