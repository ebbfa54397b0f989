"""The stage that the board sees, and what the presenter has beside it."""
