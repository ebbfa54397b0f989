"""The input that a register's contracts bring with them, and what it takes."""

from __future__ import annotations

SWITCH = "register_supply"
OFF, REPLACES, SUPPLEMENTS, BESIDE = range(4)
