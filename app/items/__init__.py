"""The line items that the user adds: checked while they are written, changed as undo steps."""
