"""The project file, `.tenor`."""
