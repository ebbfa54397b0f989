"""Tests of Tenor, laid out as the packages that they test."""
