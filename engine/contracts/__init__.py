"""Contracts that are signed or offered: the register, its audit, quotes, the way into the plan."""
