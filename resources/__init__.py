"""Data that ships with Tenor: presets, sources, themes, fonts, icons, help. No code."""
