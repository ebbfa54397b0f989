"""Every number explained: its formula in names and in values, and what it looks at."""
