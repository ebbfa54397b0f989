"""The Decide page: goals, trade-offs, the way out, the other side of the table."""
