"""Quotes: units, the market curve that fits them, contracts against it, a watch list."""
