"""The Uncertainty page: fans, one figure, sensitivity."""
