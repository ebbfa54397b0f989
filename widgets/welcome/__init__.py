"""What the first minute is made of: a palette, a start page, a tour, sheets."""
