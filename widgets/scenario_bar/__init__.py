"""The bar of scenarios."""
