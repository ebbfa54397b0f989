"""Sealed snapshots: what was seen, kept with its results and a hash."""
