"""What a number is sensitive to."""
