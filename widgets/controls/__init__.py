"""The controls panel and what it is made of."""
