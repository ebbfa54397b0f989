"""Actual months against the plan."""
