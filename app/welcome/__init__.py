"""The first minute: start page, tour, command palette, shortcut sheet, help, About."""
