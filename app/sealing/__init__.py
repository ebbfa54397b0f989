"""Sealed snapshots at the window and on the command line."""
