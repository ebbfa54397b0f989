"""What must be true for a goal: how far each driver is from where the answer flips."""
