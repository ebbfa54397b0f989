"""What a number is sensitive to: over ranges of the inputs one by one, and in many draws."""
