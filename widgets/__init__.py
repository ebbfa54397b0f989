"""Qt widgets. They show frozen states and emit what the user did; they compute nothing."""
