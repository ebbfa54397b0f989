"""Analyses: questions asked of many evaluations of the model at once."""
