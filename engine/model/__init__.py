"""The business model: its tables, and the catalogue that loads and checks them."""
