"""Files: everything the engine reads or writes on disk."""
