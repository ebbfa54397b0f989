"""When to leave the contract, what being free to wait is worth, and what better clauses are."""
