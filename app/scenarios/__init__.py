"""Scenarios side by side: the bar, the page, the bridge."""
