"""The Contracts page: the register, its audit, pictures, quotes, and the way into the plan."""
