"""The window of the model reference."""
