"""Tests of the formula language and its folds."""
