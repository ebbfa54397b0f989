"""Actual months from CSV and Excel."""
