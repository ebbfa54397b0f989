"""The application: the window and the command line, over widgets and engine."""
