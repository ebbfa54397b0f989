"""Tests of the business model's tables."""
