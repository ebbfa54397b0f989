"""Widgets from literal states."""
