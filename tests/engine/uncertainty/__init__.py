"""Tests of what is uncertain, and of draws of it."""
