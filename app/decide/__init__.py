"""The Decide page: what the user asks, and the answers as they are shown."""
