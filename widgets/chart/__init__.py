"""The chart: curves, background, overlay."""
