"""Tests of the register's files."""
