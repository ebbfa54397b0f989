"""The live workbook: written, and read back."""
