"""The Sources page: its states, its commands, its desk."""
