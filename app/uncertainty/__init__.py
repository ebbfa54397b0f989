"""The Uncertainty page: what it shows, and where that comes from."""
