"""The panel that explains the number that was clicked."""
