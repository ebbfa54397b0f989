"""What is uncertain about the inputs: distributions, what goes together, and draws of them."""
