"""Contracts and quotes from CSV and Excel, and back."""
