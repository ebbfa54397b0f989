"""Explanations of every number."""
